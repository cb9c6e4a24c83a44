"""The files of a course as they lie in a project folder: read whole, never through a link, never under a hostile name."""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course.errors import RefusedError
from course.links import is_link
from course.load.leftovers import BEGINNING, is_left_behind, is_secret
from course.text.unicode_checks import printable

FOLDERS = ("docs", "quizzes")
FILES = ("course.yml", "documents.yml", "source.txt", "trace.yml")
"""What belongs to the course below a project folder; `local` belongs to the unit, the rest to the program."""

UNIT = "local"
# What no system takes for part of a name, or what means something else there than here.
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Found:
    """Files by their paths below the folder, and the paths of links and of private keys, which are left where they are."""

    files: Mapping[str, bytes]
    links: tuple[str, ...]
    secrets: tuple[str, ...]


def course_files(folder: Path) -> Found:
    """Return the files of the course below a project folder; hidden ones and what other programs left are not its own."""
    return _found(folder, (*FILES, *FOLDERS), _is_stray)


def unit_files(folder: Path) -> Found:
    """Return all files that the unit wrote for itself below a project folder."""
    found = _found(folder, (UNIT,), lambda _: False)
    # They stay with the unit: these files are never packed.
    kept = {path: (folder / path).read_bytes() for path in found.secrets}
    return Found({**found.files, **kept}, found.links, ())


def is_course_path(path: str) -> bool:
    """Return whether a path below a project folder can be that of a file of the course."""
    return path in FILES or path.startswith(tuple(f"{name}/" for name in FOLDERS))


def text_of(content: bytes) -> str:
    """Return a file's text to compare or read: without a byte-order mark, with plain line ends, wrong bytes replaced."""
    return content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")


def refuse_hostile(path: str) -> None:
    """Raise RefusedError for a path that leads elsewhere, shows as another or exists on some systems only."""
    parts = path.split("/")
    if _FORBIDDEN.search(path) or printable(path) != path or any(part in {"", ".", ".."} for part in parts):
        raise RefusedError(f"文件名“{printable(path)}”里有不能用的字符。请改名以后再运行")


def _is_stray(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/")) or is_left_behind(path.rpartition("/")[2])


def _found(folder: Path, places: tuple[str, ...], is_left_out: Callable[[str], bool]) -> Found:
    files: dict[str, bytes] = {}
    links: list[str] = []
    for file in (one for place in places for one in _below(folder / place)):
        path = file.relative_to(folder).as_posix()
        if is_left_out(path):
            continue
        refuse_hostile(path)
        if is_link(file):
            links.append(path)
        elif file.is_file():
            files[path] = file.read_bytes()
    secrets = tuple(path for path, content in files.items() if is_secret(path.rpartition("/")[2], content[:BEGINNING]))
    return Found({path: content for path, content in files.items() if path not in secrets}, tuple(links), secrets)


def _below(place: Path) -> Iterator[Path]:
    """Yield a file, or the files and links below a folder in the order of their names; what lies behind a link is not."""
    if is_link(place) or not place.is_dir():
        yield place
        return
    for entry in sorted(os.listdir(place)):  # noqa: PTH208 -- names, to be joined here
        yield from _below(place / entry)
