"""What the manifest of a release says that it consists of."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from course.model.course import CopyName, CourseId
from course.release.refused import RefusedError

MANIFEST = "manifest.json"
SITE = "site/"
"""Below it lie the files of the site in the archive of a release."""

DEPLOY = "deploy/"
"""Below it lie the settings for servers in the archive for administrators."""

VERSION = r"\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?"
"""The expression for the version of a release."""

CARRIED = "carried.json"
# Written beside the files of a site by those who publish it, so no site may bring them along.
_OURS = frozenset((MANIFEST, CARRIED))
# A drive letter, a separator of Windows, or what would break a list with one path to a line.
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')


def label(version: str, copy: str) -> str:
    """Return a version as it stands in the names of a release's files."""
    return f"{version}@{copy}" if copy else version


class Entry(BaseModel):
    """One file; `hashed` if its name says so much of its content that it never stands for another."""

    model_config = ConfigDict(frozen=True, strict=True)

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    hashed: bool


class _Told(BaseModel):
    """A manifest as far as publishing needs it; it may tell more."""

    format: Literal[1]
    version: Annotated[str, Field(pattern=f"^{VERSION}$")]
    id: CourseId | None = None
    copy_name: CopyName | None = Field(default=None, alias="copy")
    date: AwareDatetime
    settings: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    files: Annotated[dict[str, Entry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a release by path, and the text that says so, to the byte.

    `settings` is a hash of what servers must be told for it, `course` the course's id; both are None in the manifests
    of earlier versions. `copy` is empty for the real site.
    """

    text: str
    version: str
    date: datetime
    settings: str | None
    files: Mapping[str, Entry]
    course: str | None = None
    copy: str = ""

    @property
    def label(self) -> str:
        """The version as it stands in file names."""
        return label(self.version, self.copy)

    @property
    def name(self) -> str:
        """The folder of this release on a target: no two releases share one, even of the same version."""
        return f"{self.version}-{hashlib.sha256(self.text.encode()).hexdigest()[:8]}"

    @property
    def size(self) -> int:
        return sum(entry.size for entry in self.files.values())

    @property
    def hashed(self) -> dict[str, str]:
        """The hashes of the files that browsers may ask for long after their page came."""
        return {path: entry.sha256 for path, entry in self.files.items() if entry.hashed}

    @property
    def sums(self) -> dict[str, str]:
        """The hashes of all files, the manifest itself among them."""
        own = hashlib.sha256(self.text.encode()).hexdigest()
        return {MANIFEST: own, **{path: entry.sha256 for path, entry in self.files.items()}}


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest that somebody else may have written; refuse paths that lead anywhere but into the site."""
    try:
        text = content.decode()
        told = _Told.model_validate_json(text)
    except (UnicodeDecodeError, ValidationError) as error:
        raise RefusedError("清单 manifest.json 读不出来。请用 make release 生成的发布包") from error
    for fault in path_faults(told.files):
        raise RefusedError(fault)
    date = told.date.astimezone(UTC)
    return Manifest(text, told.version, date, told.settings, told.files, told.id, told.copy_name or "")


def read_carried(text: str | None) -> dict[str, str]:
    """Read which files a release carries for others: hash by path. What cannot be read counts as nothing."""
    try:
        told = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    if not isinstance(told, dict) or any(path_faults(told)):
        return {}
    return {path: str(digest) for path, digest in told.items()}


def path_faults(paths: Mapping[str, object]) -> Iterator[str]:
    """Every path must lead to a place of its own inside the site."""
    for path in paths:
        parts = path.split("/")
        if _FORBIDDEN.search(path) or path in _OURS or any(part in {"", ".", ".."} for part in parts):
            yield f"清单里的文件名“{path}”不能用，发布包可能被改过。请重新生成"
        if any("/".join(parts[:depth]) in paths for depth in range(1, len(parts))):
            yield f"清单里的“{path}”放不下：它上面的文件夹同时是一个文件。请重新生成发布包"
