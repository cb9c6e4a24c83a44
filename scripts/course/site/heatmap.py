"""Requirements against question types and difficulties as a picture: dark where much is asked, marked where nothing is."""

from html import escape
from itertools import groupby

from course.coverage.matrix import Matrix, Row, lacking
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.site.html import address

WIDTH = 1000
"""Width of the picture in its own units; it grows and shrinks with the page."""

_CELL, _GROUP, _ROW, _HEAD, _PAGE = 22, 3 * 22 + 6, 24, 62, 34
_LEFT, _TITLE = 300, 19
_RIGHT = _LEFT + len(TYPE_LABELS) * _GROUP + 6
_SHADES = 4


def picture(matrix: Matrix) -> str:
    """Return the picture; what it shows stands in words in the table that goes with it."""
    parts, top = [_heads()], _HEAD
    for _, group in groupby(matrix.rows, lambda row: row.study.name):
        rows = list(group)
        parts.append(f'<text class="course-heat-page" x="0" y="{top + 23}">{escape(rows[0].study.title)}</text>')
        top += _PAGE
        for row in rows:
            parts.append(_row(row, top, matrix.most))
            top += _ROW
    return (
        f'<svg class="course-picture course-heat" viewBox="0 0 {WIDTH} {top + 6}" role="group" '
        f'aria-label="要求、题型、难度的覆盖情况，数字见下表">{"".join(parts)}</svg>'
    )


def _heads() -> str:
    types = "".join(
        f'<text class="course-heat-head" x="{_LEFT + number * _GROUP + 1.5 * _CELL:g}" y="24">{label}</text>'
        for number, label in enumerate(TYPE_LABELS.values())
    )
    levels = "".join(
        f'<text class="course-heat-level" x="{_x(number, place) + _CELL / 2:g}" y="48">{label[0]}</text>'
        for number in range(len(TYPE_LABELS))
        for place, label in enumerate(DIFFICULTY_LABELS.values())
    )
    return f'{types}{levels}<text class="course-heat-level course-heat-lacks" x="{_RIGHT}" y="48">缺什么</text>'


def _x(kind: int, level: int) -> int:
    return _LEFT + kind * _GROUP + level * _CELL


def _row(row: Row, top: int, most: int) -> str:
    title = row.requirement.title
    short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
    cells = "".join(
        _cell(row.counts[kind, level], _x(number, place), top, most)
        for number, kind in enumerate(TYPE_LABELS)
        for place, level in enumerate(DIFFICULTY_LABELS)
    )
    lacks = lacking(row)
    return (
        f'<a href="../{escape(address(row.path))}"><text class="course-heat-title" x="14" y="{top + 17}">{escape(short)}</text></a>'
        f"{cells}" + (f'<text class="course-heat-gap" x="{_RIGHT}" y="{top + 17}">{lacks}</text>' if lacks else "")
    )


def _cell(count: int, x: int, top: int, most: int) -> str:
    if not count:
        return f'<rect class="course-heat-0" x="{x}" y="{top}" width="{_CELL - 2}" height="{_ROW - 2}"/>'
    shade = 1 if most <= 1 else 1 + (count - 1) * (_SHADES - 1) // (most - 1)
    return (
        f'<rect class="course-heat-{shade}" x="{x}" y="{top}" width="{_CELL - 2}" height="{_ROW - 2}"/>'
        f'<text class="course-heat-count course-heat-on-{shade}" x="{x + (_CELL - 2) / 2:g}" y="{top + 16}">{count}</text>'
    )
