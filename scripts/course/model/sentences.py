"""The sentences of the source, which of them a point comes from, and whether they still read as they did.

A sentence is known by its digest, not by its number: numbers change as soon as a sentence comes in before it.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from course.model.bank import Id, Strict
from course.model.normalise import reading
from course.text.diagnostics import Position

MOST_SENTENCES = 9_999
"""Sentences of a source; their numbers have four figures at the most."""

DIGEST_PATTERN = r"^[0-9a-f]{10}$"
Digest: TypeAlias = Annotated[str, StringConstraints(pattern=DIGEST_PATTERN)]

_RANGE = re.compile(r"([0-9]{1,4})(?:-([0-9]{1,4}))?")
_LONGEST_SHORT = 24
_CLOSING = "”’）》」』"
# A line that ends with anything else is a title, a heading or a date.
_ENDS = "。！？；：…"


@dataclass(frozen=True)
class Sentence:
    """One line of the source; its number counts the lines that are not empty. `spare` ones need no point."""

    number: int
    text: str
    spare: bool
    position: Position

    @cached_property
    def digest(self) -> str:
        """What the sentence is known by. White space, width, quotation marks and the way to write numbers do not count."""
        return hashlib.sha256(reading(self.text).encode()).hexdigest()[:10]

    @property
    def short(self) -> str:
        """Its beginning, to tell it from others."""
        return self.text if len(self.text) <= _LONGEST_SHORT else f"{self.text[: _LONGEST_SHORT - 1]}……"

    @property
    def needs_point(self) -> bool:
        """Whether a point should come from it: it is a sentence, and not marked as one that says nothing to learn."""
        return not self.spare and self.text.rstrip(_CLOSING).endswith(tuple(_ENDS))


class Trace(Strict):
    """The file `trace.yml`: what each point's sentences were when it was last compared with them."""

    points: dict[Id, tuple[Digest, ...]] = Field(
        default_factory=dict, description="每个要点的原句在上次核对时的摘要，由 ./course confirm 写"
    )


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """How the sentences of a point differ from those that it was last compared with.

    `fresh` were not among those; `gone` says how many of those are not in the source any more, `moved` where others now
    stand that the point does not name. If the point names foreign sentences in place of moved ones and none is gone,
    `now` has the numbers of them all.
    """

    fresh: tuple[Sentence, ...]
    gone: int
    moved: tuple[int, ...]
    now: tuple[int, ...]


def numbers_in(written: str) -> tuple[int, ...] | None:
    """Return the numbers that `data-source` names (`3 5-7`) in ascending order, None if it is not written like that."""
    found: set[int] = set()
    for part in written.split():
        match = _RANGE.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            return None
        found.update(range(first, last + 1))
    return tuple(sorted(found)) or None


def numbers_text(numbers: Sequence[int]) -> str:
    """Return numbers in ascending order as `data-source` has them: `3 5-7`."""
    groups = (list(group) for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]))
    return " ".join(f"{group[0][1]}-{group[-1][1]}" if len(group) > 1 else f"{group[0][1]}" for group in groups)


def named(sentences: Sequence[Sentence], numbers: Sequence[int]) -> tuple[Sentence, ...]:
    """Return the sentences with these numbers, those that do not exist left out."""
    return tuple(sentences[number - 1] for number in numbers if number <= len(sentences))


def digests(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Return the digests of sentences in their order."""
    return tuple(one.digest for one in sentences)


class SentencePlaces:
    """Where the sentences of a source stand, by their digests."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._numbers: dict[str, list[int]] = {}
        for one in sentences:
            self._numbers.setdefault(one.digest, []).append(one.number)

    def change(self, present: Sequence[Sentence], confirmed: Sequence[str]) -> SentenceChange | None:
        """Return how a point's sentences differ from those with these digests; None if they are the same."""
        if set(digests(present)) == set(confirmed):
            return None
        fresh = tuple(one for one in present if one.digest not in confirmed)
        absent = set(confirmed).difference(digests(present))
        gone = sum(digest not in self._numbers for digest in absent)
        moved = {self._nearest(digest, present) for digest in absent if digest in self._numbers}
        stayed = {one.number for one in present if one.digest in confirmed}
        now = sorted(stayed | moved) if fresh and moved and not gone else ()
        return SentenceChange(fresh, gone, tuple(sorted(moved)), tuple(now))

    def _nearest(self, digest: str, present: Sequence[Sentence]) -> int:
        """Return where a sentence of the source stands; of several places, that nearest to the present sentences."""
        return min(self._numbers[digest], key=lambda place: min(abs(place - one.number) for one in present))
