"""The course as a picture and as nested lists, and what to read in how much time."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from course.model.course import Course, LearningPath, Step
from course.model.study import ROLES, Requirement, StudyPage
from course.site.html import address

WIDTH = 1000
"""Width of the picture in its own units; it grows and shrinks with the page."""

ROW = 42
"""Height of one requirement in the picture."""

_PART, _PAGE, _REQUIREMENT = (0, 148), (156, 236), (400, 600)
"""Left edge and width of the three columns."""


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    part: str
    study: StudyPage
    requirement: Requirement

    @property
    def path(self) -> str:
        """Address of the requirement below the site's root."""
        return f"{address(self.study.page.path)}#{self.requirement.id}"


def study_map(course: Course) -> str:
    """Return the element that shows the speech's structure; the player adds the reader's own progress to it."""
    rows = list(_rows(course))
    return (
        '<div class="course course-wide" data-search-exclude>\n<course-map>\n'
        f"{_picture(course, rows)}\n{_lists(course, rows)}\n</course-map>\n</div>\n"
    )


def _rows(course: Course) -> Iterator[_Row]:
    parts = [heading.locator for heading in course.outline if not set("（·") & set(heading.locator)]
    number = 0
    for study in course.study:
        for requirement in study.requirements:
            part = next((part for part in parts if requirement.locator.startswith(part)), requirement.locator)
            yield _Row(number, part, study, requirement)
            number += 1


def _picture(course: Course, rows: list[_Row]) -> str:
    height = ROW * len(rows)
    titles = {heading.locator: heading.title for heading in course.outline}
    blocks = "".join(
        (
            *(_part_block(part, titles.get(part, ""), list(group)) for part, group in groupby(rows, _part_of)),
            *(_page_block(list(group)) for _, group in groupby(rows, _page_of)),
            *(_requirement_block(row) for row in rows),
        )
    )
    return (
        f'<svg class="course-picture" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="课程地图">{blocks}</svg>'
    )


def _part_of(row: _Row) -> str:
    return row.part


def _page_of(row: _Row) -> str:
    return row.study.name


def _block(kind: str, column: tuple[int, int], rows: list[_Row]) -> str:
    left, width = column
    top, height = ROW * rows[0].number, ROW * len(rows)
    return (
        f'<rect class="course-picture-{kind}" x="{left}" y="{top + 2}" width="{width}" height="{height - 4}" rx="6"/>'
    )


def _middle(rows: list[_Row]) -> float:
    return ROW * (rows[0].number + len(rows) / 2)


def _part_block(part: str, title: str, rows: list[_Row]) -> str:
    x, y = _PART[0] + _PART[1] / 2, _middle(rows)
    # A part of one row has no room for a second line.
    lines = [part, *_broken(title, 7)] if len(rows) > 1 else [part]
    return f"{_block('part', _PART, rows)}{_text('part-title', x, y, lines)}"


def _page_block(rows: list[_Row]) -> str:
    study = rows[0].study
    page = escape(address(study.page.path))
    x, y = _PAGE[0] + _PAGE[1] / 2, _middle(rows)
    lines = [study.title, f"约 {study.minutes} 分钟"] if len(rows) > 1 else [study.title]
    return f'<a href="../{page}">{_block("page", _PAGE, rows)}{_text("page-title", x, y, lines)}</a>'


def _requirement_block(row: _Row) -> str:
    left, width = _REQUIREMENT
    top = ROW * row.number
    name = escape(row.requirement.id)
    return (
        f'<a href="../{escape(row.path)}">{_block("requirement", _REQUIREMENT, [row])}'
        f'<rect class="course-picture-progress" data-bar="{name}" x="{left}" y="{top + ROW - 7}" width="0" height="5" '
        f'data-full="{width}"/>'
        f'<text class="course-picture-title" x="{left + 14}" y="{top + 26}">{escape(row.requirement.title)}</text> '
        f'<text class="course-picture-note" x="{left + width - 14}" y="{top + 26}" data-note="{name}">'
        f"{len(row.requirement.points)} 个要点</text></a>"
    )


def _text(kind: str, x: float, y: float, lines: list[str]) -> str:
    first = y - 11 * (len(lines) - 1) + 5
    # The space between the lines is for screen readers, who hear them as one name.
    return " ".join(
        f'<text class="course-picture-{kind}{"" if number == 0 else "-more"}" x="{x:g}" y="{first + 22 * number:g}">'
        f"{escape(line)}</text>"
        for number, line in enumerate(lines)
    )


def _broken(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def _lists(course: Course, rows: list[_Row]) -> str:
    titles = {heading.locator: heading.title for heading in course.outline}
    parts = "".join(
        f"<li><strong>{escape(part)}</strong> {escape(titles.get(part, ''))}<ul>{_page_items(list(group))}</ul></li>"
        for part, group in groupby(rows, _part_of)
    )
    return f'<ul class="course-tree">{parts}</ul>'


def _page_items(rows: list[_Row]) -> str:
    return "".join(_page_item(list(group)) for _, group in groupby(rows, _page_of))


def _page_item(rows: list[_Row]) -> str:
    study = rows[0].study
    items = "".join(
        f'<li><a href="../{escape(row.path)}" data-row="{escape(row.requirement.id)}" data-path="{escape(row.path)}">'
        f"{escape(row.requirement.title)}</a>"
        f"<small>{len(row.requirement.points)} 个要点</small>"
        f'<small data-note="{escape(row.requirement.id)}" hidden></small></li>'
        for row in rows
    )
    page = escape(address(study.page.path))
    return (
        f'<li><a href="../{page}">{escape(study.title)}</a><small>约 {study.minutes} 分钟</small><ul>{items}</ul></li>'
    )


def paths_by_time(course: Course) -> str:
    """Return the learning paths of `course.yml` with the time that each really takes."""
    cards = "".join(_path(course, path) for path in course.paths)
    if not cards:
        return ""
    return f'<div class="course course-wide" data-search-exclude>\n<ul class="course-cards">{cards}</ul>\n</div>\n'


def _path(course: Course, path: LearningPath) -> str:
    minutes = sum(course.minutes_of(step) for step in path.steps)
    steps = "".join(f"<li>{_step(course, step)}</li>" for step in path.steps)
    return (
        f'<li class="course-card"><h3>{escape(path.title)}</h3><p>{escape(path.about)}</p>'
        f'<ol class="course-steps">{steps}</ol><p class="course-meta">合计约 {minutes} 分钟</p></li>'
    )


def _step(course: Course, step: Step) -> str:
    study = next(study for study in course.study if study.page.path == step.page)
    chosen = next((item.title for item in study.requirements if item.id == step.requirement), "")
    place = f"#{step.requirement}" if step.requirement else ""
    title = f"{study.title}：{chosen}" if chosen else study.title
    return (
        f'<a href="../{escape(address(step.page))}{escape(place)}">{escape(title)}</a>'
        f"<small>约 {course.minutes_of(step)} 分钟</small>"
    )


def paths_by_role(course: Course) -> str:
    """Return for each role the pages on which something is asked of it, how much, and how long that takes."""
    cards = "".join(_role_path(course, role) for role in ROLES)
    return f'<div class="course course-wide" data-search-exclude>\n<ul class="course-cards">{cards}</ul>\n</div>\n'


def _role_path(course: Course, role: str) -> str:
    bound = list(course.duties(role))
    if not bound:
        return ""
    minutes = sum(study.minutes_of(requirement.id) for study, requirement, _ in bound)
    by_page = (list(group) for _, group in groupby(bound, lambda duty: duty[0].name))
    steps = "".join(_role_step(group[0][0], [requirement for _, requirement, _ in group]) for group in by_page)
    return (
        f'<li class="course-card"><h3>{ROLES[role]}</h3><ol class="course-steps">{steps}</ol>'
        f'<p class="course-meta">合计约 {minutes} 分钟</p>'
        f'<p class="course-actions"><a class="course-button" href="../duties/{role}.html">责任清单</a></p></li>'
    )


def _role_step(study: StudyPage, requirements: list[Requirement]) -> str:
    first = escape(f"{address(study.page.path)}#{requirements[0].id}")
    return f'<li><a href="../{first}">{escape(study.title)}</a><small>{len(requirements)} 项要求</small></li>'
