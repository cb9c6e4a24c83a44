"""The lines of a question in pasted text: options, fields, entries, and lines that continue those before."""

from collections.abc import Sequence
from dataclasses import dataclass

from course.formats import grammar
from course.formats.collected import clipped
from course.formats.draft import CHOICE, Draft
from course.formats.grammar import meaning, numbered_answers, numbered_texts
from course.formats.text import line_shapes
from course.formats.text.answer_lists import IN_WORDS, AnswerLists
from course.formats.text.lines import Line

MATERIAL = "这里好像是几道题共用的材料，题库里没有地方放。请写进每道题的题干，或做成案例题"
_NOT_UNDERSTOOD = "看不出这一行是什么。选项以“A.”开头，答案以“答案：”开头，解析以“解析：”开头；不是题目的文字请删去"
_CHOICES = frozenset(("single", "multiple", CHOICE))


@dataclass(slots=True)
class QuestionLines(AnswerLists):
    """Takes the lines below the beginning of a question."""

    def take_within(self, line: Line, found: grammar.Meaning, draft: Draft) -> None:
        """Take a line of a question."""
        match found:
            case grammar.Options() if draft.options and draft.last == "explanation":
                draft.add_wrapped(line.text, line.place)
            case grammar.Options():
                self.take_options(line, found, draft)
            case grammar.LineFields():
                self.take_fields(line, found.fields, draft)
            case grammar.OptionLesson():
                draft.add_lesson(found.letter, found.text, line.place)
            case grammar.AnswerEntry() if draft.last == "stem" and draft.kind in _CHOICES:
                draft.add_wrapped(line.text, line.place)
            case grammar.AnswerEntry() if draft.last == "explanation":
                draft.add_wrapped(line.text.removeprefix("- "), line.place)
            case grammar.AnswerEntry() if draft.last == "ignored" and draft.kind == "short":
                self.refuse(line, _NOT_UNDERSTOOD, "line-not-understood")
            case grammar.AnswerEntry():
                draft.add_entry(found.text, line.place)
            case grammar.Furniture():
                draft.note(line.place, f"没有读入“{clipped(line.text)}”", "ignored")
            case _ if line_shapes.is_material(line.text) and draft.last != "stem":
                self.draft = None
                self.refuse(line, MATERIAL, "shared-material")
            case _:
                self.take_wrapped(line, draft)

    def take_wrapped(self, line: Line, draft: Draft) -> None:
        """Take a line without a mark of its own as the end of the one before, unless it could be a title."""
        text, fields = grammar.without_fields(line.text)
        inline = grammar.inline_options(text) if not draft.options else None
        text = inline[0] if inline else text
        if draft.number is not None and line_shapes.number_or_figure(text) == draft.number + 1:
            number = draft.number + 1
            message = f"“{clipped(text)}”可以是第 {number} 题，也可以是上一行的数字。是题目的，请在编号的点后面空一格"
            self.refuse(line, message, "number-order")
            return
        if draft.kind in _CHOICES and draft.last == "stem" and line_shapes.has_glued_letters(text):
            message = "这一行好像连着几个选项，读不准。请在字母后加“.”，每个选项另起一行"
            self.refuse(line, message, "options-run-together")
        if draft.last == "option" and line_shapes.is_about_options(text):
            message = f"这一行像一个选项，前面没有字母。是选项的，请写成“{draft.next_letter}. {clipped(text)}”"
            self.refuse(line, message, "line-not-understood")
            return
        title = line_shapes.is_title(text) or (
            not draft.is_awaiting and self.ends_a_part(draft) and not line_shapes.is_sentence_end(text)
        )
        if title or not draft.add_wrapped(text, line.place):
            self.refuse(line, _NOT_UNDERSTOOD, "line-not-understood")
        if inline:
            self.take_options(line, inline[1], draft)
        self.take_fields(line, fields, draft)

    def ends_a_part(self, draft: Draft) -> bool:
        """Return whether the next line begins a new part or paper, so that a title can stand before it."""
        if self.following is None:
            return True
        found = meaning(self.following.text)
        if isinstance(found, grammar.Start):
            return draft.number is None or found.number != draft.number + 1
        return isinstance(found, grammar.SectionHeading | grammar.Furniture)

    def take_options(self, line: Line, options: grammar.Options, draft: Draft) -> None:
        if options.run_together is not None:
            message = f"“{options.run_together}”里好像还有一个选项，读不准。请在字母后加“.”，每个选项另起一行"
            self.refuse(line, message, "options-run-together")
        if options.glued:
            draft.note(line.place, f"连在一起的选项分开了：{'、'.join(options.glued)}", "inferred")
        position = 0
        for written, whole in options.options:
            letter = written or draft.next_letter
            if not written and not draft.takes_bullets:
                self.refuse(line, _NOT_UNDERSTOOD, "line-not-understood")
            draft.is_bulleted = not written
            text, fields = grammar.without_fields(whole)
            position = line.text.find(text, position)
            draft.add_option(letter, text, line.place)
            if _covered(line.coloured, position, position + len(text)):
                draft.coloured.append(letter)
            self.take_fields(line, fields, draft)

    def take_fields(self, line: Line, fields: Sequence[tuple[str, str]], draft: Draft) -> None:
        for name, text in fields:
            several = draft.kind not in {"single", "truefalse"}
            answers: Sequence[tuple[int, str]] | None = None
            if name == "answer":
                in_words = draft.kind in IN_WORDS
                answers = self.texts_of_all(text) if in_words else numbered_answers(text, several=several)
            if answers is None:
                draft.add_field(name, text, line.place)
            else:
                numbered = self.parts[-1].numbered
                self.listed, self.inline = numbered if numbered.have(answers) else self.open, True
                self.take_answers(line, self.listed, answers)

    def texts_of_all(self, text: str) -> Sequence[tuple[int, str]] | None:
        """Return texts such as “1、登记 2、归还” that answer every open question of the part; None if they do not."""
        texts = numbered_texts(text, figures=True)
        unanswered = [draft.number for draft in self.parts[-1].drafts if not draft.is_answered]
        return texts if len(texts) > 1 and [number for number, _ in texts] == unanswered else None


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a part of a line lies in one of the spans."""
    return start < end and any(first <= start and end <= last for first, last in spans)
