"""What a page measures on a phone and on an office screen: nothing sideways, nothing too small, nothing over another, one thing to do."""

import pytest
from playwright.sync_api import Browser, ViewportSize

from support.archives import BANK, COURSE
from support.waiting import complete

PAGES = (
    "index.html",
    "study/index.html",
    BANK.page.replace(".md", ".html"),
    "quizzes/index.html",
    f"quizzes/{BANK.name}.html",
    "practice/index.html",
    "practice/progress.html",
    "practice/exam.html",
    "practice/drill.html",
    "practice/review.html",
    "practice/mistakes.html",
    "practice/notes.html",
    "practice/settings.html",
    "practice/branch.html",
    "duties/index.html",
    f"duties/{next(iter(COURSE.roles))}.html",
    "glossary.html",
)
PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1366, height=768)
# A finger's width, less what rounding takes.
LEAST = 43.5

MEASURE = """(least) => {
    const isSeen = (one) => one.checkVisibility
        ? one.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})
        : one.getClientRects().length > 0;
    const isFolded = (one) => one.closest("details:not([open])") && !one.matches("details > summary");
    const colourOf = (style) => {
        const one = document.body.appendChild(document.createElement("i"));
        one.style.cssText = style;
        const {backgroundColor} = getComputedStyle(one);
        one.remove();
        return backgroundColor;
    };
    const floats = (one) => one && (["fixed", "sticky"].includes(getComputedStyle(one).position)
        || floats(one.parentElement));
    const name = (one) => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 20)}`;
    const all = Array.from(document.querySelectorAll(
        ["button", "a[href]", "input", "select", "summary"].map((one) => `.md-content ${one}`).join() + ", .course-bar a"))
        .filter((one) => isSeen(one) && !isFolded(one));
    const buttons = all.filter((one) => one.matches(".cq-button, .course-button, select"));
    const small = buttons.filter((one) => one.getBoundingClientRect().height < least);
    const inFlow = all.filter((one) => !floats(one));
    const covers = (one, other) => Array.from(one.getClientRects()).some((a) =>
        Array.from(other.getClientRects()).some((b) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1));
    const isInside = (one, other) => one.contains(other) || other.contains(one)
        || (one.closest("label") && one.closest("label") === other.closest("label"));
    const pairs = inFlow.flatMap((one, at) => inFlow.slice(at + 1, at + 40)
        .filter((other) => !isInside(one, other) && covers(one, other))
        .map((other) => `${name(one)} / ${name(other)}`));
    const fill = colourOf("background: var(--course-fill)");
    const filled = all.filter((one) => !one.matches(".cq-toggle") && getComputedStyle(one).backgroundColor === fill);
    return {
        filled: filled.map(name).slice(1),
        sideways: document.documentElement.scrollWidth - innerWidth,
        small: small.map(name),
        overlapping: pairs,
    };
}"""


@pytest.mark.parametrize("path", [PAGES[2], "practice/exam.html", f"quizzes/{BANK.name}.html"])
def test_everything_begins_at_one_edge(browser: Browser, address: str, path: str) -> None:
    """In windows between those of phones and of desks, text is narrower than its column."""
    page = browser.new_page(viewport={"width": 1000, "height": 700})
    page.goto(f"{address}/{path}")
    complete(page)
    parts = page.locator(".md-content h1, .md-content__inner > p, .md-content__inner > .course").filter(visible=True)
    edges = parts.evaluate_all("all => all.map((one) => Math.round(one.getBoundingClientRect().left))")
    page.close()
    assert len(edges) > 1
    assert len(set(edges)) == 1


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_is_sideways_too_small_or_over_another_and_one_button_leads_on(
    browser: Browser, address: str, path: str, size: ViewportSize
) -> None:
    context = browser.new_context(viewport=size, reduced_motion="reduce", has_touch=size is PHONE)
    page = context.new_page()
    page.goto(f"{address}/{path}")
    complete(page)
    found = page.evaluate(MEASURE, LEAST)
    context.close()
    assert found == {"filled": [], "sideways": 0, "small": [], "overlapping": []}
