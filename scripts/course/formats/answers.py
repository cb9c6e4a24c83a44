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
UNANSWERED = frozenset(("略", "无", "见解析", "详见解析", "见教材", "见课本"))
SEVERAL_WAYS = "一个空有几种写法的，用竖线隔开，如“登记 | 借阅登记”"

_BETWEEN_PARTS = " 、，,；;"
_FIGURES = {"1": True, "0": False}
"""What programs write for right and wrong; a reader must know that a judgement is meant."""

_OPENING, _CLOSING = frozenset("（(【["), frozenset(")）】]")
_LEAD = re.compile(r"(?:(?:应|故|本题)?选(?:项|择)?|答案|[:：为是])*\s*")
_LETTERS = re.compile(r"[A-J](?:[\s、，,;；/|.．+和与及]*[A-J])*项?")
_WITH_TEXT = re.compile(r"([A-J])\s*[.．、:：)）]\s*(.*)")
_NUMERALS = "一二三四五六七八九十"
# Before an answer, such as “第一空：”, “第2个空” or “（空1）”; 第一空间 is a text.
_BLANK_LABEL = rf"[（(【\[]?(?:第\s?(\d{{1,2}}|[{_NUMERALS}])\s?个?空(?![间格气白港位])|空\s?(\d{{1,2}}|[{_NUMERALS}])(?=\s?[)）】\]:：]))[)）】\]]?\s?[:：]?"
_ITEM = re.compile(rf"[（(](\d{{1,2}})[)）]|(?<!\d)(\d{{1,2}})\s*[.．、)）:：](?!\d)|([①-⑳])|{_BLANK_LABEL}")
_ITEM_WITHIN = re.compile(rf"(?:^|[\s；;])(?:[（(]\d{{1,2}}[)）]|[①-⑳])\s?(?=[^\s①-⑳])|{_BLANK_LABEL}")
_NUMBER_WITHIN = re.compile(r"(?<=[\s；;])\d{1,4}\s?[.．、)）](?!\d)")
_OR = re.compile(r"[（(]\s*(?:或|也可|或者)")
_LOOSE_OR = re.compile(
    r"(?<![抑间容即])或(?![许然])|(?<=[^\x00-\x7f])\s*[/／]|[/／]\s*(?=[^\x00-\x7f])"
    r"|(?<=[^A-Za-z\s])\s*[/／]\s*(?=[^\d\s])|(?<=[^\d\s])\s*[/／]\s*(?=[^A-Za-z\s])"
)
"""What can separate two ways to write an answer; between two figures or two Latin words a slash is a part of them."""
_OF_A_UNIT = re.compile(
    r"(?<=[A-Za-z℃Ω%％元次册页字件人斤克米升])\s?[/／]\s?(?:日|天|周|月|年|次|人|时|小时|分钟?|秒|吨|升|米|平方米|公里|kg|min|m|s|h|L)$|://"
)
"""A slash that is a part of a unit, such as mg/升, or of an address."""
_REMARK = (
    r"(?:[均都也]可以?|[也都]对|[亦即]可|酌情给分|意思(?:相近|相同|一致|正确|接近|对)|言之有理|言之成理|答案不唯一)"
)
_BRACKETED_REMARK, _BARE_REMARK = re.compile(rf"{_REMARK}[)）]"), re.compile(rf"{_REMARK}$")
_ANY_ORDER = re.compile(
    r"(?<=[（(，,；;。\s])(?:(?:顺序|次序|位置|先后)\s?(?:可|不限|不分|任意|不作)|(?:可以?|能)\s?(?:互换|交换|调换|颠倒|换)|不分(?:先后|顺序|次序))\w{0,4}[)）。]?$"
)


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
    if unclear := _unclear(text, parts, count):
        return BlankAnswers(unclear=unclear)
    texts = tuple(tuple(dict.fromkeys(one.strip() for one in re.split("[|｜]", part))) for part in parts)
    if any(not one for alternatives in texts for one in alternatives):
        return BlankAnswers(unclear=f"答案“{text}”里有一份是空的。请用分号隔开，一个空一个；{SEVERAL_WAYS}")
    return BlankAnswers(texts, tuple(corrected))


def _unclear(text: str, parts: Sequence[str], count: int) -> str:
    """Return why an answer in these parts cannot be that of so many blanks; empty if it can."""
    if count == 1 and len(parts) == 1 and re.search("[;；]", parts[0]):
        return f"题干里只有 1 个空，答案里却有分号，不知道是几个空还是几种写法。{SEVERAL_WAYS}"
    if any(_NUMBER_WITHIN.search(part) for part in parts):
        return f"答案“{text}”里有编号，好像还有别的题的答案。请每道题的答案另起一行"
    if any(_ITEM_WITHIN.search(narrow(part)) for part in parts):
        return f"答案“{text}”里还有编号，不知道各是哪个空的。请用分号隔开，一个空一个，不写编号"
    if count > 1 and len(parts) != count:
        return f"题干里有 {count} 个空，答案分不成 {count} 份。请用分号隔开，一个空一个"
    if len(parts) != count:
        return f"题干里只有 1 个空，答案却有 {len(parts)} 个。{SEVERAL_WAYS}"
    if any(one.strip(" 。（）()") in UNANSWERED - {"无"} for part in parts for one in re.split("[|｜]", part)):
        return f"答案“{text}”没有写出来。请补上答案"
    if any(_ANY_ORDER.search(part) for part in parts):
        return f"答案“{text}”说几个空可以换次序。判分按空的次序，请只留答案，并在题干里写明按什么次序填，或改成简答题"
    if any(_BRACKETED_REMARK.search(part) for part in parts):
        return f"答案“{text}”里有给阅卷人的话。请只留答案；{SEVERAL_WAYS}"
    unbarred = [_OF_A_UNIT.sub("", part) for part in parts if not re.search("[|｜]", part)]
    if any(map(_OR.search, parts)) or any(_LOOSE_OR.search(part) or _BARE_REMARK.search(part) for part in unbarred):
        return f"不知道答案“{text}”里写的是不是几种写法。{SEVERAL_WAYS}；就是要这样填的，也用竖线隔开，同样的写两遍"
    return ""


def numbered_points(text: str) -> list[str]:
    """Return the points of a text such as “（1）登记；（2）归还”; a text without at least two numbers is one."""
    parts = points_from(text, 1)
    return parts if len(parts) > 1 else [text]


def points_from(text: str, first: int) -> list[str]:
    """Return the points of a text whose numbers go on from `first`, without them; one that has none is one point."""
    parts = _numbered(text, first)
    return [part.strip(_BETWEEN_PARTS) for part in parts] if parts else [text]


def _numbered(text: str, first: int = 1) -> list[str] | None:
    """Return what stands behind each number of a text with numbers from `first` on; None if it has none."""
    marks = list(_ITEM.finditer(narrow(text)))
    if not marks or marks[0].start() != 0 or list(map(_number, marks)) != list(range(first, first + len(marks))):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]


def _number(mark: re.Match[str]) -> int:
    """Return the number that an item begins with."""
    if mark[3]:
        return ord(mark[3]) - 0x245F
    number = next(found for found in (mark[1], mark[2], mark[4], mark[5]) if found)
    return int(number) if number.isdecimal() else _NUMERALS.index(number) + 1


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
