"""HTML that people write into pages, and attributes in braces: what lays out text is let through, what acts is not.

Nothing in a page may run, cover the page, or call another host; a page of text needs none of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import NamedTuple

EVERYWHERE = frozenset(("class", "dir", "hidden", "id", "lang", "markdown", "role", "tabindex", "title", "translate"))
ELEMENTS: Mapping[str, frozenset[str]] = {
    tag: EVERYWHERE | frozenset(names.split())
    for tag, names in {
        "a": "href name rel target", "abbr": "", "article": "", "aside": "", "b": "", "bdi": "", "blockquote": "", "br": "",
        "caption": "", "cite": "", "code": "", "col": "span width", "colgroup": "span", "dd": "", "del": "datetime",
        "details": "name open", "dfn": "", "div": "align", "dl": "", "dt": "", "em": "", "figcaption": "", "figure": "",
        "h1": "", "h2": "", "h3": "", "h4": "", "h5": "", "h6": "", "hr": "", "i": "", "img": "align alt height loading src width",
        "input": "checked disabled name placeholder type value", "ins": "datetime", "kbd": "", "label": "for", "li": "value",
        "mark": "", "ol": "start type", "p": "align", "pre": "", "q": "", "rp": "", "rt": "", "ruby": "", "s": "", "samp": "",
        "section": "", "small": "", "span": "", "strong": "", "sub": "", "summary": "", "sup": "", "table": "align width",
        "tbody": "", "td": "align colspan rowspan style width", "tfoot": "", "th": "align colspan rowspan scope style width",
        "thead": "", "time": "datetime", "tr": "", "u": "", "ul": "", "var": "", "wbr": "",
    }.items()
}  # fmt: skip
"""What pages may be written with: elements, and the attributes of each beside `aria-` and `data-`."""

OURS = re.compile(r"course-[a-z-]+", re.ASCII)
_FREE = re.compile(r"aria-[a-z]+|data-(?!md-)[a-z0-9-]+", re.ASCII)
_ALIGNED = re.compile(r"text-align: (?:left|center|right);")
_VALUES: Mapping[str, re.Pattern[str]] = {
    # For these the theme loads scripts from another host.
    "class": re.compile(r"(?!.*(?:mermaid|glightbox|pyodide)).*", re.DOTALL | re.IGNORECASE),
    "data-bank": re.compile(r"[a-z0-9-]*"),
    "rel": re.compile("noopener"),
    # What Python-Markdown itself writes on the cells of a table.
    "style": _ALIGNED,
    "target": re.compile("_blank"),
}
_INPUTS = frozenset(("checkbox", "radio", "text"))

# A comment that ends for a browser only, or one or a tag that never ends.
_OPEN_END = re.compile(r"--!>|<!--(?![\s\S]*-->)|<[A-Za-z/][^>]*\Z")
_BEGUN = re.compile(r"<[A-Za-z/][^\n]*")
# A page has these once, and a finished page with more of them is refused wherever they stand.
_ONCE = re.compile(r"<(?:html|head|body|title)(?=[\s/>])", re.IGNORECASE)

ADDRESSES = ("href", "src")
UNFIT_ADDRESS = re.compile(r"&#|[\x00-\x1f\x7f-\x9f]")
"""What programs leave out of an address or change in it, each in its own way."""
UNFIT = "地址里有换行、看不见的字符或者 &# 开头的代码，请删去"


def is_listed(tag: str, name: str, value: str) -> bool:
    """Return whether an element of a page may have an attribute; the element, and where addresses lead, are other matters."""
    if tag == "input" and name == "type":
        return value in _INPUTS
    known = name in ELEMENTS.get(tag, EVERYWHERE) or _FREE.fullmatch(name)
    allowed = _VALUES.get(name)
    return bool(known and (allowed is None or allowed.fullmatch(value)))


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
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.refused += refused_of(tag, attrs)
        for name, value in attrs:
            if name in ADDRESSES:
                self.addresses.append(value or "")
                # The value is without such codes already.
                if "&#" in (self.get_starttag_text() or "") or UNFIT_ADDRESS.search(value or ""):
                    self.refused.append(Refused(self.get_starttag_text() or "", UNFIT))
            elif name == "id" and value:
                self.ids.append(value)

    def handle_comment(self, data: str) -> None:
        # A browser ends a comment at these places, and takes what follows for HTML.
        if data.startswith((">", "->")) or "--!" in data:
            self._refuse("<!--", data)

    def handle_pi(self, data: str) -> None:
        self._refuse("<?", data)

    def handle_decl(self, decl: str) -> None:
        self._refuse("<!", decl)

    def unknown_decl(self, data: str) -> None:
        self._refuse("<![", data)

    def _refuse(self, needle: str, rest: str) -> None:
        message = f"页面里不能用 {needle}{rest[:10]}…… 这样的写法，请删去；要写出它的样子，请放进反引号里"
        self.refused.append(Refused(needle + rest[:10], message))


def refused_of(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[Refused]:
    """Yield what is wrong with an element, whether it is written as HTML or made of Markdown and lists in braces."""
    if tag in ELEMENTS or OURS.fullmatch(tag):
        yield from (refused for name, value in attributes for refused in _attribute(tag, name, value or ""))
    else:
        message = f"页面里不能用 <{tag}>：它会运行、遮住页面或者去找别的网站。请删去；要写出它的样子，请放进反引号里"
        yield Refused(f"<{tag}", message)


def _attribute(tag: str, name: str, value: str) -> Iterator[Refused]:
    if name == "id" and value.startswith("__"):
        yield Refused(value, "以 __ 开头的编号留给主题，请改名")
    elif name in _VALUES and name in ELEMENTS.get(tag, EVERYWHERE) and not is_listed(tag, name, value):
        yield Refused(value, f"<{tag}> 上的 {name} 不能是“{value}”，请删去")
    elif not is_listed(tag, name, value):
        yield Refused(name, f"<{tag}> 上不能写 {name}，请删去")


class RawHtml(NamedTuple):
    """What a piece of HTML in a page has: what is refused of it, the addresses that it names, and its ids."""

    refused: list[Refused]
    addresses: list[str]
    ids: list[str]


def read_html(text: str) -> RawHtml:
    """Read a piece of HTML."""
    reader = _Reader()
    rest = ""
    try:
        reader.feed(text)
        # What is left is a tag that has not ended, perhaps because of a quote.
        rest = reader.rawdata
        reader.close()
    except AssertionError:
        # The parser of some versions of Python fails at such a beginning.
        reader.unknown_decl("")
    if open_end := _OPEN_END.search(text) or _BEGUN.match(rest):
        message = "这里的注释或标签没有写完，浏览器会把后面的内容当作它的一部分。请补上 --> 或 >，或者删去"
        reader.refused.append(Refused(open_end[0], message))
    if not reader.refused and (once := _ONCE.search(text)):
        message = f"页面里不能有 {once[0]}>，注释和引号里也不能有。请删去；要写出它的样子，请放进反引号里"
        reader.refused.append(Refused(once[0], message))
    return RawHtml(reader.refused, reader.addresses, reader.ids)
