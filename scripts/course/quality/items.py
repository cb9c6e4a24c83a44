"""Items, as the literature on testing calls them: what one sees of a question when one judges how it is written.

A question inside a case is an item of its own. Texts are those that readers see, without markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from course.model import inline
from course.model.bank import (
    BLANK,
    BankFile,
    CaseBody,
    Choice,
    MultiplePart,
    Question,
    ScenarioBody,
    SinglePart,
    TrueFalsePart,
)
from course.model.course import Course
from course.model.positions import Placed, bodies
from course.quality.words import MASK, own
from course.text.diagnostics import Key, Position

Owner: TypeAlias = tuple[str, int | None]
"""Who can give a reason for a finding: a question (path of the bank, index in the file), or a bank (path, None)."""

WHOLE: Owner = ("", None)
"""No item: a finding about all banks together."""

FEWEST_APART = 3
"""With fewer options none stands out among the others."""

GAP = "＿"
"""What a blank looks like."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has against an item, a bank or all banks: where, and what is wrong and how to correct it."""

    owner: Owner
    position: Position
    message: str


@dataclass(frozen=True)
class Item:
    """A question, or a question inside a case, as readers see it."""

    placed: Placed
    phrases: tuple[str, ...] = ()
    """Set phrases of the course: what seems absolute in them is no cue of the writer."""
    source: str = ""
    """What the course calls its source: that an explanation names it says nothing."""

    @property
    def question(self) -> Question:
        """The question that has the id."""
        return self.placed.question

    @property
    def bank(self) -> BankFile:
        """The bank it stands in."""
        return self.placed.bank

    @property
    def owner(self) -> Owner:
        """The question that can give a reason for what is found here."""
        index = self.placed.keys[1]
        return (self.bank.path, index if isinstance(index, int) else None)

    @property
    def inside_case(self) -> bool:
        """Return whether the material of a case precedes the stem."""
        return self.placed.body is not self.placed.question

    @cached_property
    def stem(self) -> str:
        """The stem without markup."""
        return seen(self.placed.body.stem)

    @cached_property
    def stressed(self) -> tuple[str, ...]:
        """The texts in bold of the stem."""
        return tuple(run.text for run in inline.parse(self.placed.body.stem) if isinstance(run, inline.Strong))

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options, none where there is nothing to choose from."""
        body = self.placed.body
        return tuple(seen(option.text) for option in body.options) if isinstance(body, Choice) else ()

    @cached_property
    def key(self) -> frozenset[int]:
        """Indexes of the correct options."""
        body = self.placed.body
        return frozenset(body.key) if isinstance(body, Choice) else frozenset()

    @property
    def keys(self) -> tuple[str, ...]:
        """The correct options."""
        return tuple(text for index, text in enumerate(self.options) if index in self.key)

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options."""
        return tuple(text for index, text in enumerate(self.options) if index not in self.key)

    def own(self, text: str) -> str:
        """Return the writer's own words in a text of this item: quotations, titles and set phrases left out."""
        words = own(text)
        for phrase in self.phrases:
            words = words.replace(phrase, MASK)
        return words

    def told_apart(self, pattern: re.Pattern[str], *, quoted: bool = True) -> str:
        """Return 有 if a pattern is in every right option and in no wrong one, 没有 for the other way round, or nothing.

        Without `quoted`, what stands in quotation marks does not count.
        """
        texts = self.options if quoted else tuple(map(self.own, self.options))
        having = frozenset(index for index, text in enumerate(texts) if pattern.search(text))
        if len(self.options) < FEWEST_APART or not self.key or len(self.key) == len(self.options):
            return ""
        if having == self.key:
            return "有"
        return "没有" if having == frozenset(range(len(self.options))) - self.key else ""

    @property
    def has_title(self) -> bool:
        """Return whether the stem is a title: of a case or a scenario."""
        return isinstance(self.placed.body, CaseBody | ScenarioBody)

    def found(self, message: str, *keys: Key) -> Finding:
        """Return a finding at what stands under `keys`."""
        return Finding(self.owner, self.placed.place(*keys), message)


def about_bank(bank: BankFile, message: str) -> Finding:
    """Return a finding about a bank as a whole."""
    return Finding((bank.path, None), bank.place("questions"), message)


def about_all(message: str) -> Finding:
    """Return a finding about all banks together."""
    return Finding(WHOLE, Position("quizzes"), message)


def items_of(course: Course) -> tuple[Item, ...]:
    """Return every item of a course in the order of files and lines."""
    return tuple(
        Item(placed, course.phrases, course.source.name) for placed in bodies(course) if not placed.question.missing
    )


def seen(text: str) -> str:
    """Return a bank text as readers see it: without markup, blanks as a line."""
    plain = inline.plain(text) if any(mark in text for mark in "*`[") else text
    return plain.replace(BLANK, GAP)


def singles(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield the items of which one option is right."""
    return (item for item in items if isinstance(item.placed.body, SinglePart) and len(item.key) == 1)


def multiples(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield the items of which several options are right."""
    return (item for item in items if isinstance(item.placed.body, MultiplePart))


def choices(items: tuple[Item, ...]) -> Iterator[Item]:
    """Yield the items that have options."""
    return (item for item in items if item.options)


def statements(items: tuple[Item, ...]) -> Iterator[tuple[Item, bool]]:
    """Yield the items that are to be judged, with the right judgement."""
    return ((item, item.placed.body.answer) for item in items if isinstance(item.placed.body, TrueFalsePart))
