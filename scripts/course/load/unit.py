"""The folder `local`: what the unit that uses a course writes for itself. All of it is optional."""

from collections.abc import Iterator
from typing import Annotated, TypeAlias
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from course.load.files import Files
from course.load.limits import excess
from course.load.markdown import Tree, is_heading, parse, text_of
from course.load.shapes import Shape
from course.model.bank import Strict
from course.model.unit import PLAIN_PATTERN, LocalTerm, Unit
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import read

UNIT = "local/unit.yml"
LOCAL_GLOSSARY = "local/glossary.md"

_PLAIN = frozenset({"p", "ul", "ol", "li", "strong", "em", "code", "br"})
_STASH = "\x02"
"""Where Python-Markdown keeps finished HTML: its text is not in the tree."""

Name: TypeAlias = Annotated[str, StringConstraints(max_length=40, pattern=PLAIN_PATTERN)]
Contact: TypeAlias = Annotated[str, StringConstraints(max_length=100, pattern=PLAIN_PATTERN)]


class UnitFile(Strict):
    """What `local/unit.yml` may hold."""

    name: Name | None = Field(default=None, description="本单位的全称，显示在页脚、首页、责任清单和试卷上")
    short: Name | None = Field(default=None, description="本单位的简称")
    contact: Contact | None = Field(default=None, description="内容有错、有疑问找谁，如 机关党委办公室，内线 1234")
    branches: tuple[Name, ...] = Field(default=(), max_length=500, description="一起学习的各个集体的名称，如各支部")


_UNIT: Shape[UnitFile] = Shape(UnitFile)


def read_unit(files: Files) -> Unit:
    """Read the folder of the unit; a project without one has a unit that says nothing."""
    head = _head(files)
    return Unit(
        name=head.name or "",
        short=head.short or "",
        contact=head.contact or "",
        branches=head.branches,
        terms=_terms(files),
    )


def _head(files: Files) -> UnitFile:
    text = files.text(UNIT) if files.has(UNIT) else None
    if text is None:
        return UnitFile()
    head, found = read_unit_file(text, UNIT)
    files.found += found
    if head is None:
        files.unreadable.add(UNIT)
    return head or UnitFile()


def read_unit_file(text: str, path: str) -> tuple[UnitFile | None, list[Diagnostic]]:
    """Read `local/unit.yml`; return None and all problems if it has errors."""
    document, found = read(text, path)
    if found or document.value is None:
        return (None if found else UnitFile()), found
    return _UNIT.fit(document.value, document)


def _terms(files: Files) -> tuple[LocalTerm, ...]:
    text = files.text(LOCAL_GLOSSARY) if files.has(LOCAL_GLOSSARY) else None
    if text is None:
        return ()
    found = excess(text, LOCAL_GLOSSARY)
    if found:
        files.unreadable.add(LOCAL_GLOSSARY)
        files.found += found
        return ()
    terms, found = read_local_terms(text, LOCAL_GLOSSARY)
    files.found += found
    return terms


def read_local_terms(text: str, path: str) -> tuple[tuple[LocalTerm, ...], list[Diagnostic]]:
    """Read the unit's glossary: every third-level heading, up to the next heading of the same or a higher level."""
    tree, found = parse(text, path, {})
    return tuple(_entries(tree)), found


def _entries(tree: Tree) -> Iterator[LocalTerm]:
    heading: Element | None = None
    body: list[Element] = []
    for element in [*tree.root, Element("h1")]:
        if not is_heading(element) or element.tag > "h3":
            body.append(element)
            continue
        if heading is not None and heading.tag == "h3":
            yield _entry(tree, heading, body)
        heading, body = element, []


def _entry(tree: Tree, heading: Element, body: list[Element]) -> LocalTerm:
    parts = [part for element in body for part in (element.iter("li") if element.tag in {"ul", "ol"} else [element])]
    texts = (" ".join(text_of(part).split()) for part in parts)
    name = text_of(heading)
    return LocalTerm(
        id=heading.get("id", ""),
        name=name,
        paragraphs=tuple(filter(None, texts)),
        plain=all(_is_plain(element) for element in body),
        # Each heading is looked for, so that the next one of the same name is found behind it.
        position=tree.position(f"### {name}", name),
    )


def _is_plain(element: Element) -> bool:
    return _STASH not in "".join(element.itertext()) and all(part.tag in _PLAIN for part in element.iter())
