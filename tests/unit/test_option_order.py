"""By which letters a paper's key goes: the cases that the player is held to as well."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from course.exams.option_order import key_text
from course.exams.shuffle import disorder
from course.model.bank import Body, Choice
from support.player_questions import TABLE, body
from support.sample_course import CASES

Json = dict[str, Any]
KEYS: list[Json] = yaml.safe_load((CASES / "lettering.yml").read_text(encoding="utf-8"))["keys"]
ORDERS: list[Json] = yaml.safe_load((CASES / "shuffle.yml").read_text(encoding="utf-8"))["disorder"]


def with_fixed(asked: Body, places: list[int]) -> Body:
    """Return a question whose options at these places stay where they are."""
    if not isinstance(asked, Choice):
        return asked
    options = (option.model_copy(update={"fixed": place in places}) for place, option in enumerate(asked.options))
    return asked.model_copy(update={"options": tuple(options)})


@pytest.mark.parametrize("case", KEYS, ids=lambda case: f"{case['question']}-{case.get('fixed', '')}-{case['seed']}")
def test_the_key_has_the_letters_of_the_player(case: Json) -> None:
    asked = body(TABLE["questions"][case["question"]])
    assert key_text(with_fixed(asked, case.get("fixed", [])), case["seed"]) == case["key"]


@pytest.mark.parametrize("case", ORDERS, ids=lambda case: f"{case['seed']}-{case['n']}")
def test_both_languages_disorder_alike(case: Json) -> None:
    assert disorder(case["seed"], case["n"]) == case["order"]


@given(st.integers(0, 2**32 - 1), st.integers(2, 12))
def test_what_is_to_be_put_in_order_never_is(seed: int, count: int) -> None:
    order = disorder(seed, count)
    assert sorted(order) == list(range(count))
    assert order != sorted(order)
