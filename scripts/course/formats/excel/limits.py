"""What a sheet's XML says beside the texts of its cells: what is merged, hidden, struck out, and how far it reaches.

It is looked through as a stream before openpyxl reads it, which makes a row of every number that a sheet leaves out,
and a cell of every column, as far as the last.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias
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
_MOST_LOOKS = 20_000
_TEXTS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_DEEPEST, _KEPT = 40, 3
_ROW, _CELL, _MERGED, _COLUMN, _TEXT, _VALUE, _STRIKE, _ALIGNED, _DRAWING = (
    f"{_MAIN}{name}" for name in ("row", "c", "mergeCell", "col", "si", "v", "strike", "vertAlign", "drawing")
)
_VALUES = frozenset({_VALUE, f"{_MAIN}t", f"{_MAIN}f"})
_RAISED = frozenset({"superscript", "subscript"})

Look: TypeAlias = Literal["struck", "raised"]
"""How a text can look so that it does not mean what its characters say: struck out; raised or lowered figures."""


class ExcessError(CourseError):
    """More elements, or deeper inside one another, than an office writes."""


@dataclass(slots=True)
class Marks:
    """Merged ranges such as `B3:B5` (the first of them), hidden rows and columns, the last row and column with a value.

    Rows and columns are counted from 1. `looks` has the cells, by row and column, whose text looks so that it does not
    mean what it says; `texts` has the same of a list of texts, counted from 0. `drawing`: pictures lie on the sheet.
    """

    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    texts: dict[int, Look] = field(default_factory=dict)
    drawing: bool = False
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
    names = set(archive.namelist())
    texts = _marks(archive, _TEXTS, _Stream(is_sheet=False)).texts if _TEXTS in names else {}
    styles = _struck_styles(archive) if _STYLES in names else frozenset()
    return {
        str(sheet.get("name")): _marks(
            archive,
            posixpath.join("xl", targets[sheet.get(_RELATION)]).lstrip("/"),
            _Stream(is_sheet=True, listed=texts, struck_styles=styles),
        )
        for sheet in sheets
    }


def _struck_styles(archive: ZipFile) -> frozenset[str]:
    """Return the numbers of the styles of cells whose font is struck out."""
    root = fromstring(archive.read(_STYLES))
    struck = {
        str(number)
        for number, font in enumerate(root.iterfind(f"{_MAIN}fonts/{_MAIN}font"))
        if any(_is_on(strike) for strike in font.iter(_STRIKE))
    }
    formats = enumerate(root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"))
    return frozenset(str(number) for number, format_ in formats if format_.get("fontId") in struck)


def _is_on(element: Element) -> bool:
    return element.get("val", "1") not in {"0", "false"}


def _marks(archive: ZipFile, path: str, stream: "_Stream") -> Marks:
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
    """Where in a part the stream is, and what it has met; `listed` are the looks of the texts that cells refer to."""

    is_sheet: bool
    listed: Mapping[int, Look] = field(default_factory=dict)
    struck_styles: frozenset[str] = frozenset()
    marks: Marks = field(default_factory=Marks)
    depth: int = 0
    row: int = 0
    column: int = 0
    in_row: bool = False
    is_listed: bool = False
    is_struck: bool = False
    rows: int = 0
    texts: int = 0
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
            self.begin_cell(element)
        elif self.is_sheet and not self.in_row:
            self.begin_beside(element)
        if self.depth > _DEEPEST or self.rows > _MOST_ROW_TAGS or self.beside > _MOST_BESIDE:
            raise ExcessError

    def begin_cell(self, element: Element) -> None:
        letters = element.get("r", "").rstrip("0123456789")
        self.column = column_index_from_string(letters) if letters else self.column + 1
        self.is_listed = element.get("t") == "s"
        self.is_struck = element.get("s") in self.struck_styles

    def begin_beside(self, element: Element) -> None:
        self.beside += 1
        if element.tag == _COLUMN and element.get("hidden") in {"1", "true"}:
            last = min(int(element.get("max", 0)), MOST_COLUMNS)
            self.marks.hidden_columns.update(range(int(element.get("min", 1)), last + 1))
        elif element.tag == _DRAWING:
            self.marks.drawing = True

    def look(self, look: Look) -> None:
        """Record how the text looks in which the stream is."""
        if self.in_row:
            self.marks.looks[self.row, self.column] = look
            if len(self.marks.looks) > _MOST_LOOKS:
                raise ExcessError
        elif not self.is_sheet:
            self.marks.texts[self.texts] = look

    def end(self, element: Element) -> None:
        self.depth -= 1
        if element.tag == _ROW:
            self.in_row = False
        elif element.tag in _VALUES:
            self.marks.last_row = max(self.marks.last_row, self.row)
            self.marks.last_column = max(self.marks.last_column, self.column)
            listed = self.listed.get(int(element.text or -1)) if self.is_listed and element.tag == _VALUE else None
            if look := "struck" if self.is_struck else listed:
                self.look(look)
        elif element.tag == _STRIKE and _is_on(element):
            self.look("struck")
        elif element.tag == _ALIGNED and element.get("val") in _RAISED:
            self.look("raised")
        elif element.tag == _TEXT:
            self.texts += 1
        elif element.tag == _MERGED and len(self.marks.merged) < MOST_MERGED:
            self.marks.merged.append(element.get("ref", ""))
        # A sheet may have hundreds of thousands of cells, a list as many texts.
        if self.depth < _KEPT:
            element.clear()
