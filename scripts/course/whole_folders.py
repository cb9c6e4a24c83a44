"""Folders that are there whole or not at all: made beside their place, then moved there."""

import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from course.files import PART, is_old, make_folder, parts_in
from course.folder_locks import locked, locked_if_free

_BEFORE = ".before"
"""How the name of a folder ends that makes way for a new one."""

# Of Linux: paths count from the present folder; exchange instead of replacing.
_HERE = -100
_EXCHANGE = 2


@contextmanager
def lent_folder(place: Path) -> Iterator[Path]:
    """Lend an empty folder on the disk of `place` while the block runs, and remove what killed runs left there.

    It has the name of `place`, and lies in a folder beside it that goes with the block. What `swap_in` began and did not
    finish is taken back.
    """
    whole = Path(os.path.abspath(place))  # noqa: PTH100 -- resolving would follow links
    make_folder(whole.parent)
    with ExitStack() as stack:
        # Between its making and its locking, no other process may take it for abandoned.
        with locked(whole.parent) as alone:
            _remove_abandoned_folders(whole, alone=alone)
            part = Path(tempfile.mkdtemp(dir=whole.parent, prefix=PART[0], suffix=PART[1]))
            stack.callback(_remove_part, part, whole)
            stack.enter_context(locked(part))
        lent = part / whole.name
        lent.mkdir()
        yield lent


def move_in(made: Path, place: Path) -> None:
    """Move a lent folder to its place, where nothing or an empty folder is."""
    if not place.exists():
        made.rename(place)
        return
    for child in sorted(made.iterdir()):
        child.rename(place / child.name)


def swap_in(made: Path, place: Path) -> None:
    """Put a lent folder in the place of another, in one step where the system can."""
    if not place.exists():
        made.rename(place)
    elif not _exchanged(made, place):
        place.rename(made.with_name(f"{made.name}{_BEFORE}"))
        made.rename(place)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system or the disk cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = [os.fsencode(os.path.abspath(path)) for path in (one, other)]  # noqa: PTH100 -- resolving would follow links
    return rename is not None and rename(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0


def _remove_abandoned_folders(place: Path, *, alone: bool) -> None:
    """Remove folders that killed runs left beside a place, and restore it where it was moved there."""
    for left in parts_in(place.parent):
        with suppress(OSError), locked_if_free(left) as free:
            if left.is_dir() and (free if alone else is_old(left)):
                _remove_part(left, place)


def _remove_part(part: Path, place: Path) -> None:
    """Remove a folder beside a place; what was moved there from the place, and has no successor, goes back first."""
    before = part / f"{place.name}{_BEFORE}"
    if before.is_dir() and not place.exists():
        before.rename(place)
    shutil.rmtree(part, ignore_errors=True)
