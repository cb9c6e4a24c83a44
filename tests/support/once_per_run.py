"""Folders that are expensive to make and never changed: the workers of a test run share them."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def once_per_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first worker to come makes, while the others wait; it must not be changed.

    `make` gets a path that does not exist yet.
    """
    base = factory.getbasetemp()
    # Each worker of pytest-xdist has a folder of its own within that of the run.
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    folder, made = shared / name, shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        # Released when the file is closed, also by the end of a worker that dies.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            # What a worker that failed has left.
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            made.touch()
    return folder
