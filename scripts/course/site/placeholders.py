"""Generated HTML stays out of the engine's way while it works through a page; blank space of the theme is removed."""

import re
from collections.abc import Callable

_SNIPPET = re.compile(r'^--8<-- "(?P<name>[^"\n]+)"$', re.MULTILINE)
# One element with nothing before and after it; what mixes HTML and Markdown needs Markdown.
_WHOLE = re.compile(r"\s*<(?P<tag>div|ul)\b.*</(?P=tag)>\s*", re.DOTALL)
_PLACE = '<div id="course-aside-{}"></div>'
_ID = re.compile(r' id="([^"]+)"')


class Placeholders:
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


# What stands in these is shown, or run, letter by letter.
_EXACT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL)
# Each begins with a letter of its own, which Python finds several times faster than one pattern for all of them; no
# template indents by hundreds, and without a bound a long gap would be gone through from each of its line breaks. Wide
# spaces are not indents: a browser shows them.
_AFTER_TAG = re.compile(r">[ \t\r\n\f]*\n[ \t\r\n\f]*")
_BEFORE_TAG = re.compile(r"\n[ \t\r\n\f]{0,500}<")
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
