"""From places in a file to offsets in its text."""

import re
from itertools import accumulate

from course.text.diagnostics import Position

# A line as YAML counts lines, with its end.
LINES = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")


class Offsets:
    """The lines of a text: `starts` has the offset at which each begins and, last, the length of the text."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *accumulate(map(len, LINES.findall(text)))]

    def of(self, position: Position) -> int:
        """Return the offset of a position, the end of the text for one behind it."""
        return min(self.starts[min(position.line, len(self.starts)) - 1] + position.column - 1, self.starts[-1])


def line_end(text: str) -> str:
    """Return how the lines of a text end."""
    return "\r\n" if "\r\n" in text else "\n"
