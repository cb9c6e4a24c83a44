"""Options of a release build, carried to the site engine's hook by environment variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.model.changes import Previous
from course.release.manifest import read_previous

# Environment variables that pass to the hook what MkDocs would not.
_DRAFTS, _LEAVE_OUT = "COURSE_DRAFTS", "leave-out"
_SINCE = "COURSE_SINCE"


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build is to do beyond the usual: with drafts or without, and changes since which release."""

    drafts: bool = True
    since: Previous | None = None


def to_environment(since: Path | None) -> dict[str, str]:
    """Return the variables for the build of a release; `since` is the manifest of an earlier one."""
    return {_DRAFTS: _LEAVE_OUT} | ({_SINCE: str(since.resolve())} if since else {})


def from_environment(variables: Mapping[str, str]) -> BuildOptions:
    """Return what the variables of a build say; without any, what a preview shows."""
    since = variables.get(_SINCE)
    return BuildOptions(
        variables.get(_DRAFTS) != _LEAVE_OUT, read_previous(Path(since).read_bytes()) if since else None
    )
