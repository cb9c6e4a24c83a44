"""A desk that is killed while it writes leaves the course as it was or as it was to be, and says what to do if neither."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from course.check import inspect_whole
from course.journal import interrupted, roll_back
from course.load.files import INTERRUPTED
from support.desk_actions import ACTIONS, approve
from support.killing import dies_in
from support.sample_course import sample_course

SOURCES = ("docs", "quizzes", "local")


def sources(root: Path) -> dict[str, bytes]:
    """Return the files of a course by path, what an interrupted writer leaves beside them aside."""
    files = (file for name in SOURCES for file in (root / name).rglob("*") if file.is_file())
    return {str(file.relative_to(root)): file.read_bytes() for file in files if ".part" not in file.name}


@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ACTIONS)
def test_killed_at_any_step_nothing_is_half_written(name: str, stride: int, tmp_path: Path) -> None:
    start = sample_course(tmp_path / "start")
    if name == "undo":
        approve(start)
    before = sources(start)
    whole = Path(shutil.copytree(start, tmp_path / "whole"))
    ACTIONS[name](whole)
    after = sources(whole)
    assert after != before
    step, died, outcomes = 0, True, set()
    while died:
        step += stride
        root = Path(shutil.copytree(start, tmp_path / str(step)))
        died = dies_in(partial(ACTIONS[name], root), step, root, writing=True)
        if interrupted(root):
            assert [found.rule for found in inspect_whole(root).diagnostics] == [INTERRUPTED]
            roll_back(root)
            assert sources(root) == before
        outcomes.add(sources(root) == after)
        assert sources(root) in (before, after)
    # Some were killed before anything was written, and the last one was not killed.
    assert outcomes == {True, False}
