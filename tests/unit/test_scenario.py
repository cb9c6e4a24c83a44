"""Ways through a scenario: the cases that the player is held to as well."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given

from course.exams.grade import earned, grade, marks
from course.exams.option_order import key_text, shown_choices
from course.exams.paper import Paper, PaperName, PaperPart
from course.model.bank import SEE_DEBRIEFS, ScenarioBody
from course.model.exam import Exam, ExamFile, Section
from course.model.scenario import Walk, best, longest, outcome_of, walk
from course.office.paper_request import PaperRequest, files_of
from course.site.pages import render
from course.site.player_data import shard
from course.text.diagnostics import Position
from support.archives import COURSE, SCENARIO
from support.generated_banks import scenarios
from support.player_questions import body
from support.sample_course import CASES
from support.word_reading import lines

SECTION = Section(title="一、情景推演", type="scenario", count=1, marks=10, partly="half")
Json = dict[str, Any]
TABLE: Json = yaml.safe_load((CASES / "scenario.yml").read_text(encoding="utf-8"))


def named(cases: list[Json]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def scenario(case: Json) -> ScenarioBody:
    found = body(case["question"])
    assert isinstance(found, ScenarioBody)
    return found


@named(TABLE["walks"])
def test_a_response_is_a_way_to_an_end(case: Json) -> None:
    asked = scenario(case)
    assert walk(asked, case["response"]) == Walk(tuple(case["steps"]), case["end"])
    assert list(marks(asked, case["response"])) == case["marks"]
    assert grade(asked, case["response"]) == case["verdict"]


@named(TABLE["refused"])
def test_what_is_no_way_to_an_end_is_wrong(case: Json) -> None:
    asked = scenario(case)
    assert walk(asked, case["response"]) is None
    assert marks(asked, case["response"]) == (False, False)
    assert grade(asked, case["response"]) == "wrong"


@named(TABLE["earned"])
def test_an_end_earns_the_expected_half_marks(case: Json) -> None:
    assert earned(scenario(case), case["response"], case["marks"], case["partly"]) == case["expected"]


@named(TABLE["best"])
def test_the_best_way_is_found(case: Json) -> None:
    assert list(best(scenario(case))) == case["best"]


@pytest.mark.parametrize("case", TABLE["shown"], ids=lambda case: f"{case['step']}-{case['seed']}")
def test_choices_are_shown_in_the_order_of_the_player(case: Json) -> None:
    assert shown_choices(scenario(case), case["step"], case["seed"]) == case["order"]


@pytest.mark.parametrize("case", TABLE["keys"], ids=lambda case: f"{case['question']['stem']}-{case['seed']}")
def test_the_key_has_the_letters_of_the_player(case: Json) -> None:
    assert key_text(scenario(case), case["seed"]) == case["key"]


def test_the_longest_way_is_as_long_as_the_steps_that_it_passes() -> None:
    found = {name: longest(body(question)) for name, question in TABLE["questions"].items()}  # type: ignore[arg-type]
    assert found == {"leak": 2, "tempting": 3, "ties": 2, "short": 1}


def test_the_page_without_the_player_folds_all_but_the_first_step() -> None:
    bank = next(bank for bank in COURSE.banks if SCENARIO in bank.questions)
    (item,) = re.findall(
        rf'(?s)<li class="course-item course-item--scenario" id="{SCENARIO.id}">.*?\n</li>',
        render(COURSE)[f"docs/quizzes/{bank.name}.md"],
    )
    before, folded = item.split("<details")
    first = SCENARIO.steps[SCENARIO.start]
    assert all(text in before for text in (first.text, *(choice.text for choice in first.choices)))
    effects = [choice.effect for step in SCENARIO.steps.values() for choice in step.choices if choice.effect]
    endings = [text for end in SCENARIO.ends.values() for text in (end.text, end.debrief)]
    assert [text for text in (*effects, *endings) if text in before or text not in folded] == []
    assert "<strong>1A→4A→6A</strong>" in folded
    assert "结局 4（不好）" in folded


def test_the_player_gets_steps_and_ends() -> None:
    bank = next(bank for bank in COURSE.banks if SCENARIO in bank.questions)
    (found,) = (one for one in shard(COURSE, bank, bank.questions, "0")["questions"] if one["type"] == "scenario")
    assert list(found["steps"]) == list(SCENARIO.steps)
    assert found["steps"]["alarm"]["choices"][0] == {
        "text": "请两人先出来，再关总水阀、断电", "go": "arrived", "merit": "good",
        "effect": "你到的时候，人在走廊里，水已经停了。",
    }  # fmt: skip
    assert found["ends"]["late"]["outcome"] == "fair"
    # The player shows the debriefs instead of a reference to them.
    assert (SCENARIO.explanation, found["explanation"]) == (SEE_DEBRIEFS, "")
    assert found["start"] == "alarm"


def test_a_card_to_play_by_says_what_follows_and_the_key_what_comes_of_it() -> None:
    exam = Exam(title="卷", about="考。", minutes=5, passing=1, sections=(SECTION,))
    file = ExamFile("quizzes/exams/x.yml", "x", exam, lambda *_: Position("x"))
    paper = Paper(PaperName(file, None, "x-7"), "0badcafe", (PaperPart(SECTION, (SCENARIO,), 1),))
    made = files_of(COURSE, paper, PaperRequest(paper.name, ""), sealed=False).values()
    card, sheet, key = ("\n".join(lines(content)) for content in made)
    effects = [choice.effect for step in SCENARIO.steps.values() for choice in step.choices if choice.effect]
    hidden = [*effects, *(text for end in SCENARIO.ends.values() for text in (end.text, end.debrief))]
    assert [text for text in hidden if text in card or text in sheet or text not in key] == []
    assert all(step.text in card for step in SCENARIO.steps.values())
    assert "请两人先出来，再关总水阀、断电（接第 4 步）" in card
    assert "先用电扇吹着，能干多少是多少（结束）" in card
    assert f"最好的走法：{key_text(SCENARIO, paper.seed(SCENARIO))}" in key


@given(scenarios())
def test_the_best_way_ends_well(asked: ScenarioBody) -> None:
    assert outcome_of(asked, best(asked)) == "good"
