"""One written page as a chapter of the booklet: its own Markdown, with ids and links that hold in one long page."""

import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markupsafe import Markup

from course.load.markdown import html_of, is_heading, without_stash
from course.model.glossary import Term
from course.model.study import Page, Requirement, StudyPage
from course.site.unit import LocalMeaning

_LOWEST = 6


def anchor(path: str, name: str = "") -> str:
    """Return the id that a page, or a place on it, has in the booklet; no other page of the site has such ids."""
    page = path.removesuffix(".md").replace("/", "-")
    return f"booklet-{page}-{name}" if name else f"booklet-{page}"


def chapter(
    study: StudyPage,
    inside: Collection[str],
    terms: Sequence[Term],
    roles: Sequence[tuple[str, str]],
    sentences: Sequence[tuple[str, Sequence[str]]],
) -> Markup:
    """Return a page as HTML on one line; `inside` are the paths of all pages of the booklet, `roles` the labels by id.

    `sentences` are those of the source to show, by the ids of the requirements that come from them. What the generator
    adds to the page on screen is left out, the self-checks above all.
    """
    named = {requirement.id: requirement for requirement in study.requirements}
    return _html(
        study.page, inside, terms, partial(_add_facts, requirements=named, roles=dict(roles), sentences=dict(sentences))
    )


def glossary_chapter(
    page: Page, inside: Collection[str], terms: Sequence[Term], meanings: Mapping[str, LocalMeaning]
) -> Markup:
    """Return the glossary as HTML on one line, below each entry that is left to the unit what the unit says."""
    return _html(page, inside, terms, partial(_add_meanings, meanings=meanings))


def _html(page: Page, inside: Collection[str], terms: Sequence[Term], add: Callable[[Element], None]) -> Markup:
    """Return a page as HTML on one line, completed by `add`."""
    up = "../" * page.path.count("/")
    references = {
        " ".join(name.split()).lower(): (f"{up}glossary.md#{term.id}", "") for term in terms for name in term.names
    }

    def change(root: Element) -> None:
        add(root)
        _adapt(root, page, inside)

    written = html_of(page.body, references, change)
    # On one line no line of it can be taken for the end of the block that it stands in.
    return Markup(written.replace("\n", "&#10;"))  # noqa: S704 -- made from Markdown, as the page itself is


def _add_facts(
    root: Element,
    requirements: Mapping[str, Requirement],
    roles: Mapping[str, str],
    sentences: Mapping[str, Sequence[str]],
) -> None:
    end = len(root)
    for place, element in reversed(list(enumerate(root))):
        if not is_heading(element) or element.tag > "h2":
            continue
        if requirement := requirements.get(element.get("id", "")):
            if found := sentences.get(requirement.id):
                root.insert(end, _quoted(found))
            root.insert(place + 1, _about(requirement, roles))
        end = place


def _quoted(sentences: Sequence[str]) -> Element:
    """Return sentences of the source as paragraphs: a list in Word would give them numbers of its own."""
    block = Element("div", {"class": "course-sentences"})
    SubElement(SubElement(block, "p"), "strong").text = "原文"
    for one in sentences:
        # Python-Markdown takes what looks like an entity for one.
        SubElement(block, "p").text = one.replace("&", "&amp;")
    return block


def _add_meanings(root: Element, meanings: Mapping[str, LocalMeaning]) -> None:
    end = len(root)
    for place, element in reversed(list(enumerate(root))):
        if is_heading(element):
            if meaning := meanings.get(element.get("id", "")):
                root.insert(end, _said(meaning))
            end = place


def _said(meaning: LocalMeaning) -> Element:
    """Return what the unit says of a term, or whom to ask."""
    lines = list(meaning.paragraphs)
    if meaning.documents:
        cited = (f"{one.shown}（{one.number}）" if one.number else one.shown for one in meaning.documents)
        lines.append(f"见{'、'.join(cited)}。")
    block = Element("div", {"class": "course-local"})
    first = SubElement(SubElement(block, "p"), "strong")
    first.text = "本单位的规定："
    first.tail = lines[0] if lines else f"还没有写明，请问{meaning.contact}。"
    for line in lines[1:]:
        SubElement(block, "p").text = line
    return block


def _adapt(root: Element, page: Page, inside: Collection[str]) -> None:
    for element in [element for element in root if element.tag == "h1"]:
        root.remove(element)
    for element in root.iter():
        _place(element, page.path)
        if element.tag == "a":
            _lead(element, page.path, inside)
        elif element.tag == "img":
            element.set("src", _resolved(page.path, element.get("src", "")))
        elif element.get("class") == "task-list-item":
            _box(element)
        elif element.tag == "table":
            element.set("class", "course-table")


def _about(requirement: Requirement, roles: Mapping[str, str]) -> Element:
    about = Element("p", {"class": "course-meta"})
    names = "、".join(roles[role] for role in requirement.roles)
    about.text = f"出处：{requirement.locator}。" + (f"对象：{names}。" if names else "")
    return about


def _place(element: Element, path: str) -> None:
    """Give an element its rank and its id in the booklet."""
    if is_heading(element):
        element.tag = f"h{min(int(element.tag[1:]) + 1, _LOWEST)}"
    if name := element.get("id"):
        element.set("id", anchor(path, name))
    # They say to the loader what the booklet says in words.
    for name in [name for name in element.keys() if name.startswith("data-")]:  # noqa: SIM118 -- not a mapping
        del element.attrib[name]


def _lead(link: Element, path: str, inside: Collection[str]) -> None:
    """Make a link lead into the booklet; on paper one that would lead out of it is text."""
    parts = urlsplit(link.get("href", ""))
    target = _resolved(path, unquote(parts.path)) if parts.path else path
    link.attrib.clear()
    if parts.scheme or parts.netloc or target not in inside:
        link.tag = "span"
    else:
        link.set("href", f"#{anchor(target, unquote(parts.fragment))}")


def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _box(item: Element) -> None:
    """Put a box to tick by pen where the page has one to tick by mouse, which Python-Markdown has set aside."""
    item.set("class", "course-box")
    first = item if item.text and item.text.strip() else next(iter(item), item)
    first.text = without_stash(first.text or "")
