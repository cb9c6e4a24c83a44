"""Several courses in one site: each in a folder named after its id, and a start page that leads to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from course.environment import PROGRAM
from course.errors import RefusedError
from course.files import write_bytes, write_text
from course.model.course import Course
from course.site.assemble import LIBRARY_SCRIPT, assemble_course
from course.site.engine import build, replaced
from course.site.html import site_templates

NAMES = "quizzes/data/names.js"
"""In a release, the script that says what the index of its questions is called."""


@dataclass(frozen=True, slots=True)
class _Start:
    title: str
    courses: tuple[Course, ...]
    folder: str
    names: str
    """Where a release says what its files are called; empty for plain sites."""


def build_library(courses: Sequence[tuple[Path, Course]], title: str, site: Path) -> Iterator[Course]:
    """Build the sites of courses, given with the folders that they were read from, into one; yield each that is built.

    Readers' records are named after the course's id, so that courses on one server do not share them. `site` gets its
    new content when all are built. Raises RefusedError, and leaves it as it is, if one does not build.
    """
    refuse_same_ids([course for _, course in courses])
    with replaced(site) as made:
        for root, course in courses:
            with TemporaryDirectory() as folder:
                assemble_course(root, course, Path(folder))
                build(Path(folder), made / course.identity.id)
            yield course
        write_start_page([course for _, course in courses], title, made)


def write_start_page(courses: Sequence[Course], title: str, site: Path, folder: str = "") -> None:
    """Write the page that leads to courses; each lies below its id, in `folder` (such as `current/`)."""
    write_bytes(site / "library.css", (PROGRAM / "theme/library.css").read_bytes())
    write_bytes(site / LIBRARY_SCRIPT, (PROGRAM / "player/dist" / LIBRARY_SCRIPT).read_bytes())
    view = _Start(title, tuple(courses), folder, NAMES if folder else "")
    write_text(site / "index.html", site_templates().render("library", view))


def refuse_same_ids(courses: Sequence[Course]) -> None:
    """Raise RefusedError if two courses have one id: they would share a folder, and their readers' records."""
    ids = [course.identity.id for course in courses]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise RefusedError(f"有几门课用了同一个编号：{'、'.join(twice)}。请在 course.yml 里把 id 改成不同的")
