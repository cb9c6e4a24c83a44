"""Lists of answers in pasted text: after the questions, after each section, or within a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from course.formats import grammar
from course.formats.answers import letters_of, truth_of
from course.formats.draft import Draft
from course.formats.grammar import meaning, numbered_answers, numbered_texts
from course.formats.text import line_shapes
from course.formats.text.lines import Line, TableRows
from course.formats.text.numbered import Numbered
from course.formats.text.state import State

IN_WORDS = frozenset(("blank", "short"))
"""The types of questions whose answers are texts."""


@dataclass(slots=True)
class AnswerLists(State):
    """In a list of answers, headings and numbers speak of questions that came before.

    `open` are the questions since the last list, `settled` the number of parts before them. `listed` are those that the
    list may speak of, None outside a list. A list that began within a line, such as “答案：1.B 2.A”, goes on only as
    long as lines hold nothing else; then `inline` is true.
    """

    open: Numbered = field(default_factory=Numbered)
    settled: int = 0
    listed: Numbered | None = None
    inline: bool = False
    by_kind: dict[str | None, Numbered | None] = field(default_factory=dict)

    def take_answer_list(self) -> None:
        """Begin a list of answers, unless what follows is the answer to the question above."""
        below = self.following.text if self.following else ""
        if self.draft and not self.draft.answers and self.is_answered_by(below, self.draft):
            self.draft.add_field("answer", "", "")
            return
        self.draft = None
        if self.listed is not None and not self.inline:
            return
        self.listed, self.inline = self.open, False
        self.by_kind.clear()
        for part in self.parts[self.settled :]:
            if part.drafts:
                # Of two parts of one kind it is unclear which is meant.
                self.by_kind[part.kind] = None if part.kind in self.by_kind else part.numbered

    def is_answered_by(self, text: str, draft: Draft) -> bool:
        """Return whether the line below 答案： is the answer to a question, and no list of answers."""
        if letters_of(text) or truth_of(text) is not None:
            return True
        if grammar.begins_with_range(text) or len(numbered_texts(text, figures=True)) > 1:
            return False
        in_words = draft.kind == "short" or (draft.kind is None and not draft.options)
        return in_words and isinstance(meaning(text), grammar.AnswerEntry | grammar.Other)

    def take_bare_list(self, line: Line) -> bool:
        """Take a line such as “1-5 BACDA” that has no heading but answers questions without answers."""
        answers = numbered_answers(line.text, several=self.open.several)
        if not answers or len(answers) < 2 or not self.open.unanswered(answers):
            return False
        self.listed, self.inline = self.open, True
        self.take_answers(line, self.open, answers)
        return True

    def take_listed(self, line: Line, found: grammar.Meaning) -> bool:
        """Read a line of the list of answers; return whether nothing of it is left."""
        listed = self.listed or Numbered(())
        if not self.inline and self.take_section_with_answers(line):
            return True
        answers = numbered_answers(line.text, several=listed.several)
        if self.inline and answers is None:
            self.listed, self.inline = None, False
            return False
        if isinstance(found, grammar.SectionHeading):
            return self.take_listed_section(line, found)
        if answers is None and isinstance(found, grammar.Start):
            texts = numbered_texts(line.text)
            answers = texts if len(texts) > 1 and listed.have(texts) else [(found.number, found.text)]
        if (
            answers is None
            and isinstance(found, grammar.AnswerEntry)
            and found.number is not None
            and self.draft is None
        ):
            answers = [(found.number, found.text)]
        if answers is None:
            # A field belongs to the one question that the line before spoke of.
            return False
        self.take_answers(line, listed, answers)
        return True

    def take_listed_section(self, line: Line, heading: grammar.SectionHeading) -> bool:
        """Take a heading in a list: answers follow it, or questions, which then end the list."""
        marks = self.following is not None and _is_of_list(self.following.text)
        asks = self.following is not None and line_shapes.asks(self.following.text)
        in_words = heading.kind in IN_WORDS and heading.kind in self.by_kind and not asks
        if heading.kind is not None and not (marks or in_words or isinstance(self.following, TableRows)):
            self.listed, self.open, self.settled = None, Numbered(), len(self.parts)
            return False
        self.listed, self.draft = self.by_kind.get(heading.kind), None
        if self.listed is None:
            message = f"前面没有、或者不止一个“{heading.name}题”，不知道下面是谁的答案"
            self.refuse(line, message, "answer-without-question")
            self.listed = Numbered(())
        return True

    def take_section_with_answers(self, line: Line) -> bool:
        """Take a line that has a heading and the answers below it; return whether it is one, for certain."""
        found = grammar.section_with_answers(line.text)
        if found is None:
            return False
        numeral, name, rest = found
        parts = [part for part in self.parts[self.settled :] if part.drafts]
        named = [part for part in parts if name and part.kind == grammar.KINDS[name]]
        meant = named if len(named) == 1 else [part for part in named or parts if numeral and part.numeral == numeral]
        if len(meant) != 1 or (name and not named):
            return False
        (part,) = meant
        answers = numbered_answers(rest, several=part.numbered.several)
        if answers is None and part.kind in IN_WORDS:
            answers = numbered_texts(rest, figures=True)
        if not answers or not part.numbered.have(answers):
            return False
        self.listed = part.numbered
        self.take_answers(line, part.numbered, answers)
        return True

    def take_answers(self, line: Line, listed: Numbered, answers: Sequence[tuple[int, str]]) -> None:
        for number, text in answers:
            draft = listed.only(number)
            if draft is None:
                message = f"前面没有、或者不止一个第 {number} 题，不知道这是谁的答案。请在答案前也写上大题的标题"
                self.draft = None
                self.refuse(line, message, "answer-without-question")
                continue
            self.draft = draft
            for name, content in grammar.answer_fields(text):
                draft.add_field(name, content, line.place)
        if len(answers) > 1:
            self.draft = None


def _is_of_list(text: str) -> bool:
    """Return whether a line begins with a number and an answer."""
    if any(numbered_answers(text, several=several) for several in (False, True)):
        return True
    found = meaning(text)
    if not isinstance(found, grammar.Start):
        return False
    name, first = next(grammar.answer_fields(found.text))
    return name == "answer" and (letters_of(first) is not None or truth_of(first) is not None)
