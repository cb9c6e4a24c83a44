"""The file that a course is made from, as paragraphs: Word, plain text or Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from course.authoring.sentences import visible
from course.errors import RefusedError
from course.formats.import_types import ImportProblem
from course.formats.office_guard import dangers
from course.formats.text.docx import read_word, tracked_changes
from course.formats.text.lines import clean, decoded, text_lines
from course.formats.text.word_numbering import Numbering, properties_of
from course.text.unicode_checks import printable

TITLE = 0
"""Level of the paragraph that is the title of the whole file."""

LARGEST = 20_000_000
"""Bytes of a file at the most; pictures in Word files are the largest part of them."""

_DEEPEST = 9
_MOST_SHOWN = 20
_HEADING_STYLE = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_TITLE_STYLES = frozenset({"title", "标题"})
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
_MARKDOWN_ITEM = re.compile(r"(?:[-*+>]|[0-9]{1,3}[.)])[ \t]")
_MARKDOWN_MARKS = re.compile(r"^[-*+>][ \t]+|\*\*|__|`|!?\[([^\[\]\n]*)\]\([^()\n]*\)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the number that Word puts before it; `level` is that of a heading, where the file says so."""

    text: str
    level: int | None = None


def read_source(file: Path) -> Sequence[Paragraph]:
    """Read the paragraphs of a file. Raises RefusedError if they cannot be read for certain, OSError as the system does."""
    reader = _READERS.get(file.suffix.lower())
    if reader is None:
        raise RefusedError(f"不能读 {file.name}。能读的是：{'、'.join(_READERS)}；别的格式请先另存为 .docx 或 .txt")
    if file.stat().st_size > LARGEST:
        raise RefusedError(f"{file.name} 超过 {LARGEST // 1_000_000} MB。请删去图片，或只留正文，另存一份再试")
    found = reader(file.read_bytes(), file.name)
    problems = [one for one in found if isinstance(one, ImportProblem)]
    if problems:
        lines = (printable(f"{one.place}：{one.message} [{one.rule}]") for one in problems[:_MOST_SHOWN])
        raise RefusedError("\n".join(("读不准这份文件，请先改好。", *lines)))
    paragraphs = [one for one in found if isinstance(one, Paragraph)]
    if not paragraphs:
        raise RefusedError(f"{file.name} 里没有文字。请检查是不是选错了文件，或者内容都是图片")
    return paragraphs


def _read_text(content: bytes, name: str) -> list[Paragraph | ImportProblem]:
    """Read plain text: each line is a paragraph."""
    read = text_lines(content, name)
    return [*read.problems, *(Paragraph(text) for line in read.lines if (text := _visible(line.text)))]


def _read_markdown(content: bytes, name: str) -> list[Paragraph | ImportProblem]:
    """Read Markdown: lines go on until an empty one, a heading or an item of a list."""
    read = text_lines(content, name)
    # The lines that were read have no empty ones among them, which separate paragraphs here.
    text = decoded(content)
    if read.problems or text is None:
        return list(read.problems)
    return list(_markdown_paragraphs(_FRONT_MATTER.sub("", text).split("\n")))


def _markdown_paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    waiting: list[str] = []
    for line in chain(lines, [""]):
        text = clean(line)
        heading = _MARKDOWN_HEADING.fullmatch(text)
        if waiting and (not text or heading or _MARKDOWN_ITEM.match(text)):
            yield Paragraph("".join(waiting))
            waiting = []
        if heading:
            yield Paragraph(_unmarked(heading[2]), len(heading[1]))
        elif text := _unmarked(text):
            waiting.append(text)


def _unmarked(text: str) -> str:
    return _visible(_MARKDOWN_MARKS.sub(lambda match: match[1] or "", text))


def _read_docx(content: bytes, name: str) -> list[Paragraph | ImportProblem]:
    problems = list(dangers(content, name))
    return [*problems] if problems else read_word(content, name, _word_paragraphs)


def _word_paragraphs(file: WordFile) -> Iterator[Paragraph | ImportProblem]:
    """Yield the paragraphs outside tables and tables of contents."""
    numbering = Numbering(file)
    for number, block in enumerate(file.iter_inner_content(), 1):
        if not isinstance(block, WordParagraph):
            continue
        if tracked := tracked_changes(block, f"第 {number} 段"):
            yield tracked
            continue
        label = (numbering.label(block) or "").removeprefix("•")
        level = _level(block)
        for index, line in enumerate(block.text.split("\n")):
            if text := _visible(f"{label} {line}" if label and index == 0 else line):
                yield Paragraph(text, level)


def _level(paragraph: WordParagraph) -> int | None:
    """Return the level of a heading: that of its outline, or of the style's name."""
    for holder in properties_of(paragraph):
        outline = holder.find(qn("w:outlineLvl"))
        if outline is not None:
            level = int(outline.get(qn("w:val"))) + 1
            return level if level <= _DEEPEST else None
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if name.lower() in _TITLE_STYLES:
        return TITLE
    match = _HEADING_STYLE.fullmatch(name)
    return int(match[1]) if match else None


def _visible(text: str) -> str:
    """Return a text without invisible characters and surrounding white space."""
    return clean(visible(text))


_READERS: Mapping[str, Callable[[bytes, str], list[Paragraph | ImportProblem]]] = {
    ".docx": _read_docx,
    ".txt": _read_text,
    ".md": _read_markdown,
}
