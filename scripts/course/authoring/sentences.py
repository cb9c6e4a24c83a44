"""The sentences of a source, in its order: the number of a sentence is that of its line, blank lines left out."""

import re
from collections.abc import Iterable

from course.text.unicode_checks import printable

ENDS = "。！？"
"""Marks that end a sentence; nothing else does."""

_OPENING, _CLOSING = "“‘（《", "”’）》"
_GOING_ON = frozenset(ENDS + _CLOSING)
_MARKS = re.compile(f"[{ENDS}{_OPENING}{_CLOSING}]")


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph; a quotation or bracket is never cut, unless it is not closed."""
    pairs = all(paragraph.count(one) == paragraph.count(two) for one, two in zip(_OPENING, _CLOSING, strict=True))
    found: list[str] = []
    start = depth = 0
    for mark in _MARKS.finditer(paragraph):
        if pairs:
            depth = max(0, depth + (mark[0] in _OPENING) - (mark[0] in _CLOSING))
        following = paragraph[mark.end() : mark.end() + 1]
        if depth == 0 and following not in _GOING_ON and _ends(paragraph, mark.start()):
            found.append(paragraph[start : mark.end()].strip())
            start = mark.end()
    return [one for one in (*found, paragraph[start:].strip()) if one]


def _ends(paragraph: str, index: int) -> bool:
    """Return whether a sentence may end behind a character: a final mark, or what closes a quotation that has one."""
    letter = paragraph[index]
    return letter in ENDS or (letter in "”’" and paragraph[max(0, index - 1) : index] in tuple(ENDS))


def source_text(paragraphs: Iterable[str]) -> str:
    """Return a source with one sentence a line and an empty line between paragraphs."""
    return "\n\n".join("\n".join(map(visible, sentences(paragraph))) for paragraph in paragraphs) + "\n"


def visible(text: str) -> str:
    """Return a text without invisible characters; some are that only where others stood between."""
    while (shown := printable(text).replace("\N{REPLACEMENT CHARACTER}", "")) != text:
        text = shown
    return text
