"""What is unfinished: something is missing that readers need. It shows while serving, and reaches no release.

That is derived, while a draft is a state of review. Both are left out in the same way, by `without`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from course.model.bank import BankFile
from course.model.course import Course
from course.model.normalise import normalise
from course.model.study import StudyPage
from course.model.without import without


def unfinished_pages(study: Sequence[StudyPage], banks: Sequence[BankFile]) -> frozenset[str]:
    """Return the paths of the pages that have no finished question, or whose unfinished questions leave a gap.

    A gap is a point that must be asked without a finished question, or a requirement without a finished application. A
    page whose questions are all finished is held to have none: there, a gap is an error.
    """
    by_page: dict[str, list[BankFile]] = {}
    for bank in banks:
        by_page.setdefault(bank.page, []).append(bank)
    begun = {page for page, own in by_page.items() if any(bank.finished or not bank.whole for bank in own)}
    open_pages = {page for page, own in by_page.items() if any(bank.unfinished for bank in own)}
    finished = [question for bank in banks for question in bank.finished] if open_pages else []
    asked = {point for question in finished for point in question.points}
    applied = {point.rsplit("-", 1)[0] for question in finished if question.level == 3 for point in question.points}
    return frozenset(
        page.page.path
        for page in study
        if page.page.path not in begun or (page.page.path in open_pages and _has_gap(page, asked, applied))
    )


def _has_gap(study: StudyPage, asked: set[str], applied: set[str]) -> bool:
    return any(
        requirement.id not in applied or any(point.id not in asked for point in requirement.asked)
        for requirement in study.requirements
        if requirement.asked
    )


def unfinished_questions(course: Course) -> frozenset[str]:
    """Return the ids of all questions that lack something."""
    return frozenset(question.id or "" for question in course.written_questions() if question.missing)


def without_unfinished(course: Course) -> Course:
    """Return the course without its unfinished pages and questions; drafts stay.

    With a page go its questions, its ids, and the terms that nothing else uses.
    """
    of_pages = (bank.named for bank in course.banks if bank.page in course.unfinished)
    finished = without(course, unfinished_questions(course).union(*of_pages))
    return _without_pages(finished) if course.unfinished else finished


def _without_pages(course: Course) -> Course:
    dropped = tuple(study for study in course.study if study.page.path in course.unfinished)
    kept = tuple(study for study in course.study if study.page.path not in course.unfinished)
    gone = {name for study in dropped for name in _ids(study)}
    only_there = {name for study in dropped for name in study.page.terms}
    only_there -= {name for study in kept for name in study.page.terms}
    asked = {normalise(name) for question in course.written_questions() for name in question.terms}
    return replace(
        course,
        pages=tuple(page for page in course.pages if page.path not in course.unfinished),
        study=kept,
        terms=tuple(
            term
            for term in course.terms
            if term.id not in only_there or not asked.isdisjoint(map(normalise, term.names))
        ),
        ids=replace(course.ids, register=tuple(known for known in course.ids.register if known[0] not in gone)),
        unfinished=frozenset(),
    )


def _ids(study: StudyPage) -> Iterator[str]:
    """Yield the ids of a page's requirements and points."""
    for requirement in study.requirements:
        yield requirement.id
        yield from (point.id for point in requirement.points)
