"""What the front page is made of: where each role begins, and the course as a map."""

from dataclasses import dataclass

from course.model.bank import BankFile
from course.model.course import Course
from course.model.study import StudyPage
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
    """Return where each role begins, in the order of `course.yml`: its duties, and how many they are."""
    return templates.render("roles", _Roles(tuple(_role(course, role) for role in course.roles)))


def _role(course: Course, role: str) -> _Role:
    bound = list(course.duties(role))
    return _Role(role, course.roles[role], len(bound), sum(len(points) for _, _, points in bound))


def course_parts(course: Course, templates: Templates) -> str:
    """Return the course as a map: the source's parts, in each the pages that teach it."""
    titles = {heading.locator: heading.title for heading in course.outline}
    parts: dict[str, list[_Card]] = {}
    for study in course.study:
        parts.setdefault(course.part_of(study.locator), []).append(_Card(study, course.banks_of(study)))
    view = _Map(tuple(_Part(part, titles.get(part, ""), tuple(cards)) for part, cards in parts.items()))
    return templates.render("map", view)
