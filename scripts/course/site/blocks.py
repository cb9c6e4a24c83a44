"""Blocks of finished HTML in assembled pages: marked when a page is assembled, kept away from Markdown when it is built.

Python-Markdown would read all of a quiz page to pass it through unchanged, which is most of the time of a large course.
"""

import re

BEGIN, END = "<!--course-->", "<!--/course-->"
"""The lines around a block. Pages that people write must not contain them (course/load/pages.py)."""

# Line by line: Python would look for the end at every character otherwise, five times as long.
_BLOCK = re.compile(rf"^{BEGIN}\n(?P<html>.*(?:\n.*)*?)\n{END}$", re.MULTILINE)
# One element with nothing before and after it; what mixes HTML and Markdown needs Markdown.
_WHOLE = re.compile(r"\s*<(?P<tag>div|ul)\b.*</(?P=tag)>\s*", re.DOTALL)
_PLACE = '<div id="course-block-{}"></div>'
_ID = re.compile(r' id="([^"]+)"')


def marked(part: str) -> str:
    """Return a derived part of a page for insertion between paragraphs, marked if it is HTML throughout."""
    text = part.strip("\n")
    return f"{BEGIN}\n{text}\n{END}" if _WHOLE.fullmatch(text) else text


class Blocks:
    """The blocks of one assembled page, in their order."""

    def __init__(self, markdown: str) -> None:
        self._blocks: list[str] = []
        self.markdown = _BLOCK.sub(self._take, markdown)
        """The page with an empty element in the place of each block."""

    @property
    def html(self) -> str:
        """The blocks, joined."""
        return "\n".join(self._blocks)

    @property
    def ids(self) -> frozenset[str]:
        """The anchors in the blocks."""
        return frozenset(_ID.findall(self.html))

    def put_back(self, html: str) -> str:
        """Return a page that was made of `markdown`, with the blocks in their places."""
        for number, block in enumerate(self._blocks):
            html = html.replace(_PLACE.format(number), block, 1)
        return html

    def _take(self, block: re.Match[str]) -> str:
        self._blocks.append(block["html"])
        return _PLACE.format(len(self._blocks) - 1)
