"""Tables in text files: CSV with any usual separator, text copied out of a spreadsheet."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, TypeAlias

from course.errors import CourseError
from course.formats.excel.limits import MOST_COLUMNS
from course.formats.import_types import ImportedFile, ImportProblem, tidy
from course.formats.tables.header import MOST_ROWS_ABOVE, find_header
from course.formats.tables.read import or_empty, read_table, without_headings
from course.formats.tables.table import Row, Table
from course.formats.text.lines import too_large

DelimitedRule: TypeAlias = Literal["quotes-unclear"]

_SEPARATORS = (",", "\t", ";", "|", "，", "；")
_HEAD = 100_000
_MARKDOWN = re.compile(r"^[ \t]*\|", re.MULTILINE)
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_INERT = re.compile(r"'(?=[\s\u3000]*[=+\-@＝＋－＠])")


def read_delimited(text: str, name: str) -> ImportedFile:
    """Return the questions of a text that is a table, with plain line ends; `name` is the file's, for messages."""
    separator = separator_of(text)
    table = Table(f"文件“{name}”", [Row(1, (text.split("\n", 1)[0],))])
    try:
        rows = tuple(_rows(text, separator)) if separator else ()
        return or_empty(read_table(Table("", rows)) or ImportedFile((), (without_headings(table),)), name)
    except _RowError as error:
        return ImportedFile((), (error.problem,))


def separator_of(text: str) -> str | None:
    """Return the sign that separates the cells of a table; None if the text is none."""
    head = "\n".join(islice(text[:_HEAD].split("\n"), 2 * MOST_ROWS_ABOVE))
    # A bar before the first cell is Markdown, which may stand among other text.
    signs = (sign for sign in _SEPARATORS if sign in head and (sign != "|" or not _MARKDOWN.search(head)))
    return next((sign for sign in signs if _has_header(head, sign)), None)


def _has_header(head: str, separator: str) -> bool:
    """Return whether a separator makes headings of one of these lines, quotation marks around cells or not."""
    rows = (
        Row(number, tuple(_cell(cell).strip('"') for cell in line.split(separator)))
        for number, line in enumerate(head.split("\n"), 1)
    )
    return find_header(Table("", tuple(rows))) is not None


class _RowError(CourseError):
    def __init__(self, problem: ImportProblem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Yield the records of a text; their numbers are those of the rows that a spreadsheet makes of them.

    Raises _RowError where quotation marks leave open where a cell ends, and for a row without end.
    """
    # Among Chinese signs a quotation mark is an ordinary sign.
    lines = (f"{line}\n" for line in text.split("\n"))
    if separator in ",;\t":
        records = csv.reader(lines, delimiter=separator, strict=True)
    else:
        records = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    try:
        for number, record in enumerate(records, 1):
            if len(record) > MOST_COLUMNS:
                raise _RowError(too_large(f"第 {records.line_num} 行", f"这一行有 {len(record):,} 格", MOST_COLUMNS))
            yield Row(number, tuple(_cell(cell) for cell in record))
    except csv.Error as error:
        rule: DelimitedRule = "quotes-unclear"
        message = '引号不成对，分不清一格到哪里为止。请用 Excel 或 WPS 打开，另存为 .xlsx；或把文字里的 " 改成“”'
        raise _RowError(ImportProblem(f"第 {records.line_num} 行", message, rule)) from error


def _cell(text: str) -> str:
    """Return the text of a cell without what keeps a spreadsheet from taking it for a number or a formula."""
    plain = str(tidy(text.replace("\u00a0", " ")))
    if match := _FORMULA.fullmatch(plain):
        return match[1]
    return _INERT.sub("", plain, count=1) if plain.startswith("'") else plain
