"""Responses: values that JSON can hold, read as what a question asks for; what does not fit counts for nothing."""

from collections.abc import Sequence


def values_of(response: object, count: int) -> Sequence[object]:
    """Return what a list of exactly `count` things holds; of anything else, as many times nothing."""
    if isinstance(response, list | tuple) and len(response) == count:
        return response
    return (None,) * count


def indexes_of(response: object, count: int) -> tuple[int, ...]:
    """Return every index at most once, in the original order; nothing at all if anything else is among them."""
    if not isinstance(response, list | tuple):
        return ()
    found = [index for value in response if (index := index_of(value, count)) is not None]
    return tuple(found) if len(set(found)) == len(response) else ()


def index_of(value: object, count: int) -> int | None:
    """Return a value as an index below `count`; None if it is none."""
    # In Python a bool is an int; in JavaScript it is no number, and 1.0 is 1.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not value.is_integer():
        return None
    return int(value) if 0 <= value < count else None
