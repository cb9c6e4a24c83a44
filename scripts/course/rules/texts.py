"""The texts of banks with their places, for rules that look at words.

There are many texts and few findings, so a text is put together once for all rules, its place is looked up only when
somebody asks for it, and whoever looks for a pattern looks through all texts at once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from course.diagnostics import Key, Position
from course.model import inline
from course.model.bank import BLANK, BankFile, Question
from course.model.course import Course

_MASK = "\ufffc"
# No pattern reaches over an empty line, and paragraphs end there.
_BETWEEN = "\n\n"
_NAMES = {"id", "type", "points", "terms", "apart", "rule"}
# Written for staff: readers never see it.
_FOR_STAFF = {"basis", "status", "reviewer", "reviewed_on", "answer_version"}
_HIDDEN = frozenset(_NAMES | _FOR_STAFF)
_MARKUP = ("**", "`", "](", BLANK)


@dataclass(frozen=True, slots=True)
class BankText:
    """One text that readers see of a bank, and the keys that lead to it in the file."""

    text: str
    bank: BankFile
    keys: tuple[Key, ...]

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self.bank.place(*self.keys)

    @property
    def prose(self) -> str:
        """The text as one reads it, with code and blanks masked."""
        return prose(self.text)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The prose of many texts as one, parted by empty lines."""

    parts: Sequence[BankText]
    text: str = field(init=False)
    _starts: Sequence[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts: list[int] = []
        length = 0
        written = [part.prose for part in self.parts]
        for text in written:
            starts.append(length)
            length += len(text) + len(_BETWEEN)
        object.__setattr__(self, "text", _BETWEEN.join(written))
        object.__setattr__(self, "_starts", starts)

    def at(self, offset: int) -> BankText:
        """Return the text to which a character of the whole belongs."""
        return self.parts[bisect_right(self._starts, offset) - 1]


# The course that was looked at last: every rule of a check asks for the same.
_latest: list[tuple[Course, tuple[BankText, ...], Corpus]] = []


def bank_texts(course: Course) -> tuple[BankText, ...]:
    """Return every text that readers see of the banks."""
    return _put_together(course)[1]


def corpus(course: Course) -> Corpus:
    """Return the prose of all banks."""
    return _put_together(course)[2]


def question_texts(bank: BankFile, index: int, question: Question) -> Iterator[BankText]:
    """Yield every text that readers see of the question at an index of a bank's file."""
    return (BankText(text, bank, keys) for keys, text in _texts(question.model_dump(), ("questions", index)))


def prose(text: str) -> str:
    """Return a bank text as one reads it, with code and blanks masked."""
    if not any(mark in text for mark in _MARKUP):
        return text
    runs = (
        run if isinstance(run, str) else _MASK if isinstance(run, inline.Code) else run.text
        for run in inline.parse(text)
    )
    return "".join(runs).replace(BLANK, _MASK)


def _put_together(course: Course) -> tuple[Course, tuple[BankText, ...], Corpus]:
    if not _latest or _latest[0][0] is not course:
        texts = tuple(_of_banks(course))
        _latest[:] = [(course, texts, Corpus(texts))]
    return _latest[0]


def _of_banks(course: Course) -> Iterator[BankText]:
    for bank in course.banks:
        yield BankText(bank.title, bank, ("title",))
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            yield from question_texts(bank, index, question)


def _texts(value: object, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    match value:
        case str():
            yield keys, value
        case dict():
            for key, item in value.items():
                if key not in _HIDDEN:
                    yield from _texts(item, (*keys, key))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _texts(item, (*keys, index))
        case _:
            pass
