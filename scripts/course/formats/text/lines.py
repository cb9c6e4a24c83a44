"""Plain text as numbered lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.formats.import_types import ImportProblem

LineRule: TypeAlias = Literal["text-encoding", "text-too-large"]

MOST_LINES = 20_000
LONGEST_LINE = 20_000
"""Lines of a file, and characters of one: more than anybody pastes at once, and read in a second or two."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line without blanks around it, and where it stands (Chinese), such as “第 3 行”.

    `underlined` and `coloured` are spans of characters: from, and up to but not including. `hidden` is text of the
    place that no one sees, and that was left out. `apart` says that a rule stands above the line.
    """

    text: str
    place: str
    underlined: tuple[tuple[int, int], ...] = ()
    coloured: tuple[tuple[int, int], ...] = ()
    hidden: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class TableRows(Line):
    """A table among the lines: the texts of its cells by rows; its text is that of all of them."""

    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file that hold anything, or why it cannot be read; notes are for the person."""

    lines: Sequence[Line] = ()
    problems: Sequence[ImportProblem] = ()
    notes: Sequence[str] = ()


_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def text_lines(content: bytes, name: str) -> Lines:
    """Return the lines of a text file: UTF-8, UTF-16 with its mark, or what Chinese Windows calls ANSI."""
    text = decoded(content)
    if text is None:
        rule: LineRule = "text-encoding"
        return Lines(problems=(ImportProblem(f"文件“{name}”", "读不出文字。请用记事本打开，另存为 UTF-8 编码", rule),))
    notes: tuple[str, ...] = ()
    if _in(content, _encoding(content)) is None:
        notes = (f"“{name}”不是 UTF-8 编码，按 GBK 读入。下面的文字如有乱码，请用记事本另存为 UTF-8 再试。",)
    if text.count("\n") > MOST_LINES:
        return Lines(problems=(too_large(f"文件“{name}”", f"有 {text.count(chr(10)):,} 行", MOST_LINES),))
    texts = text.split("\n")
    longest = max(texts, key=len)
    if len(longest) > LONGEST_LINE:
        place = f"第 {texts.index(longest) + 1} 行"
        return Lines(problems=(too_large(place, f"这一行有 {len(longest):,} 个字", LONGEST_LINE),))
    return Lines(tuple(numbered(texts, "行")), (), notes)


def decoded(content: bytes) -> str | None:
    """Return the text of a file with plain line ends, None if it is in none of the encodings."""
    text = _in(content, _encoding(content))
    if text is None:
        text = _in(content, "gb18030")
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def _encoding(content: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS.items() if content.startswith(mark)), "utf-8")


def _in(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def too_large(place: str, what: str, most: int) -> ImportProblem:
    """Return the refusal of what would keep a machine busy; `what` says how much there is of it."""
    rule: LineRule = "text-too-large"
    return ImportProblem(place, f"{what}，超过 {most:,} 的上限。请拆成几个文件，一道题的文字各占一行", rule)


def numbered(texts: Sequence[str], unit: str) -> Iterator[Line]:
    """Yield those texts that hold anything with their places, counted from 1 in units such as 行."""
    for number, text in enumerate(texts, 1):
        if text.strip():
            yield Line(clean(text), f"第 {number} {unit}")


def clean(text: str) -> str:
    """Return a text without blanks around it; wide ones and tabs become plain ones."""
    return text.replace("\u3000", " ").replace("\u00a0", " ").replace("\t", " ").strip()
