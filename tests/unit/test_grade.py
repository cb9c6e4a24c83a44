"""What an answer is worth: the cases that the player is held to as well."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.exams.grade import earned, full_halves, grade, marks
from course.model.bank import BlankPart, Body, CaseBody, Question, ShortBody
from course.model.exam import PartMarks
from course.model.normalise import normalise
from support.generated_banks import questions
from support.learner import right
from support.player_questions import TABLE, Json, body


def named(cases: list[Json]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


@named(TABLE["cases"])
def test_an_answer_has_the_expected_verdict(case: Json) -> None:
    assert grade(body(case["question"]), case["response"]) == case["expected"]


@named(TABLE["marks"])
def test_an_answer_earns_the_expected_half_marks(case: Json) -> None:
    earning = earned(body(case["question"]), case["response"], case["marks"], case["partly"])
    assert (earning, type(earning)) == (case["expected"], int)


def test_the_shared_cases_are_many_and_of_every_type() -> None:
    both = [*TABLE["cases"], *TABLE["marks"]]
    assert len(TABLE["cases"]) >= 200
    assert len(TABLE["marks"]) >= 60
    assert len({case["name"] for case in both}) == len(both)
    # A comma ends a name written without quotation marks; what follows would be a field that nobody reads.
    assert {frozenset(case) for case in TABLE["cases"]} == {frozenset(("name", "question", "response", "expected"))}
    types = {question["type"] for question in TABLE["questions"].values()}
    assert types == {"single", "multiple", "truefalse", "blank", "order", "match", "case", "short"}
    for cases in (TABLE["cases"], TABLE["marks"]):
        assert {case["question"]["type"] for case in cases} == types
    assert {case["partly"] for case in TABLE["marks"]} == set(get_args(PartMarks))


def test_a_part_answered_with_a_tuple_is_answered() -> None:
    assert grade(body(TABLE["questions"]["case"]), (0, (0, 1), ("补课",))) == "right"


def right_answer(question: Body) -> object:
    if isinstance(question, ShortBody):
        return {"text": "答", "covered": right(question)}
    return right(question)


# Small numbers and right shapes are frequent, or hardly anything would be an answer at all.
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-1, 6), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(st.sampled_from(["text", "covered", "x"]), inner, max_size=3),
    ),
    max_leaves=12,
)
PARTLY = st.sampled_from(get_args(PartMarks))


@given(questions(), VALUES, st.integers(1, 100), PARTLY)
def test_whatever_is_stored_as_an_answer_is_judged(
    question: Question, response: object, section_marks: int, partly: PartMarks
) -> None:
    verdict, earning = grade(question, response), earned(question, response, section_marks, partly)
    assert type(earning) is int
    assert all(type(good) is bool for good in marks(question, response))
    match verdict:
        case "right":
            assert all(marks(question, response))
            assert earning == full_halves(section_marks)
        case "partial":
            assert 0 <= earning < full_halves(section_marks)
        case "wrong":
            assert earning == 0


def answerable(question: Body) -> bool:
    """Tell whether every blank's first text says anything: nothing is left of 《》 when texts are compared."""
    match question:
        case BlankPart():
            return all(normalise(accepted[0]) for accepted in question.answers)
        case CaseBody():
            return all(answerable(part) for part in question.questions)
        case _:
            return True


@given(questions().filter(answerable), st.integers(1, 100), PARTLY)
def test_the_right_answer_is_right_and_earns_everything(
    question: Question, section_marks: int, partly: PartMarks
) -> None:
    response = right_answer(question)
    assert grade(question, response) == "right"
    assert earned(question, response, section_marks, partly) == full_halves(section_marks)
