"""Several courses in one site, on one origin: a start page, and records that do not touch each other."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course import cli
from course.load.course import load_course
from support.learner import Mouse, answer, card, right, show_all
from support.site_build import ROOT, run

FOLDERS = (ROOT, ROOT / "tests/courses/archives")
DATABASES = "async () => (await indexedDB.databases()).map((one) => one.name).sort()"

PRINTING = """() => {
  dispatchEvent(new Event("beforeprint"));
  return Array.from(document.querySelectorAll(".course-originals")).every(({ open }) => open);
}"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library") / "site"
    done = run([sys.executable, "-m", "course.cli", "library", *map(str, FOLDERS), "--into", str(folder)], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_each_course_keeps_its_own_records(page: Page, library: Path, serve: Callable[[Path], str]) -> None:
    address = serve(library)
    courses = [load_course(folder)[0] for folder in FOLDERS]
    for course in courses:
        page.goto(f"{address}/index.html")
        page.get_by_role("link", name=course.title).click()
        assert page.title()
        bank = course.banks[0]
        question = next(one for one in bank.questions if one.type == "single")
        page.goto(f"{address}/{course.identity.id}/quizzes/{bank.name}.html")
        show_all(page)
        answer(Mouse(page), card(page, question), question, right(question))
        expect(card(page, question).locator("[data-verdict]")).to_have_attribute("data-verdict", "right")
    names = page.evaluate(DATABASES)
    assert names == sorted(f"course:{course.identity.id}" for course in courses)
    page.goto(f"{address}/{courses[0].identity.id}/practice/progress.html")
    total = sum(1 for _ in courses[0].questions())
    expect(page.locator("article")).to_contain_text(f"做过的题1/{total}")


def test_the_sentences_of_the_source_unfold_and_are_printed(
    page: Page, library: Path, serve: Callable[[Path], str]
) -> None:
    course, _ = load_course(FOLDERS[1])
    study = course.study[1]
    requirement = study.requirements[0]
    page.goto(f"{serve(library)}/{course.identity.id}/study/{study.name}.html")
    block = page.locator("details.course-originals").first
    lines = block.locator("li")
    expect(lines.first).to_be_hidden()
    block.locator("summary").click()
    expect(lines.first).to_be_visible()
    assert lines.all_inner_texts() == [one.text for one in course.sentences_of(requirement)]
    block.locator("summary").click()
    expect(lines.first).to_be_hidden()
    # The theme opens what is folded, as soon as its script has come.
    page.wait_for_function(PRINTING)
    page.emulate_media(media="print")
    for line in page.locator("details.course-originals li").all():
        expect(line).to_be_visible()


def test_two_courses_with_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["library", str(ROOT), str(ROOT), "--into", str(tmp_path / "site")]) == 1
    assert "有几门课用了同一个编号：jiguan-dangjian" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "信.txt").write_text("信", encoding="utf-8")
    assert cli.main(["library", str(FOLDERS[1]), "--into", str(tmp_path)]) == 1
    assert "里有别的东西" in capsys.readouterr().err
    assert (tmp_path / "信.txt").read_text(encoding="utf-8") == "信"
