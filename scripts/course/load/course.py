"""The only reader of a project folder: docs/, quizzes/, local/ and the files beside them; and of the program's own pages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from course.build_cache import NO_CACHE, NoCache
from course.environment import PROGRAM
from course.journal import RECORD, interrupted, interruption
from course.load.attachments import attachments, is_public
from course.load.banks import read_bank
from course.load.documents import read_documents
from course.load.exams import read_exam
from course.load.files import INTERRUPTED, Files
from course.load.head import CourseHead, read_head
from course.load.ids import read_ids
from course.load.limits import excess, too_deep
from course.load.pages import TERM_SCHEME, read_glossary, read_page, read_program_page, read_study_page
from course.load.reviews import ReviewFile, read_reviews
from course.load.sentences import read_sentences, read_trace
from course.load.unit import LOCAL_BANKS, LOCAL_EXAMS, LOCAL_PAGES, LOCAL_REVIEWS, read_unit
from course.model.bank import ID_PATTERN, LOCAL_PREFIX, BankFile
from course.model.course import IDS, LOCAL_IDS, Course, Heading, Identity, KnownIds
from course.model.documents import Register
from course.model.exam import ExamFile
from course.model.glossary import Term
from course.model.sentences import Sentence
from course.model.study import Page, StudyPage
from course.model.unfinished import unfinished_pages
from course.model.unit import Unit
from course.text.diagnostics import Diagnostic, Position

GLOSSARY = "docs/glossary.md"
OUTLINE = "course.yml"
EXAMS = "quizzes/exams"
DOCUMENTS = "documents.yml"
SOURCE = "source.txt"
TRACE = "trace.yml"
STUDY_DEPTH = 2

_NAME = re.compile(ID_PATTERN)
_Read: TypeAlias = tuple[Page | StudyPage | None, list[Diagnostic]]
"""A page with its problems; None in the place of one that is nested too deeply."""

RESERVED = (
    "assets/booklet.css", "assets/favicon.svg", "assets/pages.css", "assets/player/", "assets/site.css", "booklet.md", "duties/", "local/", "maintain/",
    "practice/", "quizzes/", "reports/", "search/",
)  # fmt: skip
"""Beginnings of paths below docs/ at which the program puts pages and files of its own."""

_RESERVED = "这个位置留给程序的页面，写在这里的文件不会用到。请改名，或者删去（以前的版本会在这里生成文件）"
_BAD_NAME = "文件名会成为网址和题号的一部分，只能用小写字母、数字和短横线，以字母开头。请改名"


def load_course(
    root: Path, instead: Mapping[str, str] | None = None, cache: NoCache = NO_CACHE
) -> tuple[Course, list[Diagnostic]]:
    """Read the whole course below `root`; return it with every problem of reading, in no special order.

    The course holds whatever could be read, so that rules can still look at the rest. Texts in `instead`
    (by path) are read in place of the files of that name.
    """
    files = Files(root, instead)
    if paths := interrupted(root):
        files.report(Position(RECORD), INTERRUPTED, interruption(paths))
    files.report_links()
    files.report_closed_folders()
    head = _head(files, cache)
    terms = _glossary(files, cache)
    (pages, study), banks = _pages_and_banks(files, cache.call(_references, terms), head.outline, cache)
    ids = _ids(files, IDS, cache)
    unit = read_unit(files)
    reviewed = _reviews(files, cache)
    course = Course(
        identity=replace(head.identity or Identity("", ""), copy=unit.copy),
        about=head.about,
        source=head.source,
        roles=head.roles,
        group=head.group,
        outline=head.outline,
        sections=head.sections,
        mix=head.mix,
        phrases=head.phrases,
        paths=head.paths,
        colour=head.colour,
        pages=pages,
        study=study,
        terms=terms,
        banks=tuple(cache.call(_with_reviews, bank, reviewed) for bank in banks) if reviewed else banks,
        exams=tuple(_with_pass_mark(exam, unit) for exam in _exams(files)),
        ids=ids,
        local_ids=_ids(files, LOCAL_IDS, cache),
        review_places=reviewed.place if reviewed else None,
        files=frozenset(_attachments(files)),
        documents=_documents(files),
        unfinished=_unfinished(files, study, banks, ids),
        unit=unit,
        sentences=_sentences(files),
        trace=_trace(files),
        # Last: reading all the others fills it.
        unreadable=frozenset(files.unreadable),
    )
    return course, files.found


def load_terms(root: Path) -> tuple[Term, ...]:
    """Return the glossary of a course that is known to be sound."""
    return _glossary(Files(root), NO_CACHE)


def load_identity(root: Path) -> Identity | None:
    """Return which course lies below `root`, None if its `course.yml` has errors."""
    files = Files(root)
    identity = _head(files, NO_CACHE).identity
    return replace(identity, copy=read_unit(files).copy) if identity else None


def _head(files: Files, cache: NoCache) -> CourseHead:
    text = files.text(OUTLINE)
    head, found = cache.call(read_head, text, OUTLINE) if text is not None else (None, [])
    files.found += found
    if head is None:
        files.unreadable.add(OUTLINE)
    return head or CourseHead()


def _attachments(files: Files) -> Iterator[str]:
    """Yield the files below docs/ that go onto the site beside the pages, as paths below docs/."""
    for path in attachments(files, "docs"):
        if _is_reserved(path):
            files.report(Position(path), "reserved-path", _RESERVED)
        else:
            yield path.removeprefix("docs/")


def _is_reserved(path: str) -> bool:
    return path.removeprefix("docs/").startswith(RESERVED)


def _glossary(files: Files, cache: NoCache) -> tuple[Term, ...]:
    # A course needs no glossary.
    text = _page_text(files, GLOSSARY) if files.has(GLOSSARY) else None
    return () if text is None else cache.call(read_glossary, text, GLOSSARY)


def _page_text(files: Files, path: str) -> str | None:
    """Return a page's text, None where it cannot be read or laid out."""
    text = files.text(path)
    found = [] if text is None else excess(text, path)
    if found:
        files.found += found
        files.unreadable.add(path)
    return None if found else text


def _texts(files: Files) -> dict[str, str]:
    """Return the texts of all pages that can be read, by their paths."""
    texts: dict[str, str | None] = {}
    for path in files.below("docs", "**/*.md"):
        if _is_reserved(path):
            files.report(Position(path), "reserved-path", _RESERVED)
        else:
            texts[path] = _page_text(files, path)
    return {path: text for path, text in texts.items() if text is not None}


def _program_pages(cache: NoCache) -> Iterator[Page]:
    """Yield the pages that every site has: those of the theme, and the handbook."""
    files = Files(PROGRAM)
    for path in (*files.below("theme/pages", "**/*.md"), *files.below("handbook", "*.md")):
        text = files.text(path)
        if text is not None:
            yield cache.call(read_program_page, text, path)


def _local_pages(files: Files, cache: NoCache) -> Iterator[tuple[Page, list[Diagnostic]]]:
    """Yield the pages that the unit adds."""
    for path in files.below(LOCAL_PAGES, "*.md"):
        if not _NAME.fullmatch(PurePosixPath(path).stem):
            files.report(Position(path), "file-name", _BAD_NAME)
        text = _page_text(files, path)
        if text is None or not is_public(files, path):
            continue
        try:
            yield cache.call(read_page, text, path)
        except RecursionError:
            files.found.append(too_deep(path))
            files.unreadable.add(path)


def _references(terms: tuple[Term, ...]) -> dict[str, tuple[str, str]]:
    """Return where `[name]` leads on a page, by the name: to what the glossary says of it."""
    return {
        " ".join(name.split()).lower(): (f"{TERM_SCHEME}{term.id}", term.meaning)
        for term in terms
        for name in term.names
    }


def _is_study(path: str) -> bool:
    return path.startswith("docs/study/") and path != "docs/study/index.md"


def _pages_and_banks(
    files: Files, references: Mapping[str, tuple[str, str]], outline: Sequence[Heading], cache: NoCache
) -> tuple[tuple[tuple[Page, ...], tuple[StudyPage, ...]], tuple[BankFile, ...]]:
    """Return all pages with the study pages among them, and the banks; of a large course both are read at once."""
    texts = _texts(files)
    reading = cache.beside(len(texts), _read_all, texts, references, cache)
    banks = _banks(files, cache)
    return _pages(files, reading(), outline, cache), banks


def _read_all(texts: Mapping[str, str], references: Mapping[str, tuple[str, str]], cache: NoCache) -> dict[str, _Read]:
    """Return the course's own pages with their problems, by their paths."""
    return {path: _read(text, path, references, cache) for path, text in texts.items()}


def _read(text: str, path: str, references: Mapping[str, tuple[str, str]], cache: NoCache) -> _Read:
    try:
        return (
            cache.call(read_study_page, text, path, references)
            if _is_study(path)
            else cache.call(read_page, text, path)
        )
    except RecursionError:
        return None, [too_deep(path)]


def _pages(
    files: Files, read: Mapping[str, _Read], outline: Sequence[Heading], cache: NoCache
) -> tuple[tuple[Page, ...], tuple[StudyPage, ...]]:
    """Return all pages, and the study pages among them; `read` are those below docs/."""
    pages: list[Page] = []
    study: list[StudyPage] = []
    for path, (page, found) in read.items():
        files.found += found
        if _is_study(path):
            _study_name(files, path)
        match page:
            case None:
                files.unreadable.add(path)
            case StudyPage():
                study.append(page)
            case Page():
                pages.append(page)
    pages += _program_pages(cache)
    for page, found in _local_pages(files, cache):
        pages.append(page)
        files.found += found
    ordered = _in_outline_order(study, outline)
    taken = {part.page.path for part in ordered}
    others = sorted((page for page in pages if page.path not in taken), key=lambda page: page.path)
    return (*(part.page for part in ordered), *others), ordered


def _in_outline_order(study: Sequence[StudyPage], outline: Sequence[Heading]) -> tuple[StudyPage, ...]:
    """Return study pages in the order in which the source says what they teach."""
    ranks = {heading.locator: rank for rank, heading in enumerate(outline)}

    def rank(part: StudyPage) -> tuple[int, int, str]:
        taught = (ranks.get(requirement.locator, len(ranks)) for requirement in part.requirements)
        return ranks.get(part.locator, len(ranks)), min(taught, default=len(ranks)), part.page.path

    return tuple(sorted(study, key=rank))


def _study_name(files: Files, path: str) -> None:
    if path.count("/") > STUDY_DEPTH:
        files.report(Position(path), "file-name", "学习页要直接放在 docs/study 里，不能放进下一层文件夹")
    if not _NAME.fullmatch(PurePosixPath(path).stem):
        files.report(Position(path), "file-name", _BAD_NAME)


def _banks(files: Files, cache: NoCache) -> tuple[BankFile, ...]:
    banks: list[BankFile] = []
    for path in (*files.below("quizzes", "*.*"), *files.below(LOCAL_BANKS, "*.*")):
        name = PurePosixPath(path)
        if name.suffix.lower() not in {".yml", ".yaml"} or path == IDS:
            continue
        _bank_name(files, name)
        text = files.text(path) if name.suffix == ".yml" else None
        if text is None:
            files.unreadable.add(path)
            continue
        bank, found = cache.call(read_bank, text, path)
        files.found += found
        if bank.title or bank.questions:
            banks.append(bank)
        else:
            files.unreadable.add(path)
    return tuple(banks)


def _unfinished(files: Files, study: Sequence[StudyPage], banks: Sequence[BankFile], ids: KnownIds) -> frozenset[str]:
    """Return the paths of the unfinished study pages; none while a bank cannot be read, which may be the missing one."""
    unread = any(path.startswith(("quizzes/", LOCAL_BANKS)) for path in files.unreadable)
    if unread or not all(bank.page for bank in banks):
        return frozenset()
    return unfinished_pages(study, banks, ids)


def _exams(files: Files) -> tuple[ExamFile, ...]:
    exams: list[ExamFile] = []
    for path in (*files.below(EXAMS, "*.yml"), *files.below(LOCAL_EXAMS, "*.yml")):
        if not _NAME.fullmatch(PurePosixPath(path).stem):
            files.report(Position(path), "file-name", _BAD_NAME)
        _owner(files, PurePosixPath(path))
        text = files.text(path)
        exam, found = read_exam(text, path) if text is not None else (None, [])
        files.found += found
        if exam:
            exams.append(exam)
    return tuple(exams)


def _documents(files: Files) -> Register:
    text = files.text_if_there(DOCUMENTS)
    if text is None:
        return Register()
    register, found = read_documents(text, DOCUMENTS)
    files.found += found
    if register is None:
        files.unreadable.add(DOCUMENTS)
    return register or Register()


def _sentences(files: Files) -> tuple[Sentence, ...]:
    text = files.text_if_there(SOURCE)
    if text is None:
        return ()
    sentences, found = read_sentences(text, SOURCE)
    files.found += found
    if found:
        files.unreadable.add(SOURCE)
    return sentences


def _trace(files: Files) -> Mapping[str, tuple[str, ...]]:
    text = files.text_if_there(TRACE)
    if text is None:
        return {}
    trace, found = read_trace(text, TRACE)
    files.found += found
    if trace is None:
        files.unreadable.add(TRACE)
    return trace.points if trace else {}


def _bank_name(files: Files, name: PurePosixPath) -> None:
    at = Position(name.as_posix())
    if name.suffix != ".yml":
        files.report(at, "file-name", f"题库的文件名要以 .yml 结尾，否则不会被读到。请改名为 {name.stem}.yml")
    if name.stem == "index":
        files.report(at, "file-name", "index 这个名字留给自测的目录页，请给题库换一个名字")
    elif not _NAME.fullmatch(name.stem):
        files.report(at, "file-name", _BAD_NAME)
    _owner(files, name)


def _owner(files: Files, name: PurePosixPath) -> None:
    """Report a bank or a blueprint whose name says that it is the unit's and whose place says otherwise, or the reverse."""
    local = name.parts[0] == "local"
    if local and not name.stem.startswith(LOCAL_PREFIX):
        message = f"本单位自己的题库和组卷方案，文件名以 {LOCAL_PREFIX} 开头，才不会与课程的相同。请改名为 {LOCAL_PREFIX}{name.name}"
        files.report(Position(name.as_posix()), "file-name", message)
    elif not local and name.stem.startswith(LOCAL_PREFIX):
        message = f"以 {LOCAL_PREFIX} 开头的文件名留给使用单位。单位自己的请移到 local/{name.parent} 里，课程的请改名"
        files.report(Position(name.as_posix()), "file-name", message)


def _ids(files: Files, path: str, cache: NoCache) -> KnownIds:
    ids, found = cache.call(read_ids, files.text_if_there(path) or "", path)
    files.found += found
    if found:
        files.unreadable.add(path)
    return ids


def _reviews(files: Files, cache: NoCache) -> ReviewFile | None:
    text = files.text_if_there(LOCAL_REVIEWS)
    if text is None:
        return None
    reviewed, found = cache.call(read_reviews, text, LOCAL_REVIEWS)
    files.found += found
    if reviewed is None:
        files.unreadable.add(LOCAL_REVIEWS)
    return reviewed


def _with_reviews(bank: BankFile, reviewed: ReviewFile) -> BankFile:
    return replace(bank, local_reviews=reviewed.reviews)


def _with_pass_mark(file: ExamFile, unit: Unit) -> ExamFile:
    """Return a blueprint with the pass mark of the unit, if it has set one."""
    if file.name not in unit.pass_marks:
        return file
    exam = file.exam.model_copy(update={"passing": unit.pass_marks[file.name]})
    return replace(file, exam=exam, replaced_passing=file.exam.passing)
