"""Scenarios to be played by a group: cards for those who take part, and for the leader what comes of each choice.

The cards say nothing of what follows: the leader reads it out and hands on the next card.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.shared import Pt

from course.errors import RefusedError
from course.exams.option_order import letter
from course.model.bank import SEE_DEBRIEFS, Scenario
from course.model.course import Course
from course.office.answer_key import source_text, sources
from course.office.paper_header import add_feet, add_titles, letterhead
from course.office.rows import row
from course.office.runs import add_text
from course.office.tables import keep_with_next, table
from course.office.template import PAPER, new_document, saved, text_width
from course.office.xml import lawful
from course.site.cards import Card, best_way, cards_of, script

_TITLE, _FOR_LEADER = "情景推演　推演卡", "情景推演　带学用"
_HOW_TO_PLAY = (
    "照线剪开，一步一张。带学的人先发第 1 步；大家商量，选一个做法，说出理由；带学的人念出后果，再发下一张，"
    "一直走到结局。中间不评对错，走到结局再复盘。"
)
_HOW_TO_LEAD = (
    "只给带学的人。大家选了哪一个做法，就在下面找到它，念出后果，照箭头发下一张卡；到了结局，念出结果，再照复盘讲。"
    "走完以后可以退回一步，换一个做法再走一遍。"
)


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Both files, and how many scenarios and cards they hold."""

    cards: bytes
    leader: bytes
    scenarios: int
    steps: int


def make_cards(course: Course, names: Sequence[str]) -> CardFiles:
    """Return the cards of the scenarios with these ids, of all without any. Raises RefusedError if there is none."""
    known = {question.id or "": question for _, question in course.questions() if isinstance(question, Scenario)}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise RefusedError(f"没有这些情景推演：{'、'.join(unknown)}。可用：{'、'.join(known) or '一道也没有'}")
    chosen = [known[name] for name in dict.fromkeys(names or known)]
    if not chosen:
        raise RefusedError("题库里还没有情景推演，或者都还是草稿。请先写一道，或者加上 --drafts")
    return CardFiles(
        _cards(course, chosen), _leader(course, chosen), len(chosen), sum(len(one.steps) for one in chosen)
    )


def _document(course: Course, title: str, scenarios: Sequence[Scenario], note: str) -> Document:
    document = new_document(PAPER, title)
    add_feet(document, title, f"课程版本 {course.version}")
    steps = sum(len(one.steps) for one in scenarios)
    add_titles(document, letterhead(course).above, title, f"推演 {len(scenarios)} 个　　推演卡 {steps} 张")
    document.add_paragraph(note, style="说明")
    return document


def _heading(document: Document, number: int, scenario: Scenario) -> None:
    heading = document.add_paragraph(lawful(f"推演 {number}　{scenario.stem}"), style="Heading 1")
    # A set of cards is handed out by itself.
    heading.paragraph_format.page_break_before = number > 1


def _cards(course: Course, scenarios: Sequence[Scenario]) -> bytes:
    document = _document(course, _TITLE, scenarios, _HOW_TO_PLAY)
    for number, scenario in enumerate(scenarios, 1):
        _heading(document, number, scenario)
        for card in cards_of(scenario, number):
            _card(document, card)
    return saved(document)


def _card(document: Document, card: Card) -> None:
    """Append a card that stays on one page."""
    box = table(document, [text_width(document)], lines=True)
    (head,), (text,) = box.add_row("表格文字"), box.add_row("材料")
    head.add_run(card.label, "Strong")
    add_text(text, card.text)
    rows = [head, text]
    for place, text_of_choice in enumerate(card.choices):
        (choice,) = box.add_row("选项")
        choice.add_run(f"{letter(place)}．")
        rows.append(add_text(choice, text_of_choice))
    keep_with_next(rows[:-1])
    document.add_paragraph(style="说明").paragraph_format.space_after = Pt(6)


def _leader(course: Course, scenarios: Sequence[Scenario]) -> bytes:
    document = _document(course, _FOR_LEADER, scenarios, _HOW_TO_LEAD)
    places = sources(course)
    for number, scenario in enumerate(scenarios, 1):
        _heading(document, number, scenario)
        row(document, "出处：", source_text(places, scenario.points))
        row(document, "最好的走法：", best_way(scenario))
        if scenario.explanation != SEE_DEBRIEFS:
            row(document, "解析：", scenario.explanation)
        for label, text in script(scenario):
            row(document, label, text)
    return saved(document)
