"""Finds what is nearly alike among many texts without comparing each with each.

By prefix filtering (Chaudhuri, Ganti & Kaushik, “A Primitive Operator for Similarity Joins in Data Cleaning”,
ICDE 2006; Bayardo, Ma & Srikant, “Scaling Up All Pairs Similarity Search”, WWW 2007): with the pieces of every text
sorted from rare to frequent, two texts that are alike enough share a piece among their first few. Only texts that do
are compared.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

COMMON = 50
"""A piece that more texts share is a phrase of the whole course; to compare all that hold it would take forever."""


def alike(
    texts: Sequence[frozenset[str]], least: float, minds: Callable[[int, int], bool] = lambda _, __: True
) -> Iterator[tuple[int, int, float]]:
    """Yield for each text, given as a set of pieces, one earlier text of Jaccard similarity `least` or more, if any.

    As (earlier, later, similarity); `least` is above 0 and at most 1. One is enough to say, and keeps a thousand copies
    of a text from being a million pairs. Pairs that nobody `minds` do not count. Texts without pieces are like none.

    None is missed but those that share nothing rarer than `COMMON`; among these, copies are found still.
    """
    frequency = Counter(piece for pieces in texts for piece in pieces)
    holders: dict[str, list[int]] = defaultdict(list)
    copies: dict[frozenset[str], int] = {}
    for later, pieces in enumerate(texts):
        # Ties go by the piece itself, so that the order is the same on every machine.
        ordered = sorted(pieces, key=lambda piece: (frequency[piece], piece))
        length = len(ordered) - math.ceil(least * len(ordered)) + 1 if ordered else 0
        prefix = [piece for piece in ordered[:length] if frequency[piece] <= COMMON]
        candidates = dict.fromkeys(earlier for piece in prefix for earlier in holders[piece])
        if pieces and copies.setdefault(pieces, later) != later:
            candidates = {copies[pieces]: None, **candidates}
        for earlier in candidates:
            if minds(earlier, later) and (similarity := _similarity(texts[earlier], pieces, least)) >= least:
                yield earlier, later, similarity
                break
        for piece in prefix:
            holders[piece].append(later)


def _similarity(one: frozenset[str], other: frozenset[str], least: float) -> float:
    """Return the Jaccard similarity, or 0 where the sizes alone rule out `least`."""
    small, large = sorted((len(one), len(other)))
    if small < least * large:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)
