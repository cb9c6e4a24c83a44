"""Pages without the empty lines and indents that the theme's templates leave: half of what they write."""

import re

# What stands in these is shown, or run, letter by letter.
_EXACT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL)
_BESIDE_TAGS = re.compile(r"\s*\n\s*(?=<)|(?<=>)\s*\n\s*")


def without_indents(html: str) -> str:
    """Return a page with one line break for all spaces around it, beside tags; a browser shows both alike."""
    # A split by a group gives what lies between the finds and the finds themselves in turn.
    parts = _EXACT.split(html)
    parts[::2] = [_BESIDE_TAGS.sub("\n", part) for part in parts[::2]]
    return "".join(parts)
