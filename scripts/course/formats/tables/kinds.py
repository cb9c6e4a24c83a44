"""The words that tables have for the type of a question."""

import re
import unicodedata

from course.formats.draft import CHOICE
from course.formats.grammar import KINDS

_MORE = {
    **dict.fromkeys(("选择", "不定项", "不定项选择", "客观", "单选或多选", "单选/多选"), CHOICE),
    **dict.fromkeys(("单", "单项", "RADIO", "SINGLE"), "single"),
    **dict.fromkeys(("多", "多项", "CHECKBOX", "MULTIPLE"), "multiple"),
    **dict.fromkeys(("判", "对错", "正误", "正误判断", "JUDGE", "TRUEFALSE"), "truefalse"),
    **dict.fromkeys(("填", "FILL", "BLANK"), "blank"),
    **dict.fromkeys(("主观", "简述"), "short"),
}
"""Names of types beside those that headings in texts have; without 题, in capitals."""
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


def kind_of(label: str) -> str | None:
    """Return the type that a cell names; None for any other word."""
    plain = "".join(_REMARK.sub("", unicodedata.normalize("NFKC", label)).split()).upper()
    names = (plain, plain.removesuffix("题"), plain.removesuffix("题型"))
    return next((kind for name in names if (kind := KINDS.get(name, _MORE.get(name)))), None)


def kind_in(name: str) -> str | None:
    """Return the one type that the name of a sheet speaks of, such as “2023单选题（50）”; None if there is none."""
    found = {kind for word, kind in KINDS.items() if word in name and kind != CHOICE}
    return found.pop() if len(found) == 1 else None
