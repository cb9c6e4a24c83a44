"""What the reports of both ways of judging write in the same way."""

from course.model.bank import KIND_LABELS, TYPE_LABELS, Question
from course.quality.statistics import Interval


def named(question: Question) -> str:
    """Return the id of a question with its type and, where it is known, its kind."""
    kind = f"，{KIND_LABELS[question.kind]}" if question.kind else ""
    return f"{question.id}（{TYPE_LABELS[question.type]}{kind}）"


def percent(interval: Interval) -> str:
    """Return a share with its interval in percent."""
    return f"{interval.share:.0%}（{interval.low:.0%}–{interval.high:.0%}）"
