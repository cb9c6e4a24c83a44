"""The generated files of the sample course, whole, beside what they were when somebody last looked at them."""

from pathlib import Path

import html5lib

from course.check import inspect
from course.edit.ids import ids_file
from course.files import OWNED
from course.load.course import load_course
from course.rules.links import snippets
from course.site.generate import generate
from course.site.pages import render
from support.sample_course import CASES, COURSE, UPDATE, golden

PAGES = CASES / "pages"


def test_the_generated_files_equal_the_golden_ones() -> None:
    files = render(inspect(COURSE).course)
    for path, text in files.items():
        golden(PAGES / path, text)
    kept = {file.relative_to(PAGES).as_posix(): file for file in PAGES.rglob("*") if file.is_file()}
    for path in set(kept) - set(files) if UPDATE else ():
        kept.pop(path).unlink()
    assert set(kept) == set(files)


def test_what_is_rendered_lies_in_the_owned_folders() -> None:
    assert all(path.startswith(tuple(f"{folder}/" for folder in OWNED)) for path in render(inspect(COURSE).course))


def test_generating_writes_what_is_rendered_and_a_second_time_nothing(root: Path) -> None:
    first = generate(root)
    files = render(first.course)
    assert sorted(first.published.written) == sorted(files)
    assert {path: (root / path).read_text(encoding="utf-8") for path in files} == files
    second = generate(root)
    assert (second.published.written, second.published.removed) == ((), ())


def test_a_course_with_errors_leaves_the_last_good_files_whole(root: Path) -> None:
    generate(root)
    before = {file: file.read_bytes() for folder in OWNED for file in (root / folder).rglob("*") if file.is_file()}
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    outcome = generate(root)
    assert outcome.failed
    assert (outcome.published.written, outcome.published.removed) == ((), ())
    after = {file: file.read_bytes() for folder in OWNED for file in (root / folder).rglob("*") if file.is_file()}
    assert after == before


def test_the_golden_list_of_ids_is_up_to_date() -> None:
    course, _ = load_course(COURSE)
    assert ids_file(course) == (COURSE / "quizzes/ids.yml").read_text(encoding="utf-8")


def test_nothing_inside_what_search_leaves_out_has_the_name_of_its_wrapper() -> None:
    """Material's search takes the first such end for the end of what it leaves out, and indexes the rest."""
    for path, text in render(inspect(COURSE).course).items():
        if path.endswith(".md"):
            tree = html5lib.parseFragment(text, namespaceHTMLElements=False)
            for element in tree.iter():
                if "data-search-exclude" in element.attrib:
                    inner = [below for below in element.iter(element.tag) if below is not element]
                    assert inner == [], path


def test_the_snippets_that_pages_may_name_are_those_that_are_made(root: Path) -> None:
    course, _ = load_course(root)
    made = {path.removeprefix("generated/") for path in render(course) if path.startswith("generated/")}
    assert set(snippets(course)) == made
