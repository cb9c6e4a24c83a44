"""The text of a Word paragraph from its runs: what is hidden, struck out, raised, underlined or coloured in it.

ECMA-376 part 1, 17.3.2: a property of a run stands in the run, else in its character style, else in the style of the
paragraph; styles are based on others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, TypeAlias

from docx.document import Document as WordFile
from docx.oxml.ns import qn

RunRule: TypeAlias = Literal["footnote", "raised-text", "struck-out", "symbol"]

GAP = "____"
_OFF = frozenset(("0", "false", "off", "none"))
_MOST_STYLES = 20
# Fonts of symbols put their signs where other fonts have letters; these stand for ticks and crosses.
_SYMBOLS = {
    **{("wingdings", code): "√" for code in (0xFC, 0xFE)},
    **{("wingdings", code): "×" for code in (0xFB, 0xFD)},
    **{("wingdings 2", code): "√" for code in (0x50, 0x52)},
    **{("wingdings 2", code): "×" for code in (0x4F, 0x51, 0x53, 0x54)},
    ("symbol", 0xD6): "√",
    ("symbol", 0xB4): "×",
}
_SYMBOL_FONTS = frozenset(("wingdings", "wingdings 2", "wingdings 3", "webdings", "symbol"))
_PLAIN_IN_SYMBOL = frozenset("0123456789()+=.,:;%/<>[]×")
"""Characters that look the same in the font Symbol."""
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHARACTERS = {qn("w:tab"): "\t", qn("w:ptab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_NOTES = frozenset((qn("w:footnoteReference"), qn("w:endnoteReference")))
_REFUSED: dict[RunRule, str] = {
    "struck-out": "这里有画了删除线的字，不知道还算不算。请删去这些字，或去掉删除线",
    "raised-text": "这里有上标或下标，题目里放不了，放平了意思会变。请改写，如“10 的 2 次方”“平方米”",
    "symbol": "这里有一个只在符号字体里才有的符号，读不准。请换成普通的文字或符号",
    "footnote": "这里有脚注或尾注，里面的文字读不进来。请把它写进正文，或删去",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters with the same properties; `coloured` is true for red or highlighted ones."""

    text: str
    underlined: bool = False
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Runs:
    """The pieces of a paragraph; `hidden` is hidden text that was left out, `refused` why it cannot be read."""

    pieces: tuple[Piece, ...] = ()
    hidden: str = ""
    refused: tuple[RunRule, str] | None = None


class RunReader:
    """Reads the runs of one file. Styles are looked up once."""

    def __init__(self, file: WordFile) -> None:
        self._styles: dict[str, Any] = {
            style.get(qn("w:styleId")): style for style in file.styles.element.iter(qn("w:style"))
        }
        self._found: dict[tuple[str, str], Any] = {}

    def runs(self, paragraph: Any) -> Runs:  # noqa: ANN401 -- lxml has no types
        """Return the text of a paragraph's element."""
        above = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = above.get(qn("w:val"), "") if above is not None else ""
        pieces: list[Piece] = []
        hidden: list[str] = []
        heights: set[str] = set()
        for run in _runs(paragraph):
            text = _text(run, self._symbol_font(run, style))
            if text is None or any(child.tag in _NOTES for child in run):
                rule: RunRule = "symbol" if text is None else "footnote"
                return Runs(refused=(rule, _REFUSED[rule]))
            if not text:
                continue
            if self._has(run, style, "w:vanish"):
                hidden.append(text)
                continue
            if text.strip() and (found := self._unreadable(run, style)):
                return Runs(refused=(found, _REFUSED[found]))
            if text.strip():
                heights.add(self._height(run, style))
            pieces.append(Piece(text, self._has(run, "", "w:u"), self._is_coloured(run)))
        if len(heights) > 1:
            return Runs(refused=("raised-text", _REFUSED["raised-text"]))
        return Runs(tuple(_merged(pieces)), "".join(hidden).strip())

    def _height(self, run: Any, style: str) -> str:  # noqa: ANN401 -- lxml has no types
        """Return how far a run is moved up or down, in half points; all of a paragraph together raises nothing."""
        moved = self._property(run, style, "w:position")
        return "0" if moved is None else str(moved.get(qn("w:val"), "0"))

    def _symbol_font(self, run: Any, style: str) -> str:  # noqa: ANN401 -- lxml has no types
        """Return the font in which the Latin characters of a run are signs; empty if they are what they say."""
        fonts = self._property(run, style, "w:rFonts")
        name = "" if fonts is None else fonts.get(qn("w:ascii"), fonts.get(qn("w:hAnsi"), "")).lower()
        return name if name in _SYMBOL_FONTS else ""

    def _unreadable(self, run: Any, style: str) -> RunRule | None:  # noqa: ANN401 -- lxml has no types
        if self._has(run, style, "w:strike") or self._has(run, style, "w:dstrike"):
            return "struck-out"
        raised = self._property(run, style, "w:vertAlign")
        if raised is not None and raised.get(qn("w:val")) in {"superscript", "subscript"}:
            return "raised-text"
        return None

    def _is_coloured(self, run: Any) -> bool:  # noqa: ANN401 -- lxml has no types
        if self._has(run, "", "w:highlight"):
            return True
        colour = self._property(run, "", "w:color")
        return colour is not None and _is_red(colour.get(qn("w:val"), ""))

    def _has(self, run: Any, style: str, name: str) -> bool:  # noqa: ANN401 -- lxml has no types
        found = self._property(run, style, name)
        return found is not None and found.get(qn("w:val"), "1") not in _OFF

    def _property(self, run: Any, style: str, name: str) -> Any:  # noqa: ANN401 -- lxml has no types
        own = run.find(qn("w:rPr"))
        if own is None:
            return self._of_style(style, name)
        found = own.find(qn(name))
        if found is None and (of_style := own.find(qn("w:rStyle"))) is not None:
            found = self._of_style(of_style.get(qn("w:val"), ""), name)
        return found if found is not None else self._of_style(style, name)

    def _of_style(self, style: str, name: str) -> Any:  # noqa: ANN401 -- lxml has no types
        if not style:
            return None
        key = (style, name)
        if key not in self._found:
            self._found[key] = next(self._in_styles(style, name), None)
        return self._found[key]

    def _in_styles(self, style: str, name: str) -> Iterator[Any]:
        # A file can base styles on each other in a circle.
        for _ in range(_MOST_STYLES):
            element = self._styles.get(style)
            if element is None:
                return
            found = element.find(f"{qn('w:rPr')}/{qn(name)}")
            if found is not None:
                yield found
            based = element.find(qn("w:basedOn"))
            style = based.get(qn("w:val"), "") if based is not None else ""


def _runs(element: Any) -> Iterator[Any]:  # noqa: ANN401 -- lxml has no types
    """Yield the runs of a paragraph in order; of a pronunciation guide only those of the text that it stands above."""
    for child in element:
        if child.tag == qn("w:r"):
            base = child.find(f"{qn('w:ruby')}/{qn('w:rubyBase')}")
            yield from [child] if base is None else _runs(base)
        elif child.tag == f"{_ALTERNATIVES}AlternateContent":
            # All of them say the same, in old and in new ways.
            yield from _runs(child[0] if len(child) else child)
        elif child.tag != qn("w:pPr"):
            yield from _runs(child)


def _text(run: Any, font: str) -> str | None:  # noqa: ANN401 -- lxml has no types
    """Return the text of a run, None if it has a symbol that we do not know; `font` is that of symbols, or empty."""
    parts: list[str | None] = []
    for child in run:
        if child.tag == qn("w:t"):
            parts += [_sign(font, character) for character in child.text or ""] if font else [child.text or ""]
        elif child.tag == qn("w:sym"):
            parts.append(_symbol(child))
        elif child.tag == f"{_ALTERNATIVES}AlternateContent":
            parts.append(None)
        else:
            parts.append(_CHARACTERS.get(child.tag, ""))
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None


def _sign(font: str, character: str) -> str | None:
    """Return what a character looks like in a font of symbols; Chinese is written in another font."""
    code = ord(character)
    if character.isspace() or not (code < 0x100 or 0xF000 <= code < 0xF100):
        return character
    if font == "symbol" and character in _PLAIN_IN_SYMBOL:
        return character
    return _SYMBOLS.get((font, code & 0xFF))


def _symbol(element: Any) -> str | None:  # noqa: ANN401 -- lxml has no types
    try:
        code = int(element.get(qn("w:char"), ""), 16) & 0xFF
    except ValueError:
        return None
    return _SYMBOLS.get((element.get(qn("w:font"), "").lower(), code))


def _is_red(colour: str) -> bool:
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return False
    return red >= 0xA0 and max(green, blue) <= 0x60


def _merged(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield pieces with equal neighbours joined; underlined blanks are a gap, for Word shows a line there."""
    for (underlined, coloured), group in groupby(pieces, key=lambda piece: (piece.underlined, piece.coloured)):
        text = "".join(piece.text for piece in group)
        if underlined and not text.strip() and "\n" not in text and (len(text) > 1 or text in "\t\u3000"):
            yield Piece(GAP)
        else:
            yield Piece(text, underlined, coloured)
