"""Pasted lines as questions. Whatever is not certain is refused with its line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.text import grammar
from course.formats.text.draft import Draft
from course.formats.text.grammar import meaning, numbered_answers
from course.formats.text.lines import Line, Lines, text_lines

PasteRule: TypeAlias = Literal[
    "answer-without-question",
    "line-not-understood",
    "no-question",
    "number-order",
    "options-run-together",
    "unknown-section",
    "type-not-given",
]
_NOT_TAKEN = "这种题没有通用的写法，读不准。请用 ./course export excel 导出的表来写。粘贴的文字可用：单选题、多选题、判断题、填空题、简答题"


def read_text(content: bytes, name: str) -> ImportedFile:
    """Read the questions of a text file; `name` is the file's, for messages."""
    return read_lines(text_lines(content, name), name)


def read_lines(source: Lines, name: str) -> ImportedFile:
    """Read the questions in the lines of a file."""
    if source.problems:
        return ImportedFile((), tuple(source.problems))
    reading = _Reading()
    for line in source.lines:
        reading.take(line)
    drafts = [draft for draft in reading.drafts if draft.kind]
    incoming = [draft.incoming() for draft in drafts]
    problems = [*reading.problems, *(refusal for draft in drafts for refusal in draft.problems)]
    if not drafts and not problems:
        rule: PasteRule = "no-question"
        problems.append(
            ImportProblem(f"文件“{name}”", "里面没有题目。每道题要以“1.”开头，前面有“一、单项选择题”这样的标题", rule)
        )
    certain = [one for one, draft in zip(incoming, drafts, strict=True) if not draft.problems]
    return ImportedFile(tuple(certain), tuple(problems), notes=tuple(source.notes))


@dataclass(slots=True)
class _Part:
    """The questions below one heading; `kind` is None where none came, or one that we do not take."""

    kind: str | None
    taken: bool = True
    drafts: list[Draft] = field(default_factory=list)


class _Numbered:
    """Questions by their numbers, for a list of answers; `several` says whether an answer may have several letters."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.several = any(draft.kind == "multiple" for draft in drafts)
        self._drafts: dict[int, Draft | None] = {}
        for draft in drafts:
            self._drafts[draft.number] = None if draft.number in self._drafts else draft

    def only(self, number: int) -> Draft | None:
        """Return the one question with this number; None if there is none, or more than one."""
        return self._drafts.get(number)


@dataclass(slots=True)
class _Reading:
    """One pass over the lines. In the list of answers, headings and numbers speak of questions that came before."""

    parts: list[_Part] = field(default_factory=lambda: [_Part(None)])
    listing: bool = False
    listed: "_Numbered | None" = None
    numbered: "dict[str | None, _Numbered | None]" = field(default_factory=dict)
    draft: Draft | None = None
    problems: list[ImportProblem] = field(default_factory=list)

    @property
    def drafts(self) -> list[Draft]:
        return [draft for part in self.parts for draft in part.drafts]

    def refuse(self, line: Line, message: str, rule: PasteRule) -> None:
        self.problems.append(ImportProblem(line.place, message, rule))

    def take(self, line: Line) -> None:
        """Take the next line for what it is."""
        found = meaning(line.text)
        if self.listing and self.take_listed(line, found):
            return
        if not self.parts[-1].taken and not isinstance(found, grammar.SectionHeading | grammar.AnswerList):
            return
        match found:
            case grammar.SectionHeading():
                self.take_section(line, found)
            case grammar.AnswerList():
                self.begin_list()
            case grammar.Start():
                self.take_start(line, found)
            case _ if self.draft is None:
                self.refuse(
                    line, "这一行不在任何题目里。每道题要以“1.”开头；不是题目的文字请删去", "line-not-understood"
                )
            case grammar.Options():
                self.take_options(line, found, self.draft)
            case grammar.LineFields():
                for name, text in found.fields:
                    self.draft.add_field(name, text, line.place)
            case grammar.OptionLesson():
                self.draft.lessons[found.letter] = (found.text, line.place)
            case grammar.AnswerEntry():
                self.draft.entries.append((found.text, line.place))
            case _:
                message = "看不出这一行是什么。题干、每个选项、解析都要写在一行里；选项以“A.”开头，答案以“答案：”开头"
                self.refuse(line, message, "line-not-understood")

    def begin_list(self) -> None:
        """From here on numbers speak of questions above; no more of those come."""
        self.draft = None
        if self.listing:
            return
        self.listing, self.listed = True, _Numbered(self.drafts)
        for part in self.parts:
            if part.drafts:
                # Of two parts of one kind it is unclear which is meant.
                self.numbered[part.kind] = None if part.kind in self.numbered else _Numbered(part.drafts)

    def take_section(self, line: Line, section: grammar.SectionHeading) -> None:
        self.draft = None
        if section.kind is None:
            self.refuse(line, f"不认识大题“{section.name}”，或者{_NOT_TAKEN}", "unknown-section")
        self.parts.append(_Part(section.kind, taken=section.kind is not None))

    def take_start(self, line: Line, start: grammar.Start) -> None:
        part = self.parts[-1]
        kind = start.kind or part.kind
        if kind is None:
            message = "不知道这是什么题型。请在前面加一行标题，如“一、单项选择题”，或在题干前写【单选】"
            self.refuse(line, message, "type-not-given")
        above = part.drafts[-1].number if part.drafts else None
        before = self.parts[-2].drafts[-1].number if len(self.parts) > 1 and self.parts[-2].drafts else 0
        expected = {above + 1} if above is not None else {1, before + 1}
        if start.number not in expected:
            wanted = "或".join(map(str, sorted(expected)))
            message = f"这里应当是第 {wanted} 题，却写着 {start.number}。请核对编号；如果是上一题的文字，请并到上一行"
            self.refuse(line, message, "number-order")
        # One without a type is recorded as well, so that its lines are not reported one by one.
        self.draft = Draft(kind or "", start.number, start.text, line.place)
        if start.given:
            self.draft.add_field("answer", start.given, line.place)
        part.drafts.append(self.draft)

    def take_options(self, line: Line, options: grammar.Options, draft: Draft) -> None:
        if options.run_together is not None:
            message = f"“{options.run_together}”里好像还有一个选项，读不准。每个选项请另起一行"
            self.refuse(line, message, "options-run-together")
        for letter, text in options.options:
            draft.add_option(letter, text, line.place)

    def take_listed(self, line: Line, found: grammar.Meaning) -> bool:
        """Read a line of the list of answers; return whether nothing of it is left."""
        if isinstance(found, grammar.SectionHeading):
            self.listed, self.draft = self.numbered.get(found.kind), None
            if self.listed is None:
                self.refuse(
                    line, f"前面没有、或者不止一个“{found.name}题”，不知道下面是谁的答案", "answer-without-question"
                )
                self.listed = _Numbered(())
            return True
        drafts = self.listed or _Numbered(())
        answers = numbered_answers(line.text, several=drafts.several)
        if answers is None and isinstance(found, grammar.Start):
            answers = [(found.number, found.text)]
        if answers is None:
            # A field belongs to the one question that the line before spoke of.
            return False
        for number, text in answers:
            self.take_answer(line, drafts, number, text)
        if len(answers) > 1:
            self.draft = None
        return True

    def take_answer(self, line: Line, drafts: "_Numbered", number: int, text: str) -> None:
        draft = drafts.only(number)
        if draft is None:
            message = f"前面没有、或者不止一个第 {number} 题，不知道这是谁的答案。请在答案前也写上大题的标题"
            self.refuse(line, message, "answer-without-question")
            return
        self.draft = draft
        for name, content in grammar.answer_fields(text):
            self.draft.add_field(name, content, line.place)
