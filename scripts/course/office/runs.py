"""Texts of banks as runs. They are data: whatever looks like a field or a tag stays plain text."""

import unicodedata
from collections.abc import Iterator
from math import inf

from docx.text.paragraph import Paragraph

from course.model import inline
from course.model.bank import BLANK
from course.office.xml import lawful

_MARKED: dict[type, str] = {inline.Strong: "Strong", inline.Code: "HTML Code"}
_NARROW = 0.55
"""Width of a Latin letter against a Chinese one; a little more than the average, so that no column is too narrow."""


def add_text(paragraph: Paragraph, text: str, gap: str = BLANK) -> Paragraph:
    """Append a bank text to a paragraph, its markup as formatting, links as their text, each blank as `gap`."""
    for run in inline.parse(text.rstrip("\r\n")):
        words = run if isinstance(run, str) else run.text
        style = _MARKED.get(type(run))
        pieces = words.split(BLANK)
        for place, piece in enumerate(pieces):
            if place:
                paragraph.add_run(gap)
            if piece:
                # A tab of the bank would go to a place where an option begins.
                paragraph.add_run(lawful(piece).replace("\t", " "), style)
    return paragraph


def wide(text: str) -> float:
    """Return about how wide a text is, in widths of one Chinese character; what has several lines has no end."""
    if len(lawful(text).rstrip("\n").split("\n")) > 1:
        return inf
    return sum(_widths(inline.plain(text)))


def _widths(text: str) -> Iterator[float]:
    for letter in text:
        if not unicodedata.combining(letter):
            yield 1 if unicodedata.east_asian_width(letter) in "WFA" else _NARROW
