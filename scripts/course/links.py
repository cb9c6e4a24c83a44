"""The one place that decides whether a generated folder is where it seems to be.

Generated folders are emptied and written again. If one of them is a symbolic link, or a junction of Windows, the files
of another folder would be lost. Only the standard library is used: commands that run before the installation need this.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from course.errors import RefusedError

# Windows tells a junction by this tag; Path.is_junction comes with Python 3.12.
_JUNCTION = 0xA0000003


class LinkError(RefusedError):
    """Nothing was written or removed; the message says why and how to go on."""


def is_link(path: Path) -> bool:
    """Return whether a path is itself a symbolic link or a junction, wherever it leads."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def refuse_links_above(root: Path, *places: Path | str) -> None:
    """Raise LinkError if a place in the project at `root`, or a folder between the two, is a link.

    Places outside the project are where people want them, and are not looked at.
    """
    for place in places:
        for path in _way_to(root, root / place):
            _refuse(path)


def refuse_links(root: Path, *folders: Path | str) -> None:
    """Raise LinkError if a wholly generated folder, one above it in the project at `root`, or anything in it is a link."""
    refuse_links_above(root, *folders)
    for folder in folders:
        # A folder outside the project is checked from itself on.
        _refuse(root / folder)
        for path in _below(root / folder):
            _refuse(path)


def links_in(folder: Path) -> Iterator[Path]:
    """Yield the links in a folder, or the folder itself if it is one; no link is followed."""
    return (path for path in (folder, *sorted(_below(folder))) if is_link(path))


def _refuse(path: Path) -> None:
    if is_link(path):
        raise LinkError(
            f"{path} 是一个链接，真正的文件在别处。为了不误删、误改那里的文件，什么也没有写，什么也没有删。"
            "请删去这个链接（只删链接，不删它指向的文件夹），再运行一次"
        )


def _way_to(root: Path, place: Path) -> Iterator[Path]:
    """Yield the folders from the project down to a place, the place included; nothing if it lies outside."""
    whole, base = Path(os.path.abspath(place)), Path(os.path.abspath(root))  # noqa: PTH100 -- resolving would follow links
    if whole.is_relative_to(base):
        inside = whole.relative_to(base)
        yield from (base / part for part in reversed([inside, *inside.parents][:-1]))


def _below(folder: Path) -> Iterator[Path]:
    """Yield everything in a folder, without following links."""
    for name, folders, files in os.walk(folder):
        yield from (Path(name, one) for one in (*folders, *files))
