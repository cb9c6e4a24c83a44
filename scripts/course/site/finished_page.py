"""What a finished page may consist of: it runs the theme's and the player's scripts only, and loads from its own site only.

The loader looks at what people write; this looks at what came of it, element by element, as a browser does. Whatever is
not listed here is refused.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from lxml.etree import HTMLParser, _Element

from course.errors import RefusedError
from course.load.html_filter import ELEMENTS, OURS, is_listed
from course.second_process import beside
from course.site.theme_scripts import WAYS, read_pinned, without_way
from course.text.unicode_checks import printable

_BY_THEME = {
    "body": "", "button": "disabled type", "circle": "cx cy r", "footer": "", "form": "name", "head": "", "header": "",
    "html": "", "input": "autocapitalize autocomplete autocorrect required spellcheck", "link": "href rel", "main": "",
    "meta": "charset content name", "nav": "", "path": "d", "rect": "height rx width x y", "script": "async defer src type",
    "svg": "fill height stroke stroke-linecap stroke-linejoin stroke-width viewbox width xmlns", "symbol": "viewbox",
    "text": "x y", "title": "", "use": "",
}  # fmt: skip
_ADDED: Mapping[str, frozenset[str]] = {tag: frozenset(names.split()) for tag, names in _BY_THEME.items()}
"""What templates and themes add to what people may write."""

_IN_DRAWINGS = frozenset(("a", "circle", "path", "rect", "svg", "symbol", "text", "use"))
_BY_PLACE = frozenset(("script", "svg", "title", "meta", "link"))
_THEME_DATA = re.compile(r"data-md-(?:color-(?:accent|media|primary|scheme)|component|level|scrollfix|toggle|type)")

# Browsers leave out tabs and line breaks, and read a backslash as a slash.
_ON_SITE = r"(?!//)[^:?#\\\x00-\x20][^:?#\\\x00-\x1f]*(?:[?#][^\x00-\x1f]*)?|[?#][^\x00-\x1f]*|"
_VALUES: Mapping[tuple[str, str], re.Pattern[str]] = {
    (tag, name): re.compile(pattern, re.ASCII)
    for tag, name, pattern in (
        ("a", "href", rf"{_ON_SITE}|https://[^\s\\]+"),
        ("button", "type", "button|reset"),
        ("img", "src", _ON_SITE),
        ("link", "href", _ON_SITE),
        ("link", "rel", "icon|next|prev|stylesheet"),
        ("meta", "name", "author|course-copy|course-id|course-title|description|generator|robots|viewport"),
        ("script", "id", "__config"),
        ("script", "src", rf"(?:\./|{WAYS}/|/)?(?:assets/(?:javascripts|player)/[\w.-]+|(?:quizzes/)?data/[\w-]+)\.js"),
        ("script", "type", "application/json|course/later"),
        # Icons of the page itself.
        ("symbol", "id", "course-icon-[a-z]+"),
        ("use", "href", "#course-icon-[a-z]+"),
        ("use", "xlink:href", "#course-icon-[a-z]+"),
    )
}
# Of the parts that the theme's script knows, those that call no other host.
_COMPONENT = re.compile(
    "announce|container|content|dialog|header|header-title|header-topic|logo|main|palette|search|search-query"
    "|search-result|search-suggest|sidebar|skip|tabs|toc|top"
)
# A second one gives its attributes to the first, and the tree does not show it.
_ONCE = re.compile(rb"<(html|head|body|title)(?=[\s/>])", re.IGNORECASE)
_WORKER = re.compile(rf"(?:{WAYS}/|/)?assets/javascripts/workers/search\.[0-9a-f]+\.min\.js", re.ASCII)
_ROOT = re.compile(rf"{WAYS}|/")
_CONFIG = {"id": "__config", "type": "application/json"}

MOST = 50
"""Places that are listed; more of them have one cause."""

_REFUSED = (
    "做好的页面里有不能有的东西，站点没有生成。请到写这一页的文件里（docs、local 或题库里的同名文件）删去下面这些"
    "（左边是站点里的页面和行）："
)


class Fault(NamedTuple):
    """One thing that a page must not have: the line of the page, and what it is."""

    line: int
    what: str


class FinishedPages:
    """Looks through the pages of one site; most of what stands in them is the same on all, and is looked at once."""

    def __init__(self, pinned: Iterable[str]) -> None:
        self._pinned = frozenset(pinned)
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[str, ...]] = {}

    def faults(self, content: bytes) -> Iterator[Fault]:
        """Yield what a page has that it must not have."""
        for name, count in Counter(match[1].lower() for match in _ONCE.finditer(content)).items():
            if count > 1:
                yield Fault(1, f"<{name.decode()}> 不止一个")
        parser = HTMLParser(encoding="utf-8", huge_tree=True)
        root = etree.fromstring(content, parser)
        # What comes after such an error is not in the tree.
        yield from (Fault(error.line, "套得太深的标签") for error in parser.error_log.filter_from_fatals())
        # A large site has hundreds of thousands of elements: nearly all of them need no closer look.
        for element in root.iter(etree.Element):
            tag, attributes = element.tag, tuple(element.items())
            listed = self._known.get((tag, attributes))
            if listed is None:
                listed = self._known[tag, attributes] = tuple(_unlisted(tag, attributes))
            if listed or tag in _BY_PLACE:
                yield from (Fault(element.sourceline or 1, what) for what in (*listed, *self._placed(element)))

    def _placed(self, element: _Element) -> Iterator[str]:
        """Yield what is wrong with an element by where it stands, or by what stands in it."""
        match element.tag:
            case "script" if wrong := self._script(element):
                yield wrong
            case "svg":
                yield from (f"svg 里的 {one.tag}" for one in element.iter() if one.tag not in _IN_DRAWINGS)
            case "title" | "meta" | "link" if element.getparent().tag != "head":
                yield f"head 以外的 {element.tag}"

    def _script(self, element: _Element) -> str:
        code = element.text or ""
        if "src" in element.attrib:
            return "script src 里的内容" if code.strip() else ""
        if dict(element.attrib) == _CONFIG:
            return _settings(code)
        return "" if not element.attrib and without_way(code) in self._pinned else f"不认识的脚本“{code.strip()[:40]}”"


def _unlisted(tag: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a start tag, as it is written."""
    if tag not in ELEMENTS and tag not in _ADDED and not OURS.fullmatch(tag):
        yield f"<{tag}>"
    yield from (f'<{tag} {name}="{value[:80]}">' for name, value in attributes if not _is_listed(tag, name, value))


def _is_listed(tag: str, name: str, value: str) -> bool:
    """Return whether an element may have an attribute; the element itself is another matter."""
    if value == _CONFIG["id"] and tag != "script":
        # The theme's script takes its settings from the first element of this name.
        return False
    if name == "data-md-component":
        return bool(_COMPONENT.fullmatch(value))
    if allowed := _VALUES.get((tag, name)):
        return bool(allowed.fullmatch(value))
    return name in _ADDED.get(tag, ()) or bool(_THEME_DATA.fullmatch(name)) or is_listed(tag, name, value)


def _settings(code: str) -> str:
    """Return what is wrong with the settings that a page has for the theme's script."""
    try:
        settings = json.loads(code)
        fits = _ROOT.fullmatch(settings["base"]) and _WORKER.fullmatch(settings["search"]) and not settings["version"]
    except (ValueError, TypeError, KeyError):
        fits = False
    return "" if fits else "不认识的主题设置"


def check_pages(site: Path) -> None:
    """Raise RefusedError, with each place, if a page of a built site has what no page must have."""
    paths = sorted(site.rglob("*.html"))
    half = beside(len(paths), _faults, site, paths[::2])
    by_path = _faults(site, paths[1::2]) | half()
    if found := [line for path in paths for line in by_path[path]]:
        lines = "\n".join(printable(line) for line in found[:MOST])
        raise RefusedError(f"{_REFUSED}\n{lines}")


def _faults(site: Path, paths: Sequence[Path]) -> dict[Path, list[str]]:
    """Return what pages have that they must not have, each as a line with its place, by their paths."""
    pages = FinishedPages(script for theme in read_pinned().values() for script in theme.scripts)
    return {
        path: [
            f"{path.relative_to(site).as_posix()}:{line}:1: {what}" for line, what in pages.faults(path.read_bytes())
        ]
        for path in paths
    }
