"""From files to files: load, check, render, publish. The same call by hand, in the site engine and in CI."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from course.diagnostics import Diagnostic, errors
from course.freshness import RECORD, forget, remember, sources
from course.links import refuse_links, refuse_links_above
from course.load import load_course
from course.memory import Remembered, uncollected
from course.model.changes import changes
from course.model.course import Course
from course.model.review import without_drafts
from course.publish import OWNED, Published, publish
from course.release.previous import Previous
from course.render.booklet import begin as begin_booklet
from course.render.pages import render
from course.rules import check

NOTHING = Published((), (), 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A checked course, its diagnostics sorted by place, and what was written (nothing if it has errors)."""

    course: Course
    diagnostics: tuple[Diagnostic, ...]
    published: Published

    @property
    def failed(self) -> bool:
        """Tell whether the course has errors."""
        return bool(errors(self.diagnostics))


def inspect(
    root: Path,
    *,
    day: date | None = None,
    drafts: bool = True,
    instead: Mapping[str, str] | None = None,
    loaded: Callable[[Course], None] | None = None,
) -> Outcome:
    """Load and check the course below `root` without writing anything.

    Without a `day` nothing is overdue. Without `drafts` it is the course as members get it, and what is missing then
    is told too. Texts in `instead` (by path) are read in place of the files of that name. `loaded` gets
    the course before it is checked.
    """
    Remembered.turn()
    with uncollected():
        course, found = load_course(root, instead)
        if not drafts:
            course = without_drafts(course)
        if loaded:
            loaded(course)
        diagnostics = tuple(sorted({*found, *check(course, day)}))
    return Outcome(course, diagnostics, NOTHING)


def generate(root: Path, *, day: date | None = None, drafts: bool = True, since: Previous | None = None) -> Outcome:
    """Check the course below `root` and, if it has no errors, write everything that derives from it.

    The day shows in warnings only, never in what is written. `since` is an earlier release to list the changes from.
    Raises LinkError, and touches nothing, if what is generated would be written or removed through a link.
    """
    # Told before anything is read: a file that somebody saves meanwhile must count as changed.
    digest = sources(root, day) if day and drafts and not since else None
    # Before the first thing is removed.
    refuse_links_above(root, RECORD)
    refuse_links(root, *OWNED)
    forget(root)
    with uncollected():
        try:
            # The booklet takes shape while the course is checked.
            outcome = inspect(root, day=day, drafts=drafts, loaded=begin_booklet)
            if outcome.failed:
                return outcome
            course = outcome.course
            news = changes(course, since.questions, since.version, since.day) if since else None
            done = Outcome(course, outcome.diagnostics, publish(root, render(course, news), OWNED))
        finally:
            Remembered.stop()
    if digest:
        remember(root, digest, done.diagnostics, len(done.published.written) + done.published.unchanged)
    return done
