"""Deceptive characters: invisible ones, lost ones, and those that look like another.

People check texts by looking at them, search and comparison go by code points; where the two differ, a text says
something else to the reader than to the machine. What is confusable follows Unicode's UTS #39 (confusables.txt) and
EquivalentUnifiedIdeograph.txt, as far as it occurs beside Chinese, Latin and figures.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias

UnicodeRule: TypeAlias = Literal["control-character", "look-alike", "lost-character"]

_MOST = 20
"""Findings of one rule in one text; more of them come from pasted text, and a hundred lines help no one."""

_HAN = "\u3400-\u9fff"
_LATIN = "A-Za-z\u00c0-\u024f"
_CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_GREEK = "\u0370-\u03ff\u1f00-\u1fff"
# Armenian, Georgian, Cherokee, Coptic, Lisu: each has letters that are drawn like Latin ones.
_OTHER = "\u0531-\u0587\u10a0-\u10ff\u13a0-\u13ff\u2c80-\u2cff\ua4d0-\ua4f7\uab70-\uabbf"
_KANA = "\u3041-\u30fb\u30fd-\u30ff\u31f0-\u31ff"
_EMOJI = "\u00a9\u00ae\u203c-\u32ff\ufe0f\U0001f000-\U0001faff"

IGNORABLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff"
"""Invisible characters in Unicode's categories of letters and marks, as ranges for a character class.

These are fillers, marks that choose a variant of the letter before, and tags. Variation selectors of the first
block are not among them, because emoji need them; controls and formats have categories of their own.
"""

# Controls, line ends that only some programs see, joiners outside emoji, marks that reorder text (bidirectional
# controls), and what is no character at all.
_INVISIBLE = re.compile(
    f"[{IGNORABLE}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U0001d173-\U0001d17a]"
    f"|(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])|(?<=[{_HAN}{_LATIN}])[\ufe00-\ufe0f]"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010fffd"
_LOST = re.compile(f"[{_PRIVATE}]|\ufffd+|(?:锟斤拷)+|烫烫烫+|屯屯屯+")
_MOJIBAKE = ("锟斤拷", "烫烫烫", "屯屯屯")

_CYRILLIC_LATIN = dict(zip("АВЕЅІЈКМНОРСТУХҮԌԚԜаеорсухіјѕһԁԛԝӏ", "ABESIJKMHOPCTYXYGQWaeopcyxijshdqwl", strict=True))
_GREEK_LATIN = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_LATIN_OF = _CYRILLIC_LATIN | _GREEK_LATIN
_LIKE_HAN = dict(zip("ロエカニハトタミーチㄧㅡ", "口工力二八卜夕三一千一一", strict=True))
# Radicals that are drawn like the character itself: text from PDF files has them in place of common characters.
_RADICALS = dict(
    zip(
        "⺒⺓⺟⺠⺼⻁⻄⻅⻆⻉⻋⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "巳幺母民肉虎西见角贝车長镸长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)

_ONE_WORD = re.compile(f"[{_LATIN}{_CYRILLIC}{_GREEK}{_OTHER}]+")
# How YAML writes a line end and the like inside double quotes: its letter belongs to no word.
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[A-Za-z])")
_OF_CYRILLIC = re.compile(f"[{_CYRILLIC}]")
_OF_LATIN = re.compile(f"[{_LATIN}]")
_OF_OTHER = re.compile(f"[{_CYRILLIC}{_OTHER}]")
_TWO_WIDTHS = re.compile("[0-9A-Za-z]+[０-９Ａ-Ｚａ-ｚ]|[０-９Ａ-Ｚａ-ｚ]+(?=[0-9A-Za-z])")
# The sign stands first, before what must stand in front of it: Python finds a single character several times faster.
_ZERO = re.compile("[○◯Oo0０Ｏｏ](?<=[〇一二三四五六七八九].)[○◯Oo0０Ｏｏ]*(?=[〇一二三四五六七八九])")
_STRANGE = re.compile(
    f"(?P<radical>[\u2e80-\u2fd5\u31c0-\u31e3\uf900-\ufaff\U0002f800-\U0002fa1f])"
    f"|(?P<kana>(?:(?<=[{_HAN}])[ロエカニハトタミーチㄧㅡ](?![{_KANA}ー])|(?<![{_KANA}ー])[ロエカニハトタミーチㄧㅡ](?=[{_HAN}])))"
    "|(?P<styled>[\U0001d400-\U0001d7ff\u212a\u212b])"
    f"|(?P<stacked>[{_HAN}][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]|[\u0300-\u036f]{{4,}})"
)
_REFERENCE = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")
# Twelve characters of the block of doubles are no doubles.
_NO_DOUBLES = frozenset("﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩")
# What nearly every text consists of; one that has nothing else needs no closer look.
_UNUSUAL = re.compile("[^\n\t -~\u00b7\u2013-\u201d\u2026\u3000-\u3015\u4e00-\u9fff！（），．／：；？]")


class Suspect(NamedTuple):
    """One deceptive place: where it begins in the text, counted from 0, the rule, and what to do about it."""

    offset: int
    rule: UnicodeRule
    message: str


def printable(text: str) -> str:
    """Return a text with a visible replacement for every invisible character."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", text) if _UNUSUAL.search(text) else text


def suspects(text: str) -> Iterator[Suspect]:
    """Yield the deceptive places of a text, the first few of each rule."""
    yield from islice(_zeros(text), _MOST)
    yield from islice(_lost(text), _MOST)
    if not _UNUSUAL.search(text):
        return
    yield from islice(invisible(text), _MOST)
    yield from islice(_doubles(text), _MOST)
    yield from islice(_foreign(text), _MOST)


def invisible(text: str) -> Iterator[Suspect]:
    """Yield the invisible characters of a text."""
    for match in _INVISIBLE.finditer(text):
        name = f"U+{ord(match[0]):04X}"
        message = f"这里有一个看不见的字符（{name}），请删去；找不到时，可把这几个字删掉重新输入"
        yield Suspect(match.start(), "control-character", message)


def written_out(text: str) -> Iterator[Suspect]:
    """Yield the character references of HTML (`&#x202E;`, `&zwnj;`) that stand for invisible characters."""
    for match in islice(_REFERENCE.finditer(text), 1_000):
        if any(invisible(html.unescape(match[0]))):
            message = f"“{match[0]}”代表一个看不见的字符，请删去"
            yield Suspect(match.start(), "control-character", message)


def _lost(text: str) -> Iterator[Suspect]:
    # Among ordinary characters only these are possible, and a search for a word is many times faster.
    if not _UNUSUAL.search(text) and not any(word in text for word in _MOJIBAKE):
        return
    for match in _LOST.finditer(text):
        if re.match(f"[{_PRIVATE}]", match[0]):
            reason = f"这里的符号（U+{ord(match[0]):04X}）只在个别字体里有，别人看到的是方框"
            yield Suspect(match.start(), "lost-character", f"{reason}。请换成普通的文字或符号")
        else:
            reason = f"这里的“{match[0][:6]}”是换编码时丢了字留下的"
            yield Suspect(match.start(), "lost-character", f"{reason}。请照原文把字补上")


def _zeros(text: str) -> Iterator[Suspect]:
    for match in _ZERO.finditer(text):
        yield _like(match.start(), match[0], "不是汉字的〇", "〇" * len(match[0]))


def _doubles(text: str) -> Iterator[Suspect]:
    """Yield letters that are another letter's double by themselves, wherever they stand."""
    for match in _STRANGE.finditer(text):
        letter, at = match[0], match.start()
        usual = _RADICALS.get(letter) or _LIKE_HAN.get(letter) or unicodedata.normalize("NFKC", letter)
        if match["radical"] and letter not in _NO_DOUBLES:
            yield _like(at, letter, "是部首、笔画或兼容字，不是平常的汉字，多半来自 PDF", usual)
        elif match["kana"]:
            yield _like(at, letter, "是假名或注音符号，不是汉字", usual)
        elif match["styled"]:
            yield _like(at, letter, "是数学符号，不是平常的字母", usual)
        elif match["stacked"]:
            yield Suspect(at, "look-alike", f"“{letter[0]}”这里叠着附加符号，读的人会看错。请删去，重新输入这个字")
    for match in _TWO_WIDTHS.finditer(text):
        # Place of the first wide one, at one of the ends.
        wide = next(place for place, letter in enumerate(match[0]) if letter > "\uff00")
        yield _like(
            match.start() + wide,
            match[0][wide],
            "是全角的，旁边的是半角的",
            unicodedata.normalize("NFKC", match[0][wide]),
        )


def _foreign(text: str) -> Iterator[Suspect]:
    """Yield letters of one script in a word of another, and short words made of nothing but doubles."""
    for match in _ONE_WORD.finditer(_ESCAPE.sub(lambda escape: " " * len(escape[0]), text)):
        word = match[0]
        if word.isascii():
            continue
        strangers = [place for place, letter in enumerate(word) if letter in _GREEK_LATIN or _OF_OTHER.match(letter)]
        latin = [place for place, letter in enumerate(word) if _OF_LATIN.match(letter)]
        if strangers and latin:
            place = min((strangers, latin), key=len)[0]
            usual = _LATIN_OF.get(word[place], "")
            yield _like(match.start() + place, word[place], "和同一个词里的其他字母不是一种文字", usual)
        elif len(word) <= 2 and all(letter in _LATIN_OF for letter in word):
            kind = "西里尔" if _OF_CYRILLIC.match(word) else "希腊"
            usual = "".join(_LATIN_OF[letter] for letter in word)
            yield _like(match.start(), word, f"是{kind}字母，不是拉丁字母", usual)


def _like(offset: int, letter: str, reason: str, usual: str) -> Suspect:
    name = f"U+{ord(letter[0]):04X}"
    remedy = f"请改成“{usual}”" if usual and usual != letter else "请删去，重新输入"
    return Suspect(offset, "look-alike", f"这里的“{letter}”（{name}）{reason}，看着一样，搜索和比对时却不同。{remedy}")
