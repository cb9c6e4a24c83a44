"""The desk in a real browser: reviews, the unit, papers, statistics, releases; by mouse and keyboard, on a phone, in two windows."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from course.edit.approve import approve
from course.edit.base import keep_base
from course.edit.review import Review
from course.load.course import load_course
from support.desks import served_desk
from support.looks import violations
from support.sample_course import sample_course
from support.site_build import ARCHIVES
from support.small_release import faults, version_in

COMMAND = 300_000
"""Milliseconds that a command of the desk gets."""

PAGES = (
    "/", "/papers/", "/papers/exams/new", "/unit/", "/unit/about", "/unit/terms", "/unit/documents", "/unit/files", "/reviews/",
    "/reviews/{bank}", "/reviews/{bank}?which=all", "/statistics/", "/releases/", "/releases/target?place=x", "/changes/",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path / "project")


@contextmanager
def opened(browser: Browser, root: Path, windows: int = 1, **options: Any) -> Iterator[list[Page]]:
    """Windows in which the desk of the course below `root` is open; fails if a script fails or the policy is violated."""
    context = browser.new_context(locale="zh-CN", **options)
    errors: list[str] = []
    with served_desk(root) as address:
        pages = [context.new_page() for _ in range(windows)]
        for page in pages:
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on(
                "console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None
            )
            page.goto(address)
        yield pages
        # Its connections would keep the server running.
        context.close()
    assert errors == []


def go(page: Page, path: str) -> None:
    page.goto(re.sub(r"(http://[^/]+).*", rf"\1{path}", page.url))


def change(root: Path, before: str, after: str) -> None:
    file = root / "quizzes/meeting.yml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_every_page_is_sound_on_a_phone(browser: Browser, tmp_path: Path, axe: str) -> None:
    root = tmp_path / "archives"
    shutil.copytree(ARCHIVES, root)
    bank = load_course(root)[0].banks[0].name
    keep_base(root)
    approve(root, bank, Review("approved", "张三", "2026-11-26"), in_course=False)
    file = root / f"quizzes/{bank}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("stem: ", "stem: 请再读一遍：", 1), encoding="utf-8")
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 800}, "reduced_motion": "reduce"}
    with opened(browser, root, **phone) as (page,):
        for path in PAGES:
            go(page, path.format(bank=bank))
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            expect(page.locator("h1")).to_have_count(1)
            assert (path, violations(page, axe)) == (path, [])
            low = page.locator("button, .button, .tick, select, input:not([type=hidden])").evaluate_all(
                "all => all.map((one) => one.closest('.tick') ?? one).filter((one) => one.offsetHeight && one.offsetHeight < 44 && one.type !== 'file')"
                ".map((one) => one.outerHTML.slice(0, 100))"
            )
            assert (path, low) == (path, [])


def test_a_blueprint_of_the_unit_is_made_from_one_of_the_course(browser: Browser, tmp_path: Path) -> None:
    root = tmp_path / "archives"
    shutil.copytree(ARCHIVES, root)
    with opened(browser, root) as (page,):
        go(page, "/papers/")
        page.get_by_role("link", name="照它做一个").first.click()
        page.get_by_label("名称", exact=False).first.fill("春季卷")
        page.get_by_role("button", name="加一个大题").press("Enter")
        last = page.locator("fieldset .row").last
        last.get_by_label("题型", exact=True).select_option(label="判断题")
        last.get_by_label("每题几分").fill("1")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("alert")).to_have_text("没有写题数。请写上")
        last.get_by_label("题数").fill("1")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("status")).to_contain_text("已保存")
        page.get_by_role("link", name="用它出卷").click()
        expect(page.locator("#exam option:checked")).to_have_text("春季卷（本单位）（local-1）")


def test_a_question_is_approved_by_keyboard_beside_its_former_version(browser: Browser, root: Path) -> None:
    keep_base(root)
    approve(root, "meeting", Review("approved", "张三", "2026-11-26"), in_course=False)
    change(root, "什么时候告诉员工", "哪一天告诉员工")
    with opened(browser, root) as (page,):
        page.get_by_role("link", name="审核", exact=True).press("Enter")
        page.get_by_role("link", name="开好科室会议").press("Enter")
        versions = page.locator("desk-question .cq-printed")
        expect(versions).to_have_count(2)
        expect(versions.first).to_contain_text("什么时候告诉员工")
        expect(versions.last).to_contain_text("哪一天告诉员工")
        page.get_by_label("这道题读过了").press("Space")
        # Past the button that ticks all, and the choice of what is recorded.
        for _ in range(3):
            page.keyboard.press("Tab")
        page.keyboard.type("李四")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("1 道题记为“已批准”")
        expect(page.get_by_text("没有等审核的题")).to_be_visible()


def test_two_windows_do_not_overwrite_each_other(browser: Browser, root: Path) -> None:
    with opened(browser, root, windows=2) as (one, other):
        for window in (one, other):
            go(window, "/unit/about")
        one.get_by_label("单位的全称").fill("甲局")
        one.get_by_role("button", name="保存").click()
        expect(one.get_by_role("status")).to_contain_text("已保存")
        other.get_by_label("单位的全称").fill("乙局")
        other.get_by_role("button", name="保存").click()
        expect(other.get_by_role("alert")).to_contain_text("没有保存")
        expect(other.get_by_text("文件里现在是：甲局")).to_be_visible()
        expect(other.get_by_label("单位的全称")).to_have_value("乙局")
        assert (root / "local/unit.yml").read_text(encoding="utf-8").endswith("name: 甲局\n")


def test_a_day_from_an_empty_unit_to_a_release_on_the_server(browser: Browser, root: Path) -> None:
    place = root.parent / "srv"
    place.mkdir()
    with opened(browser, root) as (page,):
        go(page, "/unit/about")
        page.get_by_label("单位的全称").fill("示例市某局")
        page.get_by_role("button", name="保存").click()
        go(page, "/unit/terms")
        page.locator("textarea").first.fill("由办公室统一印制。")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("status")).to_contain_text("已保存")
        go(page, "/reviews/minutes")
        page.get_by_role("button", name="全选").click()
        expect(page.locator("input[name=chosen]:not(:checked)")).to_have_count(0)
        page.get_by_label("审核人的姓名").fill("李四")
        page.get_by_role("button", name="登记").click()
        expect(page.get_by_role("status")).to_contain_text("已批准")
        go(page, "/releases/")
        page.get_by_role("button", name="做发布包").click()
        expect(page.get_by_text("完成了。")).to_be_visible(timeout=COMMAND)
        page.get_by_role("link", name="试一试、放到服务器").click()
        page.get_by_role("button", name="试一试 1.0.0").click()
        with page.context.expect_page() as tried:
            page.get_by_role("link", name="打开 http").click(timeout=COMMAND)
        expect(tried.value.locator(".md-footer")).to_contain_text("示例市某局")
        page.get_by_role("button", name="停止").click()
        expect(page.get_by_text("已关上。")).to_be_visible()
        page.get_by_role("link", name="继续").click()
        page.get_by_label("服务器上的文件夹").fill(str(place))
        page.get_by_role("button", name="看看那里有哪些版").click()
        page.get_by_role("button", name="并切换").click()
        page.get_by_role("link", name="看那里的各版").click(timeout=COMMAND)
        expect(page.get_by_text("当前")).to_be_visible()
    assert version_in(place) == "1.0.0"
    assert faults(place / "current") == []
