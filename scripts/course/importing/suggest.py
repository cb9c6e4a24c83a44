"""Points that a question without one may be about, by the pairs of characters that both have in common."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from course.model.course import Course
from course.model.study import Point
from course.quality.words import bigrams

MOST = 3
_LEAST = 0.08
"""Below this likeness a point has nothing but everyday words in common with a question."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A point that a question may be about; `likeness` is from 0 to 1."""

    point: str
    title: str
    likeness: float


@dataclass(slots=True)
class Suggesting:
    """The points of a course, to be found by what they say."""

    course: Course
    points: list[tuple[Point, frozenset[str]]] = field(init=False)
    holders: Mapping[str, list[int]] = field(init=False)
    weights: Mapping[str, float] = field(init=False)
    lengths: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.points = [
            (point, bigrams(f"{requirement.title} {point.label} {point.text}"))
            for requirement, point in self.course.points()
        ]
        holders: dict[str, list[int]] = defaultdict(list)
        for index, (_, pairs) in enumerate(self.points):
            for pair in pairs:
                holders[pair].append(index)
        self.holders = holders
        # A pair that few points have says more about which one is meant.
        self.weights = {pair: math.log(1 + len(self.points) / len(having)) for pair, having in holders.items()}
        self.lengths = [self._length(pairs) for _, pairs in self.points]

    def _length(self, pairs: frozenset[str]) -> float:
        rare = math.log(1 + len(self.points))
        return math.sqrt(sum(self.weights.get(pair, rare) ** 2 for pair in pairs))

    def nearest(self, fields: Mapping[str, object], topics: str = "") -> tuple[Suggestion, ...]:
        """Return the points most like a question, the most alike first; `topics` are words that the file has for them."""
        pairs = bigrams(" ".join([*_texts(fields), topics]))
        shared: dict[int, float] = defaultdict(float)
        for pair in sorted(pairs & self.holders.keys()):
            for index in self.holders[pair]:
                shared[index] += self.weights[pair] ** 2
        length = self._length(pairs)
        alike = [(weight / (length * self.lengths[index]), index) for index, weight in shared.items()]
        best = sorted(alike, key=lambda pair: (-pair[0], pair[1]))[:MOST]
        return tuple(
            Suggestion(self.points[index][0].id, self.points[index][0].label, round(likeness, 3))
            for likeness, index in best
            if likeness >= _LEAST
        )


def _texts(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield what says what a question is about: its stem, what is right, why. Wrong options speak of other things."""
    for name in ("stem", "material", "explanation"):
        yield str(fields.get(name) or "")
    options = fields.get("options")
    for option in options if isinstance(options, list | tuple) else ():
        if isinstance(option, Mapping) and option.get("correct"):
            yield str(option.get("text", ""))
    for name in ("answers", "reference", "items"):
        value = fields.get(name)
        if isinstance(value, list | tuple):
            yield " ".join(str(item) for item in value)
