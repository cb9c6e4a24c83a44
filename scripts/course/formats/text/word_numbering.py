"""The numbers that Word puts before paragraphs without writing them into their text.

ECMA-376 part 1, 17.9: a paragraph names a numbering instance and a level; the instance belongs to an abstract
definition, whose levels count together, each starting anew below a higher one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

# A file can base styles on each other in a circle.
_MOST_STYLES = 20
_DIGITS = "零一二三四五六七八九"


def _chinese(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def _circled(number: int) -> str:
    return chr(0x245F + number)


_FORMATS: Mapping[str, tuple[int, Callable[[int], str]]] = {
    "decimal": (999, str),
    "decimalZero": (999, "{:02}".format),
    "upperLetter": (26, lambda number: chr(64 + number)),
    "lowerLetter": (26, lambda number: chr(96 + number)),
    "chineseCounting": (99, _chinese),
    "chineseCountingThousand": (99, _chinese),
    "japaneseCounting": (99, _chinese),
    "taiwaneseCountingThousand": (99, _chinese),
    "decimalEnclosedCircle": (20, _circled),
    "decimalEnclosedCircleChinese": (20, _circled),
}
"""Formats that we can write, each up to a number."""


class Numbering:
    """Counts the numbered paragraphs of a Word file, which must be looked up in document order."""

    def __init__(self, file: WordFile) -> None:
        self._levels: dict[str, dict[int, Any]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._begun: set[str] = set()
        part = next((rel.target_part for rel in file.part.rels.values() if rel.reltype.endswith("/numbering")), None)
        root = getattr(part, "element", None)
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:  # noqa: ANN401 -- lxml has no types
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {int(level.get(qn("w:ilvl"))): level for level in abstract.iter(qn("w:lvl"))}
            self._levels[abstract.get(qn("w:abstractNumId"))] = levels
        for instance in root.iter(qn("w:num")):
            name = instance.get(qn("w:numId"))
            self._abstract[name] = instance.find(qn("w:abstractNumId")).get(qn("w:val"))
            for override in instance.iter(qn("w:lvlOverride")):
                start = override.find(qn("w:startOverride"))
                if start is not None:
                    self._restarts[name][int(override.get(qn("w:ilvl")))] = int(start.get(qn("w:val")))

    def label(self, paragraph: Paragraph) -> str | None:
        """Return the number before a paragraph, empty if there is none, None if it cannot be determined."""
        name, level = _numbered(paragraph)
        if name is None or name == "0":
            return ""
        abstract = self._abstract.get(name, "")
        if level not in self._levels.get(abstract, {}):
            return None
        self._count(name, abstract, level)
        return self._written(abstract, level)

    def _count(self, name: str, abstract: str, level: int) -> None:
        counts = self._counts[abstract]
        if name not in self._begun:
            self._begun.add(name)
            for restarted, start in self._restarts[name].items():
                counts[restarted] = start - 1
        if level not in counts:
            counts[level] = self._start(abstract, level) - 1
        counts[level] += 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

    def _start(self, abstract: str, level: int) -> int:
        start = self._levels[abstract][level].find(qn("w:start"))
        return int(start.get(qn("w:val"))) if start is not None else 1

    def _written(self, abstract: str, level: int) -> str | None:
        definition = self._levels[abstract][level]
        pattern = definition.find(qn("w:lvlText"))
        text = pattern.get(qn("w:val"), "") if pattern is not None else ""
        if _format(definition) == "bullet":
            return "•"
        for above in range(level + 1):
            mark = f"%{above + 1}"
            if mark in text:
                count = self._counts[abstract].get(above, self._start(abstract, above))
                most, write = _FORMATS.get(_format(self._levels[abstract][above]), (0, str))
                if not 0 < count <= most:
                    return None
                text = text.replace(mark, write(count))
        return str(text)


def _format(level: Any) -> str:  # noqa: ANN401 -- lxml has no types
    kind = level.find(qn("w:numFmt"))
    return str(kind.get(qn("w:val"))) if kind is not None else "decimal"


def properties_of(paragraph: Paragraph) -> Iterator[Any]:
    """Yield the elements with the properties of a paragraph: its own, then those of its style and of what that is based on."""
    styles = islice(_styles(paragraph), _MOST_STYLES)
    for holder in (paragraph._p.pPr, *(style.element.find(qn("w:pPr")) for style in styles)):  # noqa: SLF001 -- the library's documented way to what it does not wrap
        if holder is not None:
            yield holder


def _styles(paragraph: Paragraph) -> Iterator[Any]:
    style = paragraph.style
    while style is not None:
        yield style
        style = style.base_style


def _numbered(paragraph: Paragraph) -> tuple[str | None, int]:
    """Return the numbering instance and level of a paragraph: its own, or that of the nearest style with one."""
    level: int | None = None
    for holder in properties_of(paragraph):
        properties = holder.find(qn("w:numPr"))
        if properties is None:
            continue
        depth, name = properties.find(qn("w:ilvl")), properties.find(qn("w:numId"))
        if level is None and depth is not None:
            level = int(depth.get(qn("w:val")))
        if name is not None:
            return str(name.get(qn("w:val"))), level or 0
    return None, 0
