"""Whether somebody who sees only the shape of options, never their meaning, does better than by chance."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.quality.chance import LEVEL, Interval, wilson
from course.quality.classifier import ROUNDS, out_of_fold
from course.quality.items import Item, choices, statements
from course.quality.shape import OPTION_CUES, STATEMENT_CUES, Cue, Row, beside, option_rows, statement_row

GuessType: TypeAlias = Literal["single", "multiple", "truefalse"]

FEWEST = 20
"""Fewer questions of a type teach a classifier nothing, and the interval would be as wide as the world."""

MOST = 5_000
"""Of more questions of a type, as many evenly spread ones are guessed: the interval is narrower than 3 in 100 then."""

_MANY = 1_000


@dataclass(frozen=True, slots=True)
class CueResult:
    """How often somebody is right who goes by one cue alone."""

    cue: Cue
    how: str
    accuracy: Interval
    gives_away: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """How often the guesser is right at questions of one type.

    `questions` is how many were guessed out of `all`; `chance` is what tossing coins gives. `cues` are all cues, the
    strongest first, each in the direction in which it does better.
    """

    type: GuessType
    questions: int
    all: int
    chance: float
    accuracy: Interval
    cues: tuple[CueResult, ...]

    @property
    def enough(self) -> bool:
        """Tell whether there were enough questions to say anything."""
        return self.questions >= FEWEST

    @property
    def gives_away(self) -> bool:
        """Tell whether shape finds more than chance does: the whole interval lies above chance."""
        return self.enough and self.accuracy.low > self.chance


def guess(items: tuple[Item, ...]) -> tuple[Guess, ...]:
    """Guess single, multiple and true-false questions by shape alone, each type trained on its own."""
    of_type: dict[GuessType, list[Item]] = {"single": [], "multiple": [], "truefalse": []}
    for item in choices(items):
        if item.keys and item.distractors:
            of_type["single" if item.placed.body.type == "single" else "multiple"].append(item)
    judged = list(statements(items))
    return (
        _by_options("single", of_type["single"]),
        _by_options("multiple", of_type["multiple"]),
        _by_statements(judged),
    )


def _spread(count: int) -> list[int]:
    """Return the indexes of at most `MOST` of so many, evenly spread."""
    return [index * count // min(MOST, count) for index in range(min(MOST, count))]


def _by_options(kind: GuessType, everything: list[Item]) -> Guess:
    items = [everything[index] for index in _spread(len(everything))]
    shapes = [option_rows(item) for item in items]
    hit = _picked if kind == "single" else _ranked
    chances = [len(item.key) / len(item.options) if kind == "single" else 0.5 for item in items]
    if len(items) < FEWEST:
        return Guess(kind, len(items), len(everything), _mean(chances), wilson(0, 0), ())
    rows = [row for shape in shapes for row in beside(shape)]
    right = [index in item.key for item in items for index in range(len(item.options))]
    groups = [number for number, item in enumerate(items) for _ in item.options]
    looks = iter(out_of_fold(rows, right, groups, _rounds(len(items))))
    total = 0.0
    for item in items:
        rounds = list(zip(*(next(looks) for _ in item.options), strict=True))
        total += _mean([hit(item, scores) for scores in rounds])
    cues = _cues(OPTION_CUES, len(items), _mean(chances), [
        (sum(hit(item, _column(shape, place, -1)) for item, shape in zip(items, shapes, strict=True)),
         sum(hit(item, _column(shape, place, 1)) for item, shape in zip(items, shapes, strict=True)))
        for place in range(len(OPTION_CUES))
    ])  # fmt: skip
    return Guess(kind, len(items), len(everything), _mean(chances), wilson(total, len(items)), cues)


def _by_statements(everything: list[tuple[Item, bool]]) -> Guess:
    judged = [everything[index] for index in _spread(len(everything))]
    if len(judged) < FEWEST:
        return Guess("truefalse", len(judged), len(everything), 0.5, wilson(0, 0), ())
    rows, answers = [statement_row(item) for item, _ in judged], [answer for _, answer in judged]
    looks = out_of_fold(rows, answers, range(len(rows)), _rounds(len(rows)))
    total = sum(
        _mean([_agrees(score - 0.5, answer) for score in scores]) for scores, answer in zip(looks, answers, strict=True)
    )
    middles = [sorted(column)[len(rows) // 2] for column in zip(*rows, strict=True)]
    cues = _cues(STATEMENT_CUES, len(rows), 0.5, [
        (sum(_agrees(middle - row[place], answer) for row, answer in zip(rows, answers, strict=True)),
         sum(_agrees(row[place] - middle, answer) for row, answer in zip(rows, answers, strict=True)))
        for place, middle in enumerate(middles)
    ])  # fmt: skip
    return Guess("truefalse", len(rows), len(everything), 0.5, wilson(total, len(rows)), cues)


def _rounds(count: int) -> int:
    """Return how often to deal: where questions are many, one deal is as good as several."""
    return 1 if count >= _MANY else ROUNDS


def _column(shape: list[Row], place: int, sign: int) -> list[float]:
    return [sign * row[place] for row in shape]


def _picked(item: Item, scores: Sequence[float]) -> float:
    """Return how often the option that looks best is right; options that look alike are drawn from."""
    best = [index for index, score in enumerate(scores) if score == max(scores)]
    return sum(index in item.key for index in best) / len(best)


def _ranked(item: Item, scores: Sequence[float]) -> float:
    """Return in how many pairs of a right and a wrong option the right one looks better; alike counts half."""
    wrong = [score for index, score in enumerate(scores) if index not in item.key]
    pairs = [(scores[index] > other) + (scores[index] == other) / 2 for index in item.key for other in wrong]
    return sum(pairs) / len(pairs)


def _agrees(tendency: float, answer: bool) -> float:  # noqa: FBT001 -- an answer is a truth value
    return 0.5 if tendency == 0 else float((tendency > 0) == answer)


def _cues(cues: Sequence[Cue], count: int, chance: float, hits: Sequence[tuple[float, float]]) -> tuple[CueResult, ...]:
    """Return what each cue alone achieves; so many are looked at that each must clear a stricter bar (Bonferroni)."""
    level = 1 - (1 - LEVEL) / (2 * len(cues))
    results = []
    for cue, (low, high) in zip(cues, hits, strict=True):
        how, best = (cue.low, low) if low > high else (cue.high, high)
        results.append(CueResult(cue, how, wilson(best, count), gives_away=wilson(best, count, level).low > chance))
    return tuple(sorted(results, key=lambda result: -result.accuracy.share))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
