"""Whether everything that derives from the course is as the last run left it, so that there is nothing to do.

What a run read, what it wrote and the program that did it are told by their contents, never by their times: files are
copied, put back and checked out, and a stale page would be worse than a slow run. This module is asked before anything
else is imported, which takes longer than the answer.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from course.files import OWNED, remove, write_text
from course.text.diagnostics import Diagnostic, Position

RECORD = ".cache/generated.json"
_SOURCES = ("docs", "quizzes", "course.yml", "documents.yml", "mkdocs.yml")
_PROGRAM = Path(__file__).resolve().parents[1]
_LOCK = _PROGRAM.parent.parent / "requirements.txt"


@dataclass(frozen=True, slots=True)
class Fresh:
    """What the last run found, all of it warnings, and how many files it answers for."""

    diagnostics: tuple[Diagnostic, ...]
    files: int


def sources(root: Path, day: date) -> str:
    """Return a digest of all that a run goes by: the files of the course below `root`, the program and the day."""
    owned = tuple(f"{folder}/" for folder in OWNED)
    files = [file for place in _SOURCES for file in _below(root / place)]
    read = (file for file in files if not file.relative_to(root).as_posix().startswith(owned))
    state = hashlib.sha256(f"{day} {platform.python_version()}\n".encode())
    _add(state, root, read)
    _add(state, _PROGRAM, (file for file in _below(_PROGRAM) if file.suffix != ".pyc"))
    _add(state, _LOCK.parent, _below(_LOCK))
    return state.hexdigest()


def fresh(root: Path, digest: str) -> Fresh | None:
    """Return what the last run found if it went by the same `sources` and what it wrote is all there, else None."""
    try:
        record = json.loads((root / RECORD).read_text(encoding="utf-8"))
        if (record["sources"], record["results"]) != (digest, _results(root)):
            return None
        found = tuple(_diagnostic(one) for one in record["diagnostics"])
        return Fresh(found, int(record["files"]))
    except (OSError, ValueError, KeyError, TypeError):
        # A record that is not there, or not ours, answers for nothing.
        return None


def remember(root: Path, digest: str, diagnostics: Sequence[Diagnostic], files: int) -> None:
    """Keep that a run that went by these `sources` wrote what is there now, `files` in number."""
    record = {
        "sources": digest,
        "results": _results(root),
        "diagnostics": [asdict(one) for one in diagnostics],
        "files": files,
    }
    write_text(root / RECORD, json.dumps(record, ensure_ascii=False))


def forget(root: Path) -> None:
    """Let nothing be known of the last run."""
    remove(root / RECORD)


def _diagnostic(record: dict[str, Any]) -> Diagnostic:
    return Diagnostic(Position(**record.pop("position")), **record)


def _results(root: Path) -> str:
    state = hashlib.sha256()
    for folder in OWNED:
        _add(state, root, _below(root / folder))
    return state.hexdigest()


def _below(place: Path) -> Iterator[Path]:
    return iter(sorted(place.rglob("*"))) if place.is_dir() else iter((place,))


def _add(state: "hashlib._Hash", root: Path, files: Iterable[Path]) -> None:
    for file in files:
        if file.is_file():
            content = file.read_bytes()
            state.update(f"{file.relative_to(root).as_posix()}\0{len(content)}\n".encode(errors="surrogateescape"))
            state.update(content)
