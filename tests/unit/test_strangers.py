"""Commands run by a user whom the system does not know, and on files and folders that are closed."""

import contextlib
import io
import re
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.edit.base import keep_base
from support.command_lines import lay_out, working_line
from support.sample_course import sample_course
from support.strangers import as_stranger, close, give_to_stranger, open_folder
from unit.test_every_command import CHINESE, COMMANDS, FINDING, REMEDY, light

__all__ = ["light"]

ENGLISH = re.compile(r"Traceback|Errno|denied|No such|KeyError")
CLOSED = (
    "course.yml", "documents.yml", "source.txt", "docs/index.md", "docs/glossary.md", "docs/study/meeting.md",
    "docs/assets/photo.png", "docs/assets/notes.txt", "docs/assets/plan.svg", "quizzes/meeting.yml", "quizzes/ids.yml",
    "local/unit.yml", "local/glossary.md", "local/documents.yml", "local/ids.yml", "local/pages/office.md",
    "local/files/notice.pdf", "local/quizzes/own.yml",
)  # fmt: skip
CLOSED_FOLDERS = (
    "docs",
    "docs/study",
    "docs/assets",
    "quizzes",
    "local",
    "local/files",
    "local/pages",
    "local/quizzes",
)
CLOSED_TO_COMMANDS = (
    "quizzes/meeting.yml",
    "docs/study",
    "quizzes",
    "docs/assets/photo.png",
    ".course/base.tar.xz",
    ".",
)


@pytest.fixture(autouse=True)
def reachable(light: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 -- after that one
    """Let the engine that serves be a program that a stranger can start, wherever this Python is."""

    def started(_arguments: object, folder: Path | None = None, **_: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(["/bin/sh", "-c", ":"], cwd=folder, stdin=subprocess.PIPE)

    monkeypatch.setattr("course.site.engine._started", started)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


def laid_out(place: Path, name: str) -> Path:
    """Make a folder for one command, with a project that has every kind of file."""
    folder = place / name
    folder.mkdir()
    lay_out(folder)
    sample_course(folder / "old")
    root = sample_course(folder / "project")
    for path in CLOSED:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).touch()
    (root / "local/pages/office.md").write_text("# 办公室\n", encoding="utf-8")
    (root / "docs/assets/plan.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    keep_base(folder / "old")
    keep_base(root)
    return root


def run(root: Path, line: list[str]) -> tuple[int, str]:
    """Run one command; return its status and what it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = cli.main([*line[:1], "--root", str(root), *line[1:]])
    return status, said.getvalue()


def state(root: Path) -> dict[str, bytes]:
    files = (file for file in root.rglob("*") if file.is_file() and not file.is_relative_to(root / "build"))
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_does_for_a_stranger_without_a_home_what_it_does_for_others(place: Path, name: str) -> None:
    mine, theirs = (laid_out(place, who) for who in ("mine", "theirs"))
    expected, _ = run(mine, working_line(COMMANDS[name], mine.parent))
    give_to_stranger(theirs.parent)
    status, said = as_stranger(partial(run, theirs, working_line(COMMANDS[name], theirs.parent)))
    assert status == expected, said
    assert not ENGLISH.search(said), said
    assert status == 0 or (CHINESE.search(said) and REMEDY.search(said)), said


def findings(root: Path) -> list[tuple[str, int, int, str, str]]:
    found = inspect(root).diagnostics
    return [(one.position.path, one.position.line, one.position.column, one.rule, one.message) for one in found]


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_a_closed_file_or_folder_is_named_with_a_remedy(place: Path, mode: int) -> None:
    root = laid_out(place, "closed")
    findings(root)
    give_to_stranger(place)
    for path in (*(CLOSED if not mode & 0o444 else ()), *CLOSED_FOLDERS):
        before = (root / path).stat().st_mode
        close(root / path, mode)
        found = as_stranger(partial(findings, root))
        (root / path).chmod(before)
        give_to_stranger(root / path)
        of_it = [one for one in found if one[0] == path and one[3] == "unreadable-file"]
        assert [tuple(one[:3]) for one in of_it] == [(path, 1, 1)], (path, found)
        assert "权限" in of_it[0][4]
        assert "请改正" in of_it[0][4]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_survives_what_is_closed(place: Path, name: str) -> None:
    first = laid_out(place, "before")
    # Whatever a command imports, it must have imported before.
    run(first, working_line(COMMANDS[name], first.parent))
    for number, closed in enumerate(CLOSED_TO_COMMANDS):
        root = laid_out(place, str(number))
        line = working_line(COMMANDS[name], root.parent)
        before = state(root)
        give_to_stranger(root.parent)
        close(root / closed)
        status, said = as_stranger(partial(run, root, line))
        about = f"{closed}: {said}"
        assert status in {0, 1, 2}, about
        assert not ENGLISH.search(said), about
        if status:
            assert CHINESE.search(said), about
            assert REMEDY.search(said), about
            assert state(root) == before or name in FINDING, about
