"""Questions out of an Aiken file: https://docs.moodle.org/en/Aiken_format.

A stem, options with a letter each, and the letter of the right one after ANSWER:. Every question fills a draft, so that
what stands around its texts is taken out as everywhere.
"""

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from course.formats.bodies import has_truth_options
from course.formats.draft import CHOICE, Draft
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.formats.text.lines import Line
from course.text.chinese_marks import spaces_in_chinese

AikenRule: TypeAlias = Literal["aiken-question"]

_ANSWER = re.compile(r"ANSWER\s*[:：]\s*(.*)", re.IGNORECASE)
_OPTION = re.compile(r"([A-Za-z])[.)]\s+(.+)")
_MARK = re.compile(r"^[ \t]*ANSWER[ \t]*[:：][ \t]*[A-Za-z][ \t]*$", re.MULTILINE | re.IGNORECASE)
_LEAST_OPTIONS = 2


def is_aiken(text: str) -> bool:
    """Return whether a text is in Aiken: it has lines such as ANSWER: B."""
    return bool(_MARK.search(text))


def read_aiken(lines: Sequence[Line]) -> ImportedFile:
    """Return what the lines of an Aiken file bring."""
    questions: list[ImportedQuestion] = []
    unclear: list[ImportedQuestion] = []
    problems: list[ImportProblem] = []
    begun: list[Line] = []
    for line in lines:
        begun.append(line)
        if not _ANSWER.fullmatch(line.text):
            continue
        draft = _draft(begun)
        question = draft.incoming()
        problems += draft.problems
        (unclear if draft.problems else questions).append(question)
        begun = []
    if begun:
        rule: AikenRule = "aiken-question"
        message = "这里以后没有“ANSWER: 字母”一行，不是完整的题目。请补上答案，或删去"
        problems.append(ImportProblem(begun[0].place, message, rule))
    return ImportedFile(tuple(questions), tuple(problems), unclear=tuple(unclear))


def _draft(lines: Sequence[Line]) -> Draft:
    """Return the question of some lines, of which the last is the answer."""
    first = next((index for index, line in enumerate(lines) if _is_first_option(lines, index)), len(lines) - 1)
    written = "".join(line.text for line in lines[:first])
    stem = _with_breaks(written)
    draft = Draft(CHOICE, None, stem, lines[0].place)
    if stem != written:
        draft.note(lines[0].place, "题干里中文之间的空格改成了换行", "corrected")
    if first > 1:
        draft.note(lines[1].place, "题干的几行接成了一行", "corrected")
    for line in lines[first:-1]:
        if option := _OPTION.fullmatch(line.text):
            draft.add_option(option[1].upper(), option[2], line.place)
        else:
            rule: AikenRule = "aiken-question"
            message = "Aiken 里题干、每个选项各占一行，选项写成“A. 选项”。看不出这一行是什么，请并到上一行，或删去"
            draft.problems.append(ImportProblem(line.place, message, rule))
    if not has_truth_options(draft):
        draft.kind = "single"
    answer = _ANSWER.fullmatch(lines[-1].text)
    draft.add_field("answer", answer[1].strip() if answer else "", lines[-1].place)
    return draft


def _with_breaks(stem: str) -> str:
    """Return a stem with line breaks for the spaces in Chinese: it has one line only, and that is how several are joined."""
    pieces, end = [], 0
    for space in spaces_in_chinese(stem):
        pieces += [stem[end : space.start()], "\n"]
        end = space.end()
    return "".join([*pieces, stem[end:]])


def _is_first_option(lines: Sequence[Line], index: int) -> bool:
    """Return whether a line is option A; a stem may begin so too, but then B does not follow."""
    found = [_OPTION.fullmatch(line.text) for line in lines[index : index + _LEAST_OPTIONS]]
    return [match[1].upper() if match else "" for match in found] == ["A", "B"]
