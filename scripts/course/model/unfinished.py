"""What is unfinished: something is missing that readers need. It shows while serving, and reaches no release.

That is derived, while a draft is a state of review. Both are left out in the same way, by `without`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from course.model.bank import BankFile
from course.model.course import Course, KnownIds
from course.model.normalise import normalise
from course.model.study import Point, Requirement, StudyPage, duties
from course.model.without import without


@dataclass(frozen=True, slots=True)
class AskedPoints:
    """What the finished questions ask: ids of points, and of requirements that are applied to a situation."""

    points: frozenset[str]
    applied: frozenset[str]

    def bare_points(self, study: StudyPage) -> tuple[Point, ...]:
        """Return the points of a page that must be asked and are not."""
        return tuple(
            point for requirement in study.requirements for point in requirement.asked if point.id not in self.points
        )

    def unapplied(self, study: StudyPage) -> tuple[Requirement, ...]:
        """Return the requirements of a page that must be applied and are not."""
        return tuple(one for one in study.requirements if one.asked and one.id not in self.applied)


def asked_in(banks: Iterable[BankFile]) -> AskedPoints:
    """Return what the finished questions of some banks ask."""
    finished = [question for bank in banks for question in bank.finished]
    return AskedPoints(
        frozenset(point for question in finished for point in question.points),
        frozenset(point.rsplit("-", 1)[0] for question in finished if question.level == 3 for point in question.points),
    )


def unfinished_pages(study: Sequence[StudyPage], banks: Sequence[BankFile], ids: KnownIds) -> frozenset[str]:
    """Return the paths of the pages that have no finished question, or a gap that is still being filled.

    A gap is a point that must be asked without a finished question, or a requirement without a finished application. It
    is being filled as long as a question of the page is unfinished, or no id of the page is recorded, which happens
    when it is finished. On any other page a gap is an error.
    """
    by_page: dict[str, list[BankFile]] = {}
    for bank in banks:
        by_page.setdefault(bank.page, []).append(bank)
    begun = {page for page, own in by_page.items() if any(bank.finished or not bank.whole for bank in own)}
    recorded = frozenset(name for name, _ in ids.register)
    growing = {page for page, own in by_page.items() if any(bank.unfinished for bank in own)}
    growing |= {one.page.path for one in study if recorded.isdisjoint(_ids(one))}
    asked = asked_in(banks if growing else ())
    return frozenset(
        one.page.path
        for one in study
        if one.page.path not in begun or (one.page.path in growing and (asked.bare_points(one) or asked.unapplied(one)))
    )


def unfinished_questions(course: Course) -> frozenset[str]:
    """Return the ids of all questions that lack something."""
    return frozenset(question.id or "" for question in course.written_questions() if question.missing)


def finished_ids(course: Course) -> frozenset[str]:
    """Return the ids of finished pages and of the finished questions on them: those that readers get, drafts included."""
    study = tuple(course.finished_study())
    pages = {one.page.path for one in study}
    questions = (question.id or "" for bank in course.banks if bank.page in pages for question in bank.finished)
    return frozenset((*questions, *(name for one in study for name in _ids(one))))


def without_unfinished(course: Course) -> Course:
    """Return the course without its unfinished pages and questions; drafts stay.

    With a page go its questions, its ids, and the terms and roles that nothing else has.
    """
    of_pages = (bank.named for bank in course.banks if bank.page in course.unfinished)
    finished = without(course, unfinished_questions(course).union(*of_pages))
    return _without_pages(finished) if course.unfinished else finished


def _without_pages(course: Course) -> Course:
    dropped = tuple(study for study in course.study if study.page.path in course.unfinished)
    kept = tuple(course.finished_study())
    gone = {name for study in dropped for name in _ids(study)}
    only_there = {name for study in dropped for name in study.page.terms}
    only_there -= {name for study in kept for name in study.page.terms}
    asked = {normalise(name) for question in course.written_questions() for name in question.terms}
    return replace(
        course,
        pages=tuple(page for page in course.pages if page.path not in course.unfinished),
        study=kept,
        roles={role: label for role, label in course.roles.items() if any(duties(kept, role))},
        banks=tuple(bank for bank in course.banks if bank.page not in course.unfinished),
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
