"""All questions of a course as rows to find them by, with what the check says of each."""

import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import BaseModel

from course.check import Outcome
from course.model.bank import BankFile, Question
from course.model.course import Course
from course.model.review import STATUS_LABELS, standing
from course.text.diagnostics import Diagnostic, Position

STATES: Mapping[str, str] = {
    "unfinished": "未完成",
    "unreviewed": "没有审核过",
    "draft": STATUS_LABELS["draft"],
    "reviewed": STATUS_LABELS["reviewed"],
    "approved": STATUS_LABELS["approved"],
    "withdrawn": "本单位停用",
    "unreadable": "读不出来",
}
SearchTexts: TypeAlias = Mapping[int, str]
FINDINGS = {"wrong": "有错误", "warned": "有提醒"}


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question of a bank's file.

    `key` names it in addresses: its id or, if it has none of its own, `~` and its number in the file. `question` is None
    if it cannot be read. `state` is one of STATES.
    """

    key: str
    bank: BankFile
    index: int
    question: Question | None
    state: str
    findings: tuple[Diagnostic, ...]

    @property
    def state_label(self) -> str:
        """Return the state in Chinese."""
        return STATES[self.state]

    @property
    def is_wrong(self) -> bool:
        """Return whether the check found an error in it."""
        return any(found.severity == "error" for found in self.findings)


@dataclass(frozen=True, slots=True)
class CourseRows:
    """The rows of a course in the order of its banks; `owners` has the row that a diagnostic is about, if any."""

    rows: tuple[QuestionRow, ...]
    owners: Mapping[Diagnostic, QuestionRow]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to find; an empty field finds everything. `page` is a path below docs/, `points` are ids, any of which will do."""

    words: str = ""
    bank: str = ""
    page: str = ""
    points: frozenset[str] = frozenset()
    type: str = ""
    kind: str = ""
    state: str = ""

    def fits(self, row: QuestionRow) -> bool:
        """Return whether a row is among what is to be found, whatever it says."""
        question = row.question
        return (
            self.bank in {"", row.bank.name}
            and self.page in {"", row.bank.page}
            and self.type in {"", question.type if question else None}
            and self.kind in {"", question.kind if question else None}
            and (not self.points or bool(question and not self.points.isdisjoint(question.points)))
            and self._fits_state(row)
        )

    def _fits_state(self, row: QuestionRow) -> bool:
        if self.state == "wrong":
            return row.is_wrong
        if self.state == "warned":
            return bool(row.findings) and not row.is_wrong
        return self.state in {"", row.state}


def find(rows: Sequence[QuestionRow], wanted: Wanted, texts: Callable[[BankFile], SearchTexts]) -> list[QuestionRow]:
    """Return the rows that fit and in which all words occur; `texts` does what `search_texts` does."""
    words = fold(wanted.words).split()
    return [row for row in rows if wanted.fits(row) and (not words or _has(row, words, texts(row.bank)))]


def _has(row: QuestionRow, words: Sequence[str], texts: SearchTexts) -> bool:
    return all(word in texts.get(row.index, "") for word in words)


def search_texts(bank: BankFile) -> SearchTexts:
    """Return all that each question of a bank says, folded, by its index in the file."""
    readable = zip(bank.indexes, bank.questions, strict=True)
    return {index: fold("\n".join(_texts(question))) for index, question in readable}


def fold(text: str) -> str:
    """Return a text in which width and case do not count."""
    return unicodedata.normalize("NFKC", text).lower()


def rows_of(outcome: Outcome) -> CourseRows:
    """Return the rows of a checked course."""
    making = _Making(outcome)
    rows = tuple(
        making.row(bank, index, question)
        for bank in outcome.course.banks
        for index, question in _entries(bank, making.found)
    )
    return CourseRows(rows, {one: row for row in rows for one in row.findings})


class _Making:
    """Makes rows, with what must be known of the whole course for each of them."""

    def __init__(self, outcome: Outcome) -> None:
        self.found = _by_question(outcome)
        self._withdrawn = frozenset(name for name, _ in outcome.course.local_ids.withdrawn)
        self._ids = Counter(question.id for question in outcome.course.written_questions())

    def row(self, bank: BankFile, index: int, question: Question | None) -> QuestionRow:
        name = question.id if question else None
        key = name if name and self._ids[name] == 1 else f"~{index + 1}"
        state = _state(bank, question, self._withdrawn) if question else "unreadable"
        findings = tuple(self.found.get((bank.path, index), ()))
        return QuestionRow(key, bank, index, question, state, findings)


def _entries(bank: BankFile, found: Mapping[tuple[str, int], object]) -> Iterator[tuple[int, Question | None]]:
    """Yield the questions of a bank by their index in the file, with those that cannot be read."""
    readable = dict(zip(bank.indexes, bank.questions, strict=True))
    unreadable = {index for path, index in found if path == bank.path} - readable.keys() if not bank.whole else set()
    yield from ((index, readable.get(index)) for index in sorted({*readable, *unreadable}))


def _state(bank: BankFile, question: Question, withdrawn: frozenset[str]) -> str:
    if question.id in withdrawn:
        return "withdrawn"
    return "unfinished" if question.missing else standing(bank, question).status or "unreviewed"


def _texts(value: object) -> Iterator[str]:
    """Yield every text of a question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, BaseModel):
        yield from _texts(tuple(getattr(value, name) for name in type(value).model_fields))


def _by_question(outcome: Outcome) -> Mapping[tuple[str, int], list[Diagnostic]]:
    """Return the diagnostics of banks by the bank's path and the index of the question that they are about."""
    by_bank: dict[str, list[Diagnostic]] = defaultdict(list)
    for found in outcome.diagnostics:
        by_bank[found.position.path].append(found)
    placed: dict[tuple[str, int], list[Diagnostic]] = defaultdict(list)
    for bank in _with_findings(outcome.course, by_bank):
        starts = list(_starts(bank))
        for found in by_bank[bank.path]:
            index = bisect_right(starts, found.position) - 1
            if index >= 0:
                placed[bank.path, index].append(found)
    return placed


def _with_findings(course: Course, by_bank: Mapping[str, object]) -> Iterator[BankFile]:
    return (bank for bank in course.banks if bank.path in by_bank)


def _starts(bank: BankFile) -> Iterator[Position]:
    """Yield where each question of a bank's file begins."""
    # What is not there has the place of the list around it.
    around = bank.place("questions")
    index = 0
    while (at := bank.place("questions", index)) != around:
        yield at
        index += 1
