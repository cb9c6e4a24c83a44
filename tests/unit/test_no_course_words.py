"""The program and its tests have no word of the course that ships with them: a course brings its own."""

import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from course import cli
from course.load.course import load_course
from course.model.course import Course
from support.sample_course import CASES
from support.site_build import ROOT

PROGRAM = ("scripts", "theme", "player/src", "player/dist", "handbook")
TESTS = (
    "tests/browser",
    "tests/cases",
    "tests/course",
    "tests/site",
    "tests/support",
    "tests/unit",
    "player/test",
    "bench",
)
EXEMPT = (
    "tests/courses/",
    "tests/cases/upgrade/",
    "tests/cases/import/",
    "tests/unit/test_no_course_words.py",
)
"""A course of its own; files as they once were, or as others write them; and the words that this file looks for."""
PACKED = frozenset({".docx", ".xlsx"})
BINARY = frozenset({".pyc", ".png", ".swp"})
SUBJECT = ("党", "支部", "讲话")
"""What the course is about, in whatever title or sentence."""

ALLOWED = {
    ("scripts/course/model/documents.py", "讲话"): "a kind of historical document, beside reports",
    ("handbook/documents.md", "讲话"): "a kind of historical document, beside reports",
    ("scripts/course/authoring/new.py", "讲话"): "a kind of document that a course can be made from",
    ("handbook/new.md", "讲话"): "a kind of document that a course can be made from",
    ("handbook/index.md", "讲话"): "a kind of document that a course can be made from",
    ("scripts/course/site/pinyin.py", "党"): "one of the characters in the table of readings",
    ("scripts/course/site/traditional.py", "党"): "one of the characters in the table of traditional ones",
    ("tests/cases/new/plain.outline", "讲话"): "a kind of document that a course can be made from",
    ("tests/cases/new/plain.txt", "讲话"): "a kind of document that a course can be made from",
    ("tests/cases/new/speech.outline", "讲话"): "a kind of document that a course can be made from",
    ("tests/cases/new/speech.txt", "讲话"): "a kind of document that a course can be made from",
    ("tests/unit/test_new_course.py", "讲话"): "a kind of document that a course can be made from",
}
ORDINARY = frozenset({"background", "leader", "member", "organisation"})
"""Names of banks and roles that are English words with another use, such as a property of style sheets."""


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> list[Course]:
    """The course that ships with the program: as it was packed once, and as it is today unless another is here."""
    folder = tmp_path_factory.mktemp("packed")
    with tarfile.open(CASES / "upgrade/before-assembling.tar.xz") as archive:
        archive.extractall(folder / "old", filter="data")
    # What the packed pages lack today is listed, and does not matter here.
    cli.main(["upgrade", str(folder / "old"), "--id", "packed-course", "--root", str(folder)])
    packed, _ = load_course(folder)
    here, _ = load_course(ROOT)
    return [packed, here] if here.title == packed.title else [packed]


def titles(course: Course) -> set[str]:
    """Return the names that a course gives its parts, if they are long enough to be typical of it."""
    found = {course.title, *course.sections, *course.roles.values()}
    found |= {page.page.title for page in course.study}
    found |= {requirement.title for requirement in course.requirements()}
    found |= {name for term in course.terms for name in term.names}
    return {title for title in found if len(title) >= 3}


def names(course: Course) -> set[str]:
    """Return the ids and file names of a course that are typical of it."""
    found = {name for name in (*(bank.name for bank in course.banks), *course.roles) if len(name) >= 6} - ORDINARY
    found |= {page.page.path for page in course.study}
    found |= {question.id for bank in course.banks for question in bank.questions if question.id}
    return found | {course.identity.id}


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the program and of its tests with its path."""
    for folder in (*PROGRAM, *TESTS):
        for path in sorted((ROOT / folder).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and path.suffix not in BINARY and not name.startswith(EXEMPT):
                yield name, text_of(path)


def text_of(path: Path) -> str:
    """Return the text of a file, also of one packed by an office and of one in another encoding."""
    if path.suffix in PACKED and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def test_the_shipped_course_has_words_to_look_for(courses: list[Course]) -> None:
    for course in courses:
        assert len(titles(course)) > 50
        assert len(names(course)) > 300


def test_no_text_has_a_word_of_the_course(courses: list[Course]) -> None:
    wanted = {*SUBJECT, *(title for course in courses for title in titles(course))}
    words = re.compile("|".join(map(re.escape, sorted(wanted, key=len, reverse=True))))
    found = {(path, word) for path, text in texts() for word in words.findall(text)}
    assert sorted(found - ALLOWED.keys()) == []
    assert sorted(ALLOWED.keys() - found) == [], "no longer needed"


def test_no_text_has_an_id_or_a_file_name_of_the_course(courses: list[Course]) -> None:
    own = {name for course in courses for name in names(course)}
    name = re.compile(r"[\w-]+(?:/[\w-]+\.md)?", re.ASCII)
    found = {(path, word) for path, text in texts() for word in name.findall(text) if word in own}
    assert sorted(found) == []
