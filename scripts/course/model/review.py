"""How far each question has been looked at, and the course without those that are not ready.

A review holds for an answer version. Where a question has another one by now, its content is unreviewed
today: it is a draft again, without anybody having to say so.
"""

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from course.model.bank import BankFile, Question, Reviewed, Status, answer_version
from course.model.course import Course

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
    """Return the course as members get it: drafts are neither shown, named, counted nor missed.

    What only drafts cover is uncovered then; rules that look at the result say so.
    """
    left_out = drafts(course)
    if not left_out:
        return course
    banks = (_without(bank, left_out) for bank in course.banks)
    ids = replace(course.ids, questions=tuple(known for known in course.ids.questions if known.id not in left_out))
    return replace(course, banks=tuple(bank for bank in banks if bank.indexes or not bank.whole), ids=ids)


def _without(bank: BankFile, left_out: frozenset[str]) -> BankFile:
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
