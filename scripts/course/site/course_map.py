"""The course as a map: the source's parts, in each the pages that teach it, in each page its requirements."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from course.model.course import Course
from course.model.study import StudyPage
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Page:
    study: StudyPage
    questions: int


@dataclass(frozen=True, slots=True)
class _Part:
    locator: str
    title: str
    pages: tuple[_Page, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    parts: tuple[_Part, ...]


def study_map(course: Course, templates: Templates) -> str:
    """Return the element that shows the course by the source's parts; the player adds the reader's own progress to it."""
    titles = {heading.locator: heading.title for heading in course.outline}
    by_part = groupby(course.study, lambda study: course.part_of(study.locator))
    parts = tuple(_Part(part, titles.get(part, ""), _pages(course, list(group))) for part, group in by_part)
    return templates.render("study-map", _Map(parts))


def _pages(course: Course, group: Sequence[StudyPage]) -> tuple[_Page, ...]:
    return tuple(_Page(study, sum(len(bank.finished) for bank in course.banks_of(study))) for study in group)
