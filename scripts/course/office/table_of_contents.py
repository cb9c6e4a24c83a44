"""The contents of a booklet: a field of Word's own, filled in already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from course.office.xml import element, field, lawful, parsed

_FIRST = 10_000_000
# A PDF writes the first letter in a way of its own.
_OWN_NAME = re.compile(r"Toc(\d{8})$")
_INSTRUCTION = r'TOC \o "1-2" \h \z \u'


@dataclass(frozen=True, slots=True)
class TocEntry:
    """One line of the contents: level from 1, what it says, and the id that the heading has in the booklet."""

    level: int
    title: str
    id: str


def add_contents(document: Document, entries: Sequence[TocEntry], pages: Mapping[str, int]) -> None:
    """Append the contents; without a page number for each entry, Word fills them in when it opens the file."""
    complete = all(entry.id in pages for entry in entries)
    document.add_paragraph("目录", style="TOC Heading")
    begin, instruction, separate, _, end = field(_INSTRUCTION, "", dirty=not complete)
    last: Paragraph | None = None
    for place, entry in enumerate(entries):
        last = document.add_paragraph(style=f"toc {entry.level}")
        if place == 0:
            for run in (begin, instruction, separate):
                last._p.append(run)  # noqa: SLF001 -- python-docx has no words for fields
        last._p.append(_line(entry, place, pages.get(entry.id)))  # noqa: SLF001
    if last is not None:
        last._p.append(end)  # noqa: SLF001


def mark(paragraph: Paragraph, place: int) -> None:
    """Make a heading the one that the contents' entry at this place leads to."""
    runs = paragraph._p  # noqa: SLF001
    runs.insert(1, element("bookmarkStart", id=place, name=_name(place)))
    runs.append(element("bookmarkEnd", id=place))


def page_of(place: int, page: int) -> list[BaseOxmlElement]:
    """Return the runs that show on which page the entry at this place begins."""
    return list(field(f"PAGEREF {_name(place)} \\h", str(page)))


def place_of(name: str) -> int | None:
    """Return the place of the entry that a bookmark belongs to; None if it is none of ours."""
    match = _OWN_NAME.search(name)
    return int(match[1]) - _FIRST if match else None


def _line(entry: TocEntry, place: int, page: int | None) -> BaseOxmlElement:
    title = lawful(entry.title).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = parsed(
        f'<w:hyperlink {nsdecls("w")} w:anchor="{_name(place)}" w:history="1">'
        f'<w:r><w:t xml:space="preserve">{title}</w:t></w:r><w:r><w:tab/></w:r></w:hyperlink>'
    )
    if page is not None:
        line.extend(page_of(place, page))
    return line


def _name(place: int) -> str:
    # Word's own names for such places look like this.
    return f"_Toc{_FIRST + place}"
