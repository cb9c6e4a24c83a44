"""The banks as a workbook that staff can work in: drop-downs, locked ids, and nothing that a text could set off."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from course.formats.excel import layout
from course.formats.excel.cells import write_text
from course.formats.excel.layout import (
    CARRIED,
    PART_SHEET,
    PLACE_SHEET,
    QUESTION_SHEETS,
    SHEETS,
    Column,
    Sheet,
    help_rows,
)
from course.formats.excel.rows import part_cells, place_cells, question_cells
from course.formats.import_types import content_version, tidy
from course.model.bank import BankFile, Case, Question, Scenario
from course.model.course import Course

RECORD_HEADINGS = ("题号", "版本", "题库", "顺序")
_LAST_ROW = 1_048_576
_LINE_HEIGHT = 15.0
_MOST_LINES = 12
_TEXT = "@"
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_OPEN = Protection(locked=False)
_LOCKED = Protection(locked=True)
_HEAD_FILL = PatternFill("solid", fgColor="FFF2DCDB")
_LOCKED_FILL = PatternFill("solid", fgColor="FFEDEDED")
_BOLD = Font(bold=True)
# What a spreadsheet would take for a letter in hexadecimal.
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True)
class _Lists:
    """What drop-downs offer: each id with its label, by id."""

    banks: Mapping[str, str]
    points: Mapping[str, str]


def write_workbook(
    course: Course, banks: Sequence[BankFile], progress: Callable[[int], None] = lambda _: None
) -> bytes:
    """Return a workbook with the questions of some banks of the course.

    `progress` is called after each bank with the number of questions written.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    lists = _Lists(
        {bank.name: _label(bank.name, bank.title) for bank in course.banks},
        {point.id: _label(point.id, point.label) for _, point in course.points()},
    )
    _plain_sheet(book, layout.HELP, (26, 100), help_rows())
    for sheet in SHEETS:
        _prepared_sheet(book, sheet, lists)
    sheets = _Sheets(book)
    written = 0
    for bank in banks:
        for rank, question in _ranked(bank):
            _write_question(sheets, lists, bank, question, rank)
        written += len(bank.finished)
        progress(written)
    _plain_sheet(book, layout.POINTS, (34, 12, 60, 30, 30), _point_rows(course, lists))
    _plain_sheet(book, layout.BANKS, (34, 30, 30), _bank_rows(course, lists))
    _plain_sheet(book, layout.RECORD, (24, 16, 30, 8), _record_rows(banks))
    book[layout.RECORD].sheet_state = "hidden"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _ranked(bank: BankFile) -> Iterator[tuple[int, Question]]:
    """Yield the finished questions of a bank with their places in it, counted from 1."""
    return ((rank, question) for rank, question in enumerate(bank.questions, 1) if not question.missing)


def _label(name: str, label: str) -> str:
    return f"{name} {' '.join(label.split())}"


def _point_rows(course: Course, lists: _Lists) -> Iterator[Sequence[str]]:
    counts = Counter(question.points[0] for _, question in course.questions())
    yield "要点", "以它为主的题", "内容", "要求", "学习页"
    for study in course.study:
        for requirement in study.requirements:
            for point in requirement.points:
                yield lists.points[point.id], str(counts[point.id]), point.text, requirement.title, study.page.title


def _bank_rows(course: Course, lists: _Lists) -> Iterator[Sequence[str]]:
    yield "题库", "文件", "学习页"
    for bank in course.banks:
        yield lists.banks[bank.name], bank.path, bank.page


def _record_rows(banks: Iterable[BankFile]) -> Iterator[Sequence[str]]:
    yield RECORD_HEADINGS
    for bank in banks:
        for rank, question in _ranked(bank):
            fields = question.model_dump(mode="json", exclude_defaults=True)
            yield question.id or "", content_version(fields, CARRIED), bank.path, str(rank)


def _plain_sheet(book: Workbook, name: str, widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
    """Write a sheet that is only read; nothing in it can be changed."""
    sheet = book.create_sheet(name)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            _write(sheet.cell(number, column), text, font=_BOLD if number == 1 else None)
        lines = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.protection.enable()


def _prepared_sheet(book: Workbook, table: Sheet, lists: _Lists) -> None:
    sheet = book.create_sheet(table.name)
    # Ids and the first row stay in sight, as does the name of a case.
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, 1):
        letter = get_column_letter(number)
        head = sheet.cell(1, number)
        _write(head, column.heading, font=_BOLD)
        head.fill = _HEAD_FILL
        head.protection = _LOCKED
        dimension = sheet.column_dimensions[letter]
        dimension.width = column.width
        # Of the whole column, so that rows below the last question can be filled in, and nothing turns into a date.
        dimension.number_format = "General" if column.number else _TEXT
        dimension.alignment = _WRAPPED
        dimension.protection = _LOCKED if column.locked else _OPEN
        _validate(sheet, column, f"{letter}2:{letter}{_LAST_ROW}", lists)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}1"
    _protect(sheet)


def _protect(sheet: Worksheet) -> None:
    """Lock what is locked, without a password; all else that people do in a table stays allowed."""
    protection = sheet.protection
    protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)


def _validate(sheet: Worksheet, column: Column, cells: str, lists: _Lists) -> None:
    """Offer the choices of a column where there are any, and its hint everywhere."""
    formula = _choices(column, lists)
    rule = DataValidation(
        type="list" if formula else None,
        formula1=formula,
        allow_blank=True,
        showErrorMessage=bool(formula) and column.strict,
        errorTitle=column.heading,
        error="请从列表里选一项。",
        promptTitle=column.heading,
        prompt=column.hint,
        showInputMessage=bool(column.hint),
    )
    rule.add(cells)
    sheet.add_data_validation(rule)


def _choices(column: Column, lists: _Lists) -> str | None:
    match column.listed:
        case layout.BANKS:
            return f"'{layout.BANKS}'!$A$2:$A${len(lists.banks) + 1}"
        case layout.POINTS:
            return f"'{layout.POINTS}'!$A$2:$A${len(lists.points) + 1}"
        case layout.CASE_NAMES:
            return f"'{layout.sheet_name('case')}'!$B$2:$B$1000"
        case layout.SCENARIO_NAMES:
            return f"'{layout.sheet_name('scenario')}'!$B$2:$B$1000"
        case _:
            return f'"{",".join(column.choices)}"' if column.choices else None


def _lines(text: str, width: int) -> int:
    """Return about how many lines a text takes in a column so many characters wide; a Chinese one counts twice."""
    widths = (sum(1 if letter.isascii() else 2 for letter in line) for line in text.split("\n"))
    return sum(-(-max(1, letters) // (width - 1)) for letters in widths)


class _Sheets:
    """The sheets of a workbook, filled from the top."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.filled = {sheet.name: 1 for sheet in SHEETS}

    def append(self, table: Sheet, cells: Mapping[str, str | int]) -> None:
        """Write the next row of a sheet."""
        self.filled[table.name] += 1
        sheet, row = self.book[table.name], self.filled[table.name]
        # Not every program fits the height of a row to what is in it.
        lines = max(_lines(str(cells.get(column.key, "")), column.width) for column in table.columns)
        sheet.row_dimensions[row].height = _LINE_HEIGHT * min(lines, _MOST_LINES)
        for number, column in enumerate(table.columns, 1):
            text = cells.get(column.key, "")
            if text == "":
                continue
            cell = sheet.cell(row, number)
            _write(cell, text)
            cell.protection = _LOCKED if column.locked else _OPEN
            if column.locked:
                cell.fill = _LOCKED_FILL


def _write_question(sheets: _Sheets, lists: _Lists, bank: BankFile, question: Question, rank: int) -> None:
    table = next(sheet for sheet in QUESTION_SHEETS if sheet.type == question.type)
    cells = question_cells(question)
    cells["points.first"] = lists.points.get(cells["points.first"], cells["points.first"])
    sheets.append(table, {**cells, "bank": lists.banks[bank.name], "rank": rank, "case": question.id or ""})
    if isinstance(question, Case):
        for number, part in enumerate(question.questions, 1):
            sheets.append(PART_SHEET, {**part_cells(part), "case": question.id or "", "number": number})
    if isinstance(question, Scenario):
        places = question.steps | question.ends
        for number, (name, place) in enumerate(places.items(), 1):
            sheets.append(PLACE_SHEET, {**place_cells(name, place), "case": question.id or "", "number": number})


def _write(cell: Cell | MergedCell, text: str | int, font: Font | None = None) -> None:
    """Write a text that stays one, whatever it begins with, also when it is edited later."""
    cell.alignment = _WRAPPED
    if font:
        cell.font = font
    if isinstance(text, int):
        cell.value = text
        return
    cell.number_format = _TEXT
    tidied = str(tidy(text))
    if tidied:
        write_text(cell, _ESCAPE_LIKE.sub("_x005F_", tidied))
