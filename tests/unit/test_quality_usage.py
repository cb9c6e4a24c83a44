"""What members' answers say: first answers only, of the present answer version, with how far it can be trusted."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.model.bank import answer_version
from course.model.course import Course
from course.quality.advice import advice
from course.quality.records import RecordedAnswer, Records
from course.quality.statistics import correlation, fisher, wilson
from course.quality.usage import Usage, Used, usage
from support.quality_banks import HEAD, choice, course_of, statement

CASE = (
    "  - id: case-1\n    type: case\n    points: [r1-1-1-a]\n    difficulty: 3\n    stem: 一次会\n    material: 会开了。\n"
    "    questions:\n      - {type: truefalse, stem: 会要开。, answer: true}\n"
    "      - type: single\n        stem: 谁来开？\n        options: [{text: 主任, correct: true}, {text: 干事}]\n"
    "    explanation: 会要照规定开。\n"
)
SHORT = (
    "  - {id: short-1, type: short, points: [r1-1-1-a], difficulty: 1, stem: 请说说。, reference: [会要开],"
    " explanation: 会要照规定开。}\n"
)
COURSE = course_of(
    HEAD
    + choice(1, ["主任", "委员", "干事", "组长"], {0})
    + choice(2, ["甲", "乙", "丙", "丁"], {0, 2}, kind="multiple")
    + statement(3, "会要按月开。", answer=True)
    + CASE
    + SHORT
)
VERSIONS = {question.id or "": answer_version(question) for _, question in COURSE.questions()}


def answer(member: int, question: str, verdict: str, response: Any, **others: Any) -> RecordedAnswer:
    fields = {"version": VERSIONS.get(question, "x"), "at": float(member), "took": None, **others}
    return RecordedAnswer(member=member, question=question, verdict=verdict, response=response, **fields)


def counted(answers: Sequence[RecordedAnswer], course: Course = COURSE) -> Usage:
    members = len({one.member for one in answers})
    ordered = tuple(sorted(answers, key=lambda one: one.at))
    return usage(course, Records(ordered, members, members, (), 0, 0))


def used(answers: Sequence[RecordedAnswer], name: str = "made-1") -> Used:
    (found,) = [one for one in counted(answers).used if one.item.question.id == name]
    return found


def test_facility_is_the_share_of_members_whose_first_answer_was_right() -> None:
    first = [
        answer(member, "made-1", "right" if member < 9 else "wrong", 0.0 if member < 9 else 1.0) for member in range(12)
    ]
    again = [answer(member, "made-1", "right", 0.0, at=100.0 + member) for member in range(12)]
    found = used(first + again)
    assert (found.members, found.right) == (12, 9)
    assert found.facility == wilson(9, 12)
    assert found.taken[0].counts == (9, 3, 0, 0)
    assert found.rough


def test_nothing_is_worked_out_of_too_few_members() -> None:
    found = used([answer(member, "made-1", "right", 0.0, took=1000.0) for member in range(9)])
    assert (found.members, found.facility, found.discrimination, found.times) == (9, None, None, None)


def test_answers_to_another_version_or_an_unknown_question_do_not_count() -> None:
    answers = [
        answer(1, "made-1", "right", 0.0, version="older"),
        answer(2, "gone-1", "right", 0.0),
        answer(3, "short-1", "right", {"text": "会", "covered": []}),
        answer(4, "made-1", "pending", None),
        answer(5, "made-1", "right", 0.0),
    ]
    found = counted(answers)
    assert (found.outdated, found.unknown, found.self_marked, found.counted) == (1, 1, 2, 1)


def test_an_outdated_first_answer_does_not_hide_a_present_one() -> None:
    older = [answer(member, "made-1", "wrong", 1.0, version="older") for member in range(3)]
    present = [answer(member, "made-1", "right", 0.0, at=5.0) for member in range(3)]
    assert used(older + present).right == 3


def test_what_hardly_anybody_answered_is_not_shown() -> None:
    answers = [answer(member, "made-1", "right", 0.0) for member in range(2)]
    found = counted(answers)
    assert (found.used, found.hidden, found.counted) == ((), 1, 2)
    assert len(counted([*answers, answer(2, "made-1", "right", 0.0)]).used) == 1


def test_discrimination_is_the_correlation_with_the_other_answers() -> None:
    answers = []
    for member in range(20):
        good = member % 2 == 0
        answers.append(answer(member, "made-1", "right" if good else "wrong", 0.0 if good else 1.0))
        answers.append(answer(member, "said-3", "right" if good or member == 1 else "wrong", good))
    found = used(answers).discrimination
    here = [1.0 if member % 2 == 0 else 0.0 for member in range(20)]
    rest = [1.0 if member % 2 == 0 or member == 1 else 0.0 for member in range(20)]
    value = correlation(list(zip(here, rest, strict=True)))
    assert value is not None
    assert found == fisher(value, 20)
    assert 0.85 < value < 0.95


def test_choices_of_every_kind_are_counted() -> None:
    answers = [
        *(answer(member, "made-2", "right", [0.0, 2.0]) for member in range(3)),
        answer(3, "made-2", "wrong", [3.0]),
        answer(4, "made-2", "wrong", [9.0]),
        answer(5, "made-2", "wrong", "甲"),
        *(answer(member, "said-3", "right", member > 0) for member in range(4)),
        answer(0, "case-1", "partial", [True, 1.0]),
        answer(1, "case-1", "partial", [False, None]),
        answer(2, "case-1", "wrong", None),
    ]
    assert [(taken.counts, taken.total) for taken in used(answers, "made-2").taken] == [((3, 0, 3, 1), 4)]
    assert [(taken.counts, taken.total) for taken in used(answers, "said-3").taken] == [((3, 1), 4)]
    assert [(taken.counts, taken.total) for taken in used(answers, "case-1").taken] == [((1, 1), 2), ((0, 1), 1)]


def test_times_are_quartiles_in_seconds() -> None:
    answers = [answer(member, "made-1", "right", 0.0, took=1000.0 * (member + 1)) for member in range(11)]
    assert used(answers).times == (3.5, 6.0, 8.5)


def many(picks: Sequence[int], others: Sequence[bool] | None = None) -> list[RecordedAnswer]:
    answers = [
        answer(member, "made-1", "right" if pick == 0 else "wrong", float(pick)) for member, pick in enumerate(picks)
    ]
    for member, right in enumerate(others or []):
        answers.append(answer(member, "said-3", "right" if right else "wrong", right))
    return answers


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        (many([0] * 20 + [1] * 6 + [2] * 7 + [3] * 7), set()),
        (many([0] * 100), {"seldom-wrong", "idle-option"}),
        (many([0] * 4 + [1] * 12 + [2] * 12 + [3] * 12), {"seldom-right"}),
        (many([0] * 4 + [1] * 30 + [2] * 3 + [3] * 3), {"seldom-right", "wrong-option-preferred"}),
        (many([0] * 15 + [1] * 5 + [2] * 5 + [3] * 5, [False] * 15 + [True] * 15), {"turned-round"}),
        (many([0] * 60 + [1] * 30 + [2] * 30), {"idle-option"}),
        (many([0] * 3 + [1] * 6), set()),
    ],
)
def test_remarks_are_made_where_the_interval_allows_them(answers: list[RecordedAnswer], rules: set[str]) -> None:
    remarks = [one for one in advice(counted(answers)) if "请核对" in one.message or "请" in one.message]
    about_choice = {one.rule for one in remarks if one.position.line < 20}
    assert about_choice == rules
    assert all(one.severity == "warning" and "人作答" in one.message for one in remarks)


def test_a_statement_that_most_judge_wrongly_is_looked_at() -> None:
    answers = [answer(member, "said-3", "right" if member < 10 else "wrong", member < 10) for member in range(40)]
    assert [one.rule for one in advice(counted(answers))] == ["seldom-right"]


def test_a_remark_on_few_members_says_that_it_is_rough() -> None:
    remarks = advice(counted(many([1] * 12 + [0])))
    assert remarks
    assert all("仅供参考" in one.message for one in remarks)


@given(st.integers(1, 2000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_an_interval_holds_its_share_and_narrows_with_more_tries(counts: tuple[int, int]) -> None:
    hits, total = counts
    interval = wilson(hits, total)
    assert 0 <= interval.low <= interval.share <= interval.high <= 1
    wider = wilson(hits, total, 0.99)
    assert wider.low <= interval.low
    assert wider.high >= interval.high
    more = wilson(4 * hits, 4 * total)
    assert more.high - more.low < interval.high - interval.low


def test_wilson_gives_the_published_figures() -> None:
    # Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
    for hits, total, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        interval = wilson(hits, total)
        assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_without_variation_there_is_no_correlation() -> None:
    assert correlation([(1.0, 0.5)] * 10) is None
    assert correlation([(1.0, 0.0), (0.0, 1.0)]) is None
    assert correlation([(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]) == pytest.approx(1)
