"""The manifest of a release: its files with hash and size, and its questions. Written, read and checked here."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from course.errors import RefusedError
from course.model.bank import Id
from course.model.changes import Previous, Record
from course.model.course import CopyName, CourseId
from course.release.hash_assets import is_hashed

MANIFEST = "manifest.json"
SITE = "site/"
"""Below it lie the files of the site in the archive of a release."""

DEPLOY = "deploy/"
"""Below it lie the settings for servers in the archive for administrators."""

VERSION = r"[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(-[0-9A-Za-z.]{1,40})?"
"""The expression for the version of a release."""

BASE = r"/([0-9A-Za-z._~-]+/)*"
"""The expression for the path below which a server shows a site."""

CARRIED = "carried.json"
# Written beside the files of a site by those who publish it, so no site may bring them along.
_OURS = frozenset((MANIFEST, CARRIED))
# A drive letter, a separator of Windows, or what would break a list with one path to a line.
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')


def label(version: str, copy: str) -> str:
    """Return a version as it stands in the names of a release's files."""
    return f"{version}@{copy}" if copy else version


class FileEntry(BaseModel):
    """One file; `hashed` if its name says so much of its content that it never stands for another."""

    model_config = ConfigDict(frozen=True, strict=True)

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(ge=0)]
    hashed: bool


class _ManifestFields(BaseModel):
    """A manifest as far as publishing needs it; it may hold more."""

    format: Literal[1]
    version: Annotated[str, Field(pattern=f"^{VERSION}$")]
    id: CourseId | None = None
    copy_name: CopyName | None = Field(default=None, alias="copy")
    base: Annotated[str, Field(pattern=f"^{BASE}$")] | None = None
    uncommitted: bool = False
    date: AwareDatetime
    settings: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    files: Annotated[dict[str, FileEntry], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a release by path, and the text that says so, to the byte.

    `settings` is a hash of the server settings that it needs, `course` the course's id, `base` the path below which a
    server shows it; all are None in the manifests of earlier versions. `copy` is empty for the real site.
    """

    text: str
    version: str
    date: datetime
    settings: str | None
    files: Mapping[str, FileEntry]
    course: str | None = None
    copy: str = ""
    base: str | None = None
    uncommitted: bool = False

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
    """Read an untrusted manifest; refuse paths that lead anywhere but into the site."""
    try:
        text = content.decode()
        fields = _ManifestFields.model_validate_json(text)
    except (UnicodeDecodeError, ValidationError) as error:
        raise RefusedError("清单 manifest.json 读不出来。请用 ./course release 生成的发布包") from error
    for fault in path_faults(fields.files):
        raise RefusedError(fault)
    date = fields.date.astimezone(UTC)
    return Manifest(
        text,
        fields.version,
        date,
        fields.settings,
        fields.files,
        fields.id,
        fields.copy_name or "",
        fields.base,
        fields.uncommitted,
    )


def read_carried(text: str | None) -> dict[str, str]:
    """Read which files a release carries for others: hash by path. What cannot be read counts as nothing."""
    try:
        fields = json.loads(text or "{}")
    except json.JSONDecodeError:
        return {}
    if not isinstance(fields, dict) or any(path_faults(fields)):
        return {}
    return {path: str(digest) for path, digest in fields.items()}


def path_faults(paths: Mapping[str, object]) -> Iterator[str]:
    """Every path must lead to a place of its own inside the site."""
    for path in paths:
        parts = path.split("/")
        if _FORBIDDEN.search(path) or path in _OURS or any(part in {"", ".", ".."} for part in parts):
            yield f"清单里的文件名“{path}”不能用，发布包可能被改过。请重新生成"
        if any("/".join(parts[:depth]) in paths for depth in range(1, len(parts))):
            yield f"清单里的“{path}”放不下：它上面的文件夹同时是一个文件。请重新生成发布包"


FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """What a release says of itself: its version, its moment in seconds since 1970, tools, numbers of things, questions.

    `course` is the course's id, and `copy` the name of the copy of the site that this is, empty for the real one.
    `base` is the path below which a server shows the site; `uncommitted` if sources had changes that Git does not hold.
    """

    version: str
    epoch: int
    tools: Mapping[str, str]
    counts: Mapping[str, int]
    questions: Mapping[str, Record] = field(default_factory=dict)
    course: str = ""
    copy: str = ""
    base: str = "/"
    uncommitted: bool = False

    @property
    def label(self) -> str:
        """The version as it stands in file names: `1.2.0`, or `1.2.0@试用` for a copy."""
        return label(self.version, self.copy)

    @property
    def date(self) -> str:
        """The moment in UTC as in ISO 8601."""
        return datetime.fromtimestamp(self.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def manifest_json(content: Mapping[str, bytes], release: Release, settings: Mapping[str, str]) -> str:
    """Return the manifest of a site's files by path, as JSON; the same for the same files.

    `settings` are the server settings for this site; a release that needs others than the one before says so.
    """
    files = {path: _entry(path, content[path]) for path in sorted(content)}
    about = {
        "format": FORMAT,
        "version": release.version,
        **({"id": release.course} if release.course else {}),
        **({"copy": release.copy} if release.copy else {}),
        "base": release.base,
        **({"uncommitted": True} if release.uncommitted else {}),
        "date": release.date,
        "tools": dict(sorted(release.tools.items())),
        "counts": dict(sorted(release.counts.items())),
        "settings": hashlib.sha256(json.dumps(dict(sorted(settings.items()))).encode()).hexdigest(),
        "questions": {name: record_line(record) for name, record in sorted(release.questions.items())},
        "files": files,
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def checksums(text: str) -> str:
    """Return the hashes of a manifest in the form that `sha256sum --check` reads."""
    files = json.loads(text)["files"]
    return "".join(f"{entry['sha256']}  {path}\n" for path, entry in files.items())


def _entry(path: str, content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "hashed": is_hashed(path)}


_DIGEST = "[0-9a-f]{12}"
_RECORD = Annotated[str, Field(pattern=rf"^[a-z][a-z0-9-]* {_DIGEST} {_DIGEST} {_DIGEST}$")]


class _RecordedQuestions(BaseModel):
    """A manifest as far as its questions go; those of the first releases say nothing of them."""

    version: Annotated[str, Field(pattern=f"^{VERSION}$")]
    id: CourseId | None = None
    date: AwareDatetime
    questions: dict[Id, _RECORD] | None = None


def record_line(record: Record) -> str:
    """Return a question's record as it stands in a manifest, on one line."""
    return f"{record.bank} {record.answer} {record.key} {record.text}"


def read_previous(content: bytes) -> Previous:
    """Read a manifest. Raises RefusedError if it is none, or if it does not say what its questions were."""
    try:
        found = _RecordedQuestions.model_validate_json(content)
    except ValidationError as error:
        raise RefusedError("上一版的清单读不出来。请用 ./course release 生成的 manifest.json 文件") from error
    if found.questions is None:
        raise RefusedError(
            f"{found.version} 版的清单里没有记录题目，比不出更正了哪些题。请去掉 --since，从这一版起就有记录"
        )
    return Previous(
        found.version,
        found.date.date().isoformat(),
        {name: Record(*line.split(" ")) for name, line in found.questions.items()},
        found.id,
    )
