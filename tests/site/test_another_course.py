"""Somebody puts a course of their own in the place of the one that ships: the program's tests pass as before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dev.run_tests import NOT_FAST
from support.site_build import QUIET, ROOT, copy_project


@pytest.mark.slow
def test_the_unit_tests_and_the_course_tests_pass_with_another_course(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    for name in ("node_modules", ".venv"):
        (project / name).symlink_to(ROOT / name, target_is_directory=True)
    left_out = [f"--ignore={name}" for name in NOT_FAST]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-m", "not slow", "tests/course", "tests/unit", *left_out],
        cwd=project,
        env={**QUIET, "PYTHONPATH": os.pathsep.join((str(project / "scripts"), QUIET.get("PYTHONPATH", "")))},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr
