"""One Markdown text as an element tree, and the small questions one asks of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import markdown
from markdown.treeprocessors import Treeprocessor

from course.diagnostics import Diagnostic, Position
from course.source import Document, position_in, read

EXTENSIONS = ("admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.tasklist")
"""What the loader understands; mkdocs.yml switches on the same (a test compares them)."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*\n", re.DOTALL)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class _Capture(Treeprocessor):
    """Keeps the finished tree, which Python-Markdown itself only turns into text."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        # Stays like this for an empty page, which Python-Markdown does not even parse.
        self.root = Element("div")

    def run(self, root: Element) -> None:
        self.root = root


@dataclass(slots=True)
class Tree:
    """A parsed page: its text, its element tree and its front matter."""

    path: str
    text: str
    root: Element
    front: Document
    _seen: dict[str, int] = field(default_factory=dict)

    def position(self, needle: str) -> Position:
        """Return where `needle` is written; asked again for the same needle, its next occurrence."""
        start = self._seen.get(needle, -1)
        offset = self.text.find(needle, start + 1)
        if offset < 0:
            offset = max(start, 0)
        self._seen[needle] = offset
        return position_in(self.text, self.path, offset)

    def position_of_id(self, name: str) -> Position:
        """Return where the attribute list gives this id."""
        match = re.search(rf"#{re.escape(name)}(?![\w-])", self.text)
        return position_in(self.text, self.path, match.start()) if match else Position(self.path)


def parse(text: str, path: str, references: dict[str, tuple[str, str]]) -> tuple[Tree, list[Diagnostic]]:
    """Parse one page. `references` are link targets that pages may use as `[name]`: address and title."""
    match = _FRONT_MATTER.match(text)
    front, found = read(match["yaml"] or "", path, first_line=2) if match else (Document(path, None, None), [])
    engine = markdown.Markdown(extensions=list(EXTENSIONS))
    engine.references.update(references)
    capture = _Capture(engine)
    engine.treeprocessors.register(capture, "capture", -10)
    # Front matter becomes empty lines, so that positions in the rest stay true.
    body = "\n" * match[0].count("\n") + text[match.end() :] if match else text
    engine.convert(body)
    return Tree(path, text, capture.root, front), found


def is_heading(element: Element) -> bool:
    """Tell whether an element is a heading of any level."""
    return element.tag in _HEADINGS


def text_of(element: Element) -> str:
    """Return the readable text of an element, code left out, white space at the ends removed."""
    return "".join(_texts(element)).strip()


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"code", "pre"}:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def sections(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each second-level heading with the elements up to the next one."""
    heading: Element | None = None
    body: list[Element] = []
    for element in root:
        if element.tag in {"h1", "h2"}:
            if heading is not None:
                yield heading, body
            heading, body = (element if element.tag == "h2" else None), []
        elif heading is not None:
            body.append(element)
    if heading is not None:
        yield heading, body
