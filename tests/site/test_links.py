"""Building neither empties nor fills a folder that only a link leads to."""

import shutil
import sys
from pathlib import Path

import pytest

from course.environment import find_node
from support.site_build import ROOT, copy_project, run


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A folder outside the project that must stay as it is."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "letter.md").write_text("信", encoding="utf-8")
    return folder


def untouched(theirs: Path) -> bool:
    return [(file.name, file.read_text(encoding="utf-8")) for file in theirs.rglob("*")] == [("letter.md", "信")]


@pytest.mark.parametrize("place", ["site", "build/docs", "site/assets"])
@pytest.mark.parametrize(
    "command", [["-m", "course.cli", "build", "--root", "."], ["-m", "mkdocs", "build", "--strict"]]
)
def test_a_build_refuses_links_in_what_it_writes(command: list[str], place: str, tmp_path: Path, theirs: Path) -> None:
    project = copy_project(tmp_path / "project")
    shutil.rmtree(project / place, ignore_errors=True)
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).symlink_to(theirs)
    done = run([sys.executable, *command], project)
    assert done.returncode == 1
    assert f"{place} 是一个链接" in done.stdout + done.stderr
    assert untouched(theirs)
    assert (project / place).is_symlink()


@pytest.mark.parametrize("place", ["player/dist", "player/dist/player.js"])
def test_the_player_is_not_bundled_through_a_link(place: str, tmp_path: Path, theirs: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "player", project / "player", ignore=shutil.ignore_patterns("dist"))
    (project / "node_modules").symlink_to(ROOT / "node_modules")
    target = theirs / "letter.md" if place.endswith(".js") else theirs
    (project / place).parent.mkdir(parents=True, exist_ok=True)
    (project / place).symlink_to(target)
    done = run([str(find_node()), "player/build.mjs"], project)
    assert done.returncode == 1
    assert f"{project / place} 是一个链接" in done.stderr
    assert untouched(theirs)
