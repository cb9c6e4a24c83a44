"""Several files as one change, and the records of changes.

While a change is being written, its record says how to finish it or to roll it back, also after a power cut: it is on the
disk before the first file is replaced, and goes once all are on the disk. Afterwards the record stays among
those of the last changes, by which it is undone, and done again. Changes are ordered by number: clocks may be wrong.
"""

import json
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from course.errors import ChangedMeanwhileError, RefusedError
from course.files import content_of, remove, replace_all, writing_in
from course.links import refuse_links_above

RECORD = ".course/interrupted.json"
"""The record of a change that is being written, below the root; git ignores it, and `make clean` leaves it."""

CHANGES = ".course/changes"
"""The folder of the records of the last changes; git ignores it, and `make clean` leaves it."""

MOST_CHANGES = 20
MOST_BYTES = 64 << 20
"""How much the records of all changes but the last may take."""

REMEDY = "接着写完：./course finish；撤销，改回原来的样子：./course undo"

_MOST_SHOWN = 5
# An undone change keeps its number, so that it can be done again.
_NAME = re.compile(r"([0-9]{6,})(\.undone)?\.json")


@dataclass(frozen=True, slots=True)
class FileChange:
    """What one file held and is to hold; None is no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its number, what it did (Chinese), when by this machine's clock, its files, the question ids it assigned."""

    number: int
    title: str
    time: datetime
    files: tuple[FileChange, ...]
    assigned: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of the files below the root."""
        return tuple(file.path for file in self.files)

    @property
    def summary(self) -> str:
        """Return what it did and when, in Chinese."""
        return f"{self.title}（{self.time:%Y-%m-%d %H:%M}）"


@dataclass(frozen=True, slots=True)
class Settled:
    """The files of a change that was finished or rolled back, and those left alone because they were edited since."""

    paths: tuple[str, ...]
    edited: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Started:
    """A change that is being written, or with `back` undone."""

    change: Change
    back: bool


def write_together(
    root: Path,
    files: Mapping[str, str | bytes | None],
    title: str,
    assigned: Iterable[str] = (),
    before: Mapping[str, bytes | None] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Write several files (path below `root` to content, None to remove it), all or none; return those that changed.

    The change can be undone: `title` says what it does (Chinese), `assigned` are the question ids that it gives out.
    `before` is the content that the change was made from, by path. Writes nothing, and raises ChangedMeanwhileError if a
    file has another content by now, RefusedError if an earlier change was interrupted.
    """
    refuse_links_above(root, RECORD, CHANGES, *files)
    contents = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    if not _changed(root, contents):
        return ()
    with _alone(root, contents):
        refuse_interrupted(root)
        if others := tuple(path for path, content in before.items() if content_of(root / path) != content):
            raise ChangedMeanwhileError(others)
        changed = _changed(root, contents)
        number = max((_number(file) for file in _records(root)), default=0) + 1
        _forget(root)
        _carry_out(root, Change(number, title, datetime.now().astimezone(), changed, tuple(assigned)), back=False)
    return tuple(file.path for file in changed)


def changes(root: Path) -> list[Change]:
    """Return the last changes of the project below `root` that were not undone, the last one first."""
    return [_read(file).change for file in reversed(_done(root))]


def undone(root: Path) -> list[Change]:
    """Return the changes of the project below `root` that can be done again, the one undone last first."""
    return [_read(file).change for file in _undone(root)]


def undo(root: Path, number: int, instead: Iterable[FileChange] = ()) -> Change:
    """Restore what the files of the last change held before it, all or none; return the change.

    For files in `instead`, that holds in place of what the change says of them. Raises RefusedError, and writes nothing,
    if another change than `number` is the last one, or if a file was edited since.
    """
    return _turn(root, number, {file.path: file for file in instead}, back=True)


def redo(root: Path, number: int) -> Change:
    """Do the change again that was undone last, all or none; return it.

    Raises RefusedError, and writes nothing, if that is another change than `number`, or if a file was edited since.
    """
    return _turn(root, number, {}, back=False)


def refuse_edited(root: Path, change: Change) -> None:
    """Raise RefusedError if a file of a change holds neither what it held before the change nor what the change wrote."""
    if edited := _edited(root, change):
        raise RefusedError(
            f"{'、'.join(edited)} 后来又改过，继续会盖掉这些改动，所以什么也没有动。"
            "请先把后来的改动另存一份，把这些文件恢复成这次改动刚完成时的样子，再运行一次；或者直接在文件里改"
        )


def refuse_interrupted(root: Path) -> None:
    """Raise RefusedError if a change of the project below `root` was interrupted."""
    if paths := interrupted(root):
        raise RefusedError(interruption(paths))


def interrupted(root: Path) -> tuple[str, ...]:
    """Return the files of the change below `root` that was interrupted, none if there is no such change."""
    started = _started(root)
    return started.change.paths if started else ()


def interruption(paths: tuple[str, ...]) -> str:
    """Return what to do about an interrupted change, in Chinese."""
    more = f"等 {len(paths)} 个文件" if len(paths) > _MOST_SHOWN else ""
    return f"上一次写入被打断，{'、'.join(paths[:_MOST_SHOWN])} {more}可能只写了一部分。{REMEDY}"


def finish(root: Path) -> Settled:
    """Write the rest of an interrupted change.

    Raises RefusedError, and writes nothing, if one of its files was edited since.
    """
    with _resumed(root) as started:
        if started is None:
            return Settled(())
        if edited := _edited(root, started.change):
            raise RefusedError(
                f"写入被打断以后，{'、'.join(edited)} 又改过，接着写会盖掉这些改动。"
                "要留着它们，请运行 ./course undo：别的文件改回原来的样子，这些不动"
            )
        _settle(root, started.change, done=not started.back)
        return Settled(started.change.paths)


def roll_back(root: Path) -> Settled:
    """Restore what the files of an interrupted change held before; one that was edited since is left alone."""
    with _resumed(root) as started:
        if started is None:
            return Settled(())
        edited = _edited(root, started.change)
        restored = tuple(file for file in started.change.files if file.path not in edited)
        change = replace(started.change, files=restored)
        _settle(root, change, done=started.back)
        if edited:
            # Neither state can be reached again as a whole.
            remove(_record(root, change.number, done=started.back))
        return Settled(change.paths, tuple(edited))


def _changed(root: Path, contents: Mapping[str, bytes | None]) -> tuple[FileChange, ...]:
    files = (FileChange(path, content_of(root / path), content) for path, content in contents.items())
    return tuple(file for file in files if file.before != file.after)


def _turn(root: Path, number: int, instead: Mapping[str, FileChange], *, back: bool) -> Change:
    """Undo the last change, or do again the one undone last."""
    change = _next(root, back=back)
    if change:
        change = replace(change, files=tuple(instead.get(file.path, file) for file in change.files))
    with _alone(root, change.paths if change else ()):
        refuse_interrupted(root)
        present = _next(root, back=back)
        if not (change and present and change.number == present.number == number):
            raise RefusedError("在您确认的时候，又有了别的改动，什么也没有动。请看清楚，再运行一次")
        refuse_edited(root, change)
        _carry_out(root, change, back=back)
    return change


def _next(root: Path, *, back: bool) -> Change | None:
    """Return the change that an undo (`back`) or a redo takes."""
    files = _done(root)[-1:] if back else _undone(root)[:1]
    return _read(files[0]).change if files else None


def _edited(root: Path, change: Change) -> list[str]:
    """Return the files that hold neither what they held before a change nor what it was to write."""
    return [file.path for file in change.files if content_of(root / file.path) not in (file.before, file.after)]


@contextmanager
def _alone(root: Path, paths: Iterable[str]) -> Iterator[None]:
    """Keep other programs from changing these files and the records within the block."""
    refuse_links_above(root, RECORD, CHANGES, *paths)
    with writing_in((root / RECORD).parent, root / CHANGES, *((root / path).parent for path in paths)):
        yield


@contextmanager
def _resumed(root: Path) -> Iterator[_Started | None]:
    """Yield the interrupted change below `root`, None if there is none, and keep other programs from it."""
    started = _started(root)
    if started is None:
        yield None
        return
    with _alone(root, started.change.paths):
        # Another program may have settled it meanwhile.
        yield _started(root)


def _carry_out(root: Path, change: Change, *, back: bool) -> None:
    """Write a change whose folders are locked, or undo it, leaving its record until all is written."""
    start = {path: content_of(root / path) for path in change.paths}
    replace_all({root / RECORD: _as_json(_Started(change, back)).encode()}, lasting=True)
    try:
        _settle(root, change, done=not back)
    except OSError:
        if all(content_of(root / path) == content for path, content in start.items()):
            remove(root / RECORD)
        raise


def _settle(root: Path, change: Change, *, done: bool) -> None:
    """Bring all files into the state after a change, or before it, and move its record to those of that kind."""
    wanted = {root / file.path: file.after if done else file.before for file in change.files}
    replace_all({path: content for path, content in wanted.items() if content_of(path) != content}, lasting=True)
    remove(_record(root, change.number, done=not done))
    (root / RECORD).replace(_record(root, change.number, done=done))


def _forget(root: Path) -> None:
    """Remove the records of changes that were undone, and of the oldest, before there is another.

    With a change go all earlier ones, so that none is undone out of turn.
    """
    for file in _undone(root):
        remove(file)
    size = 0
    for count, file in enumerate(reversed(_done(root)), 1):
        size += file.stat().st_size
        if count >= MOST_CHANGES or size > MOST_BYTES:
            remove(file)


def _record(root: Path, number: int, *, done: bool) -> Path:
    return root / CHANGES / f"{number:06}{'' if done else '.undone'}.json"


def _records(root: Path) -> list[Path]:
    """Return the files of all records in the order of the changes."""
    folder = root / CHANGES
    found = [file for file in folder.iterdir() if _NAME.fullmatch(file.name)] if folder.is_dir() else []
    return sorted(found, key=_number)


def _number(file: Path) -> int:
    return int(file.name.partition(".")[0])


def _done(root: Path) -> list[Path]:
    return [file for file in _records(root) if ".undone" not in file.name]


def _undone(root: Path) -> list[Path]:
    return [file for file in _records(root) if ".undone" in file.name]


def _as_json(started: _Started) -> str:
    change = started.change
    files = [{"path": file.path, "before": _packed(file.before), "after": _packed(file.after)} for file in change.files]
    record = {
        "number": change.number,
        "title": change.title,
        "time": change.time.isoformat(timespec="seconds"),
        "assigned": change.assigned,
        "back": started.back,
        "files": files,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _started(root: Path) -> _Started | None:
    """Return the interrupted change below `root`, None if there is none."""
    refuse_links_above(root, RECORD)
    file = root / RECORD
    return _read(file) if file.is_file() else None


def _read(file: Path) -> _Started:
    try:
        record = json.loads(file.read_bytes())
        files = tuple(
            FileChange(_inside(one["path"]), _unpacked(one["before"]), _unpacked(one["after"]))
            for one in record["files"]
        )
        time = datetime.fromisoformat(record["time"])
        change = Change(int(record["number"]), str(record["title"]), time, files, tuple(map(str, record["assigned"])))
        return _Started(change, bool(record["back"]))
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        interrupted = file.name == PurePosixPath(RECORD).name
        remedy = "请从版本库或备份里恢复 docs、quizzes 和 local，再删去这个文件" if interrupted else "请删去这个文件"
        raise RefusedError(f"{file} 读不懂，可能损坏了。{remedy}") from error


def _inside(path: str) -> str:
    """Return a path below the root; raise ValueError for any other."""
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path:
        raise ValueError(path)
    return path


def _packed(content: bytes | None) -> str | None:
    return None if content is None else b64encode(zlib.compress(content)).decode()


def _unpacked(text: str | None) -> bytes | None:
    return None if text is None else zlib.decompress(b64decode(text, validate=True))
