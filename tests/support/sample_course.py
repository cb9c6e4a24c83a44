"""The sample course of the test cases: a small course without faults, and overlays that change a few of its files."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from course.edit.ids import ids_file
from course.files import write_text
from course.load.course import load_course

CASES = Path(__file__).resolve().parents[1] / "cases"
COURSE = CASES / "good/course"
# What an overlay says about itself: expected diagnostics, files to take away, files to make longer.
ABOUT = {"expect.txt", "removed.txt", "pad.txt"}
UPDATE = os.environ.get("UPDATE") == "1"


def sample_course(root: Path, *overlays: Path) -> Path:
    """Write the sample course below `root`, changed by the files of overlays, one laid over the other.

    All its ids are recorded, as after `./course ids`, unless an overlay has a list of its own.
    """
    shutil.copytree(COURSE, root, dirs_exist_ok=True)
    for overlay in overlays:
        for name in _lines(overlay / "removed.txt"):
            (root / name).unlink()
        shutil.copytree(overlay, root, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*ABOUT))
        for line in _lines(overlay / "pad.txt"):
            name, length = line.split()
            _pad(root / name, int(length))
    if overlays and not any((overlay / "quizzes/ids.yml").exists() for overlay in overlays):
        (root / "quizzes/ids.yml").unlink(missing_ok=True)
        course, _ = load_course(root)
        # As if all of it had been finished once: what a page lacks now is an error.
        write_text(root / "quizzes/ids.yml", ids_file(replace(course, unfinished=frozenset())))
    return root


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def _pad(file: Path, length: int) -> None:
    """Make a file as long as that with comments; twenty megabytes of them are not worth storing."""
    text = file.read_text(encoding="utf-8")
    comments = ("# " + "x" * 77 + "\n") * (length // 80)
    file.write_text(text + comments[: length - len(text) - 1] + "\n", encoding="utf-8")


def golden(file: Path, text: str) -> None:
    """Compare a text with the one in `file`; with UPDATE=1 in the environment, write it there instead."""
    if UPDATE:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), f"{file} is missing: run the tests once with UPDATE=1 and look at what it wrote"
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs: renew it with UPDATE=1 if that is meant"
