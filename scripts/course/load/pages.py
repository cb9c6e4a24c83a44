"""Pages below docs/: what they link to, the requirements of study pages, the terms of the glossary."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from course.load.front_matter import PAGE_FRONT, STUDY_FRONT, PageFront
from course.load.html_filter import UNFIT, UNFIT_ADDRESS, read_html, refused_of
from course.load.limits import PageRule
from course.load.markdown import (
    HTML_MARK,
    Tree,
    heading_ids,
    is_heading,
    masked,
    parse,
    prose_of,
    sections,
    split_front,
    text_of,
)
from course.model.glossary import Term
from course.model.study import DEMAND, SHOULD, Page, PageLink, PageSection, Point, Requirement, StudyPage
from course.text.diagnostics import Diagnostic, Position

TERM_SCHEME = "term:"
"""Address that stands for a glossary entry until the page's place in the site is known."""

# The lines around what is derived, in assembled pages (course/site/blocks.py).
_MARK = re.compile(r"<!--/?course")
_BRACKET = re.compile(r"(?<!!)\[([^\[\]\n]{1,60})\](?![(\[])")
_ATTRIBUTES = re.compile(r"(\{:?[ ]*#[^{}\n]*\}|\{[^{}\n]*data-(?:locator|for|kind|weight|source)[^{}\n]*\})")
_REQUIREMENT_ID = re.compile(r"r[0-9]+(?:-[0-9]+)+")
_LETTERS = re.compile(r"[a-z]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TITLE = re.compile(r"^title: (.+)$", re.MULTILINE)
_FIELD = re.compile(r"(又写作|出处|依据)[：:](.*)", re.DOTALL)


_FOLDERS = (("docs/", ""), ("theme/pages/", ""), ("handbook/", "maintain/"), ("local/pages/", "local/"))


def site_path(path: str) -> str:
    """Return the path on the site of a page's file: those of program, handbook and unit stand among the course's."""
    for folder, target in _FOLDERS:
        if path.startswith(folder):
            return target + path.removeprefix(folder)
    return path


def read_page(text: str, path: str) -> tuple[Page, list[Diagnostic]]:
    """Read any page."""
    tree, found = parse(text, path, {})
    front, problems = PAGE_FRONT.fit(tree.front.value or {}, tree.front)
    return _page(tree, front), [*found, *problems, *_refused(tree)]


def read_program_page(text: str, path: str) -> Page:
    """Read a page of the program: its text, its title and the ids of its headings, without parsing it.

    Its content is the same for every course, so the program's tests check it. Parsing it with every course would take
    longer than most courses do.
    """
    prose = masked(text)
    front, body = split_front(text)
    title = _TITLE.search(front)
    at = Position(path)
    return Page(
        path=site_path(path),
        title=title[1].strip('"') if title else "",
        front=front,
        fields={},
        body=body,
        prose=prose,
        anchors=tuple((name, at) for name in heading_ids(text, prose)),
        links=(),
        brackets=(),
        attributes=(),
        sections=(),
        terms=(),
        letters=0,
        position=at,
    )


def read_study_page(
    text: str, path: str, references: Mapping[str, tuple[str, str]]
) -> tuple[StudyPage, list[Diagnostic]]:
    """Read a study page with its register of requirements and points."""
    tree, found = parse(text, path, dict(references))
    front, problems = STUDY_FRONT.fit(tree.front.value or {}, tree.front)
    page = _page(tree, front)
    requirements, strays = _register(tree)
    study = StudyPage(
        page=page,
        locator=front.locator if front else "",
        goals=front.goals if front else (),
        requirements=requirements,
        stray_points=strays,
        place=tree.front.place,
    )
    return study, [*found, *problems, *_refused(tree)]


def read_glossary(text: str, path: str) -> tuple[Term, ...]:
    """Read the glossary's entries: every third-level heading, up to the next heading.

    What is wrong with the page as a page is `read_page`'s to say.
    """
    tree, _ = parse(text, path, {})
    return tuple(_terms(tree))


def _page(tree: Tree, known: PageFront | None) -> Page:
    front = tree.front.value
    title = front.get("title") if isinstance(front, dict) else None
    first = next((text_of(element) for element in tree.root.iter("h1")), "")
    return Page(
        path=site_path(tree.path),
        title=title if isinstance(title, str) else first,
        front=tree.head,
        fields=known.for_engine() if known else {},
        body=tree.body,
        prose=masked(tree.text),
        anchors=tuple(_anchors(tree)),
        links=tuple(_links(tree)),
        brackets=tuple(_leftovers(tree, _BRACKET)),
        attributes=tuple(_leftovers(tree, _ATTRIBUTES)),
        sections=tuple(_sections(tree)),
        terms=_terms_used(tree, [tree.root]),
        letters=len(_HAN.findall(text_of(tree.root))),
        position=tree.position(""),
    )


def _refused(tree: Tree) -> Iterator[Diagnostic]:
    """Yield the markup of a page that could do something to the reader."""
    rule: PageRule = "page-markup"
    if not tree.head and tree.text.partition("\n")[0].rstrip() == "---":
        message = "页首的字段从第一行的 --- 开始，后面要有另一行只写 ---，它们才算结束。请补上这一行"
        yield Diagnostic(Position(tree.path), message, "front-matter")
    title = tree.front.value.get("title") if isinstance(tree.front.value, dict) else None
    if isinstance(title, str) and re.search(r"[<&]", title):
        yield Diagnostic(tree.front.place("title"), "标题里不能用 < 和 &，请改用文字", rule)
    if mark := _MARK.search(tree.body):
        message = "注释不能以 course 开头：组装站点时用它作标记。请改写这个注释"
        yield Diagnostic(tree.position(mark[0]), message, rule)
    for element in tree.root.iter():
        if any(HTML_MARK in value for value in element.attrib.values()):
            message = "花括号里的值不能有 HTML 标签：它会把后面的内容变成属性。请删去"
            yield Diagnostic(tree.position("=<", "#<", "<"), message, rule)
    for link in _written_links(tree):
        if UNFIT_ADDRESS.search(link.target):
            yield Diagnostic(link.position, UNFIT, rule)
    raw = (refused for piece in tree.html for refused in read_html(piece).refused)
    made = (refused for element in tree.root.iter() for refused in refused_of(element.tag, element.items()))
    for refused in (*made, *raw):
        yield Diagnostic(tree.position(refused.needle, refused.needle.upper()), refused.message, rule)


def _anchors(tree: Tree) -> Iterator[tuple[str, Position]]:
    seen: Counter[str] = Counter()
    for element in tree.root.iter():
        if name := element.get("id"):
            yield name, tree.position_of_id(name, seen[name]) or Position(tree.path)
            seen[name] += 1
    for piece in tree.html:
        for name in read_html(piece).ids:
            yield name, tree.position(f'id="{name}"', name)


def _links(tree: Tree) -> Iterator[PageLink]:
    for link in _written_links(tree):
        # Of an address in Markdown the tree has the text, which a browser reads as HTML.
        yield PageLink(unescape(link.target), link.position)
    for piece in tree.html:
        for target in read_html(piece).addresses:
            yield PageLink(target, tree.position(f'"{target}"', target))


def _written_links(tree: Tree) -> Iterator[PageLink]:
    for tag, attribute in (("a", "href"), ("img", "src")):
        for element in tree.root.iter(tag):
            target = element.get(attribute, "")
            if target not in tree.references:
                yield PageLink(target, tree.position(f"]({target})", f"]({target} ", target, "&#"))


def _leftovers(tree: Tree, marks: re.Pattern[str]) -> Iterator[PageLink]:
    """Yield what was meant as markup but took no effect, so that it would reach the reader as it stands."""
    for element in tree.root:
        for match in marks.finditer(prose_of(element)):
            yield PageLink(match[1], tree.position(match[0], match[1]))


def _sections(tree: Tree) -> Iterator[PageSection]:
    for heading, body in sections(tree.root):
        text = "\n".join(prose_of(element) for element in body)
        terms = frozenset(_terms_used(tree, body))
        yield PageSection(
            title=text_of(heading),
            id=heading.get("id", ""),
            is_requirement=_is_requirement(heading),
            text=text,
            terms=terms,
            letters=len(_HAN.findall(text)),
            position=tree.position_of_heading(heading),
        )


def _terms_used(tree: Tree, elements: list[Element]) -> tuple[str, ...]:
    """Return the ids of the terms linked below these elements, in the order of their first use."""
    addresses = (anchor.get("href", "") for element in elements for anchor in element.iter("a"))
    names = (address.removeprefix(TERM_SCHEME) for address in addresses if address in tree.references)
    return tuple(dict.fromkeys(names))


def _register(tree: Tree) -> tuple[tuple[Requirement, ...], tuple[Point, ...]]:
    requirements: list[Requirement] = []
    for heading, body in sections(tree.root):
        if not _is_requirement(heading):
            continue
        written = heading.get("id", "")
        name = written if _REQUIREMENT_ID.fullmatch(written) else ""
        roles, locator = tuple(heading.get("data-for", "").split()), heading.get("data-locator", "")
        source = heading.get("data-source", "")
        points = [point for element in body for point in _points(tree, element, roles, locator, source)]
        requirements.append(
            Requirement(
                id=name,
                title=text_of(heading),
                locator=locator,
                roles=roles,
                kind=heading.get("data-kind", DEMAND),
                source=source,
                # Under a heading without an id the points' ids cannot be checked either.
                points=tuple(point for point in points if _belongs(point.id, name)),
                position=tree.position_of_heading(heading),
            )
        )
    housed = {point.id for requirement in requirements for point in requirement.points}
    return tuple(requirements), tuple(point for point in _points(tree, tree.root) if point.id not in housed)


def _belongs(point: str, requirement: str) -> bool:
    own = f"{requirement}-"
    return not requirement or (point.startswith(own) and bool(_LETTERS.fullmatch(point, len(own))))


def _is_requirement(heading: Element) -> bool:
    named = _REQUIREMENT_ID.fullmatch(heading.get("id", ""))
    return bool(named or any(heading.get(f"data-{name}") for name in ("locator", "for", "kind", "source")))


def _points(
    tree: Tree, element: Element, roles: tuple[str, ...] = (), locator: str = "", source: str = ""
) -> Iterator[Point]:
    for item in element.iter("li"):
        holder = item[0] if len(item) and item[0].tag == "p" else item
        label = holder[0] if len(holder) and not (holder.text or "").strip() else None
        name = label.get("id", "") if label is not None and label.tag == "strong" else ""
        if label is not None and name:
            text = text_of(item).removeprefix(text_of(label)).lstrip("：:").strip()
            position = tree.position_of_id(name) or Position(tree.path)
            yield Point(
                id=name,
                label=text_of(label).rstrip("：:"),
                text=text,
                roles=tuple(label.get("data-for", "").split()) or roles,
                locator=label.get("data-locator", locator),
                weight=label.get("data-weight", SHOULD),
                source=label.get("data-source", source),
                position=position,
            )


def _terms(tree: Tree) -> Iterator[Term]:
    heading: Element | None = None
    body: list[Element] = []
    for element in [*tree.root, Element("h1")]:
        if not is_heading(element):
            body.append(element)
            continue
        if heading is not None and heading.tag == "h3":
            yield _term(tree, heading, body)
        heading, body = element, []


def _term(tree: Tree, heading: Element, body: list[Element]) -> Term:
    fields = {
        match[1]: match[2].strip()
        for element in body
        for item in element.iter("li")
        if (match := _FIELD.fullmatch(text_of(item)))
    }
    meaning = next((text_of(element) for element in body if element.tag == "p"), "")
    return Term(
        id=heading.get("id", ""),
        name=text_of(heading),
        meaning=" ".join(meaning.split()),
        aliases=_listed(fields.get("又写作", "")),
        locators=_listed(fields.get("出处", "")),
        basis=fields.get("依据", ""),
        position=tree.position_of_heading(heading),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("、") if part.strip())
