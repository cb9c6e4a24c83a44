"""What workers of a test run share is made once, by the first of them, and again if that failed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support.once_per_run import once_per_run


def test_of_many_that_come_at_once_one_makes_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        folder.mkdir()
        made.append(folder)

    with ThreadPoolExecutor(4) as workers:
        found = list(workers.map(lambda _: once_per_run(tmp_path_factory, "tested-at-once", make), range(4)))
    assert made == found[:1]
    assert set(found) == set(made)


def test_what_a_failure_has_left_is_made_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        raise RuntimeError("half made")

    with pytest.raises(RuntimeError):
        once_per_run(tmp_path_factory, "tested-failure", fail)
    assert list(once_per_run(tmp_path_factory, "tested-failure", Path.mkdir).iterdir()) == []
