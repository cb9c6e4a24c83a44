"""What a release consists of: every file with its hash and size, so that anybody can tell whether it is whole."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from course.model.changes import Record
from course.release.contents import label
from course.release.names import is_hashed
from course.release.previous import told

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Release:
    """What a release says of itself: its version, its moment in seconds since 1970, tools, numbers of things, questions.

    `course` is the course's id, and `copy` the name of the copy of the site that this is, empty for the real one.
    """

    version: str
    epoch: int
    tools: Mapping[str, str]
    counts: Mapping[str, int]
    questions: Mapping[str, Record] = field(default_factory=dict)
    course: str = ""
    copy: str = ""

    @property
    def label(self) -> str:
        """The version as it stands in file names: `1.2.0`, or `1.2.0@试用` for a copy."""
        return label(self.version, self.copy)

    @property
    def date(self) -> str:
        """The moment in UTC as in ISO 8601."""
        return datetime.fromtimestamp(self.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def manifest(content: Mapping[str, bytes], release: Release, settings: Mapping[str, str]) -> str:
    """Return the manifest of a site's files, given by path, as JSON; the same for the same files.

    `settings` are what servers must be told for this site; a release that needs others than the one before says so.
    """
    files = {path: _entry(path, content[path]) for path in sorted(content)}
    about = {
        "format": FORMAT,
        "version": release.version,
        **({"id": release.course} if release.course else {}),
        **({"copy": release.copy} if release.copy else {}),
        "date": release.date,
        "tools": dict(sorted(release.tools.items())),
        "counts": dict(sorted(release.counts.items())),
        "settings": hashlib.sha256(json.dumps(dict(sorted(settings.items()))).encode()).hexdigest(),
        "questions": {name: told(record) for name, record in sorted(release.questions.items())},
        "files": files,
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def checksums(text: str) -> str:
    """Return the hashes of a manifest in the form that `sha256sum --check` reads."""
    files = json.loads(text)["files"]
    return "".join(f"{entry['sha256']}  {path}\n" for path, entry in files.items())


def _entry(path: str, content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "hashed": is_hashed(path)}
