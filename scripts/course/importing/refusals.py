"""The names of all reasons for which a workbook or a pasted text is refused; the handbook explains each."""

from typing import TypeAlias, get_args

from course.exchange.opening import OpeningRule
from course.exchange.pasted.docx import WordRule
from course.exchange.pasted.draft import DraftRule
from course.exchange.pasted.lines import LineRule
from course.exchange.pasted.reading import PasteRule
from course.exchange.workbook.cells import CellRule
from course.exchange.workbook.reading import SheetRule
from course.exchange.workbook.rows import RowRule
from course.importing.receiving import FileRule
from course.importing.wishes import ImportRule

Rule: TypeAlias = (
    OpeningRule | WordRule | DraftRule | LineRule | PasteRule | CellRule | SheetRule | RowRule | FileRule | ImportRule
)
NAMES = frozenset(name for rules in get_args(Rule) for name in get_args(rules) or (rules,))
