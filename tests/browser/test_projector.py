"""A study page shown to a group: one screen at a time, by keys, clickers and buttons, and no trace in any record."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import Question, Scenario
from support.archives import COURSE
from support.learner import Mouse, answer, expect_verdict, log, right
from support.looks import LOOKS, page_in, violations
from support.waiting import failed_image, settled, theme_loaded

STUDY = next(page for page in COURSE.study if page.name == "filing")
FIRST, SECOND = STUDY.requirements[:2]
QUESTIONS_TO_THINK = 2
SCENARIOS = sum(
    isinstance(question, Scenario) for bank, question in COURSE.questions() if bank.page == f"study/{STUDY.name}.md"
)
ALL = len(STUDY.requirements) + QUESTIONS_TO_THINK + SCENARIOS
COUNTER = ".cq-counter span:first-child"
SCROLLED = "window.scrollY"


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]')


def project(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()
    action(page, "project").focus()
    page.keyboard.press("Enter")
    shows(page, 1)


def shows(page: Page, number: int) -> None:
    expect(page.locator(COUNTER)).to_have_text(f"{number} / {ALL}")


def to_screen(page: Page, key: str, number: int) -> None:
    """Press a key until the screen of this number comes."""
    for _ in range(40):
        page.keyboard.press(key)
        if page.locator(COUNTER).inner_text() == f"{number} / {ALL}":
            return
    raise AssertionError(f"{key} does not lead to screen {number}")


def hidden_below(page: Page) -> float:
    """Return how many pixels of the last thing shown are below the edge of what the bar leaves free."""
    found = page.evaluate(
        """() => {
            const shown = Array.from(document.querySelectorAll(".md-content__inner > *:not(.cq-projector-room)"))
                .filter((one) => one.getClientRects().length);
            const end = Math.max(...shown.map((one) => one.getBoundingClientRect().bottom));
            return end - document.querySelector(".cq-projector").getBoundingClientRect().top;
        }"""
    )
    return float(found)


def headings(page: Page) -> list[str]:
    """Return the ids of the headings that can be seen."""
    return list(page.locator("article > h2:visible").evaluate_all("all => all.map((one) => one.id)"))


def reads(page: Page) -> Any:
    """Return how far this page has been read, by the learner's record."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            const opened = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opened.onsuccess = () => {
                const all = opened.result.transaction("reads").objectStore("reads").getAll();
                all.onsuccess = () => resolve(all.result.map(({place, ended}) => [place, ended]));
            };
        })"""
    )


def test_one_requirement_fills_the_screen_and_nothing_else_is_there(page: Page, address: str) -> None:
    project(page, address)
    assert headings(page) == [FIRST.id]
    expect(
        page.locator(".md-header, .md-tabs, .md-sidebar, .md-footer, .cq-reading").locator("visible=true")
    ).to_have_count(0)
    box = page.locator("article > ul:visible").first.bounding_box()
    assert box is not None
    assert box["width"] > 0.85 * page.evaluate("window.innerWidth")
    letters = page.locator("article > ul:visible > li").first.evaluate(
        "one => parseFloat(getComputedStyle(one).fontSize)"
    )
    assert letters > page.evaluate("window.innerHeight") / 28


def test_keys_lead_through_all_screens_and_back(page: Page, address: str) -> None:
    project(page, address)
    to_screen(page, "ArrowRight", 2)
    assert headings(page) == [SECOND.id]
    page.keyboard.press("ArrowLeft")
    shows(page, 1)
    page.keyboard.press("ArrowLeft")
    shows(page, 1)
    page.keyboard.press("End")
    shows(page, ALL)
    page.keyboard.press("ArrowRight")
    shows(page, ALL)
    for place in range(SCENARIOS):
        to_screen(page, "ArrowLeft", ALL - place - 1)
    expect(page.locator("article > ol > li:visible")).to_have_count(1)
    expect(page.locator("article > ol").get_by_text("有没有“大家都说没用、谁也不敢丢”的一堆材料")).to_be_visible()
    expect(page.get_by_text("带学提示：约定一天")).to_be_hidden()
    action(page, "hint").click()
    expect(page.get_by_text("带学提示：约定一天")).to_be_visible()
    page.keyboard.press("Home")
    shows(page, 1)
    while page.locator(COUNTER).inner_text() == f"1 / {ALL}":
        action(page, "forward").click()
    shows(page, 2)
    action(page, "back").click()
    shows(page, 1)


WAYS = (("PageDown", "PageUp"), ("Space", "Shift+Space"), ("ArrowDown", "ArrowUp"), ("ArrowRight", "ArrowLeft"))


def test_a_long_requirement_is_scrolled_through_before_the_next(page: Page, address: str) -> None:
    project(page, address)
    page.evaluate("document.activeElement.blur()")
    for forward, back in WAYS:
        page.keyboard.press("Home")
        page.keyboard.press(forward)
        shows(page, 1)
        assert page.evaluate(SCROLLED) > 0
        for _ in range(40):
            page.keyboard.press(forward)
            if page.locator(COUNTER).inner_text() != f"1 / {ALL}":
                break
        shows(page, 2)
        assert page.evaluate(SCROLLED) == 0
        page.keyboard.press(back)
        shows(page, 1)
        assert page.evaluate(SCROLLED) > 0


def test_leaving_returns_to_the_place_in_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html#{SECOND.id}")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_attached()
    before = page.evaluate(SCROLLED)
    assert before > 0
    action(page, "project").evaluate("one => { one.focus({preventScroll: true}); one.click(); }")
    shows(page, 2)
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector")).to_have_count(0)
    assert page.evaluate(SCROLLED) == pytest.approx(before, abs=2)
    assert page.evaluate("document.activeElement.dataset.action") == "project"
    expect(page.locator("[data-cq-off]")).to_have_count(0)
    expect(page.locator("li[value]")).to_have_count(0)
    expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.younger
def test_the_full_screen_is_used_and_leaving_it_leaves_the_projection(page: Page, address: str) -> None:
    project(page, address)
    expect(page.locator("html:fullscreen")).to_have_count(1)
    page.evaluate("document.exitFullscreen()")
    expect(page.locator(".cq-projector")).to_have_count(0)
    expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.parametrize("full_screen", ["() => Promise.reject(new TypeError('no'))", "undefined"])
def test_without_a_full_screen_the_window_does(page: Page, address: str, full_screen: str) -> None:
    page.add_init_script(f"Element.prototype.requestFullscreen = {full_screen};")
    project(page, address)
    to_screen(page, "ArrowRight", 2)


MORE = ".cq-projector [role=status]"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_every_line_of_a_screen_is_seen_before_the_next_comes(
    browser: Browser, address: str, width: int, height: int
) -> None:
    with page_in(browser, "light", width, height) as page:
        project(page, address)
        # The questions for the group come a moment later.
        expect(page.locator(".cq-group:visible").first).to_be_visible()
        free = page.evaluate("document.querySelector('.cq-projector').getBoundingClientRect().top")
        seen = 0.0
        ways: tuple[Callable[[], object], ...] = (lambda: page.keyboard.press("Space"), action(page, "forward").click)
        for forward in ways * 20:
            top = page.evaluate(SCROLLED)
            if page.locator(COUNTER).inner_text() != f"1 / {ALL}":
                break
            assert top <= seen, "a part was left out"
            seen = top + free
            left = hidden_below(page)
            expect(page.locator(MORE)).to_contain_text("还有下文" if left > 0 else "1 /")
            if left <= 0:
                expect(page.locator(MORE)).not_to_contain_text("还有下文")
            forward()
        assert left <= 0
        shows(page, 2)
        page.keyboard.press("ArrowLeft")
        shows(page, 1)
        assert hidden_below(page) <= 0
        to_start = page.evaluate(SCROLLED)
        action(page, "back").click()
        shows(page, 1)
        assert page.evaluate(SCROLLED) < to_start


def test_the_last_screen_ends_where_its_text_ends(page: Page, address: str) -> None:
    project(page, address)
    page.keyboard.press("End")
    for _ in range(40):
        if action(page, "forward").is_disabled():
            break
        page.keyboard.press("Space")
    assert hidden_below(page) <= 0
    expect(action(page, "forward")).to_be_disabled()


def test_space_goes_on_wherever_the_focus_is_in_the_bar(page: Page, address: str) -> None:
    project(page, address)
    page.keyboard.press("Space")
    assert page.evaluate(SCROLLED) > 0
    # A click leaves the keys of a clicker as they are.
    action(page, "back").click()
    page.wait_for_function("() => scrollY === 0")
    page.keyboard.press("Space")
    assert page.evaluate(SCROLLED) > 0
    before = page.evaluate(SCROLLED)
    action(page, "forward").focus()
    page.keyboard.press("Space")
    assert page.evaluate(SCROLLED) > before
    page.keyboard.press("Home")
    page.wait_for_function("() => scrollY === 0")
    action(page, "back").evaluate("one => one.focus()")
    page.keyboard.press("PageDown")
    # It is enabled a frame after the page has scrolled; before that it takes no focus.
    expect(action(page, "back")).to_be_enabled()
    action(page, "back").focus()
    page.keyboard.press("Enter")
    # The button can lead no further back, and hands the keys on.
    expect(action(page, "back")).to_be_disabled()
    page.keyboard.press("Space")
    assert page.evaluate(SCROLLED) > 0


@pytest.mark.parametrize("key", ["b", "B", "."])
def test_a_clickers_key_darkens_the_screen_and_brings_it_back(page: Page, address: str, key: str) -> None:
    project(page, address)
    page.keyboard.press("PageDown")
    place = page.evaluate(SCROLLED)
    dark = page.get_by_role("button", name="屏幕已变黑")
    page.keyboard.press(key)
    box = dark.bounding_box()
    assert box is not None
    assert [box["x"], box["y"]] == [0, 0]
    assert [box["width"], box["height"]] == page.evaluate("[innerWidth, innerHeight]")
    page.keyboard.press(key)
    expect(dark).to_have_count(0)
    for way_back in ("PageDown", "Space"):
        page.keyboard.press(key)
        expect(dark).to_be_visible()
        page.keyboard.press(way_back)
        expect(dark).to_have_count(0)
    page.keyboard.press(key)
    dark.click()
    expect(dark).to_have_count(0)
    assert page.evaluate(SCROLLED) == place
    page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector, .cq-dark")).to_have_count(0)


def test_what_was_projected_has_no_empty_classes_and_keeps_its_tables(page: Page, address: str) -> None:
    page.goto(f"{address}/study/lending.html#r8-27")
    action(page, "project").evaluate("one => one.click()")
    expect(page.locator(".cq-projector")).to_be_visible()
    page.keyboard.press("End")
    expect(page.locator('[class=""]')).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector")).to_have_count(0)
    expect(page.locator('[class=""]')).to_have_count(0)


def test_a_foreign_node_among_the_questions_is_no_question(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html#{FIRST.id}")
    expect(action(page, "project")).to_be_attached()
    page.evaluate(
        "document.querySelectorAll('article > ol > li').forEach(one => one.before(document.createElement('b')))"
    )
    action(page, "project").evaluate("one => one.click()")
    shows(page, 1)
    page.keyboard.press("End")
    assert page.locator("article > ol > li:visible").evaluate_all("all => all.map(one => one.value)") == [
        QUESTIONS_TO_THINK
    ]


def test_the_themes_own_keys_lead_nowhere(page: Page, address: str) -> None:
    project(page, address)
    theme_loaded(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if request.is_navigation_request() else None)
    for key in ("n", "p", "f", "/", "."):
        page.keyboard.press(key)
    # A page that a key led to would have been requested before this image.
    failed_image(page)
    assert requests == []
    assert page.url.endswith(f"/study/{STUDY.name}.html")
    shows(page, 1)


def asked(page: Page, questions: dict[str, Question]) -> tuple[Question, Locator]:
    """Return the first question of the screen, and its card."""
    card = page.locator("[data-question]:visible").first
    name = card.get_attribute("data-question")
    assert name is not None
    return questions[name], page.locator(f'[data-question="{name}"]:visible')


def test_the_groups_answers_are_judged_and_enter_no_record(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    project(page, address)
    expect(page.get_by_text("大家一起答，不计入任何人的学习记录。").first).to_be_visible()
    question, card = asked(page, questions)
    answer(Mouse(page), card, question, right(question))
    expect_verdict(card, "right")
    page.keyboard.press("End")
    shows(page, ALL)
    page.keyboard.press("Home")
    expect_verdict(card, "right")
    settled(page)
    assert log(page) == []
    page.keyboard.press("Escape")
    page.locator(f'course-self-check[data-questions~="{question.id}"] [data-action="start"]').click()
    own = page.locator(f'[data-question="{question.id}"]:visible')
    expect(own).to_have_count(1)
    expect(own.locator('[data-verdict="right"]')).to_have_count(0)
    page.reload()
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()
    expect(page.locator('[data-verdict="right"]')).to_have_count(0)


def test_what_the_group_sees_is_not_what_the_learner_has_read(page: Page, address: str) -> None:
    page.clock.install()
    project(page, address)
    page.clock.run_for(1200)
    before = reads(page)
    page.keyboard.press("End")
    page.clock.run_for(1500)
    settled(page)
    assert reads(page) == before
    page.keyboard.press("Escape")
    page.goto(f"{address}/study/keeping.html")
    page.goto(f"{address}/study/{STUDY.name}.html")
    expect(action(page, "reading-settings")).to_be_visible()
    settled(page)
    expect(page.locator(".cq-offer")).to_have_count(0)


def test_keys_choose_answers_where_answers_are_chosen(page: Page, address: str) -> None:
    project(page, address)
    choice = page.locator("[data-question]:visible input[type=radio]").first
    choice.focus()
    page.keyboard.press("Space")
    expect(choice).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(choice).not_to_be_checked()
    shows(page, 1)


@pytest.mark.parametrize(("scheme", "width"), [pytest.param(*LOOKS[0], marks=pytest.mark.slow), LOOKS[1]])
def test_axe_finds_nothing_and_no_screen_scrolls_sideways(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width, 740) as page:
        project(page, address)
        expect(page.locator(".cq-group:visible").first).to_be_visible()
        for key, number in (("Home", 1), ("End", ALL)):
            page.keyboard.press(key)
            shows(page, number)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page, axe) == []


def test_paper_has_the_whole_page_even_while_it_is_projected(page: Page, address: str) -> None:
    project(page, address)
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    for requirement in STUDY.requirements:
        assert requirement.title in text
    assert "退出投影" not in text
    assert "大家一起答" not in text
