"""One row of a table as the draft of a question."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from string import ascii_uppercase
from typing import Literal, TypeAlias

from course.formats.answers import letters_of, numbered_points, truth_by_figure
from course.formats.bodies import BLANKS
from course.formats.cleaning import without_letters
from course.formats.collected import joined
from course.formats.draft import CHOICE, Draft
from course.formats.grammar import AnswerEntry, meaning
from course.formats.import_types import ImportProblem
from course.formats.tables.cells import (
    SEPARATORS,
    NotSeparateError,
    figures_of,
    is_filler,
    letters_by_figures,
    level_of_five,
    options_of,
    parts_of,
    stem_and_options,
    without_figures,
    without_number,
)
from course.formats.tables.headings import (
    ANSWER,
    DIFFICULTY,
    LESSON,
    MEDIA,
    NUMBER,
    OPTION,
    OPTIONS,
    PART,
    POINTS,
    REFERENCE,
    STEM,
    TYPE,
)
from course.formats.tables.kinds import kind_of
from course.model.bank import DIFFICULTY_LABELS, bank_path

TableRule: TypeAlias = Literal[
    "columns-not-recognised",
    "empty-cell",
    "field-twice",
    "gap-in-row",
    "merged-cells",
    "no-question",
    "options-run-together",
    "picture",
    "type-unknown",
    "unknown-column",
]

_CHOICES = frozenset({"single", "multiple", CHOICE})
_NUMBER = re.compile(r"(?:第\s*)?([0-9]{1,6})\s*[题.、]?")
_BANK = re.compile(r"(?:quizzes/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:\.yml)?(?:\s+(\S.*))?")
_TYPES = "单选题、多选题、判断题、填空题、简答题"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell that is not empty, and where it stands."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the cells of a whole column show.

    Difficulties are from 1 to 5; figures count options from 0; all stems have a number before them.
    """

    of_five: bool = False
    from_zero: bool = False
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class NamedBank:
    """A bank by its path below the project, and what it is called if it is to be made."""

    path: str
    title: str


def named_bank(text: str) -> NamedBank | None:
    """Return the bank that a cell names; None if it says what another program calls a bank."""
    match = _BANK.fullmatch(text)
    return NamedBank(bank_path(match[1]), (match[2] or "").strip()) if match else None


@dataclass(slots=True)
class RowReader:
    """Fills a draft from the cells of a row, which are there by role, in the order of the columns."""

    cells: Mapping[str, Sequence[Cell]]
    place: str
    conventions: Conventions
    draft: Draft = field(init=False)

    def __post_init__(self) -> None:
        stem = self.text(STEM)
        bare, number = without_number(stem) if self.conventions.numbered else (stem, None)
        self.draft = Draft(None, number, bare, self.place)
        if number is not None:
            self.draft.note(self.place, f"去掉了题干开头的“{stem.removesuffix(bare).strip()}”", "corrected")
        # Only now: a number before the stem need not be that of the row.
        if match := _NUMBER.fullmatch(self.text(NUMBER)):
            self.draft.number = int(match[1])

    def read(self, kind: str | None) -> Draft:
        """Return the draft with everything of the row in it; `kind` is the type where the row itself has none."""
        stated = self.stated_kind()
        self.draft.kind = stated or self.draft.kind or kind
        self.refuse_pictures()
        self.take_twice(STEM)
        self.take_options()
        self.take_answers()
        self.take_difficulty()
        for name in ("explanation", POINTS, "terms", "basis", "fixed"):
            for cell in self.cells.get(name, ()):
                self.draft.add_field(name, cell.text, cell.place)
        for number, cell in self.numbered(LESSON):
            self.draft.lessons[ascii_uppercase[number - 1]] = (cell.text, cell.place)
        for _, cell in self.numbered(REFERENCE):
            self.draft.add_field("reference", cell.text, cell.place)
        return self.draft

    def text(self, role: str) -> str:
        """Return the text of the first cell of a role, empty if there is none."""
        return next((cell.text for cell in self.cells.get(role, ())), "")

    def numbered(self, role: str) -> list[tuple[int, Cell]]:
        """Return the cells of a role that has numbers, in their order."""
        found = [
            (int(name.removeprefix(role)), cell)
            for name, cells in self.cells.items()
            if name.startswith(role)
            for cell in cells
        ]
        return sorted(found, key=lambda one: one[0])

    def refuse(self, place: str, message: str, rule: TableRule) -> None:
        """Refuse a cell of the row."""
        self.draft.problems.append(ImportProblem(place, message, rule))

    def stated_kind(self) -> str | None:
        """Return the type that the row names, None if it names none."""
        for cell in self.cells.get(TYPE, ()):
            if (kind := kind_of(cell.text)) is not None:
                return kind
            message = f"题型“{cell.text}”不能从别的程序的表里导入，可用：{_TYPES}。别的题型请写进 ./course export excel 导出的表"
            self.refuse(cell.place, message, "type-unknown")
        return None

    def refuse_pictures(self) -> None:
        for cell in self.cells.get(MEDIA, ()):
            self.refuse(cell.place, "这道题带着图片或别的文件，题库里放不下。请改成文字，或删去这道题", "picture")

    def take_twice(self, role: str) -> None:
        """Refuse two columns of one meaning that say different things."""
        cells = self.cells.get(role, ())
        for cell in cells[1:]:
            if cell.text != cells[0].text:
                message = f"这里和{cells[0].place}都像题干，不知道用哪一个。请只留一列，或把列名改清楚"
                self.refuse(cell.place, message, "field-twice")

    def take_options(self) -> None:
        found = self.options()
        if self.draft.kind == "blank" and found and not self.cells.get(ANSWER):
            self.take_blanks_from(found)
            return
        for letter, cell in zip(ascii_uppercase, found, strict=False):
            self.draft.add_option(letter, reduce(joined, parts_of(cell.text, "\n"), ""), cell.place)
            if "\n" in cell.text:
                self.draft.note(cell.place, "选项里的几行接成了一行", "corrected")

    def options(self) -> list[Cell]:
        """Return the options of the row in their order, whether they have columns of their own or share a cell."""
        own = self.own_options()
        shared = [cell for cell in self.cells.get(OPTIONS, ()) if not is_filler(cell.text)]
        if own and shared:
            message = "选项在一格里写了，在单独的列里又写了，不知道用哪一个。请只留一处"
            self.refuse(shared[0].place, message, "field-twice")
        if own or not shared:
            return own or self.options_of_stem()
        try:
            return [Cell(text, shared[0].place) for text in options_of(shared[0].text)]
        except NotSeparateError:
            if self.draft.kind in {"blank", "short"}:
                return shared[:1]
            message = "分不清这一格里每个选项到哪里为止。请一个选项一列，或者一行一个选项（按 Alt+回车换行）"
            self.refuse(shared[0].place, message, "options-run-together")
            return []

    def options_of_stem(self) -> list[Cell]:
        """Take the options out of a stem that has them behind it, if the answer names options and no column has them."""
        stems, answer = self.cells.get(STEM, ()), self.text(ANSWER)
        if self.draft.kind not in {None, *_CHOICES} or len(stems) != 1 or not letters_of(answer):
            return []
        if (found := stem_and_options(self.draft.stem)) is None:
            return []
        self.draft.stem, options = found
        self.draft.note(stems[0].place, "选项写在题干的格子里，已经分开", "inferred")
        return [Cell(text, stems[0].place) for text in options]

    def own_options(self) -> list[Cell]:
        """Return the options with columns of their own; a filled one behind an empty one is refused."""
        found = [(number, cell) for number, cell in self.numbered(OPTION) if not self.is_left_over(cell)]
        for place, (number, cell) in enumerate(found, 1):
            if number != place:
                message = f"选项 {ascii_uppercase[place - 1]} 空着，后面的选项却填了。请把后面的往前移，中间不留空"
                self.refuse(cell.place, message, "gap-in-row")
                break
        return [cell for _, cell in found]

    def is_left_over(self, cell: Cell) -> bool:
        """Return whether an option says only that there is none; of a question without options that is usual."""
        if not is_filler(cell.text):
            return False
        if self.draft.kind in _CHOICES:
            self.draft.note(cell.place, f"“{cell.text}”不是选项，没有读取", "ignored")
        return True

    def take_blanks_from(self, found: Sequence[Cell]) -> None:
        """Take the options of a question with blanks for the answers: some programs have them there."""
        self.draft.add_field("answer", "；".join(cell.text for cell in found), found[0].place)
        self.draft.note(found[0].place, "填空题的答案写在选项的列里，按顺序各是一个空", "inferred")

    def take_answers(self) -> None:
        for cell in self.cells.get(ANSWER, ()):
            self.take_answer(cell)
        parts = [cell for _, cell in self.numbered(PART)]
        if not parts:
            return
        if self.draft.kind == "short":
            for cell in parts:
                self.draft.add_field("reference", cell.text, cell.place)
        else:
            texts = ["|".join(parts_of(cell.text, "\n")) for cell in parts]
            self.draft.add_field("answer", "；".join(texts), parts[0].place)

    def take_answer(self, cell: Cell) -> None:
        kind, options = self.draft.kind, len(self.draft.options)
        if kind in _CHOICES or (kind is None and options):
            self.draft.add_field("answer", self.as_letters(cell, options), cell.place)
        elif kind == "truefalse":
            text = self.as_letters(cell, options) if options else cell.text
            self.draft.add_field("answer", text, cell.place)
        elif gaps := len(BLANKS.findall(self.draft.stem)):
            self.draft.add_field("answer", self.as_blanks(cell, gaps), cell.place)
        elif kind is None and truth_by_figure(cell.text) is not None:
            message = f"没有写题型，不知道答案“{cell.text}”是判断题的对错，还是别的。请补上“题型”一列"
            self.draft.refuse(cell.place, message, "type-not-given")
        else:
            self.take_points(cell)

    def take_points(self, cell: Cell) -> None:
        """Take an answer for the points of a reference, one on each line, or for whatever the draft makes of it."""
        lines = parts_of(cell.text, "\n")
        if len(lines) == 1:
            lines = numbered_points(cell.text)
        points = without_figures(
            [found.text if isinstance(found := meaning(line), AnswerEntry) else line for line in lines]
        )
        if self.draft.kind != "short" and points == [cell.text]:
            self.draft.add_field("answer", cell.text, cell.place)
            return
        for point in points:
            self.draft.add_field("reference", point, cell.place)

    def as_letters(self, cell: Cell, options: int) -> str:
        """Return an answer with letters for figures, and without the separators of programs."""
        text = cell.text
        for separator in SEPARATORS[:-1]:
            text = text.replace(separator, "；") if len(parts_of(text, separator)) > 1 else text
        figures = figures_of(text)
        if figures is None:
            return text
        if self.conventions.from_zero:
            message = f"这一列的答案有的写 0，不知道“{text}”是从 0 还是从 1 数起。请写选项的字母，如 B 或 ACD"
            self.draft.refuse(cell.place, message, "answer-unclear")
            return text
        letters = letters_by_figures(figures, options)
        quoted = self.letters_by_texts([text]) or self.letters_by_texts(map(str, figures))
        if letters is None or quoted == letters:
            return quoted or text
        if quoted:
            message = f"答案“{text}”可以是第几个选项，也可以是选项 {quoted} 的文字，不知道是哪一个。请写选项的字母"
            self.draft.refuse(cell.place, message, "answer-unclear")
        self.draft.note(cell.place, f"答案“{text}”按第几个选项读，是 {letters}", "inferred")
        return letters

    def letters_by_texts(self, texts: Iterable[str]) -> str:
        """Return the option letters of these texts; empty if any text is no option."""
        options = [option for _, option, _ in self.draft.options]
        by_text = dict(zip(without_letters(options) or options, ascii_uppercase, strict=False))
        letters = [by_text.get(text, "") for text in texts]
        return "".join(letters) if all(letters) else ""

    def as_blanks(self, cell: Cell, gaps: int) -> str:
        """Return the answers of several blanks with semicolons between them, whatever stood there."""
        if gaps == 1:
            return cell.text
        # A semicolon separates blanks, and bars then separate ways to write one; the signs of programs can hold either.
        has_semicolons = re.search("[;；]", cell.text)
        for separator in (sign for sign in SEPARATORS if len(sign) > 1 or not has_semicolons):
            parts = parts_of(cell.text, separator)
            if len(parts) == gaps:
                if separator in {"|", "｜"}:
                    self.draft.note(cell.place, f"题干有 {gaps} 个空，答案里的竖线按一个空一个读", "inferred")
                return "；".join(parts)
        return cell.text

    def take_difficulty(self) -> None:
        for cell in self.cells.get(DIFFICULTY, ()):
            if not self.conventions.of_five:
                self.draft.add_field("difficulty", cell.text, cell.place)
            elif level := level_of_five(cell.text):
                self.draft.add_field("difficulty", str(level), cell.place)
                label = DIFFICULTY_LABELS[level]
                self.draft.note(cell.place, f"难度“{cell.text}”是五级里的，按 {level}（{label}）读", "inferred")
            else:
                self.draft.add_field("difficulty", cell.text, cell.place)
