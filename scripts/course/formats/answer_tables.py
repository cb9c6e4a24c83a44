"""Tables of answers: numbers and what answers them, in rows or in columns, with explanations or without."""

import re
from collections.abc import Sequence

_NUMBERS_ROW, _ANSWERS_ROW, _LESSONS_ROW = (
    frozenset(("题号", "序号", "题目", "编号")),
    frozenset(("答案", "参考答案", "正确答案", "标准答案")),
    frozenset(("解析", "答案解析", "试题解析", "解释")),
)
_BESIDE_ANSWERS = frozenset(("题型", "类型", "分值"))


def answer_rows(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]] | None:
    """Return numbers and answers of a table of answers; None if the table is no such thing for certain.

    Rows with 题号 and 答案 alternate, or these head its columns, and 解析 that of explanations.
    """
    cells = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not cells or len({len(row) for row in cells}) != 1:
        return None
    if _alternate([row[0] for row in cells]):
        pairs = [
            pair
            for place in range(0, len(cells), 2)
            for pair in zip(cells[place][1:], cells[place + 1][1:], strict=True)
        ]
    elif _alternate(cells[0]):
        pairs = [(row[place], row[place + 1]) for row in cells[1:] for place in range(0, len(row), 2)]
    elif (explained := _explained_answers(cells)) is not None:
        pairs = explained
    else:
        return None
    pairs = [pair for pair in pairs if any(pair)]
    if not pairs or not all(re.fullmatch(r"\d{1,4}", number) and answer for number, answer in pairs):
        return None
    return [(int(number), answer) for number, answer in pairs]


def _alternate(names: Sequence[str]) -> bool:
    """Return whether names of numbers and names of answers take turns."""
    return len(names) % 2 == 0 and all(
        name in (_ANSWERS_ROW if place % 2 else _NUMBERS_ROW) for place, name in enumerate(names)
    )


def _explained_answers(cells: Sequence[Sequence[str]]) -> list[tuple[str, str]] | None:
    """Return numbers and answers of a table with a column for either and one for explanations, as a line has them."""
    head = cells[0]
    roles = (_NUMBERS_ROW, _ANSWERS_ROW, _LESSONS_ROW)
    columns = [[place for place, name in enumerate(head) if name in names] for names in roles]
    if any(len(found) != 1 for found in columns) or len(head) != 3 + sum(name in _BESIDE_ANSWERS for name in head):
        return None
    (number,), (answer,), (lesson,) = columns
    return [
        (row[number], f"{row[answer]} 解析：{row[lesson]}" if row[lesson] and row[answer] else row[answer])
        for row in cells[1:]
    ]
