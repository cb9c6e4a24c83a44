"""Points by what people call them: their id, the id of their requirement, or their title."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import partial
from itertools import chain

from course.errors import RefusedError
from course.model.course import Course
from course.model.normalise import reading
from course.model.study import Point

_SEPARATORS = (re.compile(r"[\s,，;；]+"), re.compile("、"))
"""What may stand between names; a title can hold some of it, so the whole is tried first."""

_MOST_OFFERED = 3
_LEAST_ALIKE = 0.4


def find_points(course: Course, names: Iterable[str]) -> tuple[Point, ...]:
    """Return the points with these names, in the order of the names; a name may also be several with marks in between.

    Raises RefusedError if there is no such point, with the nearest ones, or if several have that title.
    """
    found = {point.id: point for name in names for point in _find(course, name)}
    return tuple(found.values())


def named_points(course: Course, name: str) -> tuple[Point, ...]:
    """Return the points with this name, or with the names in it; none if one of them is unknown, or no one point's."""
    found = _called(course, name)
    if len(found) > 1 and not _is_id(name, found):
        return ()
    parts = () if found else tuple(map(partial(named_points, course), _names_in(name)))
    return found or (tuple(dict.fromkeys(chain(*parts))) if all(parts) else ())


def search_points(course: Course, words: Iterable[str]) -> tuple[Point, ...]:
    """Return the points with this name or, if there are none, those in which all words occur, in reading order."""
    words = tuple(words)
    return _called(course, " ".join(words)) or tuple(
        point
        for requirement, point in course.points()
        if all(word in f"{point.id} {point.label} {point.text} {requirement.title}" for word in words)
    )


def unknown_point(course: Course, name: str) -> str:
    """Say that no point has this name, and which ones have nearly the same."""
    if not any(course.points()):
        return "课程里还没有要点。请先在学习页的要求下面写"
    near = "、".join(f"{point.label}（{point.id}）" for point in _nearest(course, name))
    return f"没有要点“{name}”。" + (f"相近的有：{near}" if near else "列出全部要点：./course points")


def _find(course: Course, name: str) -> Iterator[Point]:
    found = _called(course, name)
    parts = _names_in(name)
    if not found and not parts:
        raise RefusedError(unknown_point(course, name))
    if len(found) > 1 and not _is_id(name, found):
        same = "、".join(point.id for point in found)
        raise RefusedError(f"有 {len(found)} 个要点叫“{name}”。请写编号：{same}")
    yield from found or (point for part in parts for point in _find(course, part))


def _names_in(name: str) -> list[str]:
    """Return the names in a text, by the first kind of mark that separates any; none if it is one name."""
    return next((parts for mark in _SEPARATORS if len(parts := [*filter(None, mark.split(name))]) > 1), [])


def _is_id(name: str, found: Iterable[Point]) -> bool:
    return any(name in {point.id, _requirement_of(point)} for point in found)


def _called(course: Course, name: str) -> tuple[Point, ...]:
    """Return the point with this id, the points of the requirement with this id, or those with this title."""
    points = [point for _, point in course.points()] if name else []
    by_id = tuple(point for point in points if name in {point.id, _requirement_of(point)})
    title = reading(name)
    return by_id or tuple(point for point in points if reading(point.label) == title)


def _requirement_of(point: Point) -> str:
    return point.id.rpartition("-")[0]


def _nearest(course: Course, name: str) -> list[Point]:
    wanted = reading(name)
    alike = [
        (max(_likeness(wanted, key) for key in (point.id, _requirement_of(point), reading(point.label))), point)
        for _, point in course.points()
    ]
    ranked = sorted(alike, key=lambda pair: -pair[0])
    return [point for likeness, point in ranked[:_MOST_OFFERED] if likeness >= _LEAST_ALIKE]


def _likeness(wanted: str, key: str) -> float:
    return SequenceMatcher(None, wanted, key, autojunk=False).ratio()
