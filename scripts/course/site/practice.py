"""The page 练习: every way to practise as a tile. The player writes the reader's numbers into the tiles."""

from dataclasses import dataclass

from course.model.course import Course
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _QuickPaper:
    title: str
    minutes: int
    questions: int


@dataclass(frozen=True, slots=True)
class _Practice:
    quick: _QuickPaper | None


def practice(course: Course, templates: Templates) -> str:
    """Return the tiles of the page 练习."""
    return templates.render("practice", _Practice(_quick_paper(course)))


def _quick_paper(course: Course) -> _QuickPaper | None:
    """Return the shortest paper for which no page is to be chosen: `quickExam` in the player finds the same."""
    exams = [file for file in course.exams if not file.exam.choose_page]
    if not exams:
        return None
    shortest = min(exams, key=lambda file: file.exam.minutes)
    questions = sum(section.count for section in shortest.exam.sections)
    return _QuickPaper(shortest.shown_title, shortest.exam.minutes, questions)
