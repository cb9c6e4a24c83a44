"""The sheets of a workbook that is open for reading, row by row."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeAlias

from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell

from course.formats.excel.limits import Marks

Cells: TypeAlias = Sequence[ReadOnlyCell | EmptyCell]


class OpenSheet(Protocol):
    """A sheet of a workbook that is read row by row."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None:
        """Forget what the file says of the sheet's size."""

    def iter_rows(self, *, max_row: int, max_col: int) -> Iterator[Cells]:
        """Yield the rows from the first to the last that is wanted, all as wide."""


def rows_of(sheet: OpenSheet, marks: Marks) -> Iterator[Cells]:
    """Yield the rows of a sheet as far as anything stands in it; what a file says of its size is not always true."""
    sheet.reset_dimensions()
    if marks.last_row:
        yield from sheet.iter_rows(max_row=marks.last_row, max_col=marks.last_column)
