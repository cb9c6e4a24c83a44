"""The paragraphs of a Word file as numbered lines, with the numbers that Word writes by itself."""

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from typing import Literal, TypeAlias, TypeVar
from xml.etree.ElementTree import Element

from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.office_guard import dangers
from course.formats.text.lines import LONGEST_LINE, MOST_LINES, Line, Lines, TableRows, clean, too_large
from course.formats.text.read import read_lines
from course.formats.text.word_numbering import Numbering
from course.formats.text.word_runs import Piece, RunReader, Runs

Item = TypeVar("Item")

WordRule: TypeAlias = Literal["damaged-file", "embedded-page", "numbered-by-word", "picture", "tracked-changes"]

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
_IN_TABLES = (
    *(qn(name) for name in ("w:tblPr", "w:tblGrid", "w:tblPrEx", "w:tr", "w:trPr", "w:tc", "w:tcPr")),
    *(tag for tag in _PLAIN if tag != qn("w:tbl")),
)


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
    body: Element = file.element.body
    if any(True for _ in body.iter(qn("w:altChunk"))):
        message = "里面有嵌入的网页内容，读不到。请用 Word 打开，另存一份 .docx 再导入"
        yield _problem("整个文件", message, "embedded-page")
        return
    for text in _unread(body, _PLAIN):
        message = "这里是目录、控件或别的文件的内容，读不准。请改成普通文字"
        yield _problem(f"“{text[:10]}”开头的部分", message, "picture")
    numbering, reader = Numbering(file), RunReader(file)
    for number, block in enumerate(file.iter_inner_content(), 1):
        place = f"第 {number} 段"
        if isinstance(block, Table):
            yield from _of_table(block, place, numbering, reader)
        else:
            yield from _of_paragraph(block, place, numbering, reader)


def _unread(holder: Element, plain: Sequence[str]) -> Iterator[str]:
    """Yield the texts of what stands directly in an element and is not plain content of it."""
    for child in holder:
        if child.tag not in plain and (text := "".join(part.text or "" for part in child.iter(qn("w:t"))).strip()):
            yield text


def _of_table(table: Table, place: str, numbering: Numbering, reader: RunReader) -> Iterator[Line | ImportProblem]:
    element: Element = table._tbl  # noqa: SLF001 -- the library's documented way to what it does not wrap
    holders = (one for one in element.iter() if one.tag in {qn("w:tbl"), qn("w:tr"), qn("w:tc")})
    if text := next((text for holder in holders for text in _unread(holder, _IN_TABLES)), None):
        message = f"表格里的“{text[:10]}”在另一个表格或控件里，读不准。请改成普通文字"
        yield _problem(place, message, "picture")
        return
    rows: list[tuple[str, ...]] = []
    for row in table.rows:
        cells: list[str] = []
        for above, cell in pairwise((None, *row.cells)):
            if cell is None or (above is not None and above._tc is cell._tc):  # noqa: SLF001 -- the library has a merged cell in each of its columns
                cells.append("")
                continue
            found = [one for paragraph in cell.paragraphs for one in _of_paragraph(paragraph, place, numbering, reader)]
            yield from (one for one in found if isinstance(one, ImportProblem))
            cells.append("\n".join(one.text for one in found if isinstance(one, Line)))
        rows.append(tuple(cells))
    text = " ".join(cell for row in rows for cell in row if cell)
    if text:
        yield TableRows(text, place, rows=tuple(rows))


def _of_paragraph(
    paragraph: Paragraph, place: str, numbering: Numbering, reader: RunReader
) -> Iterator[Line | ImportProblem]:
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
    runs = reader.runs(element)
    if runs.refused:
        yield ImportProblem(place, runs.refused[1], runs.refused[0])
        return
    yield from _lines_of(runs, label, place)


def _lines_of(runs: Runs, label: str, place: str) -> Iterator[Line]:
    """Yield the lines of a paragraph; the number that Word writes stands before the first."""
    line = _LineText(f"{label} " if label else "")
    for piece in runs.pieces:
        first, *others = piece.text.split("\n")
        line.add(first, piece)
        for text in others:
            yield from line.finished(place)
            line = _LineText("")
            line.add(text, piece)
    yield from line.finished(place, runs.hidden)


class _LineText:
    """A line while its pieces come in."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._text = label
        self._underlined: list[tuple[int, int]] = []
        self._coloured: list[tuple[int, int]] = []

    def add(self, text: str, piece: Piece) -> None:
        start = len(self._text)
        self._text += text
        end = len(self._text.rstrip())
        if piece.underlined and start < end:
            self._underlined.append((start, end))
        if piece.coloured and start < end:
            self._coloured.append((start, end))

    def finished(self, place: str, hidden: str = "") -> Iterator[Line]:
        """Yield the line, if it holds anything but a number."""
        before = len(self._text) - len(self._text.lstrip())
        text = clean(self._text)
        if self._text[len(self._label) :].strip() or hidden:
            spans = (
                [(start - before, end - before) for start, end in found] for found in (self._underlined, self._coloured)
            )
            underlined, coloured = (tuple((max(start, 0), end) for start, end in found) for found in spans)
            yield Line(text, place, underlined, coloured, hidden)
