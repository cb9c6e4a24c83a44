"""What questions ask for (to decide, to understand …) and how much hangs on the points that they ask."""

from collections import Counter
from dataclasses import dataclass

from course.coverage.counts import coverage
from course.model.bank import KIND_LABELS
from course.model.course import Course
from course.model.study import SHOULD, WEIGHTS

UNSAID = "没有写明考查什么"
"""What questions without a `kind` are called."""


@dataclass(frozen=True, slots=True)
class KindRow:
    """How many questions are of one kind, and their share of all."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class WeightRow:
    """How many points are of one weight, how many of these are asked, and how many as a decision."""

    label: str
    points: int
    asked: int
    decided: int


def kind_rows(course: Course) -> tuple[KindRow, ...]:
    """Return a row for each kind, nothing where no question says its kind."""
    counts = coverage(course).asks
    if not any(counts[kind] for kind in KIND_LABELS):
        return ()
    rows = [(label, counts[kind]) for kind, label in KIND_LABELS.items()]
    unsaid = [(UNSAID, counts[None])] if counts[None] else []
    return tuple(KindRow(label, count, count / counts.total()) for label, count in [*rows, *unsaid])


def weight_rows(course: Course) -> tuple[WeightRow, ...]:
    """Return a row for each weight, nothing where no point says its weight."""
    points = [point for _, point in course.points()]
    if all(point.weight == SHOULD for point in points):
        return ()
    found = coverage(course)
    asked = Counter(point.weight for point in points if point.id in found.kinds)
    decided = Counter(point.weight for point in points if point.id in found.decided)
    counts = Counter(point.weight for point in points)
    return tuple(WeightRow(label, counts[weight], asked[weight], decided[weight]) for weight, label in WEIGHTS.items())
