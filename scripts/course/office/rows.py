"""A labelled line below a question: an answer, a lesson, a source."""

from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from course.office.runs import add_text
from course.office.template import text_size

HANG = 2.3
"""Indent below the number of a question, in widths of a Chinese character."""


def row(document: Document, label: str, text: str, style: str = "解析") -> Paragraph:
    """Append a line with a label in bold."""
    paragraph = document.add_paragraph(style=style)
    paragraph.paragraph_format.left_indent = Pt(HANG * text_size(document))
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(label, "Strong")
    return add_text(paragraph, text)
