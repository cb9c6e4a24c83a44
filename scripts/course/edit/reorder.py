"""Insert, remove and move questions in a bank's text, or entries of another list; everything else stays byte for byte."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from course.edit.question_yaml import in_braces, question_lines
from course.files import BYTE_ORDER_MARK
from course.text.offsets import Offsets, line_end
from course.text.yaml_reader import Document, comments, read

Fields: TypeAlias = Mapping[str, object]


QUESTIONS = "questions"
_USUAL_DASH = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One question of the bank, or entry of another list, as it is to be.

    `index` says which one of the present text it is, None for a new one; `fields` what it is to say, None
    where it keeps its text. `lines` are how a new one stood in another bank: a bank that is written alike takes them as
    they are, one in brackets only the comments among them.
    """

    index: int | None
    fields: Fields | None = None
    lines: tuple[str, ...] = ()


def document_of(text: str, path: str) -> Document:
    """Return a bank as read; `text` has the file's own line ends and byte-order mark, and was read without problems before."""
    document, _ = read(text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n"), path)
    return document


def with_slots(text: str, path: str, slots: Sequence[Slot], name: str = QUESTIONS) -> str:
    """Return the text of a bank's file with exactly the questions of `slots`, as `rearranged` does for its content."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    return mark + rearranged(text.removeprefix(mark), document_of(text, path), slots, name)


def taken_out(text: str, path: str, index: int) -> tuple[str, tuple[str, ...]]:
    """Return a bank's text without one question, and the lines of that question from its dash on.

    Comments in it and right above it are among the lines, and leave with it. There are no lines where the bank is written
    in brackets.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    document = document_of(text, path)
    lines: tuple[str, ...] = ()
    if not document.layout.in_braces(QUESTIONS):
        block = _Block(text, document, QUESTIONS)
        start, end = block.pieces[index]
        begin = _with_comments(text, start)
        lines = tuple(_shifted(line, -block.dash) for line in text[begin:end].splitlines())
        text = text[:begin] + text[start:]
    count = len(_items(document, QUESTIONS))
    return mark + with_slots(text, path, [Slot(at) for at in range(count) if at != index]), lines


def _with_comments(text: str, start: int) -> int:
    """Return where the comments right above a line begin; the line itself if there are none."""
    above = text[:start].splitlines(keepends=True)
    while above and above[-1].lstrip().startswith("#"):
        start -= len(above.pop())
    return start


def _shifted(line: str, columns: int) -> str:
    """Return a line moved to the right, or to the left as far as it is blank; an empty one stays empty."""
    if columns < 0:
        return line[min(-columns, len(line) - len(line.lstrip(" "))) :]
    return " " * columns + line if line else line


def rearranged(text: str, document: Document, slots: Sequence[Slot], name: str = QUESTIONS) -> str:
    """Return a bank's text with exactly the questions of `slots`, in their order.

    `document` is that text as read, `name` the field with the list. Comments and blank lines between questions stay where they are, also when the
    question above or below them goes; comments inside a question that is written anew are lost.
    """
    if slots:
        text, document = _without_empty_brackets(text, document, name)
    paper = (_Brackets if document.layout.in_braces(name) else _Block)(text, document, name)
    staying = _staying([slot.index for slot in slots if slot.index is not None])
    followers: dict[int, list[str]] = {}
    kept: dict[int, str] = {}
    above = -1
    for slot in slots:
        written = paper.written(slot)
        if slot.index in staying:
            above = slot.index if slot.index is not None else above
            kept[above] = written
        else:
            followers.setdefault(above, []).append(written)
    return paper.joined(kept, followers)


def _without_empty_brackets(text: str, document: Document, name: str) -> tuple[str, Document]:
    """Return a text with an empty list such as `questions: []` as one with nothing behind the name, any other as it is."""
    value = document.value
    span = document.layout.span(name)
    if span is None or not isinstance(value, dict) or value.get(name) != ():
        return text, document
    offsets = Offsets(text)
    start, end = map(offsets.of, span)
    bare = text[:start].rstrip(" ") + text[end:]
    return bare, document_of(bare, document.path)


def _staying(indexes: Sequence[int]) -> set[int]:
    """Return the most questions that can stay where they are: a longest ascending part of the new order."""
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for index in indexes:
        at = bisect_left(ends, index)
        chain = (*(chains[at - 1] if at else ()), index)
        ends[at:], chains[at:] = [index, *ends[at + 1 :]], [chain, *chains[at + 1 :]]
    return set(chains[-1]) if chains else set()


def _items(document: Document, name: str) -> tuple[object, ...]:
    items = document.value.get(name) if isinstance(document.value, dict) else ()
    return items if isinstance(items, tuple) else ()


class _Paper:
    """A text cut at the beginnings and ends of the questions under `name`, as offsets."""

    def __init__(self, text: str, document: Document, name: str) -> None:
        self.text = text
        self.line_ending = line_end(text)
        offsets = Offsets(text)
        self.starts = offsets.starts
        count = len(_items(document, name))
        self.bodies = [
            (offsets.of(document.place(name, index)), offsets.of(document.layout.ending(name, index)))
            for index in range(count)
        ]

    def line_start(self, offset: int) -> int:
        """Return where the line of an offset begins."""
        return self.starts[bisect_right(self.starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Return where the line ends, behind its line end; an offset that begins a line ends the one before."""
        return self.starts[min(bisect_left(self.starts, offset), len(self.starts) - 1)]

    def between(self, pieces: Sequence[tuple[int, int]]) -> list[str]:
        """Return what stands before each piece and, last, behind all of them."""
        ends = [0, *(end for _, end in pieces)]
        starts = [*(start for start, _ in pieces), len(self.text)]
        return [self.text[end:start] for end, start in zip(ends, starts, strict=True)]


class _Block(_Paper):
    """Questions below one another, each behind a dash."""

    def __init__(self, text: str, document: Document, name: str) -> None:
        super().__init__(text, document, name)
        # A new bank has nothing behind `questions:`.
        self.dash = document.place(name).column - 1 if self.bodies else _USUAL_DASH
        self.pieces = [(self._dash_line(start), self.line_end(end)) for start, end in self.bodies]

    def _dash_line(self, offset: int) -> int:
        """Return where the line with the question's dash begins; comments may stand between the two."""
        start = self.line_start(offset)
        while self.text[start + self.dash] != "-" or self.text[start : start + self.dash].strip():
            start = self.line_start(start - 1)
        return start

    def written(self, slot: Slot) -> str:
        if slot.index is None and slot.lines:
            return "".join(_shifted(line, self.dash) + self.line_ending for line in slot.lines)
        if slot.index is None:
            return self._lines(" " * self.dash + "- ", slot.fields or {}, self.dash + 2) + self.line_ending
        start, end = self.pieces[slot.index]
        if slot.fields is None:
            return self.text[start:end]
        begin, stop = self.bodies[slot.index]
        stop = begin + len(self.text[begin:stop].rstrip(" \t\r\n"))
        return self._lines(self.text[start:begin], slot.fields, begin - self.line_start(begin)) + self.text[stop:end]

    def _lines(self, before: str, fields: Fields, indentation: int) -> str:
        return before + (self.line_ending + " " * indentation).join(question_lines(fields))

    def joined(self, kept: Mapping[int, str], followers: Mapping[int, Sequence[str]]) -> str:
        first, *others = self.between(self.pieces)
        parts = [first, *followers.get(-1, ())]
        for index, gap in enumerate(others):
            parts += [kept.get(index, ""), *followers.get(index, ()), gap]
        return "".join(self._ended(part for part in parts if part))

    def _ended(self, parts: Iterable[str]) -> Iterator[str]:
        """Yield the parts; one without a line end gets it as soon as another follows."""
        before = "\n"
        for part in parts:
            yield part if before.endswith(("\n", "\r")) else self.line_ending + part
            before = part


class _Brackets(_Paper):
    """Questions in brackets, with commas between them."""

    def written(self, slot: Slot) -> str:
        if slot.index is None or slot.fields is not None:
            # Those behind values go above the question: in brackets, the rest of their line would be part of them.
            said = comments("\n".join(slot.lines)) if slot.lines else []
            lines = [*said, in_braces(slot.fields or {})]
            # Below the line of the comma: a comment ends with its line.
            return "".join(f"{self.line_ending}  {line}" for line in lines) if said else lines[0]
        start, end = self.bodies[slot.index]
        return self.text[start:end]

    def joined(self, kept: Mapping[int, str], followers: Mapping[int, Sequence[str]]) -> str:
        first, *gaps = self.between(self.bodies)
        parts = [(", ", text) for text in followers.get(-1, ())]
        for index in range(len(self.bodies)):
            if index in kept:
                # What stands before a question holds the comma, and perhaps a comment.
                parts.append((gaps[index - 1] if index else ", ", kept[index]))
            parts += [(", ", text) for text in followers.get(index, ())]
        return (
            first
            + "".join((comma if number else "") + text for number, (comma, text) in enumerate(parts))
            + "".join(gaps[-1:])
        )
