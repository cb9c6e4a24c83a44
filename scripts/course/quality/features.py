"""The shape of options and statements: everything that can be seen without knowing what they mean."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from course.quality.items import Item
from course.quality.words import ABSOLUTE, FIGURES, HEDGING, NEGATION, bigrams, jaccard, length, longest_common

Row = list[float]


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that can be seen of an option beside the others, or of a statement; `name` says it in Chinese.

    `low` and `high` describe choosing by it alone, taking the least or the most of it.
    """

    name: str
    low: str
    high: str


# Takes a text as it is seen and the writer's own words in it.
Measure: TypeAlias = Callable[[str, str], float]


def _count(pattern: re.Pattern[str]) -> Measure:
    return lambda text, _: float(len(pattern.findall(text)))


def _count_own(pattern: re.Pattern[str]) -> Measure:
    return lambda _, own: float(len(pattern.findall(own)))


_SEEN: tuple[tuple[Cue, Measure], ...] = (
    (Cue("长短", "选最短的", "选最长的"), lambda text, _: float(length(text))),
    (Cue("逗号、顿号", "选标点最少的", "选标点最多的"), _count(re.compile("[，、；：]"))),
    (Cue("引号、书名号", "选没有引号的", "选有引号的"), _count(re.compile("[“《]"))),
    (Cue("数字", "选没有数字的", "选有数字的"), _count(FIGURES)),
    (Cue("说死的词", "选没有说死的", "选说死的"), _count_own(ABSOLUTE)),
    (Cue("留余地的词", "选没有余地的", "选留有余地的"), _count_own(HEDGING)),
    (Cue("否定词", "选没有否定词的", "选有否定词的"), _count_own(NEGATION)),
    (Cue("“的”字", "选“的”字最少的", "选“的”字最多的"), _count(re.compile("的"))),
)

_STEM = Cue("与题干重复的字词", "选与题干最不像的", "选与题干最像的")
_SHARED = Cue("与题干相同的最长一段", "选相同一段最短的", "选相同一段最长的")
_OTHERS = Cue("与其他选项相像", "选最与众不同的", "选最像其他选项的")
_PLACE = Cue("位置", "选第一个", "选最后一个")
_MIDDLE = Cue("居中", "选两头的", "选中间的")

OPTION_CUES: tuple[Cue, ...] = (*(cue for cue, _ in _SEEN), _STEM, _SHARED, _OTHERS, _PLACE, _MIDDLE)
"""What is seen of each option, in the order of `option_rows`."""

STATEMENT_CUES: tuple[Cue, ...] = tuple(
    Cue(cue.name, low, high)
    for cue, low, high in zip(
        (cue for cue, _ in _SEEN),
        (
            "短的算对",
            "标点少的算对",
            "没有引号的算对",
            "没有数字的算对",
            "没有说死的算对",
            "没有余地的算对",
            "没有否定词的算对",
            "“的”字少的算对",
        ),
        (
            "长的算对",
            "标点多的算对",
            "有引号的算对",
            "有数字的算对",
            "说死的算对",
            "留有余地的算对",
            "有否定词的算对",
            "“的”字多的算对",
        ),
        strict=True,
    )
)
"""What is seen of a statement to be judged, in the order of `statement_row`."""


def option_rows(item: Item) -> list[Row]:
    """Return a row of numbers for each option of an item, a number for each of `OPTION_CUES`."""
    options = item.options
    stem, pairs = bigrams(item.stem), [bigrams(text) for text in options]
    last = len(options) - 1
    rows: list[Row] = []
    for index, text in enumerate(options):
        others = [jaccard(pairs[index], other) for place, other in enumerate(pairs) if place != index]
        rows.append([
            *(measure(text, item.own(text)) for _, measure in _SEEN),
            len(pairs[index] & stem) / max(1, len(pairs[index])),
            float(len(longest_common(text, item.stem))),
            sum(others) / len(others),
            index / last,
            1 - abs(2 * index / last - 1),
        ])  # fmt: skip
    return rows


def beside(rows: Sequence[Row]) -> list[Row]:
    """Return what a guesser sees of each option: its numbers, how far each is from the mean, how many are below it."""
    columns = list(zip(*rows, strict=True))
    means = [sum(column) / len(rows) for column in columns]
    return [
        [
            *row,
            *(value - mean for value, mean in zip(row, means, strict=True)),
            *(
                (sum(other < value for other in column) - sum(other > value for other in column)) / len(rows)
                for value, column in zip(row, columns, strict=True)
            ),
        ]
        for row in rows
    ]


def statement_row(item: Item) -> Row:
    """Return a number for each of `STATEMENT_CUES`."""
    return [measure(item.stem, item.own(item.stem)) for _, measure in _SEEN]
