"""The program's own pages are sound; a course reads only their headings, and finds in these what a full reading finds."""

from dataclasses import replace

from course.load.course import load_course
from course.load.pages import read_page, read_program_page
from course.model.study import Page
from course.rules.all import check
from support.sample_course import COURSE as SAMPLE
from support.site_build import ROOT

FILES = [file for folder in ("theme/pages", "handbook") for file in sorted((ROOT / folder).rglob("*.md"))]
TEXTS = {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
WHOLE = {path: read_page(text, path) for path, text in TEXTS.items()}


def without_content(page: Page) -> tuple[str | list[str], ...]:
    names = [name for name, _ in page.anchors]
    return page.path, page.title, page.front, page.body, page.prose, names


def test_nothing_is_wrong_with_them() -> None:
    found = [f"{one.position} {one.rule}" for _, found in WHOLE.values() for one in found]
    # The one field that only the program's pages may have.
    assert found == ["theme/pages/booklet.md:3:1 unknown-field"]
    whole = {page.path: page for page, _ in WHOLE.values()}
    course, _ = load_course(SAMPLE)
    pages = tuple(whole.get(page.path, page) for page in course.pages)
    assert set(whole) <= {page.path for page in pages}
    assert check(replace(course, pages=pages)) == check(course) == []


def test_their_headings_are_those_of_a_full_reading() -> None:
    read = {path: read_program_page(text, path) for path, text in TEXTS.items()}
    assert {path: without_content(page) for path, page in read.items()} == {
        path: without_content(page) for path, (page, _) in WHOLE.items()
    }


def test_what_looks_like_a_heading_in_code_is_none() -> None:
    text = "---\ntitle: 甲\n---\n\n# 甲\n\n```\n# 乙 { #b }\n```\n\n## C `d` { #c }\n\n## C `d`\n\n## C d\n"
    whole, _ = read_page(text, "handbook/a.md")
    assert [name for name, _ in whole.anchors] == ["_1", "c", "c-d", "c-d_1"]
    assert without_content(read_program_page(text, "handbook/a.md")) == without_content(whole)
