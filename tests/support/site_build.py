"""The project built once by each engine, in a copy, so that tests neither see nor leave anything by the way."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

ROOT = Path(__file__).resolve().parents[2]
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
    pages: dict[str, Element]

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
    built_here = {"site", "dist"} if Path(folder) == ROOT else set()
    return NEVER_COPIED(folder, names) | built_here


def copy_project(target: Path) -> Path:
    """Copy the working tree without what was installed; `target` must not exist yet."""
    return Path(shutil.copytree(ROOT, target, ignore=not_copied))


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one command in a folder and return what it said."""
    return subprocess.run(command, cwd=folder, env=QUIET, check=False, capture_output=True, text=True, timeout=300)


def _mkdocs(project: Path) -> None:
    done = run([sys.executable, "-m", "course.cli", "build", "--root", "."], project)
    assert done.returncode == 0, done.stdout + done.stderr


def _zensical(project: Path) -> None:
    done = run([sys.executable, "-m", "course.cli", "generate", "--root", "."], project)
    assert done.returncode == 0, done.stdout + done.stderr
    done = run([sys.executable, "-m", "zensical", "build", "--strict"], project)
    assert done.returncode == 0, done.stdout + done.stderr


ENGINES: dict[str, Callable[[Path], None]] = {"mkdocs": _mkdocs, "zensical": _zensical}


def built(engine: str, folder: Path, project: Path | None = None) -> Site:
    """Build the project, or the copy of it that is there already, with one engine and read its pages."""
    project = project or copy_project(folder / engine)
    ENGINES[engine](project)
    site = project / "site"
    pages = {
        file.relative_to(site).as_posix(): html5lib.parse(
            file.read_text(encoding="utf-8"), treebuilder="etree", namespaceHTMLElements=False
        )
        for file in sorted(site.rglob("*.html"))
    }
    return Site(engine, site, pages)
