"""What is remembered from one run to the next never shows: every result is as if it were worked out anew."""

import gc
import random
import weakref
from pathlib import Path

import pytest

from course.build_cache import NO_CACHE, BuildCache
from course.check import inspect
from course.site.pages import render
from support.sample_course import sample_course

pytestmark = pytest.mark.usefixtures("sources_read_anew")

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
    edits = [("会议", "会谈"), ("记录", "纪要"), ("。", "，好。"), ("三会一训", "月末清点")]
    cache, rendered = BuildCache(), 0
    for _ in range(16):
        path = chance.choice(files)
        old, new = chance.choice(edits)
        (root / path).write_text((root / path).read_text(encoding="utf-8").replace(old, new, 2), encoding="utf-8")
        cache.next_build()
        kept = inspect(root, cache=cache)
        shown = render(kept.course, cache=cache) if not kept.failed else {}
        first = inspect(root)
        assert kept.diagnostics == first.diagnostics
        assert shown == (render(first.course) if not first.failed else {})
        rendered += bool(shown)
        if kept.failed:
            (root / path).write_text(original[path], encoding="utf-8")
    assert rendered > 5


def test_nothing_is_left_of_a_course_after_two_builds_without_it(tmp_path: Path) -> None:
    cache = BuildCache()
    outcome = inspect(sample_course(tmp_path), cache=cache)
    pages = render(outcome.course, cache=cache)
    left = weakref.ref(outcome.course.banks[0].questions[0])
    del outcome
    gc.collect()
    assert left() is not None
    cache.next_build()
    cache.next_build()
    gc.collect()
    assert left() is None
    assert pages


def test_a_command_keeps_nothing(tmp_path: Path) -> None:
    outcome = inspect(sample_course(tmp_path))
    pages = render(outcome.course)
    left = weakref.ref(outcome.course.banks[0].questions[0])
    del outcome
    gc.collect()
    assert left() is None
    assert pages


class Work:
    """A function that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, *_: object) -> str:
        self.calls += 1
        return f"第{self.calls}次"


def test_a_result_is_dropped_when_a_whole_build_did_not_ask_for_it() -> None:
    cache, work = BuildCache(), Work()
    for builds, calls in ((0, 1), (0, 1), (1, 1), (1, 1), (2, 2)):
        for _ in range(builds):
            cache.next_build()
        cache.call(work, "一")
        assert work.calls == calls


def test_texts_count_by_value_and_objects_by_identity() -> None:
    cache, work = BuildCache(), Work()
    one, other = [1], [1]
    for arguments, calls in (
        (("一",), 1), ((str(b"\xe4\xb8\x80", "utf-8"),), 1), (("二",), 2), ((frozenset("一"),), 3), ((frozenset("一"),), 3),
        ((one,), 4), ((one,), 4), ((other,), 5), (((one, "一"),), 6), (((one, "一"),), 6), (((other, "一"),), 7),
        ((one, "一"), 8),
    ):  # fmt: skip
        cache.call(work, *arguments)
        assert work.calls == calls


def test_two_functions_share_no_result() -> None:
    cache, one, other = BuildCache(), Work(), Work()
    cache.call(one, "一")
    cache.call(other, "一")
    assert (one.calls, other.calls) == (1, 1)


def test_a_failure_is_not_kept() -> None:
    cache = BuildCache()
    with pytest.raises(ValueError, match="invalid literal"):
        cache.call(int, "一千")
    with pytest.raises(ValueError, match="invalid literal"):
        cache.call(int, "一千")


def test_without_a_cache_every_call_computes() -> None:
    work = Work()
    assert [NO_CACHE.call(work, "一"), NO_CACHE.call(work, "一")] == ["第1次", "第2次"]
