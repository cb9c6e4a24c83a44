"""What the unit writes in `local`, as readers see it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.cli import main
from course.site.assemble import BUILD, assemble
from course.site.engine import build
from support.looks import violations
from support.once_per_run import once_per_run
from support.sample_course import sample_course

UNIT = """\
name: 示例市某局
short: 某局
contact: 机关办公室，内线 1234
records: 学习委员
branches: [第一科室, 第二科室]
logo: 标志.svg
"""
BANK = """\
title: 本局的题
page: study/minutes.md
questions:
  - type: truefalse
    points: [r2-1-1-a]
    difficulty: 1
    stem: 会议记录由<img src=x>办公室保管。
    answer: true
    explanation: 本单位这样规定。
"""
EXAM = """\
title: 本局的卷
about: 试一试
minutes: 5
passing: 1
sections:
  - {title: 判断题, type: truefalse, count: 2, marks: 5}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small course with a unit that has written everything."""
    return once_per_run(tmp_path_factory, "unit", build_site) / "site"


def build_site(project: Path) -> None:
    sample_course(project)
    for path, text in {
        "unit.yml": UNIT,
        "quizzes/local-own.yml": BANK,
        "quizzes/exams/local-own.yml": EXAM,
        "files/标志.svg": LOGO,
        "ids.yml": "withdrawn:\n  - meeting-01\n",
        "glossary.md": "### 会议记录本\n\n由<办公室>统一印制。\n",
    }.items():
        file = project / "local" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert main(["ids", "--root", str(project)]) == 0
    assert not assemble(project).failed
    build(project / BUILD, project / "site")


def open_page(page: Page, folder: Path, path: str) -> None:
    page.goto((folder / path).as_uri())


def test_every_page_has_the_logo_and_says_whose_it_is(page: Page, folder: Path) -> None:
    for path in ("index.html", "quizzes/local-own.html"):
        open_page(page, folder, path)
        logo = page.locator(".md-header img")
        expect(logo).to_be_visible()
        assert logo.evaluate("image => image.complete && image.naturalWidth > 0"), path
        expect(page.locator(".md-footer")).to_contain_text("示例市某局　内容有错、有疑问，请找机关办公室，内线 1234")


def test_a_question_of_the_unit_s_says_so_and_its_text_stays_text(page: Page, folder: Path, axe: str) -> None:
    open_page(page, folder, "quizzes/local-own.html")
    card = page.locator('[data-question="local-own-001"]')
    expect(card.get_by_role("heading")).to_contain_text("第 1 题（本单位）")
    expect(card).to_contain_text("会议记录由<img src=x>办公室保管。")
    expect(card.locator("img")).to_have_count(0)
    assert violations(page, axe) == []
    open_page(page, folder, "quizzes/meeting.html")
    expect(page.locator('[data-question="meeting-02"]')).to_be_visible()
    expect(page.locator('[data-question="meeting-02"]').get_by_role("heading")).not_to_contain_text("本单位")
    expect(page.locator('[data-question="meeting-01"]')).to_have_count(0)


def test_the_unit_s_blueprint_stands_among_the_exams(page: Page, folder: Path) -> None:
    open_page(page, folder, "practice/exam.html")
    expect(page.get_by_text("本局的卷（本单位）").first).to_be_visible()


def test_the_slip_offers_the_groups_and_says_who_receives_it(page: Page, folder: Path) -> None:
    open_page(page, folder, "practice/slip.html")
    field = page.get_by_label("科室", exact=True)
    names = field.evaluate("input => [...input.list.options].map(({ value }) => value)")
    assert names == ["第一科室", "第二科室"]
    field.fill("别的科室")
    field.blur()
    expect(page.locator(".cq-slip-contents")).to_contain_text("科室：别的科室")
    expect(page.get_by_text("用内网邮箱或 U 盘交给学习委员").first).to_be_visible()


def test_the_glossary_and_the_booklet_show_the_unit_s_meaning_as_text(page: Page, folder: Path) -> None:
    for path in ("glossary.html", "booklet.html"):
        open_page(page, folder, path)
        expect(page.locator(".course-local").first).to_have_text("本单位的规定：由<办公室>统一印制。")
