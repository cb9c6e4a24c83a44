"""Tables with columns of fixed width in every program that opens them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from course.office.xml import parsed, twips


@dataclass(frozen=True, slots=True)
class Table:
    """A table under way: rows are appended one by one."""

    document: Document
    xml: BaseOxmlElement
    widths: tuple[float, ...]
    align: str
    """Where short texts stand in a high row: `top` or `center`."""

    def add_row(self, style: str, height: float = 0, *, heads: bool = False) -> list[Paragraph]:
        """Append a row that no page end can cut and return the paragraph of each cell.

        It is at least `height` points high; `heads` makes it come again at the top of every further page.
        """
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/><w:vAlign w:val="{self.align}"/></w:tcPr><w:p/></w:tc>'
            for width in self.widths
        )
        least = f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
        again = "<w:tblHeader/>" if heads else ""
        row = parsed(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{least}{again}</w:trPr>{cells}</w:tr>")
        self.xml.append(row)
        found = [Paragraph(paragraph, self.document._body) for paragraph in row.xpath("w:tc/w:p")]  # noqa: SLF001
        for paragraph in found:
            paragraph.style = style
        return found


def table(document: Document, widths: Sequence[float], *, lines: bool, indent: float = 0) -> Table:
    """Append a table without rows; widths and indent in points. `lines` draws all its lines."""
    style = document.styles["Table Grid" if lines else "Normal Table"].style_id
    inset = f'<w:tblInd w:w="{twips(indent)}" w:type="dxa"/>' if indent else ""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    xml = parsed(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
        f'{inset}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid></w:tbl>'
    )
    # The last thing in a body is always the description of its pages.
    document.element.body[-1].addprevious(xml)
    return Table(document, xml, tuple(widths), "center" if lines else "top")


def keep_with_next(paragraphs: Iterable[Paragraph]) -> None:
    """Keep paragraphs on the page of what follows them."""
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True
