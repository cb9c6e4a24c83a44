"""The only reader of docs/, quizzes/, course.yml and mkdocs.yml."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter

from course.diagnostics import Diagnostic, Position
from course.load.banks import read_bank, read_ids
from course.load.pages import TERM_SCHEME, read_glossary, read_page, read_study_page
from course.load.shapes import shape
from course.model.bank import BankFile, Line, Strict
from course.model.course import Course, Heading, KnownIds, NavEntry
from course.model.glossary import Term
from course.model.study import Page, StudyPage
from course.source import Value, read

GENERATED = ("docs/quizzes", "docs/duties")
"""Folders of pages that the generator owns; they are derived, so they are not read."""

GLOSSARY = "docs/glossary.md"


class _HeadingShape(Strict):
    locator: Line
    title: Line


class _CourseShape(Strict):
    title: Line
    outline: tuple[_HeadingShape, ...]


_COURSE: TypeAdapter[_CourseShape] = TypeAdapter(_CourseShape)


class _Files:
    """The project's files as text; what cannot be read becomes a diagnostic instead of an exception."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: list[Diagnostic] = []
        self.unreadable: set[str] = set()

    def text(self, path: str) -> str:
        """Return a file's text, empty where it cannot be read."""
        try:
            return (self.root / path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            message = f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节）。请用 UTF-8 另存"
            self.found.append(Diagnostic(Position(path), message, "encoding"))
        except OSError as error:
            reason = "找不到这个文件" if isinstance(error, FileNotFoundError) else f"无法读取：{error.strerror}"
            self.found.append(Diagnostic(Position(path), reason, "unreadable-file"))
        self.unreadable.add(path)
        return ""

    def below(self, folder: str, pattern: str) -> Iterator[str]:
        """Yield the paths of matching files, sorted, generated folders left out."""
        for file in sorted((self.root / folder).glob(pattern)):
            path = file.relative_to(self.root).as_posix()
            if file.is_file() and not path.startswith(tuple(f"{owned}/" for owned in GENERATED)):
                yield path


def load_course(root: Path) -> tuple[Course, list[Diagnostic]]:
    """Read the whole course below `root`; return it with every problem of reading, in no special order.

    The course holds whatever could be read, so that rules can still look at the rest.
    """
    files = _Files(root)
    title, outline = _head(files)
    nav = _nav(files)
    terms, found = read_glossary(files.text(GLOSSARY), GLOSSARY)
    files.found += found
    pages, study = _pages(files, terms, [entry.target for entry in nav])
    banks = _banks(files)
    ids = _ids(files)
    course = Course(
        title=title,
        outline=outline,
        pages=pages,
        study=study,
        terms=terms,
        banks=banks,
        nav=nav,
        ids=ids,
        unreadable=frozenset(files.unreadable),
    )
    return course, files.found


def _head(files: _Files) -> tuple[str, tuple[Heading, ...]]:
    document, found = read(files.text("course.yml"), "course.yml")
    head, problems = shape(_COURSE.validate_python, document.value, document)
    files.found += [*found, *problems]
    if head is None:
        return "", ()
    return head.title, tuple(Heading(item.locator, item.title) for item in head.outline)


def _nav(files: _Files) -> tuple[NavEntry, ...]:
    document, found = read(files.text("mkdocs.yml"), "mkdocs.yml", foreign_tags=True)
    files.found += found
    settings = document.value
    nav = settings.get("nav") if isinstance(settings, dict) else None
    return tuple(
        NavEntry(target, document.place("nav", *keys)) for target, keys in _targets(nav, ()) if target.endswith(".md")
    )


def _targets(value: Value, keys: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    match value:
        case str():
            yield value, keys
        case tuple():
            for index, item in enumerate(value):
                yield from _targets(item, (*keys, index))
        case dict():
            for key, item in value.items():
                yield from _targets(item, (*keys, key))


def _pages(files: _Files, terms: tuple[Term, ...], order: list[str]) -> tuple[tuple[Page, ...], tuple[StudyPage, ...]]:
    references = {
        " ".join(name.split()).lower(): (f"{TERM_SCHEME}{term.id}", term.meaning)
        for term in terms
        for name in term.names
    }
    pages: list[Page] = []
    study: list[StudyPage] = []
    for path in files.below("docs", "**/*.md"):
        if path.startswith("docs/study/") and path != "docs/study/index.md":
            part, found = read_study_page(files.text(path), path, references)
            study.append(part)
            pages.append(part.page)
        else:
            page, found = read_page(files.text(path), path)
            pages.append(page)
        files.found += found

    def rank(page: Page) -> tuple[int, str]:
        return (order.index(page.path) if page.path in order else len(order), page.path)

    return tuple(sorted(pages, key=rank)), tuple(sorted(study, key=lambda part: rank(part.page)))


def _banks(files: _Files) -> tuple[BankFile, ...]:
    banks: list[BankFile] = []
    for path in files.below("quizzes", "*.yml"):
        if path != "quizzes/ids.yml":
            bank, found = read_bank(files.text(path), path)
            files.found += found
            if bank.title or bank.questions:
                banks.append(bank)
            else:
                files.unreadable.add(path)
    return tuple(banks)


def _ids(files: _Files) -> KnownIds:
    path = "quizzes/ids.yml"
    if not (files.root / path).exists():
        return KnownIds(path=path)
    ids, found = read_ids(files.text(path), path)
    files.found += found
    return ids
