"""When are two short answers the same? The forgiving comparison of blanks.

The player has the same function in `player/src/normalise.ts`; both are held to `tests/cases/normalise.yml`.
"""

import re
import unicodedata

# White space as JavaScript knows it, which is not quite Python's.
_SPACES = r"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_IGNORED = re.compile(rf"[{_SPACES}《》〈〉“”‘’\"'「」『』]+")
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100}
_NUMERAL = re.compile(f"[{''.join(_DIGITS)}{''.join(_UNITS)}]+")


def normalise(text: str) -> str:
    """Return the form in which answers are compared.

    Width (NFKC), case, white space, book-title and quotation marks do not count, and a Chinese numeral
    equals its digits: 十六 = 16, 三会一课 = 3会1课.
    """
    folded = _IGNORED.sub("", unicodedata.normalize("NFKC", text).lower())
    # Lower case and neighbours that a removed mark had kept apart can compose anew.
    composed = unicodedata.normalize("NFKC", folded)
    return _NUMERAL.sub(lambda match: _number(match[0]), composed)


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
