"""Lists in Word: two styles of the template say how their marks look."""

from docx.document import Document
from docx.text.paragraph import Paragraph

from course.office.xml import element

BULLET, NUMBER = "List Bullet", "List Number"
_LEVELS = 3


def new_list(document: Document, style: str) -> int:
    """Begin a list and return its id: numbers begin at 1 again, all items with bullets belong to one list."""
    own = document.styles[style].element.pPr.numPr.numId.val
    if style == BULLET:
        return int(own)
    numbering = document.part.numbering_part.element
    numbered = numbering.add_num(numbering.num_having_numId(own).abstractNumId.val)
    for level in range(_LEVELS):
        numbered.add_lvlOverride(level).add_startOverride(1)
    return int(numbered.numId)


def put_in_list(paragraph: Paragraph, number: int, level: int) -> None:
    """Make a paragraph an item of a list, in a list of so many levels around it."""
    listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    listed.append(element("ilvl", val=min(level, _LEVELS - 1)))
    listed.append(element("numId", val=number))
