"""Cells that hold several things, and answers in the notations of other programs."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from string import ascii_uppercase

from course.errors import CourseError
from course.formats.grammar import narrow

SEPARATORS = ("$;$", "@@", "###", "##", "||", "┋", "\n", "|", "｜", "\t")
"""What programs put between the options of a cell, or between the answers of several blanks; the longer ones first."""
_WEAK_SEPARATOR = re.compile(r"\s*[；;]\s*")
_BETWEEN = " \t\n\u3000|｜;；$@#┋"
_MARK = re.compile(r"[（(]?([A-Z])\s*[.．、:：)）]\s*")
_FILLERS = frozenset({"/", "\\", "-", "--", "—", "——"})
_ITEM = re.compile(r"[（(]([0-9]{1,2})[)）]|([0-9]{1,2})\s*(?:[.．](?![0-9])|[、:：)）])|([①-⑳])")
_NOTHING = frozenset({"无", "暂无", "没有", "无解析", "空"})
_CIRCLED = re.compile("[①-⑳]")
_FIGURES = re.compile(r"[0-9]{1,2}(?:[\s、，,;；|｜]+[0-9]{1,2})*")
_OF_FIVE = {1: 1, 2: 1, 3: 2, 4: 3, 5: 3}
_STARS = re.compile(r"[★⭐*]{1,5}")
_COUNT = re.compile(r"([1-5])\s*(?:颗?星|级)?")

_ANSWER_A = ("（A）", "(A)")
_STEM_NUMBER = re.compile(r"\s*([0-9]{1,3})\s?[.．、]\s?(?=\S)")
_ENDS_LISTED = re.compile(r".+[、，,]").fullmatch


class NotSeparateError(CourseError):
    """The options of a cell cannot be separated with certainty."""


def is_filler(text: str) -> bool:
    """Return whether a cell says only that nothing belongs there."""
    return text in _FILLERS


def is_nothing(text: str) -> bool:
    """Return whether a cell says that there is nothing to say."""
    return is_filler(text) or text in _NOTHING


def options_of(cell: str) -> list[str]:
    """Return the options that one cell holds, their letters removed.

    Raises NotSeparateError if it is not certain where one ends.
    """
    text = cell.strip()
    if _MARK.match(narrow(text)):
        return _lettered(text)
    for separator in SEPARATORS:
        if len(parts := parts_of(text, separator)) > 1:
            return without_figures(parts)
    parts = [part for part in _WEAK_SEPARATOR.split(text) if part]
    if len(parts) < 2:
        raise NotSeparateError("options in one cell without a mark between them")
    return without_figures(parts)


def without_figures(texts: Sequence[str]) -> list[str]:
    """Remove the figures 1, 2, … before texts, if all have theirs and none is a part of what they say, such as ①和③."""
    marks = [_ITEM.match(text) for text in texts]
    figures = [_circled(mark[3]) if mark and mark[3] else int(mark[1] or mark[2]) if mark else 0 for mark in marks]
    if figures != list(range(1, len(texts) + 1)):
        return list(texts)
    bare = [text[mark.end() :].strip() for text, mark in zip(texts, marks, strict=True) if mark]
    return list(texts) if any(not one or _CIRCLED.search(one) for one in bare) else bare


def _circled(sign: str) -> int:
    return ord(sign) - ord("①") + 1


def stem_and_options(text: str) -> tuple[str, list[str]] | None:
    """Return a stem and the options behind it, such as 甲？ A.乙 B.丙; None if that is not certain."""
    plain = narrow(text)
    starts = [mark.start() for mark in _MARK.finditer(plain) if mark[1] == "A" and mark.start()]
    # Before the options, （A） can be the answer.
    if not starts or not all(plain.startswith(_ANSWER_A, start) for start in starts[:-1]):
        return None
    try:
        return text[: starts[-1]].strip(), _lettered(text[starts[-1] :])
    except NotSeparateError:
        return None


def parts_of(text: str, separator: str) -> list[str]:
    """Return what stands between the separators of a text, empty parts left out."""
    return [part.strip() for part in text.split(separator) if part.strip()]


def _lettered(text: str) -> list[str]:
    """Return the options of a text such as A.甲 B.乙, without their letters."""
    plain = narrow(text)
    marks = list(_MARK.finditer(plain))
    starts: list[re.Match[str]] = []
    for letter in ascii_uppercase:
        own = [mark for mark in marks if mark[1] == letter]
        clear = [mark for mark in own if mark.start() == 0 or plain[mark.start() - 1] in _BETWEEN]
        chosen = clear or own
        if not chosen:
            break
        if len(chosen) > 1 or (starts and chosen[0].start() < starts[-1].end()):
            raise NotSeparateError("a letter with a mark stands twice, or out of order")
        starts += chosen
    beyond = {mark[1] for mark in marks} - {mark[1] for mark in starts}
    if len(starts) < 2 or starts[0].start() or beyond:
        raise NotSeparateError("letters do not follow one another")
    ends = [*(mark.start() for mark in starts[1:]), len(text)]
    return _without_commas([text[mark.end() : end].strip(_BETWEEN) for mark, end in zip(starts, ends, strict=True)])


def _without_commas(options: list[str]) -> list[str]:
    """Return options without the commas that stand behind all but the last."""
    others = options[:-1]
    return [*(one[:-1].strip() for one in others), options[-1]] if all(map(_ENDS_LISTED, others)) else options


def without_number(stem: str) -> tuple[str, int | None]:
    """Return a stem without the number before it, and that number, even if a figure follows; None if there is none."""
    match = _STEM_NUMBER.match(narrow(stem))
    return (stem[match.end() :], int(match[1])) if match else (stem, None)


def are_numbered(stems: Sequence[str]) -> bool:
    """Return whether all of several stems have a number before them, one after the other, so that it is no figure."""
    numbers = [without_number(stem)[1] for stem in stems]
    return len(numbers) > 1 and all(one is not None and other in {1, one + 1} for one, other in pairwise(numbers))


def figures_of(answer: str) -> list[int] | None:
    """Return the figures of an answer such as 1,3; None if it is anything else."""
    plain = re.sub("[①-⑳]", lambda sign: f"{_circled(sign[0])} ", narrow(answer)).strip()
    return [int(figure) for figure in re.findall(r"[0-9]+", plain)] if _FIGURES.fullmatch(plain) else None


def letters_by_figures(figures: Iterable[int], options: int) -> str | None:
    """Return the letters of the options that figures, counted from 1, name; None if there is none of that number."""
    named = list(figures)
    return "".join(ascii_uppercase[one - 1] for one in named) if all(0 < one <= options for one in named) else None


def is_of_five(texts: Iterable[str]) -> bool:
    """Return whether the difficulties of a column are stars, or figures of which one is above 3."""
    return any(_STARS.fullmatch(text) or (_figure(text) or 0) > 3 or "星" in text for text in texts)


def level_of_five(text: str) -> int | None:
    """Return the difficulty from 1 to 3 of a text that means one from 1 to 5."""
    return _OF_FIVE.get(_figure(text) or 0)


def _figure(text: str) -> int | None:
    plain = narrow(text).strip()
    if _STARS.fullmatch(plain):
        return len(plain)
    match = _COUNT.fullmatch(plain)
    return int(match[1]) if match else None
