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


def test_two_courses_with_one_id_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["library", str(ROOT), str(ROOT), "--into", str(tmp_path / "site")]) == 1
    assert "有几门课用了同一个编号：jiguan-dangjian" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "信.txt").write_text("信", encoding="utf-8")
    assert cli.main(["library", str(FOLDERS[1]), "--into", str(tmp_path)]) == 1
    assert "里有别的东西" in capsys.readouterr().err
    assert (tmp_path / "信.txt").read_text(encoding="utf-8") == "信"
