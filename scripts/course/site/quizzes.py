"""Where questions are asked: the quiz page of each bank, the list of all quizzes, self-checks on study pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from course.model.bank import TYPE_LABELS, BankFile, Question
from course.model.changes import Changes
from course.model.course import Course
from course.model.study import Point, Requirement
from course.site.html import front
from course.site.questions import Shown, shown
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class Quiz:
    """The page of one bank; `page` is the path of the study page, `taught_on` its title."""

    title: str
    bank: str
    page: str
    taught_on: str
    questions: tuple[Shown, ...]
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class _Listed:
    bank: BankFile
    by_type: str


@dataclass(frozen=True, slots=True)
class _QuizList:
    quizzes: tuple[_Listed, ...]
    has_changes: bool


@dataclass(frozen=True, slots=True)
class _SelfCheck:
    title: str
    bank: str
    ids: str
    questions: tuple[Shown, ...]


def quiz(
    bank: BankFile,
    questions: Sequence[Question],
    taught_on: str,
    addresses: Mapping[str, tuple[Point, str]],
    templates: Templates,
) -> str:
    """Return the page of a bank; `questions` are its own, with their terms explained."""
    title = f"自测：{bank.shown_title}"
    view = Quiz(title, bank.name, bank.page, taught_on, shown(questions, addresses, with_ids=True), bank.unfinished)
    return front(title, searched=False, bank=bank.name) + templates.render("quiz", view)


def quiz_list(course: Course, changes: Changes | None, templates: Templates) -> str:
    """Return the page that lists all quizzes in the order of the study pages."""
    quizzes = tuple(_Listed(bank, _by_type(bank)) for study in course.study for bank in course.banks_of(study))
    return front("自测", searched=False) + templates.render("quiz-list", _QuizList(quizzes, bool(changes)))


def _by_type(bank: BankFile) -> str:
    found = Counter[str](question.type for question in bank.finished)
    counts = {**{label: found[name] for name, label in TYPE_LABELS.items()}, "未完成": bank.unfinished}
    return "、".join(f"{label}\N{NO-BREAK SPACE}{count}" for label, count in counts.items() if count)


def self_check(
    requirement: Requirement,
    bank: str,
    questions: Sequence[Question],
    addresses: Mapping[str, tuple[Point, str]],
    templates: Templates,
) -> str:
    """Return the snippet with questions of a bank on one requirement, empty if there are none yet."""
    if not questions:
        return ""
    ids = " ".join(question.id or "" for question in questions)
    view = _SelfCheck(requirement.title, bank, ids, shown(questions, addresses, with_ids=False))
    return templates.render("self-check", view)
