"""Finds what is nearly alike among many texts without comparing each with each.

Exact, by prefix filtering (Chaudhuri, Ganti & Kaushik, “A Primitive Operator for Similarity Joins in Data Cleaning”,
ICDE 2006; Bayardo, Ma & Srikant, “Scaling Up All Pairs Similarity Search”, WWW 2007): with the pieces of every text
sorted from rare to frequent, two texts that are alike enough share a piece among their first few. Only texts that do
are compared.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence


def alike(texts: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Yield all pairs of texts, given as sets of pieces, whose Jaccard similarity is at least `least`.

    As (earlier, later, similarity); `least` is above 0 and at most 1. Texts without pieces are like none.
    """
    frequency = Counter(piece for pieces in texts for piece in pieces)
    # Ties go by the piece itself, so that the order is the same on every machine.
    ordered = [sorted(pieces, key=lambda piece: (frequency[piece], piece)) for pieces in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for later, pieces in enumerate(ordered):
        prefix = pieces[: len(pieces) - math.ceil(least * len(pieces)) + 1] if pieces else []
        candidates = {earlier for piece in prefix for earlier in holders[piece]}
        for earlier in sorted(candidates):
            similarity = _similarity(texts[earlier], texts[later], least)
            if similarity >= least:
                yield earlier, later, similarity
        for piece in prefix:
            holders[piece].append(later)


def _similarity(one: frozenset[str], other: frozenset[str], least: float) -> float:
    """Return the Jaccard similarity, or 0 where the sizes alone rule out `least`."""
    small, large = sorted((len(one), len(other)))
    if small < least * large:
        return 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common)
