"""Merge two changes of a text, line by line (diff3).

difflib finds what is shared; why no library does the rest: docs-dev/decisions/dependencies.md.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from course.edit.three_way import clash, merged

Lines: TypeAlias = Sequence[str]
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides changed; `line` is where ours stand in the merged text, counted from 1."""

    line: int
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text with the changes of both sides, and ours where they clash."""

    text: str
    clashes: tuple[Clash, ...]


def merge_texts(base: str, ours: str, theirs: str) -> MergedText:
    """Merge what `ours` and `theirs` made of `base`. Line ends must be plain."""
    lines: list[str] = []
    clashes: list[Clash] = []
    for before, own, other in _chunks(*map(_LINE.findall, (base, ours, theirs))):
        if clash(before, own, other):
            clashes.append(Clash(len(lines) + 1, "".join(before), "".join(own), "".join(other)))
        lines += merged(before, own, other)
    return MergedText(_ended(lines), tuple(clashes))


def similar(one: str, other: str, share: float = 0.5) -> float:
    """Return the share of lines that two texts have in common, 0 if it is below `share`."""
    matcher = SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False)
    if matcher.real_quick_ratio() < share or matcher.quick_ratio() < share:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= share else 0


def _chunks(base: Lines, ours: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Yield the three texts piece by piece; lines that all three share are pieces of their own."""
    in_ours, in_theirs = _matches(base, ours), _matches(base, theirs)
    at, own, other = 0, 0, 0
    for index in (*(index for index in range(len(base)) if index in in_ours and index in in_theirs), len(base)):
        end_own, end_other = in_ours.get(index, len(ours)), in_theirs.get(index, len(theirs))
        yield base[at:index], ours[own:end_own], theirs[other:end_other]
        shared = base[index : index + 1]
        yield shared, shared, shared
        at, own, other = index + 1, end_own + 1, end_other + 1


def _matches(base: Lines, other: Lines) -> dict[int, int]:
    """Return which line of the other text a line of the base is."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _ended(lines: Lines) -> str:
    """Join lines; one that stood last without a line end gets it where another follows."""
    return "".join(
        line if line.endswith("\n") or at == len(lines) - 1 else f"{line}\n" for at, line in enumerate(lines)
    )
