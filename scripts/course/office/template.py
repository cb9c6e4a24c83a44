"""Word files that look as a template says: people edit it in Word, Python fills in content and names styles.

Styles are found by name: an office program that saves a template gives them ids of its own.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from course.files import zipped
from course.office.xml import lawful

PAPER, BOOKLET = (Path(__file__).parent / "templates" / name for name in ("paper.docx", "booklet.docx"))
_LONGEST_TITLE = 255
"""Of the properties of a file."""


def new_document(template: Path, title: str) -> Document:
    """Return a document with the styles and pages of a template, without the samples that it shows."""
    document = docx.Document(str(template))
    for sample in document.element.body[:-1]:
        document.element.body.remove(sample)
    properties = document.core_properties
    # An office program writes here who saved the template, and when.
    properties._element.clear()  # noqa: SLF001
    properties.title, properties.language = lawful(title)[:_LONGEST_TITLE], "zh-CN"
    return document


def saved(document: Document) -> bytes:
    """Return a document as a file; the same document gives the same bytes."""
    _end(document)
    stream = BytesIO()
    document.save(stream)
    with ZipFile(stream) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return zipped(parts, *parts)


def text_width(document: Document) -> float:
    """Return the width of the text in points."""
    page = document.sections[0]
    width, left, right = (length or 0 for length in (page.page_width, page.left_margin, page.right_margin))
    return (width - left - right) / Pt(1)


def text_size(document: Document) -> float:
    """Return the size of plain text in points, which is the width of a Chinese character."""
    # The defaults stand before the styles. An office program leaves out of a style what is the default anyway.
    plain = "w:style[@w:default='1'][@w:type='paragraph']"
    sizes = document.styles.element.xpath(f"w:docDefaults//w:sz/@w:val | {plain}/w:rPr/w:sz/@w:val")
    return int(sizes[-1]) / 2


def _end(document: Document) -> None:
    """End with a paragraph, as Word wants it, also where a table comes last; too low to need a page of its own."""
    blocks = document.element.body
    if len(blocks) > 1 and blocks[-2].tag == qn("w:tbl"):
        last = document.add_paragraph()
        last.paragraph_format.line_spacing = Pt(1)
