"""How Chinese is set in pages and banks (GB/T 15834): for readers, and because search and comparison rely on it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from course.rules.registry import Findings, collect_derived
from course.rules.subject import Subject
from course.text.chinese_marks import FULL_WIDTH, HALF_WIDTH, spaces_in_chinese
from course.text.diagnostics import Position

_PLACEHOLDER = re.compile(r"(?<![A-Za-z])[XxＸｘ×]{2,}(?![A-Za-z])")
_MOST = 200
"""Findings of one rule in one text that are listed; more of them are no slips of the pen."""
_PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "「": "」"}
# Cut before every new paragraph, item or row, so that the pieces together are the text.
_PARAGRAPHS = re.compile(r"(?=\n[ \t]*\n|\n[ \t]*(?:[-*+|]|[0-9]+[.)])[ \t])")
_ALONE = re.compile(r"(?:^|(?<=[\s；，。：]))[0-9]{1,2}）|(?<=[A-Za-z])’(?=[A-Za-z])")
_ANY_MARK = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}


def placeholder(subject: Subject) -> Findings:
    """A placeholder of the speech (XX) must not reach readers."""
    for text, place, most in _texts(subject):
        for match in islice(_PLACEHOLDER.finditer(text), most):
            yield place(match.start()), f"“{match[0]}”是占位符。请写明是什么，或换一种说法绕开"


def half_width_mark(subject: Subject) -> Findings:
    """Chinese sentences take Chinese punctuation."""
    for text, place, most in _texts(subject):
        for match in islice(HALF_WIDTH.finditer(text), most):
            mark = match[0]
            corrected = f"“{FULL_WIDTH[mark]}”" if mark in FULL_WIDTH else "中文的“ ”"
            yield place(match.start()), f"中文里用了半角的 {mark}，请改成{corrected}"


def space_in_chinese(subject: Subject) -> Findings:
    """No space between Chinese characters: it breaks words for search."""
    for text, place, most in _texts(subject):
        for match in islice(spaces_in_chinese(text), most):
            yield place(match.start()), "中文字之间有空格，请删去。在题库里用 > 折行，也会带来空格"


def unpaired_mark(subject: Subject) -> Findings:
    """Quotation marks, brackets and book-title marks come in pairs, within a paragraph or an item of a list."""
    for text, place, most in _texts(subject):
        start = 0
        for paragraph in _PARAGRAPHS.split(text):
            for offset in islice(_unpaired(paragraph), most):
                yield (
                    place(start + offset),
                    f"这里的 {paragraph[offset]} 没有配成对。请补上另一半，引号里再用引号时用‘ ’",
                )
            start += len(paragraph)


def _unpaired(paragraph: str) -> Iterator[int]:
    if not _ANY_MARK.search(paragraph):
        return
    waiting: list[int] = []
    begun: Counter[str] = Counter()
    # Numbers of a list (1）) and English apostrophes are alone by right.
    text = _ALONE.sub(lambda match: "\ufffc" * len(match[0]), paragraph)
    for offset, mark in enumerate(text):
        if mark in _PAIRS:
            if mark in "“‘" and begun[mark]:
                yield offset
            else:
                waiting.append(offset)
                begun[mark] += 1
        elif mark in _CLOSING:
            if waiting and text[waiting[-1]] == _CLOSING[mark]:
                begun[text[waiting.pop()]] -= 1
            else:
                yield offset
    yield from waiting


def _texts(subject: Subject) -> Iterator[tuple[str, Callable[[int], Position], int | None]]:
    """Yield what people wrote: whole pages without code and markup, and all banks as one.

    With each comes what tells the place of an offset, and how many findings in it are worth telling.
    """
    for page in subject.course.pages:
        yield page.prose, partial(_within, page.position.path, page.prose), _MOST
    banks = subject.corpus
    # Of a bank's text only the beginning is known.
    yield banks.text, lambda offset: banks.at(offset).place(), None


def _within(path: str, text: str, offset: int) -> Position:
    line = text.count("\n", 0, offset)
    return Position(path, line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


RULES = collect_derived(placeholder, half_width_mark, space_in_chinese, unpaired_mark)
