"""A second process works ahead: what comes back is what would have been worked out here, and nothing else is seen of it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

import pytest

from course import ahead
from course.ahead import work_ahead
from course.generate import inspect
from course.memory import Remembered
from course.render.booklet import begin
from course.render.pages import render

ROOT = Path(__file__).resolve().parents[2]
MANY = range(20)
Answer = tuple[int, int]


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def answer(number: int) -> Answer:
    return number * number, os.getpid()


def works(work: Callable[[int], Answer] = answer, numbers: range = MANY) -> dict[Hashable, Callable[[], Answer]]:
    return {number: partial(work, number) for number in numbers}


def asked(known: Remembered[Answer], numbers: range = MANY) -> list[Answer]:
    return [known.get(number, partial(answer, number)) for number in numbers]


def no_process_is_left() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG) != (0, 0) and no_process_is_left()
    except ChildProcessError:
        return True


def test_results_come_from_a_second_process() -> None:
    known = Remembered[Answer]()
    work_ahead(known, works())
    found = asked(known)
    assert [square for square, _ in found] == [number * number for number in MANY]
    (process,) = {process for _, process in found}
    assert process != os.getpid()
    assert no_process_is_left()


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
    work: Callable[[int], Answer], capfd: pytest.CaptureFixture[str]
) -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(work))
    assert asked(known) == [(number * number, os.getpid()) for number in MANY]
    assert capfd.readouterr() == ("", "")
    assert no_process_is_left()


def test_a_work_that_fails_does_so_where_it_is_asked_for() -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(failing))
    with pytest.raises(RecursionError):
        known.get(max(MANY), partial(failing, max(MANY)))


@pytest.mark.parametrize("alone", ["few works", "one processor", "another thread"])
def test_where_a_second_process_would_not_help_all_is_done_here(alone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known, numbers, over = Remembered[Answer](), range(3) if alone == "few works" else MANY, threading.Event()
    if alone == "one processor":
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    if alone == "another thread":
        threading.Thread(target=over.wait).start()
    try:
        work_ahead(known, works(numbers=numbers))
        assert {process for _, process in asked(known, numbers)} == {os.getpid()}
    finally:
        over.set()


def waiting(number: int) -> Answer:
    # Nobody will wake it.
    signal.pause()
    return answer(number)


def test_what_nobody_asked_for_is_stopped_by_the_next_run() -> None:
    known = Remembered[Answer]()
    work_ahead(known, works(waiting))
    Remembered.forget()
    assert no_process_is_left()
    assert asked(known)[0] == (0, os.getpid())


def test_a_course_read_by_two_is_the_course_read_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    fork = os.fork

    def forked() -> int:
        begun.append(1)
        return fork()

    monkeypatch.setattr(os, "fork", forked)
    Remembered.forget()
    together = inspect(ROOT, loaded=begin)
    written = render(together.course)
    assert len(begun) == 2
    monkeypatch.setattr(ahead, "_possible", lambda: False)
    Remembered.forget()
    alone = inspect(ROOT, loaded=begin)
    assert together.diagnostics == alone.diagnostics
    assert written == render(alone.course)
    assert len(begun) == 2
