"""Nothing is written or removed through a link: each command, with links in the place of what it generates."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from course import cli
from course.journal import RECORD
from course.links import LinkError, is_link, refuse_links, refuse_links_above
from support.sample_course import sample_course

SOURCE = Path(__file__).resolve().parents[2]
Command = Callable[[Path], int]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path / "project")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder outside the project that must stay as it is."""
    folder = tmp_path / "theirs"
    (folder / "below").mkdir(parents=True)
    (folder / "letter.md").write_text("信", encoding="utf-8")
    (folder / "below/photo.png").write_bytes(b"photo")
    return folder


def untouched(theirs: Path) -> bool:
    there = {file.relative_to(theirs).as_posix(): file.read_bytes() for file in theirs.rglob("*") if file.is_file()}
    return there == {"letter.md": "信".encode(), "below/photo.png": b"photo"}


def linked(place: Path, to: Path) -> Path:
    """Put a link in a place, what is there already away."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(to)
    return place


def state(root: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(root)): os.readlink(path) if path.is_symlink() else path.read_bytes()  # noqa: PTH115
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize(
    "place", ["build", "build/docs", "build/docs/quizzes", "build/docs/quizzes/data", "build/theme", "build/schema"]
)
def test_assembling_refuses_links_in_what_it_owns(
    place: str, root: Path, theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["assemble", "--root", str(root)]) == 0
    linked(root / place, theirs)
    before = state(root)
    capsys.readouterr()
    assert cli.main(["assemble", "--root", str(root)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"{root / place} 是一个链接" in line
    assert "请删去这个链接" in line
    assert untouched(theirs)
    assert state(root) == before


def test_a_linked_file_is_refused_as_a_linked_folder_is(root: Path, theirs: Path) -> None:
    assert cli.main(["assemble", "--root", str(root)]) == 0
    page = root / "build/docs/quizzes/meeting.md"
    page.unlink()
    linked(page, theirs / "letter.md")
    assert cli.main(["assemble", "--root", str(root)]) == 1
    assert untouched(theirs)


COMMANDS: dict[str, Command] = {
    "blind": lambda root: cli.main(["blind", "--root", str(root)]),
    "bank_export": lambda root: cli.main(["export", "excel", "--root", str(root)]),
    "booklet_word": lambda root: cli.main(["booklet-word", "--root", str(root), "--output", str(root / "dist/b.docx")]),
    "coverage": lambda root: cli.main(["coverage", "--root", str(root)]),
    "exchange": lambda root: cli.main(["export", "--root", str(root), "gift"]),
    "paper": lambda root: cli.main(["paper", "--root", str(root), "--output", str(root / "dist/papers")]),
    "review_sheet": lambda root: cli.main(["review-sheet", "--root", str(root)]),
    "quality": lambda root: cli.main(["quality", "--root", str(root), "--output", str(root / "dist/quality.html")]),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_is_put_into_dist_through_a_link(
    name: str, root: Path, theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked(root / "dist", theirs)
    assert COMMANDS[name](root) == 1
    assert f"{root / 'dist'} 是一个链接" in capsys.readouterr().err
    assert untouched(theirs)


@pytest.mark.parametrize(
    "arguments",
    [
        ["booklet", "--output", "dist/b.pdf"],
        ["release", "1.0.0", "--output", "dist"],
        ["kit", "--output", "dist"],
    ],
)
def test_nothing_is_made_for_dist_behind_a_link(
    arguments: list[str],
    root: Path,
    theirs: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    linked(root / "dist", theirs)
    placed = [str(root / part) if part.startswith("dist") else part for part in arguments]
    assert cli.main([*placed, "--root", str(root)]) == 1
    assert f"{root / 'dist'} 是一个链接" in capsys.readouterr().err
    assert untouched(theirs)


@pytest.mark.parametrize("command", [["export", "excel"], ["check"], ["finish"], ["undo"]])
def test_an_interrupted_write_is_not_looked_for_behind_a_link(
    command: list[str], root: Path, theirs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    linked(root / Path(RECORD).parent, theirs)
    assert cli.main([*command, "--root", str(root)]) == 1
    assert ".course 是一个链接" in capsys.readouterr().err
    assert untouched(theirs)


def cleaned(project: Path) -> "subprocess.CompletedProcess[str]":
    """Clean a project that holds nothing but the command."""
    shutil.copytree(SOURCE / "scripts/course", project / "scripts/course", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(SOURCE / "scripts/dev", project / "scripts/dev", ignore=shutil.ignore_patterns("__pycache__"))
    # As `make clean` runs it: with nothing installed.
    command = [sys.executable, "-E", "-S", "-m", "dev.clean"]
    return subprocess.run(command, cwd=project / "scripts", check=False, capture_output=True, text=True)


@pytest.mark.parametrize("place", ["build", "site", ".cache", "node_modules", "scripts/party.egg-info"])
def test_cleaning_removes_a_link_and_not_what_it_leads_to(place: str, tmp_path: Path, theirs: Path) -> None:
    project = tmp_path / "cleaned"
    (project / ".hypothesis").mkdir(parents=True)
    linked(project / place, theirs)
    linked(project / ".hypothesis/inside", theirs)
    done = cleaned(project)
    assert done.returncode == 0, done.stderr
    assert not (project / place).is_symlink()
    assert not (project / ".hypothesis").exists()
    assert untouched(theirs)


def test_places_outside_the_project_are_where_people_want_them(root: Path, theirs: Path, tmp_path: Path) -> None:
    outside = linked(tmp_path / "usb", theirs)
    refuse_links_above(root, outside / "below", root / "dist/x.pdf", "../usb/below")
    with pytest.raises(LinkError, match="usb 是一个链接"):
        refuse_links(root, outside)


def test_a_junction_of_windows_counts_as_a_link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not is_link(tmp_path)
    seen = SimpleNamespace(st_mode=stat.S_IFDIR | 0o755, st_reparse_tag=0xA0000003)
    monkeypatch.setattr(Path, "lstat", lambda _: seen)
    assert is_link(tmp_path)
