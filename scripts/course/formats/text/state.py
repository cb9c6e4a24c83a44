"""What one pass over pasted lines knows: parts with their questions, problems, and what belongs to no question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from course.formats.collected import clipped
from course.formats.draft import Draft
from course.formats.import_types import ImportProblem
from course.formats.text.lines import Line
from course.formats.text.numbered import Numbered

PasteRule: TypeAlias = Literal[
    "answer-without-question",
    "line-not-understood",
    "no-question",
    "number-order",
    "options-run-together",
    "shared-material",
    "table",
    "unknown-section",
]
Style: TypeAlias = Literal["point", "brackets", "none"]
_MOST_SHOWN = 3


@dataclass(slots=True)
class Part:
    """The questions below one heading; `kind` is None where none came. Those of a part that is not `taken` are ignored.

    `numeral` is the number of its heading, such as 一. `style` is how its questions begin: with a number such as 1., one such as （1）, or without one. It `is_doubtful` if
    such a number could as well be that of a point, so that questions may have been joined or separated wrongly.
    """

    kind: str | None
    taken: bool = True
    numeral: str = ""
    style: Style | None = None
    is_doubtful: bool = False
    drafts: list[Draft] = field(default_factory=list)
    numbered: Numbered = field(default_factory=Numbered)

    def add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self.numbered.add(draft)

    @property
    def last_number(self) -> int | None:
        return self.drafts[-1].number if self.drafts else None


@dataclass(slots=True)
class State:
    """`draft` is the question that lines belong to, None outside one; `following` is the line after the current one.

    `cut_short` are the questions that end where a number does not follow: it may be one within their text.
    """

    parts: list[Part] = field(default_factory=lambda: [Part(None)])
    draft: Draft | None = None
    problems: list[tuple[Draft | None, ImportProblem]] = field(default_factory=list)
    ignored: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    following: Line | None = None
    cut_short: list[Draft] = field(default_factory=list)

    def labelled_problems(self) -> list[ImportProblem]:
        """Return the problems of lines, those within a question with its name."""
        return [replace(one, question=draft.label) if draft else one for draft, one in self.problems]

    def notes(self) -> Iterator[str]:
        """Yield what a person must know about the file as a whole: text that belongs to no question, or is hidden."""
        if self.ignored:
            yield f"不是题目的文字 {len(self.ignored)} 行，没有读入：{_shown(self.ignored)}。"
        if self.hidden:
            yield f"隐藏的文字 {len(self.hidden)} 处，没有读入：{_shown(self.hidden)}。"

    def refuse(self, line: Line, message: str, rule: PasteRule) -> None:
        self.problems.append((self.draft, ImportProblem(line.place, message, rule, line=clipped(line.text))))


def _shown(texts: Sequence[tuple[str, str]]) -> str:
    """Return the first of some texts with their places."""
    shown = "、".join(f"{place}“{clipped(text)}”" for place, text in texts[:_MOST_SHOWN])
    return f"{shown}等" if len(texts) > _MOST_SHOWN else shown
