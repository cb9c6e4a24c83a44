"""Several files as one change: a run that is killed while writing leaves a record, by which it is finished or undone."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from course.errors import RefusedError
from course.files import content_of, remove, remove_abandoned, write_all, write_text
from course.links import refuse_links_above

RECORD = ".course/interrupted.json"
"""The record of a change that is being written, below the root; git ignores it, and `make clean` leaves it."""

REMEDY = "接着写完：./course finish；撤销，改回原来的样子：./course undo"

_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one file held and is to hold; None is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Settled:
    """The files of a change that was finished or undone, and those left alone because they were edited since."""

    paths: tuple[str, ...]
    edited: tuple[str, ...] = ()


def write_together(root: Path, files: Mapping[str, str | bytes | None]) -> tuple[str, ...]:
    """Write several files (path below `root` to content, None to remove it), all or none; return those that changed.

    Raises RefusedError, and writes nothing, if an earlier change was interrupted.
    """
    refuse_interrupted(root)
    refuse_links_above(root, *files)
    contents = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    changes = [FileChange(path, content_of(root / path), content) for path, content in contents.items()]
    changes = [change for change in changes if change.before != change.after]
    writing = {root / change.path: change.after for change in changes}
    # One file is replaced in one step.
    if len(changes) < 2:
        write_all(writing)
        return tuple(change.path for change in changes)
    write_text(root / RECORD, _as_json(changes))
    try:
        write_all(writing)
    except OSError:
        if all(content_of(root / change.path) == change.before for change in changes):
            remove(root / RECORD)
        raise
    remove(root / RECORD)
    return tuple(change.path for change in changes)


def refuse_interrupted(root: Path) -> None:
    """Raise RefusedError if a change of the project below `root` was interrupted."""
    if paths := interrupted(root):
        raise RefusedError(interruption(paths))


def interrupted(root: Path) -> tuple[str, ...]:
    """Return the files of the change below `root` that was interrupted, none if there is no such change."""
    return tuple(change.path for change in _read(root))


def interruption(paths: tuple[str, ...]) -> str:
    """Return what to do about an interrupted change, in Chinese."""
    more = f"等 {len(paths)} 个文件" if len(paths) > _MOST_SHOWN else ""
    return f"上一次写入被打断，{'、'.join(paths[:_MOST_SHOWN])} {more}可能只写了一部分。{REMEDY}"


def finish(root: Path) -> Settled:
    """Write the rest of an interrupted change.

    Raises RefusedError, and writes nothing, if one of its files was edited since.
    """
    changes = _read(root)
    if edited := _edited(root, changes):
        raise RefusedError(
            f"写入被打断以后，{'、'.join(edited)} 又改过，接着写会盖掉这些改动。"
            "要留着它们，请运行 ./course undo：别的文件改回原来的样子，这些不动"
        )
    _settle(root, {change.path: change.after for change in changes}, changes)
    return Settled(tuple(change.path for change in changes))


def undo(root: Path) -> Settled:
    """Restore what the files of an interrupted change held before; one that was edited since is left alone."""
    changes = _read(root)
    edited = _edited(root, changes)
    restored = {change.path: change.before for change in changes if change.path not in edited}
    _settle(root, restored, changes)
    return Settled(tuple(restored), tuple(edited))


def _edited(root: Path, changes: list[FileChange]) -> list[str]:
    """Return the files that hold neither what they held before a change nor what it was to write."""
    return [change.path for change in changes if content_of(root / change.path) not in (change.before, change.after)]


def _settle(root: Path, contents: Mapping[str, bytes | None], changes: list[FileChange]) -> None:
    """Write the contents that files do not have yet, and remove the record."""
    refuse_links_above(root, RECORD, *contents)
    remove_abandoned({(root / change.path).parent for change in changes})
    write_all({root / path: content for path, content in contents.items() if content_of(root / path) != content})
    remove(root / RECORD)


def _as_json(changes: list[FileChange]) -> str:
    records = [
        {"path": change.path, "before": _encoded(change.before), "after": _encoded(change.after)} for change in changes
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _read(root: Path) -> list[FileChange]:
    """Return the interrupted change below `root`, nothing if there is none."""
    refuse_links_above(root, RECORD)
    file = root / RECORD
    if not file.is_file():
        return []
    try:
        records = json.loads(file.read_bytes())
        changes = [FileChange(_inside(one["path"]), _decoded(one["before"]), _decoded(one["after"])) for one in records]
    except (ValueError, TypeError, KeyError) as error:
        raise RefusedError(
            f"{file} 读不懂，可能损坏了。请从版本库或备份里恢复 docs、quizzes 和 local，再删去这个文件"
        ) from error
    return changes


def _inside(path: str) -> str:
    """Return a path below the root; raise ValueError for any other."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path:
        raise ValueError(path)
    return path


def _encoded(content: bytes | None) -> str | None:
    return None if content is None else b64encode(content).decode()


def _decoded(text: str | None) -> bytes | None:
    return None if text is None else b64decode(text, validate=True)
