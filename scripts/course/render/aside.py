"""Generated HTML is set aside while the site engine works through a page, which would parse it for nothing.

Generated parts are HTML already: Markdown takes them apart and puts them together again, and the search plugin reads
them to learn that they are not to be searched. On large courses that was a third of a build. An empty element keeps
their place, and the very same text comes back.
"""

import re
from collections.abc import Callable

_SNIPPET = re.compile(r'^--8<-- "(?P<name>[^"\n]+)"$', re.MULTILINE)
# One element with nothing before and after it; what mixes HTML and Markdown needs Markdown.
_WHOLE = re.compile(r"\s*<(?P<tag>div|ul)\b.*</(?P=tag)>\s*", re.DOTALL)
_PLACE = '<div id="course-aside-{}"></div>'
_ID = re.compile(r' id="([^"]+)"')


class Aside:
    """What was set aside of one page, in the order in which it came."""

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._left: list[str] = []

    @property
    def left(self) -> str:
        """The text of the snippets that are left to Markdown."""
        return "\n".join(self._left)

    @property
    def html(self) -> str:
        """Everything that is set aside."""
        return "\n".join(self._blocks)

    @property
    def ids(self) -> frozenset[str]:
        """The anchors in what is set aside."""
        return frozenset(name for name in _ID.findall(self.html))

    def page(self, markdown: str) -> str:
        """Set a whole generated page aside if it is HTML throughout; return what stays for Markdown."""
        return self._keep(markdown) if _WHOLE.fullmatch(markdown) else markdown

    def snippets(self, markdown: str, read: Callable[[str], str]) -> str:
        """Set those snippets aside that are HTML throughout, `read` by their name; return what stays for Markdown."""

        def kept(line: re.Match[str]) -> str:
            text = read(line["name"])
            if _WHOLE.fullmatch(text):
                return self._keep(text)
            self._left.append(text)
            return line[0]

        return _SNIPPET.sub(kept, markdown)

    def put_back(self, html: str) -> str:
        """Return a page with everything in its place again."""
        for number, block in enumerate(self._blocks):
            html = html.replace(_PLACE.format(number), block, 1)
        return html

    def _keep(self, text: str) -> str:
        self._blocks.append(text.strip())
        return _PLACE.format(len(self._blocks) - 1)
