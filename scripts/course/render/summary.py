"""The totals of a course as a table for a terminal."""

from collections import Counter

from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.model.coverage import coverage
from course.model.review import STATUS_LABELS, standing
from course.render.terminal import columns


def summary(course: Course, seconds: float) -> str:
    """Return the table that `make check` prints when all is well; `seconds` is how long the check took."""
    counts = coverage(course)
    points = [point.id for _, point in course.points()]
    rows = [
        ("学习页", str(len(course.study))),
        ("要求", str(sum(1 for _ in course.requirements()))),
        ("要点", str(len(points))),
        ("　没有题目的要点", str(sum(point not in counts.kinds for point in points))),
        ("　只有一种题的要点", str(sum(len(counts.kinds.get(point, ())) == 1 for point in points))),
        ("术语", str(len(course.terms))),
        ("　没有题目的术语", str(sum(term.id not in counts.terms for term in course.terms))),
        ("题库", str(len(course.banks))),
        ("题目", str(counts.types.total())),
        *((f"　{label}", str(counts.types[name])) for name, label in TYPE_LABELS.items()),
        *((f"　难度 {level}（{label}）", str(counts.levels[level])) for level, label in DIFFICULTY_LABELS.items()),
        *_reviews(course),
        ("用时", f"{seconds:.2f} 秒"),
    ]
    width = max(columns(name) for name, _ in rows)
    return "\n".join(f"{name}{' ' * (width - columns(name))}  {value:>6}" for name, value in rows)


def _reviews(course: Course) -> list[tuple[str, str]]:
    """Return how many questions stand how; nothing where nobody has ever said."""
    counts = Counter(standing(bank, question).status for bank, question in course.questions())
    if not any(counts.keys()):
        return []
    stands = [(f"　{label}", str(counts[status])) for status, label in STATUS_LABELS.items()]
    return [*stands, ("　没有登记审核", str(counts[None]))]
