"""Requirements against question types and difficulties as a picture: dark where much is asked, marked where nothing is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from course.coverage.matrix import Matrix, MatrixRow, lacking
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS

WIDTH = 1080
"""Width of the picture in its own units; it grows and shrinks with the page."""

_CELL, _GROUP, _ROW, _HEAD, _PAGE = 22, 3 * 22 + 6, 24, 62, 34
_LEFT, _TITLE = 300, 19
_RIGHT = _LEFT + len(TYPE_LABELS) * _GROUP + 6
_SHADES = 4


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """What stands above a column."""

    x: int
    label: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How many questions of one type and difficulty there are; shade 0 is none."""

    x: int
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One requirement; `lacks` says what it is not asked for."""

    top: int
    path: str
    title: str
    cells: tuple[HeatCell, ...]
    lacks: str


@dataclass(frozen=True, slots=True)
class HeatPage:
    """One study page with its requirements below it."""

    top: int
    title: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture; `cell` is the size of a cell, `right` where the gaps are named."""

    width: int
    height: int
    cell: tuple[int, int]
    right: int
    types: tuple[ColumnHead, ...]
    levels: tuple[ColumnHead, ...]
    pages: tuple[HeatPage, ...]


def picture(matrix: Matrix) -> Picture:
    """Return the picture; what it shows stands in words in the table that goes with it."""
    pages, top = [], _HEAD
    for _, group in groupby(matrix.rows, lambda row: row.study.name):
        rows = list(group)
        pages.append(_page(rows, top, matrix.most))
        top += _PAGE + _ROW * len(rows)
    return Picture(
        width=WIDTH,
        height=top + 6,
        cell=(_CELL - 2, _ROW - 2),
        right=_RIGHT,
        types=tuple(
            ColumnHead(_LEFT + number * _GROUP + 3 * _CELL // 2, label)
            for number, label in enumerate(TYPE_LABELS.values())
        ),
        levels=tuple(_levels()),
        pages=tuple(pages),
    )


def _levels() -> Iterator[ColumnHead]:
    for number in range(len(TYPE_LABELS)):
        for place, label in enumerate(DIFFICULTY_LABELS.values()):
            yield ColumnHead(_x(number, place) + _CELL // 2, label[0])


def _x(kind: int, level: int) -> int:
    return _LEFT + kind * _GROUP + level * _CELL


def _page(rows: Sequence[MatrixRow], top: int, most: int) -> HeatPage:
    below = top + _PAGE
    return HeatPage(
        top, rows[0].study.title, tuple(_row(row, below + _ROW * number, most) for number, row in enumerate(rows))
    )


def _row(row: MatrixRow, top: int, most: int) -> HeatRow:
    title = row.requirement.title
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    cells = tuple(
        HeatCell(_x(number, place), row.counts[kind, level], _shade(row.counts[kind, level], most))
        for number, kind in enumerate(TYPE_LABELS)
        for place, level in enumerate(DIFFICULTY_LABELS)
    )
    return HeatRow(top, row.path, short, cells, lacking(row))


def _shade(count: int, most: int) -> int:
    if not count:
        return 0
    return 1 if most <= 1 else 1 + (count - 1) * (_SHADES - 1) // (most - 1)
