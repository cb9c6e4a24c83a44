"""What every page has: 阅读设置 in its header, which scales with the font size, and a link past the header."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.archives import BANK
from support.looks import LOOKS, page_in, violations
from support.waiting import complete, theme_loaded

PAGES = (
    "index.html",
    "study/index.html",
    "study/filing.html",
    "quizzes/index.html",
    f"quizzes/{BANK.name}.html",
    "practice/index.html",
    "practice/exam.html",
    "practice/notes.html",
    "glossary.html",
    "duties/index.html",
    "duties/head.html",
    "booklet.html",
    "reports/coverage.html",
    "404.html",
)
WITHOUT_CONTENTS = ("quizzes/index.html", f"quizzes/{BANK.name}.html", "duties/index.html", "booklet.html", "404.html")


def settings(page: Page) -> Locator:
    return page.locator('[data-action="reading-settings"]')


def go(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    complete(page)
    expect(settings(page)).to_be_visible()


def test_reading_settings_are_on_every_page_and_take_no_row_of_its_text(browser: Browser, address: str) -> None:
    with page_in(browser, "light", 390, 844) as page:
        for path in PAGES:
            go(page, address, path)
            box = settings(page).bounding_box()
            header = page.locator(".md-header").bounding_box()
            assert box is not None
            assert header is not None
            assert header["height"] < 60, path
            assert header["y"] <= box["y"], path
            assert box["y"] + box["height"] <= header["y"] + header["height"], path
            assert box["width"] >= 44, path
            assert box["height"] >= 44, path
            assert box["x"] + box["width"] <= 390, path


def test_a_choice_made_on_any_page_holds_at_once(page: Page, address: str) -> None:
    go(page, address, f"quizzes/{BANK.name}.html")
    settings(page).click()
    page.locator('[name="comfort-size"][value="140"]').check()
    assert page.locator("html").get_attribute("data-course-size") == "140"
    # Only pages to read are read aloud.
    expect(page.locator('[data-action="read-aloud"]')).to_have_count(0)
    go(page, address, "index.html")
    assert page.locator("html").get_attribute("data-course-size") == "140"


@pytest.mark.parametrize("width", [320, 1366])
def test_header_and_menus_scale_with_the_font_size(browser: Browser, address: str, width: int) -> None:
    parts = [".md-header__title", '.md-header [data-action="reading-settings"]', ".md-nav__link", ".md-tabs__link"]
    with page_in(browser, "light", width, 800) as page:
        go(page, address, "study/filing.html")
        sizes = {part: size(page, part) for part in parts}
        settings(page).click()
        page.locator('[name="comfort-size"][value="200"]').check()
        for part, before in sizes.items():
            assert size(page, part) >= 1.5 * before, part
        for path in PAGES:
            go(page, address, path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def size(page: Page, selector: str) -> float:
    found = page.locator(selector).first.evaluate("one => getComputedStyle(one).fontSize")
    return float(re.sub("px$", "", found))


@pytest.mark.parametrize("path", PAGES)
def test_the_first_stop_of_the_keyboard_leads_past_the_header(page: Page, address: str, path: str) -> None:
    go(page, address, path)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip:focus")
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "document.querySelector('.md-content').contains(document.activeElement) || !document.activeElement.closest('.md-header, .md-tabs, .md-sidebar')"
    )


def test_nothing_jumps_when_the_button_comes(page: Page, address: str) -> None:
    page.add_init_script(
        "window.seen = []; const look = () => { requestAnimationFrame(look);"
        "const [box] = document.querySelector('.md-search__form')?.getClientRects() ?? [];"
        "if (box) window.seen.push(box.right); }; look();"
    )
    go(page, address, f"quizzes/{BANK.name}.html")
    assert len(set(page.evaluate("window.seen"))) == 1


@pytest.mark.parametrize(("scheme", "width"), [LOOKS[0], LOOKS[1]])
def test_axe_finds_nothing_with_the_panel_open(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width, 740) as page:
        go(page, address, "quizzes/index.html")
        settings(page).click()
        theme_loaded(page)
        assert violations(page, axe) == []
