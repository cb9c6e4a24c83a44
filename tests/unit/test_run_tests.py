"""The fast part of the tests leaves out files that there are, each for a reason, and they are the smaller part."""

from pathlib import Path

import pytest

from dev import run_tests
from support.site_build import ROOT


def test_every_file_that_is_left_out_exists() -> None:
    files = {file.relative_to(ROOT).as_posix() for file in (ROOT / "tests/unit").glob("test_*.py")}
    assert set(run_tests.NOT_FAST) - files == set()
    assert all(run_tests.NOT_FAST.values())
    assert len(run_tests.NOT_FAST) < len(files) / 2


def test_the_fast_part_differs_only_in_the_python_tests() -> None:
    (fast,), (everything,) = run_tests.test_steps(fast=True).values(), run_tests.test_steps(fast=False).values()
    left_out = [f"--ignore={name}" for name in run_tests.NOT_FAST]
    assert fast[0] == [*everything[0], "tests/unit", "--hypothesis-profile=fast", *left_out]
    assert len(run_tests.check_steps()) == 7


def test_temporary_files_lie_in_memory_where_it_has_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_tests, "_ROOM", 1)
    with run_tests.temporary_files(tmp_path) as where:
        (folder,) = tmp_path.iterdir()
        assert where == {"TMPDIR": str(folder)}
        assert folder.stat().st_mode & 0o7777 == 0o1777
    assert list(tmp_path.iterdir()) == []
    with run_tests.temporary_files(tmp_path / "none") as where:
        assert where == {}
    monkeypatch.setattr(run_tests, "_ROOM", 1 << 60)
    with run_tests.temporary_files(tmp_path) as where:
        assert where == {}
