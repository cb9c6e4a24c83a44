"""Names of derived contents that pages show where they say so, on a line of its own: `{{ map }}`."""

import re

PLACEHOLDERS = {
    "next": "index.md",
    "map": "index.md",
    "roles": "index.md",
    "paths-by-time": "study/index.md",
    "paths-by-role": "study/index.md",
    "study-map": "study/index.md",
    "booklet": "booklet.md",
    "practice": "practice/index.md",
}
"""The one page that can show each of them: its links are relative to that page."""

_LINE = re.compile(r"\{\{ *(?P<name>[^{}]*?) *\}\}[ \t]*")


def placeholder(line: str) -> str | None:
    """Return the name in a line that is a placeholder, None for any other line."""
    match = _LINE.fullmatch(line)
    return match["name"] if match else None
