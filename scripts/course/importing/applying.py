"""The one step of an import that writes."""

from pathlib import Path

from course.importing.preparing import Prepared
from course.publish import write_together


def apply(root: Path, prepared: Prepared) -> tuple[str, ...]:
    """Write all files of a prepared import, or none; return those that somebody changed meanwhile, then none is written.

    Raises OSError where a file cannot be written.
    """
    changed = tuple(path for path, content in prepared.before.items() if _content(root / path) != content)
    if not changed:
        write_together(root, prepared.files)
    return changed


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None
