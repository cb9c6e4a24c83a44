"""What a line is, by how it begins. No line is classified unless that is certain."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

KINDS = {
    "单项选择": "single", "单选": "single", "多项选择": "multiple", "多选": "multiple", "判断": "truefalse",
    "是非": "truefalse", "填空": "blank", "简答": "short", "问答": "short",
}  # fmt: skip
"""The names of sections, without 题, whose questions can be distinguished with certainty."""

FIELDS = {
    "答案": "answer", "正确答案": "answer", "参考答案": "answer", "标准答案": "answer", "解析": "explanation",
    "答案解析": "explanation", "试题解析": "explanation", "难度": "difficulty", "要点": "points", "考点": "points",
    "术语": "terms", "依据": "basis", "不打乱": "fixed", "参考要点": "reference",
}  # fmt: skip

_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_SECTION = re.compile(
    rf"(?:第?{_NUMERAL}(?:大题|部分)?[\s、.．:：]+)?([\u4e00-\u9fff]{{2,6}}?)题?\s*(?:[（(].*[）)])?[:：]?"
)
_OTHER_SECTION = re.compile(rf"{_NUMERAL}\s*[、.．]\s*(.+)")
_ANSWER_LIST = re.compile(
    r"(?:附[:：]?\s*)?(?:参考|标准|正确)?答案(?:及解析|与解析|和解析)?[:：]?|【(?:参考|标准)?答案】"
)
# Possessive: blanks without end would otherwise be shared out in every way.
_GIVEN = re.compile(r"[（(]\s*+([A-J]*|√|✓|✔|×|✗|✘|对|错)\s*[)）]\s*(?=\d{1,3}\s*[.．、])")
_QUESTION = re.compile(r"(\d{1,3})\s*(?:[.．](?!\d)|[、)）])\s*(.+)")
_TAGGED = re.compile(rf"[（(【\[]\s*({'|'.join(KINDS)})题?\s*[)）】\]]\s*")
_FIELD = re.compile(rf"(?:【\s*({'|'.join(FIELDS)})\s*】|({'|'.join(FIELDS)})\s*[:：])\s*")
_FOLLOWING = re.compile(rf"\s(?=(?:【(?:{'|'.join(FIELDS)})】|(?:{'|'.join(FIELDS)})\s*[:：]))")
_LESSON = re.compile(r"选项\s*([A-J])\s*的说明\s*[:：]\s*")
_OPTION = re.compile(r"(?:^|(?<=\s))([A-J])\s*[.．、:：)）]\s*")
_HIDDEN_OPTION = re.compile(r"[A-J]\s*[.．、](?![A-Za-z0-9])")
_ENTRY = re.compile(r"(?:[（(]\d{1,2}[)）]|[①-⑳]|[-•·])\s*(.+)")


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

    `kind` is that of a tag such as 【单选】, `given` an answer in brackets before the number.
    """

    number: int
    text: str
    kind: str | None
    given: str


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one line: letter and text. `run_together` is a text that seems to hide another option."""

    options: tuple[tuple[str, str], ...]
    run_together: str | None


@dataclass(frozen=True, slots=True)
class LineFields:
    """Fields of one line such as 答案：B 解析：…, by their names in a question."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OptionLesson:
    """The explanation of an option for those who chose it."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An item of a list that begins with （1）, ① or a dash."""

    text: str


@dataclass(frozen=True, slots=True)
class Other:
    """Anything else."""


Meaning: TypeAlias = SectionHeading | AnswerList | Start | Options | LineFields | OptionLesson | AnswerEntry | Other


def meaning(line: str) -> Meaning:
    """Return what a line is."""
    plain = narrow(line)
    if _ANSWER_LIST.fullmatch(line):
        return AnswerList()
    if match := _SECTION.fullmatch(line):
        if match[1] in KINDS:
            return SectionHeading(match[1], KINDS[match[1]])
        if match[1].endswith(
            ("选择", "排序", "连线", "匹配", "案例", "案例分析", "材料", "论述", "名词解释", "不定项", "推演")
        ):
            return SectionHeading(match[1], None)
    if match := _LESSON.match(plain):
        return OptionLesson(match[1], line[match.end() :])
    if _FIELD.match(line):
        return LineFields(tuple(_fields(line)))
    if (match := _OPTION.match(plain)) and match.start() == 0:
        return _options(line, plain)
    given = _GIVEN.match(plain)
    if match := _QUESTION.fullmatch(plain, given.end() if given else 0):
        text = line[match.start(2) :]
        tag = _TAGGED.match(text)
        stem, kind = (text[tag.end() :], KINDS[tag[1]]) if tag else (text, None)
        return Start(int(match[1]), stem, kind, given[1] if given else "")
    if match := _ENTRY.fullmatch(line):
        return AnswerEntry(match[1])
    if match := _OTHER_SECTION.fullmatch(line):
        return SectionHeading(match[1], None)
    return Other()


def narrow(text: str) -> str:
    """Return a text with full-width Latin letters and digits replaced by half-width ones, so that positions stay the same."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", letter)) == 1 and folded.isalnum() else letter
        for letter in text
    )


def answer_fields(text: str) -> Iterator[tuple[str, str]]:
    """Yield the fields of what stands behind a number in a list of answers; without a name it is the answer."""
    yield from _fields(text if _FIELD.match(text) else f"答案：{text}")


def _fields(line: str) -> Iterator[tuple[str, str]]:
    rest = line
    while match := _FIELD.match(rest):
        name, text = FIELDS[match[1] or match[2]], rest[match.end() :]
        # An explanation may speak of answers; what stands behind a short field is another field.
        following = _FOLLOWING.search(text) if name != "explanation" else None
        yield name, (text[: following.start()] if following else text).strip()
        if not following:
            return
        rest = text[following.end() :].lstrip()


def _options(line: str, plain: str) -> Options:
    starts = list(_OPTION.finditer(plain))
    ends = [*(match.start() for match in starts[1:]), len(line)]
    options = tuple((match[1], line[match.end() : end].strip()) for match, end in zip(starts, ends, strict=True))
    hiding = next((text for _, text in options if _HIDDEN_OPTION.search(narrow(text))), None)
    return Options(options, hiding)


# Possessive throughout: no repetition gives back what it took, or a line that is no list after all would be tried in
# more ways than a machine can count.
_SHORT = r"(?:[A-J](?:[、，,]?[A-J])*+|√|✓|✔|×|✗|✘|对|错|正确|错误)"
_PAIR = re.compile(rf"(\d{{1,3}})\s*[.．、:：)）]?\s*({_SHORT})(?![A-Za-z])[\s;；,，。]*+")
_PAIRS = re.compile(rf"(?:{_PAIR.pattern})++")
_RANGE = re.compile(
    rf"(\d{{1,3}})\s*[-—–~～至]+\s*(\d{{1,3}})\s*(?:题)?\s*[.．、:：)）]?\s*((?:{_SHORT}[\s、，,;；]*+)++)"
)
_RANGES = re.compile(rf"(?:{_RANGE.pattern})++")
_MARK = re.compile(r"[A-J]|√|✓|✔|×|✗|✘|正确|错误|对|错")


def numbered_answers(line: str, *, several: bool) -> list[tuple[int, str]] | None:
    """Return numbers and answers of a line of a list; None if the line is no such thing for certain.

    `several` says that an answer may have several letters, so that only spaces separate one from the next.
    """
    plain = narrow(line)
    if _RANGES.fullmatch(plain):
        found = [list(_of_range(int(match[1]), int(match[2]), match[3], several)) for match in _RANGE.finditer(plain)]
        return [pair for pairs in found for pair in pairs] if all(found) else None
    if _PAIRS.fullmatch(plain):
        return [(int(match[1]), match[2]) for match in _PAIR.finditer(plain)]
    return None


def _of_range(first: int, last: int, text: str, several: bool) -> Iterator[tuple[int, str]]:  # noqa: FBT001 -- passed on
    marks = re.split(r"[\s、，,;；]+", text.strip(" 、，,;；")) if several else _MARK.findall(text)
    if len(marks) == last - first + 1:
        yield from enumerate(marks, first)
