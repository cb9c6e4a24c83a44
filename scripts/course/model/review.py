"""How far each question has been looked at, and the course without those that are not ready.

A review holds for an answer version. Where a question has another one by now, its content is unreviewed
today: it is a draft again, without anybody having to say so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.model.bank import BankFile, Question, Reviewed, Status, answer_version
from course.model.course import Course
from course.model.unfinished import without_unfinished
from course.model.without import without

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
    """Return the course as members get it: drafts and what is unfinished are neither shown, named, counted nor missed.

    What only drafts cover is uncovered then; rules that look at the result say so.
    """
    return without_unfinished(without(course, drafts(course)))


def finished(course: Course, *, drafts: bool) -> Course:
    """Return a course without what is unfinished, and without drafts unless `drafts` asks for them."""
    return without_unfinished(course) if drafts else without_drafts(course)
