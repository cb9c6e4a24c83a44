"""The paragraphs of a Word file as numbered lines, with the numbers that Word writes by itself."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Literal, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.office_guard import dangers
from course.formats.text.lines import LONGEST_LINE, MOST_LINES, Line, Lines, clean, too_large
from course.formats.text.read import read_lines
from course.formats.text.word_numbering import Numbering

Item = TypeVar("Item")

WordRule: TypeAlias = Literal["damaged-file", "numbered-by-word", "picture", "table", "tracked-changes"]

_TRACKED = tuple(qn(name) for name in ("w:ins", "w:del", "w:moveFrom", "w:moveTo"))
_PICTURES = tuple(
    qn(name)
    for name in (
        "w:drawing", "w:pict", "w:object", "m:oMath", "w:fldSimple", "w:instrText", "w:sdt", "w:smartTag", "w:customXml",
    )
)  # fmt: skip
_MOST_RUNS = 100_000
_MOST_LETTERS = 5_000_000
_WIDEST = 100
_PLAIN = tuple(qn(name) for name in ("w:p", "w:tbl", "w:sectPr", "w:bookmarkStart", "w:bookmarkEnd", "w:proofErr"))


def read_docx(content: bytes, name: str) -> ImportedFile:
    """Read the questions of a Word file; `name` is the file's, for messages."""
    problems = tuple(dangers(content, name))
    return ImportedFile((), problems) if problems else read_lines(docx_lines(content, name), name)


def docx_lines(content: bytes, name: str) -> Lines:
    """Return the lines of a Word file that was found harmless; what is not plain text is refused at its paragraph."""
    found = read_word(content, name, _lines)
    problems = tuple(one for one in found if isinstance(one, ImportProblem))
    return Lines(tuple(one for one in found if isinstance(one, Line)), problems)


def read_word(
    content: bytes, name: str, read: Callable[[WordFile], Iterable[Item | ImportProblem]]
) -> list[Item | ImportProblem]:
    """Return what `read` yields of a Word file that was found harmless, or the one problem of a damaged or huge one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            file = Document(BytesIO(content))
            excess = _excess(file, name)
            return [excess] if excess else list(read(file))
    except Exception as reason:  # noqa: BLE001 -- whatever a damaged file makes the library raise
        message = (
            f"打不开：文件已损坏，或不是 .docx 格式（{type(reason).__name__}）。请用 Word 或 WPS 打开，另存一份再试"
        )
        return [_problem(f"文件“{name}”", message, "damaged-file")]


def tracked_changes(paragraph: Paragraph, place: str) -> ImportProblem | None:
    """Return the problem of a paragraph whose text depends on whether changes are accepted."""
    element: Element = paragraph._p  # noqa: SLF001 -- the library's documented way to what it does not wrap
    if not any(child.tag in _TRACKED for child in element.iter()):
        return None
    message = "这一段有修订痕迹，不知道以哪个为准。请先接受或拒绝全部修订"
    return _problem(place, message, "tracked-changes")


def _problem(place: str, message: str, rule: WordRule) -> ImportProblem:
    return ImportProblem(place, message, rule)


def _excess(file: WordFile, name: str) -> ImportProblem | None:
    """Return the problem of a file with more paragraphs, cells or characters than are read in a second or two."""
    body: Element = file.element.body
    whole = f"文件“{name}”"
    for tag, most, what in (
        (qn("w:p"), MOST_LINES, "段"),
        (qn("w:tc"), MOST_LINES, "个格子"),
        (qn("w:r"), _MOST_RUNS, "小块文字"),
    ):
        if (count := sum(1 for _ in body.iter(tag))) > most:
            return too_large(whole, f"有 {count:,} {what}", most)
    # A cell may say that it is a million columns wide, and the library would make a cell of each.
    if any(_span(cell) > _WIDEST for cell in body.iter(qn("w:gridSpan"))):
        return too_large(whole, "有一个格子横跨很多列", _WIDEST)
    if (count := sum(len(text.text or "") for text in body.iter(qn("w:t")))) > _MOST_LETTERS:
        return too_large(whole, f"有 {count:,} 个字", _MOST_LETTERS)
    longest = max(
        (sum(len(text.text or "") for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))),
        default=0,
    )
    return too_large(whole, f"有一段 {longest:,} 个字", LONGEST_LINE) if longest > LONGEST_LINE else None


def _span(cell: Element) -> int:
    span = cell.get(qn("w:val"), "1")
    return int(span) if span.isdecimal() else 1


def _lines(file: WordFile) -> Iterator[Line | ImportProblem]:
    for child in file.element.body:
        text = "".join(part.text or "" for part in child.iter(qn("w:t"))).strip()
        if child.tag not in _PLAIN and text:
            start = text[:10]
            yield _problem(
                f"“{start}”开头的部分", "这里是目录、控件或别的文件的内容，读不准。请改成普通文字", "picture"
            )
    numbering = Numbering(file)
    for number, block in enumerate(file.iter_inner_content(), 1):
        place = f"第 {number} 段"
        if isinstance(block, Table):
            if any(cell.text.strip() for row in block.rows for cell in row.cells):
                message = "这里是表格，不知道各格是题目的哪一部分。请把内容改成一行行的文字，或用 ./course export excel 导出的表"
                yield _problem(place, message, "table")
            continue
        yield from _of_paragraph(block, place, numbering)


def _of_paragraph(paragraph: Paragraph, place: str, numbering: Numbering) -> Iterator[Line | ImportProblem]:
    element: Element = paragraph._p  # noqa: SLF001 -- the library's documented way to what it does not wrap
    if tracked := tracked_changes(paragraph, place):
        yield tracked
        return
    if any(child.tag in _PICTURES for child in element.iter()):
        yield _problem(place, "这一段有图片、公式、文本框或域，题目里放不了。请改成文字", "picture")
        return
    label = numbering.label(paragraph)
    if label is None:
        message = "这一段的编号是 Word 自动编的，算不准。请全部选中、复制，在记事本里粘贴，另存为 .txt 再导入"
        yield _problem(place, message, "numbered-by-word")
        return
    for index, text in enumerate(paragraph.text.split("\n")):
        line = clean(text)
        whole = f"{label} {line}".strip() if index == 0 else line
        if line:
            yield Line(whole, place)
