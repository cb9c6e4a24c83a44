"""The text of `trace.yml`: an entry for each point, changed in place."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from course.load.course import TRACE
from course.load.sentences import read_trace
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import read

_HEAD = """\
# yaml-language-server: $schema=build/schema/trace.json
# 每个要点的原句在上次核对时的摘要，由 ./course confirm 写，不用手改。
points:
"""
_NUMBERS = re.compile("([0-9]+)")

Digests: TypeAlias = Mapping[str, tuple[str, ...]]
Edit: TypeAlias = tuple[int, int, str]
"""What to put in place of which characters of a text."""


def digests_in(text: str) -> Digests:
    """Return the digests of each point, by its id."""
    trace, _ = read_trace(text, TRACE)
    return trace.points if trace else {}


def with_digests(text: str, changes: Digests, dropped: Collection[str] = ()) -> str:
    """Return the text of `trace.yml` with these digests by point, sorted, and without the dropped points.

    All else stays to the byte, comments and line ends included.
    """
    present = digests_in(text)
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
