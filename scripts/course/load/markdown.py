"""One Markdown text as an element tree, and the small questions one asks of it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.toc import slugify, unique
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from course.model.study import MASK
from course.text.diagnostics import Diagnostic, Position
from course.text.unicode_checks import printable, written_out
from course.text.yaml_reader import Document, Layout, deceptive, placed, position_in, read

EXTENSIONS = ("admonition", "attr_list", "def_list", "md_in_html", "tables", "toc", "pymdownx.tasklist")
"""What the loader understands; theme/engine.yml switches on the same (a test compares them)."""

# Both engines switch this on by themselves. Without it, examples inside fences would count as content.
_ALWAYS = ("fenced_code",)
# What Python-Markdown leaves in the tree for text that it will put back at the very end.
HTML_MARK = "\x02wzxhzdk:"
"""How the mark of finished HTML begins, wherever it stands in the tree."""
_STASHED = re.compile("\x02[^\x03]*\x03")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)?---[ \t]*\n", re.DOTALL)
# An attribute list, from its brace to its end, and the ids that it may hold.
_BRACES = re.compile(r"\{[^{}\n]*")
_GIVEN_ID = re.compile(r"#([^\s{}#]+)")
_HEADING = re.compile(r"^#{1,6} +(?P<title>[^\n]*?)(?: +\{:? *#(?P<id>[^\s{}]+) *\})?[ \t]*$", re.MULTILINE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


_BROKEN = (
    "这一页里有排不出来的写法，多半是 <! 开头的符号、没有写完的 HTML 标签，或者空的列表标签。请检查这些地方，"
    "要写出符号的样子，请放进反引号里"
)


class _Capture(Treeprocessor):
    """Keeps the finished tree, which Python-Markdown itself only turns into text."""

    def __init__(self, md: markdown.Markdown) -> None:
        super().__init__(md)
        # Stays like this for an empty page, which Python-Markdown does not even parse.
        self.root = Element("div")

    def run(self, root: Element) -> None:
        self.root = root
        for element in root.iter():
            # HTML in a page can have attributes without a value, for which Python-Markdown has None.
            element.attrib.update({name: value or "" for name, value in element.attrib.items()})


@dataclass(slots=True)
class Tree:
    """A parsed page.

    `head` is its front matter as written, with the lines around it; in `body` those lines are empty. `front` is what it
    says, `references` are the addresses that references lead to, `html` are the pieces of raw HTML.
    """

    path: str
    text: str
    head: str
    body: str
    root: Element
    front: Document
    references: frozenset[str]
    html: tuple[str, ...] = ()
    _seen: dict[str, int] = field(default_factory=dict)
    _ids: dict[str, list[int]] = field(default_factory=dict)

    def position(self, *needles: str) -> Position:
        """Return where the first of `needles` that occurs is written; called again, its next occurrence."""
        for needle in needles:
            start = self._seen.get(needle, -1)
            offset = self.text.find(needle, start + 1)
            if offset < 0:
                offset = start
            if offset >= 0:
                self._seen[needle] = offset
                return position_in(self.text, self.path, offset)
        return Position(self.path)

    def position_of_id(self, name: str, occurrence: int = 0) -> Position | None:
        """Return where an attribute list gives this id, None where the engine itself made it."""
        if not self._ids:
            self._ids.update(_places_of_ids(self.text))
        places = self._ids.get(name)
        return position_in(self.text, self.path, places[min(occurrence, len(places) - 1)]) if places else None

    def position_of_heading(self, heading: Element) -> Position:
        """Return where a heading's id is written, or the heading itself if it has none of its own."""
        title = text_of(heading)
        marks = "#" * int(heading.tag[1:])
        return self.position_of_id(heading.get("id", "")) or self.position(f"{marks} {title}", title)


def parse(text: str, path: str, references: dict[str, tuple[str, str]]) -> tuple[Tree, list[Diagnostic]]:
    """Parse one page. `references` are link targets that pages may use as `[name]`: address and title."""
    match = _FRONT_MATTER.match(text)
    # The front matter is looked through when it is read.
    rest = match.end() if match else 0
    found = list(deceptive(text[rest:], path, text.count("\n", 0, rest) + 1))
    front, problems = read(match["yaml"] or "", path, first_line=2) if match else (Document(None, Layout(path)), [])
    text = printable(text)
    found += placed(written_out(masked(text)), text, path)
    engine = markdown.Markdown(extensions=[*EXTENSIONS, *_ALWAYS])
    engine.references.update(references)
    capture = _Capture(engine)
    engine.treeprocessors.register(capture, "capture", -10)
    head, body = split_front(text)
    try:
        engine.convert(body)
    except RecursionError:
        # The page is nested too deeply, which its readers say.
        raise
    except Exception:  # noqa: BLE001 -- whatever it is: both engines would fail like this
        found.append(Diagnostic(Position(path), _BROKEN, "page-markup"))
    known = frozenset(address for address, _ in references.values())
    # Elements that are still here are put into the page as they are, past the tree.
    pieces = engine.htmlStash.rawHtmlBlocks
    raw = tuple(piece if isinstance(piece, str) else str(engine.serializer(piece)) for piece in pieces)
    return Tree(path, text, head, body, capture.root, front, known, raw), [*found, *problems]


def _places_of_ids(text: str) -> dict[str, list[int]]:
    """Return where attribute lists give an id, by the id; one pass, because a page can have thousands."""
    places: dict[str, list[int]] = defaultdict(list)
    for braces in _BRACES.finditer(text):
        for match in _GIVEN_ID.finditer(braces[0]):
            places[match[1]].append(braces.start() + match.start())
    return places


class _Change(Treeprocessor):
    """Lets the caller alter the finished tree before Python-Markdown makes it text."""

    def __init__(self, md: markdown.Markdown, change: Callable[[Element], None]) -> None:
        super().__init__(md)
        self._change = change

    def run(self, root: Element) -> None:
        self._change(root)


def html_of(body: str, references: Mapping[str, tuple[str, str]], change: Callable[[Element], None]) -> str:
    """Return Markdown without front matter as HTML, its tree altered by `change` on the way."""
    engine = markdown.Markdown(extensions=[*EXTENSIONS, *_ALWAYS])
    engine.references.update(references)
    engine.treeprocessors.register(_Change(engine, change), "change", -10)
    return str(engine.convert(body))


# Code, comments, tags, lists of attributes, addresses and titles of links, heads of admonitions.
_MARKUP = re.compile(
    r"^(?P<fence>```+|~~~+)[\s\S]*?^(?P=fence)|(?P<ticks>`+)[^\n]*?(?P=ticks)|<!--[\s\S]*?-->|<[^<>\n]+>|\{[^{}\n]*\}|\]\([^()\n]*\)"
    r"|^[ \t]*(?:!!!|\?\?\?).*$",
    re.MULTILINE,
)
_YAML_MARKS = re.compile(r"[\"\[\],]|(?<=\s)#.*$", re.MULTILINE)


def masked(text: str) -> str:
    """Return a page as written with everything masked that is not prose; every place stays where it was."""
    front = _FRONT_MATTER.match(text)
    head = _YAML_MARKS.sub(lambda match: MASK * len(match[0]), front[0]) if front else ""
    return _MARKUP.sub(lambda match: re.sub(r"[^\n]", MASK, match[0]), head + text[len(head) :])


def split_front(text: str) -> tuple[str, str]:
    """Return the front matter of a page with the lines around it, and the page with these lines empty.

    So positions in the rest stay true.
    """
    match = _FRONT_MATTER.match(text)
    return (match[0], "\n" * match[0].count("\n") + text[match.end() :]) if match else ("", text)


def heading_ids(text: str, prose: str) -> Iterator[str]:
    """Yield the id of each heading (`#`) of a page with this prose, as the engine makes them, without parsing the page.

    No other element of the page may have an id.
    """
    found = [match for match in _HEADING.finditer(text) if prose[match.start()] == "#"]
    used = {match["id"] for match in found if match["id"]}
    return (match["id"] or unique(slugify(match["title"], "-"), used) for match in found)


def is_heading(element: Element) -> bool:
    """Return whether an element is a heading of any level."""
    return element.tag in _HEADINGS


def text_of(element: Element) -> str:
    """Return the readable text of an element, white space at the ends removed."""
    # Of code the tree has HTML.
    texts = (unescape(text) if isinstance(text, AtomicString) else text for text in element.itertext())
    return without_stash("".join(texts))


def prose_of(element: Element) -> str:
    """Return the readable text of an element, code left out."""
    return without_stash("".join(_prose(element)))


def without_stash(text: str) -> str:
    """Return a text of the tree without the marks of what Python-Markdown keeps aside as finished HTML."""
    return _STASHED.sub("", text).strip()


def _prose(element: Element) -> Iterator[str]:
    if element.tag in {"code", "pre"}:
        return
    yield element.text or ""
    for child in element:
        yield from _prose(child)
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
