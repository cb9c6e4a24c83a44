"""The theme comes later, on a quiz page only when it is needed; nothing of it is missed then."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from support.held_requests import HeldRequests
from support.learner import see_laid, show_all
from support.site_build import Site
from support.waiting import painted

QUIZ = "quizzes/people.html"


@pytest.fixture
def sent(page: Page) -> list[str]:
    """What the page sends for, by the names of the files."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    return names


@pytest.fixture
def quiz(page: Page, sent: list[str], address: str) -> Page:
    # High enough for a whole question: scrolling calls for the theme.
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{address}/{QUIZ}")
    expect(page.locator("[data-question]").first).to_be_visible()
    assert not themes(sent)
    return page


def themes(sent: list[str]) -> list[str]:
    return [name for name in sent if name.startswith(("bundle.", "search"))]


def test_a_question_is_answered_without_the_theme(quiz: Page, sent: list[str]) -> None:
    quiz.locator("[data-question] input[type=radio]").first.check()
    quiz.locator("[data-action=submit]").click()
    expect(quiz.locator("[data-verdict]").first).to_be_visible()
    quiz.wait_for_load_state("networkidle")
    assert not themes(sent)
    # Nothing of the menu or of the search looks switched off.
    expect(quiz.locator("html")).to_contain_class("js")
    expect(quiz.locator(".md-search__input")).to_be_visible()


def test_a_mouse_at_rest_does_not_load_the_theme(quiz: Page, sent: list[str]) -> None:
    quiz.mouse.move(600, 300)
    # The page changes below the mouse, as it does when one opens there.
    quiz.evaluate(
        """() => new Promise(entered => {
            const header = document.querySelector(".md-header");
            header.addEventListener("pointerover", entered);
            header.style.minHeight = "400px";
        })"""
    )
    quiz.wait_for_load_state("networkidle")
    assert not themes(sent)
    with quiz.expect_request("**/bundle.*"):
        quiz.mouse.move(601, 300)


SETTLED = """new MutationObserver(() => {
    if (document.querySelector("course-quiz :is(.cq-player, .cq-notice)")) self.settled ??= performance.now();
}).observe(document, { subtree: true, childList: true });"""
BEGUN = """() => {
    const tools = performance.getEntriesByType("resource").find(({ name }) => name.endsWith("/tools.js"));
    return tools.startTime - self.settled;
}"""


@pytest.mark.parametrize("action", ["continue_", "abort"])
def test_other_tools_wait_for_the_questions(page: Page, address: str, action: str) -> None:
    page.add_init_script(SETTLED)
    page.route("**/data/people.js", lambda route: getattr(route, action)())
    with page.expect_event("requestfinished", lambda request: request.url.endswith("/tools.js")):
        page.goto(f"{address}/{QUIZ}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(BEGUN) >= 0


def test_the_data_comes_with_the_page_and_once(quiz: Page, sent: list[str]) -> None:
    assert sent.count("people.js") == 1
    assert quiz.locator('head script[src$="data/people.js"]').count() == 1


def test_what_is_searched_is_found(quiz: Page) -> None:
    quiz.locator(".md-search__input").fill("小组")
    quiz.locator(".md-search__input").press("End")
    expect(quiz.locator(".md-search-result__item mark").first).to_have_text("小组")


def test_what_was_typed_before_the_theme_came_is_found_when_it_comes(page: Page, address: str) -> None:
    theme = HeldRequests(page, "**/bundle.*")
    page.goto(f"{address}/{QUIZ}")
    expect(page.locator("[data-question]").first).to_be_visible()
    page.locator(".md-search__input").fill("小组")
    page.locator(".md-search__input").press("End")
    theme.release()
    expect(page.locator(".md-search-result__item mark").first).to_have_text("小组")


@pytest.mark.parametrize("key", ["/", "s"])
def test_the_first_key_opens_the_search(quiz: Page, key: str) -> None:
    quiz.keyboard.press(key)
    expect(quiz.locator(".md-search__input")).to_be_focused()
    expect(quiz.locator(".md-search__input")).to_have_value("")


def test_a_letter_that_chooses_is_no_key_of_the_theme(quiz: Page) -> None:
    quiz.keyboard.press("f")
    quiz.keyboard.press("s")
    expect(quiz.locator(".md-search__input")).to_be_focused()
    expect(quiz.locator(".md-search__input")).to_have_value("")


def test_a_letter_in_an_answer_is_no_key_of_the_theme(page: Page, address: str) -> None:
    page.goto(f"{address}/{QUIZ}")
    show_all(page)
    field = page.locator("[data-question] input[type=text]").first
    field.focus()
    page.keyboard.type("s/f")
    expect(field).to_have_value("s/f")
    expect(field).to_be_focused()


def test_the_first_press_changes_the_colours(quiz: Page) -> None:
    body = quiz.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    # As a keyboard or a finger does it, without a pointer that comes near before.
    quiz.get_by_title("换成深色").dispatch_event("click")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    quiz.get_by_title("换成浅色").click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")


def test_showing_all_questions_loads_the_theme(quiz: Page) -> None:
    with quiz.expect_request("**/bundle.*"):
        # As a keyboard does it, without a pointer or a scroll.
        quiz.locator('[data-layout="all"]').dispatch_event("click")


def test_of_all_questions_most_wait_for_the_theme(page: Page, address: str) -> None:
    # Half a second is the longest wait; it does not pass here.
    page.add_init_script(
        """const native = window.setTimeout;
        window.setTimeout = (act, delay, ...more) => delay === 500 ? 0 : native.call(window, act, delay, ...more);"""
    )
    theme = HeldRequests(page, "**/bundle.*")
    page.goto(f"{address}/{QUIZ}")
    with page.expect_request("**/bundle.*"):
        page.locator('[data-layout="all"]').click()
    painted(page)
    painted(page)
    expect(page.locator(".cq-slot:not(:empty)")).to_have_count(4)
    theme.release()
    see_laid(page)


def test_of_all_questions_none_waits_long_for_the_theme(page: Page, address: str) -> None:
    page.route("**/bundle.*", lambda _: None)
    page.goto(f"{address}/{QUIZ}")
    show_all(page)


def test_the_way_back_up_is_there_when_it_is_needed(quiz: Page) -> None:
    show_all(quiz)
    quiz.mouse.move(600, 400)
    quiz.mouse.wheel(0, 2500)
    quiz.wait_for_function("() => window.component$ !== undefined")
    quiz.mouse.wheel(0, -300)
    expect(quiz.locator(".md-top")).to_be_visible()


@pytest.fixture
def other(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page as somebody else's machine does."""
    contexts = []

    def opened(**machine: object) -> Page:
        contexts.append(browser.new_context(locale="zh-CN", **machine))  # type: ignore[arg-type]
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def test_a_dark_machine_gets_a_dark_page_at_once(other: Callable[..., Page], address: str) -> None:
    page = other(color_scheme="dark")
    page.goto(f"{address}/{QUIZ}")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.get_by_title("换成浅色")).to_be_visible()
    # The theme remembers what was chosen, and the page then comes in these colours without it.
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108 -- Playwright hangs something on it
    page.reload()
    expect(page.locator("[data-question]").first).to_be_visible()
    expect(page.get_by_title("换成浅色")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not themes([one.url.rpartition("/")[2] for one in asked])


def test_the_menu_of_a_phone_opens_at_the_first_touch(other: Callable[..., Page], address: str) -> None:
    page = other(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/{QUIZ}")
    expect(page.locator("[data-question]").first).to_be_visible()
    page.locator("label[for=__drawer].md-header__button").tap()
    menu = page.locator(".md-sidebar--primary")
    expect(menu.get_by_text("学习", exact=True).first).to_be_visible()
    page.wait_for_function("() => window.component$ !== undefined")
    # The theme, when it comes, leaves open what is open, and closes it as ever.
    expect(page.locator("#__drawer")).to_be_checked()
    page.locator(".md-overlay").tap(position={"x": 380, "y": 400})
    expect(page.locator("#__drawer")).not_to_be_checked()


def test_a_closed_menu_of_a_phone_is_out_of_the_way(other: Callable[..., Page], address: str) -> None:
    page = other(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page.goto(f"{address}/study/filing.html")
    page.wait_for_function("() => window.component$ !== undefined")
    menu = page.locator(".md-sidebar--primary")
    expect(menu).not_to_be_visible()
    page.locator("label[for=__drawer].md-header__button").tap()
    expect(menu.get_by_role("link", name="课程地图")).to_be_in_viewport()
    page.locator(".md-overlay").tap(position={"x": 380, "y": 400})
    expect(menu).not_to_be_visible()


def test_other_pages_have_it_unasked_once_they_are_painted(page: Page, address: str, sent: list[str]) -> None:
    page.add_init_script("window.frames_ = []; window.requestAnimationFrame = frame => frames_.push(frame)")
    page.goto(f"{address}/study/filing.html")
    page.wait_for_load_state("networkidle")
    assert not themes(sent)
    page.evaluate("frames_.forEach(frame => frame())")
    page.wait_for_function("() => window.component$ !== undefined", polling=50)


def test_from_a_folder_it_comes_as_well(page: Page, site: Site) -> None:
    page.goto((site.folder / QUIZ).as_uri())
    page.locator(".md-search__input").fill("小组")
    page.locator(".md-search__input").press("End")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("小组")


def test_a_theme_that_did_not_come_is_sent_for_again(page: Page, address: str) -> None:
    page.route("**/bundle.*", lambda route: route.abort())
    page.goto(f"{address}/{QUIZ}")
    expect(page.locator("[data-question]").first).to_be_visible()
    page.locator(".md-search__input").click()
    page.wait_for_load_state("networkidle")
    page.unroute("**/bundle.*")
    page.locator(".md-header__title").hover()
    page.wait_for_function("() => window.component$ !== undefined")


def test_no_question_is_left_out_on_paper_or_without_scripts(other: Callable[..., Page], address: str) -> None:
    page = other(java_script_enabled=False, viewport={"width": 1000, "height": 700})
    page.goto(f"{address}/{QUIZ}")
    last = page.locator(".course-item").last
    last.scroll_into_view_if_needed()
    expect(last.locator(".course-stem").first).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(last).to_be_visible()
