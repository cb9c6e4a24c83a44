"""Ways through a scenario: the cases that the player is held to as well."""

from typing import Any

import pytest
import yaml
from hypothesis import given

from course.exams.grade import earned, grade, marks
from course.exams.option_order import key_text, shown_choices
from course.model.bank import ScenarioBody
from course.model.scenario import Walk, best, outcome_of, walk
from support.generated_banks import scenarios
from support.player_questions import body
from support.sample_course import CASES

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


@given(scenarios())
def test_the_best_way_ends_well(asked: ScenarioBody) -> None:
    assert outcome_of(asked, best(asked)) == "good"
