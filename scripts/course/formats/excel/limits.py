"""What a sheet's XML says beside its cells: what is merged and hidden, and how far it reaches.

It is looked through as a stream before openpyxl reads it, which makes a row of every number that a sheet leaves out,
and a cell of every column, as far as the last.
"""

import posixpath
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import column_index_from_string

from course.errors import CourseError

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"


MOST_ROWS = 100_000
MOST_COLUMNS = 200
"""No sheet of ours has as many; what is written beyond them was not written by people."""
MOST_MERGED = 100
_MOST_ROW_TAGS = 300_000
_MOST_BESIDE = 20_000
"""Elements beside the rows, such as rules for entries and formats: openpyxl makes objects of them one by one."""
_TEXTS = "xl/sharedStrings.xml"
_DEEPEST, _KEPT = 40, 3
_ROW, _CELL, _MERGED = (f"{_MAIN}{name}" for name in ("row", "c", "mergeCell"))
_VALUES = frozenset(f"{_MAIN}{name}" for name in ("v", "t", "f"))


class ExcessError(CourseError):
    """More elements, or deeper inside one another, than an office writes."""


@dataclass(slots=True)
class Marks:
    """Merged ranges such as `B3:B5` (the first of them), numbers of hidden rows, the last row and column with a value.

    Rows and columns are counted from 1.
    """

    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    last_row: int = 0
    last_column: int = 0

    @property
    def reaches_too_far(self) -> bool:
        """Return whether a cell lies beyond any plausible place, so that the cells before it need not be created."""
        return self.last_row > MOST_ROWS or self.last_column > MOST_COLUMNS


def sheet_marks(archive: ZipFile) -> dict[str, Marks]:
    """Return the marks of each sheet by its name.

    Raises ExcessError for a sheet or a list of texts that would fill the memory.
    """
    relations = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): str(relation.get("Target")) for relation in relations}
    sheets = fromstring(archive.read(_BOOK)).iter(f"{_MAIN}sheet")
    if _TEXTS in archive.namelist():
        _marks(archive, _TEXTS, is_sheet=False)
    return {
        str(sheet.get("name")): _marks(archive, posixpath.join("xl", targets[sheet.get(_RELATION)]).lstrip("/"))
        for sheet in sheets
    }


def _marks(archive: ZipFile, path: str, *, is_sheet: bool = True) -> Marks:
    stream = _Stream(is_sheet)
    with archive.open(path) as source:
        for event, element in iterparse(source, ("start", "end")):
            if event == "start":
                stream.begin(element)
            else:
                stream.end(element)
                if stream.marks.reaches_too_far:
                    break
    return stream.marks


@dataclass(slots=True)
class _Stream:
    """Where in a part the stream is, and what it has met."""

    is_sheet: bool
    marks: Marks = field(default_factory=Marks)
    depth: int = 0
    row: int = 0
    column: int = 0
    in_row: bool = False
    rows: int = 0
    beside: int = 0

    def begin(self, element: Element) -> None:
        self.depth += 1
        if element.tag == _ROW:
            self.in_row = True
            self.rows += 1
            # A row need not say its number, nor a cell its place; then it follows the one before.
            self.row = int(element.get("r", self.row + 1))
            self.column = 0
            if element.get("hidden") in {"1", "true"}:
                self.marks.hidden.add(self.row)
        elif element.tag == _CELL:
            letters = element.get("r", "").rstrip("0123456789")
            self.column = column_index_from_string(letters) if letters else self.column + 1
        elif self.is_sheet and not self.in_row:
            self.beside += 1
        if self.depth > _DEEPEST or self.rows > _MOST_ROW_TAGS or self.beside > _MOST_BESIDE:
            raise ExcessError

    def end(self, element: Element) -> None:
        self.depth -= 1
        if element.tag == _ROW:
            self.in_row = False
        elif element.tag in _VALUES:
            self.marks.last_row = max(self.marks.last_row, self.row)
            self.marks.last_column = max(self.marks.last_column, self.column)
        elif element.tag == _MERGED and len(self.marks.merged) < MOST_MERGED:
            self.marks.merged.append(element.get("ref", ""))
        # A sheet may have hundreds of thousands of cells, a list as many texts.
        if self.depth < _KEPT:
            element.clear()
