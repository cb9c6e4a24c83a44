"""The course as a picture and as nested lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from course.model.course import Course
from course.model.study import Requirement, StudyPage
from course.templates import Templates

WIDTH = 1000
"""Width of the picture in its own units; it grows and shrinks with the page."""

ROW = 42
"""Height of one requirement in the picture."""

_PART, _PAGE, _REQUIREMENT = (0, 148), (156, 236), (400, 600)
"""Left edge and width of the three columns."""


@dataclass(frozen=True, slots=True)
class _Line:
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A rectangle of the picture with the lines in its middle; `path` is where it leads."""

    kind: str
    left: int
    top: int
    width: int
    height: int
    lines: tuple[_Line, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    part: str
    study: StudyPage
    requirement: Requirement

    @property
    def path(self) -> str:
        """Markdown path of the requirement."""
        return f"{self.study.page.path}#{self.requirement.id}"

    @property
    def block(self) -> _Block:
        """The requirement in the picture."""
        return _block("requirement", _REQUIREMENT, [self], [])


@dataclass(frozen=True, slots=True)
class _Page:
    study: StudyPage
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    locator: str
    title: str
    pages: tuple[_Page, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    width: int
    height: int
    parts: tuple[_Block, ...]
    pages: tuple[_Block, ...]
    rows: tuple[_Row, ...]
    tree: tuple[_Part, ...]


def study_map(course: Course, templates: Templates) -> str:
    """Return the element that shows the source's structure; the player adds the reader's own progress to it."""
    rows = tuple(_rows(course))
    titles = {heading.locator: heading.title for heading in course.outline}
    by_part = [(part, list(group)) for part, group in groupby(rows, lambda row: row.part)]
    view = _Map(
        width=WIDTH,
        height=ROW * len(rows),
        parts=tuple(_part_block(part, titles.get(part, ""), group) for part, group in by_part),
        pages=tuple(map(_page_block, _by_page(rows))),
        rows=rows,
        tree=tuple(_Part(part, titles.get(part, ""), tuple(_by_page(group))) for part, group in by_part),
    )
    return templates.render("study-map", view)


def _rows(course: Course) -> Iterator[_Row]:
    number = 0
    for study in course.study:
        for requirement in study.requirements:
            yield _Row(number, course.part_of(requirement.locator), study, requirement)
            number += 1


def _by_page(rows: Sequence[_Row]) -> Iterator[_Page]:
    for _, group in groupby(rows, lambda row: row.study.name):
        found = tuple(group)
        yield _Page(found[0].study, found)


def _part_block(part: str, title: str, rows: Sequence[_Row]) -> _Block:
    # A part of one row has no room for a second line.
    lines = [part, *_broken(title, 7)] if len(rows) > 1 else [part]
    return _block("part", _PART, rows, lines)


def _page_block(page: _Page) -> _Block:
    study = page.study
    lines = [study.title, f"约 {study.minutes} 分钟"] if len(page.rows) > 1 else [study.title]
    return _block("page", _PAGE, page.rows, lines, study.page.path)


def _block(kind: str, column: tuple[int, int], rows: Sequence[_Row], lines: Sequence[str], path: str = "") -> _Block:
    left, width = column
    top, height = ROW * rows[0].number, ROW * len(rows)
    first = top + height / 2 - 11 * (len(lines) - 1) + 5
    placed = tuple(_Line(left + width / 2, first + 22 * number, line) for number, line in enumerate(lines))
    return _Block(kind, left, top, width, height, placed, path)


def _broken(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]
