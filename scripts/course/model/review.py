"""How far each question has been looked at, and the course without those that are not ready.

A review holds for an answer version. Where a question has another one by now, its content is unreviewed
today: it is a draft again, without anybody having to say so.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.model.bank import BankFile, Question, Reviewed, Status, answer_version
from course.model.course import Course
from course.model.unfinished import unfinished_questions, without

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
    """Return how a question stands by its own review or, if it has none, by its bank's."""
    review: Reviewed
    if question.status:
        seen, review = question.answer_version, question
    elif bank.head and bank.head.status:
        seen, review = bank.head.answer_versions.get(question.id or ""), bank.head
    else:
        return Standing()
    if review.status == "draft":
        return Standing("draft", "said")
    cause: Cause | None = None if seen == answer_version(question) else "changed" if seen else "added"
    return Standing("draft" if cause else review.status, cause, review.reviewer, review.reviewed_on)


def drafts(course: Course) -> frozenset[str]:
    """Return the ids of all questions that are drafts."""
    return frozenset(
        question.id or "" for bank, question in course.questions() if standing(bank, question).status == "draft"
    )


def without_drafts(course: Course) -> Course:
    """Return the course as members get it: drafts and what is unfinished are neither shown, named, counted nor missed.

    What only drafts cover is uncovered then; rules that look at the result say so.
    """
    return without(course, drafts(course) | unfinished_questions(course))
