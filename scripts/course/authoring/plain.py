"""Parts of a source in the form in which pages can have them: no markup, Chinese punctuation, marks in pairs."""

import re
import unicodedata
from collections.abc import Iterator

from course.text.unicode_checks import suspects

MARKS = str.maketrans("", "", "“”‘’'（）《》「」，。；：！？、")
"""Takes punctuation out of a text."""

_LONGEST = 300
_SHORTEST = 4
_CLAUSE_ENDS = frozenset("，,；;：:。！!？?、")
_PAIRS = dict(zip("“‘（《「", "”’）》」", strict=True))
_HAN = "\u3400-\u9fff"
# What Markdown, attribute lists, templates and HTML could take for their own.
_MARKUP = str.maketrans("<>{}[]`*_|\\#&~^=$@", "＜＞｛｝［］｀＊＿｜＼＃＆～＾＝＄＠")
_NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９"} | {
    code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
_FIGURES = re.compile(r"(?<=[0-9A-Za-z])[,;:!?，；：！？、](?=[0-9A-Za-z])")
_STOP = re.compile(rf"(?<=[{_HAN}”’》）])\.(?![0-9A-Za-z])")
_ZERO = re.compile("(?<=[〇一二三四五六七八九])[○◯Oo0]+(?=[〇一二三四五六七八九])")
_PLACEHOLDER = re.compile("[XxＸｘ×]{2,}")
_STRAIGHT = re.compile('"([^"]*)"')
_SPACE = re.compile(r"(?<![0-9A-Za-z])[ \t\u3000\u00a0]+|[ \t\u3000\u00a0]+(?![0-9A-Za-z])")


def plain(text: str) -> str:
    """Return a text that no rule about writing objects to; only its beginning, if it is very long."""
    text = text[:_LONGEST].translate(_NARROW).translate(_MARKUP)
    text = _ZERO.sub(lambda match: "〇" * len(match[0]), text)
    text = _PLACEHOLDER.sub("某某", _without_suspects(text))
    text = _STRAIGHT.sub(r"“\1”", text).replace('"', "")
    if re.search(f"[{_HAN}]", text):
        # Spaces first: one may stand between a character and its full stop.
        text = _STOP.sub("。", _SPACE.sub("", _widened(text)))
    return paired(text.strip())


def _widened(text: str) -> str:
    """Return a text with full-width punctuation, but within figures and Latin words."""
    kept = {match.start() for match in _FIGURES.finditer(text)}
    return "".join(letter if index in kept else letter.translate(_WIDE) for index, letter in enumerate(text))


def _without_suspects(text: str) -> str:
    """Return a text with common characters in place of those that only look like them; others are left out."""
    while found := {one.offset for one in suspects(text)}:
        text = "".join(_usual(letter) if index in found else letter for index, letter in enumerate(text))
    return text


def _usual(letter: str) -> str:
    usual = unicodedata.normalize("NFKC", letter)
    return "" if any(suspects(usual)) or usual == letter else usual


def paired(text: str) -> str:
    """Return a text without quotation marks, brackets and title marks if one of them is not closed or opened."""
    waiting: list[str] = []
    for letter in text:
        if letter in _PAIRS:
            if letter in waiting:
                break
            waiting.append(letter)
        elif letter in _PAIRS.values() and (not waiting or _PAIRS[waiting.pop()] != letter):
            break
    else:
        if not waiting:
            return text
    return text.translate(str.maketrans("", "", "".join((*_PAIRS, *_PAIRS.values()))))


def beginning(text: str, longest: int) -> str:
    """Return the first clause of a text or, if that is longer, as many items of its list as fit.

    A text without a mark where it could end stays whole: no quotation, figure or Latin word is ever cut.
    """
    ends = list(_ends(text))
    clause = next((end for end, mark in ends if mark != "、"), len(text))
    items = [end for end, mark in ends if mark == "、" and end <= longest]
    return text[: items[-1] if items and clause > longest else clause]


def _ends(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text may end: before the marks outside quotations, brackets and figures, but for its first characters."""
    figures = {match.start() for match in _FIGURES.finditer(text)}
    depth = 0
    for index, letter in enumerate(text):
        depth = max(0, depth + (letter in _PAIRS) - (letter in _PAIRS.values()))
        if letter in _CLAUSE_ENDS and depth == 0 and index >= _SHORTEST and index not in figures:
            yield index, letter


def clipped(text: str, longest: int) -> str:
    """Return a text of at most so many characters; one that is longer ends with an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 2]}……"


def quotation(sentence: str, longest: int) -> str:
    """Return a sentence within quotation marks; a long one ends behind one of its clauses, if it has any."""
    text = plain(sentence)
    ends = [end for end, _ in _ends(text) if end < longest]
    if len(text) > longest and ends:
        text = f"{text[: ends[-1]]}……"
    # Inner quotations take the other marks; what is in them already has to do without.
    text = text.translate(str.maketrans("“”", "‘’", "‘’"))
    return f"“{paired(text)}”"
