"""What the front page is made of: where to begin, the study pages as cards, where each role begins."""

import re
from dataclasses import dataclass

from course.model.course import Course
from course.model.study import StudyPage
from course.site.paths import step_title
from course.templates import Templates

# A path that is named after the time that it takes.
_LASTS = re.compile(r"(分钟|刻钟|小时|天)$")


@dataclass(frozen=True, slots=True)
class _Start:
    path: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    label: str
    requirements: int


@dataclass(frozen=True, slots=True)
class _Roles:
    roles: tuple[_Role, ...]


@dataclass(frozen=True, slots=True)
class _Cards:
    pages: tuple[StudyPage, ...]


def next_step(course: Course, templates: Templates) -> str:
    """Return the next step of a new reader; the player replaces it for a returning one."""
    return templates.render("next-step", _start(course)) if course.study else ""


def _start(course: Course) -> _Start:
    if not course.paths:
        first = course.study[0]
        return _Start(first.page.path, "从第一页开始", first.title)
    path = course.paths[0]
    label = f"用{path.title}开始" if _LASTS.search(path.title) else f"从“{path.title}”开始"
    return _Start(path.steps[0].target, label, step_title(course, path.steps[0]))


def roles(course: Course, templates: Templates) -> str:
    """Return where each role begins, in the order of `course.yml`: its duties, and how many they are."""
    return templates.render("roles", _Roles(tuple(_role(course, role) for role in course.roles)))


def _role(course: Course, role: str) -> _Role:
    return _Role(role, course.roles[role], sum(1 for _ in course.duties(role)))


def study_cards(course: Course, templates: Templates) -> str:
    """Return the study pages as cards; the player adds how far the reader has come with each."""
    return templates.render("map", _Cards(course.study))
