"""Which reader a file's name asks for."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from course.exchange.gift_reading import read_gift
from course.exchange.incoming import Brought
from course.exchange.moodle_reading import read_moodle
from course.exchange.pasted.docx import read_docx
from course.exchange.pasted.reading import read_text
from course.exchange.workbook.reading import read_workbook

Reader: TypeAlias = Callable[[bytes, str], Brought]

READERS: Mapping[str, Reader] = {
    ".xlsx": read_workbook,
    ".docx": read_docx,
    ".txt": read_text,
    ".xml": read_moodle,
    ".gift.txt": read_gift,
    ".gift": read_gift,
}
"""By how a file's name ends, in small letters: what turns a file's content and name into questions."""


def reader_of(name: str) -> Reader | None:
    """Return the reader for a file by its name; of two endings that fit, the longer one says more."""
    fitting = [ending for ending in READERS if name.lower().endswith(ending)]
    return READERS[max(fitting, key=len)] if fitting else None
