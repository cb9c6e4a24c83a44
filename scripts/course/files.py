"""The only writer of files: atomic, deterministic, and nothing of other people's is overwritten."""

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.links import refuse_links, refuse_links_above

BYTE_ORDER_MARK = "\ufeff"
"""What some editors put at the beginning of a file; it stays where it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the files it owns, as paths below the root."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def write_generated(root: Path, files: Mapping[str, str | bytes], owned: Iterable[str]) -> Written:
    """Bring the owned folders below `root` into the state described by `files` (path to text or bytes).

    Every file is complete at every moment: it is written beside its place and then moved there. New files
    come before removals, so that a run that dies leaves at most too much. Raises LinkError before anything is touched
    if an owned folder, or anything in it, is a link.
    """
    owned = tuple(owned)
    refuse_links(root, *owned)
    contents = ((path, content.encode() if isinstance(content, str) else content) for path, content in files.items())
    written = tuple(path for path, content in contents if write_bytes(root / path, content))
    orphans = [
        file
        for folder in owned
        for file in sorted((root / folder).rglob("*"))
        if file.is_file() and file.relative_to(root).as_posix() not in files
    ]
    for file in orphans:
        file.unlink()
    _remove_empty_folders(root, owned)
    removed = tuple(file.relative_to(root).as_posix() for file in orphans)
    return Written(written, removed, len(files) - len(written))


def remove(path: Path) -> None:
    """Remove one file if it is there."""
    path.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> bool:
    """Write one file as `write_generated` does; tell whether it changed."""
    return write_bytes(path, text.encode())


def occupied(files: Mapping[Path, bytes]) -> list[Path]:
    """Return those places where something else is already than what would be written there."""
    return [path for path, content in files.items() if path.exists() and not _is(path, content)]


@contextmanager
def lent(folder: Path, suffix: str, content: str | bytes) -> Iterator[Path]:
    """Keep a text or other content in a file of its own in `folder` while the block runs, and no longer."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        yield Path(name)
    finally:
        Path(name).unlink()


def write_bytes(path: Path, content: bytes) -> bool:
    """Write one file as `write_generated` does; tell whether it changed."""
    if _is(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # mkstemp makes files for their owner only; a web server must be able to read these.
        os.chmod(temporary, 0o644)  # noqa: PTH101 -- a name, not a Path, until it has moved
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def _is(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


UNFINISHED = ".cache/unfinished.json"
"""What `write_together` was about to write, below the root; it is there only while that is not done."""


def write_together(root: Path, files: Mapping[str, str]) -> None:
    """Write several files (path below `root` to text), all of them or none.

    What is to be written is kept in one file first, so that a run that dies can be finished by `finish`. When a file
    cannot be written, those before it get their old content back.
    """
    refuse_links_above(root, UNFINISHED)
    before = {path: (root / path).read_bytes() if (root / path).is_file() else None for path in files}
    records = [{"path": path, "before": _digest(before[path]), "text": text} for path, text in files.items()]
    write_text(root / UNFINISHED, json.dumps(records, ensure_ascii=False))
    done: list[str] = []
    try:
        for path, text in files.items():
            write_text(root / path, text)
            done.append(path)
    except OSError:
        for path in done:
            content = before[path]
            if content is None:
                (root / path).unlink()
            else:
                write_bytes(root / path, content)
        (root / UNFINISHED).unlink()
        raise
    (root / UNFINISHED).unlink()


def finish(root: Path) -> tuple[str, ...]:
    """Finish what a `write_together` that died had begun; return the paths concerned.

    A file that somebody changed since is left as it is.
    """
    refuse_links_above(root, UNFINISHED)
    if not (root / UNFINISHED).is_file():
        return ()
    records = json.loads((root / UNFINISHED).read_text(encoding="utf-8"))
    for record in records:
        file = root / record["path"]
        if _digest(file.read_bytes() if file.is_file() else None) == record["before"]:
            write_text(file, record["text"])
    (root / UNFINISHED).unlink()
    return tuple(record["path"] for record in records)


def _digest(content: bytes | None) -> str:
    return "" if content is None else hashlib.sha256(content).hexdigest()


def _remove_empty_folders(root: Path, owned: Iterable[str]) -> None:
    for folder in owned:
        for below in sorted((root / folder).rglob("*"), reverse=True):
            if below.is_dir() and not any(below.iterdir()):
                below.rmdir()


# The earliest moment that the format can express.
_EARLIEST = int(datetime(1980, 1, 1, tzinfo=UTC).timestamp())
_MODE = 0o100644 << 16
_UNIX = 3
# Compressing these again only makes them larger.
_COMPRESSED = (".gz", ".br", ".png", ".jpg", ".woff2")


def zipped(files: Mapping[str, bytes], *first: str, epoch: int = _EARLIEST) -> bytes:
    """Return a zip archive of files by path: the same files give the same bytes.

    Files named in `first` come first, where some readers look for them; the others follow in order of their paths.
    All are dated `epoch` (seconds since 1970).
    """
    moment = datetime.fromtimestamp(max(epoch, _EARLIEST), UTC).timetuple()[:6]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in [*first, *(path for path in sorted(files) if path not in first)]:
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            kind = zipfile.ZIP_STORED if path.endswith(_COMPRESSED) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path], kind, 9)
    return buffer.getvalue()
