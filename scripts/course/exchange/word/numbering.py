"""Lists of a document: one kind with bullets, and numbered ones that each begin at 1."""

from docx.document import Document
from docx.oxml.ns import nsdecls

from course.exchange.word.xml import parsed, twips

BULLETS = 1
"""The list that all items with bullets belong to."""

_ABSTRACT_BULLETS, _ABSTRACT_NUMBERS = 0, 1
_MARKS = ("•", "–", "·")
_STEP = 24


def numbering_xml() -> str:
    """Return the numbering part of a document that has no list yet."""
    bullets = "".join(_level(place, "bullet", mark) for place, mark in enumerate(_MARKS))
    numbers = "".join(_level(place, "decimal", f"%{place + 1}.") for place in range(len(_MARKS)))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:abstractNum w:abstractNumId="{_ABSTRACT_BULLETS}"><w:multiLevelType w:val="multilevel"/>{bullets}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="{_ABSTRACT_NUMBERS}"><w:multiLevelType w:val="multilevel"/>{numbers}</w:abstractNum>'
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{_ABSTRACT_BULLETS}"/></w:num></w:numbering>'
    )


def new_list(document: Document) -> int:
    """Begin a numbered list and return what its items belong to."""
    numbering = document.part.numbering_part.element
    number = BULLETS + len(numbering.num_lst)
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="1"/></w:lvlOverride>' for place in range(len(_MARKS))
    )
    numbering.append(
        parsed(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{_ABSTRACT_NUMBERS}"/>{starts}</w:num>'
        )
    )
    return number


def _level(place: int, form: str, text: str) -> str:
    left = twips(_STEP * (place + 1))
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{twips(_STEP * 3 / 4)}"/></w:pPr></w:lvl>'
    )
