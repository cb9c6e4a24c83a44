"""Which reader a file's suffix asks for."""

from collections.abc import Callable, Mapping

from course.exchange.incoming import Brought
from course.exchange.pasted.docx import read_docx
from course.exchange.pasted.reading import read_text
from course.exchange.workbook.reading import read_workbook

READERS: Mapping[str, Callable[[bytes, str], Brought]] = {
    ".xlsx": read_workbook,
    ".docx": read_docx,
    ".txt": read_text,
}
"""By suffix, in small letters: what turns a file's content and name into questions."""
