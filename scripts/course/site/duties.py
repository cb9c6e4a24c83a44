"""Duties: for each role what the speech asks of it, to tick and to print; and all roles side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from course.model.study import FINDING, Point, Requirement, StudyPage, duties
from course.site.html import front
from course.site.term_links import Explainer
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Duty:
    point: Point
    text: str


@dataclass(frozen=True, slots=True)
class _Required:
    id: str
    title: str
    duties: tuple[_Duty, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    study: StudyPage
    requirements: tuple[_Required, ...]


@dataclass(frozen=True, slots=True)
class _Finding:
    path: str
    title: str
    locator: str


@dataclass(frozen=True, slots=True)
class _DutyList:
    title: str
    label: str
    requirements: int
    points: int
    sections: tuple[_Section, ...]
    findings: tuple[_Finding, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Role:
    name: str
    label: str
    points: int


@dataclass(frozen=True, slots=True)
class _Group:
    path: str
    requirement: Requirement


@dataclass(frozen=True, slots=True)
class _Compared:
    roles: tuple[_Role, ...]
    groups: tuple[_Group, ...]


def duty_pages(
    pages: Sequence[StudyPage], roles: Mapping[str, str], explainer: Explainer, templates: Templates
) -> tuple[tuple[str, str], ...]:
    """Return path and text of every duty page; none in a course without roles."""
    if not roles:
        return ()
    return (
        ("docs/duties/index.md", _compared(pages, roles, templates)),
        *((f"docs/duties/{role}.md", _duty_list(pages, role, roles, explainer, templates)) for role in roles),
    )


def _duty_list(
    pages: Sequence[StudyPage], role: str, roles: Mapping[str, str], explainer: Explainer, templates: Templates
) -> str:
    title = f"责任清单：{roles[role]}"
    bound = list(duties(pages, role))
    view = _DutyList(
        title=title,
        label=roles[role],
        requirements=len(bound),
        points=sum(len(points) for _, _, points in bound),
        sections=tuple(_sections(bound, explainer)),
        findings=tuple(_findings(pages, role)),
        others=tuple((other, label) for other, label in roles.items() if other != role),
    )
    return front(title, searched=True) + templates.render("duties", view)


def _sections(
    bound: Sequence[tuple[StudyPage, Requirement, tuple[Point, ...]]], explainer: Explainer
) -> Iterator[_Section]:
    # Duties come in reading order, those of a page together.
    for _, group in groupby(bound, lambda duty: duty[0].name):
        found = list(group)
        yield _Section(
            found[0][0], tuple(_required(requirement, points, explainer) for _, requirement, points in found)
        )


def _required(requirement: Requirement, points: tuple[Point, ...], explainer: Explainer) -> _Required:
    # A term is explained at its first use under each requirement, as on the study page.
    linked: set[str] = set()
    found = tuple(_Duty(point, explainer.linked(_one_line(point.text), linked)) for point in points)
    return _Required(requirement.id, requirement.title, found)


def _one_line(written: str) -> str:
    return " ".join(written.split())


def _findings(pages: Sequence[StudyPage], role: str) -> Iterator[_Finding]:
    """Yield where the source says how things are for a role: nothing to tick, but something to compare with."""
    for study in pages:
        for requirement in study.requirements:
            if requirement.kind == FINDING and role in requirement.roles:
                yield _Finding(f"{study.page.path}#{requirement.id}", requirement.title, requirement.locator)


def _compared(pages: Sequence[StudyPage], roles: Mapping[str, str], templates: Templates) -> str:
    compared = tuple(
        _Role(role, label, sum(len(points) for _, _, points in duties(pages, role))) for role, label in roles.items()
    )
    groups = tuple(
        _Group(study.page.path, requirement)
        for study in pages
        for requirement in study.requirements
        if requirement.kind != FINDING
    )
    return front("职责对照", searched=True) + templates.render("duties-compared", _Compared(compared, groups))
