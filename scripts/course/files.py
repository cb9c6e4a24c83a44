"""The only writer of files: atomic, deterministic, with one policy for files that exist already."""

import io
import os
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from course.errors import RefusedError
from course.folder_locks import locked
from course.links import refuse_links

PART = ".course-", ".part"
"""How the names of files and folders begin and end that have not reached their places; git ignores them."""

BYTE_ORDER_MARK = "\ufeff"
"""What some editors put at the beginning of a file; it stays where it is."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did to the files it owns, as paths below the root."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def write_generated(root: Path, files: Mapping[str, str | bytes], owned: Iterable[str]) -> Written:
    """Bring the owned folders below `root` into the state described by `files` (path to text or bytes).

    Every file is complete at every moment: it is written beside its place and then moved there. New files
    come before removals, so that a run that dies leaves at most too much. Raises LinkError before anything is touched
    if an owned folder, or anything in it, or one of the files is a link.
    """
    owned = tuple(owned)
    refuse_links(root, *owned, *(path for path in files if not path.startswith(tuple(f"{name}/" for name in owned))))
    contents = {path: content.encode() if isinstance(content, str) else content for path, content in files.items()}
    written = {path: content for path, content in contents.items() if not _is(root / path, content)}
    write_all({root / path: content for path, content in written.items()})
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
    return Written(tuple(written), removed, len(files) - len(written))


def content_of(file: Path) -> bytes | None:
    """Return what a file holds, None if there is no such file."""
    return file.read_bytes() if file.is_file() else None


def make_folder(path: Path) -> None:
    """Make a folder and those above it, where they are not there."""
    path.mkdir(parents=True, exist_ok=True)


def remove(path: Path) -> None:
    """Remove one file if it is there."""
    path.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> bool:
    """Write one file as `write_generated` does; return whether it changed."""
    return write_bytes(path, text.encode())


def write_output(files: Mapping[Path, bytes], *, force: bool) -> tuple[Path, ...]:
    """Write output that a user requested, all files or none, and return those that changed.

    A file with the same content is left as it is. Raises RefusedError, and writes nothing, if files with other content
    exist, unless `force` is set.
    """
    if not force:
        refuse_occupied(occupied(files))
    changed = {path: content for path, content in files.items() if not _is(path, content)}
    write_all(changed)
    return tuple(changed)


def occupied(files: Mapping[Path, bytes]) -> list[Path]:
    """Return the paths that exist already with different content."""
    return [path for path, content in files.items() if path.exists() and not _is(path, content)]


def refuse_occupied(paths: Iterable[Path]) -> None:
    """Raise RefusedError if any of the paths exists; for output whose content differs from run to run."""
    if found := [path for path in paths if path.exists()]:
        names = "、".join(map(str, found))
        raise RefusedError(
            f"这些文件已经有了，内容不同，可能有您的改动：{names}。什么也没有写。请换一个文件名或文件夹；确定要换掉，加上 --force"
        )


@contextmanager
def lent(folder: Path, suffix: str, content: str | bytes) -> Iterator[Path]:
    """Keep a text or other content in a file of its own in `folder` while the block runs, and no longer."""
    with locked(folder) as alone:
        _remove_abandoned(folder, alone=alone)
        handle, name = tempfile.mkstemp(dir=folder, prefix=PART[0], suffix=f"{PART[1]}{suffix}")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content if isinstance(content, bytes) else content.encode())
            yield Path(name)
        finally:
            Path(name).unlink()


def write_bytes(path: Path, content: bytes) -> bool:
    """Write one file as `write_generated` does; return whether it changed."""
    if _is(path, content):
        return False
    write_all({path: content})
    return True


def write_all(files: Mapping[Path, bytes | None]) -> None:
    """Write all files or none, and remove those without content.

    Removes what killed runs left in the same folders, too.
    """
    with writing_in(*(path.parent for path in files)):
        replace_all(files)


@contextmanager
def writing_in(*folders: Path) -> Iterator[None]:
    """Hold the locks of folders within the block, for `replace_all`; make them, and remove what killed runs left there."""
    for folder in folders:
        make_folder(folder)
    with locked(*folders) as alone:
        for folder in set(folders):
            _remove_abandoned(folder, alone=alone)
        yield


def _remove_abandoned(folder: Path, *, alone: bool) -> None:
    for left in parts_in(folder):
        with suppress(OSError):
            if left.is_file() and (alone or is_old(left)):
                left.unlink()


def parts_in(folder: Path) -> list[Path]:
    """Return what has not reached its place yet, or never will, directly in a folder."""
    return sorted(folder.glob("????????".join(PART) + "*"))


def is_old(part: Path) -> bool:
    """Return whether a part is surely no longer written, where no lock says so."""
    return time.time() - part.stat().st_mtime > 3_600


def replace_all(files: Mapping[Path, bytes | None], *, lasting: bool = False) -> None:
    """Replace files once every content is written; if one cannot be replaced, restore the earlier ones.

    With `lasting`, every content is on the disk before the first file is replaced, and the new names are on the disk at
    the end, so that a power cut takes nothing of it. The caller holds the locks of their folders.
    """
    before = {path: content_of(path) for path in files}
    staged: dict[Path, str] = {}
    done: list[Path] = []
    try:
        for path, content in files.items():
            if content is not None:
                staged[path] = _staged(path.parent, content, lasting=lasting)
        for path, content in files.items():
            if content is None:
                remove(path)
            else:
                os.replace(staged[path], path)  # noqa: PTH105
            done.append(path)
        if lasting:
            for folder in {path.parent: None for path in files}:
                _keep_names(folder)
    except (OSError, KeyboardInterrupt):
        replace_all({path: before[path] for path in done})
        raise
    finally:
        for temporary in staged.values():
            Path(temporary).unlink(missing_ok=True)


def _keep_names(folder: Path) -> None:
    """Bring to the disk which files are in a folder. Windows and some network file systems do so by themselves only."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _staged(folder: Path, content: bytes, *, lasting: bool) -> str:
    """Write content to a temporary file in a folder, with `lasting` to the disk, and return its name."""
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=PART[0], suffix=PART[1])
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        # mkstemp makes files for their owner only; a web server must be able to read these.
        os.chmod(temporary, 0o644)  # noqa: PTH101 -- a name, not a Path, until it has moved
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _is(path: Path, content: bytes) -> bool:
    return content_of(path) == content


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
