"""Somebody puts a course of their own in the place of the one that ships: the program's tests pass as before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dev.run_tests import NOT_FAST
from support.site_build import QUIET, ROOT, copy_project

# All of them together take longer than one test may.
PARTS = 6


def part_of(project: Path, part: int) -> list[str]:
    """Return one of the parts into which the tests of the copy are divided."""
    folders = (project / "tests/course", project / "tests/unit")
    files = sorted(file.relative_to(project).as_posix() for folder in folders for file in folder.glob("test_*.py"))
    return [name for name in files if name not in NOT_FAST][part::PARTS]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_the_unit_tests_and_the_course_tests_pass_with_another_course(tmp_path: Path, part: int) -> None:
    project = copy_project(tmp_path / "project")
    for name in ("node_modules", ".venv"):
        (project / name).symlink_to(ROOT / name, target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", *part_of(project, part)],
        cwd=project,
        env={**QUIET, "PYTHONPATH": os.pathsep.join((str(project / "scripts"), QUIET.get("PYTHONPATH", "")))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
