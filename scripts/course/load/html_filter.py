"""HTML that people write into pages, and attributes in braces: what lays out text is let through, what acts is not.

Nothing in a page may run, cover the page, or call another host; a page of text needs none of it.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

_TAGS = frozenset({
    "a", "abbr", "article", "aside", "b", "bdi", "blockquote", "br", "caption", "cite", "code", "col",
    "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "mark", "ol", "p", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub", "summary", "sup",
    "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "align", "alt", "checked", "class", "cols", "colspan", "datetime", "disabled", "for", "height", "hidden",
    "href", "id", "lang", "loading", "markdown", "name", "open", "role", "rows", "rowspan", "scope", "span",
    "src", "start", "tabindex", "target", "title", "translate", "type", "value", "width",
})  # fmt: skip
_ALIGNED = re.compile(r"text-align: (?:left|center|right);")
"""What Python-Markdown itself writes on the cells of a table."""

ADDRESSES = ("href", "src")


class Refused(NamedTuple):
    """One thing that a page may not have: what to look for in its text, and what to say about it."""

    needle: str
    message: str


class _Reader(HTMLParser):
    """Collects what is refused, and the addresses that are named."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[Refused] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS and not tag.startswith("course-"):
            message = (
                f"页面里不能用 <{tag}>：它会运行、遮住页面或者去找别的网站。请删去；要写出它的样子，请放进反引号里"
            )
            self.refused.append(Refused(f"<{tag}", message))
        for name, value in attrs:
            self.refused += attribute(tag, name, value or "")
            if name in ADDRESSES:
                self.addresses.append(value or "")

    def handle_pi(self, data: str) -> None:
        self._refuse("<?", data)

    def handle_decl(self, decl: str) -> None:
        self._refuse("<!", decl)

    def unknown_decl(self, data: str) -> None:
        self._refuse("<![", data)

    def _refuse(self, needle: str, rest: str) -> None:
        message = f"页面里不能用 {needle}{rest[:10]}…… 这样的写法，请删去；要写出它的样子，请放进反引号里"
        self.refused.append(Refused(needle, message))


def attribute(tag: str, name: str, value: str) -> Iterator[Refused]:
    """Yield what is wrong with an attribute of an element, from HTML or from a list in braces."""
    known = (
        name in _ATTRIBUTES or name.startswith(("data-", "aria-")) or (name == "style" and _ALIGNED.fullmatch(value))
    )
    if not known:
        yield Refused(name, f"<{tag}> 上不能写 {name}，请删去")


def read_html(text: str) -> tuple[list[Refused], list[str]]:
    """Return what is refused of a piece of HTML, and the addresses that it names."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.refused, reader.addresses
