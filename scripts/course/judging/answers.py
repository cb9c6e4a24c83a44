"""Answers as people write them into a text file, such as `1 AC` or `3.1 对`, and what they are to a question."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from course.exams.option_order import (
    letter,
    seed_of_part,
    shown_choices,
    shown_items,
    shown_options,
    shown_partners,
)
from course.formats.answers import TRUTHS
from course.formats.grammar import narrow
from course.model import bank
from course.model.scenario import walk
from course.text.diagnostics import Diagnostic, Position

HOW = {
    "single": ("A", "一个字母"),
    "multiple": ("ACD", "全部正确选项的字母"),
    "truefalse": ("对", "“对”或“错”"),
    "blank": ("甲；乙", "每个空的文字，几个空用分号隔开"),
    "order": ("BADC", "各项的字母，照正确的先后写"),
    "match": ("1C2A3B", "左项的数字和右项的字母，一对接一对"),
    "scenario": ("1A3B", "走过的每一步：步数和所选的字母，一直写到结束"),
}
"""Of each type an answer as it is written, and what that is."""

_NUMBER = re.compile(r"\s*第?\s*([0-9]{1,4})\s*题?[\s.．、:：)）]*")
_PART = re.compile(r"[(（]?\s*([0-9]{1,2})[\s.．、:：)）]*")
_BETWEEN = re.compile(r"[\s,.、;。→>-]+")
_PAIRS = re.compile(r"(?:[0-9]{1,2}[A-Z])+")
_PAIR = re.compile(r"([0-9]{1,2})([A-Z])")
_WAY = re.compile(r"(?:[0-9]{0,2}[A-Z])+")
_STEP = re.compile(r"([0-9]{0,2})([A-Z])")


@dataclass(frozen=True, slots=True)
class BlindQuestion:
    """A question with its number on the test and the seed by which its options are shuffled."""

    number: int
    question: bank.Question
    seed: int


@dataclass(slots=True)
class ReaderAnswers:
    """The answers of one reader: by number of the question, the responses and the texts that they were read from."""

    name: str
    responses: dict[int, object] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)


def read_sheet(
    text: str, path: str, asked: Mapping[int, BlindQuestion], others: Iterable[int] = ()
) -> ReaderAnswers | list[Diagnostic]:
    """Read a file of answers to the questions that were asked, or return all that is wrong with it.

    Empty lines and lines that begin with `#` say nothing; answers to `others` are ignored.
    """
    sheet, passed = ReaderAnswers(path), frozenset(others)
    problems: list[Diagnostic] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip(" ").startswith("#"):
            problems += _line(sheet, line, Position(path, number), asked, passed)
    if not problems and not sheet.responses:
        problems = [Diagnostic(Position(path), "里面没有一个答案。请核对是不是选错了文件", "blind-empty")]
    return problems or sheet


def _line(
    sheet: ReaderAnswers, line: str, at: Position, asked: Mapping[int, BlindQuestion], passed: frozenset[int]
) -> Iterator[Diagnostic]:
    """Take the answer of one line into the sheet."""
    plain = narrow(line)
    found = _NUMBER.match(plain)
    if not found:
        yield Diagnostic(at, "这一行没有题号。请先写题号，再写答案，如 1 A；说明请以 # 开头", "blind-line")
        return
    number, rest = int(found[1]), plain[found.end() :].strip()
    at = Position(at.path, at.line, found.end() + 1)
    if number in passed:
        return
    if number not in asked:
        yield Diagnostic(at, f"试卷上没有第 {number} 题。请核对题号和试卷", "blind-number")
    elif rest:
        one = asked[number]
        take = _take_part if isinstance(one.question, bank.CaseBody) else _take_whole
        yield from take(sheet, one, rest, at)


def _take_whole(sheet: ReaderAnswers, one: BlindQuestion, text: str, at: Position) -> Iterator[Diagnostic]:
    response = response_of(one.question, text, one.seed)
    if response is None:
        yield _unclear(f"第 {one.number} 题", one.question, text, at)
    elif one.number in sheet.responses:
        yield Diagnostic(at, f"第 {one.number} 题写了两次答案。请只留一个", "blind-twice")
    else:
        sheet.responses[one.number], sheet.texts[one.number] = response, text


def _take_part(sheet: ReaderAnswers, one: BlindQuestion, text: str, at: Position) -> Iterator[Diagnostic]:
    parts = one.question.questions if isinstance(one.question, bank.CaseBody) else ()
    found = _PART.match(text)
    number = int(found[1]) if found else 0
    if not found or not 0 < number <= len(parts):
        message = f"第 {one.number} 题是案例，有 {len(parts)} 个小题。请一个小题一行，如 {one.number}.1 A"
        yield Diagnostic(at, message, "blind-number")
        return
    part, rest = parts[number - 1], text[found.end() :].strip()
    response = response_of(part, rest, seed_of_part(one.seed, number - 1))
    taken = sheet.responses.setdefault(one.number, [None] * len(parts))
    if not isinstance(taken, list):
        return
    if response is None:
        yield _unclear(f"第 {one.number}.{number} 题", part, rest, at)
    elif taken[number - 1] is not None:
        yield Diagnostic(at, f"第 {one.number}.{number} 题写了两次答案。请只留一个", "blind-twice")
    else:
        taken[number - 1] = response
        sheet.texts[one.number] = f"{sheet.texts.get(one.number, '')}（{number}）{rest}"


def _unclear(name: str, body: bank.Body, text: str, at: Position) -> Diagnostic:
    example, what = HOW[body.type]
    message = f"{name}是{bank.TYPE_LABELS[body.type]}，看不懂答案“{text}”。请写{what}，如 {example}；没有答的不用写"
    return Diagnostic(at, message, "blind-answer")


def response_of(body: bank.Body, text: str, seed: int) -> object | None:
    """Return the response that a written answer means on a paper with this seed, None where that is not certain.

    The response is in the form that `grade` expects. Width, case, blanks and marks between letters make no difference.
    """
    folded = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).upper())
    match body:
        case bank.SinglePart():
            chosen = _chosen(shown_options(body, seed), folded)
            return chosen[0] if len(chosen) == 1 else None
        case bank.MultiplePart():
            return _chosen(shown_options(body, seed), folded) or None
        case bank.TrueFalsePart():
            return TRUTHS.get(folded)
        case bank.BlankPart():
            texts = [one.strip() for one in text.replace(";", "；").split("；")] if len(body.answers) > 1 else [text]
            return texts if len(texts) == len(body.answers) else None
        case bank.OrderPart():
            order = _chosen(shown_items(body, seed), folded)
            return order if len(order) == len(body.items) else None
        case bank.MatchPart():
            return _matched(body, folded, seed)
        case bank.ScenarioBody():
            return _way(body, folded, seed)
        case bank.CaseBody() | bank.ShortBody():
            return None
        case _:
            assert_never(body)


def _chosen(shown: list[int], letters: str) -> list[int]:
    """Return the indexes of the items that the letters name; none if a letter is unknown or repeated."""
    named = {letter(place): index for place, index in enumerate(shown)}
    fitting = set(letters) <= set(named) and len(set(letters)) == len(letters)
    return [named[one] for one in letters] if fitting else []


def _matched(body: bank.MatchPart, folded: str, seed: int) -> list[int | None] | None:
    shown = shown_partners(body, seed)
    found = [(int(number) - 1, _chosen(shown, name)) for number, name in _PAIR.findall(folded)]
    places = [place for place, _ in found]
    if not _PAIRS.fullmatch(folded) or len(set(places)) < len(places):
        return None
    if not all(chosen and 0 <= place < len(body.pairs) for place, chosen in found):
        return None
    by_place = {place: chosen[0] for place, chosen in found}
    return [by_place.get(place) for place in range(len(body.pairs))]


def _way(body: bank.ScenarioBody, folded: str, seed: int) -> list[int] | None:
    """Return the choices of a way written as steps and letters; the numbers of the steps may be left out."""
    numbers = {name: str(number) for number, name in enumerate(body.steps, 1)}
    place, choices = body.start, list[int]()
    for number, name in _STEP.findall(folded) if _WAY.fullmatch(folded) else ():
        chosen = _chosen(shown_choices(body, place, seed), name) if place in body.steps else []
        if not chosen or number not in {"", numbers[place]}:
            return None
        choices += chosen
        place = body.steps[place].choices[chosen[0]].go
    return choices if walk(body, choices) else None
