"""A printed paper: the same questions as on screen for its number, in the same order and with the same letters."""

from course.exams.marking import how
from course.exams.paper import Paper, PaperPart
from course.model.bank import BlankPart, Body, CaseBody
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
from course.office.question import Desk, ask
from course.office.runs import wide
from course.office.template import PAPER, new_document, saved
from course.office.xml import lawful

_SHORTEST_GAP, _LONGEST_GAP = 6, 14
_NOTES = (
    "注意事项：1．答题前先写好单位、姓名和日期。2．发了答题卡的，答案写在答题卡上；没有发的，直接写在试卷上。"
    "3．字迹要清楚，改动处把原来的划掉再写。"
)


def paper_file(head: Letterhead, paper: Paper, title: str, *, sealed: bool) -> bytes:
    """Return the paper as a Word file; `sealed` puts the names behind a seal line."""
    document = new_document(PAPER, f"{title} {paper.name.number}")
    if sealed:
        add_seal(document, head)
    add_feet(document, f"{title}　卷号 {paper.name.number}", f"课程版本 {paper.version}")
    add_titles(document, head.above, title, facts(paper))
    if not sealed:
        add_names(document, head)
    add_marks(document, paper)
    document.add_paragraph(_NOTES, style="说明")
    desk = Desk(document, gap(paper))
    for place, part in enumerate(paper.parts, 1):
        _section(desk, paper, part, place)
    return saved(document)


def gap(paper: Paper) -> str:
    """Return how a blank looks: as long as the longest answer of the paper needs, so that no length tells an answer."""
    answers = [answer for part in paper.parts for question in part.questions for answer in _blanks(question)]
    needed = max(map(wide, answers), default=0) * 1.3 + 2
    return "__" * round(min(max(_SHORTEST_GAP, needed), _LONGEST_GAP))


def section_head(part: PaperPart, place: int) -> tuple[str, str]:
    """Return the title of a section and, in brackets, what it is worth and how it is answered and marked."""
    count = len(part.questions)
    rule = f"（共 {count} 题，每题 {part.section.marks} 分，共 {part.marks} 分。{how(part.section)}）"
    return section_title(part, place), rule


def _section(desk: Desk, paper: Paper, part: PaperPart, place: int) -> None:
    title, rule = section_head(part, place)
    heading = desk.document.add_paragraph(lawful(title), style="Heading 1")
    heading.add_run(rule, "Emphasis")
    for number, question in enumerate(part.questions, part.first):
        ask(desk, question, paper.seed(question), number)


def _blanks(body: Body) -> list[str]:
    match body:
        case BlankPart():
            return [accepted[0] for accepted in body.answers]
        case CaseBody():
            return [answer for part in body.questions for answer in _blanks(part)]
        case _:
            return []
