"""Which reader a file's suffix asks for."""

from collections.abc import Callable, Mapping

from course.exchange.incoming import Brought
from course.exchange.workbook.reading import read_workbook

READERS: Mapping[str, Callable[[bytes, str], Brought]] = {
    ".xlsx": read_workbook,
}
"""By suffix, in small letters: what turns a file's content and name into questions."""
