"""Load a project folder and check it: what every command and the site build start from."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from course.build_cache import NO_CACHE, NoCache
from course.files import Written
from course.load.course import load_course
from course.load.files import INTERRUPTED
from course.model.course import Course
from course.model.released import released
from course.model.without import without_withdrawn
from course.rules.all import check
from course.text.diagnostics import Diagnostic, errors

NOTHING = Written((), (), 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A checked course, its diagnostics sorted by place, and what was written (nothing if it has errors)."""

    course: Course
    diagnostics: tuple[Diagnostic, ...]
    written: Written

    @property
    def failed(self) -> bool:
        """Return whether the course has errors."""
        return bool(errors(self.diagnostics))


Check: TypeAlias = Callable[[Mapping[str, str]], Outcome]
"""Returns the course as it would be with texts (by path) in the place of files."""


def inspect(
    root: Path,
    *,
    day: date | None = None,
    drafts: bool = True,
    instead: Mapping[str, str] | None = None,
    cache: NoCache = NO_CACHE,
) -> Outcome:
    """Load and check the course below `root` without writing anything.

    Without a `day` nothing is overdue. Without `drafts` it is the course as a release holds it, and what is missing then
    is passed on too. The questions that the unit has withdrawn are checked, but the course lacks them. Texts in
    `instead` (by path) are read in place of the files of that name.
    """
    course, found = load_course(root, instead, cache)
    if not drafts:
        course = released(course)
    diagnostics = _first({*found, *check(course, day, cache)})
    return Outcome(without_withdrawn(course, cache), diagnostics, NOTHING)


def inspect_whole(
    root: Path, instead: Mapping[str, str] | None = None, *, day: date | None = None, cache: NoCache = NO_CACHE
) -> Outcome:
    """Load and check the course as its files have it, for who edits them: with the questions that the unit has withdrawn."""
    course, found = load_course(root, instead, cache)
    return Outcome(course, _first({*found, *check(course, day, cache)}), NOTHING)


def new_findings(after: Outcome, before: Outcome) -> Iterator[Diagnostic]:
    """Yield the diagnostics that a change of files would bring; lines of files that change say nothing about that."""
    known = Counter((found.position.path, found.message, found.rule) for found in before.diagnostics)
    for found in after.diagnostics:
        name = (found.position.path, found.message, found.rule)
        known[name] -= 1
        if known[name] < 0:
            yield found


def _first(found: set[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics sorted by place; if files are half old and half new, only that counts."""
    return tuple(sorted({one for one in found if one.rule == INTERRUPTED} or found))
