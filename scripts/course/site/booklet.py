"""The booklet: the whole course as one page to print, without a key or an explanation of any question.

The numbers of its pages are known only when it is on paper: an element with `data-page-of` waits for the page on
which the element of that id stands.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from course.build_cache import NO_CACHE, NoCache
from course.model.course import Course
from course.model.study import Point
from course.site.chapter import anchor, chapter, glossary_chapter
from course.site.html import site_templates
from course.site.study_parts import published_sentences
from course.site.unit import meanings_by_term
from course.templates import Templates

GLOSSARY = "glossary.md"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One entry of the contents with those below it (id and title), and what stands there as HTML."""

    id: str
    title: str
    below: tuple[tuple[str, str], ...]
    html: Markup


@dataclass(frozen=True, slots=True)
class _Booklet:
    title: str
    about: str
    version: str
    chapters: tuple[Chapter, ...]
    bodies: Markup


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Role:
    id: str
    label: str
    points: int
    rows: tuple[_Row, ...]


def booklet(course: Course, cache: NoCache = NO_CACHE) -> str:
    """Return the snippet that makes the page `booklet.md`."""
    templates, parts = cache.call(site_templates), chapters(course, cache)
    bodies = _bodies(parts, templates)
    view = _Booklet(course.title, contents_line(course), _digest(bodies), parts, bodies)
    return templates.render("booklet", view)


def chapters(course: Course, cache: NoCache = NO_CACHE) -> tuple[Chapter, ...]:
    """Return what stands in the booklet: the study pages, the duties of each role, the glossary."""
    return tuple(_chapters(course, cache, cache.call(site_templates)))


def version(parts: Sequence[Chapter]) -> str:
    """Return the version of what is written: 8 hexadecimal digits over all of it."""
    return _digest(_bodies(parts, site_templates()))


def contents_line(course: Course) -> str:
    """Return in one sentence what the booklet holds."""
    requirements, points = sum(len(study.requirements) for study in course.study), sum(1 for _ in course.points())
    held = [
        f"全部 {len(course.study)} 个学习页",
        *(["各角色的责任"] if course.roles else []),
        *(["术语表"] if course.terms else []),
    ]
    return (
        f"收入{'、'.join(held[:-1])}{'和' if held[1:] else ''}{held[-1]}，共 {requirements} 项要求、{points} 个要点。"
        "不含自测题和答案；做题请到学习站点。"
    )


def _bodies(parts: Sequence[Chapter], templates: Templates) -> Markup:
    return templates.fragment("booklet-chapters", parts)


def _digest(bodies: Markup) -> str:
    return hashlib.sha256(bodies.encode()).hexdigest()[:8]


def _inside(course: Course) -> frozenset[str]:
    """Return the paths of all pages that stand in the booklet."""
    return frozenset({GLOSSARY, *(study.page.path for study in course.study)})


def _chapters(course: Course, cache: NoCache, templates: Templates) -> Iterator[Chapter]:
    inside = _inside(course)
    # A dictionary would be another one for the cache in every build.
    roles = tuple(course.roles.items())
    for study in course.study:
        path = study.page.path
        below = tuple((anchor(path, requirement.id), requirement.title) for requirement in study.requirements)
        sentences = tuple(
            (one.id, tuple(f"{sentence.number}. {sentence.text}" for sentence in published_sentences(course, one)))
            for one in study.requirements
        )
        text = cache.call(chapter, study, inside, course.terms, roles, sentences)
        yield Chapter(anchor(path), study.title, below, templates.fragment("booklet-opening", study) + text)
    bound = tuple(role for name in course.roles if (role := _role(course, name)).rows)
    if bound:
        below = tuple((role.id, role.label) for role in bound)
        yield Chapter("booklet-duties", "各角色的责任", below, templates.fragment("booklet-duties", bound))
    for page in course.pages:
        if page.path == GLOSSARY:
            text = glossary_chapter(page, inside, course.terms, meanings_by_term(course))
            yield Chapter(anchor(GLOSSARY), page.title, (), text)


def _role(course: Course, role: str) -> _Role:
    rows = tuple(
        _Row(anchor(study.page.path, requirement.id), requirement.title, points)
        for study, requirement, points in course.duties(role)
    )
    return _Role(f"booklet-duties-{role}", course.roles[role], sum(len(row.points) for row in rows), rows)
