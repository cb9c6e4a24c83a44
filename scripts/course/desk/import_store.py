"""Imports under way: the file and what the person has decided about it, so that both outlast the desk.

Each has a folder of its own below `.course/desk/imports`. Nothing of the file's name becomes part of a path.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from course.errors import RefusedError
from course.files import remove, write_bytes, write_text
from course.importing.options import Decision, ImportOptions
from course.links import refuse_links_above
from course.text.unicode_checks import printable

IMPORTS = ".course/desk/imports"
"""The folder of all imports under way; git ignores it, and `make clean` leaves it."""

MOST = 20
_NAME = re.compile(r"[0-9a-f]{12}")
_CONTENT, _STATE = "content", "state.json"
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class PendingImport:
    """One import under way; `name` is the file's, for people and for what its ending says, `begun` by this machine's clock."""

    id: str
    name: str
    begun: datetime
    options: ImportOptions = field(default_factory=ImportOptions)

    @property
    def version(self) -> str:
        """A digest of what was decided."""
        return sha256(_as_json(self).encode()).hexdigest()[:12]

    def decision_at(self, place: str) -> Decision:
        """Return what was decided about the question at a place of the file."""
        return self.options.decisions.get(place, Decision())

    def with_decisions(self, decisions: Mapping[str, Decision]) -> "PendingImport":
        """Return the import with further decisions, by the places of their questions."""
        return replace(self, options=replace(self.options, decisions={**self.options.decisions, **decisions}))


class ImportStore:
    """The imports under way of the project below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / IMPORTS

    def all(self) -> list[PendingImport]:
        """Return all imports, the latest first; what cannot be read is left out."""
        found = [one for name in self._names() if (one := self._read(name))]
        return sorted(found, key=lambda one: one.begun, reverse=True)

    def find(self, name: str) -> PendingImport | None:
        """Return the import of an id, None if there is none."""
        return self._read(name) if name in set(self._names()) else None

    def content(self, pending: PendingImport) -> bytes:
        """Return the content of the file."""
        return (self._folder / pending.id / _CONTENT).read_bytes()

    def begin(self, name: str, content: bytes) -> PendingImport:
        """Keep a file that is to be imported. Raises RefusedError if there are too many already."""
        if len(self.all()) >= MOST:
            raise RefusedError(f"没有做完的导入已经有 {MOST} 个。请先做完几个，或者删去不要的")
        shown = printable(Path(name.replace("\\", "/")).name)
        pending = PendingImport(token_hex(6), shown[-_LONGEST_NAME:] or "文件", datetime.now().astimezone())
        # First, so that an import that was killed here is listed, and can be removed.
        self.save(pending)
        write_bytes(self._folder / pending.id / _CONTENT, content)
        return pending

    def save(self, pending: PendingImport) -> None:
        """Write down what was decided."""
        path = f"{IMPORTS}/{pending.id}/{_STATE}"
        refuse_links_above(self._root, path)
        write_text(self._root / path, _as_json(pending))

    def remove(self, pending: PendingImport) -> None:
        """Forget an import."""
        refuse_links_above(self._root, f"{IMPORTS}/{pending.id}/{_STATE}")
        folder = self._folder / pending.id
        # The state last, for the same reason.
        for path in (folder / _CONTENT, folder / _STATE):
            remove(path)
        shutil.rmtree(folder)

    def _names(self) -> Iterator[str]:
        if self._folder.is_dir():
            yield from sorted(one.name for one in self._folder.iterdir() if _NAME.fullmatch(one.name))

    def _read(self, name: str) -> PendingImport | None:
        try:
            state = json.loads((self._folder / name / _STATE).read_bytes())
            return PendingImport(name, str(state["name"]), datetime.fromisoformat(state["begun"]), _options(state))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


def _as_json(pending: PendingImport) -> str:
    options = pending.options
    state = {
        "name": pending.name,
        "begun": pending.begun.isoformat(timespec="seconds"),
        "bank": options.bank,
        "points": options.points,
        "difficulty": options.difficulty,
        "title": options.title,
        "page": options.page,
        "decisions": {
            place: {"leave_out": one.leave_out, "fields": dict(one.fields), "bank": one.bank}
            for place, one in options.decisions.items()
        },
    }
    # Whatever stands in the file, this one is plain ASCII.
    return json.dumps(state, indent=1) + "\n"


def _options(state: Mapping[str, object]) -> ImportOptions:
    decisions, points, difficulty = state["decisions"], state["points"], state["difficulty"]
    if not isinstance(decisions, Mapping) or not isinstance(points, list):
        raise TypeError
    return ImportOptions(
        str(state["bank"]) if state["bank"] else None,
        tuple(map(str, points)),
        difficulty if isinstance(difficulty, int) else None,
        title=str(state["title"]),
        page=str(state["page"]),
        decisions={
            str(place): Decision(bool(one["leave_out"]), dict(one["fields"]), one["bank"])
            for place, one in decisions.items()
        },
    )
