"""The generated files of the sample course, whole, beside what they were when somebody last looked at them."""

from course.check import inspect
from course.edit.ids import ids_file
from course.load.course import load_course
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


def test_the_golden_list_of_ids_is_up_to_date() -> None:
    course, _ = load_course(COURSE)
    assert ids_file(course) == (COURSE / "quizzes/ids.yml").read_text(encoding="utf-8")
