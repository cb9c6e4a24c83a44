"""An empty Word file of our own: A4, our styles, nothing that we do not use, and no trace of a date or a machine.

python-docx brings a template in Letter size with hundreds of English styles; ours is a few small parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from course.files import zipped
from course.office.styles import Style, fonts_xml, styles_xml
from course.office.xml import lawful, parsed, twips

A4 = (595.3, 841.9)
"""Width and height in points."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
# The oldest day that a zip can express: the same content gives the same bytes.


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in points."""

    top: float = 56
    right: float = 62
    bottom: float = 56
    left: float = 62

    @property
    def width(self) -> float:
        """Width of the text in points."""
        return A4[0] - self.left - self.right


def new_document(title: str, looks: Iterable[Style], margins: Margins, numbering: str | None = None) -> Document:
    """Return an empty document; `numbering` is the XML of its lists, where it has any."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in _parts(title, looks, margins, numbering).items():
            archive.writestr(name, text)
    stream.seek(0)
    return docx.Document(stream)


def saved(document: Document) -> bytes:
    """Return a document as a file; the same document gives the same bytes."""
    _end(document)
    stream = BytesIO()
    document.save(stream)
    with ZipFile(stream) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return zipped(parts, *parts)


def _end(document: Document) -> None:
    """End with a paragraph, as Word wants it, also where a table comes last; too low to need a page of its own."""
    blocks = document.element.body
    if len(blocks) > 1 and blocks[-2].tag == qn("w:tbl"):
        last = document.add_paragraph()
        last.paragraph_format.line_spacing = Pt(1)


def _parts(title: str, looks: Iterable[Style], margins: Margins, numbering: str | None) -> dict[str, str]:
    own = {"styles": styles_xml(looks), "settings": _settings(), "fontTable": fonts_xml()}
    if numbering:
        own["numbering"] = numbering
    return {
        "[Content_Types].xml": _content_types(own),
        "_rels/.rels": _relations({"word/document.xml": "officeDocument"}, core=True),
        "docProps/core.xml": _core(title),
        "word/document.xml": _body(margins),
        "word/_rels/document.xml.rels": _relations({f"{name}.xml": name for name in own}),
        **{f"word/{name}.xml": text for name, text in own.items()},
    }


def _content_types(own: Iterable[str]) -> str:
    kinds = {"/docProps/core.xml": _CORE, "/word/document.xml": f"{_TYPES}.document.main+xml"}
    kinds |= {f"/word/{name}.xml": f"{_TYPES}.{name}+xml" for name in own}
    rows = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def _relations(targets: dict[str, str], *, core: bool = False) -> str:
    rows = [(target, f"{_RELATION}/{kind}") for target, kind in targets.items()]
    if core:
        rows.append(("docProps/core.xml", _CORE_RELATION))
    listed = "".join(
        f'<Relationship Id="rId{place}" Type="{kind}" Target="{target}"/>'
        for place, (target, kind) in enumerate(rows, 1)
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(lawful(title))}</dc:title>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _settings() -> str:
    compat = "http://schemas.microsoft.com/office/word"
    return (
        f'{_HEAD}<w:settings xmlns:w="{_MAIN}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        # A line that a writer ended is not stretched to the margin. 15 is Word 2013 and later; a file that does not say
        # so opens in compatibility mode.
        f'<w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" w:uri="{compat}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _body(margins: Margins) -> str:
    width, height = (twips(length) for length in A4)
    return (
        f'{_HEAD}<w:document xmlns:w="{_MAIN}" xmlns:r="{_RELATION}"><w:body><w:sectPr>'
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{twips(margins.top)}" w:right="{twips(margins.right)}" '
        f'w:bottom="{twips(margins.bottom)}" w:left="{twips(margins.left)}" w:header="560" w:footer="600" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


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
