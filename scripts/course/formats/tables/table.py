"""A table as its rows, wherever it stood: in a workbook, a text file or a Word file."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from course.formats.excel.cells import Uncertain


@dataclass(frozen=True, slots=True)
class MergedCells:
    """A merged range by its first and last rows and columns; rows are counted from 1, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as people see it; a cell is its text, or why its text is not certain."""

    number: int
    cells: Sequence[str | Uncertain]

    def cell(self, column: int) -> str | Uncertain:
        """Return a cell, empty where there is none."""
        return self.cells[column] if column < len(self.cells) else ""

    def text(self, column: int) -> str:
        """Return the text of a cell, empty where there is none or it is not certain."""
        cell = self.cell(column)
        return cell if isinstance(cell, str) else ""

    @property
    def filled(self) -> tuple[int, ...]:
        """Return the columns, counted from 0, in which anything stands."""
        return tuple(column for column, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `place` names it (Chinese) and goes before the number of a row, empty for the only one of a file.

    `name` may say of which type its questions are, such as the name of a sheet. Columns have letters in programs for
    tables, figures elsewhere.
    """

    place: str
    rows: Sequence[Row]
    name: str = ""
    merged: Sequence[MergedCells] = ()
    lettered: bool = True

    def cell_place(self, row: Row, column: int, heading: str = "") -> str:
        """Return where a cell stands."""
        column_name = f" {get_column_letter(column + 1)} 列" if self.lettered else f"第 {column + 1} 列"
        return f"{self.place}第 {row.number} 行{column_name}{f'“{heading}”' if heading else ''}"


def table_of(texts: Sequence[Sequence[str]], place: str) -> Table:
    """Return a table of a text document, by the texts of its cells; `place` names it, such as “第 2 段的表格”."""
    rows = (Row(number, tuple(text.strip() for text in cells)) for number, cells in enumerate(texts, 1))
    return Table(place, tuple(rows), lettered=False)
