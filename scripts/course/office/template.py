"""Word files that look as a template says: people edit it in Word, Python fills in content and names styles.

Styles are found by name: an office program that saves a template gives them ids of its own.
"""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml.etree import XMLSyntaxError

from course.errors import RefusedError
from course.files import zipped
from course.office.xml import lawful

PAPER, BOOKLET = (Path(__file__).parent / "templates" / name for name in ("paper.docx", "booklet.docx"))
_CHARACTERS_AND_TABLES = ("Strong", "HTML Code", "Emphasis", "Normal Table", "Table Grid", "表格文字", "说明")
_LISTS = ("List Bullet", "List Number")
_STYLES = {
    PAPER.name: (
        "Title",
        "Subtitle",
        "Header",
        "Footer",
        "Heading 1",
        "题干",
        "选项",
        "材料",
        "作答线",
        "答案",
        "解析",
    ),
    BOOKLET.name: (
        *("Normal", "Title", "Subtitle", "Footer", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "TOC Heading"),
        *("toc 1", "toc 2", "Quote", "List Paragraph", "示例", "代码", *_LISTS),
    ),
}
"""The styles that each file uses, besides those that both do."""
_LONGEST_TITLE = 255
"""Of the properties of a file."""
_IN_WORD = {
    "Normal": "正文", "Title": "标题", "Subtitle": "副标题", "Header": "页眉", "Footer": "页脚", "Heading 1": "标题 1",
    "Heading 2": "标题 2", "Heading 3": "标题 3", "Heading 4": "标题 4", "TOC Heading": "TOC 标题", "toc 1": "目录 1",
    "toc 2": "目录 2", "Quote": "引用", "List Paragraph": "列表段落", "List Bullet": "列表项目符号",
    "List Number": "列表编号", "Strong": "要点", "HTML Code": "HTML 代码", "Emphasis": "强调",
    "Normal Table": "普通表格", "Table Grid": "网格型",
}  # fmt: skip
"""What Chinese Word calls the styles that it has itself."""
_REMEDY = "请从原来的项目里把这个文件复制回来"


def new_document(template: Path, title: str) -> Document:
    """Return a document with the styles and pages of a template, without the samples that it shows.

    Raises RefusedError if the template lacks something that the document needs.
    """
    document = _opened(template)
    for sample in document.element.body[:-1]:
        document.element.body.remove(sample)
    properties = document.core_properties
    # An office program writes here who saved the template, and when.
    properties._element.clear()  # noqa: SLF001
    properties.title, properties.language = lawful(title)[:_LONGEST_TITLE], "zh-CN"
    return document


def _opened(template: Path) -> Document:
    try:
        document = docx.Document(str(template))
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError, XMLSyntaxError):
        raise RefusedError(f"模板 {template} 打不开。{_REMEDY}") from None
    names = [name for name in (*_STYLES[template.name], *_CHARACTERS_AND_TABLES) if name not in document.styles]
    if names:
        missing = "、".join(f"“{_IN_WORD.get(name, name)}”" for name in names)
        raise RefusedError(f"模板 {template} 里没有样式{missing}。请在 Word 里新建同名的样式；或者，{_REMEDY}")
    bare = [name for name in _LISTS if name in _STYLES[template.name] and not _is_numbered(document, name)]
    if bare:
        missing = "、".join(f"“{_IN_WORD[name]}”" for name in bare)
        raise RefusedError(
            f"模板 {template} 里的样式{missing}没有符号或编号。请在 Word 里修改样式，加上符号或编号；或者，{_REMEDY}"
        )
    if not _has_page(document):
        raise RefusedError(f"模板 {template} 里没有页面设置。请在 Word 里设定纸张大小和页边距，保存；或者，{_REMEDY}")
    return document


def _is_numbered(document: Document, style: str) -> bool:
    """Return whether a style of lists has its marks, by a definition that the template holds."""
    found = document.styles[style].element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    parts = [one.target_part for one in document.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.NUMBERING]
    definitions = [name for part in parts for name in part.element.xpath("w:num[w:abstractNumId]/@w:numId")]
    return bool(found) and found[0] in definitions


def _has_page(document: Document) -> bool:
    """Return whether the template ends with the size and the margins of its pages."""
    blocks = document.element.body
    return len(blocks) > 0 and bool(blocks[-1].xpath("self::w:sectPr[w:pgSz/@w:w][w:pgMar/@w:left]"))


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


_SIZE = 10.0
"""Points; what Word takes where nothing is written."""


def text_size(document: Document) -> float:
    """Return the size of plain text in points, which is the width of a Chinese character."""
    # The defaults stand before the styles. An office program leaves out of a style what is the default anyway.
    plain = "w:style[@w:default='1'][@w:type='paragraph']"
    sizes = document.styles.element.xpath(f"w:docDefaults//w:sz/@w:val | {plain}/w:rPr/w:sz/@w:val")
    return int(sizes[-1]) / 2 if sizes else _SIZE


def _end(document: Document) -> None:
    """End with a paragraph, as Word wants it, also where a table comes last; too low to need a page of its own."""
    blocks = document.element.body
    if len(blocks) > 1 and blocks[-2].tag == qn("w:tbl"):
        last = document.add_paragraph()
        last.paragraph_format.line_spacing = Pt(1)
