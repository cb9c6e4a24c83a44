"""What publishing asks of the place where a site is served: a local folder, or one on another machine.

    current -> releases/1.2.0-3fa9c1d2      what the web server serves
    releases/1.2.0-3fa9c1d2/                the files of one release, manifest.json, carried.json
    releases/.order  .lock                  see history.py, lock.py
    releases/.anything-else                 work in hand, or left by a publish that died

Whatever a method does shows at once or not at all, or happens in a folder that is not served.
"""

import re
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from course.errors import RefusedError
from course.publish.local import Folder
from course.publish.ssh import Remote

_REMOTE = re.compile(r"(?P<host>(?:[\w.-]+@)?(?:\w[\w.-]+|\[[0-9A-Fa-f:.]+\])):(?P<path>.*)")


class Target(Protocol):
    """A place to publish to. Paths are relative to `releases/`, with `/` between their parts."""

    @property
    def label(self) -> str:
        """The target in the words of the person who named it."""

    def prepare(self) -> None:
        """Make `releases/` in a folder that is there already, or whose parent is."""

    def entries(self) -> frozenset[str]:
        """Return the names of what lies in `releases/`; nothing if there is none."""

    def current(self) -> str | None:
        """Return the name of the release in service; refuse a `current` that is not a link."""

    def read(self, paths: Iterable[str]) -> list[str | None]:
        """Return the texts of files, none for those that are not there."""

    def write(self, path: str, text: str) -> None:
        """Write a small file."""

    def claim(self, path: str, text: str) -> bool:
        """Write a small file if none is there; return whether it was written."""

    def age(self, path: str) -> float:
        """Return how many seconds ago a file was touched, by the clock of the target."""

    def renew(self, path: str, text: str) -> bool:
        """Set the time of a file to now if this is its text; return whether it was set."""

    def upload(self, site: Path, name: str, like: str | None) -> None:
        """Put the files of a folder into a new one; `like` names a release that may have many of them already."""

    def wrong(self, name: str, sums: Mapping[str, str]) -> list[str]:
        """Return the paths in a release whose content does not have these hashes."""

    def move(self, old: str, new: str) -> None:
        """Rename something in `releases/`."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files and folders from `releases/`; they need not be there."""

    def lend(self, source: str, into: str, paths: Iterable[str]) -> None:
        """Link files of one release into another where they are missing, or copy them."""

    def drop(self, name: str, paths: Iterable[str]) -> None:
        """Remove files from a release."""

    def switch(self, name: str) -> None:
        """Let `current` point to a release, from one moment to the next."""


def is_remote(text: str) -> bool:
    """Return whether a person means a place on another machine."""
    return bool(_REMOTE.fullmatch(text))


def find_target(text: str, ssh: str) -> Target:
    """Return the target that a person means by a local path or `[user@]host:/path`, reached by this ssh command."""
    remote = _REMOTE.fullmatch(text)
    if remote is None:
        return Folder(Path(text))
    if not remote["path"].startswith("/"):
        raise RefusedError(f"“{text}”要写成 主机:/路径，路径以 / 开头，例如 web@10.0.0.5:/srv/course")
    try:
        command = shlex.split(ssh)
    except ValueError as error:
        raise RefusedError(f"--ssh 的引号不成对：{ssh}。请写成 'ssh -p 2222' 这样") from error
    return Remote(remote["host"], remote["path"], command)
