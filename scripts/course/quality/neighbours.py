"""Finds what is nearly alike among many texts without comparing each with each.

Exact, by prefix filtering (Chaudhuri, Ganti & Kaushik, “A Primitive Operator for Similarity Joins in Data Cleaning”,
ICDE 2006; Bayardo, Ma & Srikant, “Scaling Up All Pairs Similarity Search”, WWW 2007): with the pieces of every text
sorted from rare to frequent, two texts that are alike enough share a piece among their first few. Only texts that do
are compared.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence


def alike(
    texts: Sequence[frozenset[str]], least: float, minds: Callable[[int, int], bool] = lambda _, __: True
) -> Iterator[tuple[int, int, float]]:
    """Yield for each text, given as a set of pieces, one earlier text of Jaccard similarity `least` or more, if any.

    As (earlier, later, similarity); `least` is above 0 and at most 1. One is enough to say, and keeps a thousand copies
    of a text from being a million pairs. Pairs that nobody `minds` do not count. Texts without pieces are like none.
    """
    frequency = Counter(piece for pieces in texts for piece in pieces)
    holders: dict[str, list[int]] = defaultdict(list)
    for later, pieces in enumerate(texts):
        # Ties go by the piece itself, so that the order is the same on every machine.
        ordered = sorted(pieces, key=lambda piece: (frequency[piece], piece))
        prefix = ordered[: len(ordered) - math.ceil(least * len(ordered)) + 1] if ordered else []
        compared: set[int] = set()
        for earlier in (earlier for piece in prefix for earlier in holders[piece]):
            if earlier in compared or not minds(earlier, later):
                continue
            compared.add(earlier)
            similarity = _similarity(texts[earlier], pieces, least)
            if similarity >= least:
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
