"""A workbook of another program as tables."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, cast

from openpyxl.utils import get_column_letter, range_boundaries

from course.formats.excel.cells import LOOKS, Uncertain, text_of
from course.formats.excel.limits import Marks
from course.formats.excel.sheets import OpenSheet, rows_of
from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.tables.read import or_empty, read_table, without_headings
from course.formats.tables.table import MergedCells, Row, Table
from course.formats.text.lines import Line, Lines
from course.formats.text.read import read_lines

ForeignRule: TypeAlias = Literal["columns-not-recognised"]

_BESIDE = ("说明", "须知", "示例", "样例", "模板", "字典", "目录", "封面", "帮助", "统计", "汇总")
_LEAST_ROWS, _LEAST_CELLS = 2, 3
"""From so many rows with so many cells on, a sheet looks like a table."""


def read_foreign(sheets: Mapping[str, OpenSheet], marks: Mapping[str, Marks], name: str) -> ImportedFile:
    """Return the questions of all sheets; `name` is the file's, for messages."""
    tables = {title: _table(sheet, marks[title]) for title, sheet in sheets.items()}
    tables = {title: table for title, table in tables.items() if table.rows}
    found = {title: read_table(table) for title, table in tables.items()}
    read = {title: imported for title, imported in found.items() if imported is not None}
    if not read:
        return _unrecognised(tables, name)
    problems = [problem for imported in read.values() for problem in imported.problems]
    notes = [note for imported in read.values() for note in imported.notes]
    for title, table in tables.items():
        if title in read:
            notes += _notes(table, sheets[title].sheet_state, marks[title])
        elif _is_beside(title, table):
            notes.append(f"工作表“{title}”里没有题目的列名，没有读取。")
        else:
            problems.append(without_headings(table))
    questions = [question for imported in read.values() for question in imported.questions]
    unclear = [question for imported in read.values() for question in imported.unclear]
    return or_empty(ImportedFile(tuple(questions), tuple(problems), notes=tuple(notes), unclear=tuple(unclear)), name)


def _table(sheet: OpenSheet, marks: Marks) -> Table:
    place = f"工作表“{sheet.title}”"
    rows = [row for row in _rows(sheet, marks) if row.filled]
    return Table(place, rows, sheet.title, tuple(_merged(marks)))


def _rows(sheet: OpenSheet, marks: Marks) -> Iterator[Row]:
    for number, cells in enumerate(rows_of(sheet, marks), 1):
        texts: list[str | Uncertain] = []
        for column, cell in enumerate(cells, 1):
            text = text_of(cell)
            look = marks.looks.get((number, column))
            texts.append(LOOKS[look] if look and text else text)
        while texts and not texts[-1]:
            texts.pop()
        yield Row(number, tuple(texts))


def _merged(marks: Marks) -> Iterator[MergedCells]:
    for name in marks.merged:
        left, top, right, bottom = cast("tuple[int, int, int, int]", range_boundaries(name))
        yield MergedCells(top, bottom, left - 1, right - 1, name)


def hidden_notes(place: str, rows: Sequence[int], marks: Marks) -> Iterator[str]:
    """Yield what to say of rows and columns that are read though the program does not show them."""
    if rows:
        yield f"{place}有 {len(rows)} 行被隐藏或筛掉了（第 {_first(list(map(str, rows)))} 行），照样读入。"
    if columns := [get_column_letter(column) for column in sorted(marks.hidden_columns) if column <= marks.last_column]:
        yield f"{place}有隐藏的列（{_first(columns)}），照样读入。"


def _notes(table: Table, state: str, marks: Marks) -> Iterator[str]:
    """Yield what to say of a sheet that is not as its program shows it."""
    if state != "visible":
        yield f"{table.place}是隐藏的，里面的题目照样读入。"
    yield from hidden_notes(table.place, [row.number for row in table.rows if row.number in marks.hidden], marks)
    if marks.drawing:
        yield f"{table.place}上有图片或图形，没有读取。要看图才能答的题，请补成文字或删去。"


def _first(names: Sequence[str]) -> str:
    return "、".join(names[:10]) + (" 等" if len(names) > 10 else "")


def _is_beside(title: str, table: Table) -> bool:
    """Return whether a sheet without headings holds something else than questions."""
    tabular = sum(len(row.filled) >= _LEAST_CELLS for row in table.rows)
    return tabular < _LEAST_ROWS or any(word in title for word in _BESIDE)


def _unrecognised(tables: Mapping[str, Table], name: str) -> ImportedFile:
    """Return what becomes of a workbook without headings: lines of text in one column, or the refusal of all sheets."""
    if len(tables) == 1:
        (table,) = tables.values()
        columns = {column for row in table.rows for column in row.filled}
        if len(columns) == 1 and len(table.rows) > 1:
            return read_lines(Lines(tuple(_lines(table, columns.pop()))), name)
    if not tables:
        rule: ForeignRule = "columns-not-recognised"
        return ImportedFile((), (ImportProblem(f"文件“{name}”", "表里什么也没有。请核对是不是这个文件", rule),))
    return ImportedFile((), tuple(without_headings(table) for table in tables.values()))


def _lines(table: Table, column: int) -> Iterator[Line]:
    for row in table.rows:
        for text in row.text(column).split("\n"):
            if text.strip():
                yield Line(text.strip(), f"{table.place}第 {row.number} 行")
