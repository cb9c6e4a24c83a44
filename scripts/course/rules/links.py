"""Links lead somewhere, and every page can be reached."""

import posixpath
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from course.load.pages import site_path
from course.model import inline
from course.model.course import Course
from course.model.placeholders import PLACEHOLDERS, placeholder
from course.model.study import Page
from course.rules.registry import Findings, collect, collect_derived
from course.rules.subject import Subject
from course.rules.texts import BankText
from course.text.diagnostics import Position


def derived_pages(course: Course) -> tuple[str, ...]:
    """Return the pages that a course has without being written, quiz pages left out."""
    duties = ("index", *course.roles) if course.roles else ()
    return (
        "quizzes/index.md",
        *(f"duties/{name}.md" for name in duties),
        "reports/coverage.md",
        "reports/documents.md",
        "reports/cards.md",
        "reports/cards-leader.md",
        "reports/local.md",
    )


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
    known: Known = dict.fromkeys((*course.files, *(f"local/files/{path}" for path in course.unit.files)))
    known |= {page.path: {name for name, _ in page.anchors} for page in course.pages}
    known |= {name: set() for name in derived_pages(course)}
    for bank in course.banks:
        if not bank.is_empty:
            known[f"quizzes/{bank.name}.md"] = bank.named
    for path in course.unreadable:
        known[site_path(path).removesuffix(".yml").removesuffix(".md") + ".md"] = None
    return known


def _problem(target: str, page: str, base: str, known: Known) -> str:
    """Say what is wrong with a link on `page`; writers know the folder that its path starts from as `base`."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "写法不对，请检查括号和冒号"
    if parts.scheme or parts.netloc or target.startswith("//"):
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


def unknown_placeholder(course: Course) -> Findings:
    """A line like `{{ map }}` stands for a derived content that there is, on the page that can show it.

    Lines that begin with `--8<--` did this in earlier versions, and have no effect any more.
    """
    for page in course.pages:
        for number, line in page.lines():
            problem = _placeholder_problem(page, line)
            if problem:
                yield Position(page.position.path, number), problem


def _placeholder_problem(page: Page, line: str) -> str:
    if line.startswith("--8<--"):
        return "--8<-- 这样的行不再起作用：学习页的目标、自测和结尾会自动加上。请删去这一行"
    name = placeholder(line)
    if name is None or PLACEHOLDERS.get(name) == page.path:
        return ""
    if name in PLACEHOLDERS:
        return f"{{{{ {name} }}}} 只能写在 {PLACEHOLDERS[name]} 里。请移过去，或删去这一行"
    usable = "、".join(name for name, path in PLACEHOLDERS.items() if path == page.path)
    return f"没有“{name}”这样一段可以插入的内容。" + (f"这一页可用：{usable}" if usable else "请删去这一行")


def path_step(course: Course) -> Findings:
    """A step of a learning path must be a study page or a requirement on it."""
    if not course.knows_all_of("docs/study/"):
        return
    known = {study.page.path: {requirement.id for requirement in study.requirements} for study in course.study}
    for path in course.paths:
        for step in path.steps:
            if step.page not in known:
                yield step.position, f"没有学习页 {step.page}。请写成 {course.example.page} 这样的路径"
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
    *collect(path_step, unknown_placeholder),
    *collect(path_too_long, severity="warning"),
)
