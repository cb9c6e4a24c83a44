"""What the unit that uses a course adds to its pages."""

from dataclasses import dataclass

from course.model.course import Course
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    contact: str


def unit_part(course: Course, templates: Templates) -> str:
    """Return who uses this site and whom readers ask, for the front page."""
    return templates.render("unit", _Unit(course.unit.name, course.unit.contact))
