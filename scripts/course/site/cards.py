"""Scenarios to be played by a group: pages to print, one with the cards, one for the leader.

The cards say nothing of what follows: the leader reads it out and hands on the next card. `office/cards.py` writes the
same for Word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from course.exams.option_order import key_text, letter, seed_on, shown_choices
from course.model.bank import MERIT_LABELS, OUTCOME_LABELS, Scenario
from course.model.course import Course
from course.model.scenario import place_names
from course.site.html import front
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class Card:
    """One step as those who take part get it; the choices are lettered in this order."""

    label: str
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Played:
    """One scenario as the pages show it."""

    title: str
    cards: tuple[Card, ...]
    way: str
    script: tuple[tuple[str, str], ...]


def card_pages(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    """Yield both pages by their paths."""
    scenarios = [question for _, question in course.questions() if isinstance(question, Scenario)]
    played = tuple(
        _Played(f"推演 {number}　{one.stem}", tuple(cards_of(one, number)), best_way(one), tuple(script(one)))
        for number, one in enumerate(scenarios, 1)
    )
    yield "docs/reports/cards.md", front("推演卡", searched=False) + templates.render("cards", played)
    leader = front("推演卡（带学用）", searched=False) + templates.render("cards-leader", played)
    yield "docs/reports/cards-leader.md", leader


def cards_of(scenario: Scenario, number: int) -> Iterator[Card]:
    """Yield the cards of a scenario, which is called by its number."""
    names = place_names(scenario)
    for name, step in scenario.steps.items():
        choices = tuple(step.choices[index].text for index in _shown(scenario, name))
        yield Card(f"推演 {number}　{names[name]}", step.text, choices)


def best_way(scenario: Scenario) -> str:
    """Return the best way by the letters of the cards."""
    return key_text(scenario, _seed(scenario))


def script(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield what the leader reads out and does, step by step, then end by end, each with its label."""
    names = place_names(scenario)
    for number, (name, step) in enumerate(scenario.steps.items(), 1):
        yield f"{names[name]}：", step.text
        for place, index in enumerate(_shown(scenario, name)):
            choice = step.choices[index]
            effect = f"　念：{choice.effect}" if choice.effect else ""
            follows = f"发{names[choice.go]}" if choice.go in scenario.steps else f"念{names[choice.go]}"
            yield f"{number}{letter(place)}（{MERIT_LABELS[choice.merit]}）：", f"{choice.text}{effect}　→ {follows}"
    for name, end in scenario.ends.items():
        yield f"{names[name]}（{OUTCOME_LABELS[end.outcome]}），念：", end.text
        yield "复盘：", end.debrief


def _shown(scenario: Scenario, step: str) -> list[int]:
    return shown_choices(scenario, step, _seed(scenario))


def _seed(scenario: Scenario) -> int:
    return seed_on("cards", scenario.id or "")
