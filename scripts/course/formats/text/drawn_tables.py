"""Tables that are drawn with characters: those of Markdown, and answer sheets in two lines, 题号 1 2 3 above 答案 B A C."""

import re
from collections.abc import Iterator, Sequence

from course.formats.answer_tables import answer_rows
from course.formats.text.lines import Line, TableRows

_ROW = re.compile(r"\|(.*)\|")
_ROW_BELOW_HEAD = re.compile(r"[\s:|-]+")


def with_tables(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield lines, and in place of those that draw a table that table."""
    rows: list[Line] = []
    above: Line | None = None
    for line in lines:
        if _ROW.fullmatch(line.text):
            rows.append(line)
            continue
        if rows:
            yield _of_markdown(rows)
            rows = []
        if above and (sheet := _sheet(above, line)):
            yield sheet
            above = None
            continue
        if above:
            yield above
        above = line
    if above:
        yield above
    if rows:
        yield _of_markdown(rows)


def _of_markdown(lines: Sequence[Line]) -> TableRows:
    rows = [
        tuple(cell.strip() for cell in line.text[1:-1].split("|"))
        for line in lines
        if not _ROW_BELOW_HEAD.fullmatch(line.text)
    ]
    return _table(rows, lines[0])


def _sheet(above: Line, below: Line) -> TableRows | None:
    """Return two lines as an answer sheet, None if they are no such thing for certain."""
    if not above.text.startswith(("题号", "序号")) or isinstance(above, TableRows):
        return None
    rows = [tuple(line.text.replace("：", " ").replace(":", " ").split()) for line in (above, below)]
    return _table(rows, above) if answer_rows(rows) is not None else None


def _table(rows: Sequence[tuple[str, ...]], line: Line) -> TableRows:
    return TableRows(" ".join(cell for row in rows for cell in row), line.place, rows=tuple(rows))
