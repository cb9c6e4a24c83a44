"""The whole course as a Word file: the booklet's chapters with real headings, lists, tables and contents."""

from collections.abc import Iterator, Mapping
from math import sqrt
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.model.course import Course
from course.office.html_tree import BOX, Words, all_words, pieces, tree
from course.office.lists import BULLET, NUMBER, new_list, put_in_list
from course.office.paper_header import add_feet
from course.office.runs import wide
from course.office.table_of_contents import TocEntry, add_contents, mark, page_of
from course.office.tables import table
from course.office.template import BOOKLET, new_document, saved, text_size, text_width
from course.office.xml import lawful
from course.site.booklet import Chapter, chapters, contents_line, version


def entries(course: Course) -> tuple[TocEntry, ...]:
    """Return the lines of the contents."""
    return tuple(_entries(chapters(course)))


def booklet_file(course: Course, pages: Mapping[str, int]) -> bytes:
    """Return the booklet; `pages` has the page of each entry by its id, and is empty where they are not known."""
    parts = chapters(course)
    listed = tuple(_entries(parts))
    document = new_document(BOOKLET, course.title)
    document.sections[0].different_first_page_header_footer = True
    _cover(document, course, version(parts))
    add_contents(document, listed, pages)
    writer = _Writer(document, {entry.id: place for place, entry in enumerate(listed)}, pages)
    for part in parts:
        writer.heading(1, part.title, part.id)
        writer.flow(tree(part.html), "Normal")
    add_feet(document, course.title, f"文稿版本 {version(parts)}")
    # No foot on the cover.
    for paragraph in document.sections[0].first_page_footer.paragraphs:
        paragraph.clear()
    return saved(document)


def _entries(parts: tuple[Chapter, ...]) -> Iterator[TocEntry]:
    for part in parts:
        yield TocEntry(1, part.title, part.id)
        yield from (TocEntry(2, title, name) for name, title in part.below)


def _cover(document: Document, course: Course, written: str) -> None:
    document.add_paragraph(lawful(course.title), style="Title")
    document.add_paragraph("全课读本", style="Subtitle")
    document.add_paragraph(contents_line(course), style="Subtitle")
    document.add_paragraph(f"文稿版本 {written}", style="Subtitle")


class _Writer:
    """Writes blocks of HTML one after another; `places` tells which heading belongs to which entry."""

    def __init__(self, document: Document, places: Mapping[str, int], pages: Mapping[str, int]) -> None:
        self._document = document
        self._places = places
        self._pages = pages
        self._em = text_size(document)

    def heading(self, level: int, title: str, name: str) -> None:
        paragraph = self._document.add_paragraph(lawful(title), style=f"Heading {level}")
        if name in self._places:
            mark(paragraph, self._places[name])

    def flow(self, block: Element, style: str, level: int = -1) -> None:
        """Write what stands in a block, its bare words in this style; `level` counts the lists around it from 0."""
        for piece in pieces(block):
            if isinstance(piece, Element):
                self._block(piece, style, level)
            else:
                self._paragraph(piece, style, level)

    def _block(self, block: Element, style: str, level: int) -> None:
        match block.tag:
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._heading(block)
            case "ul" | "ol":
                self._list(block, level + 1)
            case "table":
                self._table(block)
            case "pre":
                self._paragraph([("".join(block.itertext()).strip("\n"), None)], "代码", level)
            case "hr":
                pass
            case "p" if block.get("class") == "course-meta":
                self.flow(block, "说明", level)
            case "p" if block.get("class") == "admonition-title":
                self._paragraph([(text, "Strong") for text, _ in all_words(block)], style, level)
            case "dt" | "summary" | "figcaption":
                self._paragraph([(text, "Strong") for text, _ in all_words(block)], style, level)
            case "blockquote":
                self.flow(block, "Quote", level)
            case "div" if "admonition" in block.get("class", "").split():
                self.flow(block, "示例", level)
            case "div" if block.get("class") == "course-sentences":
                self.flow(block, "说明", level)
            case "section" if block.get("class") == "course-goals":
                self.flow(block, "List Paragraph", level)
            case _:
                self.flow(block, style, level)

    def _heading(self, heading: Element) -> None:
        name = heading.get("id", "")
        title = "".join(text for text, _ in all_words(heading))
        # Requirements stand in the contents; the other parts of a page are one level lower.
        rank = min(max(int(heading.tag[1:]), 3), 4)
        self.heading(2 if name in self._places else rank, title, name)

    def _paragraph(self, words: Words, style: str, level: int) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        if level >= 0:
            paragraph.paragraph_format.left_indent = Pt(self._em * 2 * (level + 1))
            paragraph.paragraph_format.first_line_indent = Pt(0)
        return _say(paragraph, words)

    def _list(self, block: Element, level: int) -> None:
        marked = BULLET if block.tag == "ul" else NUMBER
        number = new_list(self._document, marked)
        for item in block:
            boxed = item.get("class") == "course-box"
            begun = False
            for piece in pieces(item):
                loose = isinstance(piece, Element) and piece.tag == "p"
                if isinstance(piece, Element) and not loose:
                    self._block(piece, "List Paragraph", level)
                    continue
                words = all_words(piece) if isinstance(piece, Element) else piece
                if begun:
                    self._paragraph(words, "List Paragraph", level)
                elif boxed:
                    self._hang(self._paragraph([(BOX, None), *words], "List Paragraph", level))
                else:
                    paragraph = self._paragraph(words, marked, level)
                    put_in_list(paragraph, number, level)
                    self._hang(paragraph)
                begun = True

    def _hang(self, paragraph: Paragraph) -> None:
        """Let the first line begin with the mark of its list, or with the box that it has already."""
        paragraph.paragraph_format.first_line_indent = Pt(-self._em * 1.5)

    def _table(self, block: Element) -> None:
        rows = [row for row in block.iter() if row.tag == "tr"]
        texts = [["".join(text for text, _ in all_words(cell)) for cell in row] for row in rows]
        count = max((len(row) for row in texts), default=0)
        if not count:
            return
        made = table(self._document, _widths(texts, count, text_width(self._document)), lines=True)
        heads = {row for head in block.iter("thead") for row in head}
        for row in rows:
            cells = made.add_row("表格文字", heads=row in heads)
            for paragraph, cell in zip(cells, row, strict=False):
                head = cell.tag == "th"
                _say(paragraph, [(text, "Strong" if head and not style else style) for text, style in all_words(cell)])
                self._refer(paragraph, cell)
        self._document.add_paragraph(style="说明")

    def _refer(self, paragraph: Paragraph, cell: Element) -> None:
        """Append on which page stands what a cell leads to, where it asks for that and the page is known."""
        for waiting in cell.iter("span"):
            name = waiting.get("data-page-of", "")
            if name in self._places and name in self._pages:
                paragraph.add_run("（第 ")
                for run in page_of(self._places[name], self._pages[name]):
                    paragraph._p.append(run)  # noqa: SLF001
                paragraph.add_run(" 页）")


def _say(paragraph: Paragraph, words: Words) -> Paragraph:
    for text, style in words:
        paragraph.add_run(lawful(text), style)
    return paragraph


def _widths(texts: list[list[str]], count: int, room: float) -> list[float]:
    """Return how columns share a room by how much they hold, none less than a sixth of an equal share and a half."""
    held = [sum(wide(row[column]) for row in texts if column < len(row)) for column in range(count)]
    weights = [max(sqrt(one), 1) for one in held]
    least = sum(weights) / count / 2
    weights = [max(one, least) for one in weights]
    return [room * one / sum(weights) for one in weights]
