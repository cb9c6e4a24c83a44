"""The search index: what stands on the pages, for the search of the player (player/src/core/search-engine.ts)."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from course.model.glossary import Term
from course.site.traditional import pairs_for

FORMAT = 2
STAFF = "maintain/"
THEME_INDEX = "search/search_index.json"
"""What the theme's search plugin writes into the site."""

# A study page says it best, the glossary next; duty lists say the same again. Staff pages come last: most readers
# are members. The first that fits counts.
_WEIGHTS = (("study/", 1.0), ("glossary", 1.0), ("duties/", 0.6), (STAFF, 0.03), ("", 0.5))
_BLOCKS = frozenset(
    ("p", "li", "ul", "ol", "dl", "dt", "dd", "div", "table", "tr", "blockquote", "pre", "br", "summary", "section", "article",
     "figcaption", "caption", "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
# Quotes may hold what would end a tag. A name ends where its letters do, or each of them would be tried as its end.
_TAG = re.compile(r"""</?(?P<name>[a-zA-Z][\w-]*)(?![\w-])(?:[^<>"']|"[^"]*"|'[^']*')*>""")
# What one of these opens, its end is looked for by its name: a pattern for both would go through the page for each.
_OPENING = re.compile(r"<(?P<name>\w+)(?!\w)(?P<attributes>[^<>]*)>")
_HEADING = re.compile(r"<h(?P<level>[1-6])(?P<attributes> [^<>]*)>")
_ID = re.compile(r' id="([^"]*)"')
_COMMENT = ("<!--", "-->")
_EXCLUDED = " data-search-exclude"
_PERMALINK = re.compile(r'<a class="headerlink"[^<>]*>[^<>]*</a>')
# No locator that follows a point's text in the duty lists is longer.
_LONGEST_TAIL = 24


@dataclass(frozen=True, slots=True)
class IndexedSection:
    """A part of a built page below one heading: its address below the site's root, its title and its lines as text."""

    location: str
    title: str
    lines: tuple[str, ...]


class _Heading(NamedTuple):
    """A heading with an anchor: what stands in it as HTML, and where it begins and ends."""

    level: str
    id: str
    title: str
    excluded: bool
    start: int
    end: int


def page_sections(location: str, title: str, html: str) -> tuple[IndexedSection, ...]:
    """Return the sections of a page: at each heading with an anchor a new one begins.

    What stands before has the page's own address, and so has what stands below a title that begins the page. Comments
    and what says that it is not to be searched are left out.
    """
    return tuple(_sections(location, title, html))


def _sections(location: str, title: str, html: str) -> Iterator[IndexedSection]:
    html = _without_excluded(_without_comments(html))
    headings = list(_headings(html))
    starts = [heading.end for heading in headings]
    ends = [*(heading.start for heading in headings), len(html)]
    opening = _section(location, title, html[: ends[0]])
    titled = bool(headings) and headings[0].level == "1" and not opening.lines
    if not titled:
        yield opening
    for number, (heading, start, end) in enumerate(zip(headings, starts, ends[1:], strict=True)):
        anchor = "" if titled and number == 0 else f"#{unescape(heading.id)}"
        if not heading.excluded:
            yield _section(location + anchor, heading.title, html[start:end])


def _headings(html: str) -> Iterator[_Heading]:
    """Yield the headings that have an anchor."""
    end = 0
    for opening in _HEADING.finditer(html):
        anchor = _ID.search(opening["attributes"])
        closing = f"</h{opening['level']}>"
        close = html.find(closing, opening.end()) if anchor and opening.start() >= end else -1
        if anchor and close >= 0:
            end = close + len(closing)
            title = _PERMALINK.sub("", html[opening.end() : close])
            excluded = _EXCLUDED in opening["attributes"]
            yield _Heading(opening["level"], anchor[1], title, excluded, opening.start(), end)


def _without_comments(html: str) -> str:
    begin, finish = _COMMENT
    kept, end = [], 0
    while (start := html.find(begin, end)) >= 0:
        kept.append(html[end:start])
        close = html.find(finish, start + len(begin))
        # One that nobody closed hides the rest from the reader too.
        end = close + len(finish) if close >= 0 else len(html)
    return "".join(kept) + html[end:]


def _without_excluded(html: str) -> str:
    """Leave out what says that it is not to be searched; ours have no other of their kind inside (site/questions.py).

    Of a heading that says so all that stands below it is left out, with its section.
    """
    kept, end = [], 0
    for opening in _OPENING.finditer(html) if _EXCLUDED in html else ():
        closing = f"</{opening['name']}>"
        excluded = _EXCLUDED in opening["attributes"] and opening.start() >= end and not _HEADING.match(opening[0])
        close = html.find(closing, opening.end()) if excluded else -1
        if close >= 0:
            kept.append(html[end : opening.start()])
            end = close + len(closing)
    return "".join(kept) + html[end:]


def _section(location: str, title: str, html: str) -> IndexedSection:
    return IndexedSection(location, " ".join(plain_lines(title)), tuple(plain_lines(html)))


def replace_index(found: str, sections: Iterable[IndexedSection], terms: Sequence[Term]) -> dict[str, str]:
    """Return our index of all `sections`, by path below the site, and in place of that of the theme's search plugin nothing.

    The theme's script insists on loading its index before anybody searches, so it is left one without sections.
    """
    empty = json.dumps({"config": json.loads(found)["config"], "docs": []})
    files = search_files(sections, terms)
    return files | {THEME_INDEX: empty, "search/search_index.js": f"var __index={empty};\n"}


def search_files(sections: Iterable[IndexedSection], terms: Sequence[Term]) -> dict[str, str]:
    """Return the scripts of the index by their paths: what members read, and apart from it the pages for staff.

    Staff pages grow with the tools they explain; a member's search need not wait for them.
    """
    known = list(sections)
    staff = [section for section in known if section.location.startswith(STAFF)]
    others = [section for section in known if not section.location.startswith(STAFF)]
    return {"search/course.js": search_index(others, terms), "search/staff.js": search_index(staff, ())}


def search_index(sections: Iterable[IndexedSection], terms: Sequence[Term]) -> str:
    """Return the script that hands one part of the index to the player.

    A line of text that stands on several pages is written once; where it comes again stands its number, or its
    number and what follows it there. A page is `[address, weight, sections]`, a section `[anchor, title, lines]`.
    `traditional` has the pairs of traditional and simplified characters that the text of this part needs.
    """
    known = sorted(sections, key=lambda section: _place(section.location))
    lines = _Lines()
    pages: dict[str, list[list[object]]] = {}
    # A duty list repeats what a study page says, with something after it: the study page must come first.
    for section in known:
        page, _, anchor = section.location.partition("#")
        told = [lines.encode(line) for line in section.lines]
        pages.setdefault(page, []).append([anchor, section.title, told])
    index = {
        "format": FORMAT,
        "names": [list(term.names) for term in terms if term.aliases],
        "terms": [term.name for term in terms],
        "traditional": pairs_for(_characters(known, terms)),
        "pages": [[page, _weight(page), parts] for page, parts in pages.items()],
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"(self.courseSearch=self.courseSearch||[]).push({text});\n"


def _characters(sections: Iterable[IndexedSection], terms: Iterable[Term]) -> set[str]:
    """Return all characters that can be searched for."""
    found = {letter for term in terms for name in term.names for letter in name}
    for section in sections:
        found.update(section.title, *section.lines)
    return found


def plain_lines(html: str) -> list[str]:
    """Return the text of each block of some HTML, without markup and without empty lines."""
    text = unescape(_TAG.sub(_gap, html.replace("\n", " ")))
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


def _gap(tag: re.Match[str]) -> str:
    """Return what a tag is to a reader: the end of a line, a gap, or nothing."""
    name = tag["name"].lower()
    return "\n" if name in _BLOCKS else " " if name in _CELLS else ""


def _place(location: str) -> int:
    return next(place for place, (start, _) in enumerate(_WEIGHTS) if location.startswith(start))


def _weight(page: str) -> float:
    return _WEIGHTS[_place(page)][1]


class _Lines:
    """The lines told so far, by their number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def encode(self, line: str) -> object:
        """Return the line itself if it is new, else its number, or number and tail."""
        for end in range(len(line), max(len(line) - _LONGEST_TAIL, 0), -1):
            number = self._numbers.get(line[:end])
            if number is not None:
                return number if end == len(line) else [number, line[end:]]
        self._numbers[line] = len(self._numbers)
        return line
