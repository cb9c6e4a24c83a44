"""The desk's questions in a real browser: by keyboard, on a phone, with the question shown while it is typed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from course.importing.one_question import stored_questions
from support.desks import desk_page
from support.held_requests import HeldRequests
from support.looks import violations

ARCHIVES = Path(__file__).resolve().parents[1] / "courses/archives"
SCREENS = [(1280, 900), (390, 800)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ARCHIVES, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def desk(browser: Browser, root: Path) -> Iterator[Page]:
    with desk_page(browser, root) as page:
        yield page


def test_a_question_is_found_and_edited_by_keyboard_alone(desk: Page, root: Path) -> None:
    desk.get_by_role("link", name="题目").press("Enter")
    desk.get_by_label("有这些字").fill("合成一件")
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="整理归档文件时").press("Enter")
    stem = desk.get_by_label("题干")
    stem.press("Control+End")
    desk.keyboard.type("请选出来。")
    # What members will see follows what is typed.
    expect(desk.locator(".seen desk-question")).to_contain_text("请选出来。")
    desk.get_by_role("button", name="保存").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("已保存。")
    assert "请选出来。" in str(stored_questions(root, "quizzes/arranging.yml")[0].fields["stem"])


def test_what_was_typed_before_the_script_ran_is_shown_too(desk: Page) -> None:
    desk.get_by_role("link", name="题目").click()
    script = HeldRequests(desk, "**/desk.js")
    desk.get_by_role("link", name="整理归档文件时").click()
    desk.get_by_label("题干").fill("哪几种要合成一件？请选出来。")
    script.release()
    expect(desk.locator(".seen desk-question")).to_contain_text("请选出来。")


def test_a_question_is_moved_to_another_bank_by_keyboard(desk: Page, root: Path) -> None:
    desk.get_by_role("link", name="题目").press("Enter")
    desk.get_by_role("link", name="整理归档文件时").press("Enter")
    bank = desk.get_by_label("放在哪个题库")
    title = bank.locator("option").last.text_content() or ""
    bank.press("End")
    expect(bank.locator("option:checked")).to_have_text(title)
    desk.get_by_role("button", name="保存").press("Enter")
    expect(desk.get_by_role("status")).to_contain_text(f"已保存，移到了“{title}”，题号 arranging-001 不变。")
    expect(bank.locator("option:checked")).to_have_text(title)
    moved_to = desk.url.split("/")[-2]
    assert stored_questions(root, f"quizzes/{moved_to}.yml")[-1].fields["id"] == "arranging-001"


def leave(desk: Page, link: str = "概况") -> None:
    """Try to leave the page, and stay when the browser asks."""
    with desk.expect_event("dialog") as opened:
        desk.get_by_role("link", name=link).click()
    assert opened.value.type == "beforeunload"


@pytest.fixture
def staying(desk: Page) -> Page:
    """A desk whose user answers that nothing is to be lost."""
    desk.on("dialog", lambda dialog: dialog.dismiss())
    desk.get_by_role("link", name="题目").click()
    return desk


def test_what_was_typed_is_not_lost_by_leaving(staying: Page) -> None:
    staying.get_by_role("link", name="整理归档文件时").click()
    staying.get_by_label("题干").press_sequentially("x")
    leave(staying)
    # The form comes back with another row, and is still not saved.
    staying.get_by_role("button", name="加一个选项").click()
    expect(staying.get_by_label("选项 F", exact=True)).to_be_visible()
    leave(staying)
    expect(staying.get_by_label("题干")).to_be_visible()


def test_what_was_typed_before_the_script_came_is_not_lost_either(staying: Page) -> None:
    script = HeldRequests(staying, "**/desk.js")
    staying.get_by_role("link", name="整理归档文件时").click()
    staying.get_by_label("题干").press_sequentially("x")
    with staying.expect_event("load"):
        script.release()
    leave(staying)


def test_a_form_that_is_as_it_was_lets_go(desk: Page) -> None:
    desk.on("dialog", lambda dialog: pytest.fail(dialog.type))
    desk.get_by_role("link", name="题目").click()
    desk.get_by_role("link", name="整理归档文件时").click()
    desk.get_by_label("题干").press_sequentially("x")
    desk.keyboard.press("Backspace")
    desk.get_by_role("link", name="概况").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("概况")


@pytest.mark.parametrize("screen", SCREENS)
def test_pages_fit_the_screen_and_axe_finds_nothing(desk: Page, axe: str, screen: tuple[int, int]) -> None:
    desk.set_viewport_size({"width": screen[0], "height": screen[1]})
    start = desk.url.rstrip("/")
    for path in (
        "/questions/?words=档案",
        "/questions/new",
        "/questions/keeping/keeping-012",
        "/questions/new?bank=keeping&type=case",
        "/questions/arranging/arranging-007",
    ):
        desk.goto(start + path)
        assert violations(desk, axe) == [], path
        assert desk.evaluate("document.documentElement.scrollWidth") <= screen[0], path
    desk.goto(f"{start}/questions/arranging/arranging-001")
    desk.get_by_label("题干").fill("")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("heading", name="要改")).to_be_visible()
    assert violations(desk, axe) == []
