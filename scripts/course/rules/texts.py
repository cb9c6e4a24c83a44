"""The texts of banks with their places, for rules that look at words.

There are many texts and few findings, so a text is put together once for all rules, its place is looked up only when
they are needed, and a search for a pattern goes through all texts at once.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import BaseModel

from course.model import inline
from course.model.bank import BLANK, BankFile, Question
from course.text.diagnostics import Key, Position

_MASK = "\ufffc"
# No pattern reaches over an empty line, and paragraphs end there.
_BETWEEN = "\n\n"
_NAMES = frozenset({"id", "type", "points", "terms", "apart", "rule", "start", "go"})
# Written for staff: readers never see it.
_FOR_STAFF = frozenset({"basis", "kind", "merit", "outcome", "status", "reviewer", "reviewed_on", "answer_version"})
_HIDDEN = frozenset(_NAMES | _FOR_STAFF)


class BankText(NamedTuple):
    """One text that readers see of a bank, and the keys that lead to it in the file."""

    text: str
    prose: str
    """The text as one reads it, with code and blanks masked."""
    bank: BankFile
    keys: tuple[Key, ...]

    def place(self) -> Position:
        """Look up where it stands."""
        return self.bank.place(*self.keys)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The prose of many texts as one, parted by empty lines."""

    parts: Sequence[BankText]
    text: str = field(init=False)
    _starts: Sequence[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts: list[int] = []
        length = 0
        for part in self.parts:
            starts.append(length)
            length += len(part.prose) + len(_BETWEEN)
        object.__setattr__(self, "text", _BETWEEN.join(part.prose for part in self.parts))
        object.__setattr__(self, "_starts", starts)

    def at(self, offset: int) -> BankText:
        """Return the text to which a character of the whole belongs."""
        return self.parts[bisect_right(self._starts, offset) - 1]


def named(question: Question) -> str:
    """Return what a message calls a question."""
    return f"题目 {question.id} " if question.id else "这道题"


def prose(text: str) -> str:
    """Return a bank text as one reads it, with code and blanks masked."""
    runs = (
        run if isinstance(run, str) else _MASK if isinstance(run, inline.Code) else run.text
        for run in inline.parse(text)
    )
    return "".join(runs).replace(BLANK, _MASK)


def texts_of(bank: BankFile) -> tuple[BankText, ...]:
    """Return every text that readers see of a bank."""
    found = [BankText(bank.title, prose(bank.title), bank, ("title",))]
    for index, question in zip(bank.indexes, bank.questions, strict=True):
        _collect(question, bank, ("questions", index), found)
    return tuple(found)


def _collect(value: object, bank: BankFile, keys: tuple[Key, ...], found: list[BankText]) -> None:
    if isinstance(value, str):
        found.append(BankText(value, prose(value), bank, keys))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _HIDDEN:
                _collect(getattr(value, name), bank, (*keys, name), found)
    elif isinstance(value, dict):
        for name, item in value.items():
            _collect(item, bank, (*keys, name), found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _collect(item, bank, (*keys, index), found)
