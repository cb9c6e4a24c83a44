"""What the course leaves to the unit as a table to fill in: one row a term, of which only the last column is read back."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import cast
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from course.formats.excel.cells import Uncertain, text_of, write_text
from course.formats.excel.limits import ExcessError, Marks, sheet_marks
from course.formats.import_types import ImportProblem
from course.formats.office_guard import dangers

SHEET = "本单位的规定"
_PLACES = "学习页上的地方"
_PLACE_HEADS = (("学习页", 30), ("要求", 30), ("句子", 70), ("本单位的文件", 40))
_ID, _OWN = "编号", "本单位的规定"
_HEADS = (
    (_ID, 26), ("术语", 24), ("课程的释义", 50), ("用到它的学习页", 30), ("考到它的题", 12), (_OWN, 60),
)  # fmt: skip
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_LOCKED_FILL = PatternFill("solid", fgColor="FFEDEDED")


@dataclass(frozen=True, slots=True)
class LocalTermRow:
    """One term as the table has it; `own` is what the unit says, a line for each paragraph."""

    id: str
    name: str
    meaning: str
    pages: str
    questions: int
    own: str


@dataclass(frozen=True, slots=True)
class LocalPlaceRow:
    """A sentence of a study page that leaves something to the unit, and the unit's documents on it; only to read."""

    page: str
    requirement: str
    sentence: str
    documents: str


def write_local_terms(rows: Sequence[LocalTermRow], places: Sequence[LocalPlaceRow]) -> bytes:
    """Return the workbook; no cell is a formula, whatever its text begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    terms = [(row.id, row.name, row.meaning, row.pages, str(row.questions), row.own) for row in rows]
    _fill(book.create_sheet(SHEET), _HEADS, terms)
    if places:
        sentences = [(row.page, row.requirement, row.sentence, row.documents or "没有写") for row in places]
        _fill(book.create_sheet(_PLACES), _PLACE_HEADS, sentences)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, columns: Sequence[tuple[str, int]], lines: Sequence[tuple[str, ...]]) -> None:
    for place, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2"
    sheet.protection.enable()
    for allowed in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
    heads = tuple(head for head, _ in columns)
    for number, line in enumerate((heads, *lines), 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place)
            if text:
                write_text(cell, text)
            cell.alignment = _WRAPPED
            is_open = number > 1 and heads[place - 1] == _OWN
            cell.protection = Protection(locked=not is_open)
            if number == 1:
                cell.font = Font(bold=True)
            elif not is_open:
                cell.fill = _LOCKED_FILL


@dataclass(frozen=True, slots=True)
class FilledTerm:
    """One row that came back: the id of its term, the lines of what the unit says, and where it stands."""

    id: str
    lines: tuple[str, ...]
    place: str


def read_local_terms(content: bytes, name: str) -> tuple[tuple[FilledTerm, ...], tuple[ImportProblem, ...]]:
    """Read a workbook that was written by `write_local_terms` and then filled in; with a problem nothing may be used."""
    problems = tuple(dangers(content, name))
    if problems:
        return (), problems
    try:
        with ZipFile(BytesIO(content)) as archive, warnings.catch_warnings():
            # The library tells what it leaves out of styles and headers, in English; none of it is a term.
            warnings.simplefilter("ignore")
            marks = sheet_marks(archive)
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            if SHEET not in marks:
                message = f"没有名为“{SHEET}”的工作表。请用 ./course unit export 重新导出再填"
                return (), (ImportProblem(f"文件“{name}”", message, "missing-sheet"),)
            found = _excess(marks[SHEET])
            if found:
                return (), (found,)
            sheet = book[SHEET]
            sheet.reset_dimensions()
            rows = [cast("Sequence[ReadOnlyCell]", row) for row in sheet.iter_rows()]
            return _filled(rows)
    except ExcessError:
        message = "表里有很多用不着的格式或空行，读起来太慢。请重新导出，把内容复制过去，粘贴时选“值”"
        return (), (ImportProblem(f"文件“{name}”", message, "sheet-too-large"),)
    except Exception as reason:  # noqa: BLE001 -- whatever a damaged file makes the library raise
        message = f"打不开：文件已损坏，或不是 .xlsx 格式（{type(reason).__name__}）。请用 Excel 或 WPS 另存一份再试"
        return (), (ImportProblem(f"文件“{name}”", message, "damaged-file"),)


def _excess(marks: Marks) -> ImportProblem | None:
    place = f"工作表“{SHEET}”"
    if marks.reaches_too_far:
        return ImportProblem(place, "很远的行或列里还写着东西，多半是误操作。请删去那里的内容", "sheet-too-large")
    if marks.merged:
        message = f"有合并的单元格（{marks.merged[0]}）。请取消合并，每一行都填写完整"
        return ImportProblem(place, message, "merged-cells")
    return None


def _filled(rows: Sequence[Sequence[ReadOnlyCell]]) -> tuple[tuple[FilledTerm, ...], tuple[ImportProblem, ...]]:
    heads = {str(cell.value).strip(): place for place, cell in enumerate(rows[0])} if rows else {}
    missing = [head for head in (_ID, _OWN) if head not in heads]
    if missing:
        message = f"第一行里没有“{'”“'.join(missing)}”这样的列名。请照导出时的样子补上"
        return (), (ImportProblem(f"工作表“{SHEET}”", message, "missing-column"),)
    found = list(_rows(rows[1:], heads))
    problems = tuple(one for one in found if isinstance(one, ImportProblem))
    return () if problems else tuple(one for one in found if isinstance(one, FilledTerm)), problems


def _rows(rows: Sequence[Sequence[ReadOnlyCell]], heads: Mapping[str, int]) -> Iterator[FilledTerm | ImportProblem]:
    for number, row in enumerate(rows, 2):
        place = f"工作表“{SHEET}”第 {number} 行"
        texts = [text_of(row[heads[head]]) if heads[head] < len(row) else "" for head in (_ID, _OWN)]
        uncertain = [text for text in texts if isinstance(text, Uncertain)]
        yield from (ImportProblem(place, one.message, one.rule) for one in uncertain)
        name, own = map(str, texts)
        if uncertain or not (name or own):
            continue
        yield FilledTerm(name, tuple(filter(None, (" ".join(line.split()) for line in own.split("\n")))), place)
