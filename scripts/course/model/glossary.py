"""Terms: set phrases of the speech, what they mean and on what document the meaning rests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course.model.bank import Blank, BlankPart, Case, Question
from course.model.normalise import normalise
from course.text.diagnostics import Position

LOCAL = "本单位文件"
"""The basis of a term whose meaning only the reader's own unit can define."""


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry; `meaning` is its first paragraph as plain text."""

    id: str
    name: str
    meaning: str
    aliases: tuple[str, ...]
    locators: tuple[str, ...]
    basis: str
    position: Position

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its variants."""
        return (self.name, *self.aliases)


def names_of(terms: Iterable[Term]) -> dict[str, tuple[str, ...]]:
    """Return all names of a term under each of them, as `normalise` writes it."""
    return {normalise(name): term.names for term in terms for name in term.names}


def widened(accepted: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the accepted answers of a blank together with every other name of a term among them."""
    wider = [name for answer in accepted for name in (answer, *names.get(normalise(answer), ()))]
    return list(dict.fromkeys(wider))


def widened_question(question: Question, names: Mapping[str, tuple[str, ...]]) -> Question:
    """Return a question whose blanks accept every other name of a term among their answers, as the player's do."""
    if isinstance(question, Blank):
        return question.model_copy(update={"answers": _wider(question, names)})
    if isinstance(question, Case):
        parts = tuple(
            part.model_copy(update={"answers": _wider(part, names)}) if isinstance(part, BlankPart) else part
            for part in question.questions
        )
        return question.model_copy(update={"questions": parts})
    return question


def _wider(body: BlankPart, names: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(widened(accepted, names)) for accepted in body.answers)
