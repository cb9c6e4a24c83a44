"""The reviews of the unit as text: `local/reviews.yml`, which the program writes whole."""

import json
from collections.abc import Iterator

from course.edit.review import Review
from course.model.bank import BankFile, BankReview, LocalReviews, Question, QuestionReview, Reviewed, answer_version
from course.model.course import Course

_HEAD = """\
# yaml-language-server: $schema=../build/schema/local-reviews.json
# 本单位的审核记录，由 ./course approve 写，不用手改。
"""


def with_review(
    course: Course, reviews: LocalReviews, bank: BankFile, review: Review, names: frozenset[str] | None
) -> LocalReviews:
    """Return the reviews with one more of a bank or, if `names` are passed, of these questions of it.

    What belongs to banks and questions that are gone is dropped.
    """
    banks, questions = dict(reviews.banks), dict(reviews.questions)
    by, on = (None, None) if review.status == "draft" else (review.reviewer, review.day)
    if names is None:
        seen = _seen(bank, reviews) if by else {}
        banks[bank.name] = BankReview(status=review.status, reviewer=by, reviewed_on=on, answer_versions=seen)
    else:
        for question in bank.questions:
            if question.id in names:
                version = answer_version(question) if by else None
                questions[question.id] = QuestionReview(
                    status=review.status, reviewer=by, reviewed_on=on, answer_version=version
                )
    known = {question.id for question in course.written_questions()}
    return LocalReviews(
        banks={one.name: banks[one.name] for one in course.banks if one.name in banks},
        questions={name: one for name, one in questions.items() if name in known},
    )


def has_own_review(question: Question, reviews: LocalReviews) -> bool:
    """Return whether a question has a review of its own, which a review of its bank leaves alone."""
    return question.status is not None or question.id in reviews.questions


def reviews_file(reviews: LocalReviews) -> str:
    """Return the text of the reviews."""
    return _HEAD + "".join(f"{line}\n" for line in (*_banks(reviews), *_questions(reviews)))


def _seen(bank: BankFile, reviews: LocalReviews) -> dict[str, str]:
    return {
        question.id: answer_version(question)
        for question in bank.questions
        if question.id and not has_own_review(question, reviews)
    }


def _banks(reviews: LocalReviews) -> Iterator[str]:
    if reviews.banks:
        yield "banks:"
    for name, review in reviews.banks.items():
        yield f"  {json.dumps(name)}:"
        yield from (f"    {key}: {value}" for key, value in _fields(review))
        if review.answer_versions:
            yield "    answer_versions:"
        # A line each, so that a later review shows what it changed.
        yield from (f'      {json.dumps(one)}: "{version}"' for one, version in review.answer_versions.items())


def _questions(reviews: LocalReviews) -> Iterator[str]:
    if reviews.questions:
        yield "questions:"
    for name, review in reviews.questions.items():
        fields = [
            *_fields(review),
            *([("answer_version", f'"{review.answer_version}"')] if review.answer_version else []),
        ]
        yield f"  {json.dumps(name)}: {{{', '.join(f'{key}: {value}' for key, value in fields)}}}"


def _fields(review: Reviewed) -> Iterator[tuple[str, str]]:
    """Yield the fields that all reviews have, as YAML: a JSON string is a YAML string."""
    for key in ("status", "reviewer", "reviewed_on"):
        value = getattr(review, key)
        if value:
            yield key, json.dumps(value, ensure_ascii=False)
