"""Texts and tables as the files in which people have them: Word, workbooks, CSV, Markdown."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.layout_questions import Asked

ENDINGS: Mapping[str, str] = {"xlsx": "xlsx", "tab": "txt", "markdown": "md", "docx": "docx"}
"""The endings of kinds of files; of all others it is csv."""
_MOMENT = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file with the questions that it holds; `layout` says how it writes them, for people."""

    name: str
    content: bytes
    asked: tuple[Asked, ...]
    layout: object


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet by rows; `merged` are ranges by first row and column, last row and column, from 1."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[tuple[int, int, int, int]] = ()


def file_of(kind: str, sheets: Sequence[Sheet], *, figures: bool) -> bytes:
    """Return sheets as a file of a kind; those but workbooks have one. `figures` says that whole numbers are no texts."""
    match kind:
        case "xlsx":
            return _workbook(sheets, figures)
        case "docx":
            return _word(sheets[0].rows)
        case "markdown":
            return _markdown(sheets[0].rows).encode()
        case _:
            return _delimited(kind, sheets[0].rows)


def _delimited(kind: str, rows: Sequence[Sequence[str]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter={"tab": "\t", "semicolon": ";"}.get(kind, ",")).writerows(rows)
    return target.getvalue().encode({"csv": "utf-8-sig", "gbk": "gb18030"}.get(kind, "utf-8"))


def _markdown(rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines) + "\n"


def word_file(lines: Sequence[str]) -> bytes:
    """Return a Word file with a paragraph for each line."""
    file = Document()
    for line in lines:
        file.add_paragraph(line)
    return _saved(file)


def _word(rows: Sequence[Sequence[str]]) -> bytes:
    file = Document()
    table = file.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    return _saved(file)


def _workbook(sheets: Sequence[Sheet], figures: bool) -> bytes:  # noqa: FBT001 -- passed on
    book = Workbook()
    book.properties.created = book.properties.modified = _MOMENT
    for place, sheet in enumerate(sheets):
        written = book.create_sheet(sheet.name, place)
        _fill(written, sheet, figures)
    book.remove(book.worksheets[-1])
    return _saved(book)


def _fill(written: Worksheet, sheet: Sheet, figures: bool) -> None:  # noqa: FBT001 -- passed on
    for number, row in enumerate(sheet.rows, 1):
        for column, text in enumerate(row, 1):
            is_figure = figures and text.isdecimal() and not text.startswith("0")
            if text:
                written.cell(number, column, int(text) if is_figure else text)
    for first_row, first_column, last_row, last_column in sheet.merged:
        written.merge_cells(start_row=first_row, end_row=last_row, start_column=first_column, end_column=last_column)


def _saved(file: object) -> bytes:
    target = io.BytesIO()
    file.save(target)  # type: ignore[attr-defined]
    return target.getvalue()
