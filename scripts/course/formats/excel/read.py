"""A workbook as questions that know their cells. Nothing is guessed: what is not certain is refused."""

import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import pairwise
from typing import Literal, TypeAlias, cast
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from course.formats.clean_fields import cleaned
from course.formats.excel import layout
from course.formats.excel.cells import LOOKS, CellRule, Uncertain, text_of
from course.formats.excel.foreign import hidden_notes, read_foreign
from course.formats.excel.layout import CARRIED, PART_SHEET, PART_TYPES, PLACE_SHEET, QUESTION_SHEETS, Sheet
from course.formats.excel.limits import MOST_COLUMNS, MOST_MERGED, MOST_ROWS, ExcessError, Marks, sheet_marks
from course.formats.excel.rows import SheetRow, body_fields, is_withdrawn, place_fields, question_fields
from course.formats.excel.sheets import Cells, OpenSheet, rows_of
from course.formats.excel.write import RECORD_HEADINGS
from course.formats.import_types import (
    ExportRecord,
    ImportedFile,
    ImportedQuestion,
    ImportProblem,
    content_version,
    question_label,
)
from course.formats.office_guard import dangers
from course.formats.tables.headings import holds_content
from course.model.bank import LOCAL_PREFIX, bank_path

SheetRule: TypeAlias = Literal[
    "case-name",
    "damaged-file",
    "damaged-record",
    "merged-cells",
    "missing-column",
    "number-expected",
    "part-without-case",
    "sheet-too-large",
    "unknown-column",
    "unknown-sheet",
]

_OWN_HEADINGS = frozenset({"题号", "题库", "顺序", "要点"})
_READ_ONLY = frozenset({layout.HELP, layout.BANKS, layout.POINTS, layout.RECORD})


def read_workbook(content: bytes, name: str) -> ImportedFile:
    """Read the questions of a workbook: one that `write_workbook` wrote and people edited, or one of another program.

    `name` is the file's, for messages.
    """
    problems = tuple(dangers(content, name))
    if problems:
        return ImportedFile((), problems)
    try:
        with ZipFile(BytesIO(content)) as archive, warnings.catch_warnings():
            # The library tells what it leaves out of styles and headers, in English; none of it is a question.
            warnings.simplefilter("ignore")
            marks = sheet_marks(archive)
            book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
            sheets = {sheet.title: sheet for sheet in cast("list[OpenSheet]", book.worksheets)}
            excess = tuple(found for title in sheets for found in _excess(title, marks[title]))
            if excess:
                return ImportedFile((), excess)
            return _Reading(sheets, marks).imported() if _is_ours(sheets, marks) else read_foreign(sheets, marks, name)
    except ExcessError:
        message = "表里有很多用不着的格式、规则或空行，读起来太慢。请重新导出，把题目复制过去，粘贴时选“值”"
        return ImportedFile((), (_problem(f"文件“{name}”", message, "sheet-too-large"),))
    except Exception as reason:  # noqa: BLE001 -- whatever a damaged file makes the library raise
        return ImportedFile((), (_problem(f"文件“{name}”", _damage(reason), "damaged-file"),))


def _is_ours(sheets: Mapping[str, OpenSheet], marks: Mapping[str, Marks]) -> bool:
    """Return whether we wrote a workbook: it has the record of that, or a sheet with headings that only ours have."""
    if layout.RECORD in sheets:
        return True
    own = (sheets[sheet.name] for sheet in layout.SHEETS if sheet.name in sheets)
    heads = (next(iter(rows_of(sheet, marks[sheet.title])), ()) for sheet in own)
    return any({text_of(cell) for cell in head} >= _OWN_HEADINGS for head in heads)


def _excess(title: str, marks: Marks) -> Iterator[ImportProblem]:
    """Yield why a sheet is not read at all: it would take minutes, and no ordinary file is like it."""
    if marks.reaches_too_far:
        message = f"在第 {MOST_ROWS:,} 行以下或第 {MOST_COLUMNS} 列以右还写着东西，多半是误操作。请删去那里的内容，或把题目复制到重新导出的表里"
        yield _problem(f"工作表“{title}”", message, "sheet-too-large")
    if len(marks.merged) == MOST_MERGED:
        message = f"合并的单元格有 {MOST_MERGED} 处以上。请选中整张表，取消全部合并，每一行都填写完整"
        yield _problem(f"工作表“{title}”", message, "merged-cells")


def _damage(reason: Exception) -> str:
    return f"打不开：文件已损坏，或不是 .xlsx 格式（{type(reason).__name__}）。请用 Excel 或 WPS 打开，另存一份再试"


def _problem(place: str, message: str, rule: SheetRule | CellRule) -> ImportProblem:
    return ImportProblem(place, message, rule)


@dataclass(frozen=True, slots=True)
class _Part:
    """A question inside a case, or a step or an end of a scenario, with the number that tells its place.

    `key` is what stands for it in the fields of the question. Of one with a refused cell only the number is known.
    """

    number: float
    key: str
    fields: Mapping[str, object]
    places: Mapping[str, str]
    place: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type of question that has a sheet of parts: what it, a part with its measure word, and the sheet are called."""

    whole: str
    part: str
    measure: str
    sheet: str


_KINDS = {
    "case": _Kind("案例", "小题", "道", layout.PARTS),
    "scenario": _Kind("情景", "步骤", "个", layout.PLACES),
}


@dataclass(slots=True)
class _Reading:
    """One pass over a workbook: problems and notes are collected here."""

    sheets: Mapping[str, OpenSheet]
    marks: Mapping[str, Marks]
    problems: list[ImportProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)
    bank_paths: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, str], list[_Part]] = field(default_factory=lambda: defaultdict(list))
    used: set[tuple[str, str]] = field(default_factory=set)
    record: dict[str, ExportRecord] = field(default_factory=dict)
    unclear: list[ImportedQuestion] = field(default_factory=list)

    def refuse(self, place: str, message: str, rule: SheetRule | CellRule) -> None:
        self.problems.append(_problem(place, message, rule))

    def imported(self) -> ImportedFile:
        """Return all that the workbook holds."""
        self.check_names()
        self.read_lists()
        exported = self.exported()
        self.record = exported or {}
        if PART_SHEET.name in self.sheets:
            for row in self.rows(PART_SHEET):
                self.read_part(row)
        if PLACE_SHEET.name in self.sheets:
            for row in self.rows(PLACE_SHEET):
                self.read_place(row)
        questions = [
            question
            for sheet in QUESTION_SHEETS
            if sheet.name in self.sheets
            for row in self.rows(sheet)
            if (question := self.question(row))
        ]
        for (kind, name), parts in self.parts.items():
            if (kind, name) not in self.used:
                whole = _KINDS[kind].whole
                message = (
                    f"工作表“{layout.sheet_name(kind)}”里没有名叫“{name}”的{whole}。请核对{whole}名，或补上这个{whole}"
                )
                self.refuse(parts[0].place, message, "part-without-case")
        return ImportedFile(
            tuple(questions), tuple(self.problems), exported, CARRIED, tuple(self.notes), tuple(self.unclear)
        )

    def check_names(self) -> None:
        """Note missing sheets, and refuse unknown ones unless they are empty."""
        missing = [
            sheet.name
            for sheet in layout.SHEETS
            if sheet.name not in self.sheets and sheet.name not in layout.ADDED_LATER
        ]
        if missing:
            names = "”“".join(missing)
            self.notes.append(
                f"少了工作表“{names}”，原来在里面的题不动。导入时加上 --withdraw，会把它们当作要停用的，请先核对。"
            )
        known = {sheet.name for sheet in layout.SHEETS} | _READ_ONLY
        for name, sheet in self.sheets.items():
            if name not in known and any(cell.value is not None for row in self.all_rows(sheet) for cell in row):
                message = "不认识这个工作表，不知道里面是不是题目。请把题目移到对应题型的工作表，再删去它"
                self.refuse(f"工作表“{name}”", message, "unknown-sheet")
            if name in known - {layout.RECORD} and sheet.sheet_state != "visible":
                self.notes.append(f"工作表“{name}”是隐藏的，里面的题目照样读入。")

    def read_lists(self) -> None:
        """Learn what drop-downs offered: a label stands behind each id."""
        for name in (layout.BANKS, layout.POINTS):
            for _, row in self.numbered_rows(self.sheets.get(name)):
                texts = [text for cell in row[:2] if isinstance(text := text_of(cell), str)]
                if texts and texts[0]:
                    self.listed[texts[0]] = texts[0].split(maxsplit=1)[0]
                if name == layout.BANKS and len(texts) == 2:
                    self.bank_paths[texts[0].split(maxsplit=1)[0]] = texts[1]

    def exported(self) -> dict[str, ExportRecord] | None:
        """Return the record of what was exported; None if the workbook is not one of ours."""
        sheet = self.sheets.get(layout.RECORD)
        if sheet is None:
            return None
        known: dict[str, ExportRecord] = {}
        for number, row in self.numbered_rows(sheet):
            texts = [text_of(cell) for cell in row[: len(RECORD_HEADINGS)]]
            match texts:
                case [str(name), str(version), str(bank), str(rank)] if name and rank.isdecimal():
                    known[name] = ExportRecord(version, bank, float(rank))
                case _:
                    message = "这一行被改动过。它记着导出时的样子，请重新导出，把改动粘贴过去"
                    self.refuse(f"工作表“{layout.RECORD}”第 {number} 行", message, "damaged-record")
        return known

    def all_rows(self, sheet: OpenSheet) -> Iterator[Cells]:
        return rows_of(sheet, self.marks[sheet.title])

    def numbered_rows(self, sheet: OpenSheet | None) -> Iterator[tuple[int, Cells]]:
        """Yield the rows below the headings with their numbers, counted from 1."""
        if sheet is not None:
            yield from ((number, row) for number, row in enumerate(self.all_rows(sheet), 1) if number > 1)

    def rows(self, table: Sheet) -> Iterator[SheetRow]:
        """Yield the rows of a sheet that hold anything; all cells of a row must be certain."""
        marks = self.marks[table.name]
        for merged in marks.merged:
            message = f"{merged} 是合并单元格，不知道内容属于哪一行。请取消合并，每一行都填写完整"
            self.refuse(f"工作表“{table.name}”", message, "merged-cells")
        columns = self.columns(table)
        hidden: list[int] = []
        for number, cells in self.numbered_rows(self.sheets[table.name]):
            row = self.row(table, columns, number, cells)
            if row is None:
                continue
            if number in marks.hidden:
                hidden.append(number)
            yield row
        self.notes += hidden_notes(f"工作表“{table.name}”", hidden, marks)

    def columns(self, table: Sheet) -> dict[int, str]:
        """Return the keys of the columns by their number, counted from 0; the key of a column that is left out is empty."""
        head = [text_of(cell) for cell in next(iter(self.all_rows(self.sheets[table.name])), ())]
        keys = {column.heading: column.key for column in table.columns}
        missing = [heading for heading in keys if heading not in head]
        found: dict[int, str] = {}
        for number, heading in enumerate(head):
            if isinstance(heading, str) and heading in keys and keys[heading] not in found.values():
                found[number] = keys[heading]
            elif heading and not missing and heading not in keys and not holds_content(str(heading)):
                found[number] = ""
                self.notes.append(f"工作表“{table.name}”的“{heading}”没有读取，题库里没有地方放。")
            elif heading:
                place = f"工作表“{table.name}”第 1 行 {get_column_letter(number + 1)} 列"
                self.refuse(place, "不认识这一列，或者它重复了。请恢复原来的列名，多余的列请删去", "unknown-column")
        for heading in missing:
            message = f"少了“{heading}”一列。请恢复列名；可以重新导出，把改动粘贴过去"
            self.refuse(f"工作表“{table.name}”第 1 行", message, "missing-column")
        return found

    def row(self, table: Sheet, columns: Mapping[int, str], number: int, cells: Cells) -> SheetRow | None:
        """Return a row as texts by key; None for an empty row and for one with a cell that was refused."""
        place = f"工作表“{table.name}”第 {number} 行"
        headings = {column.key: column.heading for column in table.columns}
        letters = {key: get_column_letter(index + 1) for index, key in columns.items()}
        texts: dict[str, str] = {}
        certain = True
        looks = self.marks[table.name].looks
        for index, cell in enumerate(cells):
            if columns.get(index) == "":
                continue
            text, look = text_of(cell), looks.get((number, index + 1))
            text = LOOKS[look] if look and text else text
            at = f"{place} {get_column_letter(index + 1)} 列"
            if isinstance(text, Uncertain):
                self.refuse(at, text.message, text.rule)
                certain = False
            elif text and index not in columns:
                self.refuse(at, "这一列没有列名，不知道这里写的是什么。请移到有列名的列，或删去", "unknown-column")
                certain = False
            elif text:
                texts[columns[index]] = (
                    self.listed.get(text, text) if columns[index] in {"bank", "points.first"} else text
                )
        if not texts or not certain:
            return None
        return SheetRow(table, texts, place, lambda key: f"{place} {letters.get(key, '')} 列“{headings.get(key, '')}”")

    def question(self, row: SheetRow) -> ImportedQuestion | None:
        """Return the question of a row; None if a cell of it was refused."""
        fields = question_fields(row)
        bank, title = _name_and_title(row.text("bank"))
        rank, withdrawn = row.number("rank"), is_withdrawn(row)
        parts = self.parts_of(row) if row.sheet.type in _KINDS else []
        if row.sheet.type == "case" and parts:
            fields["questions"] = [part.fields for part in parts]
        if row.sheet.type == "scenario":
            fields |= _steps_and_ends(parts)
        row.refuse_unread()
        label = question_label("", row.text("stem"))
        self.problems += [replace(problem, question=label) for problem in row.problems]
        if row.problems or not all(part.certain for part in parts):
            return None
        path = self.bank_paths.get(bank, bank_path(bank)) if bank else None
        question = ImportedQuestion(fields, row.place, row.places, path, rank, withdrawn, title)
        return question if self.is_untouched(fields) else self.cleaned(question)

    def is_untouched(self, fields: Mapping[str, object]) -> bool:
        """Return whether a question says what it said when we wrote it."""
        record = self.record.get(str(fields.get("id")))
        return record is not None and record.version == content_version(fields, CARRIED)

    def cleaned(self, question: ImportedQuestion) -> ImportedQuestion | None:
        """Return a question that people typed without what is no part of its texts; None if it was refused."""
        found = cleaned(question.fields, question.place_of)
        self.problems += found.problems
        read = replace(question, fields=found.fields, inferences=found.inferences)
        if found.problems:
            self.unclear.append(read)
        return None if found.problems else read

    def read_part(self, row: SheetRow) -> None:
        """Keep a question of a case until the case comes."""
        label = row.needed("type")
        if label and label not in PART_TYPES:
            row.refuse("type", f"“题型”要从列表里选：{'、'.join(PART_TYPES)}，现在是“{label}”", "choice-expected")
        kind = PART_TYPES.get(label, "")
        fields: dict[str, object] = {"type": kind, **body_fields(kind, row)} if kind else {}
        explanation = row.text("explanation")
        if explanation:
            fields["explanation"] = explanation
        # Of an unknown type it is unclear which cells belong to it.
        self.keep("case", row, "", fields, is_whole=bool(kind))

    def read_place(self, row: SheetRow) -> None:
        """Keep a step or an end of a scenario until the scenario comes."""
        name, fields = row.needed("name"), place_fields(row)
        self.keep("scenario", row, f"{'ends' if 'outcome' in fields else 'steps'}.{name}", fields)

    def keep(self, kind: str, row: SheetRow, key: str, fields: Mapping[str, object], *, is_whole: bool = True) -> None:
        """Keep a part of a question; a part without a key is one of a list. All cells of a whole one are read."""
        name, number = row.needed("case"), row.number("number")
        if number is None:
            row.refuse("number", f"“{row.heading('number')}”是空的，请填排在第几", "empty-cell")
        if is_whole:
            row.refuse_unread()
        self.problems += row.problems
        self.parts[kind, name].append(_Part(number or 0, key, fields, dict(row.places), row.place, not row.problems))

    def parts_of(self, row: SheetRow) -> list[_Part]:
        """Return the parts of a case or a scenario in their order."""
        kind = row.sheet.type or ""
        words, name = _KINDS[kind], row.needed("case")
        parts = sorted(self.parts.get((kind, name), ()), key=lambda part: part.number)
        if (kind, name) in self.used:
            message = f"{words.whole}名“{name}”用了两次，分不清{words.part}属于哪一个。请换一个名字"
            self.refuse(row.column_place("case"), message, "case-name")
        elif name and not parts:
            message = (
                f"这个{words.whole}在工作表“{words.sheet}”里没有{words.part}。请在那里补上，{words.whole}名写“{name}”"
            )
            self.refuse(row.column_place("case"), message, "part-without-case")
        self.used.add((kind, name))
        for above, part in pairwise(parts):
            if above.number == part.number:
                message = f"这个{words.whole}有两{words.measure}第 {part.number:g} {words.part}，请改成不同的号"
                self.refuse(part.places["number"], message, "number-expected")
        keys = Counter(part.key for part in parts if part.key)
        for index, part in enumerate(parts):
            if keys[part.key] > 1:
                message = f"这个{words.whole}有 {keys[part.key]} 个同名的{words.part}，分不清到哪一个。请改成不同的步名"
                self.refuse(part.places["name"], message, "case-name")
            key = part.key or f"questions.{index}"
            row.places |= {f"{key}.{path}": place for path, place in part.places.items()}
            row.places[key] = part.place
        return parts


def _name_and_title(bank: str) -> tuple[str, str]:
    """Return the name in a cell and, for a bank of the unit's that the list lacks, the title behind it."""
    name, _, title = bank.partition(" ")
    return (name, title.strip()) if name.startswith(LOCAL_PREFIX) else (bank, "")


def _steps_and_ends(parts: Iterable[_Part]) -> dict[str, object]:
    """Return the fields of a scenario that its parts make up."""
    found: dict[str, dict[str, object]] = {"steps": {}, "ends": {}}
    for part in parts:
        field_name, _, name = part.key.partition(".")
        found[field_name][name] = part.fields
    return {**found}
