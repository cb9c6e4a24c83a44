"""Reads what members hand over: files of records and result slips. They are foreign, so everything is judged.

The formats are those of `player/src/store/exchange.ts` and `player/src/learning/slip.ts`. Names are not read:
members are numbers.
"""

import json
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias, TypeGuard

from course.errors import CourseError, RefusedError
from course.text.unicode_checks import printable

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

_LONE = re.compile("[\ud800-\udfff]")


def checksum(value: Json) -> str:
    """Return the CRC-32 of a value as `player/src/core/checksum.ts` computes it, eight hexadecimal digits."""
    return f"{zlib.crc32(canonical(value).encode()):08x}"


def canonical(value: Json) -> str:
    """Return a value as JSON without spaces, the keys of objects sorted as JavaScript sorts them."""
    match value:
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return "{" + ",".join(f"{_text(name)}:{canonical(value[name])}" for name in names) + "}"
        case list():
            return "[" + ",".join(map(canonical, value)) + "]"
        case str():
            return _text(value)
        case bool() | None:
            return json.dumps(value)
        case _:
            return number(value)


def _text(value: str) -> str:
    # Half a surrogate pair has no UTF-8; JavaScript escapes it.
    return _LONE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def number(value: float) -> str:
    """Return a number as ECMA-262 has it (Number::toString): the shortest digits that read back as the same number."""
    if not math.isfinite(value):
        return "null"
    sign, digits, exponent = _shortest(float(value))
    point = len(digits) + exponent
    if not digits:
        return "0"
    if 0 < point <= 21:
        text = digits.ljust(point, "0") if exponent >= 0 else f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
        text = f"{mantissa}e{point - 1:+d}"
    return sign + text


def _shortest(value: float) -> tuple[str, str, int]:
    """Return sign, significant digits and decimal exponent; Python's repr finds the same digits as JavaScript."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.lstrip("-").partition(".")
    fraction = fraction if fraction != "0" else ""
    digits, exponent = whole + fraction, int(power or 0) - len(fraction)
    stripped = digits.rstrip("0")
    exponent += len(digits) - len(stripped)
    return "-" if mantissa.startswith("-") else "", stripped.lstrip("0"), exponent


RECORD, SLIP = "course-record", "course-slip"
VERSION = 1
LARGEST_FILE = 50 * 1024 * 1024
MOST_ANSWERS = 200_000
DEEPEST = 16
LONGEST_ID = 120
EARLIEST = 1_577_836_800_000
"""2020-01-01 in milliseconds since 1970: nothing was answered before there was a course."""

AHEAD = 2 * 86_400_000
"""Clocks differ; an answer may lie so many milliseconds in the future."""

LONGEST_TIME = 3_600_000
"""Who took more than an hour (in milliseconds) was away; such a time is not counted."""

_VERDICTS = frozenset({"right", "partial", "wrong", "pending"})
# Possessive, and an open string ends with the text: no file makes this slow.
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class RecordedAnswer:
    """One answer of one member. `at` and `took` are milliseconds, `took` is None where it is not recorded."""

    member: int
    question: str
    version: str
    verdict: str
    at: float
    took: float | None
    response: Json


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A refused file, and why (Chinese)."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Records:
    """What all files together say: each answer once, oldest first."""

    answers: tuple[RecordedAnswer, ...]
    members: int
    files: int
    refused: tuple[RefusedFile, ...]
    senseless: int
    """Entries that were left out because they make no sense."""

    without_answers: int
    """Files that are sound but let no single answers be seen."""


@dataclass(slots=True)
class _Sheet:
    """One sound file: what tells whose it is, and the answers in it."""

    is_slip: bool
    has_learner: bool
    tokens: set[str]
    answers: list[RecordedAnswer] = field(default_factory=list)
    senseless: int = 0


class _UnreadableError(CourseError):
    """The file is refused; the message says why."""


def read_records(files: Iterable[tuple[str, bytes]], now: float) -> Records:
    """Read files by name and content; answers after `now`, in milliseconds since 1970, are invalid.

    One member may hand over several files, the same answers in each: they count once.
    """
    refused: list[RefusedFile] = []
    sheets: list[_Sheet] = []
    for name, content in files:
        try:
            sheets.append(_sheet(content, now))
        except _UnreadableError as reason:
            # On one line and visible: a name is foreign too.
            refused.append(RefusedFile(" ".join(printable(name).split()), str(reason)))
    _link_slips(sheets)
    members = _members([sheet.tokens for sheet in sheets])
    answers: dict[tuple[int, str, float], RecordedAnswer] = {}
    for member, sheet in zip(members, sheets, strict=True):
        for answer in sheet.answers:
            known = answers.get((member, answer.question, answer.at))
            # A slip does not hold the time that an answer took; a record of the same answer does.
            if known is None or known.took is None:
                answers[member, answer.question, answer.at] = replace(answer, member=member)
    return Records(
        answers=tuple(sorted(answers.values(), key=lambda answer: (answer.at, answer.member, answer.question))),
        members=len(set(members)),
        files=len(sheets) + len(refused),
        refused=tuple(refused),
        senseless=sum(sheet.senseless for sheet in sheets),
        without_answers=sum(not sheet.answers for sheet in sheets),
    )


def _link_slips(sheets: list[_Sheet]) -> None:
    """Give each slip and record of one person a token in common where the record was exported without the learner's id.

    They are of one person if they share half of the answers of the smaller one, to the millisecond: a class that
    answers the same question at once shares a few by chance.
    """
    places: dict[tuple[str, str, float], set[int]] = {}
    for number, sheet in enumerate(sheets):
        if not sheet.is_slip and not sheet.has_learner:
            for answer in sheet.answers:
                places.setdefault(_place(answer), set()).add(number)
    for number, slip in enumerate(sheets):
        if not slip.is_slip:
            continue
        own = {_place(answer) for answer in slip.answers}
        for other, count in Counter(one for place in own for one in places.get(place, ())).items():
            if 2 * count >= min(len(own), len(sheets[other].answers)):
                slip.tokens.add(f"slip {number}")
                sheets[other].tokens.add(f"slip {number}")


def _place(answer: RecordedAnswer) -> tuple[str, str, float]:
    return answer.question, answer.version, answer.at


def _members(sheets: list[set[str]]) -> list[int]:
    """Return for each sheet the number of its member: sheets that share a token are of one person."""
    parent = list(range(len(sheets)))

    def root(sheet: int) -> int:
        while parent[sheet] != sheet:
            sheet = parent[sheet]
        return sheet

    first: dict[str, int] = {}
    for number, tokens in enumerate(sheets):
        for token in tokens:
            one, other = root(first.setdefault(token, number)), root(number)
            parent[max(one, other)] = min(one, other)
    return [root(number) for number in range(len(sheets))]


def _sheet(content: bytes, now: float) -> _Sheet:
    fields = _parse(content)
    kind, version = fields.get("format"), fields.get("version")
    # Compared, not looked up: it can be anything, a list too.
    if kind not in (RECORD, SLIP):
        raise _UnreadableError("不是学习记录，也不是成绩单。请从学员的“设置与记录”页导出记录，或在“汇总”页做成绩单")
    if _is_number(version) and version > VERSION:
        raise _UnreadableError("是更新版本的站点做的，本程序还读不懂。请先更新本项目")
    body = {name: value for name, value in fields.items() if name != "checksum"}
    if version != VERSION or fields.get("checksum") != checksum(body):
        raise _UnreadableError("内容和校验值对不上，可能没有传完，或者改动过。请让学员重新导出")
    entries = fields.get("attempts", [])
    if not isinstance(entries, list) or len(entries) > MOST_ANSWERS:
        raise _UnreadableError(f"作答记录不是一张列表，或者超过 {MOST_ANSWERS:,} 条")
    learner = fields.get("learner")
    sheet = _Sheet(kind == SLIP, _is_id(learner), {f"learner {learner}"} if _is_id(learner) else set())
    for entry in entries:
        answer = _record_entry(entry, now, sheet.tokens) if kind == RECORD else _slip_entry(entry, now)
        if answer is None:
            sheet.senseless += 1
        else:
            sheet.answers.append(answer)
    return sheet


def _parse(content: bytes) -> Mapping[str, Json]:
    """Return the fields of a JSON text without ever going deeper, or reading more, than a sound file asks for."""
    if len(content) > LARGEST_FILE:
        raise _UnreadableError(f"有 {len(content):,} 字节，超过 {LARGEST_FILE:,} 的上限")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _UnreadableError("不是 UTF-8 编码的文字。请让学员重新导出，不要用别的程序另存") from None
    if _depth(text) > DEEPEST:
        raise _UnreadableError(f"括号套了 {DEEPEST} 层以上，不是学员导出的文件")
    try:
        value = json.loads(text, parse_int=float, parse_constant=_refuse_constant)
    except ValueError:
        raise _UnreadableError("读不懂，不是完整的 JSON，可能没有传完。请让学员重新导出") from None
    if not isinstance(value, dict):
        raise _UnreadableError("不是学员导出的文件")
    return value


def _refuse_constant(name: str) -> Json:
    raise ValueError(name)


def _depth(text: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _record_entry(entry: Json, now: float, tokens: set[str]) -> RecordedAnswer | None:
    if not isinstance(entry, dict) or not _is_id(name := entry.get("id")):
        return None
    answer = _answer(
        [entry.get(field) for field in ("question", "version", "verdict", "at", "response")], entry.get("took"), now
    )
    if answer:
        tokens.add(f"attempt {name}")
    return answer


def _slip_entry(entry: Json, now: float) -> RecordedAnswer | None:
    return _answer(entry, None, now) if isinstance(entry, list) and len(entry) == 5 else None


def _answer(values: list[Json], took: Json, now: float) -> RecordedAnswer | None:
    question, version, verdict, at, response = values
    if not _is_id(question) or not _is_id(version) or not isinstance(verdict, str) or verdict not in _VERDICTS:
        return None
    if not _is_number(at) or not EARLIEST <= at <= now + AHEAD:
        return None
    # In an exam single questions are not timed, and the player writes 0.
    timed = took if _is_number(took) and 0 < took <= LONGEST_TIME else None
    return RecordedAnswer(0, question, version, verdict, at, timed, response)


def _is_id(value: Json) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID


def _is_number(value: Json) -> TypeGuard[float]:
    return isinstance(value, float) and math.isfinite(value)


def read_files(places: Iterable[Path], now: float) -> Records:
    """Read members' files; a folder stands for all `.json` files in it. `now` in milliseconds since 1970."""
    return read_records(((file.name, _content(file)) for place in places for file in _files(place)), now)


def _files(place: Path) -> Iterator[Path]:
    if place.is_dir():
        found = sorted(place.glob("*.json"))
        if not found:
            raise RefusedError(f"文件夹 {place} 里没有 .json 文件。请放进学员导出的记录或成绩单")
        yield from found
    elif place.is_file():
        yield place
    else:
        raise RefusedError(f"没有找到 {place}。请检查文件名和位置")


def _content(file: Path) -> bytes:
    """Return what a file holds, of one that is too large only as much as shows that it is."""
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)
