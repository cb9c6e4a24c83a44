"""The folder `local`: what the unit that uses a course writes for itself. All of it is optional."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Annotated, TypeAlias
from xml.etree.ElementTree import Element

from pydantic import Field, StringConstraints

from course.load.attachments import attachments
from course.load.files import Files
from course.load.limits import excess, too_deep
from course.load.markdown import Tree, is_heading, parse, text_of
from course.load.shapes import Shape
from course.model.bank import Id, Line, Strict, Text
from course.model.course import LOCAL_IDS, CopyName
from course.model.dates import Day
from course.model.unit import LOGO_PATTERN, PLAIN_PATTERN, LocalDocument, LocalTerm, Unit
from course.text.diagnostics import Diagnostic, Places, Position
from course.text.yaml_reader import read

UNIT = "local/unit.yml"
LOCAL_GLOSSARY = "local/glossary.md"
LOCAL_DOCUMENTS = "local/documents.yml"
LOCAL_PAGES = "local/pages"
LOCAL_FILES = "local/files"
LOCAL_REVIEWS = "local/reviews.yml"
LOCAL_BANKS = "local/quizzes"
LOCAL_EXAMS = "local/quizzes/exams"
LARGEST_LOGO = 200_000
"""Bytes: every page loads it."""

_READ = (UNIT, LOCAL_GLOSSARY, LOCAL_DOCUMENTS, LOCAL_REVIEWS, LOCAL_IDS, "local/README.md")
_FOLDERS = rf"{LOCAL_FILES}/.*|{LOCAL_PAGES}/[^/]*\.md|{LOCAL_BANKS}/[^/]*\.ya?ml|{LOCAL_EXAMS}/[^/]*\.yml"
_UNUSED = (
    "这个文件用不到。local 里能写的是 unit.yml、glossary.md、documents.yml、reviews.yml、ids.yml，"
    "quizzes 和 quizzes/exams 里的 .yml 文件，pages 里的 .md 页面和 files 里的文件。请照这些名称改名，或把它移走"
)
_TOO_LARGE = f"这张图片超过 {LARGEST_LOGO // 1000} KB，每一页都要下载它。请缩小以后换上"
_PLAIN = frozenset({"p", "ul", "ol", "li", "strong", "em", "code", "br"})
_ENTRY = re.compile(r"###(?!#)")
_STASH = "\x02"
"""Where Python-Markdown keeps finished HTML: its text is not in the tree."""

Name: TypeAlias = Annotated[str, StringConstraints(max_length=40, pattern=PLAIN_PATTERN)]
Logo: TypeAlias = Annotated[str, StringConstraints(max_length=80, pattern=LOGO_PATTERN)]
Mark: TypeAlias = Annotated[int, Field(ge=1, le=10_000)]
Contact: TypeAlias = Annotated[str, StringConstraints(max_length=100, pattern=PLAIN_PATTERN)]


class UnitFile(Strict):
    """What `local/unit.yml` may hold."""

    name: Name | None = Field(default=None, description="本单位的全称，显示在页脚、首页、责任清单和试卷上")
    short: Name | None = Field(default=None, description="本单位的简称，用作菜单的名称，印在答题卡的“单位”后面")
    contact: Contact | None = Field(default=None, description="内容有错、有疑问找谁，如 办公室，内线 1234")
    records: Contact | None = Field(default=None, description="成绩单交给谁，如 各小组的学习委员")
    branches: tuple[Name, ...] = Field(default=(), max_length=500, description="一起学习的各个集体的名称，供学员选择")
    logo: Logo | None = Field(default=None, description="页首的图标，放在 local/files 里的一张图片，写它的文件名")
    pass_marks: dict[Id, Mark] = Field(default_factory=dict, description="本单位的及格分，如 {standard: 80}")
    # A field cannot be named `copy`: models have a method of that name.
    copy_name: CopyName | None = Field(default=None, alias="copy", description="这是试用的副本，写它叫什么，如 试用")


class _DocumentShape(Strict):
    title: Line = Field(description="文件名，可以不写书名号")
    number: Line | None = Field(default=None, description="文号，可不写")
    day: Day | None = Field(default=None, description="哪一天印发的，如 2026-03-31")
    file: Line | None = Field(default=None, description="文件本身，放在 local/files 里，写它在那里的名字")
    terms: tuple[Line, ...] = Field(default=(), max_length=100, description="它规定了哪些术语，照术语页上的名称")
    requirements: tuple[Line, ...] = Field(
        default=(), max_length=100, description="它规定了哪些要求怎样落实，写要求的编号，如 [r1-1]"
    )
    note: Text | None = Field(default=None, description="备注，可不写")


class LocalDocumentsFile(Strict):
    """What `local/documents.yml` may hold."""

    documents: tuple[_DocumentShape, ...] = Field(max_length=500, description="本单位自己的文件")


_UNIT: Shape[UnitFile] = Shape(UnitFile)
_DOCUMENTS: Shape[LocalDocumentsFile] = Shape(LocalDocumentsFile)


def read_unit(files: Files) -> Unit:
    """Read the folder of the unit; a project without one has a unit that says nothing."""
    _report_unused(files)
    head, place = _head(files)
    own_files = frozenset(path.removeprefix(f"{LOCAL_FILES}/") for path in attachments(files, LOCAL_FILES))
    if head.logo in own_files and (files.root / LOCAL_FILES / head.logo).stat().st_size > LARGEST_LOGO:
        files.report(Position(f"{LOCAL_FILES}/{head.logo}"), "file-too-large", _TOO_LARGE)
    return Unit(
        name=head.name or "",
        short=head.short or "",
        contact=head.contact or "",
        records=head.records or "",
        branches=head.branches,
        logo=head.logo or "",
        pass_marks=head.pass_marks,
        copy=head.copy_name or "",
        place=place,
        terms=_terms(files),
        documents=_documents(files),
        files=own_files,
    )


def _report_unused(files: Files) -> None:
    """Report what stands in the folder and is not read: its name may be a slip."""
    used = re.compile(f"{_FOLDERS}|{'|'.join(map(re.escape, _READ))}")
    for path in files.below("local", "**/*"):
        if not used.fullmatch(path):
            files.report(Position(path), "local-file", _UNUSED, severity="warning")


def _head(files: Files) -> tuple[UnitFile, Places]:
    document, found = read(files.text_if_there(UNIT) or "", UNIT)
    head, problems = _UNIT.fit({} if document.value is None else document.value, document)
    files.found += [*found, *problems]
    if found or head is None:
        files.unreadable.add(UNIT)
    return head or UnitFile(), document.place


def _documents(files: Files) -> tuple[LocalDocument, ...]:
    text = files.text_if_there(LOCAL_DOCUMENTS)
    if text is None:
        return ()
    document, found = read(text, LOCAL_DOCUMENTS)
    shaped, problems = _DOCUMENTS.fit(document.value, document)
    files.found += [*found, *problems]
    if shaped is None:
        files.unreadable.add(LOCAL_DOCUMENTS)
        return ()
    return tuple(
        LocalDocument(
            title=one.title,
            number=one.number or "",
            day=one.day or "",
            note=one.note or "",
            file=one.file or "",
            terms=one.terms,
            requirements=one.requirements,
            place=partial(document.place, "documents", index),
        )
        for index, one in enumerate(shaped.documents)
    )


def _terms(files: Files) -> tuple[LocalTerm, ...]:
    text = files.text_if_there(LOCAL_GLOSSARY)
    if text is None:
        return ()
    found = excess(text, LOCAL_GLOSSARY)
    if found:
        files.unreadable.add(LOCAL_GLOSSARY)
        files.found += found
        return ()
    try:
        terms, found = read_local_terms(text, LOCAL_GLOSSARY)
    except RecursionError:
        files.unreadable.add(LOCAL_GLOSSARY)
        terms, found = (), [too_deep(LOCAL_GLOSSARY)]
    files.found += found
    return terms


def read_local_terms(text: str, path: str) -> tuple[tuple[LocalTerm, ...], list[Diagnostic]]:
    """Read the unit's glossary: every third-level heading, up to the next heading of the same or a higher level."""
    tree, found = parse(text, path, {})
    return tuple(_entries(tree)), found


def _entries(tree: Tree) -> Iterator[LocalTerm]:
    lines = [number for number, line in enumerate(tree.body.split("\n"), 1) if _ENTRY.match(line)]
    known = len(lines) == sum(element.tag == "h3" for element in tree.root)
    for heading, body in _sections(tree):
        position = Position(tree.path, lines.pop(0)) if known else tree.position_of_heading(heading)
        yield _entry(heading, body, position)


def _sections(tree: Tree) -> Iterator[tuple[Element, list[Element]]]:
    heading: Element | None = None
    body: list[Element] = []
    for element in [*tree.root, Element("h1")]:
        if not is_heading(element) or element.tag > "h3":
            body.append(element)
            continue
        if heading is not None and heading.tag == "h3":
            yield heading, body
        heading, body = element, []


def _entry(heading: Element, body: list[Element], position: Position) -> LocalTerm:
    parts = [part for element in body for part in (element.iter("li") if element.tag in {"ul", "ol"} else [element])]
    texts = (" ".join(text_of(part).split()) for part in parts)
    return LocalTerm(
        id=heading.get("id", ""),
        name=text_of(heading),
        paragraphs=tuple(filter(None, texts)),
        plain=all(_is_plain(element) for element in body),
        position=position,
    )


def _is_plain(element: Element) -> bool:
    return _STASH not in "".join(element.itertext()) and all(part.tag in _PLAIN for part in element.iter())
