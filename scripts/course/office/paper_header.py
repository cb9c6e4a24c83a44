"""What stands above and around the questions: title, lines for names, the table of marks, feet and the seal line."""

import re
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.exams.marking import points
from course.exams.paper import Paper, PaperPart
from course.model.course import Course
from course.office.tables import keep_with_next, table
from course.office.template import text_size, text_width
from course.office.xml import escaped, field, lawful, parsed, twips

_NUMERALS = "零一二三四五六七八九"
_OWN_NUMERAL = re.compile("[一二三四五六七八九十]+、")
_SEAL_HEIGHT = 700
_SEALED_LEFT, _SEALED_RIGHT = 100, 48
"""Margins in points: room on the left for the seal line, and for the names that it hides."""


_MOST_LISTED = 12
"""Groups that are printed to tick; more of them would fill the head of the paper."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who gives a paper: what stands above its title, the unit's name, what a group is called and which ones there are."""

    above: str
    unit: str = ""
    group: str = ""
    branches: tuple[str, ...] = ()


def letterhead(course: Course) -> Letterhead:
    """Return the letterhead of the papers of a course."""
    unit = course.unit
    above = "　".join(filter(None, (unit.name, course.title)))
    return Letterhead(above, unit.short or unit.name, course.group.name, unit.branches)


def numeral(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones else "")


def section_title(part: PaperPart, place: int) -> str:
    """Return the title of a section, numbered in Chinese where the blueprint does not number it; `place` from 1."""
    title = part.section.title
    return title if _OWN_NUMERAL.match(title) else f"{numeral(place)}、{title}"


def section_numeral(part: PaperPart, place: int) -> str:
    """Return the number of a section alone."""
    return section_title(part, place).partition("、")[0]


def add_titles(document: Document, course: str, title: str, facts: str) -> None:
    """Append the name of the course, what this is, and a line of facts."""
    document.add_paragraph(lawful(course), style="Subtitle")
    document.add_paragraph(lawful(title), style="Title")
    document.add_paragraph(lawful(facts), style="Subtitle")


def facts(paper: Paper) -> str:
    """Return number, time and marks of a paper in one line."""
    exam = paper.name.file.exam
    count = sum(len(part.questions) for part in paper.parts)
    origin = "（本单位规定）" if paper.name.file.has_local_passing else ""
    return (
        f"卷号：{paper.name.number}　　共 {count} 题　　满分：{paper.marks} 分　　"
        f"及格：{points(paper.passing)} 分{origin}　　时间：{exam.minutes} 分钟"
    )


def add_names(document: Document, head: Letterhead) -> None:
    """Append the lines on which who answers writes who they are; groups are there to tick, unless they are many."""
    if head.branches:
        paragraph = document.add_paragraph(f"{head.group}：", style="说明")
        if len(head.branches) <= _MOST_LISTED:
            paragraph.add_run("　".join(f"□ {name}" for name in head.branches))
        else:
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(Pt(text_width(document)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
            paragraph.add_run("\t")
    paragraph = document.add_paragraph(style="说明")
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
    for name, share in ((f"单位：{head.unit}", 0.42), ("　姓名：", 0.7), ("　日期：", 1)):
        # Leaders, not underscores: they end at the same place in any font.
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Pt(text_width(document) * share), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        paragraph.add_run(f"{name}\t")


def add_marks(document: Document, paper: Paper) -> None:
    """Append the table into which marks are written, section by section."""
    heads = [section_numeral(part, place) for place, part in enumerate(paper.parts, 1)]
    full = [str(part.marks) for part in paper.parts]
    label = 4.6 * text_size(document)
    each = (text_width(document) - label) / (len(heads) + 1)
    made = table(document, [label, *[each] * (len(heads) + 1)], lines=True)
    for row in (["题号", *heads, "总分"], ["满分", *full, str(paper.marks)], ["得分"], ["阅卷人"]):
        cells = made.add_row("表格文字", 22)
        keep_with_next(cells)
        for cell, text in zip(cells, row, strict=False):
            cell.add_run(text)


def add_feet(document: Document, left: str, right: str) -> None:
    """Put page and number of pages at the foot of every page, with what identifies the paper beside them."""
    section = document.sections[0]
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        _foot(footer.paragraphs[0], text_width(document), left, right)


def _foot(paragraph: Paragraph, width: float, left: str, right: str) -> None:
    paragraph.style = "Footer"
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Pt(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Pt(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{lawful(left)}\t第 ")
    for instruction, after in (("PAGE", " 页　共 "), ("NUMPAGES", f" 页\t{lawful(right)}")):
        for run in field(instruction, "1"):
            paragraph._p.append(run)  # noqa: SLF001 -- python-docx has no words for fields
        paragraph.add_run(after)


def add_seal(document: Document, head: Letterhead) -> None:
    """Put the seal line along the left edge of the first page: names outside, to be folded away before marking.

    A table that floats in the header of that page, its text turned: every program knows that much.
    """
    section = document.sections[0]
    section.left_margin, section.right_margin = Pt(_SEALED_LEFT), Pt(_SEALED_RIGHT)
    section.different_first_page_header_footer = True
    header = section.first_page_header
    header.is_linked_to_previous = False
    header.paragraphs[0].style = "Header"
    style = document.styles["表格文字"].style_id
    group = f"　　{head.group}：{'_' * 14}" if head.branches else ""
    names = f"单位：{head.unit or '_' * 24}{group}　　姓名：{'_' * 14}　　日期：{'_' * 16}"
    cells = _turned(names, style, 34, line="right") + _turned("　　".join("密封线内不要答题"), style, 30)
    height = twips(_SEAL_HEIGHT)
    top = twips(((section.page_height or Pt(0)).pt - _SEAL_HEIGHT) / 2)
    header._element.insert(  # noqa: SLF001
        0,
        parsed(
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" '
            f'w:horzAnchor="page" w:tblpX="{twips(30)}" w:tblpY="{top}"/>'
            f'<w:tblW w:w="{twips(64)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            f'<w:tblGrid><w:gridCol w:w="{twips(34)}"/><w:gridCol w:w="{twips(30)}"/></w:tblGrid>'
            f'<w:tr><w:trPr><w:trHeight w:val="{height}" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>'
        ),
    )


def _turned(text: str, style: str, width: float, line: str = "") -> str:
    """Return a cell whose text runs upwards, with a dashed line along the side that `line` names."""
    border = (
        f'<w:tcBorders><w:{line} w:val="dashed" w:sz="8" w:space="0" w:color="auto"/></w:tcBorders>' if line else ""
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{border}<w:textDirection w:val="btLr"/>'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f"<w:r><w:t>{escaped(text)}</w:t></w:r></w:p></w:tc>"
    )
