"""Whether the shape of options alone, without their meaning, predicts keys better than chance."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from course.quality.features import OPTION_CUES, STATEMENT_CUES, Cue, Row, beside, option_rows, statement_row
from course.quality.items import Item, choices, statements
from course.quality.statistics import LEVEL, Interval, wilson

FOLDS = 10
ROUNDS = 3
"""How often the questions are dealt into folds anew; one deal alone is a matter of luck in a small bank."""


def out_of_fold(
    rows: Sequence[Sequence[float]], right: Sequence[bool], groups: Sequence[int], rounds: int = ROUNDS
) -> list[list[float]]:
    """Return for each row, once a round, how right it looks to a classifier that never saw its group.

    `right` says what each row is, `groups` which rows belong to one question. The same input gives the same output:
    the deals are seeded. Fewer than two groups, or only right or only wrong rows, teach nothing: all look alike.
    """
    data, labels, belongs = np.asarray(rows, dtype=float), np.asarray(right, dtype=bool), np.asarray(groups)
    scores = np.full((rounds, len(labels)), 0.5)
    folds = min(FOLDS, len(np.unique(belongs)))
    for number in range(rounds if folds > 1 else 0):
        deals = GroupKFold(folds, shuffle=True, random_state=number).split(data, labels, belongs)
        # Tables this small are slower on several threads, and on a busy machine many times so.
        with threadpool_limits(limits=1):
            for train, test in deals:
                if labels[train].any() and not labels[train].all():
                    scores[number, test] = _judge(data[train], labels[train], data[test])
    return [[float(score) for score in row] for row in scores.T]


def _judge(data: np.ndarray, labels: np.ndarray, unseen: np.ndarray) -> np.ndarray:
    """Return the mean of two opinions: one of straight lines, one of trees, which also see that the middle is right."""
    lines = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
    trees = HistGradientBoostingClassifier(
        max_iter=40, max_leaf_nodes=8, learning_rate=0.08, min_samples_leaf=10, early_stopping=False, random_state=0
    )
    opinions: list[np.ndarray] = [model.fit(data, labels).predict_proba(unseen)[:, 1] for model in (lines, trees)]
    return sum(opinions, np.zeros(len(unseen))) / len(opinions)


Guessed = TypeVar("Guessed")
Hit: TypeAlias = Callable[[Item, Sequence[float]], float]
"""From how right each option looks to how right the guess is, 0 to 1."""

GuessType: TypeAlias = Literal["single", "multiple", "truefalse"]

FEWEST = 20
"""Fewer questions of a type teach a classifier nothing, and the interval would be as wide as the world."""

MOST = 5_000
"""Of more questions of a type, as many evenly spread ones are guessed: the interval is narrower than 3 in 100 then."""

COIN = 0.5
"""What chance gives where there are two ways."""

_MANY = 1_000


@dataclass(frozen=True, slots=True)
class CueResult:
    """How often choosing by one cue alone is right."""

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
        """Return whether there were enough questions to say anything."""
        return self.questions >= FEWEST

    @property
    def gives_away(self) -> bool:
        """Return whether shape finds more than chance does: the whole interval lies above chance."""
        return self.enough and self.accuracy.low > self.chance


def guess(items: tuple[Item, ...]) -> tuple[Guess, ...]:
    """Guess single, multiple and true-false questions by shape alone, each type trained on its own."""
    sound = [item for item in choices(items) if item.keys and item.distractors]
    return (
        _by_options("single", [item for item in sound if item.placed.body.type == "single"], _picked),
        _by_options("multiple", [item for item in sound if item.placed.body.type == "multiple"], _ranked),
        _by_statements(list(statements(items))),
    )


def _spread(everything: Sequence[Guessed]) -> list[Guessed]:
    """Return at most `MOST` of so many, evenly spread."""
    count = min(MOST, len(everything))
    return [everything[index * len(everything) // count] for index in range(count)]


def _by_options(kind: GuessType, everything: list[Item], hit: Hit) -> Guess:
    items = _spread(everything)
    chance = _mean([hit(item, [0.0] * len(item.options)) for item in items])
    if len(items) < FEWEST:
        return Guess(kind, len(items), len(everything), chance, wilson(0, 0), ())
    shapes = [option_rows(item) for item in items]
    total = sum(
        _mean([hit(item, scores) for scores in rounds])
        for item, rounds in zip(items, _looks(items, shapes), strict=True)
    )
    hits = [
        tuple(
            sum(hit(item, [sign * row[place] for row in shape]) for item, shape in zip(items, shapes, strict=True))
            for sign in (-1, 1)
        )
        for place in range(len(OPTION_CUES))
    ]
    cues = _cues(OPTION_CUES, len(items), chance, hits)
    return Guess(kind, len(items), len(everything), chance, wilson(total, len(items)), cues)


def _looks(items: list[Item], shapes: list[list[Row]]) -> Iterator[list[tuple[float, ...]]]:
    """Yield for each item, once a round, how right each of its options looks to who never saw the item."""
    rows = [row for shape in shapes for row in beside(shape)]
    right = [index in item.key for item in items for index in range(len(item.options))]
    groups = [number for number, item in enumerate(items) for _ in item.options]
    looks = iter(out_of_fold(rows, right, groups, _rounds(len(items))))
    for item in items:
        yield list(zip(*(next(looks) for _ in item.options), strict=True))


def _by_statements(everything: list[tuple[Item, bool]]) -> Guess:
    judged = _spread(everything)
    if len(judged) < FEWEST:
        return Guess("truefalse", len(judged), len(everything), COIN, wilson(0, 0), ())
    rows, answers = [statement_row(item) for item, _ in judged], [answer for _, answer in judged]
    looks = out_of_fold(rows, answers, range(len(rows)), _rounds(len(rows)))
    total = sum(
        _mean([_agrees(score - COIN, answer) for score in scores])
        for scores, answer in zip(looks, answers, strict=True)
    )
    middles = [sorted(column)[len(rows) // 2] for column in zip(*rows, strict=True)]
    hits = [
        tuple(
            sum(_agrees(sign * (row[place] - middle), answer) for row, answer in zip(rows, answers, strict=True))
            for sign in (-1, 1)
        )
        for place, middle in enumerate(middles)
    ]
    cues = _cues(STATEMENT_CUES, len(rows), COIN, hits)
    return Guess("truefalse", len(rows), len(everything), COIN, wilson(total, len(rows)), cues)


def _rounds(count: int) -> int:
    """Return how often to deal: where questions are many, one deal is as good as several."""
    return 1 if count >= _MANY else ROUNDS


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


def _cues(cues: Sequence[Cue], count: int, chance: float, hits: Sequence[tuple[float, ...]]) -> tuple[CueResult, ...]:
    """Return what each cue alone achieves; so many are looked at that each must clear a stricter bar (Bonferroni)."""
    level = 1 - (1 - LEVEL) / (2 * len(cues))
    results = []
    for cue, (low, high) in zip(cues, hits, strict=True):
        how, best = (cue.low, low) if low > high else (cue.high, high)
        results.append(CueResult(cue, how, wilson(best, count), gives_away=wilson(best, count, level).low > chance))
    return tuple(sorted(results, key=lambda result: -result.accuracy.share))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
