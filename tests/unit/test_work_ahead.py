"""A second process works ahead: what comes back is what would have been worked out here, and nothing else is seen of it."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

import pytest

from course.build_cache import Ahead, Remembered, work_ahead
from course.check import inspect
from course.site.booklet import begin
from course.site.generate import generate
from course.site.pages import render

ROOT = Path(__file__).resolve().parents[2]
MANY = range(20)
Answer = tuple[int, int]


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let a second process be possible whatever else runs here; give the process ids of those that were begun."""
    processes: list[int] = []
    fork = os.fork

    def noted() -> int:
        process = fork()
        processes.append(process)
        return process

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    # Whoever runs the tests in several processes has threads to speak with them.
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    return processes


def answer(number: int) -> Answer:
    return number * number, os.getpid()


def works(work: Callable[[int], Answer] = answer, numbers: range = MANY) -> dict[Hashable, Callable[[], Answer]]:
    return {number: partial(work, number) for number in numbers}


def asked(known: Remembered[Answer], numbers: range = MANY) -> list[Answer]:
    return [known.get(number, partial(answer, number)) for number in numbers]


def is_waited_for(process: int) -> bool:
    try:
        os.waitpid(process, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def test_results_come_from_a_second_process(begun: list[int]) -> None:
    known = Remembered[Answer]()
    work_ahead(known, works())
    found = asked(known)
    assert [square for square, _ in found] == [number * number for number in MANY]
    assert {process for _, process in found} == {*begun}
    assert is_waited_for(*begun)


def test_only_what_is_not_known_is_begun() -> None:
    known = Remembered[Answer]()
    asked(known, range(5))
    work_ahead(known, works())
    assert [process == os.getpid() for _, process in asked(known)] == [True] * 5 + [False] * 15


def failing(number: int) -> Answer:
    if number == max(MANY):
        raise RecursionError
    return answer(number)


def dying(_: int) -> Answer:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leaving(_: int) -> Answer:
    sys.exit(0)


def beyond_writing(number: int) -> Answer:
    # Nothing of this kind can be written into a file.
    return lambda: number  # type: ignore[return-value]


@pytest.mark.parametrize("work", [failing, dying, leaving, beyond_writing])
def test_what_does_not_come_back_is_worked_out_here(
    work: Callable[[int], Answer], begun: list[int], capfd: pytest.CaptureFixture[str]
) -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(work))
    assert asked(known) == [(number * number, os.getpid()) for number in MANY]
    assert capfd.readouterr() == ("", "")
    assert is_waited_for(*begun)


def test_a_work_that_fails_does_so_where_it_is_asked_for() -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(failing))
    with pytest.raises(RecursionError):
        known.get(max(MANY), partial(failing, max(MANY)))


@pytest.mark.parametrize("alone", ["few works", "one processor", "another thread", "no fork"])
def test_where_a_second_process_would_not_help_all_is_done_here(
    alone: str, begun: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    known, numbers = Remembered[Answer](), range(3) if alone == "few works" else MANY
    if alone == "one processor":
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    if alone == "another thread":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    if alone == "no fork":
        monkeypatch.delattr(os, "fork")
    work_ahead(known, works(numbers=numbers))
    assert {process for _, process in asked(known, numbers)} == {os.getpid()}
    assert begun == []


def waiting(number: int) -> Answer:
    # Nobody will wake it.
    signal.pause()
    return answer(number)


def test_what_nobody_asked_for_is_stopped_by_the_next_run(begun: list[int]) -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(waiting))
    Remembered.forget()
    assert is_waited_for(*begun)
    assert asked(known)[0] == (0, os.getpid())


@pytest.mark.parametrize("missing", ["TemporaryFile", "fork", "waitpid"])
def test_where_the_system_refuses_all_is_done_here(
    missing: str, begun: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise ChildProcessError if missing == "waitpid" else BlockingIOError

    known = Remembered[Answer]()
    with monkeypatch.context() as patched:
        patched.setattr(tempfile if missing == "TemporaryFile" else os, missing, refused)
        work_ahead(known, works())
        assert asked(known) == [(number * number, os.getpid()) for number in MANY]
    for process in begun:
        os.waitpid(process, 0)


def test_what_is_begun_is_not_begun_again(begun: list[int]) -> None:
    known = Remembered[Answer]()
    work_ahead(known, works())
    work_ahead(known, works())
    assert len(begun) == 1
    Remembered.stop()
    assert is_waited_for(*begun)


def test_a_course_with_errors_leaves_no_process(tmp_path: Path, begun: list[int]) -> None:
    for name in ("docs", "quizzes", "course.yml", "documents.yml", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    (tmp_path / "quizzes/vehicle.yml").write_text("title: [", encoding="utf-8")
    Remembered.forget()
    assert generate(tmp_path).failed
    assert len(begun) == 2
    assert all(map(is_waited_for, begun))


def test_a_course_read_by_two_is_the_course_read_by_one(begun: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    came = []
    results = Ahead.results

    def noted(self: Ahead[object]) -> object:
        came.append(results(self))
        return came[-1]

    monkeypatch.setattr(Ahead, "results", noted)
    Remembered.forget()
    together = inspect(ROOT, loaded=begin)
    written = render(together.course)
    assert len(begun) == len(came) == 2
    assert all(came)
    monkeypatch.delattr(os, "fork")
    Remembered.forget()
    alone = inspect(ROOT, loaded=begin)
    assert together.diagnostics == alone.diagnostics
    assert written == render(alone.course)
