"""What a line is, by how it begins. No line is classified unless that is certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from string import ascii_uppercase
from typing import TypeAlias

KINDS = {
    "单项选择": "single", "单选": "single", "单项": "single", "多项选择": "multiple", "多选": "multiple", "多项": "multiple",
    "选择": "choice", "不定项选择": "choice", "不定项": "choice", "判断": "truefalse", "是非": "truefalse", "是非判断": "truefalse",
    "判断正误": "truefalse", "正误判断": "truefalse", "判断对错": "truefalse", "填空": "blank", "简答": "short", "问答": "short",
}  # fmt: skip
"""The names of sections, without 题, whose questions can be distinguished with certainty; of a choice, by its answer."""

FIELDS = {
    "答案": "answer", "正确答案": "answer", "参考答案": "answer", "标准答案": "answer", "试题答案": "answer", "正确选项": "answer",
    "答": "answer", "解析": "explanation", "答案解析": "explanation", "试题解析": "explanation", "题目解析": "explanation",
    "本题解析": "explanation", "参考解析": "explanation", "难度": "difficulty", "难易度": "difficulty", "难易程度": "difficulty",
    "要点": "points", "考点": "points", "知识点": "points", "术语": "terms", "依据": "basis", "不打乱": "fixed", "参考要点": "reference",
    **dict.fromkeys(("答案要点", "参考答案要点", "评分要点", "答题要点", "得分要点"), "reference"),
    "题型": "kind", "题目类型": "kind", "试题类型": "kind",
    **dict.fromkeys((
        "我的答案", "你的答案", "您的答案", "学生答案", "考生答案", "得分", "本题得分", "分值", "分数", "章节", "所属章节",
        "标签", "难度系数", "用时", "正确率", "易错项", "来源", "出处", "评分标准", "评分细则", "评分说明",
    ), "ignored"),
}  # fmt: skip
"""The names before a field, by what the field is; `ignored` is what banks have no place for."""

_NUMERAL = r"[一二三四五六七八九十百]{1,4}"
_SECTION_NUMBER = (
    rf"(?:第?{_NUMERAL}(?:大题|部分|题|节)?|第\d{{1,2}}(?:大题|部分)|[（(]{_NUMERAL}[)）]|[IVXⅠ-Ⅻ]{{1,4}}|\d{{1,2}})"
)
_SECTION = re.compile(
    rf"(?:{_SECTION_NUMBER}[\s、.．,，:：]{{0,5}})?[【\[]?([\u4e00-\u9fff]{{2,6}}?)题?(?:部分)?[】\]]?"
    r"\s{0,5}(?:[（(【\[][^（）()【】\[\]]*[）)】\]]\s?){0,2}"
    r"(?:[:：]?|[:：,，。\s]\s{0,5}(?:每|共|本|下列|以下|请|在|把|将|正确|对的|错误|认为).{0,80})"
)
_PLACE_FOR_AN_ANSWER = re.compile(r"[（(]\s*+(?:[A-J](?:[、，,;；|/\s]?[A-J]){0,9}|[√✓✔×✗✘]|)\s*+[)）]|_{2,}")
"""What a heading does not have, so that “1. 判断题：下列说法正确。（√）” is a question."""
_ORDINARY_WORDS = frozenset(("选择", "判断", "单项", "多项", "是非", "不定项"))
"""Names of sections that could as well be the end of a sentence; alone they are no heading."""
_OTHER_SECTIONS = (
    "选择", "排序", "连线", "匹配", "案例", "案例分析", "材料", "材料分析", "分析", "论述", "名词解释", "推演", "计算", "操作", "写作", "作文",
)  # fmt: skip
_NUMERAL_BEFORE = re.compile(rf"第?({_NUMERAL})(?:大题|部分)?\s?[、.．,，:：]\s?")
_KIND_BEFORE = re.compile(
    rf"({'|'.join(sorted(KINDS, key=len, reverse=True))})题\s?(?:[（(][^（）()]{{0,20}}[)）])?\s?[:：]?\s*"
)
_OTHER_SECTION = re.compile(rf"{_NUMERAL}\s*[、.．]\s*(.+)")
_CHAPTER = re.compile(rf"第\s?(?:{_NUMERAL}|\d{{1,3}})\s?(?:章|节|编|篇|讲|单元|专题)(?:\s[^，。；？！,;?!]{{1,40}})?")
_ANSWER_LIST = re.compile(
    r"(?:附[:：]?\s*)?(?:[\u4e00-\u9fff]{0,8}题\s*)?(?:参考|标准|正确)?答案(?:及解析|与解析|和解析|汇总|速查|表)?[:：]?"
    r"|[【\[](?:参考|标准|正确)?答案(?:及解析|与解析|和解析)?[】\]][:：]?"
)
# Possessive: blanks without end would otherwise be shared out in every way.
_GIVEN = re.compile(r"[（(]\s*+([A-J]*|√|✓|✔|×|✗|✘|对|错)\s*[)）]\s*(?=\d{1,4}\s*[.．、])")
_QUESTION = re.compile(
    r"(?:(\d{1,4})\s?(?:[.．](?!\d)|[.．:：,，](?=\d{4}年)|[、)）]|[:：,，](?!\d))|第\s?(\d{1,4})\s?题(?![所的中里])|[【\[]\s?第?\s?(\d{1,4})\s?题?\s?[】\]]"
    r"|(?:Q|题目?)\s?(\d{1,4})(?=\s?[.．、:：]))\s?[.．、:：]?\s*(.*)"
)
_BEFORE_FIGURE = re.compile(r"(\d{1,4})\s?[.．:：,，](?=\d)")
_NAMES = "|".join(sorted(FIELDS, key=len, reverse=True))
_FIELD = re.compile(
    rf"[★☆※●◆■▲►]?\s?(?:[【\[〖]\s?({_NAMES})\s?[】\]〗]\s?[:：]?|({_NAMES})\s?(?:[是为]?\s?[:：]|[是为](?=\s?[A-J√×对错])))\s*"
    r"|(?:正确|参考|标准)?(答案)(?:\s?(?=(?:[A-J]{1,10}|[√×])(?:\s|。|$))|\s+(?=\S))"
)
_ANSWERS = "|".join(
    sorted(
        (name for name in FIELDS if FIELDS[name] in {"answer", "explanation"} and len(name) > 1), key=len, reverse=True
    )
)
_FOLLOWING = re.compile(
    rf"\s(?=(?:{_NAMES})\s?[:：])|(?=[【\[](?:{_NAMES})[】\]])|(?<=[A-J√×✓✗对错误确。；;，,）)])(?=(?:{_ANSWERS})\s?[:：])"
)
"""Where another field begins behind a short one."""
_BRACKETED = re.compile(rf"(?=【(?:{'|'.join(name for name in FIELDS if FIELDS[name] != 'answer')})】)")
_BEHIND = re.compile(rf"(?=[【\[](?:{_ANSWERS}|难度)[】\]])|(?<=[\s。？?！!）)])(?=(?:{_ANSWERS})\s?[:：])")
"""Where a field begins behind a stem or an option."""
_IN_NAMES = ("答案", "解析", "难度", "选项")
"""One of these stands in every name that _BEHIND looks for."""
_LESSON = re.compile(r"选项\s*([A-J])\s*的说明\s*[:：]\s*")
_OPTION = re.compile(
    r"(?:^|(?<=\s))(?<![（(【\[]\s)(?:选项\s?)?((?:^✅\s|[*＊√✓✔☑✅])?)(?:([A-J])\s?([.．、:：)）])|[（(【\[]\s?([A-J])\s?([)）】\]])[.．、:：]?)\s*"
)
_SMALL_OPTION = re.compile(r"(?:^|(?<=\s))(?:[（(【\[]\s?)?[a-j](?=\s?[.．、:：)）】\]])")
_FIRST_OPTION = re.compile(
    r"(?:^|(?<=[\s。？?！!：:）)_＿]))(?<![（(【\[]\s)(?:A\s?([.．、:：)）])|[（(【\[]A\s?([)）】\]])(?!\s?[（(【\[]?\s?A\s?[.．、:：)）】\]]))\s*(?![A-J、，和或及])"
)
_SPACED_OPTION = re.compile(r"(?:^|(?<=\s))([A-J])\s+(?=[^\sA-Za-z.．、:：)）=+-])")
_FIRST_SPACED_OPTION = re.compile(r"(?<=[。？?！!：:）)】\]_＿])\s+(?=A\s)")
_SMALL_SPACED_OPTION = re.compile(r"(?:^|(?<=\s))[a-j](?=\s+[\u4e00-\u9fff“《（①-⑳0-9])")
_BULLET = re.compile(r"[○◯□☐]\s*(?=\S)")
_HIDDEN_OPTION = re.compile(r"[A-J]\s*[.．、](?![A-Za-z0-9])")
_ENTRY = re.compile(r"(?:[（(](\d{1,3})[)）]|([①-⑳])|[-•·])\s*(.+)")
_FURNITURE = re.compile(
    r"第\s?\d{1,4}\s?页(?:\s?[/，,]?\s?[（(]?共\s?\d{1,4}\s?页[)）]?)?|[-—–]\s?\d{1,4}\s?[-—–]|\d{1,4}\s?/\s?\d{1,4}|https?://\S+|\d{1,3}(?:\.\d{1,2})?\s*分"
)
_ANY_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """A heading such as 一、单项选择题; `kind` is None for one whose questions we do not take."""

    name: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class AnswerList:
    """A heading above answers, which their numbers assign to questions."""


@dataclass(frozen=True, slots=True)
class Start:
    """A number and what follows: a question, or in a list of answers an answer.

    `given` is an answer in brackets before the number.
    """

    number: int
    text: str
    given: str


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one line: option letter and text; the letter is empty behind a radio button or checkbox.

    `glued` are the letters that stood behind a text without a space; `run_together` is a text that seems to hide another
    option.
    """

    options: tuple[tuple[str, str], ...]
    run_together: str | None = None
    glued: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFields:
    """Fields of one line such as 答案：B 解析：…, by their names in a question.

    Of an ignored field the text begins with its own name.
    """

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OptionLesson:
    """The explanation of an option for those who chose it."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An item of a list that begins with （1）, ① or a dash; `number` is None for a dash."""

    text: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Furniture:
    """What programs put on pages: numbers of pages, addresses, the score of a question, titles of chapters."""


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else."""


Meaning: TypeAlias = (
    SectionHeading | AnswerList | Start | Options | LineFields | OptionLesson | AnswerEntry | Furniture | Other
)


def meaning(line: str) -> Meaning:
    """Return what a line is."""
    plain = narrow(line)
    if _ANSWER_LIST.fullmatch(line):
        return AnswerList()
    if heading := _section(line):
        return heading
    if _FURNITURE.fullmatch(plain) or _CHAPTER.fullmatch(plain):
        return Furniture()
    if match := _LESSON.match(plain):
        return OptionLesson(match[1], line[match.end() :])
    if _FIELD.match(plain):
        return LineFields(tuple(_fields(line)))
    if options := _options(line, plain):
        return options
    if start := _start(line, plain):
        return start
    if match := _ENTRY.fullmatch(line):
        number = int(match[1]) if match[1] else ord(match[2]) - 0x245F if match[2] else None
        return AnswerEntry(match[3], number)
    if match := _OTHER_SECTION.fullmatch(line):
        return SectionHeading(match[1], None)
    return Other()


def _section(line: str) -> SectionHeading | None:
    match = _SECTION.fullmatch(line)
    if not match or _PLACE_FOR_AN_ANSWER.search(line):
        return None
    if match[1] in KINDS and not (line == match[1] and line in _ORDINARY_WORDS):
        return SectionHeading(match[1], KINDS[match[1]])
    return SectionHeading(match[1], None) if match[1].endswith(_OTHER_SECTIONS) else None


def _start(line: str, plain: str) -> Start | None:
    given = _GIVEN.match(plain)
    match = _QUESTION.fullmatch(plain, given.end() if given else 0)
    if not match:
        return None
    number = next(int(match[group]) for group in range(1, 5) if match[group])
    return Start(number, line[match.start(5) :], given[1] if given else "")


def start_of(line: str) -> Start | None:
    """Return what a line is as the beginning of a question; None if it has no number."""
    return _start(line, narrow(line))


def start_before_figure(line: str) -> Start | None:
    """Return the number and the stem of a line such as “7.3日内归还”, where the number may as well be a part of a figure."""
    match = _BEFORE_FIGURE.match(narrow(line))
    return Start(int(match[1]), line[match.end() :], "") if match else None


def narrow(text: str) -> str:
    """Return a text with half-width Latin letters and digits for the full-width ones, so that positions stay the same."""
    # Few texts have any, and looking for them is several times faster.
    return text.translate(_WIDE) if _ANY_WIDE.search(text) else text


def answer_fields(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of what stands behind a number in a list of answers; without a name it is the answer."""
    yield from _fields(text if _FIELD.match(narrow(text)) else f"答案：{text}")


def without_fields(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a stem or an option, and the fields that stand behind it in its line."""
    match = _BEHIND.search(narrow(text)) if any(word in text for word in _IN_NAMES) else None
    if not match or not text[: match.start()].strip():
        return text, ()
    return text[: match.start()].rstrip(), tuple(_fields(text[match.start() :]))


def _fields(line: str) -> Iterator[tuple[str, str]]:
    plain, at = narrow(line), 0
    while match := _FIELD.match(plain, at):
        label = match[1] or match[2] or match[3]
        name = FIELDS[label]
        # An explanation may speak of answers; what stands behind a short field is another field.
        following = (_BRACKETED if name == "explanation" else _FOLLOWING).search(plain, match.end())
        text = line[match.end() : following.start() if following else len(line)].strip()
        yield name, f"{label}：{text}" if name == "ignored" else text
        if not following:
            return
        at = following.end()
        while at < len(line) and line[at].isspace():
            at += 1


def inline_options(text: str) -> tuple[str, Options] | None:
    """Return the stem and the options of a line that has both; None unless there are at least two options."""
    plain = narrow(text)
    if "A" not in plain:
        plain = _SMALL_OPTION.sub(lambda match: match[0].upper(), plain)
    if "A" not in plain:
        return None
    starts = [*islice(_FIRST_OPTION.finditer(plain), 3), *islice(_FIRST_SPACED_OPTION.finditer(plain), 1)]
    for match in starts:
        rest = text[match.start() :].lstrip()
        options = _options(rest, narrow(rest))
        if options and len(options.options) > 1 and text[: match.start()].strip():
            return text[: match.start()].rstrip(), options
    return None


def _options(line: str, plain: str) -> Options | None:
    if _SMALL_SPACED_OPTION.match(plain):
        plain = _SMALL_SPACED_OPTION.sub(lambda match: match[0].upper(), plain)
    if bullet := _BULLET.match(plain):
        return Options((("", line[bullet.end() :].strip()),))
    if _SMALL_OPTION.match(plain):
        plain = _SMALL_OPTION.sub(lambda match: match[0].upper(), plain)
    if not _OPTION.match(plain):
        return _spaced_options(line, plain)
    starts = list(_option_starts(plain))
    ends = [*(match.start() for match in starts[1:]), len(line)]
    # A sign before the letter calls the option right, as one before its text does.
    written = [
        (match[2] or match[4], match[1].strip() + line[match.end() : end].strip())
        for match, end in zip(starts, ends, strict=True)
    ]
    mark = starts[0][3]
    options: list[tuple[str, str]] = []
    glued: list[str] = []
    for place, (letter, text) in enumerate(written):
        following = written[place + 1][0] if place + 1 < len(written) else ""
        pieces = list(_unglued(letter, text, following, mark)) if mark else [(letter, text)]
        glued += [one for one, _ in pieces[1:]]
        options += pieces
    hiding = next((text for _, text in options if _HIDDEN_OPTION.search(narrow(text))), None)
    if starts[0][4] and hiding is None:
        hiding = next((text for letter, text in options if _hides_next(letter, narrow(text))), None)
    return Options(tuple(options), hiding, tuple(glued))


def _hides_next(letter: str, text: str) -> bool:
    """Return whether the next option letter stands within an option in brackets, as in “(A)一(B)二”."""
    return bool(re.search(rf"[（(【\[]\s?{chr(ord(letter) + 1)}\s?[)）】\]]\s?\S", text))


def _option_starts(plain: str) -> Iterator[re.Match[str]]:
    """Yield where options begin; in “D. A、B都对” the A is a word of option D."""
    before: re.Match[str] | None = None
    for match in _OPTION.finditer(plain):
        if before and match.start() == before.end() and (match[2] or match[4]) < (before[2] or before[4]):
            continue
        yield match
        before = match


def _spaced_options(line: str, plain: str) -> Options | None:
    """Return options with only spaces around their option letters, such as “A 甲 B 乙”; each option letter must be the next one."""
    starts = list(_SPACED_OPTION.finditer(plain))
    if not starts or starts[0].start():
        return None
    marks = "".join(match[1] for match in starts)
    if marks not in ascii_uppercase:
        # A letter may be a word of the option, too.
        starts = starts[:1]
    ends = [*(match.start() for match in starts[1:]), len(line)]
    return Options(tuple((match[1], line[match.end() : end].strip()) for match, end in zip(starts, ends, strict=True)))


def _unglued(letter: str, text: str, following: str, mark: str) -> Iterator[tuple[str, str]]:
    """Yield an option and those that follow its text without a space, each with the next letter and the same mark."""
    rest = text
    while letter < "J" and (after := chr(ord(letter) + 1)) != following:
        match = re.search(rf"(?<![A-Za-z0-9、，/和与及或\s]){after}\s?{re.escape(mark)}(?=\s*[^\s])", narrow(rest))
        if not match or not rest[: match.start()].strip():
            break
        yield letter, rest[: match.start()].strip()
        letter, rest = after, rest[match.end() :].strip()
    yield letter, rest


# Possessive throughout: no repetition gives back what it took, or a line that is no list after all would be tried in
# more ways than a machine can count.
_SHORT = r"(?:[A-J](?:[、，,]?[A-J])*+|√|✓|✔|×|✗|✘|[TVXYN](?![a-z])|正确|错误|对|错|是|否)"
_PAIR = re.compile(
    rf"(?:第\s?(\d{{1,4}})\s?题?|[（(](\d{{1,4}})[)）]|(\d{{1,4}})\s?题?)\s?[.．、:：)）]?\s*+[（(【]?({_SHORT})(?![A-Za-z])[）)】]?[\s;；,，。、]*+"
)
_PAIRS = re.compile(rf"(?:{_PAIR.pattern})++")
_RANGE = re.compile(
    rf"[（(]?(\d{{1,4}})\s*[-—–~～至]+\s*(\d{{1,4}})\s*(?:题)?\s*[.．、:：)）]?\s*((?:{_SHORT}[\s、，,;；/]*+)++)[。.]?\s*"
)
_RANGE_BEFORE = re.compile(r"[（(]?\d{1,4}\s*[-—–~～至]+\s*\d{1,4}\s*题?\s*[.．、:：)）]")
_RANGES = re.compile(rf"(?:{_RANGE.pattern})++")
_MARK = re.compile(r"[A-J]|√|✓|✔|×|✗|✘|[TVXYN]|正确|错误|对|错|是|否")
_GROUP = 5
_NUMBERED_TEXT = re.compile(r"(?:^|(?<=\s))(\d{1,4})\s?[.．、)）](?!\d)\s?")
_NUMBERED_FIGURE = re.compile(r"(?:^|(?<=\s))(\d{1,4})\s?[.．、)）]\s?")


def numbered_answers(line: str, *, several: bool) -> list[tuple[int, str]] | None:
    """Return numbers and answers of a line of a list; None if the line is no such thing for certain.

    `several` says that an answer may have several letters, so that only spaces separate one from the next.
    """
    plain = narrow(line)
    if _RANGES.fullmatch(plain):
        found = [list(_of_range(int(match[1]), int(match[2]), match[3], several)) for match in _RANGE.finditer(plain)]
        return [pair for pairs in found for pair in pairs] if all(found) else None
    if _PAIRS.fullmatch(plain):
        return [(int(match[1] or match[2] or match[3]), match[4]) for match in _PAIR.finditer(plain)]
    return None


def numeral_of_section(line: str) -> str:
    """Return the Chinese number before a heading; empty if there is none."""
    match = _NUMERAL_BEFORE.match(line)
    return match[1] if match else ""


def section_with_answers(line: str) -> tuple[str, str, str] | None:
    """Return the number, the name and the rest of a line such as “一、单选题 1.A 2.B” or “一、1-5 ABCDA”; None if it is no such line."""
    numeral = _NUMERAL_BEFORE.match(line)
    at = numeral.end() if numeral else 0
    kind = _KIND_BEFORE.match(line, at)
    rest = line[kind.end() if kind else at :]
    if not (numeral or kind) or not re.match(r"[（(第]?\s?\d", narrow(rest)):
        return None
    return numeral[1] if numeral else "", kind[1] if kind else "", rest


def begins_with_range(line: str) -> bool:
    """Return whether a line begins with numbers such as “1-5：”, as answers to several questions do."""
    return bool(_RANGE_BEFORE.match(narrow(line)))


def numbered_texts(line: str, *, figures: bool = False) -> list[tuple[int, str]]:
    """Return the numbers and texts of a line such as “1. 登记 2. 归还”; none unless the numbers ascend by one.

    With `figures`, a text may begin with one, as in “1、10 2、登记”.
    """
    marks = list((_NUMBERED_FIGURE if figures else _NUMBERED_TEXT).finditer(narrow(line)))
    numbers = [int(mark[1]) for mark in marks]
    if not marks or marks[0].start() != 0 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(line)]
    return [
        (number, line[mark.end() : end].strip(" ；;")) for number, mark, end in zip(numbers, marks, ends, strict=True)
    ]


def _of_range(first: int, last: int, text: str, several: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001 -- passed on
    count, each = last - first + 1, _MARK.findall(text)
    groups = re.split(r"[\s、，,;；/]+", text.strip(" 、，,;；/"))
    # In groups of five, or all together, they are one for each question.
    apart = {len(group) for group in groups[:-1]} <= {_GROUP}
    marks = groups if several and (len(groups) == count or not apart) else each
    if len(marks) == count:
        yield from enumerate(marks, first)
