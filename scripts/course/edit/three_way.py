"""The rule of every three-way merge: what one side left alone is as the other side has it."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound=Hashable)


def merged(base: Thing, ours: Thing, theirs: Thing) -> Thing:
    """Return what two sides made of a value; ours where they clash."""
    return theirs if ours == base else ours


def clash(base: Thing, ours: Thing, theirs: Thing) -> bool:
    """Return whether both sides changed a value, each in its own way."""
    return ours != theirs and base not in (ours, theirs)


def merged_mapping(
    base: Mapping[str, Thing],
    ours: Mapping[str, Thing],
    theirs: Mapping[str, Thing],
    together: Iterable[Collection[str]],
) -> tuple[dict[str, Thing], list[str]]:
    """Merge mappings key by key, and return the result with the keys that clash; keys of one group are merged as one value."""
    groups = [*(frozenset(group) for group in together)]
    grouped = frozenset().union(*groups)
    names = dict.fromkeys([*theirs, *ours, *base])
    result: dict[str, Thing] = {}
    clashes: list[str] = []
    for group in (*groups, *(frozenset({name}) for name in names if name not in grouped)):
        before, own, other = (
            {name: side[name] for name in names if name in group and name in side} for side in (base, ours, theirs)
        )
        result |= merged(before, own, other)
        if clash(before, own, other):
            clashes += [name for name in names if name in group and own.get(name) != other.get(name)]
    return {name: result[name] for name in names if name in result}, clashes


def merged_order(base: Sequence[Key], ours: Sequence[Key], theirs: Sequence[Key], wanted: Collection[Key]) -> list[Key]:
    """Return the wanted keys in the order that two sides made of a sequence; in that of theirs if both changed it.

    What only the other side has follows what it follows there.
    """
    first, second = (ours, theirs) if _same_order(base, theirs) else (theirs, ours)
    order = [key for key in first if key in wanted]
    for at, key in enumerate(second):
        if key in wanted and key not in order:
            above = next((before for before in reversed(second[:at]) if before in order), None)
            order.insert(0 if above is None else order.index(above) + 1, key)
    return order


def _same_order(base: Sequence[Key], other: Sequence[Key]) -> bool:
    shared = set(base) & set(other)
    return [key for key in base if key in shared] == [key for key in other if key in shared]
