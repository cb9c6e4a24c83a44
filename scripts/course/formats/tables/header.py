"""The row of a table that names its columns, with whatever stands above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from course.formats.tables.headings import ANSWER, OPTION, OPTIONS, PART, STEM, TYPE, WEAK_STEM, role_of
from course.formats.tables.table import Row, Table

MOST_ROWS_ABOVE = 30
"""Rows that are looked through for the headings; titles and instructions stand above them."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by role, and the headings by column, as written but on one line; columns count from 0.

    `last` is the number of the last row that belongs to the header, `rows_above` counts the rows before it.
    """

    columns: Mapping[str, tuple[int, ...]]
    texts: Mapping[int, str]
    last: int
    rows_above: int = 0

    @property
    def roles(self) -> Mapping[int, str]:
        """Return the role of each column that has one."""
        return {column: role for role, columns in self.columns.items() for column in columns}

    def without(self, role: str) -> "Header":
        """Return the header without a role, whose columns then say nothing to us."""
        return replace(self, columns={name: columns for name, columns in self.columns.items() if name != role})


def find_header(table: Table) -> tuple[Header, int] | None:
    """Return the header of a table and the index of the row below it; None if no row has the headings of questions."""
    for index, row in enumerate(table.rows[:MOST_ROWS_ABOVE]):
        if header := header_of(row):
            lower = _second_row(header, row, table.rows[index + 1 : index + 2])
            return replace(lower or header, rows_above=index), index + (2 if lower else 1)
    return None


def with_spread_options(header: Header, table: Table) -> Header:
    """Return a header in which one heading of all options, merged over several columns, stands for as many options."""
    (column, *others) = header.columns.get(OPTIONS, ()) or (None,)
    wide = [
        merged
        for merged in table.merged
        if merged.first_column == column and merged.last_row == header.last and merged.last_column > column
    ]
    if column is None or others or not wide:
        return header
    spread = {f"{OPTION}{number}": (place,) for number, place in enumerate(range(column, wide[0].last_column + 1), 1)}
    texts = {place: header.texts[column] for (place,) in spread.values()}
    return replace(
        header.without(OPTIONS), columns={**header.without(OPTIONS).columns, **spread}, texts={**header.texts, **texts}
    )


def header_of(row: Row) -> Header | None:
    """Return the header that a row is, None if it is none: a stem, and what answers it, have to be named."""
    roles = {column: role for column in row.filled if (role := role_of(row.text(column)))}
    if not names_questions(roles.values()):
        return None
    return Header(_by_role(roles), _texts(row), row.number)


def names_questions(roles: Iterable[str]) -> bool:
    """Return whether headings of these roles are those of questions: a stem, and something that answers it."""
    found = set(roles)
    beside = any(role in {ANSWER, OPTIONS, TYPE} or role.startswith((OPTION, PART)) for role in found)
    return bool(found & {STEM, WEAK_STEM}) and beside


def _second_row(header: Header, row: Row, below: Sequence[Row]) -> Header | None:
    """Return the header of two rows: below one heading for all options, each option has its own."""
    if not below or any(below[0].text(column) for column in header.columns.get(STEM, ())):
        return None
    lower = {column: role for column in below[0].filled if (role := role_of(below[0].text(column)))}
    if len(lower) < 2 or not all(role.startswith((OPTION, PART)) for role in lower.values()):
        return None
    upper = {column: role for column in row.filled if column not in lower and (role := role_of(row.text(column)))}
    return Header(_by_role({**upper, **lower}), {**_texts(row), **_texts(below[0])}, below[0].number)


def _texts(row: Row) -> dict[int, str]:
    return {column: " ".join(row.text(column).split()) for column in row.filled if row.text(column)}


def _by_role(roles: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for column, role in sorted(roles.items()):
        found[role] = (*found.get(role, ()), column)
    weak = found.pop(WEAK_STEM, ())
    if weak and STEM not in found:
        found[STEM] = weak
    parts = [role for role in found if role.startswith(PART)]
    if len(parts) == 1 and ANSWER not in found:
        found[ANSWER] = found.pop(parts[0])
    if ANSWER in found and len(parts) > 1 and not any(role.startswith(OPTION) for role in found):
        # 答案1 to 答案4 beside 正确答案 are what can be chosen.
        for role in parts:
            found[role.replace(PART, OPTION)] = found.pop(role)
    return found
