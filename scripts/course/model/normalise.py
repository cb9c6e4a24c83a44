"""When are two short answers the same? The forgiving comparison of blanks.

The player has the same function in `player/src/core/normalise.ts`; both are held to `tests/cases/normalise.yml`.
"""

import re
import unicodedata
from collections.abc import Callable

from course.text.unicode_checks import IGNORABLE

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_UNITS)}]+")
_QUOTES = frozenset("《》〈〉“”‘’\"'「」『』")
_INVISIBLE = re.compile(f"[{IGNORABLE}\ufe00-\ufe0f]")
_DOUBTFUL = re.compile(rf"[\W_{IGNORABLE}\ufe00-\ufe0f]")
"""Characters that may not count; all others are letters and digits, which do."""
# Other marks for the same in a number, as an input method writes them or NFKC leaves them.
_SAME = str.maketrans({"。": ".", "∶": ":", "⁄": "/", "∕": "/"})
_DASHES = re.compile("[-‐-―−~〜]+")
# Marks that make a number another one; all else that is punctuation does not count.
_IN_NUMBERS = frozenset(".,、:/-%‰")
_STRAY = re.compile("(?<![0-9])[.,、:/%‰]|[.,、:/](?![0-9])|(?<![0-9])(?<!^)-|-(?![0-9])")
_THOUSANDS = re.compile("(?<![0-9,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")


def normalise(text: str) -> str:
    """Return the form in which answers are compared.

    Width (NFKC), case, white space, invisible characters and punctuation do not count, and a Chinese numeral
    equals its digits: 十六 = 16, 三查一改 = 3查1改. Marks between two digits count (3.5, 1:2, 2/3, 3-5, 1、2), as do
    a percent sign behind a digit and a minus sign that begins the text; commas between thousands do not.
    """
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", text).lower().translate(_SAME))
    bare = _STRAY.sub("", _only(folded, _counts))
    return _THOUSANDS.sub(lambda match: match[0].replace(",", ""), _in_figures(bare))


def reading(text: str) -> str:
    """Return the form in which texts to choose from are compared: as `normalise`, but most punctuation counts.

    A question can be about marks alone, such as the brackets in the number of a document; only quotation and
    book-title marks do not count.
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return _in_figures(_only(folded, lambda letter: _shows(letter) and letter not in _QUOTES))


def is_blank(text: str) -> bool:
    """Return whether a text shows nothing: white space and invisible characters only."""
    return not any(_shows(letter) for letter in text)


def _only(text: str, counts: Callable[[str], bool]) -> str:
    """Return a text without the characters that do not count."""
    return _DOUBTFUL.sub(lambda match: match[0] if counts(match[0]) else "", text)


def _shows(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Zs", "Zl", "Zp"} and not _INVISIBLE.match(letter)


def _in_figures(bare: str) -> str:
    # Lower case and neighbours that a removed mark had separated can compose anew.
    return _NUMERAL.sub(lambda match: _number(match[0]), unicodedata.normalize("NFKC", bare))


def _counts(letter: str) -> bool:
    return letter in _IN_NUMBERS or (_shows(letter) and not unicodedata.category(letter).startswith("P"))


def _number(numeral: str) -> str:
    if not any(letter in _UNITS for letter in numeral):
        return "".join(str(_DIGITS[letter]) for letter in numeral)
    total, digit = 0, None
    for letter in numeral:
        if letter in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[letter]
            digit = None
        else:
            digit = _DIGITS[letter]
    return str(total + (digit or 0))
