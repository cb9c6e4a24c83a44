"""Punctuation and spaces in Chinese text (GB/T 15834): where a half-width mark or a space is wrong, and the correction."""

import re
from collections.abc import Iterator

HAN = "\u3400-\u9fff"
MARKS = "，。；：？！、“”‘’（）《》"
HALF_WIDTH = re.compile(
    # The mark comes first: an expression that begins with a few signs is looked for many times faster.
    r"[,.;:!?()\"](?:"
    # Between Chinese, also across markup; after Chinese before a figure, a letter or the end; brackets; quotes.
    rf"(?<=[{HAN}”’》）*\]\ufffc][,.;:!?])(?=[{HAN}“‘《（])|(?<=[{HAN}”’》）][,;:!?])(?=[0-9A-Za-z]|\s|$)"
    rf"|(?<=[{HAN}]\.)(?=\s|$)|(?<=\()(?=[{HAN}])|(?<=[{HAN}]\))|(?<=\")(?=[{HAN}])|(?<=[{HAN}]\"))",
    re.MULTILINE,
)
"""A half-width mark that should be a Chinese one."""
SPACE = re.compile(rf"(?!(?<=[“‘])\s+[”’])(?<=[{HAN}{MARKS}])[ \t\u3000\u00a0]+(?=[{HAN}{MARKS}])")
"""A space between Chinese characters; “ ” stands for the marks themselves."""
FULL_WIDTH = dict(zip(",.;:!?()", "，。；：！？（）", strict=True))
_TITLE = re.compile("《[^《》]*》")
_PASSES = 4
"""A corrected mark can show that its neighbour is wrong; more than this many in a row are no slip of the pen."""


def corrected_marks(text: str) -> str:
    """Return a text with Chinese marks for the half-width ones in Chinese; without certainty a mark stays."""
    for _ in range(_PASSES):
        wrong = {match.start() for match in HALF_WIDTH.finditer(text)}
        corrected = _with_marks(text, wrong) if wrong else text
        if corrected == text:
            break
        text = corrected
    return text


def spaces_in_chinese(text: str) -> Iterator[re.Match[str]]:
    """Yield the spaces between Chinese characters; the titles of some documents have one between their halves."""
    return SPACE.finditer(_TITLE.sub(lambda title: title[0].replace(" ", "\ufffc"), text))


def without_spaces_at_marks(text: str) -> str:
    """Return a text without spaces beside Chinese marks; one between two words may stand for a comma, and stays."""
    pieces, end = [], 0
    for match in spaces_in_chinese(text):
        if text[match.start() - 1] not in MARKS and text[match.end()] not in MARKS:
            continue
        pieces.append(text[end : match.start()])
        end = match.end()
    return "".join((*pieces, text[end:]))


def _with_marks(text: str, wrong: set[int]) -> str:
    """Return a text with the marks at some offsets corrected; of a pair of brackets both, of quotes all or none."""
    letters, open_brackets = list(text), []
    for offset, letter in enumerate(text):
        if letter == "(":
            open_brackets.append(offset)
        elif letter == ")" and open_brackets:
            pair = {open_brackets.pop(), offset}
            wrong = wrong | pair if wrong & pair else wrong
    quotes = [offset for offset, letter in enumerate(text) if letter == '"']
    for offset in wrong:
        letters[offset] = FULL_WIDTH.get(text[offset], text[offset])
    if len(quotes) % 2 == 0 and any(offset in wrong for offset in quotes):
        for place, offset in enumerate(quotes):
            letters[offset] = "”" if place % 2 else "“"
    return "".join(letters)
