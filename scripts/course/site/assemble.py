"""Put together what a site engine reads: the course's pages, what derives from the course, theme, handbook and player.

This is the only way onto a site: the engine reads no other file. The same call by hand, in the engine's plugin, for
releases and in tests.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath

from course.build_cache import NO_CACHE, NoCache
from course.check import Outcome, inspect
from course.environment import PROGRAM
from course.files import Written, write_generated
from course.folder_locks import locked
from course.links import refuse_links_above
from course.model.changes import Changes, Previous, changes
from course.model.course import Course
from course.model.glossary import Term
from course.model.placeholders import PLACEHOLDERS, placeholder
from course.model.study import Page, StudyPage
from course.model.unit import left_to_unit
from course.site.blocks import marked
from course.site.colours import colour_styles, coloured_icon
from course.site.engine_settings import SETTINGS, engine_settings
from course.site.json_schema import SCHEMAS
from course.site.pages import render
from course.site.words import filled, in_markdown, words_of

BUILD = "build"
"""The folder below a project in which its course is assembled."""

STYLES, ICON = "docs/assets/site.css", "favicon.svg"

PAGE_STYLES = "docs/assets/pages.css"
"""Where the styles are that a quiz page never needs: a reader's first page may be one, on a slow line."""

LIBRARY_SCRIPT, DESK_SCRIPT, PLAYER_PAGES = "library.js", "desk.js", "pages.css"
"""Files of the player that are not copied: scripts of a start page of several courses and of the staff's desk, which no
course needs, and the player's part of the styles of pages.
"""

OWNED = ("docs", "theme", "schema")
"""The folders in it that assembling owns entirely."""

_PAGES, _PARTS = "docs/", "parts/"
# A first- or second-level heading: with it the section of a requirement ends.
_SECTION = re.compile(r"##?(?!#)")
# With any of the first three levels the entry of a term ends.
_ENTRY = re.compile(r"#{1,3}(?!#)")


@contextmanager
def assembling(root: Path) -> Iterator[None]:
    """Keep other programs from assembling the course below `root` while the block assembles and reads `build` there.

    Nothing is generated into `docs`: its lock stands for all of it.
    """
    with locked(root / "docs"):
        yield


def assemble(root: Path, *, day: date | None = None, drafts: bool = True, cache: NoCache = NO_CACHE) -> Outcome:
    """Check the course below `root` and, if it has no errors, assemble it in `build` there; else leave that as it was.

    To be called in `assembling`. The day shows in warnings only. Raises LinkError as `assemble_course` does.
    """
    refuse_links_above(root, BUILD)
    outcome = inspect(root, day=day, drafts=drafts, cache=cache)
    if outcome.failed:
        return outcome
    return Outcome(
        outcome.course, outcome.diagnostics, assemble_course(root, outcome.course, root / BUILD, cache=cache)
    )


def assemble_course(
    root: Path, course: Course, folder: Path, since: Previous | None = None, cache: NoCache = NO_CACHE
) -> Written:
    """Bring `folder` into the state that a course without errors describes, which was read from below `root`.

    The folder then has the pages in `docs`, the theme's templates in `theme`, the engine's settings in `mkdocs.yml` and
    the schemas for editors in `schema`. `since` is an earlier release to list the changes from. Raises LinkError, and
    writes nothing, if a file would be written or removed through a link.
    """
    news = changes(course, since.questions, since.version, since.day) if since else None
    return write_generated(folder, dict(_files(root, course, news, cache)), OWNED)


def assemble_notice(root: Path, course: Course) -> None:
    """Assemble a page for a course that has errors and was never assembled; keep one that was.

    The engine shows the errors on every page while it serves.
    """
    refuse_links_above(root, BUILD)
    if (root / BUILD / SETTINGS).is_file():
        return
    page = "---\ntitle: 课程有错误\n---\n\n# 课程还不能显示\n\n请按上面的提示改正。改好并保存后，这一页会自动更新。\n"
    files: dict[str, str | bytes] = dict(_program_files(course))
    files |= {"docs/index.md": page, SETTINGS: engine_settings(course, ["index.md"])}
    write_generated(root / BUILD, files, OWNED)


def _files(root: Path, course: Course, news: Changes | None, cache: NoCache) -> Iterator[tuple[str, str | bytes]]:
    """Yield every file of the folder."""
    rendered = render(course, news, cache)
    parts = {path.removeprefix(_PARTS): text for path, text in rendered.items() if path.startswith(_PARTS)}
    derived = {path.removeprefix(_PAGES): text for path, text in rendered.items() if path.startswith(_PAGES)}
    pages = dict(_pages(course, parts)) | {path: _marked_page(path, text) for path, text in derived.items()}
    yield from ((f"docs/{path}", text) for path, text in pages.items())
    yield from ((f"docs/{path}", (root / "docs" / path).read_bytes()) for path in sorted(course.files))
    local = "local/files"
    yield from ((f"docs/{local}/{path}", (root / local / path).read_bytes()) for path in sorted(course.unit.files))
    yield from _program_files(course)
    yield from ((f"schema/{name}.json", cache.call(schema)) for name, schema in SCHEMAS)
    yield SETTINGS, engine_settings(course, [path for path in pages if path.endswith(".md")])


def _program_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Yield the program's own files: style sheets in the course's colour, the player in its words, pictures, templates."""
    styles = PROGRAM / "theme/styles"
    yield (
        STYLES,
        _joined(sorted(styles.glob("*.css"))) + (colour_styles(course.colour).encode() if course.colour else b""),
    )
    yield PAGE_STYLES, _joined([*sorted(styles.glob("pages/*.css")), PROGRAM / "player/dist" / PLAYER_PAGES])
    words = words_of(course)
    for source, target in (
        ("theme/assets", "docs/assets"),
        ("player/dist", "docs/assets/player"),
        ("theme/overrides", "theme"),
    ):
        for file in sorted((PROGRAM / source).iterdir()):
            if file.name in (LIBRARY_SCRIPT, DESK_SCRIPT, PLAYER_PAGES):
                continue
            content = file.read_bytes()
            if course.colour and file.name == ICON:
                content = coloured_icon(content, course.colour)
            yield (
                f"{target}/{file.name}",
                filled(content.decode(), words).encode() if file.suffix == ".js" else content,
            )


def _joined(sheets: Iterable[Path]) -> bytes:
    """Return style sheets as one."""
    return b"\n".join(sheet.read_bytes() for sheet in sheets)


def _pages(course: Course, parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    study = {page.page.path: page for page in course.study}
    words = words_of(course, in_markdown)
    for page in course.pages:
        lines = _page_lines(page, study.get(page.path), course.terms, parts)
        body = "\n".join(lines)
        own = page.position.path.startswith(("docs/", "local/"))
        yield page.path, _front(page) + body if own else filled(page.front + body, words)


def _front(page: Page) -> str:
    """Return the front matter of a page as the engine is to read it, whatever way people wrote it in."""
    # The theme puts titles into its pages as they are. Without one here the engine would take the first heading's HTML.
    title = escape(page.title or PurePosixPath(page.path).stem, quote=False)
    fields = {"title": title, **page.fields}
    # JSON is YAML.
    return "".join(
        ("---\n", *(f"{name}: {json.dumps(fields[name], ensure_ascii=False)}\n" for name in fields), "---\n")
    )


def _page_lines(page: Page, study: StudyPage | None, terms: Sequence[Term], parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a page with everything that is derived for it."""
    if study:
        yield from _study_lines(study, parts)
    elif page.path == "glossary.md":
        yield from _glossary_lines(page, terms, parts)
    else:
        yield from _lines(page, parts)
    if page.path == "index.md" and "unit.md" in parts:
        yield from ("", marked(parts["unit.md"]), "")


def _lines(page: Page, parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a page without its front matter, each placeholder replaced by what it stands for."""
    names = {number: name for number, line in page.lines() if (name := placeholder(line)) in PLACEHOLDERS}
    for number, line in _body(page):
        yield marked(parts[f"{names[number]}.md"]) if number in names else line


def _glossary_lines(page: Page, terms: Sequence[Term], parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the glossary, after each entry that is left to the unit what the unit says."""
    said = {term.position.line: parts[f"local/{term.id}.md"] for term in left_to_unit(terms)}
    return _after_sections(page, _ENTRY, said)


def _study_lines(study: StudyPage, parts: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a study page: the opening first, after each requirement its sentences and self-check, the closing."""
    after = {
        one.position.line: parts.get(f"originals/{one.id}.md", "") + parts[f"self-check/{one.id}.md"]
        for one in study.requirements
    }
    yield from ("", marked(parts[f"opening/{study.name}.md"]))
    yield from _after_sections(study.page, _SECTION, after)
    yield from ("", marked(parts[f"closing/{study.name}.md"]), "")


def _after_sections(page: Page, heading: re.Pattern[str], parts: Mapping[int, str]) -> Iterator[str]:
    """Yield the lines of a page without its front matter, each part at the end of the section whose heading it belongs to.

    `parts` are by the line of that heading; a section ends where a line matches `heading`, or with the page.
    """
    starts = [number for number, line in page.lines() if heading.match(line)]
    by_end = {next((start for start in starts if start > line), None): part for line, part in parts.items()}
    for number, line in _body(page):
        if number in by_end:
            yield from (marked(by_end[number]), "")
        yield line
    if None in by_end:
        yield from ("", marked(by_end[None]), "")


def _body(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the lines of a page after its front matter, with their numbers in the file."""
    first = page.front.count("\n")
    return ((number, line) for number, line in enumerate(page.body.split("\n"), 1) if number > first)


def _marked_page(path: str, text: str) -> str:
    """Return a derived page with its HTML marked after the front matter; data for the player stays as it is."""
    if not path.endswith(".md"):
        return text
    head, front, body = text.partition("---\n")[2].partition("---\n")
    return f"---\n{head}{front}\n{marked(body)}\n"
