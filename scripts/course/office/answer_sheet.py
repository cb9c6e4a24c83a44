"""The sheet to answer on, where the papers themselves are to be used again."""

from collections.abc import Sequence

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.exams.option_order import FALSE, TRUE, letter
from course.exams.paper import Paper, PaperPart
from course.model.bank import (
    BlankPart,
    Body,
    CaseBody,
    Choice,
    MatchPart,
    OrderPart,
    ScenarioBody,
    ShortBody,
    TrueFalsePart,
)
from course.model.scenario import longest
from course.office.paper_header import (
    Letterhead,
    add_feet,
    add_marks,
    add_names,
    add_seal,
    add_titles,
    facts,
    section_title,
)
from course.office.question import BRACKETS, Desk, answer_lines, steps
from course.office.tables import keep_with_next, table
from course.office.template import PAPER, new_document, saved
from course.office.xml import lawful

_NOTES = (
    "填涂方法：用黑色签字笔或者 2B 铅笔，把选中的字母连方括号一起涂满；改动时擦干净或者划掉，再涂另一个。"
    "其余各题写在横线上或者括号里。"
)
_BUBBLE, _NUMBER = 2.3, 2.6
"""In widths of a Chinese character, like the next."""
_BEGIN = 5.4
"""Where answers begin, behind the number and that of a part."""
_MOST_COLUMNS = 5
_BLANKS_IN_LINE = 2


def answer_sheet_file(head: Letterhead, paper: Paper, title: str, *, sealed: bool) -> bytes:
    """Return the answer sheet of a paper as a Word file; `sealed` puts the names behind a seal line."""
    document = new_document(PAPER, f"{title}　答题卡 {paper.name.number}")
    if sealed:
        add_seal(document, head)
    add_feet(document, f"答题卡　卷号 {paper.name.number}", f"课程版本 {paper.version}")
    add_titles(document, head.above, f"{title}　答题卡", facts(paper))
    if not sealed:
        add_names(document, head)
    add_marks(document, paper)
    document.add_paragraph(_NOTES, style="说明")
    desk = Desk(document, "")
    for place, part in enumerate(paper.parts, 1):
        heading = document.add_paragraph(lawful(section_title(part, place)), style="Heading 1")
        heading.add_run(f"（共 {len(part.questions)} 题，每题 {part.section.marks} 分）", "Emphasis")
        _fill_in(desk, part)
    return saved(document)


def _fill_in(desk: Desk, part: PaperPart) -> None:
    if all(isinstance(question, Choice | TrueFalsePart) for question in part.questions):
        _bubbles(desk, part)
        return
    for number, question in enumerate(part.questions, part.first):
        _entry(desk, question, f"{number}．", 0)


def _bubbles(desk: Desk, part: PaperPart) -> None:
    """Append a table with a cell of bubbles for each question, numbered from left to right."""
    most = max(len(_letters(question)) for question in part.questions)
    count = max(1, min(_MOST_COLUMNS, len(part.questions), int(desk.width // ((_NUMBER + most * _BUBBLE) * desk.em))))
    made = table(desk.document, [desk.width / count] * count, lines=True)
    for start in range(0, len(part.questions), count):
        cells = made.add_row("选项", 22)
        for place, (cell, question) in enumerate(zip(cells, part.questions[start : start + count], strict=False)):
            cell.paragraph_format.tab_stops.add_tab_stop(Pt(_NUMBER * desk.em))
            cell.add_run(f"{part.first + start + place}．\t{_bubbled(question)}")


def _bubbled(body: Body) -> str:
    return " ".join(f"[{one}]" for one in _letters(body))


def _letters(body: Body) -> Sequence[str]:
    """Return what there is to choose from; nothing where the answer is written."""
    if isinstance(body, Choice):
        return [letter(place) for place in range(len(body.options))]
    return (TRUE, FALSE) if isinstance(body, TrueFalsePart) else ()


def _entry(desk: Desk, body: Body, label: str, left: float) -> None:
    """Append the place for one answer behind its label, which stands `left` so many points."""
    if isinstance(body, CaseBody):
        for place, part in enumerate(body.questions, 1):
            first = place == 1
            _entry(desk, part, f"{label if first else ''}（{place}）", left if first else left + _NUMBER * desk.em)
        return
    row = _row(desk, label, left)
    match body:
        case ShortBody():
            keep_with_next([row, *answer_lines(desk, len(body.reference), left)[:-1]])
        case BlankPart():
            _lines(desk, row, len(body.answers))
        case OrderPart():
            row.add_run(steps(len(body.items)))
        case ScenarioBody():
            row.add_run(steps(longest(body)))
        case MatchPart():
            row.add_run("　".join(f"{place} {BRACKETS}" for place in range(1, len(body.pairs) + 1)))
        case _:
            row.add_run(_bubbled(body))


def _row(desk: Desk, label: str, left: float) -> Paragraph:
    """Append a line that begins with a label; what is written comes behind it."""
    row = desk.document.add_paragraph(style="作答线")
    row.paragraph_format.left_indent = Pt(_BEGIN * desk.em)
    row.paragraph_format.first_line_indent = Pt(left - _BEGIN * desk.em)
    row.add_run(f"{label}\t")
    return row


def _lines(desk: Desk, row: Paragraph, count: int) -> None:
    """Append a line to write on for each blank, two of them side by side."""
    across = min(count, _BLANKS_IN_LINE)
    begin = _BEGIN * desk.em
    for place in range(count):
        column = place % across
        if place and column == 0:
            row = _row(desk, "", 0)
        end = begin + (desk.width - begin) * (column + 1) / across
        row.paragraph_format.tab_stops.add_tab_stop(Pt(end), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        row.add_run(f"{'　' if column else ''}（{place + 1}）\t" if count > 1 else "\t")
