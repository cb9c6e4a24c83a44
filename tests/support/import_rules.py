"""The names of all reasons for which a workbook or a pasted text is refused; the handbook explains each."""

from typing import TypeAlias, get_args

from course.formats.aiken.read import AikenRule
from course.formats.draft import DraftRule
from course.formats.excel.cells import CellRule
from course.formats.excel.read import SheetRule
from course.formats.excel.rows import RowRule
from course.formats.importers import ImportedFileRule
from course.formats.office_guard import OpeningRule
from course.formats.tables.delimited import DelimitedRule
from course.formats.tables.row import TableRule
from course.formats.text.docx import WordRule
from course.formats.text.lines import LineRule
from course.formats.text.state import PasteRule
from course.formats.text.word_runs import RunRule
from course.importing.options import ImportRule

Rule: TypeAlias = (
    OpeningRule
    | AikenRule
    | DelimitedRule
    | TableRule
    | WordRule
    | DraftRule
    | LineRule
    | PasteRule
    | RunRule
    | CellRule
    | SheetRule
    | RowRule
    | ImportedFileRule
    | ImportRule
)
NAMES = frozenset(name for rules in get_args(Rule) for name in get_args(rules) or (rules,))
