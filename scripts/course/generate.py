"""From files to files: load, check, render, publish. The same call by hand, in the site engine and in CI."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.diagnostics import Diagnostic, errors
from course.load import load_course
from course.model.course import Course
from course.publish import Published, publish
from course.render.pages import OWNED, render
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


def inspect(root: Path, instead: Mapping[str, str] | None = None) -> Outcome:
    """Load and check the course below `root` without writing anything.

    Texts in `instead` (by path) are read in place of the files of that name.
    """
    course, found = load_course(root, instead)
    diagnostics = tuple(sorted({*found, *check(course)}))
    return Outcome(course, diagnostics, NOTHING)


def generate(root: Path) -> Outcome:
    """Check the course below `root` and, if it has no errors, write everything that derives from it."""
    outcome = inspect(root)
    if outcome.failed:
        return outcome
    return Outcome(outcome.course, outcome.diagnostics, publish(root, render(outcome.course), OWNED))
