"""One question on paper, lettered as it is on screen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil, isfinite
from typing import assert_never

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.exams.option_order import (
    letter,
    partners,
    seed_of_part,
    shown_choices,
    shown_items,
    shown_options,
    shown_partners,
)
from course.model import bank
from course.model.scenario import longest, place_names
from course.office.runs import add_text, wide
from course.office.tables import keep_with_next, table
from course.office.template import text_size, text_width
from course.office.xml import lawful

BRACKETS = f"（{chr(0xA0) * 8}）"
"""Room for an answer of a letter or two; no line can break in it."""

_NUMBER, _PART, _LETTER, _BRACKETED = 2.3, 2.7, 1.9, 5.7
"""Widths of labels, in widths of a Chinese character."""
_COLUMN_GAP = 1.0
_MOST_COLUMNS = 5
_OWN_BRACKETS = re.compile(r"（[\s_＿]*）")
_LONGEST_KEPT = 15
"""Lines of a material that stays on one page, together with its first question."""
_FEWEST_LINES, _LINES_FOR_POINT, _MOST_LINES = 4, 2, 14


@dataclass(frozen=True, slots=True)
class Desk:
    """Where questions are written: the file, and how a blank looks."""

    document: Document
    gap: str

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return text_width(self.document)

    @property
    def em(self) -> float:
        """Width of a Chinese character of the text in points."""
        return text_size(self.document)


@dataclass(frozen=True, slots=True)
class _Place:
    """A label, at how many points it stands, and at how many the text behind it."""

    label: str
    at: float
    text_at: float


def ask(desk: Desk, body: bank.Body, seed: int, number: int) -> None:
    """Append a question with its number, ready to be answered by pen."""
    _ask(desk, body, seed, _Place(f"{number}．", 0, _NUMBER * desk.em))


def columns(widths: Sequence[float], room: float) -> int:
    """Return in how many columns options of these widths stand in a room, all in widths of a Chinese character.

    Every line is full, so that no option is left alone on the last one.
    """
    need = max(widths) + _COLUMN_GAP
    fitting = (
        count
        for count in range(min(_MOST_COLUMNS, len(widths)), 1, -1)
        if len(widths) % count == 0 and need * count <= room
    )
    return next(fitting, 1)


def steps(count: int) -> str:
    """Return brackets for so many letters in a row; lines can break between them."""
    return " → ".join([BRACKETS] * count)


def answer_lines(desk: Desk, points: int, left: float = 0) -> list[Paragraph]:
    """Append lines to write on, enough for an answer that covers so many points."""
    count = min(max(_FEWEST_LINES, _LINES_FOR_POINT * points), _MOST_LINES)
    return [_line(desk, left) for _ in range(count)]


def _ask(desk: Desk, body: bank.Body, seed: int, place: _Place) -> None:
    if isinstance(body, bank.CaseBody):
        _ask_case(desk, body, seed, place)
        return
    stem = _stem(desk, body.stem, place, answer=isinstance(body, bank.Choice | bank.TrueFalsePart))
    # The last row of a table has two paragraphs, and neither may hold what follows.
    _keep_together([stem, *_below(desk, body, seed, place.text_at)], 2 if isinstance(body, bank.MatchPart) else 1)


def _below(desk: Desk, body: bank.Body, seed: int, left: float) -> list[Paragraph]:
    """Append what stands under the stem."""
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            return _lettered(desk, [body.options[index].text for index in shown_options(body, seed)], left)
        case bank.TrueFalsePart() | bank.BlankPart():
            return []
        case bank.OrderPart():
            rows = _lettered(desk, [body.items[index] for index in shown_items(body, seed)], left)
            return [*rows, _sequence(desk, len(body.items), left)]
        case bank.MatchPart():
            return _pairs(desk, body, seed, left)
        case bank.ShortBody():
            return answer_lines(desk, len(body.reference), left)
        case bank.ScenarioBody():
            return [*_card(desk, body, seed, left), _way(desk, body, left)]
        case bank.CaseBody():
            return []
        case _:
            assert_never(body)


def _ask_case(desk: Desk, body: bank.CaseBody, seed: int, place: _Place) -> None:
    stem = _stem(desk, body.stem, place, answer=False)
    material = add_text(_inside(desk, "材料", place.text_at), body.material)
    left = place.text_at
    short = _lines(body.material, (desk.width - left) / desk.em) <= _LONGEST_KEPT
    # A long material held to what follows would leave most of a page empty before it.
    keep_with_next([stem, material] if short else [stem])
    material.paragraph_format.keep_together = short
    for number, part in enumerate(body.questions):
        _ask(desk, part, seed_of_part(seed, number), _Place(f"（{number + 1}）", left, left + _PART * desk.em))


def _lines(text: str, room: float) -> int:
    """Return about how many lines a text takes in a room of so many Chinese characters."""
    return sum(max(1, ceil(wide(line) / room)) for line in lawful(text).rstrip("\n").split("\n"))


def _stem(desk: Desk, text: str, place: _Place, *, answer: bool) -> Paragraph:
    """Append a stem; with `answer` there are brackets for it at the end of the line, unless the stem has its own."""
    paragraph = _inside(desk, "题干", place.text_at, hang=place.text_at - place.at)
    paragraph.add_run(f"{place.label}\t")
    add_text(paragraph, text, desk.gap)
    if answer and not _OWN_BRACKETS.search(text):
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(desk.width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"\t{BRACKETS}")
    return paragraph


def _lettered(desk: Desk, texts: Sequence[str], left: float) -> list[Paragraph]:
    """Append texts with their letters, short ones side by side."""
    room = (desk.width - left) / desk.em
    count = columns([wide(text) + _LETTER for text in texts], room)
    if count == 1:
        return [_hanging(desk, letter(place), text, left) for place, text in enumerate(texts)]
    rows = []
    named = list(enumerate(texts))
    for row in (named[start : start + count] for start in range(0, len(named), count)):
        paragraph = _inside(desk, "选项", left)
        for column, (place, text) in enumerate(row):
            if column:
                at = left + (desk.width - left) * column / count
                paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(at))
                paragraph.add_run("\t")
            paragraph.add_run(f"{letter(place)}．")
            add_text(paragraph, text)
        rows.append(paragraph)
    return rows


def _hanging(desk: Desk, name: str, text: str, left: float) -> Paragraph:
    hang = _LETTER * desk.em
    paragraph = _inside(desk, "选项", left + hang, hang)
    paragraph.add_run(f"{name}．\t")
    return add_text(paragraph, text)


def _card(desk: Desk, body: bank.ScenarioBody, seed: int, left: float) -> Iterator[Paragraph]:
    """Append the steps of a scenario as a card to play by: what comes of a choice stands in the key."""
    names = place_names(body)
    for name, step in body.steps.items():
        row = _inside(desk, "材料", left)
        row.add_run(f"{names[name]}　", "Strong")
        yield add_text(row, step.text)
        choices = [step.choices[index] for index in shown_choices(body, name, seed)]
        for place, choice in enumerate(choices):
            follows = f"接{names[choice.go]}" if choice.go in body.steps else "结束"
            yield _hanging(desk, letter(place), f"{choice.text}（{follows}）", left)


def _way(desk: Desk, body: bank.ScenarioBody, left: float) -> Paragraph:
    paragraph = _inside(desk, "选项", left)
    paragraph.add_run(f"走法：{steps(longest(body))}")
    return paragraph


def _sequence(desk: Desk, count: int, left: float) -> Paragraph:
    paragraph = _inside(desk, "选项", left)
    paragraph.add_run(f"正确次序：{steps(count)}")
    return paragraph


def _pairs(desk: Desk, body: bank.MatchPart, seed: int, left: float) -> list[Paragraph]:
    """Append two columns: what is numbered with brackets for a letter, and what is lettered."""
    numbered = [pair.left for pair in body.pairs]
    lettered = [partners(body)[index] for index in shown_partners(body, seed)]
    hang = _BRACKETED + (0.6 if len(numbered) > 9 else 0)
    first, second = _shares(max(map(wide, numbered)) + hang, max(map(wide, lettered)) + _LETTER)
    room = desk.width - left
    made = table(desk.document, (room * first, room * second), lines=False, indent=left)
    found = []
    for place, (one, other) in enumerate(zip_longest(numbered, lettered)):
        left_cell, right_cell = made.add_row("选项")
        _fill_cell(left_cell, f"{BRACKETS}{place + 1}．", one, hang, desk.em)
        _fill_cell(right_cell, f"{letter(place)}．", other, _LETTER, desk.em)
        found += [left_cell, right_cell]
    return found


def _fill_cell(paragraph: Paragraph, label: str, text: str | None, hang: float, em: float) -> None:
    if text is not None:
        paragraph.paragraph_format.left_indent = Pt(hang * em)
        paragraph.paragraph_format.first_line_indent = Pt(-hang * em)
        paragraph.paragraph_format.right_indent = Pt(em)
        paragraph.add_run(f"{label}\t")
        add_text(paragraph, text)


def _shares(first: float, second: float) -> tuple[float, float]:
    """Return how a line is shared by two columns of these widths, neither less than a third."""
    share = min(max(first / (first + second), 1 / 3), 2 / 3) if isfinite(first + second) else 1 / 2
    return share, 1 - share


def _line(desk: Desk, left: float) -> Paragraph:
    # A tab with a leader: borders of paragraphs below one another would become a box. One letter before it, or
    # LibreOffice takes the line for empty and makes it low.
    paragraph = _inside(desk, "作答线", left)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(desk.width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
    paragraph.add_run("_\t")
    return paragraph


def _inside(desk: Desk, style: str, left: float, hang: float = 0) -> Paragraph:
    paragraph = desk.document.add_paragraph(style=style)
    paragraph.paragraph_format.left_indent = Pt(left)
    if hang:
        paragraph.paragraph_format.first_line_indent = Pt(-hang)
    return paragraph


def _keep_together(paragraphs: Sequence[Paragraph], last: int) -> None:
    """Keep a question on one page, as long as it fits on one; the `last` paragraphs do not hold what follows."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_together = True
    keep_with_next(paragraphs[:-last])
