"""Texts that name options by letters, such as “故选B” and “A、C项”: which options they mean, where that is certain."""

import re
from dataclasses import dataclass

OPTION_LETTERS = "ABCDEFGHIJ"
_WIDE = str.maketrans("ＡＢＣＤＥＦＧＨＩＪ", OPTION_LETTERS)

_BEFORE = r"(?<![A-Za-z0-9])"
_AFTER = r"(?![A-Za-z0-9级类卷股座区楼型角])"
"""Behind these a letter is part of a name: A级, B类, C卷."""
_ANY = re.compile("[A-JＡ-Ｊ]")
LOOSE = re.compile(rf"{_BEFORE}[A-J]{_AFTER}|第[一二三四五六七八九十]个?选项|[前后][两三四]个?选项|最后一?个?选项")
"""What may name an option by its letter or its place; it may be a name of something else too."""

# Possessive: a run of letters is one list or none.
_LIST = rf"{_BEFORE}(?P<letters>[A-J](?: ?[、/和与及]? ?[A-J]){{0,9}}+){_AFTER}"
_ITEMS = r"\s*(?:[两二三四五六七八]?个?选?项)(?!目)"
_JUDGED = r" ?(?:均|都|皆|全)?(?:是|为)?(?:正确|错误|不正确|有误|不对|不符|符合|不选|当选|不当选|说法|表述|[对错](?=[，。；,;\s]|$))"
_CERTAIN = (
    re.compile(rf"(?:答案|正确选项|正确的)(?:应当?)?(?:是|为|选|[：:])\s*{_LIST}(?:选?项)?(?!项目)"),
    re.compile(rf"(?:故|应|应当|应该|因此|所以|本题|此题)选择?\s*{_LIST}(?:选?项)?(?!项目)"),
    re.compile(rf"(?:选项|题肢)\s*{_LIST}"),
    re.compile(rf"{_LIST}{_ITEMS}"),
)
"""Forms that speak of options whatever else has a letter."""
_LIKELY = (
    re.compile(rf"选择?\s*{_LIST}"),
    re.compile(rf"排除\s*{_LIST}"),
    re.compile(rf"{_LIST}(?={_JUDGED})"),
)
"""Forms that speak of options unless the question itself names something by these letters."""
_COMBINED = re.compile(rf"{_LIST}(?:选?项)?(?:(?:都|均|全)?(?:[对是]|正确)|都|均可)?")
_NEAR = 16
"""The words around a letter that decide what it means are no more characters away."""
_ANSWERS = re.compile(
    r"(?:故|因此|所以|应当?|应该|本题|此题)选择?\s*$|(?:答案|正确选项|正确的)(?:应当?)?(?:是|为|选|[：:])?\s*$"
)
_CHOSEN = re.compile(r"(?:^|[，。；,;\s])选择?\s*$")
_DENIED = re.compile(r"[不未别勿误错漏非]\w{0,3}$")
_GOES_ON = re.compile(r"(?:选?项)?(?:的|或|还是|者)")
_STOPS = re.compile(r"(?:选?项)?(?:[，。；,;.]|\s*$)")


@dataclass(frozen=True, slots=True)
class LetterMention:
    """Options named by their letters: the span of the name in the text, the letters, and whether they are said to be right.

    The span holds the letters and the words that only go with letters, such as 项, so that the options' own words can
    take its place.
    """

    start: int
    end: int
    letters: str
    is_verdict: bool


def may_name_options(text: str) -> bool:
    """Return whether a text has a letter that could be an option's; few explanations have, and this is quick."""
    return bool(_ANY.search(text))


def letter_mentions(text: str, others: str = "") -> tuple[LetterMention, ...]:
    """Return where a text certainly names options by letters, in its order.

    `others` is what else the question says, its stem and options: a letter in there is the name of something, such as
    A 单位, and counts only in a form that nothing but an option has.
    """
    if not may_name_options(text):
        return ()
    plain = text.translate(_WIDE)
    named = {match[0] for match in re.finditer(rf"{_BEFORE}[A-J](?![A-Za-z0-9])", others.translate(_WIDE))}
    found: dict[int, LetterMention] = {}
    for form in (*_CERTAIN, *_LIKELY):
        for match in form.finditer(plain):
            letters = "".join(re.findall("[A-J]", match["letters"]))
            start, end = match.start("letters"), match.end()
            overlaps = any(one.start < end and start < one.end for one in found.values())
            if overlaps or (form in _LIKELY and named & set(letters)):
                continue
            found[start] = LetterMention(start, end, letters, _is_verdict(plain, match))
    return tuple(found[start] for start in sorted(found))


def _is_verdict(text: str, match: re.Match[str]) -> bool:
    """Return whether a mention says what is right, as 故选B does and 误选B or 选B的 does not."""
    before = text[max(0, match.start("letters") - _NEAR) : match.start("letters")]
    after = text[match.end("letters") : match.end("letters") + _NEAR]
    if _GOES_ON.match(after):
        return False
    if asks := _ANSWERS.search(before):
        return not _DENIED.search(before[: asks.start()])
    return bool(_CHOSEN.search(before) and _STOPS.match(after))


def is_combination(text: str) -> bool:
    """Return whether an option is nothing but the letters of others, such as A和B or AB都对."""
    match = _COMBINED.fullmatch(text.translate(_WIDE).strip(" 。"))
    return match is not None and len(re.findall("[A-J]", match["letters"])) > 1


def loose_letters(text: str) -> tuple[str, ...]:
    """Return everything in a text that may name an option by its letter or its place."""
    return tuple(match[0] for match in LOOSE.finditer(text.translate(_WIDE)))
