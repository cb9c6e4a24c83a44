"""Cells as texts: what a person sees in one, or why that is not certain; and a text that stays one in a cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.escape import unescape

from course.formats.excel.limits import Look
from course.formats.import_types import tidy

CellRule: TypeAlias = Literal[
    "cell-is-date", "cell-is-error", "cell-is-formula", "cell-is-formatted", "raised-text", "struck-out"
]

_PLAIN_FORMATS = frozenset({"General", "@", "0", "GENERAL"})
_WIDEST_NUMBER = 11
"""Figures of a number that are shown as they are; longer ones are rounded for display."""
# Full-width signs too: Excel in Chinese takes ＝ for =.
_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text that stays one, whatever it begins with, also when it is edited later."""
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.lstrip().startswith(_SIGNS)


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Why a cell is refused, and the name of the rule."""

    message: str
    rule: CellRule


LOOKS: Mapping[Look, Uncertain] = {
    "struck": Uncertain("这一格有加了删除线的字，不知道还算不算数。请删去，或取消删除线", "struck-out"),
    "raised": Uncertain("这一格有上标或下标，读成普通的字意思会变（如 10² 变成 102）。请改写", "raised-text"),
}
"""Why a cell is refused whose text looks so."""


def text_of(cell: ReadOnlyCell | EmptyCell) -> str | Uncertain:
    """Return the text of a cell without blanks around it, empty for an empty cell."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return Uncertain("这一格是公式。请复制后选择性粘贴为“值”，或改成文字", "cell-is-formula")
    if cell.data_type == "e":
        return Uncertain(f"这一格是出错的结果（{value}）。请改成文字", "cell-is-error")
    if isinstance(value, str):
        return str(tidy(unescape(value)))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return Uncertain("这一格被表格软件变成了日期或时间。请先把格子的格式设为“文本”，再重新输入", "cell-is-date")


def _number(value: float, number_format: str) -> str | Uncertain:
    text = str(int(value)) if float(value).is_integer() else repr(value)
    if number_format not in _PLAIN_FORMATS or len(text) > _WIDEST_NUMBER:
        return Uncertain(
            f"这一格是带格式的数（存的是 {text}），看到的和存的可能不一样。请先把格子的格式设为“文本”，再重新输入",
            "cell-is-formatted",
        )
    return text
