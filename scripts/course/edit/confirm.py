"""Record that points were compared with their sentences of the source: the digests of these, in `trace.yml`."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from course.check import inspect
from course.errors import RefusedError
from course.files import BYTE_ORDER_MARK, write_text
from course.load.course import TRACE
from course.load.sentences import read_trace
from course.model.point_names import find_points
from course.model.sentences import digests
from course.model.study import Point
from course.text.diagnostics import Diagnostic, errors
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import read

_HEAD = """\
# yaml-language-server: $schema=build/schema/trace.json
# 每个要点的原句在上次核对时的摘要，由 ./course confirm 写，不用手改。
points:
"""
_NO_SENTENCES = (
    '要点都没有写原文的句号。请在要点的编号后面写 data-source="句号"，句号见 ./course coverage 的表里“原文”一张'
)
_NUMBERS = re.compile("([0-9]+)")

Digests: TypeAlias = Mapping[str, tuple[str, ...]]
Edit: TypeAlias = tuple[int, int, str]
"""What to put in place of which characters of a text."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What stands in the way (then nothing was written), or the points by what they were before.

    `fresh` were never compared, `renewed` had other sentences, `same` the present ones; `bare` name no sentence.
    `dropped` are the ids in the file that no point has any more.
    """

    obstacles: tuple[Diagnostic, ...] = ()
    fresh: tuple[Point, ...] = ()
    renewed: tuple[Point, ...] = ()
    same: tuple[Point, ...] = ()
    bare: tuple[Point, ...] = ()
    dropped: tuple[str, ...] = ()


def confirm(root: Path, names: Sequence[str]) -> Confirmed:
    """Record the present sentences of the points with these names, of all points if there are none.

    Raises RefusedError if a point is unknown, or if none of them names a sentence.
    """
    outcome = inspect(root)
    if outcome.failed:
        return Confirmed(tuple(errors(outcome.diagnostics)))
    course = outcome.course
    found = find_points(course, names) if names else tuple(point for _, point in course.points())
    points = tuple(point for point in found if course.sentences_of(point))
    if not points:
        raise RefusedError(_NO_SENTENCES)
    present = {point.id: digests(course.sentences_of(point)) for point in points}
    known = {point.id for _, point in course.points()}
    dropped = tuple(name for name in course.trace if name not in known)
    changes = {name: found for name, found in present.items() if course.trace.get(name) != found}
    _write(root / TRACE, changes, dropped)
    return Confirmed(
        fresh=tuple(point for point in points if point.id not in course.trace),
        renewed=tuple(point for point in points if point.id in changes and point.id in course.trace),
        same=tuple(point for point in points if point.id not in changes),
        bare=tuple(point for point in found if point not in points) if names else (),
        dropped=dropped,
    )


def _write(file: Path, changes: Digests, dropped: Sequence[str]) -> None:
    # Bytes, not text: the file keeps its own line ends and its byte order mark.
    text = file.read_bytes().decode() if file.is_file() else ""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    before = text.removeprefix(mark)
    after = with_digests(before, changes, dropped)
    old, new = _read(before), _read(after)
    if new != {**{name: found for name, found in old.items() if name not in dropped}, **changes}:
        raise RefusedError(
            f"{TRACE} 的写法特别，没法替您改。请改成每个要点一行的样子，或者删去它，再运行 ./course confirm"
        )
    write_text(file, mark + after)


def _read(text: str) -> Digests:
    trace, _ = read_trace(text, TRACE)
    return trace.points if trace else {}


def with_digests(text: str, changes: Digests, dropped: Collection[str] = ()) -> str:
    """Return the text of `trace.yml` with these digests by point, sorted, and without the dropped points.

    All else stays to the byte, comments and line ends included.
    """
    present = _read(text)
    if not present:
        return _HEAD + "".join(f"  {_entry(name, changes[name])}\n" for name in sorted(changes, key=_order))
    entries = _Entries(text, tuple(present))
    edits = (*(entries.removal(name) for name in dropped), *_edits(entries, changes))
    for start, end, written in sorted(edits, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _edits(entries: "_Entries", changes: Digests) -> Iterator[Edit]:
    added: dict[int, list[str]] = {}
    for name in sorted(changes, key=_order):
        if name in entries.names:
            yield entries.replacement(name, changes[name])
        else:
            added.setdefault(entries.place_for(name), []).append(_entry(name, changes[name]))
    for place, written in added.items():
        yield entries.addition(place, written)


class _Entries:
    """The entries of a `trace.yml` that has some: where each stands in the text."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.names = names
        self._text, self._offsets, self._end = text, Offsets(text), line_end(text)
        self._layout = read(text, TRACE)[0].layout
        self._last = max(names, key=lambda name: self._layout.place_key("points", name))

    def replacement(self, name: str, found: Sequence[str]) -> Edit:
        """Return the edit that gives an entry other digests."""
        start, end = self._layout.span("points", name) or (self._layout.place("points"),) * 2
        return self._offsets.of(start), self._offsets.of(end), _list(found)

    def place_for(self, name: str) -> int:
        """Return where a new entry goes: before the next one, or behind the last."""
        following = min((one for one in self.names if _order(one) > _order(name)), key=_order, default=None)
        return self._behind(self._last) if following is None else self._line_of(following)

    def addition(self, place: int, written: Sequence[str]) -> Edit:
        """Return the edit that puts new entries at a place, each on a line of its own."""
        begin = "" if self._text[place - 1] in "\r\n" else self._end
        indent = " " * (self._layout.place_key("points", self._last).column - 1)
        return place, place, begin + "".join(f"{indent}{entry}{self._end}" for entry in written)

    def removal(self, name: str) -> Edit:
        """Return the edit that takes an entry out with its line."""
        return self._line_of(name), self._behind(name), ""

    def _line_of(self, name: str) -> int:
        return self._offsets.starts[self._layout.place_key("points", name).line - 1]

    def _behind(self, name: str) -> int:
        """Return where the line after an entry begins, or the text ends."""
        line = self._layout.ending("points", name).line
        return self._offsets.starts[min(line, len(self._offsets.starts) - 1)]


def _entry(name: str, found: Sequence[str]) -> str:
    return f"{name}: {_list(found)}"


def _list(found: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{digest}"' for digest in found) + "]"


def _order(name: str) -> tuple[tuple[int, str], ...]:
    """Return what ids are sorted by: r2-9 comes before r2-10."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in _NUMBERS.split(name))
