"""What changed in the questions since the last release, as the next one will list it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course.check import Outcome
from course.desk.desk import Desk
from course.errors import RefusedError
from course.model import inline
from course.model.bank import BLANK
from course.model.changes import CHANGE_LABELS, ChangeKind, Changes, Previous, changes
from course.model.course import Course
from course.model.released import released
from course.model.without import without_withdrawn
from course.publish.package import archives_in, manifest_beside
from course.release.manifest import read_previous

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A question that changed: its id, its bank and what is left of its stem."""

    id: str
    bank: str
    stem: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The changes since a release, by what happened."""

    since: str
    day: str
    groups: tuple[tuple[str, tuple[ChangeRow, ...]], ...]


def _previous(folder: Path, course: Course) -> Previous | None:
    """Return what the last release of this course records of its questions, None if there is none."""
    for archive in archives_in(folder):
        with suppress(RefusedError, OSError):
            before = read_previous(manifest_beside(archive).read_bytes())
            if before.course in {None, course.identity.id}:
                return before
    return None


def changes_since_last(desk: Desk) -> ChangesView | None:
    """Return what a release made now would list as changed since the last one, None if none was made here."""
    folder = desk.root / "dist"
    # A release that was made meanwhile is another argument.
    made = "".join(f"{archive.name} {manifest_beside(archive).stat().st_mtime_ns}\n" for archive in archives_in(folder))
    return desk.course.derived(_changes_since, str(folder), made)


def _changes_since(outcome: Outcome, folder: str, _: str) -> ChangesView | None:
    before = _previous(Path(folder), outcome.course)
    if before is None:
        return None
    found = changes(without_withdrawn(released(outcome.course)), before.questions, before.version, before.day)
    return ChangesView(found.since, found.day, tuple(_groups(found)))


def _groups(found: Changes) -> Iterator[tuple[str, tuple[ChangeRow, ...]]]:
    kinds: list[ChangeKind] = [kind for kind in CHANGE_LABELS if found.of(kind)]
    for kind in kinds:
        rows = (
            ChangeRow(one.id, one.bank, beginning(one.question.stem) if one.question else "") for one in found.of(kind)
        )
        yield CHANGE_LABELS[kind], tuple(rows)


def beginning(stem: str, longest: int = _LONGEST) -> str:
    """Return the beginning of a stem as plain text in one line of at most `longest` characters."""
    text = " ".join(inline.plain(stem).replace(BLANK, "____").split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
