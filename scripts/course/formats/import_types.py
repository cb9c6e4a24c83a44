"""What a reader of foreign files hands over: questions in the shape of a bank, each knowing where it stood."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """A question from an imported file, not yet checked.

    `fields` has the names and nesting that a bank's YAML has (`type`, `stem`, `options: [{text, correct}]` …), an
    `id` if the file tells one. `place` says in Chinese where the question stands in the file it came from, such as
    “工作表‘单选题’第 3 行”; `places` says the same of single fields, by a path such as `options.1.text`. `bank` is the
    path of the bank it belongs to below the project, if the file tells, `bank_title` what that is called if it is to be
    made; `rank` its number there, counted from 1, with fractions for a place between two others. One that is
    `withdrawn` shall go.
    """

    fields: Mapping[str, object]
    place: str
    places: Mapping[str, str] = field(default_factory=dict)
    bank: str | None = None
    rank: float | None = None
    withdrawn: bool = False
    bank_title: str = ""

    def place_of(self, path: str) -> str:
        """Return where a field stood, or the nearest thing around it that has a place."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.place)


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something in the file that is not certain or not allowed: where, what is wrong and how to correct it, a rule name."""

    place: str
    message: str
    rule: str


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """What a question was when we wrote the file that now comes back: its `content_version`, bank and rank."""

    version: str
    bank: str
    rank: float


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """All that a file holds. With one problem nothing of it may be imported.

    `exported` is by id what the file held when it was exported, None for any other file. `carries` are the
    fields of a question that this kind of file can hold, so that an absent one means that it is to go; None if an
    absent field means nothing. `notes` are for the person (Chinese) and change nothing.
    """

    questions: tuple[ImportedQuestion, ...]
    problems: tuple[ImportProblem, ...] = ()
    exported: Mapping[str, ExportRecord] | None = None
    carries: AbstractSet[str] | None = None
    notes: tuple[str, ...] = ()


def tidy(value: object) -> object:
    """Return a field without invisible parts: blanks around a text, the kind of line end, values by default."""
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").strip()
        case Mapping():
            items = ((key, tidy(item)) for key, item in value.items())
            # Of all fields that may be false, the answer alone is not so by default.
            return {
                key: item
                for key, item in items
                if item not in (None, [], "") and (item is not False or key == "answer")
            }
        case list() | tuple():
            return [tidy(item) for item in value]
        case _:
            return value


def content_version(fields: Mapping[str, object], among: AbstractSet[str] | None = None) -> str:
    """Return 12 hexadecimal digits over what a question says, its id left out, of the fields `among` only."""
    kept = {key: value for key, value in fields.items() if key != "id" and (among is None or key in among)}
    text = json.dumps(tidy(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
