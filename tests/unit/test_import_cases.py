"""Files as people have them: each comes in as it should, or is refused at the right line."""

from pathlib import Path

import pytest

from support.import_cases import COURSE, given, inputs, outcome, outcome_file, with_earlier_file
from support.sample_course import golden

INPUTS = [file for file in inputs() if not file.name.startswith(("S", "T"))]
"""Further tables and pasted texts are tested where they are read."""


@pytest.mark.parametrize("file", INPUTS, ids=lambda file: file.name)
def test_a_file_has_the_outcome_that_is_written_beside_it(file: Path, tmp_path: Path) -> None:
    earlier = given(file).get("after")
    root = with_earlier_file(tmp_path / "course", earlier) if earlier else COURSE
    golden(outcome_file(file), outcome(file, root))
