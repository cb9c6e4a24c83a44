"""A study page without a bank is unfinished: seen while serving, with a mark, and in nothing that leaves the house."""

from datetime import date
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.errors import RefusedError
from course.release.drafts import ready
from course.site.assemble import BUILD, assemble
from course.site.pages import render
from support.sample_course import CASES

DAY = date(2026, 11, 26)
MARK = "<strong>未完成</strong>"
EXAM = "title: 卷\nabout: 考。\nminutes: 5\npassing: 1\nchoose_page: true\nsections:\n  - {title: 一、判断题, type: truefalse, count: 1, marks: 1}\n"


@pytest.fixture
def unfinished(root: Path) -> Path:
    """A sample course with one unfinished page, whose ids are recorded and which alone uses a term."""
    (root / "quizzes/minutes.yml").unlink()
    page = root / "docs/study/minutes.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n事先[交底]。\n", encoding="utf-8")
    with (root / "docs/glossary.md").open("a", encoding="utf-8") as glossary:
        glossary.write("\n### 交底 { #term-jiao-di }\n\n先说清楚。\n\n- 出处：二\n- 依据：本单位文件\n")
    ids = root / "quizzes/ids.yml"
    ids.write_text(
        "".join(line for line in ids.read_text(encoding="utf-8").splitlines(keepends=True) if "  minutes-" not in line),
        encoding="utf-8",
    )
    return root


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A course that was just made from a speech."""
    folder, source = tmp_path / "new", CASES / "new/speech.txt"
    assert cli.main(["new", str(folder), "--from", str(source), "--id", "xin-ke", "--yes"]) == 0
    capsys.readouterr()
    return folder


def test_an_unfinished_page_is_advice_and_bears_a_mark(unfinished: Path) -> None:
    outcome = assemble(unfinished)
    assert [(found.position.path, found.rule, found.severity) for found in outcome.diagnostics] == [
        ("docs/study/minutes.md", "unfinished-page", "warning")
    ]
    pages = unfinished / BUILD / "docs/study"
    assert MARK in (pages / "minutes.md").read_text(encoding="utf-8")
    # There is nothing yet that the player could load.
    assert "course-self-check" not in (pages / "minutes.md").read_text(encoding="utf-8")
    assert MARK not in (pages / "meeting.md").read_text(encoding="utf-8")


def test_a_release_holds_neither_the_page_nor_its_ids_nor_its_terms(unfinished: Path) -> None:
    outcome = assemble(unfinished, drafts=False)
    assert outcome.diagnostics == ()
    course = outcome.course
    assert [study.name for study in course.study] == ["meeting"]
    assert "term-jiao-di" not in {term.id for term in course.terms}
    assert [name for name, _ in course.ids.register if name.startswith("r2-")] == []
    written = {file.name for file in (unfinished / BUILD / "docs/study").iterdir()}
    assert written == {"meeting.md"}
    assert ready(unfinished, DAY, "leave-out").report[0] == "没有题库、没有放进发布包的学习页：“管好会议记录”"
    with pytest.raises(RefusedError, match="未完成的学习页：“管好会议记录”"):
        ready(unfinished, DAY, "fail")


def test_a_course_of_unfinished_pages_is_not_released(new: Path) -> None:
    assert {found.severity for found in inspect(new).diagnostics} == {"warning"}
    with pytest.raises(RefusedError, match="没有可以发布的内容"):
        ready(new, DAY, "leave-out")


def test_the_booklet_leaves_unfinished_pages_out(unfinished: Path) -> None:
    text = render(inspect(unfinished).course)["parts/booklet.md"]
    assert "booklet-study-meeting" in text
    assert "booklet-study-minutes" not in text


def test_an_exam_on_a_page_of_choice_needs_no_questions_of_unfinished_pages(unfinished: Path) -> None:
    (unfinished / "quizzes/exams").mkdir()
    (unfinished / "quizzes/exams/each.yml").write_text(EXAM, encoding="utf-8")
    assert [found.rule for found in inspect(unfinished).diagnostics] == ["unfinished-page"]


def test_a_bank_that_cannot_be_read_makes_no_page_unfinished(root: Path) -> None:
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    assert inspect(root).course.unfinished == frozenset()


def test_a_course_without_banks_says_so_when_it_is_exported(new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "excel", "--root", str(new)]) == 1
    assert capsys.readouterr().err == "课程里还没有题库，没有可以导出的题目。\n"
