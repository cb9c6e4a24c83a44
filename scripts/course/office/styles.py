"""How Word files look: a table of styles, which people can change in Word afterwards.

Fonts are those of a Chinese office. A machine without them takes one of the other names in the table of fonts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from course.office.xml import twips

SONG, HEI, KAI = "宋体", "黑体", "楷体"
LATIN, FIXED = "Times New Roman", "Courier New"
OTHER_NAMES = {
    SONG: "SimSun,Songti SC,Noto Serif CJK SC,Source Han Serif SC",
    HEI: "SimHei,Heiti SC,Noto Sans CJK SC,Source Han Sans SC",
    KAI: "KaiTi,Kaiti SC,AR PL UKai CN,Noto Serif CJK SC",
}

Align: TypeAlias = Literal["both", "center", "left", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style; lengths in points. `first` indents the first line, or lets it hang where it is negative."""

    id: str
    name: str
    font: str = SONG
    size: float = 10.5
    line: float = 18
    before: float = 0
    after: float = 0
    left: float = 0
    first: float = 0
    align: Align = "both"
    bold: bool = False
    keep: bool = False
    """Stay on the page of what follows."""
    level: int | None = None
    """Level of a heading, from 0."""
    number: int | None = None
    """The list of numbering.xml that its paragraphs belong to."""
    fresh: bool = False
    """Begin a new page."""
    dots: float | None = None
    """Where a number stands behind a row of dots."""
    bar: bool = False
    """A line down the left side."""


BASE = Style("Normal", "Normal")
COMMON = (
    BASE,
    Style("Title", "Title", HEI, 18, 30, after=4, align="center", keep=True),
    Style("Subtitle", "Subtitle", size=10.5, after=4, align="center", keep=True),
    Style("Header", "header", size=9, line=13, align="left"),
    Style("Footer", "footer", size=9, line=13, align="left"),
    Style("Cell", "表格文字", align="center"),
    Style("Note", "说明", KAI, before=4, align="left"),
)
PAPER = (
    *COMMON,
    Style("Heading1", "heading 1", HEI, 11.5, 20, before=10, after=3, align="left", keep=True, level=0),
    Style("Stem", "题干", before=3),
    Style("Options", "选项", align="left"),
    Style("Material", "材料", KAI, first=21),
    Style("Answering", "作答线", line=28, align="left"),
    Style("Key", "答案", HEI, align="left"),
    Style("Explanation", "解析"),
)
_WIDTH = 471
"""Of the booklet's text, in points."""

BOOKLET = (
    Style("Normal", "Normal", size=12, line=22, after=4, first=24),
    Style("Title", "Title", HEI, 28, 44, before=180, after=20, align="center"),
    Style("Subtitle", "Subtitle", size=14, line=26, after=10, align="center"),
    Style("Header", "header", size=9, line=13, align="left"),
    Style("Footer", "footer", size=9, line=13, align="left"),
    Style("Heading1", "heading 1", HEI, 20, 34, after=14, align="center", keep=True, level=0, fresh=True),
    Style("Heading2", "heading 2", HEI, 15, 26, before=16, after=6, align="left", keep=True, level=1),
    Style("Heading3", "heading 3", HEI, 13, 24, before=12, after=4, align="left", keep=True, level=2),
    Style("Heading4", "heading 4", HEI, 12, 22, before=8, after=2, align="left", keep=True, level=3),
    Style("TOCHeading", "TOC Heading", HEI, 20, 34, after=14, align="center", keep=True, fresh=True),
    Style("TOC1", "toc 1", HEI, 12, 22, before=6, align="left", dots=_WIDTH),
    Style("TOC2", "toc 2", size=10.5, line=18, left=24, align="left", dots=_WIDTH),
    Style("Quote", "Quote", KAI, 12, 22, after=4, left=24, first=24),
    Style("ListParagraph", "List Paragraph", size=12, line=21, after=2),
    Style("Box", "示例", KAI, 12, 21, after=3, left=18, bar=True),
    Style("Note", "说明", KAI, 10.5, 18, after=4, align="left"),
    Style("Cell", "表格文字", size=10.5, line=17, before=2, after=2, align="left"),
    Style("Fixed", "代码", LATIN, 10.5, 16, after=2, left=24, align="left"),
)


def styles_xml(looks: Iterable[Style]) -> str:
    """Return the styles part of a document with these paragraph styles."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(SONG)}{_size(BASE.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f"{''.join(map(_style, looks))}{_CHARACTERS}{_TABLES}</w:styles>"
    )


def fonts_xml() -> str:
    """Return the table of fonts, each with the other names it goes by and those that can stand for it."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in OTHER_NAMES.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
    )


def _style(look: Style) -> str:
    base = look.id == BASE.id
    kind = ' w:default="1"' if base else ""
    custom = "" if look.name.isascii() else ' w:customStyle="1"'
    parent = "" if base else '<w:basedOn w:val="Normal"/>'
    following = "" if base or look.level is None else '<w:next w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{kind}{custom} w:styleId="{look.id}"><w:name w:val="{escape(look.name)}"/>'
        f"{parent}{following}<w:qFormat/><w:pPr>{_paragraph(look)}</w:pPr>"
        f"<w:rPr>{_fonts(look.font)}{'<w:b/>' if look.bold else ''}{_size(look.size)}</w:rPr></w:style>"
    )


def _paragraph(look: Style) -> str:
    """Return the properties in the order that the schema asks for."""
    keep = ("<w:keepNext/>" if look.keep else "") + ("<w:keepLines/>" if look.level is not None else "")
    fresh = "<w:pageBreakBefore/>" if look.fresh else ""
    bar = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="808080"/></w:pBdr>' if look.bar else ""
    dots = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(look.dots)}"/></w:tabs>' if look.dots else ""
    number = f'<w:numPr><w:numId w:val="{look.number}"/></w:numPr>' if look.number is not None else ""
    first = f'w:firstLine="{twips(look.first)}"' if look.first >= 0 else f'w:hanging="{twips(-look.first)}"'
    level = f'<w:outlineLvl w:val="{look.level}"/>' if look.level is not None else ""
    return (
        f'{keep}{fresh}<w:widowControl/>{number}{bar}{dots}<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}" '
        f'w:line="{twips(look.line)}" w:lineRule="exact"/><w:ind w:left="{twips(look.left)}" {first}/>'
        f'<w:jc w:val="{look.align}"/>{level}'
    )


def _fonts(name: str) -> str:
    # The hint makes “ ” … — those of the Chinese font: Word would take them for Latin.
    return f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{name}" w:hint="eastAsia"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


_CHARACTERS = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
    f'<w:rPr><w:rFonts w:eastAsia="{HEI}" w:hint="eastAsia"/><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/>'
    f'<w:rPr><w:rFonts w:ascii="{FIXED}" w:hAnsi="{FIXED}" w:cs="{FIXED}"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/>'
    f'<w:rPr><w:rFonts w:eastAsia="{KAI}" w:hint="eastAsia"/></w:rPr></w:style>'
)
_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)
