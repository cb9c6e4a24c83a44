"""Random pages, and what the loader believes of a page against what the engine makes of it."""

import posixpath
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import markdown

from course.environment import PROGRAM
from course.load.limits import excess
from course.load.pages import read_page
from course.site.finished_page import FinishedPages
from course.text.yaml_reader import read
from support.hostile_html import acts

PATH = "docs/more.md"
PAGE = "<!doctype html>\n<html><head><title>x</title></head><body>\n{}\n</body></html>\n"

_WORDS = (
    "会议",
    "记录",
    "a",
    "b c",
    "《办法》",
    "1.",
    "&",
    "&lt;",
    "&#60;",
    "<",
    ">",
    '"',
    "'",
    "\\",
    "*",
    "_",
    "`",
    "|",
    "[",
    "]",
    "{",
    "}",
)
_ADDRESSES = (
    "#a", "index.md", "index.md#b", "x.png", "https://host.test/", "//host.test/a", "javascript:alert(1)", "JaVaScript:x", "data:text/html,x",
    "<index.md>", "a b", "&#106;avascript:x", "\\\\host.test", "mailto:a@host.test", "", "?x", "/", "x:y", "java\tscript:x",
)  # fmt: skip
_TAGS = (
    "div", "p", "span", "b", "a", "img", "details", "summary", "section", "table", "td", "ul", "li", "pre", "code", "script", "style",
    "iframe", "object", "svg", "math", "form", "input", "h1", "h2", "textarea", "title", "template", "noscript", "xmp", "base", "meta",
    "link", "course-today", "br", "hr", "SCRIPT", "plaintext", "select", "option", "video", "body", "html", "frameset", "foo", "x:y",
)  # fmt: skip
_PAIRS = (
    'id="a"', "id=b", 'class="c"', 'class="mermaid"', 'markdown="1"', "markdown", 'markdown="span"', 'markdown="block"', 'onclick="x"',
    'style="color:red"', 'href="{}"', 'src="{}"', "src={}", 'title="<script>"', "title='\">'", "hidden", 'data-x="1"',
    'data-md-component="source"', 'name="n"', "srcset=x", 'xlink:href="{}"', "{}", "/", '"', "=", "a<b",
)  # fmt: skip
_LISTED = (
    "#a",
    "#b",
    ".c",
    ".mermaid",
    "onclick=x",
    'style="color:red"',
    "src={}",
    "href={}",
    "title=x",
    "data-x=1",
    ":",
    'id="c"',
    "markdown=1",
)


@dataclass(slots=True)
class Writer:
    """Writes random Markdown with HTML and attribute lists in every place."""

    chance: random.Random

    def one(self, *choices: Callable[[], str]) -> str:
        return self.chance.choice(choices)()

    def some(self, make: Callable[[], str], most: int, joint: str = "") -> str:
        return joint.join(make() for _ in range(self.chance.randint(1, most)))

    def word(self) -> str:
        return self.chance.choice(_WORDS)

    def address(self) -> str:
        return self.chance.choice(_ADDRESSES)

    def listed(self) -> str:
        marks = self.some(lambda: self.chance.choice(_LISTED).replace("{}", self.address()), 3, " ")
        return self.chance.choice(("{%s}", "{ %s }", "{: %s }", "{:%s}", "{ %s", "{%s}}")) % marks

    def tag(self) -> str:
        name = self.chance.choice(_TAGS)
        pairs = [
            self.chance.choice(_PAIRS).replace("{}", self.address())
            for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3)))
        ]
        opening = " ".join(("<" + name, *pairs))
        return opening + self.chance.choice((">", ">", ">", "/>", " >", "", "\n>"))

    def closing(self) -> str:
        return f"</{self.chance.choice(_TAGS)}>"

    def odd(self) -> str:
        return self.chance.choice(
            (
                "<!-- x -->",
                "<!--",
                "-->",
                "<?php x ?>",
                "<?",
                "<!DOCTYPE x>",
                "<![CDATA[x]]>",
                "<!-->",
                "<!--x--!>",
                "</",
                "<>",
                "< p>",
                "<a@b.c>",
            )
        )

    def inline(self) -> str:
        return self.some(
            lambda: self.one(
                self.word, self.word, self.word, self.tag, self.closing, self.odd, self.listed,
                lambda: f"`{self.some(self.word, 3)}`", lambda: f"`` {self.tag()} ``", lambda: f"**{self.word()}**{self.listed()}",
                lambda: f"[{self.word()}]({self.address()})", lambda: f'![{self.word()}]({self.address()} "{self.word()}"){self.listed()}',
                lambda: f"[{self.word()}][r]", lambda: "[r]", lambda: f"<{self.address()}>", lambda: f"[[{self.word()}]({self.address()})",
            ), 5, self.chance.choice(("", " ")),
        )  # fmt: skip

    def html(self) -> str:
        inside = self.one(self.inline, self.block, lambda: f"\n{self.block()}\n", lambda: f"\n\n{self.block()}\n\n")
        name = self.chance.choice(_TAGS)
        pair = self.chance.choice(_PAIRS).replace("{}", self.address())
        return f"<{name} {pair}>{inside}</{name}>"

    def block(self) -> str:
        return self.one(
            self.inline, self.inline, self.html, self.html,
            lambda: f"{'#' * self.chance.randint(1, 4)} {self.inline()}{self.chance.choice(('', ' ' + self.listed()))}",
            lambda: f"{self.inline()}\n{self.chance.choice('=-') * 3}",
            lambda: self.some(lambda: f"{self.chance.choice(('- ', '1. ', '- [ ] ', '- [x] ', '    - ', '* '))}{self.inline()}", 4, "\n"),
            lambda: f"- {self.inline()}\n\n    {self.block()}",
            lambda: f"> {self.block()}",
            lambda: f"{self.chance.choice(('```', '~~~', '``` { .x #a onclick=y }', '```html'))}\n{self.inline()}\n{self.chance.choice(('```', '~~~', ''))}",
            lambda: f"    {self.inline()}",
            lambda: f"| {self.inline()} | b |\n| :--- | ---: |\n| {self.inline()} | {self.inline()} |",
            lambda: f'!!! note{self.chance.choice(("", " x", " inline end"))} "{self.inline()}"\n    {self.block()}',
            lambda: f"{self.word()}\n:   {self.inline()}",
            lambda: f"[{self.chance.choice(('r', 'x', '会议'))}]: {self.address()} {self.chance.choice(('', chr(34) + 'x' + chr(34)))}",
            lambda: "---", self.listed, lambda: "[TOC]",
        )  # fmt: skip

    def page(self) -> str:
        head = self.chance.choice(
            ("", "", "", "---\ntitle: 一页\n---\n", "---\ntitle: 一页\n...\n", "title: x\n", "---\n")
        )
        return head + self.some(self.block, 6, self.chance.choice(("\n\n", "\n\n", "\n"))) + "\n"


class Engine:
    """Markdown with the site's settings, as both engines use it."""

    @cached_property
    def _markdown(self) -> markdown.Markdown:
        settings = read((PROGRAM / "theme/engine.yml").read_text(encoding="utf-8"), "engine.yml")[0].value
        assert isinstance(settings, dict)
        listed: Any = settings["markdown_extensions"]
        named = {name: dict(options) for one in listed if isinstance(one, dict) for name, options in one.items()}
        names = [*(one for one in listed if isinstance(one, str)), *named, "fenced_code"]
        return markdown.Markdown(extensions=names, extension_configs=named)

    def html(self, body: str) -> str:
        self._markdown.reset()
        return str(self._markdown.convert(body))


class Comparison:
    """Compares pages one by one."""

    def __init__(self) -> None:
        self._engine = Engine()
        self._finished = FinishedPages(())
        self.accepted = 0

    def differences(self, text: str) -> Iterator[str]:
        """Yield what the engine makes of a page that the loader knows nothing of; nothing for a page that it refuses."""
        if excess(text, PATH):
            return
        page, found = read_page(text, PATH)
        if found:
            return
        self.accepted += 1
        content = PAGE.format(self._engine.html(page.body))
        tree = html5lib.parse(content, namespaceHTMLElements=False)
        known = {link.target for link in page.links}
        if all(map(_leads_somewhere, known)):
            yield from (f"not seen: {target!r}" for target in _addresses(tree) if target not in known)
            yield from (f"acts: {one}" for one in acts(tree))
            yield from (f"refused: {what}" for _, what in self._finished.faults(content.encode()))
        names, anchors = _ids(tree), {name for name, _ in page.anchors}
        # A parser leaves out cells that stand outside a table.
        yield from (f"no such id: {name!r}" for name in anchors - names if name not in content)
        yield from (f"unknown id: {name!r}" for name in names - anchors)
        first = next((element for element in tree.iter("h1")), None)
        # An entity is no text yet where the loader reads a title.
        if (
            first is not None
            and not {"&", "<"} & set(text)
            and not page.front
            and (title := _title(first)) != " ".join(page.title.split())
        ):
            yield f"title {page.title!r} is {title!r}"


def _leads_somewhere(target: str) -> bool:
    """Return whether the rules (course/rules/links.py) would find a page for a link."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    path = posixpath.normpath(unquote(parts.path)) if parts.path else "index.md"
    here = not parts.scheme and not parts.netloc and not target.startswith("//")
    return bool(target) and here and path in {"index.md", "x.png"}


def _addresses(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.get("class") != "headerlink":
            yield from (element.get(name, "") for name in ("href", "src") if name in element.attrib)


def _ids(tree: Element) -> set[str]:
    return {element.get("id", "") for element in tree.iter() if element.get("id")}


def _title(heading: Element) -> str:
    permalinks = {id(one) for one in heading.iter("a") if one.get("class") == "headerlink"}
    return " ".join("".join(_texts(heading, permalinks)).split())


def _texts(element: Element, left_out: set[int]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if id(child) not in left_out and isinstance(child.tag, str):
            yield from _texts(child, left_out)
        yield child.tail or ""
