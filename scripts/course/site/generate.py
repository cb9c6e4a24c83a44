"""Load, check, render, write. The same call by hand, in the site engine and in CI."""

from datetime import date
from pathlib import Path

from course.build_cache import NO_CACHE, NoCache
from course.check import Outcome, inspect
from course.files import OWNED, write_generated
from course.links import refuse_links, refuse_links_above
from course.model.changes import Previous, changes
from course.site.pages import render
from course.site.up_to_date import RECORD, forget, remember, sources


def generate(
    root: Path,
    *,
    day: date | None = None,
    drafts: bool = True,
    since: Previous | None = None,
    cache: NoCache = NO_CACHE,
) -> Outcome:
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
    outcome = inspect(root, day=day, drafts=drafts, cache=cache)
    if outcome.failed:
        return outcome
    course = outcome.course
    news = changes(course, since.questions, since.version, since.day) if since else None
    done = Outcome(course, outcome.diagnostics, write_generated(root, render(course, news, cache), OWNED))
    if digest:
        remember(root, digest, done.diagnostics, len(done.published.written) + done.published.unchanged)
    return done
