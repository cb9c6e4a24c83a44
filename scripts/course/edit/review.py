"""Reviews as text: who looked at a bank or a question, when, and for which answers."""

import json
from dataclasses import dataclass

from course.edit.fields import NewFields, with_fields
from course.model.bank import BankFile, Question, Status, answer_version
from course.text.yaml_reader import read


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a bank or of questions: a status, and unless that is `draft`, by whom and when (ISO 8601)."""

    status: Status
    reviewer: str
    day: str


def with_review(text: str, bank: BankFile, review: Review, names: frozenset[str] | None = None) -> str:
    """Return a bank's text with a review of the whole bank or, if `names` are passed, of these questions.

    A review of the whole bank says nothing of questions that have one of their own.
    """
    document, _ = read(text, bank.path)
    if names is None:
        return with_fields(text, document, _of_bank(bank, review))
    placed = zip(bank.indexes, bank.questions, strict=True)
    wanted = [_of_question(index, question, review) for index, question in placed if question.id in names]
    return with_fields(text, document, wanted)


def _of_bank(bank: BankFile, review: Review) -> list[NewFields]:
    recorded = NewFields((), _review_fields(review), "questions")
    if review.status == "draft":
        return [recorded]
    seen = [
        (question.id, answer_version(question)) for question in bank.questions if question.id and not question.status
    ]
    # A line each, so that a later review shows what it changed.
    lines = "".join(f'\n  {name}: "{version}",' for name, version in seen)
    versions = f"{{  # 审核时各题的答案版本，由 ./course approve 写，不用手改{lines}\n}}"
    return [recorded, NewFields((), {"answer_versions": versions}, None)]


def _of_question(index: int, question: Question, review: Review) -> NewFields:
    values = _review_fields(review)
    if review.status != "draft":
        values["answer_version"] = f'"{answer_version(question)}"'
    return NewFields(("questions", index), values, "points" if question.points else "type")


def _review_fields(review: Review) -> dict[str, str]:
    if review.status == "draft":
        return {"status": "draft"}
    # A JSON string is a YAML string.
    reviewer = json.dumps(review.reviewer, ensure_ascii=False)
    return {"status": review.status, "reviewer": reviewer, "reviewed_on": review.day}
