"""Headings of Chinese documents, and the outline that they make: 一、 （一） 1. 一是 第一章 第一条 1.1, styles of Word, Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from course.authoring.plain import MARKS, beginning, plain
from course.authoring.sentences import ENDS, sentences
from course.authoring.source_file import TITLE, Paragraph
from course.errors import RefusedError

MOST_PLACES = 1_500
MOST_PARTS = 200
"""Places of an outline, and parts at its highest level; what has more is no speech and no set of rules."""

OPENING, WHOLE = "开头", "全文"
"""Labels of what stands before the first heading, and of a source without headings."""

_DEEPEST = 5
_LONGEST_TITLE = 30
_LONGEST_HEADING = 40
_LONGEST_FIRST_LINE = 60
_LONGEST_LABEL = 12
_NUMBER = "[〇零一二三四五六七八九十百千]{1,7}"
_FIGURES = "[0-9]{1,3}"
_ARTICLE = "条"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A way to number headings, from the outermost kind on; the group is the label as locators have it."""

    name: str
    pattern: re.Pattern[str]


_KINDS = (
    *(
        _Kind(
            unit,
            re.compile(
                rf"(第(?:{_NUMBER}|{_FIGURES}){unit}(?:之[一二三四五六七八九十])?)(?![款项规的是和至到、]|经验|意见|建议|措施|理由|原因) *"
            ),
        )
        for unit in ("编", "章", "节", _ARTICLE)
    ),
    _Kind("一、", re.compile(rf"({_NUMBER})(?:、(?!{_NUMBER}、)|[.．]) *")),
    _Kind("（一）", re.compile(rf"([（(]{_NUMBER}[)）])[、.．]? *")),
    _Kind("1.", re.compile(rf"({_FIGURES})(?:[.．、](?![0-9])| +(?=[\u4e00-\u9fff])(?![年月日个])) *")),
    # How many figures there are says how deep it is.
    *(
        _Kind("1" + ".1" * depth, _decimal)
        for depth, _decimal in (
            (
                depth,
                re.compile(
                    rf"({_FIGURES}(?:[.．]{_FIGURES}){{{depth}}})(?![.．]?[0-9])(?:[.．、]? +|[.．、]?(?=[\u4e00-\u9fff])(?![万亿个倍元米公年月日])) *"
                ),
            )
            for depth in (1, 2, 3)
        )
    ),
    _Kind("（1）", re.compile(rf"([（(]{_FIGURES}[)）])[、.．]? *")),
    _Kind("一是", re.compile(r"([一二三四五六七八九十]{1,3}是)[，,]? *")),
)
_RANKS = {kind.name: 100 + rank for rank, kind in enumerate(_KINDS)}
_BRACKETS = str.maketrans("()．", "（）.")


class Numbered(NamedTuple):
    """A sentence as it stands under its heading, and the number that it has in the whole source."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a source: its label and short title, the locator that is unique, the sentences directly under it.

    `number` is that of the sentence in which its heading stands, or of its first one if it has no heading.
    """

    label: str
    title: str
    locator: str
    number: int
    sentences: tuple[Numbered, ...]
    parts: tuple["Place", ...]

    def places(self) -> Iterator["Place"]:
        """Yield this place and all in it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.places()


@dataclass(frozen=True, slots=True)
class Outline:
    """The title of a source, empty if none was found, and its parts."""

    title: str
    parts: tuple[Place, ...]

    def places(self) -> Iterator[Place]:
        """Yield all places in reading order."""
        for part in self.parts:
            yield from part.places()


@dataclass(frozen=True, slots=True)
class _Heading:
    """A paragraph taken for a heading: how it ranks among the others, and what follows it in the paragraph."""

    rank: int
    label: str
    title: str
    body: str


@dataclass(slots=True)
class _Open:
    """A place under construction."""

    heading: _Heading
    number: int
    sentences: list[Numbered] = field(default_factory=list)
    parts: list["_Open"] = field(default_factory=list)


def outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """Return the title and the nested places of a source. Raises RefusedError if it has too many."""
    title, rest = _title(_counted(paragraphs))
    top = _nested(rest)
    own = [one for one in top.sentences if one.text[-1] in ENDS + "”"]
    if not top.parts:
        whole = plain(title) or "全文"
        parts = [_Open(_Heading(0, WHOLE, whole, ""), 1, top.sentences)]
    else:
        opening = [_Open(_Heading(0, OPENING, "开头的话", ""), own[0].number, own)] if own else []
        parts = [*opening, *top.parts]
    if len(parts) > MOST_PARTS or _count(parts) > MOST_PLACES:
        raise RefusedError(
            f"认出的标题太多：最高一级 {len(parts)} 个（最多 {MOST_PARTS}），一共 {_count(parts)} 个（最多 {MOST_PLACES}）。"
            "请检查是不是选错了文件，或者拆成几门课"
        )
    return Outline(title, tuple(_frozen(parts, _Around("", ""), set())))


def _count(parts: Iterable[_Open]) -> int:
    return sum(1 + _count(part.parts) for part in parts)


class _Counted(NamedTuple):
    """A paragraph, its sentences, and the number of the first one."""

    paragraph: Paragraph
    sentences: list[str]
    first: int

    def behind(self, text: str) -> list[Numbered]:
        """Return the sentences of a text that ends the paragraph, each with the number of the one that it ends."""
        found = sentences(text)
        start = max(0, len(self.sentences) - len(found))
        last = len(self.sentences) - 1
        return [Numbered(self.first + min(start + index, last), one) for index, one in enumerate(found)]


def _counted(paragraphs: Iterable[Paragraph]) -> list[_Counted]:
    counted: list[_Counted] = []
    number = 1
    for paragraph in paragraphs:
        counted.append(_Counted(paragraph, sentences(paragraph.text), number))
        number += len(counted[-1].sentences)
    return counted


def _title(paragraphs: Sequence[_Counted]) -> tuple[str, Sequence[_Counted]]:
    """Return the title of the document, empty if it has none, and the paragraphs without it."""
    titles = [index for index, one in enumerate(paragraphs) if one.paragraph.level == TITLE]
    highest = [index for index, one in enumerate(paragraphs) if one.paragraph.level == 1]
    first = paragraphs[0].paragraph
    is_alone = highest == [0] or (first.level is None and _is_short(first.text, _LONGEST_FIRST_LINE))
    if not titles and is_alone and _kind(first.text) is None:
        titles = [0]
    if not titles:
        return "", paragraphs
    return paragraphs[titles[0]].paragraph.text, [*paragraphs[: titles[0]], *paragraphs[titles[0] + 1 :]]


def _is_short(text: str, longest: int) -> bool:
    return len(text) <= longest and text[-1] not in ENDS and len(sentences(text)) == 1


def _nested(paragraphs: Sequence[_Counted]) -> _Open:
    """Return a place that holds the whole source."""
    learned = _levels(one.paragraph for one in paragraphs)
    top = _Open(_Heading(-1, "", "", ""), 1)
    way = [top]
    for one in paragraphs:
        heading = _heading(one.paragraph, learned)
        while heading and way[-1].heading.rank >= heading.rank:
            way.pop()
        if heading is None or len(way) > _DEEPEST:
            way[-1].sentences += one.behind(one.paragraph.text)
            continue
        place = _Open(heading, one.first, one.behind(heading.body))
        way[-1].parts.append(place)
        way.append(place)
    return top


def _levels(paragraphs: Iterable[Paragraph]) -> dict[str, int]:
    """Return at which level a file marks headings of a kind, so that one that was forgotten ranks like the others."""
    learned: dict[str, int] = {}
    for paragraph in paragraphs:
        found = _kind(paragraph.text)
        if found and paragraph.level:
            learned.setdefault(found[0], paragraph.level)
    return learned


def _kind(text: str) -> tuple[str, str, str] | None:
    """Return the kind of a numbered paragraph, its label, and what follows; None if it has no number."""
    for kind in _KINDS:
        if match := kind.pattern.match(text):
            return kind.name, match[1].translate(_BRACKETS), text[match.end() :].strip()
    return None


def _heading(paragraph: Paragraph, learned: dict[str, int]) -> _Heading | None:
    numbered = _kind(paragraph.text)
    if numbered:
        kind, label, rest = numbered
        rank = paragraph.level or learned.get(kind) or _RANKS[kind]
        title, body = _parted(rest, article=kind == _ARTICLE)
        return _Heading(rank, label, plain(title) or label, body)
    if paragraph.level:
        title = plain(paragraph.text)
        title = title if len(title) <= _LONGEST_HEADING else beginning(title, _LONGEST_HEADING)
        return _Heading(paragraph.level, "", title, "") if title else None
    return None


def _parted(text: str, *, article: bool) -> tuple[str, str]:
    """Return what a heading is called, and the text that follows in the same paragraph."""
    first, *others = sentences(text) or [""]
    if not article and len(first) <= _LONGEST_HEADING and (others or first[-1:] not in set(ENDS)):
        return first.rstrip(ENDS + "：:；;"), "".join(others)
    if not article and not others and len(first) <= _LONGEST_TITLE:
        return first.rstrip(ENDS), ""
    return beginning(plain(first), _LONGEST_TITLE), text


class _Around(NamedTuple):
    """What some places lie in: its locator, and its number as written."""

    locator: str
    number: str


def _frozen(places: Sequence[_Open], around: _Around, used: set[str]) -> Iterator[Place]:
    """Yield places with labels that make every locator unique."""
    for place in places:
        label = _unique(_label(place.heading, around), around.locator, used)
        locator = around.locator + label
        parts = tuple(_frozen(place.parts, _Around(locator, place.heading.label), used))
        yield Place(label, place.heading.title, locator, place.number, tuple(place.sentences), parts)


def _label(heading: _Heading, around: _Around) -> str:
    if not heading.label:
        short = beginning(heading.title, _LONGEST_LABEL).translate(MARKS).strip() or "节"
        return f"·{short}" if around.locator else short
    # 1.2 within 1 is written 1.2, not 11.2.
    within = around.number and heading.label.startswith(f"{around.number}.")
    return heading.label.removeprefix(around.number) if within else heading.label


def _unique(label: str, before: str, used: set[str]) -> str:
    numbers = iter(range(2, MOST_PLACES + 2))
    chosen = label
    while before + chosen in used:
        chosen = f"{label}·{next(numbers)}"
    used.add(before + chosen)
    return chosen
