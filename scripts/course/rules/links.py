"""Links lead somewhere, and every page can be reached."""

import posixpath
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from course.model import inline
from course.model.course import Course
from course.model.study import ROLES, Page
from course.rules.registry import Findings, collect, collect_derived
from course.rules.subject import Subject
from course.rules.texts import BankText
from course.text.diagnostics import Position

GENERATED_PAGES = (
    "quizzes/index.md",
    "duties/index.md",
    *(f"duties/{role}.md" for role in ROLES),
    "reports/coverage.md",
    "reports/documents.md",
)
"""Pages that every course has without anybody writing them."""

_SNIPPETS = ("booklet.md", "map.md", "roles.md", "study-map.md", "paths-by-time.md", "paths-by-role.md")
# The site engine acts on every such line, in examples too, unless a semicolon stands before it.
_SNIPPET = re.compile(r"^[ \t]*-+8<-+.*$", re.MULTILINE)
_PLAIN_SNIPPET = re.compile(r'--8<-- "([^"\n]+)"[ \t]*')

Known: TypeAlias = dict[str, AbstractSet[str] | None]
"""Every page and file that a link can name, with the ids there; None where any id will do."""


def dangling_link(subject: Subject) -> Findings:
    """A link must lead to an existing page and, with `#id`, to an existing place on it."""
    course = subject.course
    known = _anchors(course)
    for page in course.pages:
        for link in page.links:
            problem = _problem(link.target, page.path, "本页所在的", known)
            if problem:
                yield link.position, f"链接“{link.target}”{problem}"
    for target, source in _bank_links(subject):
        problem = _problem(target, "index.md", " docs ", known)
        if problem:
            yield source.place(), f"链接“{target}”{problem}"


def _anchors(course: Course) -> Known:
    """Return the ids of every page, generated quiz pages included."""
    known: Known = dict.fromkeys(course.files)
    known |= {page.path: {name for name, _ in page.anchors} for page in course.pages}
    known |= {name: set() for name in GENERATED_PAGES}
    for bank in course.banks:
        known[f"quizzes/{bank.name}.md"] = bank.named
    for path in course.unreadable:
        known[path.removeprefix("docs/").removesuffix(".yml").removesuffix(".md") + ".md"] = None
    return known


def _problem(target: str, page: str, base: str, known: Known) -> str:
    """Say what is wrong with a link on `page`; writers know the folder that its path starts from as `base`."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "写法不对，请检查括号和冒号"
    if parts.scheme or parts.netloc:
        return "指向站外。站点要能离线使用，请改成文字说明"
    if not target:
        return "没有写地址，请补上，或去掉链接"
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if name not in known:
        return f"指向的页面或文件不存在。请检查路径：从{base}文件夹算起，页面以 .md 结尾"
    anchors = known[name]
    if fragment and anchors is not None and fragment not in anchors:
        return f"指向的位置 #{fragment} 在那一页上不存在"
    return ""


def _bank_links(subject: Subject) -> Iterator[tuple[str, BankText]]:
    return ((link.target, one) for one in subject.texts if "](" in one.text for link in inline.links(one.text))


def unknown_snippet(course: Course) -> Findings:
    """A page may only take in what the generator makes, and say so in the one way that both engines read alike."""
    if not course.knows_all_of("docs/"):
        return
    known = set(snippets(course))
    nameless = any(not requirement.id for requirement in course.requirements())
    for page in course.pages:
        for match in _SNIPPET.finditer(page.body):
            name = _PLAIN_SNIPPET.fullmatch(match[0])
            if name and nameless and name[1].startswith("self-check/"):
                # It belongs to the requirement that has lost its id, which is reported.
                continue
            if not name or name[1] not in known:
                yield (
                    _in_page(page, match.start()),
                    f"没有“{match[0].strip()[:60]}”这样一段可以插入的内容。请照其他页面的写法改正，或删去这一行",
                )


def _in_page(page: Page, offset: int) -> Position:
    return Position(f"docs/{page.path}", page.body.count("\n", 0, offset) + 1)


def snippets(course: Course) -> Iterator[str]:
    """Yield the names of what the generator makes for hand-written pages."""
    yield from _SNIPPETS
    for study in course.study:
        yield f"opening/{study.name}.md"
        yield f"closing/{study.name}.md"
        for requirement in study.requirements:
            yield f"self-check/{requirement.id}.md"


def nav_without_page(course: Course) -> Findings:
    """A page named in the navigation must exist."""
    known = _anchors(course)
    for entry in course.nav:
        if entry.target not in known:
            yield entry.position, f"导航里的 {entry.target} 不存在。请检查文件名，或从 nav 中删去"


def page_without_nav(course: Course) -> Findings:
    """A written page must be named in the navigation, or it cannot be found."""
    if not course.knows_all_of("mkdocs.yml"):
        return
    named = {entry.target for entry in course.nav}
    for page in course.pages:
        if page.path not in named:
            yield page.position, f"这一页不在导航里。请在 mkdocs.yml 的 nav 中加上 {page.path}"


def path_step(course: Course) -> Findings:
    """A step of a learning path must be a study page or a requirement on it."""
    if not course.knows_all_of("docs/study/"):
        return
    known = {study.page.path: {requirement.id for requirement in study.requirements} for study in course.study}
    for path in course.paths:
        for step in path.steps:
            if step.page not in known:
                yield step.position, f"没有学习页 {step.page}。请写成 study/vehicle.md 这样的路径"
            elif step.requirement and step.requirement not in known[step.page]:
                yield step.position, f"{step.page} 上没有要求 {step.requirement}。请照学习页上的编号改正"


def path_too_long(course: Course) -> Findings:
    """A learning path should keep the time that it promises."""
    for path in course.paths:
        minutes = sum(course.minutes_of(step) for step in path.steps)
        if path.minutes is not None and minutes > path.minutes:
            yield (
                path.position,
                f"学习路线“{path.title}”写着不超过 {path.minutes} 分钟，实际约 {minutes} 分钟。请删去几步，或改写分钟数",
            )


RULES = (
    *collect_derived(dangling_link),
    *collect(nav_without_page, page_without_nav, path_step, unknown_snippet),
    *collect(path_too_long, severity="warning"),
)
