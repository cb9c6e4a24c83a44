"""HTML that the project made, as a tree, and its words as formatted runs."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import TypeAlias
from xml.etree.ElementTree import Element

Words: TypeAlias = list[tuple[str, str | None]]
"""Texts, each with the character style that it has, None for none."""

_VOID = frozenset({"br", "hr", "img", "input", "wbr"})
_BLOCKS = frozenset({
    "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "blockquote", "div", "section", "article", "nav", "pre",
    "h1", "h2", "h3", "h4", "h5", "h6", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "hr",
})  # fmt: skip
_UNREAD = frozenset({"script", "style", "template"})
_STYLES = {"strong": "Strong", "b": "Strong", "em": "Emphasis", "i": "Emphasis", "code": "HTML Code"}
_SPACE = re.compile(r"[ \t\n\r\f]+")
BOX = "□\u00a0"
"""A box to tick by pen; it stays with what it stands before."""
_BREAK = "\x00"


def tree(html: str) -> Element:
    """Return HTML as a tree under one `div`; what is not closed ends with what it stands in."""
    grower = _Grower()
    grower.feed(html)
    grower.close()
    return grower.root


def pieces(element: Element) -> Iterator[Words | Element]:
    """Yield what an element holds: runs of words, and the blocks between them."""
    words: Words = [(element.text or "", None)]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _if_any(words)
            yield child
            words = []
        else:
            words += _words(child, None)
        words.append((child.tail or "", None))
    yield from _if_any(words)


def all_words(element: Element) -> Words:
    """Return all that can be read in an element in one run."""
    return tidy(list(_words(element, None, outer=True)))


def tidy(words: Words) -> Words:
    """Return words with white space as browsers show it: one space for much, none at the ends, a line end for `br`."""
    found: Words = []
    space = True
    for text, style in words:
        text = _SPACE.sub(" ", text)  # noqa: PLW2901
        if space:
            text = text.removeprefix(" ")  # noqa: PLW2901
        if text:
            found.append((text.replace(_BREAK, "\n"), style))
            space = text.endswith((" ", _BREAK))
    if found and found[-1][0].endswith(" "):
        found[-1] = (found[-1][0].rstrip(" "), found[-1][1])
    return [(text, style) for text, style in found if text]


def _if_any(words: Words) -> Iterator[Words]:
    if kept := tidy(words):
        yield kept


def _words(element: Element, style: str | None, *, outer: bool = False) -> Iterator[tuple[str, str | None]]:
    if element.tag == "br":
        yield _BREAK, None
        return
    if element.tag == "img":
        yield f"（图：{element.get('alt') or '见学习站点'}）", style
        return
    if element.tag in _UNREAD:
        return
    own = _STYLES.get(element.tag, style)
    if not outer and element.get("class") == "course-box":
        yield BOX, None
    yield element.text or "", own
    for child in element:
        yield from _words(child, own)
        yield child.tail or "", own


class _Grower(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        here = self._open[-1]
        # A zero byte would be read as a line end.
        data = data.replace(_BREAK, "\ufffd")
        if len(here):
            here[-1].tail = (here[-1].tail or "") + data
        else:
            here.text = (here.text or "") + data
