"""A sheet to fill in: some columns are open, the others are only read; and what came back in it."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from course.files import zipped
from course.formats.excel.cells import Uncertain, text_of, write_text
from course.formats.excel.limits import ExcessError, Marks, sheet_marks
from course.formats.import_types import ImportProblem
from course.formats.office_guard import dangers

FillInRule: TypeAlias = Literal["damaged-file", "merged-cells", "missing-column", "missing-sheet", "sheet-too-large"]

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LOCKED_FILL = PatternFill("solid", fgColor="FFEDEDED")
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class FillColumn:
    """A column: its heading, its width in characters, whether people write in it, and the mark that they set there.

    One of width 0 is hidden: what it holds is for the program that reads the sheet.
    """

    heading: str
    width: int
    is_open: bool = False
    mark: str = ""


def add_sheet(book: Workbook, name: str, columns: Sequence[FillColumn], lines: Sequence[Sequence[str]]) -> Worksheet:
    """Append a sheet; no cell is a formula, whatever its text begins with."""
    sheet = cast("Worksheet", book.create_sheet(name))
    sheet.freeze_panes = "C2"
    sheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
    for number, line in enumerate(([column.heading for column in columns], *lines), 1):
        for place, (column, text) in enumerate(zip(columns, line, strict=True), 1):
            cell = sheet.cell(number, place)
            if text:
                write_text(cell, text)
            cell.alignment = _WRAPPED
            is_open = number > 1 and column.is_open
            cell.protection = Protection(locked=not is_open)
            if number == 1:
                cell.font = Font(bold=True)
            elif not is_open:
                cell.fill = _LOCKED_FILL
    for place, column in enumerate(columns, 1):
        _set_up(sheet, get_column_letter(place), column, len(lines) + 1)
    return sheet


def _set_up(sheet: Worksheet, letter: str, column: FillColumn, last: int) -> None:
    sheet.column_dimensions[letter].width = column.width
    sheet.column_dimensions[letter].hidden = not column.width
    if column.mark and last > 1:
        offered = DataValidation(type="list", formula1=f'"{column.mark}"', allow_blank=True)
        offered.error = f"只填 {column.mark}，或者留空"
        sheet.add_data_validation(offered)
        offered.add(f"{letter}2:{letter}{last}")


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file without the moment at which it was made: the same book gives the same bytes."""
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["docProps/core.xml"] = _MOMENT.sub(b"1980-01-01T00:00:00Z", parts["docProps/core.xml"])
    return zipped(parts, *parts)


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One row that came back: its texts by heading, and where it stands."""

    texts: Mapping[str, str]
    place: str


def read_sheet(
    content: bytes, name: str, title: str, headings: Sequence[str], again: str
) -> tuple[tuple[FilledRow, ...], tuple[ImportProblem, ...]]:
    """Read the columns with these headings of a sheet; with a problem nothing may be used.

    `name` is the file's, for messages; `again` is the command that writes such a file. Rows without a text are left out.
    """
    problems = tuple(dangers(content, name))
    if problems:
        return (), problems
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            # The library tells what it leaves out of styles and headers, in English; none of it is a text.
            warnings.simplefilter("ignore")
            marks = sheet_marks(archive)
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            if title not in marks:
                message = f"没有名为“{title}”的工作表。请用 {again} 重新导出再填"
                return (), (_problem(f"文件“{name}”", message, "missing-sheet"),)
            found = _excess(marks[title], title)
            if found:
                return (), (found,)
            sheet = book[title]
            sheet.reset_dimensions()
            rows = [cast("Sequence[ReadOnlyCell]", row) for row in sheet.iter_rows()]
            return _filled(rows, title, headings)
    except ExcessError:
        message = "表里有很多用不着的格式或空行，读起来太慢。请重新导出，把内容复制过去，粘贴时选“值”"
        return (), (_problem(f"文件“{name}”", message, "sheet-too-large"),)
    except Exception as reason:  # noqa: BLE001 -- whatever a damaged file makes the library raise
        message = f"打不开：文件已损坏，或不是 .xlsx 格式（{type(reason).__name__}）。请用 Excel 或 WPS 另存一份再试"
        return (), (_problem(f"文件“{name}”", message, "damaged-file"),)


def _problem(place: str, message: str, rule: FillInRule) -> ImportProblem:
    return ImportProblem(place, message, rule)


def _excess(marks: Marks, title: str) -> ImportProblem | None:
    place = f"工作表“{title}”"
    if marks.reaches_too_far:
        return _problem(place, "很远的行或列里还写着东西，多半是误操作。请删去那里的内容", "sheet-too-large")
    if marks.merged:
        message = f"有合并的单元格（{marks.merged[0]}）。请取消合并，每一行都填写完整"
        return _problem(place, message, "merged-cells")
    return None


def _filled(
    rows: Sequence[Sequence[ReadOnlyCell]], title: str, headings: Sequence[str]
) -> tuple[tuple[FilledRow, ...], tuple[ImportProblem, ...]]:
    heads = {str(cell.value).strip(): place for place, cell in enumerate(rows[0])} if rows else {}
    missing = [heading for heading in headings if heading not in heads]
    if missing:
        message = f"第一行里没有“{'”“'.join(missing)}”这样的列名。请重新导出，把填好的内容复制过去"
        return (), (_problem(f"工作表“{title}”", message, "missing-column"),)
    found = list(_rows(rows[1:], title, {heading: heads[heading] for heading in headings}))
    problems = tuple(one for one in found if isinstance(one, ImportProblem))
    return () if problems else tuple(one for one in found if isinstance(one, FilledRow)), problems


def _rows(
    rows: Iterable[Sequence[ReadOnlyCell]], title: str, heads: Mapping[str, int]
) -> Iterator[FilledRow | ImportProblem]:
    for number, row in enumerate(rows, 2):
        place = f"工作表“{title}”第 {number} 行"
        texts = {heading: text_of(row[at]) if at < len(row) else "" for heading, at in heads.items()}
        uncertain = [text for text in texts.values() if isinstance(text, Uncertain)]
        yield from (ImportProblem(place, one.message, one.rule) for one in uncertain)
        if not uncertain and any(texts.values()):
            yield FilledRow({heading: str(text) for heading, text in texts.items()}, place)
