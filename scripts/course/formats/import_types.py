"""What a reader of foreign files hands over: questions in the shape of a bank, each knowing where it stood."""

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.model.bank import BLANK

InferenceKind: TypeAlias = Literal["inferred", "corrected", "ignored"]
"""Worked out from what the file says; written otherwise without changing the sense; left out because banks have no place for it."""


@dataclass(frozen=True, slots=True)
class Inference:
    """Something that a reader decided on its own, which the person must see before it goes in.

    `place` as in ImportedQuestion, `message` in Chinese: what was decided, and from what.
    """

    place: str
    message: str
    kind: InferenceKind


@dataclass(frozen=True, slots=True)
class ImportedQuestion:
    """A question from an imported file, not yet checked.

    `fields` has the names and nesting that a bank's YAML has (`type`, `stem`, `options: [{text, correct}]` …), an
    `id` if the file tells one. `place` says in Chinese where the question stands in the file it came from, such as
    “工作表‘单选题’第 3 行”; `places` says the same of single fields, by a path such as `options.1.text`. `bank` is the
    path of the bank it belongs to below the project, if the file tells, `bank_title` what that is called if it is to be
    made; `rank` its number there, counted from 1, with fractions for a place between two others. One that is
    `withdrawn` is to go. `number` is the question's number as the file has it, empty if it has none. `inferences` are
    what the reader decided on its own. `title` is the stem as the file has it, where cleaning changes it.
    """

    fields: Mapping[str, object]
    place: str
    places: Mapping[str, str] = field(default_factory=dict)
    bank: str | None = None
    rank: float | None = None
    withdrawn: bool = False
    bank_title: str = ""
    number: str = ""
    inferences: tuple[Inference, ...] = ()
    title: str = ""

    @property
    def label(self) -> str:
        """The question as people find it in the file."""
        stem = self.fields.get("stem")
        return question_label(self.number, self.title or (stem if isinstance(stem, str) else ""))

    def place_of(self, path: str) -> str:
        """Return where a field stood, or the nearest thing around it that has a place."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.place)


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """Something in the file that is not certain or not allowed: where, what is wrong and how to correct it, a rule name.

    `question` names the question it is about as people find it, such as “第 37 题‘借阅登记由谁……’”; empty if it is about
    none. `line` is the beginning of the line that it is about, where the place alone does not show which one.
    """

    place: str
    message: str
    rule: str
    question: str = ""
    line: str = field(default="", compare=False)


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
    absent field means nothing. `notes` are for the person (Chinese) and change nothing. `unclear` are the questions
    that problems are about, as far as they were understood: the person can correct them or leave them out.
    """

    questions: tuple[ImportedQuestion, ...]
    problems: tuple[ImportProblem, ...] = ()
    exported: Mapping[str, ExportRecord] | None = None
    carries: AbstractSet[str] | None = None
    notes: tuple[str, ...] = ()
    unclear: tuple[ImportedQuestion, ...] = ()


_LABEL_LENGTH = 10


def question_label(number: str, stem: str) -> str:
    """Return how messages name a question: by its number and the beginning of its stem, 第 37 题“借阅登记由谁……”."""
    start = " ".join(stem.replace(BLANK, "____").split())
    if len(start) > _LABEL_LENGTH:
        start = f"{start[:_LABEL_LENGTH]}……"
    return (f"第 {number} 题" if number else "") + (f"“{start}”" if start else "")


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
