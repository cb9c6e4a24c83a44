"""Duties: for each role what the speech asks of it, to tick and to print; and all roles side by side."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from course.model.study import FINDING, ROLES, Point, Requirement, StudyPage, duties
from course.site.html import address, front, text
from course.site.term_links import Explainer

_SIGNED = ("单位", "支部", "姓名", "日期")


def duty_pages(pages: Sequence[StudyPage], explainer: Explainer) -> tuple[tuple[str, str], ...]:
    """Return path and text of every duty page."""
    return (
        ("docs/duties/index.md", _side_by_side(pages)),
        *((f"docs/duties/{role}.md", _duty_list(pages, role, explainer)) for role in ROLES),
    )


def _duty_list(pages: Sequence[StudyPage], role: str, explainer: Explainer) -> str:
    title = f"责任清单：{ROLES[role]}"
    bound = list(duties(pages, role))
    count = sum(len(points) for _, _, points in bound)
    signed = "".join(f"<span>{name}：</span>" for name in _SIGNED)
    others = "".join(
        f'<a class="course-button" href="{other}.html">{label}</a>' for other, label in ROLES.items() if other != role
    )
    about = (
        f"讲话对{ROLES[role]}提出的要求，共 {len(bound)} 项、{count} 个要点，按讲话的次序排列。每条后面写着出处，"
        "点一下可以看学习页。勾选只保存在这台电脑的浏览器里；打印出来就是一份纸质清单。"
        if bound
        else f"讲话没有单独对{ROLES[role]}提出要求。"
    )
    return (
        f"{front(title, searched=True)}"
        f'<div class="course course-duties">\n<h1>{title}</h1>\n<p class="course-meta">{about}</p>\n'
        f'<p class="course-signed course-paper">{signed}</p>\n'
        f"{''.join(_section(study, group, explainer) for study, group in _by_page(bound))}"
        f"{_findings(pages, role)}"
        f'<nav class="course-screen" aria-label="其他角色的责任清单"><h2>其他角色</h2><p class="course-actions">{others}'
        '<a class="course-button" href="index.html">各角色对照</a></p></nav>\n</div>\n'
    )


def _by_page(
    bound: list[tuple[StudyPage, Requirement, tuple[Point, ...]]],
) -> Iterator[tuple[StudyPage, list[tuple[Requirement, tuple[Point, ...]]]]]:
    # Duties come in reading order, those of a page together.
    for _, group in groupby(bound, lambda duty: duty[0].name):
        found = list(group)
        yield found[0][0], [(requirement, points) for _, requirement, points in found]


def _section(study: StudyPage, group: list[tuple[Requirement, tuple[Point, ...]]], explainer: Explainer) -> str:
    return (
        f'<section><h2 id="{escape(study.name)}">{escape(study.title)}<small>{escape(study.locator)}</small></h2>\n'
        f"{''.join(_requirement(study, requirement, points, explainer) for requirement, points in group)}</section>\n"
    )


def _requirement(study: StudyPage, requirement: Requirement, points: tuple[Point, ...], explainer: Explainer) -> str:
    page = escape(address(study.page.path))
    # A term is explained at its first use under each requirement, as on the study page.
    linked: set[str] = set()
    items = "".join(_duty(page, point, explainer.linked(_one_line(point.text), linked)) for point in points)
    return (
        f'<h3 id="{escape(requirement.id)}"><a href="../{page}#{escape(requirement.id)}">'
        f'{escape(requirement.title)}</a></h3>\n<ul class="task-list course-ticks">{items}</ul>\n'
    )


def _duty(page: str, point: Point, explained: str) -> str:
    name = escape(point.id)
    return (
        '<li class="task-list-item"><label class="task-list-control"><input type="checkbox" disabled '
        f'data-tick="{name}"><span class="task-list-indicator"></span> <strong>{escape(point.label)}</strong></label>'
        f'：{text(explained)}<a class="course-locator" href="../{page}#{name}">'
        f"{escape(point.locator)}</a></li>"
    )


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _findings(pages: Sequence[StudyPage], role: str) -> str:
    """Return where the speech says how things are for a role: nothing to tick, but something to compare with."""
    found = "".join(
        f'<li><a href="../{escape(address(study.page.path))}#{escape(requirement.id)}">{escape(requirement.title)}</a>'
        f'<span class="course-locator">{escape(requirement.locator)}</span></li>'
        for study in pages
        for requirement in study.requirements
        if requirement.kind == FINDING and role in requirement.roles
    )
    return (
        f"<section><h2>对照自查</h2>\n<p>讲话还说到下面的情况，没有布置任务，可以拿来对照。</p><ul>{found}</ul></section>\n"
        if found
        else ""
    )


def _side_by_side(pages: Sequence[StudyPage]) -> str:
    counts = {role: sum(len(points) for _, _, points in duties(pages, role)) for role in ROLES}
    heads = "".join(
        f'<th scope="col"><a href="{role}.html">{label}</a><small>{counts[role]} 个要点</small></th>'
        for role, label in ROLES.items()
    )
    bodies = "".join(
        _matrix_rows(study, requirement)
        for study in pages
        for requirement in study.requirements
        if requirement.kind != FINDING
    )
    return (
        f"{front('职责对照', searched=True)}"
        '<div class="course course-duties course-wide">\n<h1>职责对照</h1>\n'
        "<p>讲话的每个要点对谁提出，一行一看就清楚。点角色的名称，看那个角色的责任清单，可以逐条勾选、打印；"
        "点要点的名称，看学习页。</p>\n"
        '<div class="course-scroll" tabindex="0" role="region" aria-label="职责对照表"><table class="course-matrix">\n'
        f'<thead><tr><th scope="col">要点</th>{heads}</tr></thead>\n{bodies}</table></div>\n</div>\n'
    )


def _matrix_rows(study: StudyPage, requirement: Requirement) -> str:
    page = escape(address(study.page.path))
    rows = "".join(
        f'<tr><th scope="row"><a href="../{page}#{escape(point.id)}">{escape(point.label)}</a></th>'
        f"{''.join(_cell(role, point) for role in ROLES)}</tr>"
        for point in requirement.points
    )
    return (
        f'<tbody><tr><th scope="rowgroup" colspan="{len(ROLES) + 1}"><a href="../{page}#{escape(requirement.id)}">'
        f'{escape(requirement.title)}</a><span class="course-locator">{escape(requirement.locator)}</span></th></tr>'
        f"{rows}</tbody>\n"
    )


def _cell(role: str, point: Point) -> str:
    return f'<td><span title="{ROLES[role]}">✓</span></td>' if role in point.roles else "<td></td>"
