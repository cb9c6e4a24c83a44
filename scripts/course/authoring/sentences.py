"""The sentences of a source, in its order: the number of a sentence is that of its line, blank lines left out."""

from collections.abc import Iterable

ENDS = "。！？"
"""Marks that end a sentence; nothing else does."""

_OPENING, _CLOSING = "“‘（《", "”’）》"


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph; a quotation or bracket is never cut, unless it is not closed."""
    pairs = all(paragraph.count(one) == paragraph.count(two) for one, two in zip(_OPENING, _CLOSING, strict=True))
    found: list[str] = []
    start = depth = 0
    for index, letter in enumerate(paragraph):
        if pairs:
            depth = max(0, depth + (letter in _OPENING) - (letter in _CLOSING))
        following = paragraph[index + 1 : index + 2]
        if depth == 0 and following not in {*ENDS, *_CLOSING} and _ends(paragraph, index):
            found.append(paragraph[start : index + 1].strip())
            start = index + 1
    return [one for one in (*found, paragraph[start:].strip()) if one]


def _ends(paragraph: str, index: int) -> bool:
    """Return whether a sentence may end behind a character: a final mark, or what closes a quotation that has one."""
    letter = paragraph[index]
    return letter in ENDS or (letter in "”’" and paragraph[index - 1 : index] in set(ENDS))


def source_text(paragraphs: Iterable[str]) -> str:
    """Return a source with one sentence a line and an empty line between paragraphs."""
    return "\n\n".join("\n".join(sentences(paragraph)) for paragraph in paragraphs) + "\n"
