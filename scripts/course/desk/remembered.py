"""What a person typed last on this computer, so that forms come with it filled in.

Each is a file below `.course/desk`, which is neither committed nor published. It belongs to one user of one computer:
a person who copies the project, or opens it from a shared folder, sees nothing of another person.
"""

import getpass
import platform
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from course.errors import RefusedError
from course.files import content_of, write_text
from course.links import refuse_links_above

REMEMBERED = ".course/desk/remembered"

_LONGEST = 1_000

What: TypeAlias = Literal["reviewer", "place"]
"""Who approved last; the folder on a server that was looked at last."""


def remembered(root: Path, what: What) -> str:
    """Return what this user typed last, empty if that is not known."""
    try:
        text = (content_of(root / _path(what)) or b"").decode().strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if text.isprintable() and len(text) <= _LONGEST else ""


def remember(root: Path, what: What, text: str) -> None:
    """Write down what this user typed; where that cannot be written, it is typed again next time."""
    path = _path(what)
    with suppress(OSError, RefusedError):
        refuse_links_above(root, path)
        write_text(root / path, f"{text}\n")


def _path(what: What) -> str:
    return f"{REMEMBERED}/{_owner()}/{what}.txt"


def _owner() -> str:
    """Return a name for the user at this computer that does not tell who that is."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = ""
    return sha256(f"{user}@{platform.node()}".encode()).hexdigest()[:12]
