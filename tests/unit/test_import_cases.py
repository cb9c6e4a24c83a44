"""Files as people have them: each comes in as it should, or is refused at the right line."""

from pathlib import Path

import pytest

from course.check import Check
from course.desk.live_course import LiveCourse
from support.import_cases import COURSE, given, inputs, outcome, outcome_file, with_earlier_file
from support.sample_course import golden

INPUTS = [file for file in inputs() if not file.name.startswith(("S", "T"))]
"""Further tables and pasted texts are tested where they are read."""


@pytest.fixture(scope="module")
def check() -> Check:
    """Checks the course of the cases, of which no case writes a file."""
    return LiveCourse(COURSE).outcome_with


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: file.name)
def test_a_file_has_the_outcome_that_is_written_beside_it(file: Path, tmp_path: Path, check: Check) -> None:
    earlier = given(file).get("after")
    shown = outcome(file, with_earlier_file(tmp_path / "course", earlier)) if earlier else outcome(file, COURSE, check)
    golden(outcome_file(file), shown)
