"""What stands around the text of a stem or an option in foreign files and is no part of it: numbers, tags, marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.formats.answers import LETTERS, TRUTHS
from course.formats.grammar import KINDS, narrow

DIFFICULTIES = {
    **dict.fromkeys(("易", "容易", "较易", "简单", "低", "基础"), 1),
    **dict.fromkeys(("中", "中等", "一般", "适中"), 2),
    **dict.fromkeys(("难", "较难", "困难", "高"), 3),
}
"""The levels of difficulty that other programs have, as ours."""

_OPEN, _CLOSE = r"[（(【\[]\s{0,3}", r"\s{0,3}[)）】\]]"
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_LEVEL = "|".join(sorted(DIFFICULTIES, key=len, reverse=True))
_SCORE = r"(?:本题|每题|共|分值\s{0,3}[:：]?)?\s{0,3}\d{1,3}(?:\.\d{1,2})?\s{0,3}分"
_NUMBER = re.compile(
    r"(?:第\s{0,3}(\d{1,4})\s{0,3}题(?![所的中里])|(?!\d{4}[.．、]\d)(\d{1,4})\s{0,3}(?:[.．](?!\d)|[.．](?=\d{4}年|\d{1,4}[.．]\d)|[)）]|、(?!\s{0,3}\d)|、(?=\d{4}年))|[（(](\d{1,4})[)）])\s{0,3}[:：、.．]?\s{0,3}"
)
_KIND_TAG = re.compile(
    rf"{_OPEN}({_KIND})题?(?:\s{{0,3}}[,，、/|]\s{{0,3}}[^（(【\[)）】\]]{{0,12}})?{_CLOSE}\s{{0,3}}[:：]?\s{{0,3}}|({_KIND})题?\s{{0,3}}[:：]\s{{0,3}}"
)
_LEVEL_TAG = re.compile(rf"{_OPEN}(?:难度\s{{0,3}}[:：]?\s{{0,3}})?({_LEVEL}){_CLOSE}\s{{0,3}}")
_SCORE_TAG = re.compile(rf"{_OPEN}{_SCORE}{_CLOSE}\s{{0,3}}")
_STEM_LABEL = re.compile(r"(?:题目|题干|试题)\s{0,3}[:：]\s{0,3}")
_KIND_BEHIND = re.compile(rf"\s{{0,3}}[\[【]({_KIND})题?[\]】]\s{{0,3}}\*?\s{{0,3}}(?:{_SCORE_TAG.pattern})?\*?$")
_LEVEL_BEHIND = re.compile(rf"{_LEVEL_TAG.pattern}$")
_SCORE_BEHIND = re.compile(rf"\s?{_SCORE_TAG.pattern}$")
_SCORE_OF_POINT = re.compile(rf"\s?({_SCORE_TAG.pattern})\s?([。；;.]?)$")
_PAGES = r"[Pp]\.?\s?\d{1,4}(?:\s{0,3}[-—–~～]\s{0,3}[Pp]?\d{1,4})?"
_PAGE_BEHIND = re.compile(
    rf"\s?(?:{_OPEN}(?:详?见|参见|参考|教材|课本|书)*\s{{0,3}}(?:{_PAGES}|第\s{{0,3}}\d{{1,4}}\s{{0,3}}页){_CLOSE}|(?<![A-Za-z0-9]){_PAGES})\s{{0,3}}([。.]?)$"
)
_RIGHT, _WRONG = "√✓✔☑✅", "×✗✘☒❌"
_MARK_BEHIND = re.compile(
    rf"\s?(?:{_OPEN}(正确答案|正确选项|正确|答案|[{_RIGHT}]|错误|错误选项|[{_WRONG}]){_CLOSE}"
    rf"|(?<![打画写是“])(?<![填写标记改画打][为成])(?<!(?<![计规策谋])划)(?<!(?<![目指达招投超对])标)"
    rf"(?<!(?<![使费作任录利采应适聘运公专不通])用)([{_RIGHT}{_WRONG}]))\s{{0,3}}$"
)
"""A sign behind a verb such as 打 is what the verb speaks of, behind a noun such as 计划 it is a mark."""
# Two asterisks are how a bank writes stress.
_MARK_BEFORE = re.compile(rf"(?:[{_RIGHT}＊]|\*(?!\*))\s{{0,3}}(?=\S)")
_OWN_LETTER = re.compile(r"[（(【\[]?\s{0,3}([A-J])\s{0,3}[.．、:：)）】\]]\s{0,3}")
_ANSWER_BRACKETS = re.compile(rf"[（(]\s*+(?:[A-J]{{0,10}}|{'|'.join(TRUTHS)}|[TFX])\s*+[)）]")
_NUMBER_WITHIN = re.compile(r"(?<=[)）。；;？?！!\s])\d{1,4}\s?[.．、)）](?!\d)")
_ANSWER_BEHIND = re.compile(
    r"\s?[（(【\[]?\s*(?:正确|参考|标准)?答案\s*(?:[】\]]\s*[:：]?|[:：为是]+)\s*"
    rf"((?:[A-J][\s、，,]*){{1,10}}|{'|'.join(TRUTHS)})\s*[)）】\]]?\s*[。.]?$"
)
_HTML = re.compile(
    r"</?(?:su[pb]|[upaib]|em|span|div|img|table|t[rdh]|tbody|font|[uo]l|li|h[1-6]|strong|br)(?:\s+[\w-]{1,30}\s?=[^<>]{0,300})?\s?/?>"
    r"|<img\b|&(?:nbsp|lt|gt|amp|quot|[lr][ds]quo|mdash|hellip|middot|#\d{1,6});",
    re.IGNORECASE,
)
_CODE = re.compile(r"[<&$\\]")
# A formula ends where the next one begins, so that many that are never closed cost little.
_FORMULA = re.compile(
    r"\$(?=[^$]{0,200}\$)[^$]{0,200}?[\\^{}]"
    r"|\\\((?=(?:(?!\\[()]).){0,200}\\\))(?:(?!\\[()]).){0,200}?(?:[\^=+{}]|\\(?![()]))"
    r"|\\\[(?=(?:(?!\\[\[\]]).){0,200}\\\])(?:(?!\\[\[\]]).){0,200}?(?:[\^=+{}]|\\(?![\[\]]))"
    r"|\\(?:d?frac|sqrt|times|div|cdot|[lg]eq?|neq|sum|text|math\w{2}|alpha|beta|pi|circ|left|right|begin)(?![a-z])"
)
_TAIL_ENDS = tuple("）)】]。.0123456789０１２３４５６７８９")
_WINDOW = 60
"""Characters at the end of a text in which something that does not belong to it is looked for."""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A text without what stood around it. `removed` is what that was, in order; the rest is what it said.

    `kind` and `level` (1 to 3) are those of tags; `number` is the one before a stem; `answers` are answers that stood
    in the text; `correct` says whether a mark calls an option right or wrong.
    """

    text: str
    removed: tuple[str, ...] = ()
    kind: str | None = None
    level: int | None = None
    number: int | None = None
    answers: tuple[str, ...] = ()
    correct: bool | None = None


def stem_head(stem: str) -> Trimmed:
    """Return a stem without the number and the tags before it, such as “3. 【单选题】（易）（2分）”, and a tag behind it."""
    rest, removed = stem.strip(), list[str]()
    kind: str | None = None
    if match := _behind(_KIND_BEHIND, rest):
        kind = KINDS[match[1]]
        removed.append(rest[match.start() :].strip())
        rest = rest[: match.start()]
    level: int | None = None
    number: int | None = None
    while True:
        plain = narrow(rest)
        if number is None and (match := _NUMBER.match(plain)) and not _begins_a_list(plain, match):
            number = int(match[1] or match[2] or match[3])
        elif match := _KIND_TAG.match(plain):
            kind = KINDS[match[1] or match[2]]
        elif match := _LEVEL_TAG.match(plain):
            level = DIFFICULTIES[match[1]]
        elif not (match := _SCORE_TAG.match(plain) or _STEM_LABEL.match(plain)):
            return Trimmed(rest, tuple(removed), kind=kind, level=level, number=number)
        removed.append(rest[: match.end()].strip())
        rest = rest[match.end() :]


def _begins_a_list(plain: str, first: re.Match[str]) -> bool:
    """Return whether a number belongs to a list within the stem: the next one stands behind it, written alike.

    A list that begins behind it with 1 is another one.
    """
    number, rest = first[1] or first[2] or first[3], plain[first.end() :]
    one, following = (first[0].strip().replace(number, str(other), 1) for other in (1, int(number) + 1))
    return one not in rest and bool(re.search(rf"{re.escape(following)}(?![\d所的中里])", rest))


def stem_tail(stem: str) -> Trimmed:
    """Return a stem without what stands behind it: a page of a book, a score, a level of difficulty."""
    rest, removed = stem.strip(), list[str]()
    level: int | None = None
    while rest.endswith(_TAIL_ENDS):
        if match := _behind(_PAGE_BEHIND, rest):
            removed.append(rest[match.start() :].strip(" 。."))
            rest = rest[: match.start()] + match[1]
            continue
        if match := _behind(_LEVEL_BEHIND, rest):
            level = DIFFICULTIES[match[1]]
        elif not (match := _behind(_SCORE_BEHIND, rest)):
            break
        removed.append(rest[match.start() :].strip())
        rest = rest[: match.start()].rstrip()
    return Trimmed(rest, tuple(removed), level=level)


def without_score(point: str) -> Trimmed:
    """Return a point of a reference without the score behind it, such as “（3分）”."""
    if not (match := _behind(_SCORE_OF_POINT, point)) or not match.start():
        return Trimmed(point)
    return Trimmed(point[: match.start()] + match[2], (match[1].strip(),))


def stated_answer(text: str) -> Trimmed:
    """Return a stem or an option without the answer that is written behind it, such as “（正确答案：B）”."""
    match = _behind(_ANSWER_BEHIND, text) if "答案" in text else None
    if not match or match.start() == 0:
        return Trimmed(text)
    return Trimmed(text[: match.start()].rstrip(), (text[match.start() :].strip(),), answers=(match[1].strip(),))


def option_mark(text: str) -> Trimmed:
    """Return an option without the mark that calls it right or wrong, such as “（正确答案）” or √."""
    if match := _behind(_MARK_BEHIND, text):
        rest, mark = text[: match.start()].rstrip(), match[1] or match[2]
        if rest:
            return Trimmed(rest, (mark,), correct=mark not in _WRONG and not mark.startswith("错误"))
    if match := _MARK_BEFORE.match(text):
        return Trimmed(text[match.end() :], (match[0].strip(),), correct=True)
    return Trimmed(text)


def ends_with_mark(text: str) -> bool:
    """Return whether the last sign of an option can be a mark."""
    return len(text) > 1 and text.endswith(tuple(_RIGHT + _WRONG))


def without_letters(options: Sequence[str]) -> list[str] | None:
    """Return options without the letters that they all have; None if one has not its own."""
    found = [_OWN_LETTER.match(narrow(option)) for option in options]
    if not any(found):
        return _without_glued_letters(options)
    if len(options) < 2 or any(
        not match or match[1] != letter or match.end() == len(option)
        for match, letter, option in zip(found, LETTERS, options, strict=False)
    ):
        return None
    return [option[match.end() :] for match, option in zip(found, options, strict=True) if match]


def _without_glued_letters(options: Sequence[str]) -> list[str] | None:
    """Return options such as A档案员, B借阅人, C馆长 without the prefix letters; None if these may belong to the words, as in A类."""
    glued = [narrow(option)[:1] == letter for letter, option in zip(LETTERS, options, strict=False)]
    bare = [option[1:] for option in options]
    are_words = len({one[:1] for one in bare}) < len(bare) or not all("\u4e00" <= one[:1] <= "\u9fff" for one in bare)
    return bare if len(options) > 2 and all(glued) and not are_words else None


def without_list_marks(options: Sequence[str]) -> list[str] | None:
    """Return options without the marks of a list, such as “甲；”, “乙；”, “丙。”; None if they are no such list."""
    *others, last = options
    if (
        not others
        or not all(one.endswith(("；", ";", "，", ",")) for one in others)
        or not last.endswith(("。", "；", ";", "."))
    ):
        return None
    return [one[:-1].rstrip() for one in options]


def has_formula(text: str) -> bool:
    """Return whether a text has a formula in the language of LaTeX; brackets with a backslash alone are none."""
    return bool(_FORMULA.search(text))


def foreign_mark(text: str) -> str:
    """Return the first mark of a web page or a formula in a text; empty if there is none."""
    if not _CODE.search(text):
        # Few texts have any, and looking for these signs is several times faster.
        return ""
    found = _HTML.search(text) or _FORMULA.search(text)
    return found[0] if found else ""


def hidden_question(text: str) -> str | None:
    """Return the part of a stem or an option that looks like the beginning of another question; None if there is none.

    That is a number within it, and brackets for an answer behind that or immediately before.
    """
    plain = narrow(text)
    if not _ANSWER_BRACKETS.search(plain):
        return None
    for match in _NUMBER_WITHIN.finditer(plain):
        before = plain[max(0, match.start() - _WINDOW) : match.start()].rstrip(" 。；;")
        brackets = list(_ANSWER_BRACKETS.finditer(before))
        if (brackets and brackets[-1].end() == len(before)) or _ANSWER_BRACKETS.search(plain, match.end()):
            return text[match.start() : match.start() + 12].strip()
    return None


def _behind(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the match of a pattern at the end of a text. Only a window is searched, so that long blanks cost nothing."""
    start = max(0, len(text) - _WINDOW)
    return pattern.search(text[:start] + narrow(text[start:]), start)
