"""What a finished page may consist of: it runs the theme's and the player's scripts only, and loads from its own site only.

The loader looks at what people write; this looks at what came of it, element by element, as a browser does. Whatever is
not listed here is refused.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lxml.etree import HTMLParser, _Element, fromstring

from course.errors import RefusedError
from course.site.theme_scripts import WAYS, read_pinned, without_way
from course.text.unicode_checks import printable

_EVERYWHERE = frozenset(["class", "dir", "hidden", "id", "lang", "role", "tabindex", "title", "translate"])
_WRITTEN = {
    "a": "href name rel target", "abbr": "", "article": "", "aside": "", "b": "", "bdi": "", "blockquote": "", "body": "",
    "br": "", "button": "disabled type", "caption": "", "cite": "", "code": "", "col": "span width", "colgroup": "span",
    "dd": "", "del": "datetime", "details": "name open", "dfn": "", "div": "align markdown", "dl": "", "dt": "", "em": "",
    "figcaption": "", "figure": "", "footer": "", "form": "name", "h1": "", "h2": "", "h3": "", "h4": "", "h5": "",
    "h6": "", "head": "", "header": "", "hr": "", "html": "", "i": "", "img": "align alt height loading src width",
    "input": "autocapitalize autocomplete autocorrect checked disabled name placeholder required spellcheck type value",
    "ins": "datetime", "kbd": "", "label": "for", "li": "value", "link": "href rel", "main": "", "mark": "",
    "meta": "charset content name", "nav": "", "ol": "start type", "p": "align", "pre": "", "q": "", "rp": "", "rt": "",
    "ruby": "", "s": "", "samp": "", "script": "async defer src type", "section": "", "small": "", "span": "",
    "strong": "", "sub": "", "summary": "", "sup": "", "table": "align", "tbody": "", "td": "align colspan rowspan style",
    "tfoot": "", "th": "align colspan rowspan scope style", "thead": "", "time": "datetime", "title": "", "tr": "",
    "u": "", "ul": "", "var": "", "wbr": "",
}  # fmt: skip
_DRAWN = {
    "circle": "cx cy r", "path": "d", "rect": "height rx width x y", "text": "x y",
    "svg": "fill height stroke stroke-linecap stroke-linejoin stroke-width viewbox width xmlns",
}  # fmt: skip
_ELEMENTS: Mapping[str, frozenset[str]] = {
    tag: _EVERYWHERE | frozenset(names.split()) for tag, names in (_WRITTEN | _DRAWN).items()
}
_IN_DRAWINGS = frozenset((*_DRAWN, "a"))
_THEME_DATA = r"data-md-(?:color-(?:accent|media|primary|scheme)|component|level|scrollfix|toggle|type)"
_FREE = re.compile(rf"aria-[a-z]+|data-(?!md-)[a-z0-9-]+|{_THEME_DATA}", re.ASCII)
_OURS = re.compile(r"course-[a-z-]+", re.ASCII)

# Browsers leave out tabs and line breaks, and read a backslash as a slash.
_ON_SITE = r"(?!//)[^:?#\\\x00-\x20][^:?#\\\x00-\x1f]*(?:[?#][^\x00-\x1f]*)?|[?#][^\x00-\x1f]*|"
_LINKED = re.compile(rf"{_ON_SITE}|https://[^\s\\]+")
_VALUES: Mapping[tuple[str, str], re.Pattern[str]] = {
    (tag, name): re.compile(pattern, re.ASCII)
    for tag, name, pattern in (
        ("a", "rel", "noopener"),
        ("a", "target", "_blank"),
        ("button", "type", "button|reset"),
        ("input", "type", "checkbox|radio|text"),
        ("img", "src", _ON_SITE),
        ("link", "href", _ON_SITE),
        ("link", "rel", "icon|next|prev|stylesheet"),
        ("meta", "name", "author|course-copy|course-id|course-title|description|generator|viewport"),
        ("script", "id", "__config"),
        ("script", "src", rf"(?:\./|{WAYS}/|/)?(?:assets/(?:javascripts|player)/[\w.-]+|(?:quizzes/)?data/[\w-]+)\.js"),
        ("script", "type", "application/json|course/later"),
        ("td", "style", "text-align: (?:left|center|right);"),
        ("th", "style", "text-align: (?:left|center|right);"),
    )
}
_ANYWHERE: Mapping[str, re.Pattern[str]] = {
    # For these the theme loads scripts from another host.
    "class": re.compile(r"(?!.*(?:mermaid|glightbox|pyodide)).*", re.DOTALL | re.IGNORECASE),
    "data-bank": re.compile(r"[a-z0-9-]*"),
    "data-md-component": re.compile(
        "announce|container|content|dialog|header|header-title|header-topic|logo|main|palette|search|search-query"
        "|search-result|search-suggest|sidebar|skip|tabs|toc|top"
    ),
    "href": _LINKED,
}
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
        root = fromstring(content, parser)
        # What comes after such an error is not in the tree.
        yield from (Fault(error.line, "套得太深的标签") for error in parser.error_log.filter_from_fatals())
        for element in root.iter():
            if isinstance(element.tag, str):
                yield from (Fault(element.sourceline or 1, what) for what in self._element(element))

    def _element(self, element: _Element) -> Iterator[str]:
        tag, attributes = element.tag, tuple(element.items())
        if (tag, attributes) not in self._known:
            self._known[tag, attributes] = tuple(_unlisted(tag, attributes))
        yield from self._known[tag, attributes]
        match tag:
            case "script" if wrong := self._script(element):
                yield wrong
            case "svg":
                yield from (f"<svg> 里的 <{one.tag}>" for one in element.iter() if one.tag not in _IN_DRAWINGS)
            case "title" | "meta" | "link" if element.getparent().tag != "head":
                yield f"<head> 以外的 <{tag}>"

    def _script(self, element: _Element) -> str:
        code = element.text or ""
        if "src" in element.attrib:
            return "<script src> 里的内容" if code.strip() else ""
        if dict(element.attrib) == _CONFIG:
            return _settings(code)
        return "" if not element.attrib and without_way(code) in self._pinned else f"不认识的脚本“{code.strip()[:40]}”"


def _unlisted(tag: str, attributes: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with a start tag, as it is written."""
    if tag not in _ELEMENTS and not _OURS.fullmatch(tag):
        yield f"<{tag}>"
    yield from (f'<{tag} {name}="{value[:80]}">' for name, value in attributes if not _is_listed(tag, name, value))


def _is_listed(tag: str, name: str, value: str) -> bool:
    """Return whether an element may have an attribute; the element itself is another matter."""
    if value == _CONFIG["id"] and tag != "script":
        # The theme's script takes its settings from the first element of this name.
        return False
    allowed = _VALUES.get((tag, name)) or _ANYWHERE.get(name)
    known = name in _ELEMENTS.get(tag, _EVERYWHERE) or _FREE.fullmatch(name)
    return bool(known and (allowed is None or allowed.fullmatch(value)))


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
    pages = FinishedPages(script for theme in read_pinned().values() for script in theme.scripts)
    found = [
        f"{path.relative_to(site).as_posix()}:{line}:1: {what}"
        for path in sorted(site.rglob("*.html"))
        for line, what in pages.faults(path.read_bytes())
    ]
    if found:
        lines = "\n".join(printable(line) for line in found[:MOST])
        raise RefusedError(f"{_REFUSED}\n{lines}")
