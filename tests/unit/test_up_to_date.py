"""A run that finds everything as the last one left it does nothing, and only then."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from course import cli
from course.environment import today
from course.files import OWNED
from course.site import up_to_date
from course.site.generate import generate
from course.site.up_to_date import RECORD, fresh, sources
from support.sample_course import sample_course

DAY = date(2026, 11, 26)
BANK, PAGE = "quizzes/minutes.yml", "docs/study/meeting.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


def test_after_a_run_there_is_nothing_to_do_and_its_warnings_are_known(root: Path) -> None:
    assert fresh(root, sources(root, DAY)) is None
    done = generate(root, day=DAY)
    known = fresh(root, sources(root, DAY))
    assert known is not None
    assert known.diagnostics == done.diagnostics
    assert known.files == len(done.published.written)


def appended(path: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / path).write_bytes((root / path).read_bytes() + b"\n")

    return write


def added(path: str) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("新", encoding="utf-8")

    return write


def removed(root: Path) -> None:
    (root / "generated/booklet.md").unlink()


def damaged(root: Path) -> None:
    (root / RECORD).write_text("{", encoding="utf-8")


def foreign(root: Path) -> None:
    (root / RECORD).write_text(json.dumps({"sources": [], "results": 1}), encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        *map(appended, (BANK, PAGE, "course.yml", "mkdocs.yml", "docs/quizzes/minutes.md", "generated/booklet.md")),
        *map(added, ("docs/assets/new.svg", "quizzes/new.yml", "docs/quizzes/stranger.md", "generated/a/b.md")),
        removed,
        damaged,
        foreign,
    ],
)
def test_whatever_is_other_than_it_was_left_is_worked_out_again(root: Path, change: Callable[[Path], None]) -> None:
    generate(root, day=DAY)
    change(root)
    assert fresh(root, sources(root, DAY)) is None


def test_another_template_of_the_program_is_another_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "program"
    template, compiled = program / "site/templates/page.html.j2", program / "site/__pycache__/html.cpython-311.pyc"
    for file in (template, compiled):
        file.parent.mkdir(parents=True)
        file.write_bytes(b"1")
    monkeypatch.setattr(up_to_date, "_PROGRAM", program)
    before = sources(tmp_path, DAY)
    compiled.write_bytes(b"2")
    assert sources(tmp_path, DAY) == before
    template.write_bytes(b"2")
    assert sources(tmp_path, DAY) != before


def test_another_day_is_another_run(root: Path) -> None:
    generate(root, day=DAY)
    assert fresh(root, sources(root, date(2026, 11, 27))) is None


@pytest.mark.parametrize("left_out", [{"drafts": False}, {"day": None}])
def test_a_run_of_another_kind_answers_for_nothing(root: Path, left_out: dict[str, bool | None]) -> None:
    generate(root, day=DAY)
    generate(root, **{"day": DAY, **left_out})  # type: ignore[arg-type]
    assert fresh(root, sources(root, DAY)) is None


def test_a_course_with_errors_is_never_fresh(root: Path) -> None:
    generate(root, day=DAY)
    (root / BANK).write_text("title: [\n", encoding="utf-8")
    assert generate(root, day=DAY).failed
    assert fresh(root, sources(root, DAY)) is None
    assert not (root / RECORD).exists()


def test_the_command_says_the_same_whether_it_had_to_work_or_not(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(root, day=today())
    (root / RECORD).unlink()
    assert cli.main(["generate", "--root", str(root)]) == 0
    worked = capsys.readouterr().out
    before = {file: file.stat().st_mtime_ns for folder in OWNED for file in (root / folder).rglob("*")}
    monkeypatch.setattr("course.site.generate.generate", None)
    assert cli.main(["generate", "--root", str(root)]) == 0
    assert capsys.readouterr().out == worked
    assert {file: file.stat().st_mtime_ns for folder in OWNED for file in (root / folder).rglob("*")} == before
