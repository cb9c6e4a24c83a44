"""What an answer says, in the ways in which people write one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from course.formats.grammar import narrow

LETTERS = "ABCDEFGHIJ"
TRUTHS = {
    **dict.fromkeys(("√", "✓", "✔", "对", "正确"), True),
    **dict.fromkeys(("×", "✗", "✘", "错", "错误"), False),
}
_MORE_TRUTHS = {
    **dict.fromkeys(("☑", "T", "TRUE", "V", "Y", "YES", "是", "说法正确"), True),
    **dict.fromkeys(("☒", "X", "F", "FALSE", "N", "NO", "否", "不对", "不正确", "说法错误"), False),
}
SEVERAL_WAYS = "一个空有几种写法的，用竖线隔开，如“登记 | 借阅登记”"

_BETWEEN_PARTS = " 、，,；;"
_FIGURES = {"1": True, "0": False}
"""What programs write for right and wrong; a reader must know that a judgement is meant."""

_OPENING, _CLOSING = frozenset("（(【["), frozenset(")）】]")
_LEAD = re.compile(r"(?:(?:应|故|本题)?选(?:项|择)?|答案|[:：为是])*\s*")
_LETTERS = re.compile(r"[A-J](?:[\s、，,;；/|.．+和与及]*[A-J])*项?")
_WITH_TEXT = re.compile(r"([A-J])\s*[.．、:：)）]\s*(.*)")
_ITEM = re.compile(r"[（(](\d{1,2})[)）]|(?<!\d)(\d{1,2})\s*[.．、)）:：](?!\d)|([①-⑳])")
_NUMBER_WITHIN = re.compile(r"(?<=[\s；;])\d{1,4}\s?[.．、)）](?!\d)")
_OR = re.compile(r"[（(]\s*(?:或|也可|或者)|(?<=[\u4e00-\u9fff])\s*[/／]\s*(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class BlankAnswers:
    """The accepted texts of each blank; `corrected` is what was corrected, `unclear` why it cannot be read (Chinese)."""

    texts: tuple[tuple[str, ...], ...] = ()
    corrected: tuple[str, ...] = ()
    unclear: str = ""


def truth_of(text: str) -> bool | None:
    """Return whether an answer says right or wrong; None if it says neither."""
    plain = _bare(text)
    return TRUTHS.get(plain, _MORE_TRUTHS.get(plain.upper()))


def truth_by_figure(text: str) -> bool | None:
    """Return what a figure says that programs write for right and wrong; None for anything else."""
    return _FIGURES.get(_bare(text))


def letters_of(text: str) -> str | None:
    """Return the letters of an answer such as B, A、C or 选 ACD; None if it is anything else."""
    plain = _LEAD.sub("", _bare(text).upper(), count=1)
    if not _LETTERS.fullmatch(plain):
        return None
    return "".join(letter for letter in plain if letter in LETTERS)


def letters_by_text(text: str, options: Sequence[str]) -> str | None:
    """Return the letters of an answer that repeats options, such as “B：按进度；” or “按进度”; None if they differ."""
    same = [_compared(option) for option in options]
    letters = ""
    whole = _compared(text)
    for piece in [text] if whole in same else re.split(r"[;；]", text.strip(" ;；")):
        named = _WITH_TEXT.fullmatch(narrow(piece).strip())
        said = _compared(piece.strip()[named.start(2) :] if named else piece)
        if same.count(said) != 1 or (named and named[1] != LETTERS[same.index(said)]):
            return None
        letters += LETTERS[same.index(said)]
    return letters or None


def blank_answers(text: str, count: int) -> BlankAnswers:
    """Return the answers to so many blanks (one or more), by the first kind of mark that parts them."""
    corrected: list[str] = []
    shorter = text.strip().rstrip("。.；;")
    if shorter != text.strip():
        corrected.append("去掉了答案末尾的标点")
    if (numbered := _numbered(shorter)) is not None:
        parts = [part.strip(f"{_BETWEEN_PARTS}。") for part in numbered]
        corrected.append("去掉了答案前面的编号")
    elif count > 1:
        ways = _ways_to_part(shorter, count)
        if not ways and (slashed := _by_slashes(shorter, count)):
            ways = [slashed]
            corrected.append(f"题干有 {count} 个空，答案里的斜线按一个空一个读")
        if len(ways) > 1:
            message = f"答案“{text}”分成 {count} 份有几种分法。请用分号隔开，一个空一个"
            return BlankAnswers(unclear=message)
        parts = ways[0] if ways else [shorter]
    else:
        parts = [shorter]
        if re.search("[;；]", shorter):
            return BlankAnswers(
                unclear=f"题干里只有 1 个空，答案里却有分号，不知道是几个空还是几种写法。{SEVERAL_WAYS}"
            )
    if any(_NUMBER_WITHIN.search(part) for part in parts):
        message = f"答案“{text}”里有编号，好像还有别的题的答案。请每道题的答案另起一行"
        return BlankAnswers(unclear=message)
    if count > 1 and len(parts) != count:
        message = f"题干里有 {count} 个空，答案分不成 {count} 份。请用分号隔开，一个空一个"
        return BlankAnswers(unclear=message)
    if len(parts) != count:
        return BlankAnswers(unclear=f"题干里只有 1 个空，答案却有 {len(parts)} 个。{SEVERAL_WAYS}")
    texts = tuple(tuple(one.strip() for one in re.split("[|｜]", part)) for part in parts)
    if any(_OR.search(one) for one in parts):
        return BlankAnswers(unclear=f"不知道答案“{text}”里写的是不是几种写法。{SEVERAL_WAYS}")
    if any(not one for alternatives in texts for one in alternatives):
        return BlankAnswers(unclear=f"答案“{text}”里有一份是空的。请用分号隔开，一个空一个；{SEVERAL_WAYS}")
    return BlankAnswers(texts, tuple(corrected))


def numbered_points(text: str) -> list[str]:
    """Return the points of a text such as “（1）登记；（2）归还”; a text without at least two numbers is one."""
    parts = _numbered(text)
    return [part.strip(_BETWEEN_PARTS) for part in parts] if parts and len(parts) > 1 else [text]


def _numbered(text: str) -> list[str] | None:
    """Return what stands behind each number of a text with numbers from 1 on; None if it has none."""
    marks = list(_ITEM.finditer(narrow(text)))
    numbers = [ord(mark[3]) - 0x245F if mark[3] else int(mark[1] or mark[2]) for mark in marks]
    if not marks or marks[0].start() != 0 or numbers != list(range(1, len(marks) + 1)):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _ways_to_part(text: str, count: int) -> list[list[str]]:
    """Return the different ways in which marks of one kind part an answer into so many; semicolons decide alone."""
    ways: list[list[str]] = []
    for marks in (r"[;；]", r"[、，,]", r"\s+"):
        parts = [part.strip() for part in re.split(marks, text) if part.strip()]
        if len(parts) == count and parts not in ways:
            ways.append(parts)
        if marks == r"[;；]" and re.search(marks, text):
            break
    return ways


def _by_slashes(text: str, count: int) -> list[str]:
    """Return an answer parted by slashes into so many, which otherwise separate ways to write one; else nothing."""
    parts = [part.strip() for part in re.split("[/／]", text)]
    return parts if len(parts) == count and all(parts) else []


def _bare(text: str) -> str:
    """Return an answer without brackets around it and marks behind it."""
    plain = narrow(text).strip().rstrip("。.；;，,、").strip()
    return plain[1:-1].strip() if plain[:1] in _OPENING and plain[-1:] in _CLOSING and len(plain) > 1 else plain


def _compared(text: str) -> str:
    return re.sub(r"[\s。；;，,、.]", "", narrow(text))
