"""Pasted lines as questions. What is certain is read, what is nearly certain inferred; anything else is refused with its line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from course.formats import grammar
from course.formats.answer_tables import answer_rows
from course.formats.answers import letters_of, truth_of
from course.formats.bodies import GAP
from course.formats.cleaning import stem_head
from course.formats.collected import clipped
from course.formats.draft import Draft
from course.formats.grammar import meaning
from course.formats.import_types import ImportedFile, ImportProblem
from course.formats.tables.read import read_table
from course.formats.tables.table import table_of
from course.formats.text import line_shapes
from course.formats.text.drawn_tables import with_tables
from course.formats.text.lines import Line, Lines, TableRows, text_lines
from course.formats.text.markdown import without_markdown
from course.formats.text.question_lines import MATERIAL, QuestionLines
from course.formats.text.state import Part, PasteRule, Style

_NOT_TAKEN = "这种题没有通用的写法，读不准。请用 ./course export excel 导出的表来写。粘贴的文字可用：单选题、多选题、判断题、填空题、简答题"
_LONGEST_ANSWER = 20
"""Characters of a line behind a number that can be nothing but an answer."""
_NO_STEM = re.compile(r"[\W\d_]*")
_OPENING = frozenset("（(")


def read_text(content: bytes, name: str) -> ImportedFile:
    """Read the questions of a text file; `name` is the file's, for messages."""
    return read_lines(text_lines(content, name), name)


def read_lines(source: Lines, name: str) -> ImportedFile:
    """Read the questions in the lines of a file."""
    if source.problems:
        return ImportedFile((), tuple(source.problems))
    source = without_markdown(source)
    lines = list(with_tables(source.lines))
    reading = _Reading()
    for line, following in zip_longest(lines, lines[1:]):
        reading.take(line, following)
    reading.drop_instructions()
    read = _together([_of_drafts(reading), *reading.tables])
    if not read.questions and not read.problems:
        rule: PasteRule = "no-question"
        message = "里面没有题目。每道题要以“1.”开头，前面有“一、单项选择题”这样的标题"
        read = ImportedFile((), (ImportProblem(f"文件“{name}”", message, rule),))
    return replace(read, notes=(*source.notes, *read.notes))


def _of_drafts(reading: "_Reading") -> ImportedFile:
    drafts = [draft for part in reading.parts if part.taken for draft in part.drafts]
    read = [draft.incoming() for draft in drafts]
    problems = [*reading.labelled_problems(), *(problem for draft in drafts for problem in draft.problems)]
    # A line that was refused may hold a part of its question, or the next one.
    doubted = {id(draft) for draft, _ in reading.problems}
    doubted |= {id(draft) for draft in reading.cut_short}
    doubted |= {id(draft) for part in reading.parts if part.is_doubtful for draft in part.drafts}
    doubts = [bool(draft.problems) or id(draft) in doubted for draft in drafts]
    certain = [question for question, doubtful in zip(read, doubts, strict=True) if not doubtful]
    unclear = [question for question, doubtful in zip(read, doubts, strict=True) if doubtful]
    return ImportedFile(tuple(certain), tuple(problems), notes=tuple(reading.notes()), unclear=tuple(unclear))


def _together(files: Sequence[ImportedFile]) -> ImportedFile:
    return ImportedFile(
        tuple(question for file in files for question in file.questions),
        tuple(problem for file in files for problem in file.problems),
        notes=tuple(note for file in files for note in file.notes),
        unclear=tuple(question for file in files for question in file.unclear),
    )


@dataclass(slots=True)
class _Reading(QuestionLines):
    """One pass over the lines."""

    tables: list[ImportedFile] = field(default_factory=list)

    def drop_instructions(self) -> None:
        """Ignore numbered lines before the first heading that have nothing of a question: they speak of the paper."""
        first, *others = self.parts
        if others and first.drafts and not any(draft.begun for draft in first.drafts):
            self.ignored[:0] = [(draft.place, draft.stem) for draft in first.drafts]
            first.drafts.clear()

    def take(self, line: Line, following: Line | None) -> None:
        """Take the next line; `following` is the one after it."""
        self.following = following
        self.take_line(line)
        if line.hidden:
            self.hidden.append((line.place, line.hidden))

    def take_line(self, line: Line) -> None:
        """Take a line for what it is."""
        if isinstance(line, TableRows):
            self.take_table(line)
            return
        if not line.text:
            return
        found = self.without_heading_of_one(line, meaning(line.text))
        last = self.following is None
        if isinstance(found, grammar.Other) and (line.apart or (last and line_shapes.is_farewell(line.text))):
            self.draft = None
        if self.listed is not None and self.take_listed(line, found):
            return
        if not self.parts[-1].taken and not isinstance(found, grammar.SectionHeading | grammar.AnswerList):
            return
        match found:
            case grammar.SectionHeading():
                self.take_section(line, found)
            case grammar.AnswerList():
                self.take_answer_list()
            case _ if self.take_bare_list(line):
                pass
            case grammar.Start():
                self.take_start(line, found.number, found.text, found.given)
            case grammar.AnswerEntry(number=int()) if self.begins_in_brackets(line, found):
                self.take_start(line, found.number, found.text, "", "brackets")
            case grammar.Other() if (start := self.start_with_figure(line)) is not None:
                self.take_start(line, start.number, start.text, "")
                self.note_figure(line, start.number)
            case grammar.Other() if self.begins_without_number(line):
                self.take_start(line, None, line.text, "", "none")
            case _ if self.draft is None:
                self.take_outside(line, found)
            case _:
                self.take_within(line, found, self.draft)

    def without_heading_of_one(self, line: Line, found: grammar.Meaning) -> grammar.Meaning:
        """Return a heading as a question where options follow it, as in “1. 单选题：下列哪一项要登记”."""
        if not isinstance(found, grammar.SectionHeading) or not self.following:
            return found
        has_options = isinstance(meaning(self.following.text), grammar.Options)
        return (grammar.start_of(line.text) if has_options else None) or found

    def take_table(self, table: TableRows) -> None:
        """Take a table of answers, of questions, or one that only arranges options; refuse any other."""
        if (answers := answer_rows(table.rows)) is not None:
            self.take_answers(table, self.listed or self.open, answers)
            return
        if len({len(row) for row in table.rows}) > 1:
            message = "表格各行的格数不一样，不知道内容属于哪一列。请补齐格子；文字里的竖线请改成别的符号"
            self.draft = None
            self.refuse(table, message, "table")
            return
        if (questions := read_table(table_of(table.rows, f"{table.place}的表格"), self.parts[-1].kind)) is not None:
            self.draft = None
            self.tables.append(questions)
            return
        cells = [Line(cell, table.place) for row in table.rows for cell in row if cell.strip()]
        found = [meaning(cell.text) for cell in cells]
        if self.draft is not None and found and all(isinstance(one, grammar.Options) for one in found):
            for cell, options in zip(cells, found, strict=True):
                self.take_within(cell, options, self.draft)
            return
        message = (
            "这里是表格，不知道各格是题目的哪一部分。请把内容改成一行行的文字，或用 ./course export excel 导出的表"
        )
        self.refuse(table, message, "table")

    def take_section(self, line: Line, section: grammar.SectionHeading) -> None:
        self.draft = None
        if section.kind is None:
            self.refuse(line, f"不认识大题“{section.name}”，或者{_NOT_TAKEN}", "unknown-section")
        numeral = grammar.numeral_of_section(line.text)
        self.parts.append(Part(section.kind, taken=section.kind is not None, numeral=numeral))

    def take_start(self, line: Line, number: int | None, text: str, given: str, style: Style = "point") -> None:
        part = self.parts[-1]
        part.style = part.style or style
        stem, fields = grammar.without_fields(text)
        inline = grammar.inline_options(stem)
        stem, filled = _gapped(line, inline[0] if inline else stem, part.kind)
        above, before = part.last_number, self.draft
        self.draft = Draft(part.kind, number, stem, line.place)
        part.add(self.draft)
        self.open.add(self.draft)
        if not self.is_next_number(line, above, number) and before:
            self.cut_short.append(before)
        if len(text) <= _LONGEST_ANSWER and (letters_of(text) or truth_of(text) is not None):
            message = (
                f"“{clipped(line.text)}”像是答案，前面却没有写“参考答案”。请加上这一行标题；如果是题目，请补全题干"
            )
            self.refuse(line, message, "answer-without-question")
        for answer in filled:
            self.draft.add_filled(answer, line.place)
            self.draft.note(line.place, f"画线的“{answer}”按这个空的答案读", "inferred")
        if inline:
            self.draft.note(line.place, "题干后面的选项分开了", "inferred")
            self.take_within(line, inline[1], self.draft)
        if given:
            self.draft.add_field("answer", given, line.place)
        self.take_fields(line, fields, self.draft)

    def is_next_number(self, line: Line, above: int | None, number: int | None) -> bool:
        """Refuse a number that does not follow the one before: a question may be lost between them."""
        if number is None:
            return True
        before = self.number_before()
        if above is None and before is None:
            # A file can be a part of another.
            return True
        expected = {above + 1} if above is not None else {1, (before or 0) + 1}
        if number not in expected:
            wanted = "或".join(map(str, sorted(expected)))
            message = f"这里应当是第 {wanted} 题，却写着 {number}。请核对编号；如果是上一题的文字，请并到上一行"
            self.refuse(line, message, "number-order")
        return number in expected

    def number_before(self) -> int | None:
        """Return the last number in the parts before this one."""
        return next((part.last_number for part in reversed(self.parts[:-1]) if part.drafts), None)

    def expected_numbers(self, part: Part) -> set[int]:
        """Return the numbers that the next question of a part can have."""
        return {part.last_number + 1} if part.last_number is not None else {1, (self.number_before() or 0) + 1}

    def begins_in_brackets(self, line: Line, entry: grammar.AnswerEntry) -> bool:
        """Return whether （1） begins a question: where no question is open, or where those before begin so."""
        part = self.parts[-1]
        if part.style is None:
            return self.draft is None and entry.number in {1, (self.number_before() or 0) + 1}
        if part.style != "brackets" or entry.number != (part.last_number or 0) + 1:
            return False
        if self.draft and self.draft.last in {"reference", "entry"} and entry.number == len(self.draft.entries) + 1:
            if (begins := self.begins_as_below(entry)) is not None:
                return begins
            message = f"（{entry.number}）可以是下一题，也可以是这道题的下一条要点。请把题目的编号写成“{entry.number}.”"
            self.refuse(line, message, "number-order")
            part.is_doubtful = True
            return False
        return True

    def begins_as_below(self, entry: grammar.AnswerEntry) -> bool | None:
        """Return whether （3） after two points of question （2） is a question; None if the line below does not show it.

        Below a question stand its options or its answer, below a point the next one, an explanation, or question （3）.
        """
        match meaning(self.following.text) if self.following else None:
            case grammar.Options() | grammar.LineFields(fields=((("answer" | "reference"), _), *_)):
                return True
            case _ if line_shapes.asks(entry.text):
                return None
            case grammar.LineFields(fields=(("explanation", _), *_)) | grammar.SectionHeading() | None:
                return False
            case grammar.AnswerEntry(number=int() as below) if entry.number in {below, below - 1}:
                return False
            case _:
                return None

    def start_with_figure(self, line: Line) -> grammar.Start | None:
        """Return the start of a question whose stem begins with a figure, such as “7.3日内……”; None unless that is certain.

        The number is the expected one, the question before is complete, and a place for an answer or options follow.
        """
        start = grammar.start_before_figure(line.text)
        part = self.parts[-1]
        if start is None or part.style not in {None, "point"} or (self.draft and not self.draft.begun):
            return None
        if start.number not in self.expected_numbers(part):
            return None
        below = meaning(self.following.text) if self.following else None
        has_options = isinstance(below, grammar.Options) and below.options[0][0] == "A"
        return start if has_options or line_shapes.asks(start.text) else None

    def note_figure(self, line: Line, number: int) -> None:
        if self.draft:
            self.draft.note(line.place, f"“{clipped(line.text)}”按第 {number} 题读，后面的数字是题干的", "inferred")

    def begins_without_number(self, line: Line) -> bool:
        """Return whether a line is the stem of a question without a number, as what stands in it or below it shows."""
        part = self.parts[-1]
        if line_shapes.number_or_figure(line.text) is not None:
            return False
        tagged = stem_head(line.text)
        if tagged.removed and not _NO_STEM.fullmatch(tagged.text):
            return part.style in {None, "none"}
        if part.style not in {None, "none"} or (part.style is None and self.draft is not None):
            return False
        below = meaning(self.following.text) if self.following else None
        if isinstance(below, grammar.Options) and below.options[0][0] in {"A", ""}:
            return self.draft is None or bool(self.draft.options or self.draft.answers)
        if part.kind in {None, "truefalse"} and line_shapes.is_statement_to_judge(line.text):
            return True
        return part.kind == "blank" and line_shapes.has_place_for_answer(line.text)

    def take_outside(self, line: Line, found: grammar.Meaning) -> None:
        """Ignore a line that belongs to no question, such as the head of a paper, unless it could be one."""
        no_field = not isinstance(found, grammar.LineFields) or all(name == "ignored" for name, _ in found.fields)
        no_option = not isinstance(found, grammar.Options | grammar.OptionLesson)
        no_number = line_shapes.number_or_figure(line.text) is None
        is_end = self.following is None and line_shapes.is_farewell(line.text)
        if (
            isinstance(found, grammar.Furniture)
            or is_end
            or (
                no_number
                and self.listed is None
                and no_field
                and no_option
                and line_shapes.is_about_the_paper(line.text)
            )
        ):
            self.ignored.append((line.place, line.text))
        elif line_shapes.is_material(line.text):
            self.refuse(line, MATERIAL, "shared-material")
        elif self.listed is not None:
            message = "看不懂这一行是哪几题的答案。请一行写一题，如“1. B”“2. 对”；不是答案的文字请删去"
            self.refuse(line, message, "line-not-understood")
        elif (number := line_shapes.number_or_figure(line.text)) is not None:
            message = f"不知道开头的 {number} 是不是题号。是题号的，请在它的点后面空一格；不是题目的文字请删去"
            self.refuse(line, message, "line-not-understood")
        else:
            message = "这一行不在任何题目里。每道题要以“1.”开头；不是题目的文字请删去"
            self.refuse(line, message, "line-not-understood")


def _gapped(line: Line, text: str, kind: str | None) -> tuple[str, list[str]]:
    """Return the stem of a fill-in with gaps where its line is underlined, and the underlined words that are answers."""
    if kind != "blank" or not line.underlined:
        return text, []
    offset = line.text.find(text)
    filled: list[str] = []
    pieces: list[str] = []
    end = 0
    for start, stop in ((start - offset, stop - offset) for start, stop in line.underlined):
        word = text[max(start, 0) : max(stop, 0)].strip(" _＿")
        if stop <= 0 or start >= len(text) or text[start - 1 : start] in _OPENING:
            continue
        pieces += [text[end:start].rstrip(" "), GAP]
        filled += [word] if word else []
        end = stop + len(text[stop:]) - len(text[stop:].lstrip(" "))
    return "".join((*pieces, text[end:])), filled
