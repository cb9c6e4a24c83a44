"""What the course leaves to the unit as a table to fill in: one row a term, of which only the last visible column is filled in.

A hidden column after it keeps what the unit said at the export, so that reading tells who changed what since.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from course.formats.excel.fill_in import FillColumn, add_sheet, read_sheet, saved
from course.formats.import_types import ImportProblem

SHEET = "本单位的规定"
_PLACES = "学习页上的地方"
_PLACE_COLUMNS = (
    FillColumn("学习页", 30), FillColumn("要求", 30), FillColumn("句子", 70), FillColumn("本单位的文件", 40),
)  # fmt: skip
_ID, _OWN, _EXPORTED = "编号", "本单位的规定", "导出时的规定"
_COLUMNS = (
    FillColumn(_ID, 26), FillColumn("术语", 24), FillColumn("课程的释义", 50), FillColumn("用到它的学习页", 30),
    FillColumn("考到它的题", 12), FillColumn(_OWN, 60, is_open=True), FillColumn(_EXPORTED, 0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LocalTermRow:
    """One term as the table has it; `own` is what the unit says, a line for each paragraph."""

    id: str
    name: str
    meaning: str
    pages: str
    questions: int
    own: str


@dataclass(frozen=True, slots=True)
class LocalPlaceRow:
    """A sentence of a study page that leaves something to the unit, and the unit's documents on it; only to read."""

    page: str
    requirement: str
    sentence: str
    documents: str


def write_local_terms(rows: Sequence[LocalTermRow], places: Sequence[LocalPlaceRow]) -> bytes:
    """Return the workbook."""
    book = Workbook()
    book.remove(book.worksheets[0])
    terms = [(row.id, row.name, row.meaning, row.pages, str(row.questions), row.own, row.own) for row in rows]
    add_sheet(book, SHEET, _COLUMNS, terms)
    if places:
        sentences = [(row.page, row.requirement, row.sentence, row.documents or "没有写") for row in places]
        add_sheet(book, _PLACES, _PLACE_COLUMNS, sentences)
    return saved(book)


@dataclass(frozen=True, slots=True)
class FilledTerm:
    """One row that came back: the id of its term, what the unit says and said at the export, and where it stands."""

    id: str
    lines: tuple[str, ...]
    exported: tuple[str, ...]
    place: str


def read_local_terms(content: bytes, name: str) -> tuple[tuple[FilledTerm, ...], tuple[ImportProblem, ...]]:
    """Read a workbook that was written by `write_local_terms` and then filled in; with a problem nothing may be used."""
    rows, problems = read_sheet(content, name, SHEET, (_ID, _OWN, _EXPORTED), "./course unit export")
    terms = tuple(
        FilledTerm(row.texts[_ID], lines_of(row.texts[_OWN]), lines_of(row.texts[_EXPORTED]), row.place)
        for row in rows
        if row.texts[_ID] or row.texts[_OWN]
    )
    return terms, problems


def lines_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a meaning as it was typed, one to a line."""
    return tuple(filter(None, (" ".join(line.split()) for line in text.split("\n"))))
