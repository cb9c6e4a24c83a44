"""The project built once per run by each engine, in a copy, so that tests neither see nor leave anything by the way."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from support.once_per_run import once_per_run

ROOT = Path(__file__).resolve().parents[2]
ARCHIVES = ROOT / "tests/courses/archives"
"""The second course, on which the program's tests run, whatever course the project ships."""
OF_THE_COURSE = ("course.yml", "documents.yml", "source.txt", "trace.yml", "docs", "quizzes", "local")
NEVER_COPIED = shutil.ignore_patterns(".git", ".venv", "node_modules", ".cache", "__pycache__", ".*_cache")
# A make inside `make test` would otherwise speak of its level and folder, as no user sees it.
QUIET = {
    **{name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}},
    "NO_MKDOCS_2_WARNING": "true",
}


@dataclass(frozen=True)
class Site:
    """A built site: where it is, and each page as a tree."""

    engine: str
    folder: Path

    @cached_property
    def pages(self) -> dict[str, Element]:
        return {
            file.relative_to(self.folder).as_posix(): html5lib.parse(
                file.read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False
            )
            for file in sorted(self.folder.rglob("*.html"))
        }

    @property
    def search(self) -> str:
        """Text of whatever the engine and we give the search to look in."""
        found = sorted(self.folder.rglob("search*.json"))
        assert found, f"{self.engine} wrote no search index"
        # Decoded and written again: one engine escapes every Chinese character, and text search would miss it.
        theirs = [json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False) for file in found]
        return "\n".join(theirs + [file.read_text(encoding="utf-8") for file in self.folder.glob("search/*.js")])


def not_copied(folder: str, names: list[str]) -> set[str]:
    """Return what a copy of the project leaves out: what was installed or built."""
    built_here = {"build", "site", "dist"} if Path(folder) == ROOT else set()
    return NEVER_COPIED(folder, names) | built_here


def copy_shipped(target: Path) -> Path:
    """Copy the working tree with the course at its root, without what was installed; `target` must not exist yet."""
    return Path(shutil.copytree(ROOT, target, symlinks=True, ignore=not_copied))


def copy_project(target: Path) -> Path:
    """Copy the working tree as `copy_shipped` does, with the second course in the place of the one at its root."""
    copy = copy_shipped(target)
    for name in OF_THE_COURSE:
        place = copy / name
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    shutil.copytree(ARCHIVES, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("build", "site", "dist"))
    return copy


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder and return its output."""
    return subprocess.run(command, cwd=folder, env=QUIET, check=False, capture_output=True, text=True, timeout=300)


def _mkdocs(project: Path) -> None:
    done = run([sys.executable, "-m", "course.cli", "build", "--root", "."], project)
    assert done.returncode == 0, done.stdout + done.stderr


def _zensical(project: Path) -> None:
    done = run([sys.executable, "-m", "course.cli", "assemble", "--root", "."], project)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run([sys.executable, "-m", "zensical", "build", "--strict"], project / "build")
    assert done.returncode == 0, done.stdout + done.stderr


ENGINES: dict[str, Callable[[Path], None]] = {"mkdocs": _mkdocs, "zensical": _zensical}
PLACES = {"mkdocs": "site", "zensical": "build/site"}


def built(engine: str, project: Path) -> Site:
    """Build a copy of the project with one engine."""
    ENGINES[engine](project)
    return Site(engine, project / PLACES[engine])


def shared_site(engine: str, factory: pytest.TempPathFactory) -> Site:
    """Return the project's site as one engine builds it, once per test run."""
    folder = once_per_run(factory, f"site-{engine}", lambda folder: built(engine, copy_project(folder)))
    return Site(engine, folder / PLACES[engine])
