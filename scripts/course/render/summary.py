"""The totals of a course as a table for a terminal."""

from collections import Counter

from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course


def summary(course: Course, seconds: float) -> str:
    """Return the table that `make check` prints when all is well; `seconds` is how long the check took."""
    questions = [question for _, question in course.questions()]
    types: Counter[str] = Counter(question.type for question in questions)
    levels: Counter[int] = Counter(question.difficulty for question in questions)
    points = [point for _, point in course.points()]
    asked = {point for question in questions for point in question.points}
    rows = [
        ("学习页", str(len(course.study))),
        ("要求", str(sum(1 for _ in course.requirements()))),
        ("要点", str(len(points))),
        ("没有题目的要点", str(sum(point.id not in asked for point in points))),
        ("术语", str(len(course.terms))),
        ("题库", str(len(course.banks))),
        ("题目", str(len(questions))),
        *((f"　{label}", str(types[name])) for name, label in TYPE_LABELS.items()),
        *((f"　难度 {level}（{label}）", str(levels[level])) for level, label in DIFFICULTY_LABELS.items()),
        ("用时", f"{seconds:.2f} 秒"),
    ]
    width = max(_columns(name) for name, _ in rows)
    return "\n".join(f"{name}{' ' * (width - _columns(name))}  {value:>6}" for name, value in rows)


def _columns(text: str) -> int:
    """Return how many terminal columns a text takes; Chinese characters take two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
