"""Chinese words that give options away, and words that stand for others."""

import re
from itertools import pairwise

# Quotations and titles are another author's words, no cue of the writer.
MASK = "\ufffc"
"""Stands for words that are not the writer's own."""

_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")

ABSOLUTE = re.compile(
    r"一律|绝对|完全|永远|从来|从不|决不(?!允许)|绝不(?!能)|毫无|丝毫不|任何|所有|一切|唯一|只要|只能|只需|仅仅|仅需"
    r"|全都|全部|统统|必然|必定|百分之百|无论如何|万无一失|彻底|无一例外"
)
"""Specific determiners: words that allow no exception."""

HEDGING = re.compile(
    r"一般|通常|可能|也许|往往|有时|大多|多数|大体|基本上|原则上|适当|酌情|尽量|尽可能|视情|相对|在一定|某种程度|主要是|不一定"
)
"""Words that leave a way out."""

NEGATION = re.compile(r"不|没有|没|无|未|非|勿")
"""Words that turn a sentence round."""

FIGURES = re.compile(r"[0-9０-９]+|[一二两三四五六七八九十百千]+(?=[个次项条件年月天日小人名级])")
"""Numbers, in digits or as Chinese numerals before a measure word."""

_PUNCTUATION = re.compile(r"[\W_]+")


def own(text: str) -> str:
    """Return the writer's own words: quotations and titles left out."""
    return _QUOTED.sub(MASK, text)


def bare(text: str) -> str:
    """Return a text without punctuation and space, in lower case."""
    return _PUNCTUATION.sub("", text).lower()


def length(text: str) -> int:
    """Return how long an option looks: its characters without punctuation."""
    return len(bare(text))


def grams(text: str, size: int) -> frozenset[str]:
    """Return the runs of `size` characters of a text; a shorter text is its own only run."""
    flat = bare(text)
    if len(flat) <= size:
        return frozenset({flat} if flat else ())
    return frozenset(flat[start : start + size] for start in range(len(flat) - size + 1))


def bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    return frozenset(one + other for one, other in pairwise(bare(text)))


def longest_common(one: str, other: str) -> str:
    """Return the longest run of characters that stands in both texts, the first of several."""
    one, other = bare(one), bare(other)
    best = ""
    for start in range(len(one)):
        while start + len(best) < len(one) and one[start : start + len(best) + 1] in other:
            best = one[start : start + len(best) + 1]
    return best


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of what two sets have in common: 1 for equal ones, 0 for nothing in common or nothing at all."""
    return len(one & other) / len(one | other) if one and other else 0.0
