"""The texts of banks with their places, for rules that look at words."""

from collections.abc import Iterator

from course.diagnostics import Key, Position
from course.model import inline
from course.model.bank import BLANK, BankFile, Question
from course.model.course import Course

_MASK = "\ufffc"
_NAMES = {"id", "type", "points", "terms", "apart", "rule"}
# Written for staff: readers never see it.
_FOR_STAFF = {"basis", "status", "reviewer", "reviewed_on", "answer_version"}


def bank_texts(course: Course, *, without: frozenset[str] = frozenset()) -> Iterator[tuple[str, Position]]:
    """Yield every text that readers see of the banks, fields named in `without` left out."""
    for bank in course.banks:
        yield bank.title, bank.place("title")
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            yield from question_texts(bank, index, question, without=without)


def question_texts(
    bank: BankFile, index: int, question: Question, *, without: frozenset[str] = frozenset(), marked: str = ""
) -> Iterator[tuple[str, Position]]:
    """Yield every text that readers see of the question at an index of a bank's file.

    With `marked`, only those that contain it: looking up places takes longer than looking for a mark.
    """
    for keys, text in _texts(question.model_dump(), ("questions", index), _NAMES | _FOR_STAFF | without):
        if marked in text:
            yield text, bank.place(*keys)


def prose(text: str) -> str:
    """Return a bank text as one reads it, with code and blanks masked."""
    runs = (
        run if isinstance(run, str) else _MASK if isinstance(run, inline.Code) else run.text
        for run in inline.parse(text)
    )
    return "".join(runs).replace(BLANK, _MASK)


def _texts(
    value: object, keys: tuple[Key, ...], without: frozenset[str] | set[str]
) -> Iterator[tuple[tuple[Key, ...], str]]:
    match value:
        case str():
            yield keys, value
        case dict():
            for key, item in value.items():
                if key not in without:
                    yield from _texts(item, (*keys, key), without)
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _texts(item, (*keys, index), without)
        case _:
            pass
