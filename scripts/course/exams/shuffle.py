"""Orders that look random but follow from a seed alone.

The player has the same functions in `player/src/core/shuffle.ts`; both are held to `tests/cases/shuffle.yml`.
"""

from collections.abc import Iterable, Iterator

_MASK = 0xFFFFFFFF


def seed_for(seed: int, name: str) -> int:
    """Return a seed of its own for everything with a name: FNV-1a over UTF-16 units, mixed into `seed` (32 bits)."""
    value = 0x811C9DC5 ^ (seed & _MASK)
    units = name.encode("utf-16-le")
    for place in range(0, len(units), 2):
        value = ((value ^ int.from_bytes(units[place : place + 2], "little")) * 0x01000193) & _MASK
    return value


def shuffle(seed: int, count: int, fixed: Iterable[int] = ()) -> list[int]:
    """Return the order in which `count` things are shown: at each place the index of a thing. Fixed ones stay."""
    order = list(range(count))
    kept = set(fixed)
    free = [index for index in order if index not in kept]
    numbers = _numbers(seed)
    # Fisher-Yates over the places that are free.
    for last in range(len(free) - 1, 0, -1):
        other = next(numbers) * (last + 1) >> 32
        order[free[last]], order[free[other]] = order[free[other]], order[free[last]]
    return order


def disorder(seed: int, count: int) -> list[int]:
    """Return an order as `shuffle` does, but never the order to be found: that would be a question already answered."""
    order = shuffle(seed, count)
    return order if order != sorted(order) else order[1:] + order[:1]


def _numbers(seed: int) -> Iterator[int]:
    """Yield 32-bit numbers by mulberry32: small, well mixed, and the same in every language."""
    state = seed & _MASK
    while True:
        state = (state + 0x6D2B79F5) & _MASK
        mixed = ((state ^ state >> 15) * (state | 1)) & _MASK
        mixed ^= (mixed + ((mixed ^ mixed >> 7) * (mixed | 61))) & _MASK
        yield (mixed ^ mixed >> 14) & _MASK
