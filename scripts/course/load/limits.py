"""What a page has too much of to be laid out in a second or two.

Python-Markdown goes through a paragraph once for every bracket in it, through the page for every comment that is not
closed, and into itself for every level. Texts that people write are far from these limits; what is beyond them was
pasted by mistake or made to do harm.
"""

import re
from typing import Literal, NamedTuple, TypeAlias

from course.text.diagnostics import Diagnostic, Position
from course.text.yaml_reader import position_in

PageRule: TypeAlias = Literal["front-matter", "page-markup", "page-too-complex"]

LONGEST_PAGE = 100_000
LONGEST_PARAGRAPH = 20_000
DEEPEST = 10


class _Limit(NamedTuple):
    """How many of a sign a page and a paragraph of it may have."""

    sign: str
    page: int
    paragraph: int


_LIMITS = (
    _Limit("[", 4_000, 300),
    _Limit("<", 4_000, 300),
    _Limit("`", 8_000, 600),
    _Limit("&", 8_000, 600),
    _Limit("{", 2_000, 300),
    _Limit("<!--", 200, 100),
    _Limit("\n#", 1_000, 300),
    _Limit("\n```", 400, 400),
    _Limit("\n~~~", 400, 400),
)
_DEEP = re.compile(
    rf"^(?:[ \t]*(?:>|(?:[-*+:]|[0-9]{{1,9}}[.)])(?=[ \t]))){{{DEEPEST + 1}}}|^(?: {{4}}|\t){{{2 * DEEPEST}}}[ \t]*\S",
    re.MULTILINE,
)
_BLANK_LINES = re.compile(r"\n[ \t]*\n")


def excess(text: str, path: str) -> list[Diagnostic]:
    """Return the first thing that a page has too much of, at its place; nothing if the page can be laid out."""
    found = _too_long(text) or _too_deep(text) or _too_many(text)
    if found is None:
        return []
    offset, message = found
    rule: PageRule = "page-too-complex"
    return [Diagnostic(position_in(text, path, offset), message, rule)]


def too_deep(path: str) -> Diagnostic:
    """Return what to say of a page whose levels could not be counted beforehand."""
    rule: PageRule = "page-too-complex"
    return Diagnostic(Position(path), "这一页里列表、引用或 HTML 标签一层套一层，套得太深，请减少层次", rule)


def _too_long(text: str) -> tuple[int, str] | None:
    if len(text) <= LONGEST_PAGE:
        return None
    return LONGEST_PAGE, f"这一页有 {len(text):,} 个字符，超过 {LONGEST_PAGE:,} 的上限，请分成几页"


def _too_deep(text: str) -> tuple[int, str] | None:
    match = _DEEP.search(text)
    return (match.start(), f"列表或引用套了超过 {DEEPEST} 层，请减少层次") if match else None


def _too_many(text: str) -> tuple[int, str] | None:
    for sign, most, _ in _LIMITS:
        if (count := text.count(sign)) > most:
            place = _nth(text, sign, most)
            return place, f"这一页里有 {count:,} 个“{sign.strip()}”，超过 {most:,} 的上限，请检查是不是误粘贴了内容"
    start = 0
    for end in [*(match.start() for match in _BLANK_LINES.finditer(text)), len(text)]:
        if end - start > LONGEST_PARAGRAPH:
            return start, f"这一段有 {end - start:,} 个字符，超过 {LONGEST_PARAGRAPH:,} 的上限，请用空行分成几段"
        for sign, _, most in _LIMITS:
            if text.count(sign, start, end) > most:
                place = _nth(text, sign, most, start)
                return place, f"这一段里的“{sign.strip()}”超过 {most} 个，请用空行分成几段，或检查是不是误粘贴了内容"
        start = end
    return None


def _nth(text: str, sign: str, number: int, start: int = 0) -> int:
    """Return where a sign occurs for the time `number`, counted from 0."""
    place = start - 1
    for _ in range(number + 1):
        place = text.index(sign, place + 1)
    return place + len(sign) - len(sign.lstrip())
