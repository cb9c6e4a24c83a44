"""What to read in how much time, and what to read in which role; at the end of each step, where the path goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from course.model.course import Course, LearningPath, Step
from course.model.study import Requirement, StudyPage
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Step:
    path: str
    title: str
    takes: str
    read: str
    """What of it must be read: a whole page, or a requirement."""


@dataclass(frozen=True, slots=True)
class _Path:
    title: str
    steps: tuple[_Step, ...]
    minutes: int
    about: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class _Paths:
    paths: tuple[_Path, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    path: str
    number: int
    all: int
    following: _Step | None


@dataclass(frozen=True, slots=True)
class _Rows:
    target: str
    rows: tuple[_Row, ...]


def paths_by_time(course: Course, templates: Templates) -> str:
    """Return the learning paths of `course.yml` with the time that each really takes."""
    paths = tuple(_by_time(course, path) for path in course.paths)
    return templates.render("paths", _Paths(paths)) if paths else ""


def _by_time(course: Course, path: LearningPath) -> _Path:
    minutes = sum(course.minutes_of(step) for step in path.steps)
    return _Path(path.title, tuple(_step(course, step) for step in path.steps), minutes, about=path.about)


def _step(course: Course, step: Step) -> _Step:
    return _Step(step.target, step_title(course, step), f"约 {course.minutes_of(step)} 分钟", step.target)


def step_title(course: Course, step: Step) -> str:
    """Return the title of what is read: a page, or one of its requirements."""
    study = next(study for study in course.study if study.page.path == step.page)
    return next((item.title for item in study.requirements if item.id == step.requirement), study.title)


def path_rows(course: Course, target: str, templates: Templates) -> str:
    """Return what stands at the end of a step: for each path that has it, how far this is, and what comes next."""
    rows = tuple(_rows(course, target))
    return templates.render("path-rows", _Rows(target, rows)) if rows else ""


def _rows(course: Course, target: str) -> Iterator[_Row]:
    for path in course.paths:
        for number, step in enumerate(path.steps, 1):
            if step.target == target:
                following = _step(course, path.steps[number]) if number < len(path.steps) else None
                yield _Row(path.title, number, len(path.steps), following)


def paths_by_role(course: Course, templates: Templates) -> str:
    """Return for each role the pages on which something is asked of it, how much, and how long that takes."""
    paths = tuple(path for role in course.roles if (path := _by_role(course, role)).steps)
    return templates.render("paths", _Paths(paths)) if paths else ""


def _by_role(course: Course, role: str) -> _Path:
    bound = list(course.duties(role))
    by_page = (list(group) for _, group in groupby(bound, lambda duty: duty[0].name))
    steps = tuple(_role_step(group[0][0], [requirement for _, requirement, _ in group]) for group in by_page)
    minutes = sum(study.minutes_of(requirement.id) for study, requirement, _ in bound)
    return _Path(course.roles[role], steps, minutes, role=role)


def _role_step(study: StudyPage, requirements: list[Requirement]) -> _Step:
    path = study.page.path
    return _Step(f"{path}#{requirements[0].id}", study.title, f"{len(requirements)} 项要求", path)
