"""The page for staff on what the course leaves to the unit, and what the unit has written."""

from dataclasses import dataclass

from course.coverage.local_terms import LeftPlace, LeftTerm, left_places, left_terms
from course.model.course import Course
from course.model.unit import LocalDocument
from course.site.html import front
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Page:
    rows: tuple[LeftTerm, ...]
    filled: int
    contact: str
    documents: tuple[LocalDocument, ...]
    places: tuple[LeftPlace, ...]


def local_page(course: Course, templates: Templates) -> str:
    """Return the page that lists every term that is left to the unit, in the order of the glossary."""
    rows = tuple(left_terms(course))
    view = _Page(
        rows, sum(row.is_filled for row in rows), course.unit.contact, course.unit.documents, tuple(left_places(course))
    )
    return front("还要本单位补充的", searched=True) + templates.render("local", view)
