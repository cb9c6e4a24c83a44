"""Running something as a user whom the system does not know, as in a container, and from whom files are closed."""

import json
import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

STRANGER = 12345
_NAMES = ("HOME", "USER", "LOGNAME", "LNAME", "USERNAME")


def as_stranger(job: Callable[[], Any]) -> Any:
    """Return what a job returns in a process of a stranger without a home; what it needs must have been imported.

    Only root can become somebody else. For other users the job runs as themselves, to whom closed files are closed, too.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _run(job, writing)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    os.waitpid(child, 0)
    kind, result = json.loads(said)
    assert kind == "done", result
    return result


def _run(job: Callable[[], Any], writing: int) -> None:
    """Run the job as a stranger, write what it returns, and end the process."""
    try:
        for name in _NAMES:
            os.environ.pop(name, None)
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(STRANGER)
            os.setuid(STRANGER)
        said = json.dumps(["done", job()])
    except BaseException:  # noqa: BLE001 -- whatever it is, the other process must hear of it
        said = json.dumps(["failed", traceback.format_exc()])
    with os.fdopen(writing, "w") as file:
        file.write(said)
    os._exit(0)


@contextmanager
def open_folder() -> Iterator[Path]:
    """Lend a folder that strangers can enter: pytest's own are closed to them."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        for path in (folder, *(Path(above, name) for above, names, _ in os.walk(folder) for name in names)):
            path.chmod(0o755)
        shutil.rmtree(folder)


def give_to_stranger(folder: Path) -> None:
    """Make a stranger the owner of a folder and all that is in it."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, STRANGER, STRANGER, follow_symlinks=False)


def close(path: Path, mode: int = 0) -> None:
    """Close a file or a folder to everybody but root."""
    path.chmod(mode)
    if os.geteuid() == 0:
        os.chown(path, 0, 0)
