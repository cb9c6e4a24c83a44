"""How far a share that was counted can be trusted."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95
"""Confidence of every interval that is shown."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A share between 0 and 1 with the interval that it stands for, from `low` to `high`."""

    share: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the interval."""
        return self.low <= value <= self.high


def wilson(hits: float, total: int, level: float = LEVEL) -> Interval:
    """Return the share of `hits` among `total` with its Wilson score interval (E. B. Wilson, JASA 22, 1927).

    It stays between 0 and 1 and keeps its level for small numbers, which hits ± 1.96 standard errors do not. `hits`
    may be a fraction where several tries at the same question were averaged. Without tries everything is possible.
    """
    if total == 0:
        return Interval(0.0, 0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    # Rounding must not push the share itself out.
    return Interval(share, min(max(0.0, middle - half), share), max(min(1.0, middle + half), share))


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return how far two coders agree beyond chance, None where chance alone makes them agree.

    Cohen's kappa (J. Cohen, Educational and Psychological Measurement 20, 1960): 1 is agreement throughout, 0 what
    coders would reach who only use each code as often as these do.
    """
    if not pairs:
        return None
    count = len(pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    by_chance = sum(first[code] * second[code] for code in first) / count**2
    agreed = sum(one == other for one, other in pairs) / count
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def correlation(pairs: list[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation, None where one side does not vary."""
    count = len(pairs)
    if count < 3:
        return None
    mean_x, mean_y = sum(one for one, _ in pairs) / count, sum(other for _, other in pairs) / count
    x = math.sqrt(sum((one - mean_x) ** 2 for one, _ in pairs))
    y = math.sqrt(sum((other - mean_y) ** 2 for _, other in pairs))
    if x == 0 or y == 0:
        return None
    together = sum((one - mean_x) * (other - mean_y) for one, other in pairs) / (x * y)
    return max(-1.0, min(1.0, together))


def fisher(value: float, count: int, level: float = LEVEL) -> Interval:
    """Return a correlation over `count` pairs with its interval by Fisher's z transformation (Metron 1, 1921)."""
    if count < 4:
        return Interval(value, -1.0, 1.0)
    half = NormalDist().inv_cdf(0.5 + level / 2) / math.sqrt(count - 3)
    # The transformation has no value at ±1 itself.
    z = math.atanh(max(-0.999_999, min(0.999_999, value)))
    return Interval(value, min(math.tanh(z - half), value), max(math.tanh(z + half), value))
