"""What is remembered from one run to the next never shows: every result is as if it were worked out anew."""

import gc
import random
import weakref
from pathlib import Path

from course.build_cache import Remembered, Same, latest
from course.check import inspect
from course.site.pages import render
from support.sample_course import sample_course

EDITED = (
    "quizzes/minutes.yml",
    "quizzes/meeting.yml",
    "docs/study/meeting.md",
    "docs/study/minutes.md",
    "docs/glossary.md",
)


def test_edit_after_edit_gives_what_a_first_run_would_give(tmp_path: Path) -> None:
    root, chance = sample_course(tmp_path), random.Random(7)  # noqa: S311 -- edits, not secrets
    files = [path for path in EDITED if (root / path).exists()]
    assert len(files) > 3
    original = {path: (root / path).read_text(encoding="utf-8") for path in files}
    edits = [("会议", "会谈"), ("记录", "纪要"), ("。", "，好。"), ("三会一课", "主题党日")]
    rendered = 0
    for _ in range(16):
        path = chance.choice(files)
        old, new = chance.choice(edits)
        (root / path).write_text((root / path).read_text(encoding="utf-8").replace(old, new, 2), encoding="utf-8")
        kept = inspect(root)
        shown = render(kept.course) if not kept.failed else {}
        Remembered.forget()
        first = inspect(root)
        assert kept.diagnostics == first.diagnostics
        assert shown == (render(first.course) if not first.failed else {})
        rendered += bool(shown)
        if kept.failed:
            (root / path).write_text(original[path], encoding="utf-8")
    assert rendered > 5


def test_nothing_is_left_of_a_course_that_is_forgotten(tmp_path: Path) -> None:
    outcome = inspect(sample_course(tmp_path))
    pages = render(outcome.course)
    left = weakref.ref(outcome.course.banks[0].questions[0])
    del outcome
    assert left() is not None
    Remembered.forget()
    gc.collect()
    assert left() is None
    assert pages


def test_what_the_last_two_runs_did_not_ask_for_is_worked_out_again() -> None:
    remembered, worked = Remembered[str](), []

    def work() -> str:
        worked.append(1)
        return "甲"

    for runs, times in ((0, 1), (0, 1), (1, 1), (1, 1), (2, 2)):
        for _ in range(runs):
            Remembered.turn()
        assert remembered.get("一", work) == "甲"
        assert len(worked) == times


def test_a_key_of_an_object_is_that_object_and_no_equal_one() -> None:
    one, other = [1], [1]
    assert Same(one) == Same(one)
    assert Same(one) != Same(other)
    assert len({Same(one), Same(one), Same(other)}) == 2


def test_the_latest_result_is_for_the_very_object() -> None:
    asked: list[list[int]] = []

    @latest
    def length(of: list[int]) -> int:
        asked.append(of)
        return len(of)

    one, other = [1], [1]
    assert [length(one), length(one), length(other), length(one)] == [1, 1, 1, 1]
    assert asked == [[1], [1], [1]]
