"""One written page as a chapter of the booklet: its own Markdown, with ids and links that hold in one long page."""

import posixpath
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markupsafe import Markup

from course.load.markdown import html_of, is_heading, without_stash
from course.model.glossary import Term
from course.model.study import Page, Requirement

_LOWEST = 6


def anchor(path: str, name: str = "") -> str:
    """Return the id that a page, or a place on it, has in the booklet; no other page of the site has such ids."""
    page = path.removesuffix(".md").replace("/", "-")
    return f"booklet-{page}-{name}" if name else f"booklet-{page}"


def chapter(
    page: Page,
    inside: Collection[str],
    terms: Sequence[Term],
    requirements: Sequence[Requirement],
    roles: Mapping[str, str],
) -> Markup:
    """Return a page as HTML on one line; `inside` are the paths of all pages of the booklet, `roles` the labels by id.

    What the generator adds to the page on screen is left out, the self-checks above all.
    """
    up = "../" * page.path.count("/")
    references = {
        " ".join(name.split()).lower(): (f"{up}glossary.md#{term.id}", "") for term in terms for name in term.names
    }
    named = {requirement.id: requirement for requirement in requirements}
    written = html_of(
        page.body, references, partial(_change, page=page, inside=inside, requirements=named, roles=roles)
    )
    # On one line no line of it can be taken for the end of the block that it stands in.
    return Markup(written.replace("\n", "&#10;"))  # noqa: S704 -- made from Markdown, as the page itself is


def _change(
    root: Element,
    page: Page,
    inside: Collection[str],
    requirements: Mapping[str, Requirement],
    roles: Mapping[str, str],
) -> None:
    for element in [element for element in root if element.tag == "h1"]:
        root.remove(element)
    for place, element in reversed(list(enumerate(root))):
        requirement = requirements.get(element.get("id", "")) if is_heading(element) else None
        if requirement:
            root.insert(place + 1, _about(requirement, roles))
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
