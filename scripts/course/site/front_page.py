"""What the front page is made of: where each role begins, and the course as a map."""

from dataclasses import dataclass

from course.model.bank import BankFile
from course.model.course import Course
from course.model.study import ROLES, StudyPage
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    label: str
    requirements: int
    points: int


@dataclass(frozen=True, slots=True)
class _Roles:
    roles: tuple[_Role, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    study: StudyPage
    banks: tuple[BankFile, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    locator: str
    title: str
    cards: tuple[_Card, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    parts: tuple[_Part, ...]


def roles(course: Course, templates: Templates) -> str:
    """Return where each role begins: its duties, and how many they are."""
    # From the single member up to the organisation: most readers find themselves at once.
    return templates.render("roles", _Roles(tuple(_role(course, role) for role in reversed(ROLES))))


def _role(course: Course, role: str) -> _Role:
    bound = list(course.duties(role))
    return _Role(role, ROLES[role], len(bound), sum(len(points) for _, _, points in bound))


def course_parts(course: Course, templates: Templates) -> str:
    """Return the course as a map: the speech's parts, in each the pages that teach it."""
    titles = {heading.locator: heading.title for heading in course.outline}
    parts: dict[str, list[_Card]] = {}
    for study in course.study:
        part = next((locator for locator in titles if _heads(locator, study.locator)), study.locator)
        parts.setdefault(part, []).append(_Card(study, course.banks_of(study)))
    view = _Map(tuple(_Part(part, titles.get(part, ""), tuple(cards)) for part, cards in parts.items()))
    return templates.render("map", view)


def _heads(part: str, locator: str) -> bool:
    """Return whether `part` is a main part of the speech and `locator` a place in it."""
    return locator.startswith(part) and not any(mark in part for mark in "（·")
