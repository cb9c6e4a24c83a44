"""The search index: what stands on the pages, for the search of the player (player/src/core/search-engine.ts)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from course.model.glossary import Term
from course.site.pinyin import readings_of
from course.site.traditional import pairs_for

FORMAT = 3
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
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GAPS = {**dict.fromkeys(_BLOCKS, "\n"), "td": " ", "th": " "}
"""What an element is to a reader beside its text: the end of a line, or a gap."""
_EXCLUDED, _PERMALINK = "data-search-exclude", "headerlink"
# No locator that follows a point's text in the duty lists is longer.
_LONGEST_TAIL = 24


@dataclass(frozen=True, slots=True)
class IndexedSection:
    """A part of a built page below one heading: its address below the site's root, its title and its lines as text."""

    location: str
    title: str
    lines: tuple[str, ...]


def page_sections(location: str, title: str, html: str) -> tuple[IndexedSection, ...]:
    """Return the sections of a page: at each heading with an anchor a new one begins.

    What stands before has the page's own address, and so has what stands below a title that begins the page. Comments
    and what says that it is not to be searched are left out.
    """
    parts = _parts(html)
    opening, titled = parts[0], len(parts) > 1 and parts[1].level == "h1" and not parts[0].lines
    sections = [] if titled else [IndexedSection(location, " ".join(_parts(title)[0].lines), opening.lines)]
    for number, part in enumerate(parts[1:]):
        anchor = "" if titled and number == 0 else f"#{part.id}"
        if not part.excluded:
            sections.append(IndexedSection(location + anchor, part.title, part.lines))
    return tuple(sections)


@dataclass(slots=True)
class _Part:
    """What follows a heading (or begins the page) up to the next one, as text with a line break at each block."""

    level: str = ""
    id: str = ""
    excluded: bool = False
    heading: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(_lines("".join(self.heading)))

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(_lines("".join(self.body)))


def _parts(html: str) -> list[_Part]:
    """Return the parts of a page in their order."""
    # Elements of lxml.html would be looked up in Python, one by one.
    page = etree.fromstring(f"<html><body>{html}</body></html>", etree.HTMLParser(huge_tree=True)).find("body")
    parts, heading = [_Part()], False
    walk = etree.iterwalk(page, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _HEADINGS and element.get("id"):
                parts.append(_Part(tag, element.get("id", ""), element.get(_EXCLUDED) is not None))
                heading = True
            elif element.get(_EXCLUDED) is not None or element.get("class") == _PERMALINK:
                # Its end comes next.
                walk.skip_subtree()
                continue
        text = parts[-1].heading if heading else parts[-1].body
        text.append(_GAPS.get(tag, ""))
        if event == "start":
            text.append((element.text or "").replace("\n", " "))
        elif element is not page:
            heading = heading and tag not in _HEADINGS
            text = parts[-1].heading if heading else parts[-1].body
            text.append((element.tail or "").replace("\n", " "))
    return parts


def _lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty, each with single spaces."""
    return [line for line in (" ".join(part.split()) for part in text.split("\n")) if line]


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
    `traditional` has the pairs of traditional and simplified characters that the text of this part needs, `pinyin` the
    characters of terms and titles by the syllables as which they are read.
    """
    known = sorted(sections, key=lambda section: _place(section.location))
    lines = _Lines()
    pages: dict[str, list[list[object]]] = {}
    # A duty list repeats what a study page says, with something after it: the study page must come first.
    for section in known:
        page, _, anchor = section.location.partition("#")
        coded = [lines.encode(line) for line in section.lines]
        pages.setdefault(page, []).append([anchor, section.title, coded])
    index = {
        "format": FORMAT,
        "names": [list(term.names) for term in terms if term.aliases],
        "terms": [term.name for term in terms],
        "traditional": pairs_for(_characters(known, terms)),
        "pinyin": readings_of({character for name in _names(known, terms) for character in name}),
        "pages": [[page, _weight(page), parts] for page, parts in pages.items()],
    }
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"(self.courseSearch=self.courseSearch||[]).push({text});\n"


def _names(sections: Iterable[IndexedSection], terms: Iterable[Term]) -> list[str]:
    """Return what can be searched for by its pinyin."""
    return [*(section.title for section in sections), *(name for term in terms for name in term.names)]


def _characters(sections: Iterable[IndexedSection], terms: Iterable[Term]) -> set[str]:
    """Return all characters that can be searched for."""
    found = {letter for term in terms for name in term.names for letter in name}
    for section in sections:
        found.update(section.title, *section.lines)
    return found


def _place(location: str) -> int:
    return next(place for place, (start, _) in enumerate(_WEIGHTS) if location.startswith(start))


def _weight(page: str) -> float:
    return _WEIGHTS[_place(page)][1]


class _Lines:
    """The lines met so far, by their number."""

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
