"""Coverage as a workbook: gaps, requirements, points, roles and blueprints, each on a sheet to sort and filter."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from course.coverage.gaps import GAP_LABELS, Survey
from course.coverage.matrix import Matrix, MatrixRow, lacking
from course.coverage.source import SentenceRow
from course.coverage.text import papers
from course.exams.overlap import Repeats
from course.exams.supply import ExamFill
from course.formats.excel.cells import write_text
from course.formats.excel.fill_in import saved
from course.model.bank import DIFFICULTY_LABELS, KIND_LABELS, TYPE_LABELS
from course.model.study import WEIGHTS

Value: TypeAlias = str | int | float
Line: TypeAlias = Sequence[Value]

_HEAD = Font(bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="98191D")
_GAP_FILL = PatternFill("solid", fgColor="F6D9D5")
_NARROWEST, _WIDEST = 8, 60
# What XML cannot hold; banks cannot either, but a workbook must not fail on it.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ABOUT = (
    "缺口：哪里缺什么、怎么补，可以筛选、分工。",
    "原文：原文的每一句出了哪些要点；课程里有原文才有这一张。原文不公开的课程不写原句，只写它在 source.txt 的第几行。",
    "要求：每项要求、每种题型、每个难度的题数；底色标出没有题的难度。一道题考到几项要求，就在几项里各算一次。",
    "要点：每个要点有多重、有几道题、考查什么。",
    "考查什么：考决定、诊断、理解、事实、字句的题各有多少；题目写了 kind 才有这一张。",
    "角色：责任清单上各角色的要点有多少题考到。",
    "组卷：每个组卷方案要的题、有的题；“实际平均相同”和“最常出现”是抽出几十份试卷量出来的。",
    "这份表格由 ./course coverage 生成，改它不会改动题库。",
)


def coverage_workbook(found: Survey, measured: Mapping[str, Repeats]) -> bytes:
    """Return the workbook of a survey; `measured` has what was measured of blueprints, by their titles.

    No cell is a formula, whatever its text begins with. The same course gives the same bytes.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "说明", ("这份表格里有什么",), ((line,) for line in _ABOUT))
    _sheet(book, "缺口", ("哪一类", "哪里", "缺什么", "怎么补", "文件", "行"), _gaps(found))
    if found.sentences:
        _mark_bare(_sheet(book, "原文", ("句", "行", "原句", "要点", "缺什么"), map(_sentence, found.sentences)))
    _mark_zeros(_sheet(book, "要求", _requirement_heads(), map(_requirement, found.matrix.rows)))
    _sheet(
        book,
        "要点",
        ("学习页", "要求", "要点", "编号", "分量", "题数", "考查什么", "题型和难度"),
        _points(found.matrix),
    )
    if found.kinds:
        rows = ((row.label, row.count, row.share) for row in found.kinds)
        _percent(_sheet(book, "考查什么", ("考查什么", "题数", "占全部"), rows), (3,))
    heads = (
        "角色",
        "要求",
        "要点",
        *(f"{label}题" for label in DIFFICULTY_LABELS.values()),
        "没有题的要点",
        "没有考决定的题，又必须会做的要点",
    )
    _sheet(book, "角色", heads, _roles(found.matrix))
    heads = (
        "方案",
        "大题",
        "要几道",
        "有几道",
        "够出几份不重复的",
        "估计平均相同",
        "实际平均相同",
        "最常出现",
        "占试卷",
    )
    _percent(_sheet(book, "组卷", heads, (line for fill in found.exams for line in _exam(fill, measured))), (6, 7, 9))
    heads = ("方案", "难度", "按比例要几道", "最少抽到", "最多抽到", "能不能做到")
    _sheet(book, "难度比例", heads, _levels(found))
    _sheet(book, "组卷·学习页", ("方案", "学习页", "大题", "有几道", "平均抽几道"), _pages(found))
    return saved(book)


def _sheet(book: Workbook, title: str, heads: Sequence[str], lines: Iterable[Line]) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    widths = [_NARROWEST] * len(heads)
    for number, line in enumerate((heads, *lines), start=1):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place)
            # No sheet has merged cells, but their type says that one could.
            if isinstance(cell, Cell):
                _write(cell, value)
            widths[place - 1] = max(widths[place - 1], min(_WIDEST, 2 * len(str(value)) + 2))
    for cell in sheet[1]:
        cell.font, cell.fill = _HEAD, _HEAD_FILL
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    if len(heads) > 1:
        sheet.auto_filter.ref = sheet.dimensions
    return sheet


def _write(cell: Cell, value: Value) -> None:
    if not isinstance(value, str):
        cell.value = value
    elif value:
        write_text(cell, _UNWRITABLE.sub("", value))
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _gaps(found: Survey) -> Iterable[Line]:
    return (
        (GAP_LABELS[gap.kind], gap.whole_name, gap.lack, gap.remedy, gap.position.path, gap.position.line)
        for gap in found.gaps
    )


def _sentence(row: SentenceRow) -> Line:
    points = "、".join(f"{point.label}（{point.id}）" for point in row.points)
    return row.number, row.line, row.text, points, "没有要点" if row.lacks else ""


def _mark_bare(sheet: Worksheet) -> None:
    for line in sheet.iter_rows(min_row=2):
        if line[-1].value:
            line[-1].fill = _GAP_FILL


def _requirement_heads() -> tuple[str, ...]:
    pairs = (f"{kind}·{level}" for kind in TYPE_LABELS.values() for level in DIFFICULTY_LABELS.values())
    return ("学习页", "要求", "编号", "出处", *pairs, *DIFFICULTY_LABELS.values(), "题型", "合计", "缺什么")


def _requirement(row: MatrixRow) -> Line:
    cells = (row.counts[kind, level] or "" for kind in TYPE_LABELS for level in DIFFICULTY_LABELS)
    levels = (row.levels[level] for level in DIFFICULTY_LABELS)
    one = row.requirement
    kinds = sum(1 for count in row.types.values() if count)
    return (row.study.title, one.title, one.id, one.locator, *cells, *levels, kinds, row.total, lacking(row))


def _mark_zeros(sheet: Worksheet) -> None:
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            if cell.value == 0:
                cell.fill = _GAP_FILL


def _points(counts: Matrix) -> Iterable[Line]:
    for row in counts.rows:
        for point in row.requirement.points:
            kinds = counts.kinds.get(point.id, Counter())
            named = "、".join(
                f"{TYPE_LABELS[kind]}·{DIFFICULTY_LABELS[level]} {count}"
                for (kind, level), count in sorted(kinds.items())
            )
            asks = counts.asks.get(point.id, Counter())
            asked = "、".join(f"{label} {asks[kind]}" for kind, label in KIND_LABELS.items() if asks[kind])
            weight = WEIGHTS.get(point.weight, point.weight)
            yield row.study.title, row.requirement.title, point.label, point.id, weight, kinds.total(), asked, named


def _roles(counts: Matrix) -> Iterable[Line]:
    for row in counts.roles:
        bare, undecided = ("、".join(point.label for point in points) for points in (row.bare, row.undecided))
        yield (
            row.label,
            row.requirements,
            row.points,
            *(row.levels[level] for level in DIFFICULTY_LABELS),
            bare,
            undecided,
        )


def _exam(fill: ExamFill, measured: Mapping[str, Repeats]) -> Iterable[Line]:
    real = measured.get(fill.title)
    count = sum(part.section.count for part in fill.sections)
    name, times = real.most_frequent if real else ("", 0)
    often = (f"{name}（{real.papers} 份里 {times} 份）", real.often) if real and name else ("", "")
    yield fill.title, papers(fill), count, "", "", fill.repeated, "", *often
    for number, part in enumerate(fill.sections):
        section = part.section
        common = real.sections[number] if real else ""
        yield (
            fill.title, section.title, section.count, part.available, part.available // section.count, part.repeated,
            common, "", "",
        )  # fmt: skip


def _percent(sheet: Worksheet, places: Sequence[int]) -> None:
    for line in sheet.iter_rows(min_row=2):
        for place in places:
            line[place - 1].number_format = "0%"


def _levels(found: Survey) -> Iterable[Line]:
    for fill in found.exams:
        for level in fill.levels:
            can = "能" if level.possible else "做不到"
            yield fill.title, DIFFICULTY_LABELS[level.level], level.wanted, level.least, level.most, can


def _pages(found: Survey) -> Iterable[Line]:
    for fill in found.exams:
        for page in fill.pages:
            for part, available, drawn in zip(fill.sections, page.available, page.drawn, strict=True):
                yield fill.title, page.page.title, part.section.title, available, round(drawn, 1)
