"""The rows of a table as questions. Every row fills a draft, as pasted text does, so that marks mean the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from course.formats import grammar
from course.formats.excel.cells import Uncertain
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.formats.tables.cells import are_numbered, figures_of, is_nothing, is_of_five
from course.formats.tables.header import Header, find_header, header_of, with_spread_options
from course.formats.tables.headings import (
    ANSWER,
    BANK,
    DIFFICULTY,
    IGNORED,
    NUMBER,
    POINTS,
    STEM,
    TYPE,
    holds_content,
    role_of,
)
from course.formats.tables.kinds import kind_in, kind_of
from course.formats.tables.row import Cell, Conventions, RowReader, TableRule, named_bank
from course.formats.tables.table import Row, Table
from course.formats.tables.upright import upright, with_whole_questions

_FILLED_DOWN = frozenset({TYPE, DIFFICULTY, POINTS, BANK})
"""What people write once for several rows, in a merged cell."""
_MAY_BE_EMPTY = frozenset({"explanation", TYPE, DIFFICULTY, POINTS, BANK, "terms", "basis", "fixed"})
_FOOTNOTES = ("注：", "注:", "说明", "备注", "合计", "总计", "共计", "填写", "提示")
_QUESTION_ROLES = (STEM, ANSWER, "option")
_CONSEQUENCES = frozenset({"answer-missing", "answer-unclear", "options-missing", "type-not-given"})
"""What a draft cannot tell because a cell of its row was refused."""
_MOST_NAMES = 5
_MOST_HEADERS = 20
_LONGEST_NOTE = 20
_NEEDED = "列名至少要有“题干”和“答案”，选择题还要有“选项A”“选项B”……或“选项”；“题型”“解析”“难度”“知识点”可有可无"


def read_table(table: Table, kind: str | None = None) -> ImportedFile | None:
    """Return the questions of a table; None if no row of it names columns that questions have.

    `kind` is the type of the questions, if something above the table says it.
    """
    if (found := find_header(table)) is None:
        standing = upright(table)
        if standing is None or (found := find_header(standing)) is None:
            return None
        table = standing
    header, below = found
    header = with_spread_options(header, table)
    table = with_whole_questions(table, header, below)
    reading = _Reading(table, kind or kind_in(table.name))
    reading.note_above(table.rows[: header.rows_above])
    reading.begin(header, below)
    reading.check_merged()
    for index in range(below, len(table.rows)):
        reading.take(index)
    return reading.imported()


@dataclass(slots=True)
class _Reading:
    """One pass over the rows; `kind` is the type that the name of the sheet or a row between the others gives.

    `beside` has by column what becomes of cells that are no part of a question: None for those that are left out, else
    why they are refused.
    """

    table: Table
    kind: str | None
    header: Header = field(init=False)
    roles: Mapping[int, str] = field(init=False)
    beside: Mapping[int, str | None] = field(init=False)
    conventions: Conventions = field(init=False)
    questions: list[ImportedQuestion] = field(default_factory=list)
    in_doubt: list[ImportedQuestion] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: dict[str, None] = field(default_factory=dict)
    banks: dict[str, None] = field(default_factory=dict)
    filled: dict[tuple[int, int], str | Uncertain] = field(default_factory=dict)
    unclear: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)
    headers: int = 0

    def refuse(self, place: str, message: str, rule: TableRule) -> None:
        self.problems.append(ImportProblem(place, message, rule))

    def imported(self) -> ImportedFile:
        """Return all that was read."""
        if self.left_out:
            names = "”“".join(self.left_out)
            self.notes.append(f"{self.table.place or '表里'}的“{names}”没有读取，题库里没有地方放。")
        if self.banks:
            names = "”“".join(list(self.banks)[:_MOST_NAMES])
            self.notes.append(f"{self.table.place or '表里'}写的题库“{names}”不是本站的题库名称，没有读取。")
        # What a refused column says of the questions is not in them.
        certain, unclear = (
            (self.questions, self.in_doubt) if not self.refused else ([], [*self.questions, *self.in_doubt])
        )
        return ImportedFile(tuple(certain), tuple(self.problems), notes=tuple(self.notes), unclear=tuple(unclear))

    def note_above(self, rows: Sequence[Row]) -> None:
        """Say which rows stand above the headings and are no questions."""
        for row in rows:
            if row.filled:
                self.note_no_question(row, "在列名上面，不是题目，没有读取")

    def note_no_question(self, row: Row, why: str) -> None:
        text = " ".join(" ".join(row.text(column) for column in row.filled).split())
        shown = text if len(text) <= _LONGEST_NOTE else f"{text[:_LONGEST_NOTE]}……"
        self.notes.append(f"{self.table.place}第 {row.number} 行“{shown}”{why}。")

    def begin(self, header: Header, below: int) -> None:
        """Go by these headings from the row with an index on; what its columns show is looked up once."""
        self.headers += 1
        # Every other table in one sheet has few; a file made to annoy must not be looked through again and again.
        rows = self.table.rows[below:] if self.headers <= _MOST_HEADERS else ()
        types = (row.text(column) for row in rows for column in header.columns.get(TYPE, ()))
        if rows and not any(kind_of(text) for text in types):
            header = header.without(TYPE)
        self.header = header
        self.roles = {column: role for column, role in header.roles.items() if role != IGNORED}
        self.beside = {column: _why_refused(text) for column, text in header.texts.items() if column not in self.roles}
        self.conventions = _conventions(header, rows)

    def check_merged(self) -> None:
        """Copy merged cells down where that is what people mean; refuse those that leave open where a text belongs."""
        by_number = {row.number: row for row in self.table.rows} if self.table.merged else {}
        for merged in self.table.merged:
            if merged.first_row == merged.last_row or merged.last_row <= self.header.last:
                continue
            columns = range(merged.first_column, merged.last_column + 1)
            if not any(number in by_number for number in range(merged.first_row + 1, merged.last_row + 1)):
                continue
            if len(columns) == 1 and self.roles.get(columns[0]) in _FILLED_DOWN:
                above = by_number.get(merged.first_row)
                text = above.cell(columns[0]) if above else ""
                self.filled |= {(number, columns[0]): text for number in range(merged.first_row, merged.last_row + 1)}
            elif any(self.roles.get(column, NUMBER) != NUMBER for column in columns):
                message = f"{merged.name} 是合并单元格，不知道内容属于哪一行。请取消合并，每一行都填写完整"
                self.refuse(self.table.place or "表里", message, "merged-cells")
                self.unclear.update(range(merged.first_row, merged.last_row + 1))

    def take(self, index: int) -> None:
        """Take a row for what it is: headings again, the name of a section, a note, or a question."""
        row = self.table.rows[index]
        stems = {self.header.texts[column] for column in self.header.columns[STEM]}
        if any(row.text(column) in stems for column in row.filled) and (header := header_of(row)):
            if header.texts != self.header.texts:
                self.begin(header, index + 1)
        elif row.number not in self.unclear and row.filled and not self.take_section(row) and not self.is_beside(row):
            cells = self.cells(row)
            if cells is not None:
                self.take_question(row, cells)

    def take_section(self, row: Row) -> bool:
        """Take the type of the questions below from a row such as “一、单选题”; return whether it is one."""
        section = grammar.meaning(row.text(row.filled[0])) if len(row.filled) == 1 else None
        if not isinstance(section, grammar.SectionHeading) or section.kind is None:
            return False
        self.kind = section.kind
        return True

    def is_beside(self, row: Row) -> bool:
        """Return whether a row holds no question: nothing but a number, or a note below the others."""
        if all(self.roles.get(column, "") == NUMBER or column in self.beside for column in row.filled):
            return True
        holds_question = any(self.roles.get(column, "").startswith(_QUESTION_ROLES) for column in row.filled[1:])
        if row.text(row.filled[0]).startswith(_FOOTNOTES) and not holds_question:
            self.note_no_question(row, "不是题目，没有读取")
            return True
        return False

    def cells(self, row: Row) -> dict[str, list[Cell]] | None:
        """Return the cells of a row by role; None if one of them was refused."""
        found: dict[str, list[Cell]] = {}
        count = len(self.problems)
        for column in range(max(len(row.cells), max(self.roles, default=0) + 1)):
            cell = self.filled.get((row.number, column)) or row.cell(column)
            if not cell:
                continue
            role, heading = self.roles.get(column), self.header.texts.get(column, "")
            place = self.table.cell_place(row, column, heading)
            if role is None:
                self.leave_out(column, heading, place)
            elif role in _MAY_BE_EMPTY and is_nothing(str(cell)):
                continue
            elif isinstance(cell, str):
                found.setdefault(role, []).append(Cell(cell, place))
            elif role != NUMBER:
                self.problems.append(ImportProblem(place, cell.message, cell.rule))
        if len(self.problems) == count:
            return found
        label = RowReader(found, "", self.conventions).draft.label
        self.problems[count:] = [replace(problem, question=label) for problem in self.problems[count:]]
        return None

    def leave_out(self, column: int, heading: str, place: str) -> None:
        """Leave out a cell that questions have no place for; refuse once a column that could be a part of questions."""
        why = self.beside.get(column, "这一列没有列名，不知道这里写的是什么。请在列名那一行补上，或删去")
        if why is None:
            self.left_out[heading] = None
        elif column not in self.refused:
            self.refused.add(column)
            self.refuse(place, why, "unknown-column")

    def take_question(self, row: Row, cells: Mapping[str, Sequence[Cell]]) -> None:
        place = f"{self.table.place}第 {row.number} 行"
        draft = RowReader(cells, place, self.conventions).read(self.kind)
        causes = tuple(draft.problems)
        question = draft.incoming()
        if causes:
            found = draft.problems[len(causes) :]
            draft.problems[len(causes) :] = [problem for problem in found if problem.rule not in _CONSEQUENCES]
        self.problems += draft.problems
        named = next(iter(cells.get(BANK, ())), None)
        bank = named_bank(named.text) if named else None
        if named and bank is None:
            self.banks[named.text] = None
        question = replace(question, bank=bank.path, bank_title=bank.title) if bank else question
        (self.in_doubt if draft.problems else self.questions).append(question)


def _conventions(header: Header, rows: Sequence[Row]) -> Conventions:
    """Return what the cells of whole columns show."""
    levels = {row.text(column).strip() for row in rows for column in header.columns.get(DIFFICULTY, ())}
    options = [column for column, role in header.roles.items() if role.startswith("option")]
    with_options = [row for row in rows if any(row.text(column) for column in options)]
    figures = (figures_of(row.text(column)) for row in with_options for column in header.columns.get(ANSWER, ()))
    # A row with one cell is the name of a section.
    stems = (row.text(column) for row in rows if len(row.filled) > 1 for column in header.columns.get(STEM, ()))
    return Conventions(
        of_five=is_of_five(levels),
        from_zero=any(0 in (found or ()) for found in figures),
        numbered=are_numbered([stem for stem in stems if stem]),
    )


def _why_refused(heading: str) -> str | None:
    """Return why the cells of a column that says nothing to us are refused; None if they are left out."""
    if role_of(heading) is not None or not holds_content(heading):
        return None
    return f"不认识列名“{heading}”，可是它像是题目的一部分。请改成常用的列名（如“选项E”“答案”），或删去这一列"


def or_empty(imported: ImportedFile, name: str) -> ImportedFile:
    """Return what a file brings, with a problem if that is nothing at all."""
    if imported.questions or imported.problems:
        return imported
    rule: TableRule = "no-question"
    message = "表里只有列名，没有题目。请核对是不是这个文件"
    return replace(imported, problems=(ImportProblem(f"文件“{name}”", message, rule),))


def without_headings(table: Table) -> ImportProblem:
    """Return the refusal of a table whose columns are not known by their headings: what it has, and what is needed."""
    first = table.rows[0]
    seen = "、".join(f"“{text}”" for column in first.filled[:6] if (text := first.text(column)[:12]))
    rule: TableRule = "columns-not-recognised"
    message = f"没有认出列名。第 {first.number} 行是{seen}……。请在题目上面加一行列名：{_NEEDED}"
    return ImportProblem(table.place, message, rule)
