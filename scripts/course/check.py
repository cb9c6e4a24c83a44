"""Load a project folder and check it: what every command and the site build start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course.build_cache import NO_CACHE, NoCache
from course.files import Written
from course.load.course import load_course
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
    diagnostics = tuple(sorted({*found, *check(course, day, cache)}))
    return Outcome(without_withdrawn(course, cache), diagnostics, NOTHING)


def inspect_whole(root: Path, instead: Mapping[str, str] | None = None) -> Outcome:
    """Load and check the course as its files have it, for who edits them: with the questions that the unit has withdrawn."""
    course, found = load_course(root, instead)
    return Outcome(course, tuple(sorted({*found, *check(course)})), NOTHING)
