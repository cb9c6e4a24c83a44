"""The program has no word of the course that it is shipped with: a course brings its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.load.course import load_course
from course.model.course import Course

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("scripts", "theme", "player/src", "player/dist", "handbook")
BINARY = frozenset({".docx", ".pyc"})
SUBJECT = ("党", "支部", "讲话")
"""What the course is about, in whatever title or sentence."""

ALLOWED = {
    ("scripts/course/model/documents.py", "讲话"): "a kind of historical document, beside reports",
    ("handbook/documents.md", "讲话"): "a kind of historical document, beside reports",
    ("scripts/course/authoring/new.py", "讲话"): "a kind of document that a course can be made from",
    ("handbook/new.md", "讲话"): "a kind of document that a course can be made from",
    ("handbook/index.md", "讲话"): "a kind of document that a course can be made from",
    ("scripts/course/site/traditional.py", "党"): "one of the characters in the table of traditional ones",
}
ORDINARY = frozenset({"background"})
"""Names of banks that are English words with another use, here a property of style sheets."""


@pytest.fixture(scope="module")
def shipped() -> Course:
    course, _ = load_course(ROOT)
    return course


def titles(course: Course) -> set[str]:
    """Return the names that a course gives its parts, if they are long enough to be typical of it."""
    found = {course.title, *course.sections, *course.roles.values()}
    found |= {page.page.title for page in course.study}
    found |= {requirement.title for requirement in course.requirements()}
    found |= {name for term in course.terms for name in term.names}
    return {title for title in found if len(title) >= 3}


def names(course: Course) -> set[str]:
    """Return the ids and file names of a course that are typical of it."""
    found = {bank.name for bank in course.banks if len(bank.name) >= 6} - ORDINARY
    found |= {page.page.path for page in course.study}
    found |= {question.id for bank in course.banks for question in bank.questions if question.id}
    return found | {course.identity.id}


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the program with its path."""
    for folder in PROGRAM:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix not in BINARY:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_the_shipped_course_has_words_to_look_for(shipped: Course) -> None:
    assert len(titles(shipped)) > 50
    assert len(names(shipped)) > 300


def test_no_text_of_the_program_has_a_word_of_the_course(shipped: Course) -> None:
    words = re.compile("|".join(map(re.escape, sorted({*titles(shipped), *SUBJECT}, key=len, reverse=True))))
    found = {(path, word) for path, text in texts() for word in words.findall(text)}
    assert sorted(found - ALLOWED.keys()) == []
    assert sorted(ALLOWED.keys() - found) == [], "no longer needed"


def test_no_text_of_the_program_has_an_id_or_a_file_name_of_the_course(shipped: Course) -> None:
    own = names(shipped)
    name = re.compile(r"[\w-]+(?:/[\w-]+\.md)?", re.ASCII)
    found = {(path, word) for path, text in texts() for word in name.findall(text) if word in own}
    assert sorted(found) == []
