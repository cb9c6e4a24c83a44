"""Tables in which a question takes several rows, as tables with a row for each question."""

from collections.abc import Sequence
from dataclasses import replace

from course.formats.grammar import Options, SectionHeading, meaning
from course.formats.tables.header import Header, names_questions
from course.formats.tables.headings import OPTIONS, STEM, WEAK_STEM, role_of
from course.formats.tables.table import Row, Table

_LABELS, _VALUES = 0, 1


def upright(table: Table) -> Table | None:
    """Return a table of labels and values, such as 题干 above A, B and 答案, with its labels as headings.

    None if it is none: the first column has to name the parts of a question, the second to hold them.
    """
    rows = [row for row in table.rows if row.filled]
    labels = [row.text(_LABELS) for row in rows]
    roles = [role_of(label) for label in labels]
    if not roles or any(role is None for role in roles) or any(row.filled[-1] > _VALUES for row in rows):
        return None
    if not names_questions(role for role in roles if role):
        return None
    begin = roles[0]
    starts = [index for index, role in enumerate(roles) if role == begin]
    names = list(dict.fromkeys(labels))
    questions = [rows[start:end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    if any(len({row.text(_LABELS) for row in question}) < len(question) for question in questions):
        return None
    head = Row(rows[0].number - 1, tuple(names))
    return replace(table, rows=(head, *(_row(question, names) for question in questions)), merged=())


def _row(rows: Sequence[Row], names: Sequence[str]) -> Row:
    values = {row.text(_LABELS): row.cell(_VALUES) for row in rows}
    return Row(rows[0].number, tuple(values.get(name, "") for name in names))


def with_whole_questions(table: Table, header: Header, below: int) -> Table:
    """Return a table with one row for each question where every option has a row of its own below the stem."""
    options, stems = header.columns.get(OPTIONS, ()), header.columns.get(STEM, header.columns.get(WEAK_STEM, ()))
    if len(options) != 1 or len(stems) != 1:
        return table
    rows: list[Row] = []
    for row in table.rows[below:]:
        if rows and _continues(rows[-1], row, options[0], stems[0]):
            rows[-1] = _joined(rows[-1], row.text(options[0]), options[0])
        else:
            rows.append(row)
    return replace(table, rows=(*table.rows[:below], *rows))


def _continues(above: Row, row: Row, options: int, stem: int) -> bool:
    """Return whether a row has nothing but another option of the question above."""
    if not above.text(stem) or not above.text(options) or not row.text(options):
        return False
    if isinstance(meaning(row.text(options)), SectionHeading):
        return False
    beside = [column for column in row.filled if column != options]
    # In Word a merged cell has its text in every row.
    repeated = all(row.text(column) == above.text(column) for column in beside)
    return not beside or (stem in beside and repeated and isinstance(meaning(row.text(options)), Options))


def _joined(above: Row, option: str, column: int) -> Row:
    cells = list(above.cells)
    cells[column] = f"{above.text(column)}\n{option}"
    return replace(above, cells=tuple(cells))
