"""Tables for a terminal, in which a Chinese character is two columns wide."""

from collections.abc import Iterable, Sequence
from unicodedata import east_asian_width


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a line for each row, its cells below those of the rows above; the last cell is as long as it is."""
    rows = list(rows)
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return [
        "  ".join(f"{cell}{' ' * (width - columns(cell))}" for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
