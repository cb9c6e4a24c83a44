"""Which questions stand in the self-check after a requirement."""

from collections.abc import Sequence

from course.model.bank import Question

SELF_CHECK_LENGTH = 3
_QUICK = ("single", "truefalse", "multiple", "blank", "match", "order")


def self_check(questions: Sequence[Question], requirement: str) -> list[Question]:
    """Choose up to three questions on a requirement: different points and types first, easy to hard.

    The choice depends on nothing but the bank, so a page stays the same until its questions change.
    Cases and short answers are left to the quiz: they take longer than a self-check should.
    """
    candidates = [
        question
        for question in questions
        if question.type in _QUICK and any(_belongs(point, requirement) for point in question.points)
    ]
    chosen: list[Question] = []
    while candidates and len(chosen) < SELF_CHECK_LENGTH:
        best = min(candidates, key=lambda question: _staleness(question, chosen))
        chosen.append(best)
        candidates.remove(best)
    return sorted(chosen, key=lambda question: question.difficulty)


def _belongs(point: str, requirement: str) -> bool:
    return point.rsplit("-", 1)[0] == requirement


def _staleness(question: Question, chosen: list[Question]) -> tuple[int, int, int, int]:
    """Rank lower what repeats least: points, then difficulty, then type, then quick types first."""
    return (
        sum(len(set(question.points) & set(other.points)) for other in chosen),
        sum(question.difficulty == other.difficulty for other in chosen),
        sum(question.type == other.type for other in chosen),
        _QUICK.index(question.type),
    )
