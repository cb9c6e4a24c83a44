"""Pages as people see them: accessible, on every screen, and on paper."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.archives import BANK
from support.learner import Mouse, answer, card, expect_verdict, right, show_all, wrong
from support.looks import violations
from support.waiting import complete

PAGES = (
    "index.html",
    "study/index.html",
    "study/filing.html",
    "duties/index.html",
    "duties/head.html",
    "quizzes/index.html",
    f"quizzes/{BANK.name}.html",
    "glossary.html",
    "booklet.html",
    "maintain/questions.html",
    "reports/coverage.html",
    "reports/documents.html",
    "reports/local.html",
    "practice/index.html",
)
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}


@pytest.fixture(
    params=[
        pytest.param(("desktop", "light"), marks=pytest.mark.slow),
        ("phone", "dark"),
        pytest.param(("desktop", "dark"), marks=pytest.mark.slow),
        pytest.param(("phone", "light"), marks=pytest.mark.slow),
    ],
    ids="-".join,
)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Any:
    size, scheme = request.param
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", **SCREENS[size])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(screen: Page, address: str, axe: str, path: str) -> None:
    screen.goto(f"{address}/{path}")
    complete(screen)
    assert violations(screen, axe) == []


def test_axe_finds_nothing_in_any_type_of_question_before_and_after(screen: Page, address: str, axe: str) -> None:
    samples = {question.type: question for question in reversed(BANK.questions)}
    for number, question in enumerate(samples.values()):
        screen.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
        expect(card(screen, question)).to_be_visible()
        assert violations(screen, axe) == [], question.type
        response = (right if number % 2 else wrong)(question)
        answer(Mouse(screen), card(screen, question), question, response)
        expect_verdict(card(screen, question), "right" if number % 2 else "wrong")
        assert violations(screen, axe) == [], question.type


def test_axe_finds_nothing_in_the_result(screen: Page, address: str, axe: str) -> None:
    screen.goto(f"{address}/quizzes/{BANK.name}.html")
    show_all(screen)
    question = BANK.questions[0]
    answer(Mouse(screen), card(screen, question), question, wrong(question))
    assert violations(screen, axe) == []


@pytest.mark.parametrize("width", [320, *(pytest.param(width, marks=pytest.mark.slow) for width in (360, 768))])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Page, address: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{address}/{path}")
    complete(page)
    if path.startswith("quizzes/") and "index" not in path:
        show_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_large_enough_for_fingers(browser: Browser, address: str) -> None:
    context = browser.new_context(**SCREENS["phone"])
    page = context.new_page()
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    show_all(page)
    small = page.evaluate(
        """() => Array.from(document.querySelector("course-quiz").querySelectorAll("button, label, select, [data-blank]"))
            .filter((one) => one.matches(":not(label)") || one.querySelector("input"))
            .filter((one) => one.offsetParent)
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44)
            .map(([html, box]) => `${html} ${box.width}×${box.height}`)"""
    )
    assert small == []
    context.close()


def test_focus_is_visible_and_follows_the_verdict(page: Page, address: str) -> None:
    question = BANK.questions[0]
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    answer(Mouse(page), card(page, question), question, right(question))
    assert page.evaluate("document.activeElement.closest('[data-question]') !== null")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_forced_colours_keep_the_verdict_and_the_choice_visible(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    question = BANK.questions[0]
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    answer(Mouse(page), card(page, question), question, wrong(question))
    expect(card(page, question).get_by_text("✗").first).to_be_visible()
    context.close()


def test_tables_on_paper_stay_within_the_margins(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})
    page.goto(f"{address}/study/filing.html")
    complete(page)
    expect(page.locator(".md-typeset__table").first).to_be_attached()
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 794


def test_paper_has_no_instructions_for_the_screen(page: Page, address: str) -> None:
    for name in ("exam", "mistakes", "progress"):
        page.goto(f"{address}/practice/{name}.html")
        intro = page.locator("article > p").first
        expect(intro).to_be_visible()
        page.emulate_media(media="print")
        expect(intro).to_be_hidden()
        page.emulate_media(media="screen")


def test_paper_shows_the_readable_list_without_menus(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    expect(page.locator("[data-question]")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("course-quiz .course-static > li").first).to_be_visible()
    expect(page.locator("[data-question]")).to_be_hidden()
    expect(page.locator(":is(.md-header, .md-tabs, .md-sidebar):visible")).to_have_count(0)


@pytest.mark.parametrize(("action", "shown"), [("print", False), ("print-answers", True)])
def test_questions_are_printed_with_or_without_answers(page: Page, address: str, action: str, *, shown: bool) -> None:
    page.add_init_script(
        "window.print = () => { window.opened = document.querySelectorAll('.course-answer[open]').length; };"
    )
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.locator(f'[data-action="{action}"]').click()
    page.wait_for_function("() => window.opened !== undefined")
    assert page.evaluate("window.opened") == (len(BANK.questions) if shown else 0)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".course-answer[open]").count() == 0


def to_paper(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def test_no_answer_reaches_paper_unasked(page: Page, address: str) -> None:
    # Before it prints, the theme opens all that is folded.
    page.goto(f"{address}/study/filing.html")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()
    page.wait_for_function("() => window.component$ !== undefined")
    to_paper(page)
    expect(page.locator("course-self-check .course-static > li").first).to_be_visible()
    expect(page.locator(".course-answer[open]").first).to_be_attached()
    expect(page.locator(".course-answer").first).to_be_hidden()
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.emulate_media(media="screen")
    for action, shown in (("print", False), ("print-answers", True)):
        page.evaluate("window.print = () => {}")
        page.locator(f'[data-action="{action}"]').click()
        to_paper(page)
        expect(page.locator("course-quiz .course-answer p").first).to_be_visible(visible=shown)
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")


@pytest.mark.parametrize("path", [f"quizzes/{BANK.name}.html", "study/filing.html"])
def test_paper_is_black_on_white_even_from_the_dark_scheme(browser: Browser, address: str, path: str) -> None:
    context: BrowserContext = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/{path}")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    lightness = page.evaluate(
        "Math.max(...getComputedStyle(document.querySelector('article p')).color.match(/[0-9]+/g).slice(0, 3).map(Number))"
    )
    assert lightness < 100
    context.close()


# Browsers inside other programs have no print(), fail in it, or do nothing and report no end.
USELESS = (
    "delete window.print; window.print = undefined",
    "void (window.print = () => { throw new Error(); })",
    "void (window.print = () => {})",
)
COPIES = ".cq-print-only, .cq-printing, .cq-with-answers, .course-answer[open]"


@pytest.mark.parametrize("useless", USELESS)
@pytest.mark.parametrize(
    ("path", "action"), [("practice/progress.html", "print"), (f"quizzes/{BANK.name}.html", "print-answers")]
)
def test_a_print_that_does_nothing_leaves_nothing_for_the_next(
    page: Page, address: str, useless: str, path: str, action: str
) -> None:
    page.goto(f"{address}/{path}")
    title = page.title()
    press = page.locator(f'[data-action="{action}"]')
    expect(press).to_be_visible()
    page.evaluate(useless)
    press.click()
    # What prints is loaded when it is first used.
    page.wait_for_function("() => self.courseOnDemand && courseOnDemand.print")
    page.keyboard.press("Shift")
    expect(page.locator(COPIES)).to_have_count(0)
    assert page.title() == title
    # Pressed by a script there is neither a pointer nor a key.
    press.evaluate("one => { one.click(); one.click(); }")
    assert page.locator(".cq-print-only").count() <= 1
    # The browser's own print may come without either; the second is certainly another one.
    page.evaluate("() => { for (const _ of '12') dispatchEvent(new Event('beforeprint')); }")
    assert page.locator(".cq-print-only, .cq-printing, .cq-with-answers").count() == 0
    assert page.title() == title
