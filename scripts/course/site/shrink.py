"""Remove from pages the white space that browsers do not show."""

import re

# What stands in these is shown, or run, letter by letter.
_EXACT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL)
# Each begins with a letter of its own, which Python finds several times faster than one pattern for all of them, and
# passes by what is as it should be; no template indents by hundreds, and without a bound a long gap would be gone through
# from each of its line breaks. Wide spaces are not indents: a browser shows them.
_AFTER_TAG = re.compile(r">(?!\n<)[ \t\r\n\f]*\n[ \t\r\n\f]*")
_BEFORE_TAG = re.compile(r"\n[ \t\r\n\f]{1,500}<")
_AFTER_TEXT = re.compile(r" {1,500}\n<")


def without_indents(html: str) -> str:
    """Return a page with one line break for all spaces around it, beside tags; a browser shows both alike."""
    # A split by a group gives what lies between the finds and the finds themselves in turn.
    parts = _EXACT.split(html)
    parts[::2] = [_without_indents(part) for part in parts[::2]]
    return "".join(parts)


def _without_indents(part: str) -> str:
    part = _BEFORE_TAG.sub("\n<", _AFTER_TAG.sub(">\n", part))
    # Hardly a page has one, and looking for the letters is sooner done than for the pattern.
    return _AFTER_TEXT.sub("\n<", part) if " \n<" in part else part
