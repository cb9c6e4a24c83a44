"""What the unit that uses a course adds to its pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.model.course import Course
from course.model.unit import LocalDocument, left_to_unit, local_documents, local_meanings
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class _Meaning:
    paragraphs: tuple[str, ...]
    documents: tuple[LocalDocument, ...]
    contact: str


def unit_part(course: Course, templates: Templates) -> str:
    """Return who uses this site and whom readers ask, for the front page."""
    return templates.render("unit", _Unit(course.unit.name, course.unit.contact))


def local_meaning_parts(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    """Yield path and text of what the glossary shows below each term that is left to the unit."""
    meanings = local_meanings(course.unit, course.terms)
    for term in left_to_unit(course.terms):
        local = meanings.get(term.id)
        view = _Meaning(local.paragraphs if local else (), local_documents(course.unit, term), course.contact)
        yield f"parts/local/{term.id}.md", templates.render("local-meaning", view)
