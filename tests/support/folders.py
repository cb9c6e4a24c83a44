"""What a project folder holds."""

from pathlib import Path

from course.journal import CHANGES


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files by path; records of changes are left out, which hold the time."""
    files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {path: content for path, content in files.items() if not path.startswith(f"{CHANGES}/")}
