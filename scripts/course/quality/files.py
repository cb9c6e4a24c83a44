"""Finds and opens what members handed over."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from course.quality.records import LARGEST_FILE, Records, read_records


class MissingError(Exception):
    """A file or folder that was named is not there, or a folder holds nothing; the message says which."""


def read_files(places: Iterable[Path], now: float) -> Records:
    """Read members' files; a folder stands for all `.json` files in it. `now` in milliseconds since 1970."""
    return read_records(((file.name, _content(file)) for place in places for file in _files(place)), now)


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        found = sorted(place.glob("*.json"))
        if not found:
            raise MissingError(f"文件夹 {place} 里没有 .json 文件。请放进学员导出的记录或成绩单")
        yield from found
    elif place.is_file():
        yield place
    else:
        raise MissingError(f"没有找到 {place}。请检查文件名和位置")


def _content(file: Path) -> bytes:
    """Return what a file holds, of one that is too large only as much as shows that it is."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)
