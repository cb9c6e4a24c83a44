"""Assemble only where something changed: what a folder was assembled from, and what came of it, stand beside it as digests."""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from course.environment import PROGRAM
from course.files import Written, content_of, write_text
from course.journal import RECORD
from course.links import refuse_links_above
from course.site.assemble import BUILD, OWNED, assemble
from course.site.engine_settings import SETTINGS
from course.text.diagnostics import format_text

STAMP = f"{BUILD}/assembled.json"
SOURCES = ("course.yml", "documents.yml", "source.txt", "trace.yml", "docs", "quizzes", "local", RECORD)
_PROGRAM_SOURCES = ("scripts/course", "theme", "handbook", "player/dist", "requirements.txt")


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was said of a course and written; `failed` if it has errors, with which nothing is written."""

    lines: tuple[str, ...]
    written: Written
    failed: bool = False


@dataclass(frozen=True, slots=True)
class _Stamp:
    inputs: str
    outputs: str
    lines: tuple[str, ...]
    files: int


def assemble_changed(root: Path, day: date) -> Assembled:
    """Assemble the course below `root`, unless its files, the program, the day and the folder are as they were.

    To be called in `assembling`. Raises LinkError as `assemble` does.
    """
    refuse_links_above(root, BUILD)
    inputs = _digest([*(root / name for name in SOURCES), *(PROGRAM / name for name in _PROGRAM_SOURCES)], day)
    stamp = _stamp(root)
    if stamp and (stamp.inputs, stamp.outputs) == (inputs, _outputs(root, day)):
        return Assembled(stamp.lines, Written((), (), stamp.files))
    outcome = assemble(root, day=day)
    lines, written = tuple(format_text(outcome.diagnostics)), outcome.written
    if not outcome.failed:
        made = _Stamp(inputs, _outputs(root, day), lines, len(written.changed) + written.unchanged)
        write_text(root / STAMP, json.dumps(asdict(made), ensure_ascii=False))
    return Assembled(lines, written, outcome.failed)


def _stamp(root: Path) -> _Stamp | None:
    try:
        found = json.loads(content_of(root / STAMP) or b"")
        return _Stamp(found["inputs"], found["outputs"], tuple(found["lines"]), found["files"])
    except (ValueError, KeyError, TypeError):
        return None


def _outputs(root: Path, day: date) -> str:
    return _digest([root / BUILD / name for name in (*OWNED, SETTINGS)], day)


def _digest(places: Iterable[Path], day: date) -> str:
    """Return a digest over the names and contents of all files in some places, and what else decides what they say."""
    state = hashlib.sha256(f"{sys.version} {day}".encode())
    paths = (path for place in places for path in (place, *sorted(place.rglob("*"))))
    for path in paths:
        if "__pycache__" in path.parts:
            continue
        content = (path.read_bytes() if path.is_file() else b"", b"link" if path.is_symlink() else b"")
        state.update(f"{path}:{len(content[0])}:".encode(errors="surrogateescape"))
        state.update(b":".join(content))
    return state.hexdigest()
