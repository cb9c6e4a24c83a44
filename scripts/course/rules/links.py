"""Links lead somewhere, and every page can be reached."""

import posixpath
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from course.diagnostics import Key, Position
from course.model import inline
from course.model.bank import BankFile
from course.model.course import Course
from course.rules.registry import Findings, collect


def dangling_link(course: Course) -> Findings:
    """A link must lead to an existing page and, with `#id`, to an existing place on it."""
    known = _anchors(course)
    for page in course.pages:
        for link in page.links:
            problem = _problem(link.target, page.path, known)
            if problem:
                yield link.position, f"链接“{link.target}”{problem}"
    for target, position in _bank_links(course):
        problem = _problem(target, "index.md", known)
        if problem:
            yield position, f"链接“{target}”{problem}。题目里的链接从 docs 文件夹算起"


def _anchors(course: Course) -> dict[str, set[str]]:
    """Return the ids of every page, generated quiz pages included."""
    known = {page.path: {name for name, _ in page.anchors} for page in course.pages}
    known["quizzes/index.md"] = set()
    for bank in course.banks:
        known[f"quizzes/{bank.name}.md"] = {question.id for question in bank.questions if question.id}
    return known


def _problem(target: str, page: str, known: dict[str, set[str]]) -> str:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return "指向别的网站。站点要能离线使用，请改成文字说明" if parts.scheme != "mailto" else ""
    path = unquote(parts.path)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if PurePosixPath(name).suffix not in {".md", ""}:
        return ""
    if name not in known:
        return "指向的页面不存在，请检查路径（相对于本页，以 .md 结尾）"
    if parts.fragment and parts.fragment not in known[name]:
        return f"指向的位置 #{parts.fragment} 在那一页上不存在"
    return ""


def _bank_links(course: Course) -> Iterator[tuple[str, Position]]:
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for keys, text in _texts(question.model_dump(), ("questions", index)):
                yield from _targets(bank, text, keys)


def _targets(bank: BankFile, text: str, keys: tuple[Key, ...]) -> Iterator[tuple[str, Position]]:
    return ((link.target, bank.place(*keys)) for link in inline.links(text))


def _texts(value: object, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    match value:
        case str():
            yield keys, value
        case dict():
            for key, item in value.items():
                yield from _texts(item, (*keys, key))
        case list() | tuple():
            for index, item in enumerate(value):
                yield from _texts(item, (*keys, index))
        case _:
            pass


def nav_without_page(course: Course) -> Findings:
    """A page named in the navigation must exist."""
    known = _anchors(course)
    for entry in course.nav:
        if entry.target not in known:
            yield entry.position, f"导航里的 {entry.target} 不存在。请检查文件名，或从 nav 中删去"


def page_without_nav(course: Course) -> Findings:
    """A written page must be named in the navigation, or nobody finds it."""
    named = {entry.target for entry in course.nav}
    for page in course.pages:
        if page.path not in named:
            yield page.position, f"这一页不在导航里。请在 mkdocs.yml 的 nav 中加上 {page.path}"


RULES = collect(dangling_link, nav_without_page, page_without_nav)
