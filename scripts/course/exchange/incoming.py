"""What a reader of foreign files hands over: questions in the shape of a bank, each knowing where it stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Incoming:
    """A question that somebody brings, not yet checked.

    `fields` has the names and nesting that a bank's YAML has (`type`, `stem`, `options: [{text, correct}]` …), an
    `id` if the file tells one. `place` says in Chinese where the question stands in the file it came from, such as
    “工作表‘单选题’第 3 行”; `places` says the same of single fields, by a path such as `options.1.text`. `bank` is the
    path of the bank it belongs to below the project, if the file tells.
    """

    fields: Mapping[str, object]
    place: str
    places: Mapping[str, str] = field(default_factory=dict)
    bank: str | None = None

    def place_of(self, path: str) -> str:
        """Return where a field stood, or the nearest thing around it that has a place."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path, self.place)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in the file that is not certain or not allowed: where, what is wrong and how to mend it, a rule name."""

    place: str
    message: str
    rule: str


@dataclass(frozen=True, slots=True)
class Brought:
    """All that a file holds. With one refusal nothing of it may be taken over."""

    questions: tuple[Incoming, ...]
    refusals: tuple[Refusal, ...] = ()
