"""Importing at the desk in a real browser: a file is dropped, a question corrected, all of it taken in."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.importing.one_question import stored_questions
from support.desks import desk_page
from support.import_cases import COURSE
from support.looks import violations

BANK = next(f"quizzes/{file.name}" for file in COURSE.glob("quizzes/*.yml") if file.name != "ids.yml")
TEXT = """一、单项选择题
1. 会议怎样安排？
A. 看忙闲
B. 按进度
答案：Q
解析：按进度安排。
"""

NOON = datetime(2026, 12, 1, 12)  # noqa: DTZ001 -- of the browser


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(COURSE, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def desk(browser: Browser, root: Path) -> Iterator[Page]:
    with desk_page(browser, root) as page:
        yield page


def test_a_dropped_file_is_corrected_and_taken_in(desk: Page, root: Path) -> None:
    desk.get_by_role("link", name="导入").click()
    _drop(desk.locator("desk-drop:defined"))
    expect(desk.get_by_role("heading", name="导入 题.txt")).to_be_visible()
    expect(desk.get_by_role("status")).to_contain_text("要改 1 道")
    desk.get_by_role("link", name="改第 1 道").press("Enter")
    desk.get_by_label("B 正确").press("Space")
    expect(desk.locator(".seen desk-question")).to_contain_text("答案：")
    desk.get_by_role("button", name="就这样").press("Enter")
    expect(desk.get_by_role("status").last).to_contain_text("新题 1 道")
    desk.get_by_role("button", name="写入题库").press("Enter")
    expect(desk.get_by_role("status").first).to_contain_text("导入了“题.txt”")
    assert stored_questions(root, BANK)[-1].fields["stem"] == "会议怎样安排？"


def test_a_file_dropped_beside_the_field_is_taken_too(desk: Page) -> None:
    desk.get_by_role("link", name="导入").click()
    expect(desk.locator("desk-drop:defined")).to_be_visible()
    _drop(desk.get_by_role("heading", level=1))
    expect(desk.get_by_role("heading", name="导入 题.txt")).to_be_visible()


@pytest.mark.younger
def test_a_file_dropped_before_the_script_has_run_is_in_the_field(desk: Page, tmp_path: Path) -> None:
    dropped = tmp_path / "题.txt"
    dropped.write_text(TEXT, encoding="utf-8")
    desk.route("**/desk.js", lambda route: route.abort())
    desk.get_by_role("link", name="导入").click()
    field = desk.get_by_label("选一个文件，或者拖到这里")
    box = field.bounding_box()
    assert box
    at = {"x": box["x"] + box["width"] - 20, "y": box["y"] + box["height"] - 10}
    carried = {"items": [], "files": [str(dropped)], "dragOperationsMask": 1}
    session = desk.context.new_cdp_session(desk)
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, **at, "data": carried})
    expect(field).to_have_value(re.compile("题.txt$"))
    desk.get_by_role("button", name="看一看").press("Enter")
    expect(desk.get_by_role("heading", name="导入 题.txt")).to_be_visible()


def _drop(place: Locator) -> None:
    """Drop the file there, as scripts see it; what the browser itself would do does not happen."""
    transfer = place.evaluate_handle(
        """(_, text) => {
          const all = new DataTransfer();
          all.items.add(new File([text], "题.txt"));
          return all;
        }""",
        TEXT,
    )
    place.dispatch_event("drop", {"dataTransfer": transfer})


def test_a_form_whose_answer_takes_long_says_so(desk: Page) -> None:
    desk.get_by_role("link", name="导入").click()
    desk.evaluate("() => { document.addEventListener('submit', (event) => event.preventDefault()); }")
    desk.get_by_role("button", name="看一看").click()
    desk.wait_for_function(
        """() => {
          const after = getComputedStyle(document.querySelector('form'), '::after');
          return after.content.includes('请稍候') && after.visibility === 'visible';
        }"""
    )


def test_a_form_is_sent_once_by_a_double_click_and_again_after_the_browser_was_stopped(desk: Page) -> None:
    desk.clock.install(time=NOON)
    desk.get_by_role("link", name="导入").click()
    expect(desk.locator("desk-drop:defined")).to_be_visible()
    # From here on only the test moves the clock.
    desk.clock.pause_at(NOON + timedelta(hours=1))
    # The page stays, as after the browser's Stop button.
    desk.evaluate(
        """() => {
          window.sent = 0;
          document.addEventListener("submit", (event) => {
            if (!event.defaultPrevented) window.sent += 1;
            event.preventDefault();
          });
        }"""
    )
    button = desk.get_by_role("button", name="看一看")
    button.dblclick()
    desk.clock.run_for(5_000)
    button.click()
    assert desk.evaluate("window.sent") == 1
    desk.clock.run_for(1_000)
    button.dblclick()
    assert desk.evaluate("window.sent") == 2


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_screen_and_axe_finds_nothing(desk: Page, axe: str, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.get_by_role("link", name="导入").click()
    assert violations(desk, axe) == []
    desk.get_by_label("或者把题目粘贴在这里").fill(
        TEXT.replace("答案：Q", "答案：B") + TEXT.replace("1. 会议", "2. 检查")
    )
    desk.get_by_role("button", name="看一看").click()
    expect(desk.get_by_role("link", name="改第 2 道")).to_be_visible()
    assert violations(desk, axe) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.get_by_role("link", name="改第 2 道").click()
    expect(desk.get_by_role("button", name="就这样")).to_be_visible()
    assert violations(desk, axe) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
