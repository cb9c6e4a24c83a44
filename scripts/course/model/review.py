"""How far each question has been looked at, and the course without those that are not ready.

A review holds for an answer version. Where a question has another one by now, its content is unreviewed
today: it is a draft again, without anybody having to say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from course.build_cache import NO_CACHE, NoCache
from course.model.bank import BankFile, Question, Reviewed, Status, answer_version
from course.model.course import Course, KnownIds
from course.model.normalise import normalise
from course.model.study import StudyPage

Cause: TypeAlias = Literal["said", "changed", "added"]
STATUS_LABELS: dict[Status, str] = {"draft": "草稿", "reviewed": "已审核", "approved": "已批准"}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a question stands: no status where none is recorded, `cause` why it is a draft, and who reviewed it when."""

    status: Status | None = None
    cause: Cause | None = None
    reviewer: str | None = None
    reviewed_on: str | None = None


def standing(bank: BankFile, question: Question) -> Standing:
    """Return how a question stands by the first review that holds for it."""
    for review, seen in reviews_of(bank, question):
        if review.status == "draft":
            return Standing("draft", "said")
        if review.status:
            cause: Cause | None = None if seen == answer_version(question) else "changed" if seen else "added"
            return Standing("draft" if cause else review.status, cause, review.reviewer, review.reviewed_on)
    return Standing()


def reviews_of(bank: BankFile, question: Question) -> Iterator[tuple[Reviewed, str | None]]:
    """Yield the reviews that can hold for a question, each with the answer version that was looked at.

    One of the question goes before one of its bank, and the unit's before the course's.
    """
    name, local = question.id or "", bank.local_reviews
    if local and (own := local.questions.get(name)):
        yield own, own.answer_version
    yield question, question.answer_version
    if local and (whole := local.banks.get(bank.name)):
        yield whole, whole.answer_versions.get(name)
    if bank.head:
        yield bank.head, bank.head.answer_versions.get(name)


def drafts(course: Course) -> frozenset[str]:
    """Return the ids of all questions that are drafts."""
    return frozenset(
        question.id or "" for bank, question in course.questions() if standing(bank, question).status == "draft"
    )


def without_drafts(course: Course) -> Course:
    """Return the course as members get it: drafts and unfinished pages are neither shown, named, counted nor missed.

    What only drafts cover is uncovered then; rules that look at the result say so.
    """
    course = without_unfinished(course)
    left_out = drafts(course)
    if not left_out:
        return course
    ids, local_ids = _forgotten(course.ids, left_out), _forgotten(course.local_ids, left_out)
    return replace(course, banks=_banks_without(course, left_out, NO_CACHE), ids=ids, local_ids=local_ids)


def without_withdrawn(course: Course, cache: NoCache = NO_CACHE) -> Course:
    """Return the course as the unit uses it: without the questions that it has withdrawn."""
    withdrawn = frozenset(name for name, _ in course.local_ids.withdrawn)
    return replace(course, banks=_banks_without(course, withdrawn, cache)) if withdrawn else course


def _forgotten(ids: KnownIds, left_out: frozenset[str]) -> KnownIds:
    return replace(ids, questions=tuple(known for known in ids.questions if known.id not in left_out))


def _banks_without(course: Course, left_out: frozenset[str], cache: NoCache) -> tuple[BankFile, ...]:
    banks = (cache.call(_without, bank, left_out) for bank in course.banks)
    return tuple(bank for bank in banks if bank.indexes or not bank.whole)


def without_unfinished(course: Course) -> Course:
    """Return the course without its unfinished pages, their ids, and the terms that no other page or question uses."""
    if not course.unfinished:
        return course
    dropped = {study.page.path: study for study in course.study if study.page.path in course.unfinished}
    kept = tuple(study for study in course.study if study.page.path not in dropped)
    gone = {name for study in dropped.values() for name in _ids(study)}
    only_there = {name for study in dropped.values() for name in study.page.terms}
    only_there -= {name for study in kept for name in study.page.terms}
    asked = {normalise(name) for _, question in course.questions() for name in question.terms}
    return replace(
        course,
        pages=tuple(page for page in course.pages if page.path not in dropped),
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


def _without(bank: BankFile, left_out: frozenset[str]) -> BankFile:
    if left_out.isdisjoint(name for question in bank.questions for name in (question.id, *question.apart)):
        return bank
    kept = [
        (index, question)
        for index, question in zip(bank.indexes, bank.questions, strict=True)
        if question.id not in left_out
    ]
    questions = tuple(_apart(question, left_out) for _, question in kept)
    cited = bank.cited if not bank.whole else frozenset(point for question in questions for point in question.points)
    return replace(
        bank,
        questions=questions,
        indexes=tuple(index for index, _ in kept),
        cited=cited,
        named=bank.named - left_out,
    )


def _apart(question: Question, left_out: frozenset[str]) -> Question:
    if left_out.isdisjoint(question.apart):
        return question
    return question.model_copy(update={"apart": tuple(name for name in question.apart if name not in left_out)})
