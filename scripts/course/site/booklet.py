"""The booklet: the whole course as one page to print, without a key or an explanation of any question.

The numbers of its pages are known only when it is on paper: an element with `data-page-of` waits for the page on
which the element of that id stands.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from course.build_cache import NO_CACHE, NoCache
from course.model.course import Course
from course.model.study import ROLES, Point, Requirement, StudyPage
from course.site.chapter import anchor, chapter

GLOSSARY = "glossary.md"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One entry of the contents with those below it (id and title), and what stands there as HTML."""

    id: str
    title: str
    below: tuple[tuple[str, str], ...]
    html: str


def booklet(course: Course, cache: NoCache = NO_CACHE) -> str:
    """Return the snippet that makes the page `booklet.md`."""
    parts = chapters(course, cache)
    return f'<div class="course course-booklet">\n{_cover(course, parts)}\n{_contents(parts)}\n{_bodies(parts)}</div>\n'


def chapters(course: Course, cache: NoCache = NO_CACHE) -> tuple[Chapter, ...]:
    """Return what stands in the booklet: the study pages, the duties of each role, the glossary."""
    return tuple(_chapters(course, cache))


def version(parts: Iterable[Chapter]) -> str:
    """Return the version of what is written: 8 hexadecimal digits over all of it."""
    return hashlib.sha256(_bodies(parts).encode()).hexdigest()[:8]


def contents_line(course: Course) -> str:
    """Return in one sentence what the booklet holds."""
    requirements, points = sum(len(study.requirements) for study in course.study), sum(1 for _ in course.points())
    return (
        f"收入全部 {len(course.study)} 个学习页、各角色的责任和术语表，共 {requirements} 项要求、{points} 个要点。"
        "不含自测题和答案；做题请到学习站点。"
    )


def _bodies(parts: Iterable[Chapter]) -> str:
    return "".join(
        f'<section class="course-chapter"><h2 id="{escape(part.id)}">{escape(part.title)}</h2>{part.html}</section>\n'
        for part in parts
    )


def _inside(course: Course) -> frozenset[str]:
    """Return the paths of all pages that stand in the booklet."""
    return frozenset({GLOSSARY, *(study.page.path for study in course.study)})


def _chapters(course: Course, cache: NoCache) -> Iterator[Chapter]:
    inside = _inside(course)
    for study in course.study:
        path = study.page.path
        below = tuple((anchor(path, requirement.id), requirement.title) for requirement in study.requirements)
        text = cache.call(chapter, study.page, inside, course.terms, study.requirements)
        yield Chapter(anchor(path), study.title, below, _opening(study) + text)
    roles = tuple((_role_id(role), label) for role, label in ROLES.items() if any(course.duties(role)))
    yield Chapter("booklet-duties", "各角色的责任", roles, "".join(_role(course, role) for role in ROLES))
    for page in course.pages:
        if page.path == GLOSSARY:
            yield Chapter(anchor(GLOSSARY), page.title, (), chapter(page, inside, course.terms, ()))


def _role_id(role: str) -> str:
    return f"booklet-duties-{role}"


def _cover(course: Course, parts: Iterable[Chapter]) -> str:
    return (
        f'<section class="course-cover"><h1>{escape(course.title)}</h1><p class="course-cover-kind">全课打印本</p>'
        f"<p>{contents_line(course)}</p>"
        f'<p class="course-cover-version">文稿版本 {version(parts)}<span data-printed-on></span></p></section>\n'
        '<p class="course-print course-screen">按 Ctrl+P 打印，或者另存为 PDF。</p>'
    )


def _contents(parts: Iterable[Chapter]) -> str:
    entries = "".join(f"<li>{_entry(part.id, part.title)}{_below(part)}</li>" for part in parts)
    return f'<nav class="course-contents" aria-label="目录"><h2>目录</h2><ol>{entries}</ol></nav>'


def _below(part: Chapter) -> str:
    entries = "".join(f"<li>{_entry(name, title)}</li>" for name, title in part.below)
    return f"<ol>{entries}</ol>" if entries else ""


def _entry(name: str, title: str) -> str:
    return f'<a href="#{escape(name)}"><span>{escape(title)}</span>{_page_of(name)}</a>'


def _page_of(name: str) -> str:
    return f'<span class="course-page" data-page-of="{escape(name)}"></span>'


def _opening(study: StudyPage) -> str:
    goals = "".join(f"<li>{escape(goal)}</li>" for goal in study.goals)
    return (
        f'<p class="course-meta">出处：{escape(study.locator)}。阅读约 {study.minutes} 分钟。</p>'
        f'<section class="course-goals"><p><strong>学完这一章，你</strong></p><ul>{goals}</ul></section>'
    )


def _role(course: Course, role: str) -> str:
    bound = list(course.duties(role))
    if not bound:
        return ""
    count = sum(len(points) for _, _, points in bound)
    rows = "".join(_duty(study, requirement, points) for study, requirement, points in bound)
    return (
        f'<h3 id="{_role_id(role)}">{ROLES[role]}</h3>'
        f'<p class="course-meta">{len(bound)} 项要求，{count} 个要点。做到一个，勾一个；正文在要求所在的那一章。</p>'
        f'<table class="course-table"><thead><tr><th scope="col">要求</th><th scope="col">要点</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _duty(study: StudyPage, requirement: Requirement, points: tuple[Point, ...]) -> str:
    name = anchor(study.page.path, requirement.id)
    boxes = "".join(f'<span class="course-box">{escape(point.label)}</span> ' for point in points)
    return (
        f'<tr><th scope="row"><a href="#{escape(name)}">{escape(requirement.title)}</a>{_page_of(name)}</th>'
        f"<td>{boxes}</td></tr>"
    )
