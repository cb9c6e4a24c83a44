"""What the unit that uses a course adds to its pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from course.model.course import Course
from course.model.unit import LocalDocument, left_to_unit, local_documents, local_meanings, requirement_documents
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class LocalMeaning:
    """What the unit says of a term that is left to it; readers ask `contact` where it says nothing."""

    paragraphs: tuple[str, ...]
    documents: tuple[LocalDocument, ...]
    contact: str


def unit_part(course: Course, templates: Templates) -> str:
    """Return who uses this site and whom readers ask, for the front page."""
    return templates.render("unit", _Unit(course.unit.name, course.unit.contact))


def meanings_by_term(course: Course) -> dict[str, LocalMeaning]:
    """Return what stands below each term that is left to the unit, by the ids of the terms."""
    meanings = local_meanings(course.unit, course.terms)
    return {
        term.id: LocalMeaning(
            meanings[term.id].paragraphs if term.id in meanings else (),
            local_documents(course.unit, term),
            course.contact,
        )
        for term in left_to_unit(course.terms)
    }


def local_meaning_parts(course: Course, templates: Templates) -> Iterator[tuple[str, str]]:
    """Yield path and text of what the glossary shows below each term that is left to the unit."""
    for name, view in meanings_by_term(course).items():
        yield f"parts/local/{name}.md", templates.render("local-meaning", view)


def local_requirement_part(course: Course, requirement: str, templates: Templates) -> str:
    """Return what a study page says below a requirement of the unit's documents on it; empty if there are none."""
    documents = requirement_documents(course.unit, requirement)
    return templates.render("local-requirement", documents) if documents else ""
