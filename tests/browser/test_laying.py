"""A page comes in pieces, so that a slow phone answers touches in between; nobody ever misses one of them."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from support.archives import BANK, COURSE
from support.waiting import painted, settled, theme_loaded

LONG = "study/filing.html"
KINDS = (
    *(f"study/{page.name}.html" for page in COURSE.study),
    "index.html",
    "study/index.html",
    "quizzes/index.html",
    f"quizzes/{BANK.name}.html",
    "glossary.html",
    "booklet.html",
    "duties/index.html",
    "duties/head.html",
    "practice/index.html",
    "practice/mistakes.html",
    "practice/progress.html",
    "practice/exam.html",
    "reports/coverage.html",
    "maintain/host.html",
    "404.html",
)
# Frames come no more until they are let go, so that a page stays as it is at first.
HOLD = """
(() => {
  const frames = [], native = window.requestAnimationFrame;
  window.requestAnimationFrame = frame => frames.push(frame);
  window.step = () => new Promise(resolve => native.call(window, () => {
    frames.splice(0).forEach(frame => frame());
    setTimeout(resolve, 50);
  }));
  window.letGo = () => {
    window.requestAnimationFrame = native;
    frames.splice(0).forEach(frame => native.call(window, frame));
  };
})()
"""
# What the player does once a second can be done at once. The driver's clock would hide how the page was opened.
REPEAT = """
(() => {
  const repeated = [], native = window.setInterval;
  window.setInterval = (act, pace, ...more) => {
    if (pace === 1000) repeated.push(act);
    return native.call(window, act, pace, ...more);
  };
  window.repeat = () => repeated.forEach(act => act());
})()
"""
LAYING = "document.documentElement.classList.contains('course-laying')"
HIDDEN = """[...document.querySelectorAll(".md-content__inner > h2")]
  .filter(one => getComputedStyle(one).display === "none").length"""
READS = """() => new Promise(resolve => {
  const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("reads").objectStore("reads").getAll();
    asked.onsuccess = () => resolve(asked.result.map(read => read.place));
  };
})"""


@pytest.fixture
def held(page: Page, address: str) -> Page:
    """A long page of which only the first piece has come."""
    return hold(page, address)


def hold(page: Page, address: str) -> Page:
    page.add_init_script(HOLD)
    page.goto(f"{address}/{LONG}")
    page.wait_for_function(f"() => {HIDDEN} > 0", polling=50)
    return page


def whole(page: Page) -> None:
    page.wait_for_function(f"() => !{LAYING}", polling=50)
    assert page.evaluate(HIDDEN) == 0


def test_the_first_piece_comes_alone_and_the_others_follow(held: Page) -> None:
    expect(held.get_by_role("heading", level=1)).to_be_visible()
    expect(held.locator("footer").first).not_to_be_in_viewport()
    held.evaluate("letGo()")
    whole(held)


def test_a_link_within_the_page_leads_to_a_piece_that_has_not_come(held: Page) -> None:
    heading = held.locator("#r3-13")
    assert not heading.is_visible()
    held.locator('.md-sidebar--secondary a[href="#r3-13"]').click()
    whole(held)
    expect(heading).to_be_in_viewport()


def test_who_goes_on_by_a_key_gets_everything_at_once(held: Page) -> None:
    held.keyboard.press("End")
    whole(held)


def test_a_large_piece_comes_in_parts(page: Page, address: str) -> None:
    page.add_init_script(HOLD)
    page.goto(f"{address}/booklet.html")
    items = page.locator(".md-content__inner li")
    expect(items.first).to_be_visible()
    seen = []
    while page.evaluate(LAYING):
        seen.append(items.locator("visible=true").count())
        page.evaluate("step()")
    assert len(set(seen)) > 4
    assert seen == sorted(seen)
    expect(items.last).to_be_visible()


def test_paper_has_everything(held: Page) -> None:
    held.emulate_media(media="print")
    assert held.locator("#r3-13").is_visible()


def test_no_heading_counts_as_reached_before_it_has_come(page: Page, address: str) -> None:
    page.add_init_script(REPEAT)
    held = hold(page, address)
    expect(held.locator('[data-action="reading-settings"]')).to_be_attached()
    held.evaluate("repeat()")
    assert held.evaluate(READS) == []
    assert held.evaluate(LAYING)
    held.evaluate("letGo()")
    whole(held)
    held.evaluate("repeat()")
    settled(held)
    assert held.evaluate(READS) == [""]


def test_an_address_with_a_place_is_whole_from_the_start(page: Page, address: str) -> None:
    page.add_init_script(HOLD)
    page.goto(f"{address}/{LONG}#r3-8")
    assert page.evaluate(HIDDEN) == 0
    expect(page.locator("#r3-8")).to_be_in_viewport()


def test_a_reload_comes_back_to_where_the_reader_was(page: Page, address: str) -> None:
    page.goto(f"{address}/{LONG}")
    whole(page)
    page.evaluate("scrollTo(0, 2000)")
    theme_loaded(page)
    painted(page)
    page.reload()
    # Not to the dot: what stands above becomes a little higher when the player comes.
    page.wait_for_function("() => scrollY >= 2000 && scrollY < 3000")
    page.goto(f"{address}/index.html")
    page.go_back()
    page.wait_for_function("() => scrollY >= 2000 && scrollY < 3000")


@pytest.mark.parametrize("path", [LONG, "quizzes/filing.html"])
def test_a_page_without_its_player_is_whole(page: Page, address: str, path: str) -> None:
    page.route("**/player.js", lambda route: route.abort())
    page.goto(f"{address}/{path}")
    whole(page)
    expect(page.locator(".course-static, #r3-13").last).to_be_visible()


def test_questions_for_reading_are_not_laid_out_when_the_player_comes(page: Page, address: str) -> None:
    page.add_init_script("""(() => {
        const native = setTimeout, interval = setInterval;
        // However slow the machine is, the page does not grow tired of waiting for its player.
        window.setTimeout = (then, delay, ...others) => delay === 500 ? 0 : native(then, delay, ...others);
        window.laid = 0;
        interval(() => { window.laid += document.querySelector(".course-static")?.getClientRects().length ?? 0; }, 5);
    })()""")
    page.goto(f"{address}/quizzes/filing.html")
    expect(page.locator("course-quiz [data-question]").first).to_be_visible()
    whole(page)
    assert page.evaluate("window.laid") == 0


def test_a_page_without_scripts_is_whole(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{LONG}")
    expect(page.locator("#r3-13")).to_be_visible()
    context.close()


def test_all_questions_come_and_the_map_leads_to_one_that_has_not(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/filing.html")
    page.evaluate(HOLD)
    page.locator('[data-layout="all"]').click()
    cards = page.locator("course-quiz [data-question]")
    expect(cards.first).to_be_visible()
    some = cards.count()
    page.locator("course-quiz .cq-map button").last.click()
    expect(cards.last.get_by_role("heading")).to_be_focused()
    assert some < cards.count()
    page.evaluate("letGo()")


def test_all_questions_are_there_for_paper(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/filing.html")
    page.evaluate(HOLD)
    page.locator('[data-layout="all"]').click()
    cards = page.locator("course-quiz [data-question]")
    expect(cards.nth(1)).to_be_visible()
    some = cards.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert some < cards.count() == page.locator("course-quiz .cq-map button").count()


@pytest.mark.parametrize("path", KINDS)
def test_a_first_visit_leaves_no_empty_class(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    whole(page)
    assert page.locator('[class=""]').evaluate_all("all => all.map((one) => one.outerHTML.slice(0, 80))") == []


@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_table_looks_the_same_on_a_first_visit(page: Page, address: str, media: Literal["print", "screen"]) -> None:
    cells = """all => all.map((one) => {
        const { paddingLeft, borderTopWidth, minWidth } = getComputedStyle(one);
        return [paddingLeft, borderTopWidth, minWidth];
    })"""
    looks = []
    for place in ("", "#r8-27"):
        page.goto("about:blank")
        page.emulate_media(media="screen")
        page.goto(f"{address}/study/lending.html{place}")
        whole(page)
        page.emulate_media(media=media)
        looks.append(page.locator("article > table td, article .md-typeset__table td").evaluate_all(cells))
    assert looks[0] == looks[1] != []
