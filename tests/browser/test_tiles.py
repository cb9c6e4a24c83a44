"""The tiles of 练习 and 自测 with the reader's numbers, 考前冲刺, the quick paper, and the bar at the bottom edge of phones."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from course.model.bank import Question, answer_version
from support.archives import BANK
from support.beijing import fix_day
from support.looks import LOOKS, page_in, violations
from support.site_build import Site
from support.store import attempt, stored, write
from support.waiting import settled

DAY = 86_400_000
PAGE = BANK.page.replace(".md", ".html")
PHONE = ViewportSize(width=390, height=844)


def given(question: Question, verdict: str, days_ago: float) -> dict[str, Any]:
    at = int(time.time() * 1000 - days_ago * DAY)
    return attempt(question.id or "", answer_version(question), verdict, at)


def seeded(page: Page, address: str, path: str, records: list[dict[str, Any]]) -> None:
    """Open a page on a log with these attempts."""
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator('[data-action="export"]')).to_be_visible()
    write(page, "attempts", records)
    page.goto(f"{address}/{path}")


def test_the_bars_of_a_row_of_quizzes_are_on_one_line(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/quizzes/index.html")
    bars = page.locator("[data-bank-number]")
    expect(bars.first).not_to_be_empty()
    above = bars.evaluate_all(
        """all => all.map(one =>
            Math.round(one.closest("li").getBoundingClientRect().bottom - one.getBoundingClientRect().bottom))"""
    )
    assert len(set(above)) == 1


def test_how_to_use_it_all_is_folded_below_the_tiles(browser: Browser, address: str) -> None:
    with page_in(browser, "light", 390, 844) as page:
        page.goto(f"{address}/practice/index.html")
        folds = page.locator("article details.course-fold > summary")
        assert folds.all_inner_texts() == ["答得顺手", "读得舒服", "做笔记", "投影讲解怎样用"]
        assert page.evaluate("document.documentElement.scrollHeight") < 2600
        folds.first.click()
        expect(page.get_by_text("用键盘：A–F")).to_be_visible()


def number(page: Page, name: str) -> Locator:
    return page.locator(f'[data-number="{name}"]')


def bar(page: Page) -> Locator:
    return page.get_by_role("navigation", name="常用")


# Tiles


def test_tiles_say_what_waits_and_what_was_done(page: Page, address: str) -> None:
    one, other, third = BANK.questions[:3]
    log = [given(one, "wrong", 30), given(other, "right", 30), given(third, "wrong", 30)]
    seeded(page, address, "practice/index.html", log)
    expect(number(page, "review")).to_have_text("今天 3 题")
    expect(number(page, "mistakes")).to_have_text("2 题")
    expect(number(page, "quizzes")).to_have_text(re.compile(r"^做过 3/\d+$"))
    expect(number(page, "unseen")).to_have_text(re.compile(r"^\d+ 题没做过$"))
    expect(number(page, "weak")).to_have_text("1 页不牢")
    expect(number(page, "exam")).to_be_empty()


def test_the_list_of_quizzes_says_how_far_each_is(page: Page, address: str) -> None:
    seeded(
        page,
        address,
        "quizzes/index.html",
        [given(BANK.questions[0], "right", 1), given(BANK.questions[1], "wrong", 1)],
    )
    done = page.locator(f'[data-bank-number="{BANK.name}"]')
    expect(done).to_have_text(f"做过 2/{len(BANK.questions)}，答对 1")
    expect(page.locator("[data-bank-number]").filter(has_text="还没做")).not_to_have_count(0)
    # A tile is one link as a whole.
    expect(page.locator(f'.course-tile[href="{BANK.name}.html"]').locator("a, button")).to_have_count(0)


# Words, with the number behind a space that does not break, on more than one line.
BROKEN = r"""() => Array.from(document.querySelectorAll(".course-tile strong, .course-tile-about:not([data-bank-number])"))
    .flatMap((place) => Array.from(place.firstChild?.data?.matchAll(/[^、， ]+/g) ?? [], (part) => {
        const range = document.createRange();
        range.setStart(place.firstChild, part.index);
        range.setEnd(place.firstChild, part.index + part[0].length);
        return [part[0], new Set(Array.from(range.getClientRects(), ({top}) => top)).size];
    }))
    .filter(([words, lines]) => words.length < 9 && lines > 1)"""


@pytest.mark.parametrize("size", ["100", "200"])
@pytest.mark.parametrize("path", ["practice/index.html", "quizzes/index.html"])
def test_tiles_break_no_word_and_fit(browser: Browser, address: str, path: str, size: str) -> None:
    with page_in(browser, "light", 390, 844) as page:
        seeded(page, address, path, [given(one, "right", 30) for one in BANK.questions[:3]])
        expect(page.locator("[data-number]:not(:empty), [data-bank-number]:not(:empty)").first).to_be_attached()
        page.evaluate("size => document.documentElement.dataset.courseSize = size", size)
        assert page.evaluate(BROKEN) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_newcomer_sees_no_empty_numbers(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/index.html")
    page.wait_for_function("() => self.courseIndex && customElements.get('course-tiles')")
    # Its stores are read one after the other.
    for _ in range(3):
        settled(page)
    expect(page.locator("[data-number]:not(:empty)")).to_have_count(0)


@pytest.mark.parametrize("path", ["practice/index.html", "quizzes/index.html"])
def test_without_scripts_tiles_are_links_with_words(browser: Browser, address: str, site: Site, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    tiles = page.locator(".course-tile")
    assert tiles.count() > 2
    for tile in tiles.all():
        expect(tile).to_be_visible()
        expect(tile.locator(".course-tile-about").first).not_to_be_empty()
        target = (tile.get_attribute("href") or "").partition("?")[0]
        assert (site.folder / path).parent.joinpath(target).is_file()
    context.close()


def test_a_quick_paper_begins_two_clicks_from_home(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/index.html")
    bar(page).get_by_role("link", name="练习").click()
    page.get_by_role("link", name="快测一张").click()
    expect(page.locator(".cq-exam [data-question]").first).to_be_visible()
    # The address is that of the paper in progress: a reload goes on with it, and Back does not begin another.
    expect(page).to_have_url(f"{address}/practice/exam.html")
    (running,) = stored(page, "papers")
    assert running["number"].startswith("newcomer-")
    page.reload()
    expect(page.locator(".cq-exam [data-question]").first).to_be_visible()
    page.goto(f"{address}/practice/index.html")
    expect(number(page, "exam")).to_have_text("有一张没交")
    page.get_by_role("link", name="快测一张").click()
    expect(page.locator(".cq-exam [data-question]").first).to_be_visible()
    assert [paper["sitting"] for paper in stored(page, "papers")] == [running["sitting"]]


# 考前冲刺


def step(page: Page, place: int) -> Locator:
    return page.locator(".cq-sprint > section").nth(place)


def test_before_an_exam_a_newcomer_begins_with_a_quiz(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/sprint.html")
    expect(step(page, 0).locator("a.cq-primary")).to_have_text("选一份自测")
    expect(page.locator(".cq-sprint .cq-primary")).to_have_count(1)


def test_before_an_exam_three_steps_lead_on(page: Page, address: str) -> None:
    seeded(page, address, "practice/sprint.html", [given(one, "wrong", 1) for one in BANK.questions[:4]])
    first = step(page, 0).locator("a.cq-primary")
    expect(first).to_have_attribute("href", re.compile(re.escape(PAGE) + "#r"))
    expect(step(page, 1)).to_contain_text("错题本里有 4 题")
    expect(step(page, 2).locator("a.cq-button")).to_have_attribute("href", re.compile(r"exam\.html\?quick$"))
    # A learner who has read the weak page today goes on with the mistakes.
    now = int(time.time() * 1000)
    write(page, "reads", [{"format": 1, "profile": "local", "page": PAGE, "place": "", "at": now, "ended": None}])
    page.reload()
    expect(step(page, 0)).to_have_attribute("data-step", "done")
    expect(step(page, 1).locator("a.cq-primary")).to_have_text("做这 4 题")
    write(page, "attempts", [given(one, "right", days) for one in BANK.questions[:4] for days in (0.5, -0.5)])
    fix_day(page, datetime.now(tz=UTC) + timedelta(days=1))
    write(page, "reads", [{"format": 1, "profile": "local", "page": PAGE, "place": "", "at": now + DAY, "ended": None}])
    page.reload()
    expect(step(page, 1)).to_have_attribute("data-step", "done")
    expect(step(page, 2).locator("a.cq-primary")).to_have_text("开始")


# The bar at the bottom edge


@pytest.mark.parametrize(
    ("path", "place", "current"),
    [
        ("index.html", "首页", "page"),
        ("study/index.html", "学习", "page"),
        (PAGE, "学习", "true"),
        ("practice/index.html", "练习", "page"),
        (f"quizzes/{BANK.name}.html", "练习", "true"),
        ("practice/progress.html", "我的", "page"),
        ("practice/settings.html", "我的", "true"),
    ],
)
def test_the_bar_marks_the_place(browser: Browser, address: str, path: str, place: str, current: str) -> None:
    # It works without scripts.
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    assert bar(page).get_by_role("link").all_inner_texts() == ["首页", "学习", "练习", "我的"]
    marked = bar(page).locator("[aria-current]")
    expect(marked).to_have_count(1)
    expect(marked).to_have_text(place)
    expect(marked).to_have_attribute("aria-current", current)
    context.close()


def test_the_bar_leads_on_from_a_missing_page(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/study/nowhere.html")
    expect(bar(page).locator("[aria-current]")).to_have_count(0)
    bar(page).get_by_role("link", name="学习").click()
    expect(page).to_have_url(f"{address}/study/index.html")


def test_the_bar_hides_nothing(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/practice/progress.html")
    expect(page.locator(".cq-dashboard")).to_be_visible()
    expect(page.locator(".cq-slot:empty")).to_have_count(0)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    top = bar(page).bounding_box()
    end = page.locator(".md-footer-meta").bounding_box()
    assert top
    assert end
    assert end["y"] + end["height"] <= top["y"] + 1
    assert all(link.bounding_box()["height"] >= 44 for link in bar(page).get_by_role("link").all())  # type: ignore[index]


def test_the_bar_gives_way(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/practice/index.html")
    expect(bar(page)).to_be_visible()
    footer = page.locator(".md-footer")
    assert footer.evaluate("element => parseFloat(getComputedStyle(element).paddingBottom)") > 44
    # While questions are answered, the bar with the next action stands there.
    page.evaluate("document.documentElement.dataset.courseAnswering = ''")
    expect(bar(page)).to_be_hidden()
    assert footer.evaluate("element => getComputedStyle(element).paddingBottom") == "0px"
    page.evaluate("delete document.documentElement.dataset.courseAnswering")
    expect(bar(page)).to_be_visible()
    # A keyboard on the screen leaves a low window.
    page.set_viewport_size({"width": 390, "height": 420})
    expect(bar(page)).to_be_hidden()
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(bar(page)).to_be_hidden()
    page.set_viewport_size(PHONE)
    page.emulate_media(media="print")
    expect(bar(page)).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_tiles_and_steps(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width) as page:
        log = [given(one, "right" if at % 3 else "wrong", at) for at, one in enumerate(BANK.questions)]
        seeded(page, address, "practice/index.html", log)
        expect(number(page, "mistakes")).not_to_be_empty()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}/quizzes/index.html")
        expect(page.locator("[data-bank-number]").first).not_to_be_empty()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.goto(f"{address}/practice/sprint.html")
        expect(page.locator(".cq-sprint")).to_be_visible()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
