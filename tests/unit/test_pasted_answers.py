"""Answers in pasted text: taken where it is certain what they are, refused with their question where they can be something else."""

from typing import Any

import pytest

from course.formats.text.read import read_text


def read(text: str) -> dict[str, Any]:
    """Return the fields of the one question of a text without problems."""
    imported = read_text(text.encode(), "题.txt")
    assert imported.problems == ()
    (question,) = imported.questions
    return dict(question.fields)


def refused(text: str) -> set[str]:
    """Return the rules by which the one question of a text is refused."""
    imported = read_text(text.encode(), "题.txt")
    assert imported.questions == ()
    return {problem.rule for problem in imported.problems}


@pytest.mark.parametrize(
    "stem",
    [
        "甲。（√）（×）", "甲（对）。（错）", "甲。（√）或（×）", "甲。（√）/（×）", "甲。√ ×", "甲（√）。×", "甲（T）（F）", "甲（1）（0）",
        "（√）（×）甲。", "甲。（√）（√）",
    ],
)  # fmt: skip
def test_two_marks_of_right_and_wrong_are_refused(stem: str) -> None:
    assert refused(f"一、判断题\n1. {stem}") == {"answer-unclear"}


@pytest.mark.parametrize(
    "offer", ["（√/×）", "（对/错）", "（√ ×）", "（√或×）", "（ 正确、错误 ）", "[×/√]", "（√×）"]
)
def test_brackets_that_offer_right_and_wrong_are_an_empty_place(offer: str) -> None:
    assert read(f"一、判断题\n1. 甲。{offer}\n答案：错") == {"type": "truefalse", "stem": "甲。", "answer": False}
    assert read(f"一、判断题\n1. 甲{offer}。（×）") == {"type": "truefalse", "stem": "甲。", "answer": False}
    assert refused(f"一、判断题\n1. 甲。{offer}") == {"answer-missing"}


@pytest.mark.parametrize("stem", ["打了（√）才算数。", "一律打（√）。", "一律打√。", "丁级（A）。", "写明对错。"])
def test_a_mark_that_the_sentence_speaks_of_stays(stem: str) -> None:
    assert read(f"一、判断题\n1. {stem}（×）") == {"type": "truefalse", "stem": stem, "answer": False}
