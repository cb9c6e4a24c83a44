"""Workbooks as staff edit them: by sheet, row and heading."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


class Edited:
    """A workbook opened for editing, with openpyxl standing in for the program that people use."""

    def __init__(self, content: bytes) -> None:
        self.book: Workbook = load_workbook(BytesIO(content))

    def sheet(self, name: str) -> Worksheet:
        return self.book[name]

    def column(self, sheet: str, heading: str) -> int:
        return next(cell.column for cell in self.sheet(sheet)[1] if cell.value == heading)

    def put(self, sheet: str, row: int, heading: str, value: Any) -> None:
        cell: Any = self.sheet(sheet).cell(row, self.column(sheet, heading))
        cell.value = value

    def get(self, sheet: str, row: int, heading: str) -> Any:
        return self.sheet(sheet).cell(row, self.column(sheet, heading)).value

    def add(self, sheet: str, **cells: Any) -> int:
        """Write a new row below the others; return its number."""
        filled = [any(cell.value for cell in cells) for cells in self.sheet(sheet).iter_rows()]
        row = max(number for number, holds in enumerate(filled, 1) if holds)
        for heading, value in cells.items():
            self.put(sheet, row + 1, heading, value)
        return row + 1

    def content(self) -> bytes:
        target = BytesIO()
        self.book.save(target)
        return target.getvalue()
