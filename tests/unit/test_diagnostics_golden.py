"""Every rule with a course that breaks it and one that only nearly does: the whole list of diagnostics."""

import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from course.check import inspect
from course.rules.all import NAMES
from course.text.diagnostics import format_text
from support.sample_course import CASES, golden, sample_course

BAD = sorted(folder.name for folder in (CASES / "bad").iterdir())
GOOD = sorted(folder.name for folder in (CASES / "good").iterdir() if folder.name != "course")
# The calendar stands still, or what is overdue would change from day to day.
TODAY = date(2026, 11, 26)
MARK = re.compile(r"# expect: ([a-z-]+)")


def report(root: Path) -> str:
    """Return what `./course check` says about the course below `root`."""
    return "".join(f"{line}\n" for line in format_text(inspect(root, day=TODAY).diagnostics))


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_course_gives_exactly_its_golden_diagnostics(rule: str, tmp_path: Path) -> None:
    golden(CASES / "bad" / rule / "expect.txt", report(sample_course(tmp_path, CASES / "bad" / rule)))


@pytest.mark.parametrize("rule", GOOD)
def test_a_course_that_only_nearly_breaks_a_rule_has_no_diagnostic(rule: str, tmp_path: Path) -> None:
    found = report(sample_course(tmp_path, CASES / "good" / rule))
    advice = CASES / "good" / rule / "expect.txt"
    # Where a case needs hundreds of questions, what is said of them is advice on other matters.
    if advice.exists():
        golden(advice, found)
        assert all("提醒：" in line and f"[{rule}]" not in line for line in found.splitlines())
    else:
        assert found == ""


def test_the_sample_course_has_no_diagnostic(root: Path) -> None:
    assert report(root) == ""


def test_every_rule_has_a_bad_course_and_a_nearly_bad_one() -> None:
    assert set(BAD) == NAMES
    assert set(GOOD) == NAMES


@pytest.mark.parametrize("rule", BAD)
def test_a_bad_course_breaks_the_rule_that_it_is_named_after(rule: str) -> None:
    assert f" [{rule}]\n" in (CASES / "bad" / rule / "expect.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", BAD)
def test_marks_in_a_bad_file_stand_on_the_lines_that_are_reported(rule: str) -> None:
    folder = CASES / "bad" / rule
    reported: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for line in (folder / "expect.txt").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"(.+?):(\d+):(\d+): .* \[([a-z-]+)\]", line)
        assert found, line
        reported[found[1]].add((int(found[2]), found[4]))
    for file in folder.rglob("*.yml"):
        marks = marked_lines(file)
        # A file that cannot carry comments has none; one that has some has them all.
        if marks:
            assert marks == reported[file.relative_to(folder).as_posix()], file


def marked_lines(file: Path) -> set[tuple[int, str]]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return set()
    return {(number, mark) for number, line in enumerate(lines, start=1) for mark in MARK.findall(line)}
