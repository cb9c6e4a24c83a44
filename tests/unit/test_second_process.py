"""A large course is read and rendered by two processes, with the result that one gives."""

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from course import second_process
from course.build_cache import NO_CACHE, BuildCache
from course.check import inspect
from course.errors import RefusedError
from course.load.limits import too_deep
from course.second_process import beside
from course.site.finished_page import check_pages
from course.site.pages import render


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the smallest course be a large one."""
    monkeypatch.setattr(second_process, "LEAST_PAGES", 1)


@pytest.mark.usefixtures("eager")
def test_work_runs_in_another_process_and_for_who_serves_in_this_one() -> None:
    assert NO_CACHE.beside(1, os.getpid)() != os.getpid()
    assert BuildCache().beside(1, os.getpid)() == os.getpid()


@pytest.mark.usefixtures("eager")
def test_arguments_need_not_be_picklable() -> None:
    assert beside(1, lambda make: make(), lambda: [1, 2])() == [1, 2]


@pytest.mark.usefixtures("eager")
def test_what_goes_wrong_there_is_raised_here() -> None:
    def refuse() -> None:
        raise RefusedError("nothing was made")

    waiting = beside(1, refuse)
    with pytest.raises(RefusedError, match="nothing was made"):
        waiting()


@pytest.mark.usefixtures("eager")
def test_work_of_a_process_that_was_killed_is_done_here() -> None:
    own = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert beside(1, die_elsewhere)() == "done"


def test_a_small_course_stays_in_one_process() -> None:
    assert beside(second_process.LEAST_PAGES - 1, os.getpid)() == os.getpid()


@pytest.mark.usefixtures("eager")
def test_a_process_with_threads_is_not_copied() -> None:
    done = threading.Event()
    waiting = threading.Thread(target=done.wait)
    waiting.start()
    try:
        assert beside(1, os.getpid)() == os.getpid()
    finally:
        done.set()
        waiting.join()


def test_two_processes_find_and_render_what_one_does(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(root / "docs/study/meeting.md", root / "docs/study/copied.md")
    whole = inspect(root)
    monkeypatch.setattr(second_process, "LEAST_PAGES", 1)
    shared = inspect(root)
    assert whole.diagnostics
    assert shared.diagnostics == whole.diagnostics
    (root / "docs/study/copied.md").unlink()
    course = inspect(root).course
    assert render(course, cache=NO_CACHE) == render(course, cache=BuildCache())


@pytest.mark.usefixtures("eager")
def test_a_page_that_is_nested_too_deeply_is_reported_from_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nested(text: str, path: str) -> None:
        raise RecursionError(text, path)

    monkeypatch.setattr("course.load.course.read_page", nested)
    found = [one for one in inspect(root).diagnostics if one.position.path == "docs/index.md"]
    assert found == [too_deep("docs/index.md")]


@pytest.mark.usefixtures("eager")
def test_faults_of_finished_pages_come_in_the_order_of_the_pages(tmp_path: Path) -> None:
    for name in "cab":
        (tmp_path / f"{name}.html").write_text("<!doctype html><html><body><blink>闪</blink>", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        check_pages(tmp_path)
    assert str(refused.value).splitlines()[1:] == [f"{name}.html:1:1: <blink>" for name in "abc"]
