"""Locks of the operating system on folders: it releases them when their holder ends, however that ends.

Windows and some network file systems cannot lock folders. There nothing waits.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from course.errors import RefusedError

if sys.platform != "win32":
    import fcntl

_PATIENCE = 600
_PAUSE = 0.1


@contextmanager
def locked(*folders: Path) -> Iterator[bool]:
    """Hold the locks of folders within the block; yield whether no other program can hold any of them.

    Waits for other programs, and raises RefusedError after ten minutes.
    """
    alone = True
    with ExitStack() as stack:
        # All programs lock in the same order, so that no two wait for each other.
        for folder in sorted(set(folders)):
            handle = _opened(folder)
            if handle is not None:
                stack.callback(os.close, handle)
                alone = _wait(folder, handle) and alone
            else:
                alone = False
        yield alone


@contextmanager
def locked_if_free(folder: Path) -> Iterator[bool]:
    """Hold the lock of a folder within the block if no other program does; yield whether it is held now."""
    handle = _opened(folder)
    try:
        yield handle is not None and _take(handle) is True
    finally:
        if handle is not None:
            os.close(handle)


def _opened(folder: Path) -> int | None:
    """Open a folder to lock it; return None where that is not possible."""
    if sys.platform == "win32":
        return None
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _wait(folder: Path, handle: int) -> bool:
    """Take the lock of an open folder as soon as it is free; return False if the file system has no locks."""
    end = time.monotonic() + _PATIENCE
    while (taken := _take(handle)) is False:
        if time.monotonic() > end:
            raise RefusedError(f"另一个程序一直在写 {folder}。请等它结束，或关掉它，再运行一次")
        time.sleep(_PAUSE)
    return taken is True


def _take(handle: int) -> bool | None:
    """Take the lock of an open folder; return whether it was free, None if the file system has no locks."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
