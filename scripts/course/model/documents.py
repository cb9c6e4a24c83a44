"""Documents: the public texts that meanings and questions rest on, which edition of each is in force, and who cites it.

A citation is written as people write it: 《文件名》（2018年）. The register says what can be cited.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import Field

from course.model.bank import Line, Strict, Text
from course.model.dates import Day
from course.model.normalise import normalise
from course.text.diagnostics import Places

Validity: TypeAlias = Literal["现行", "已修订", "已废止", "历史文献"]
OUTDATED = frozenset({"已修订", "已废止"})
"""What should no longer be cited. A report or speech (历史文献) is of its time and stays what it is."""

_CITED = re.compile(r"《([^《》\n]{1,100})》[”’」』]?(?:（([0-9]{4})年[^）\n]{0,20}）)?")
_UNTITLED = re.compile(r"([^《》（）\n]{2,})（([0-9]{4})年[^）\n]{0,20}）.*")
# What the brackets of a term leave behind where they are masked.
_MARKUP = re.compile(r"[\[\]\ufffc]")


class PublicDocument(Strict):
    """One edition of one document, as the register has it."""

    title: Line = Field(description="文件名，不写书名号")
    also: tuple[Line, ...] = Field(default=(), max_length=10, description="别的叫法，可不写")
    issuer: Line = Field(description="制定或发布的机关；报告、讲话写作者")
    edition: int = Field(ge=1921, le=2100, description="哪一年的版本，写年份")
    validity: Validity | None = Field(
        default=None, description="现行、已修订、已废止，或历史文献（报告、讲话等，不再修订）；没有核实的不写"
    )
    checked_on: Day | None = Field(default=None, description="哪一天对照正文核对的，如 2026-11-29；没有核对过的不写")
    checked_by: Line | None = Field(
        default=None, description="对照的是哪里的文本，写明网站或者出处；与 checked_on 一起写"
    )
    review_by: Day | None = Field(default=None, description="最迟哪一天再核对一次是不是现行，如 2027-03-31")
    successor: Line | None = Field(default=None, description="取代它的文件，如 《文件名》（2024年）")
    note: Text | None = Field(default=None, description="备注，可不写")

    @property
    def names(self) -> tuple[str, ...]:
        """The title and all other names."""
        return (self.title, *self.also)

    @property
    def shown(self) -> str:
        """Title and edition as a citation."""
        return f"《{self.title}》（{self.edition}年）"


class Documents(Strict):
    """The register's file."""

    documents: tuple[PublicDocument, ...] = Field(max_length=2_000, description="术语和题目所依据的公开文件")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the register; `place` finds its fields in the file."""

    document: PublicDocument
    place: Places


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as named in a text, with its year if the text tells one, and where in the text the name begins."""

    name: str
    year: int | None
    offset: int

    @property
    def shown(self) -> str:
        """The citation in its usual form."""
        return f"《{self.name}》" + (f"（{self.year}年）" if self.year else "")


class Register:
    """All documents that are known, by their names."""

    def __init__(self, entries: tuple[Listed, ...] = ()) -> None:
        self.entries = entries
        self._by_name: dict[str, list[PublicDocument]] = {}
        for entry in entries:
            for name in dict.fromkeys(map(normalise, entry.document.names)):
                self._by_name.setdefault(name, []).append(entry.document)

    def editions(self, name: str) -> list[PublicDocument]:
        """Return all editions of what has this name, as the register lists them."""
        return self._by_name.get(normalise(name), [])

    def find(self, cited: Citation) -> PublicDocument | None:
        """Return the very edition that is cited."""
        return next((found for found in self.editions(cited.name) if found.edition == cited.year), None)

    def successor(self, document: PublicDocument) -> PublicDocument | None:
        """Return the document that replaces another, if the register names and has it."""
        cited = next(basis_citations(document.successor or ""), None)
        return self.find(cited) if cited else None


def citations(text: str) -> Iterator[Citation]:
    """Yield every document that a text names in 《》."""
    for match in _CITED.finditer(text):
        name = _MARKUP.sub("", match[1])
        if name:
            yield Citation(name, int(match[2]) if match[2] else None, match.start())


def basis_citations(basis: str) -> Iterator[Citation]:
    """Yield what a basis names, which may be a report without a title of its own, with its year in brackets."""
    found = list(citations(basis))
    untitled = _UNTITLED.fullmatch(basis)
    if not found and untitled:
        found = [Citation(untitled[1].strip(), int(untitled[2]), 0)]
    yield from found
