"""The project's files as text."""

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias

from course.errors import reason
from course.links import is_link, links_in
from course.text.diagnostics import Diagnostic, Position, Severity
from course.text.yaml_reader import LARGEST, position_in

FileRule: TypeAlias = Literal[
    "encoding",
    "file-kind",
    "file-name",
    "file-too-large",
    "interrupted-write",
    "linked-file",
    "local-file",
    "local-link",
    "reserved-path",
    "unreadable-file",
]

INTERRUPTED: FileRule = "interrupted-write"

LARGEST_FILE = 4 * LARGEST
"""Bytes; a file of more is not even opened. No text of at most `LARGEST` characters has more."""

LOCAL = "local"
"""The folder of the unit."""

_FOLDERS: Mapping[str, FileRule] = {"docs": "linked-file", "quizzes": "linked-file", LOCAL: "local-link"}
_BESIDE = ("course.yml", "documents.yml", "source.txt", "trace.yml")
_PLACES: Mapping[str, FileRule] = {**_FOLDERS, **dict.fromkeys(_BESIDE, "linked-file")}
# These are read from there, never through a link: they are published.

_LINKED = "这是一个链接，真正的文件在别处，不会读取。请删去链接，把文件本身放在这里"
_CLOSED = "打不开这个文件夹，里面的文件都没有读到：没有权限。请改正文件夹的权限"
_TOO_LARGE = f"文件超过 {LARGEST_FILE:,} 字节，没有读取。请移走，或拆成几个文件"

_REASONS: dict[type[OSError], str] = {
    FileNotFoundError: "找不到它。请放回原处，或从版本库里恢复",
    IsADirectoryError: "这里是一个同名的文件夹。请把文件夹移走",
    PermissionError: "没有读取权限。请改正文件的权限",
}


class Files:
    """The project's files as text; what cannot be read becomes a diagnostic instead of an exception.

    `instead` has texts that are read in place of files (by path), for changes that are judged before they are made.
    """

    def __init__(self, root: Path, instead: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.instead = instead or {}
        self.found: list[Diagnostic] = []
        self.unreadable: set[str] = set()

    def report(self, at: Position, rule: FileRule, message: str, severity: Severity = "error") -> None:
        self.found.append(Diagnostic(at, message, rule, severity))

    def report_links(self) -> None:
        """Report every link among the files of a course and of the unit."""
        for name, rule in _PLACES.items():
            for place in links_in(self.root / name):
                self.report(Position(self._path(place)), rule, _LINKED)

    def report_closed_folders(self) -> None:
        """Report every folder that cannot be opened; otherwise its files would be missing silently."""
        for folder in (folder for name in _FOLDERS for folder in _folders(self.root / name)):
            if not os.access(folder, os.R_OK | os.X_OK):
                self.report(Position(self._path(folder)), "unreadable-file", _CLOSED)

    def _path(self, place: Path) -> str:
        return place.relative_to(self.root).as_posix()

    def text(self, path: str) -> str | None:
        """Return a file's text with plain line ends, None where it cannot be read."""
        if self._behind_link(path):
            self.unreadable.add(path)
            return None
        try:
            if path in self.instead:
                return _plain(self.instead[path].encode())
            about = (self.root / path).stat()
            if about.st_size > LARGEST_FILE:
                self.report(Position(path), "file-too-large", _TOO_LARGE)
                self.unreadable.add(path)
                return None
            if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
                # A pipe or a device: reading might never end.
                raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))  # noqa: TRY301 -- reported like the others
            content = (self.root / path).read_bytes()
            return _plain(content)
        except UnicodeDecodeError as error:
            at = position_in(content[: error.start].decode(), path, len(content[: error.start].decode()))
            self.report(at, "encoding", "从这里起不是 UTF-8 编码。请用 UTF-8 另存这个文件")
        except OSError as error:
            self._report_unreadable(path, error)
        self.unreadable.add(path)
        return None

    def text_if_there(self, path: str) -> str | None:
        """Return the text of a file that a course may lack, None where there is none or it cannot be read."""
        return self.text(path) if self.has(path) else None

    def has(self, path: str) -> bool:
        """Return whether there is such a file; one behind a link is none."""
        return path in self.instead or (_answers(self.root / path, Path.exists) and not self._behind_link(path))

    def _behind_link(self, path: str) -> bool:
        """Return whether a file that is published, or a folder around it, is a link: what it leads to is not the course's."""
        if path.partition("/")[0] not in _PLACES:
            return False
        place = self.root / path
        return any(is_link(one) for one in (place, *place.parents[: path.count("/")]))

    def below(self, folder: str, pattern: str) -> Iterator[str]:
        """Yield the paths of matching files, sorted, hidden files left out; those that stand in `instead` only too."""
        there = (self.root / folder).glob(pattern) if _answers(self.root / folder, Path.is_dir) else ()
        found = {file.relative_to(self.root).as_posix() for file in there if _answers(file, Path.is_file)}
        for path in sorted(found | {path for path in self.instead if _matches(path, folder, pattern)}):
            hidden = any(part.startswith(".") for part in path.split("/"))
            if not hidden and not self._behind_link(path):
                yield path

    def beginning(self, path: str, size: int) -> bytes | None:
        """Return the first bytes of a file, None where it cannot be read."""
        try:
            with (self.root / path).open("rb") as file:
                return file.read(size)
        except OSError as error:
            self._report_unreadable(path, error)
        return None

    def _report_unreadable(self, path: str, error: OSError) -> None:
        why = next((text for kind, text in _REASONS.items() if isinstance(error, kind)), reason(error))
        self.report(Position(path), "unreadable-file", f"无法读取这个文件：{why}")


def _folders(place: Path) -> Iterator[Path]:
    """Yield a folder and those below it, without following links."""
    if _answers(place, Path.is_dir):
        yield place
    yield from (Path(above, name) for above, names, _ in os.walk(place) for name in names)


def _answers(place: Path, question: Callable[[Path], bool]) -> bool:
    """Return what a place answers; no where the folder around it cannot be looked into, which is reported of the folder."""
    try:
        return question(place)
    except PermissionError:
        return False


def _matches(path: str, folder: str, pattern: str) -> bool:
    inside = path.removeprefix(f"{folder}/")
    depth = "**" in pattern or "/" not in inside
    return inside != path and depth and PurePosixPath(inside).match(pattern)


def _plain(content: bytes) -> str:
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
