"""Each page loads what it needs and no more, also from a folder, and without asking anybody else."""

import pytest
from playwright.sync_api import Page, Route, expect

from support.archives import BANK
from support.learner import show_all
from support.site_build import Site

# The selectors of a style sheet that fit something on the page, whatever state it is in.
FITTING = r"""async (address) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    await new Promise((resolve) => { link.onload = resolve; document.head.append(link); });
    const selectors = (rules) => Array.from(rules).flatMap((rule) =>
        rule.cssRules?.length && !rule.selectorText ? selectors(rule.cssRules) : (rule.selectorText ?? "").split(/,(?![^(]*\))/));
    const found = selectors(link.sheet.cssRules).map((one) => one.trim().replace(/::?(hover|focus|active|before|after|marker|-[\w-]+)\b/g, ""));
    link.remove();
    return found.filter((one) => one && document.querySelector(one));
}"""

PRACTICE = ("exam", "review", "mistakes", "progress", "settings", "branch", "drill", "recite", "sprint", "slip")


def scripts(page: Page) -> set[str]:
    """Return the names of the player's scripts in the page."""
    sources = page.locator("script[src*='assets/player/']").evaluate_all("all => all.map((one) => one.src)")
    return {source.rsplit("/", 1)[1].removesuffix(".js") for source in sources}


@pytest.mark.parametrize("name", PRACTICE)
def test_a_practice_page_loads_its_own_script_only(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/practice/{name}.html")
    expect(page.locator(f"course-{name} .cq-player")).to_be_visible()
    expect(page.locator(f"course-{name} .course-static")).to_be_hidden()
    # 我的学习 also shows the next step.
    shown = {"next-step"} if name == "progress" else set()
    assert scripts(page) == {"head", "search", "player", "tools", name, *shown}
    assert page.evaluate("scrollY") == 0


def test_a_quiz_loads_what_helps_once_its_first_question_is_there(page: Page, address: str) -> None:
    loaded: list[bool] = []
    asked = "() => document.querySelector('[data-question]') !== null"

    def ask(route: Route) -> None:
        loaded.append(bool(page.evaluate(asked)))
        route.continue_()

    page.route("**/tools*.js", ask)
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    expect(page.locator('[data-action="focus"]')).to_be_visible()
    assert scripts(page) == {"head", "search", "player", "tools"}
    assert loaded == [True]


def test_a_quiz_loads_the_result_with_the_first_answer_and_notes_when_one_is_written(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.locator("[data-question] input").first.check()
    page.locator("[data-action=submit]").click()
    note = page.locator("[data-question] [data-action=note]")
    expect(note).to_be_visible()
    page.wait_for_function("() => self.courseOnDemand?.result !== undefined")
    assert scripts(page) == {"head", "search", "player", "tools", "result"}
    note.click()
    expect(page.locator(".cq-note-field")).to_be_focused()
    assert scripts(page) == {"head", "search", "player", "tools", "result", "note-taking"}


def test_the_panel_for_the_look_of_pages_comes_when_it_is_opened(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    opener = page.locator('[data-action="reading-settings"]')
    expect(opener).to_have_attribute("aria-expanded", "false")
    assert "reading-panel" not in scripts(page)
    opener.click()
    expect(page.get_by_role("group", name="阅读设置")).to_be_visible()
    expect(opener).to_have_attribute("aria-expanded", "true")
    assert "reading-panel" in scripts(page)


def test_from_the_first_question_to_the_result_a_quiz_has_all_its_styles(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.locator('[data-action="reading-settings"]').click()
    expect(page.get_by_role("group", name="阅读设置")).to_be_visible()
    assert page.evaluate(FITTING, "../assets/pages.css") == []
    page.locator(".cq-dock [data-action=close]").click()
    page.locator("[data-question] input").first.check()
    page.locator("[data-action=submit]").click()
    page.locator("[data-question] [data-action=note]").click()
    expect(page.locator(".cq-note-field")).to_be_focused()
    assert page.evaluate(FITTING, "../assets/pages.css") == []
    show_all(page)
    expect(page.locator(".cq-result")).to_be_visible()
    page.locator('[data-action="restart"]').click()
    assert page.evaluate(FITTING, "../assets/pages.css") == []
    assert "pages.css" not in page.content()


def test_the_result_of_a_quiz_has_the_styles_of_its_next_step(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.locator("course-answer-bar .cq-place").wait_for()
    for _ in BANK.questions:
        place = page.locator("course-answer-bar .cq-place").inner_text()
        page.locator("course-answer-bar [data-action=next]:not([aria-disabled=true])").click()
        expect(page.locator("course-answer-bar .cq-place", has_text=place)).to_have_count(0)
    expect(page.locator(".cq-result .course-next-place, .cq-result [data-action=open]").first).to_be_visible()
    assert page.evaluate(FITTING, "../assets/pages.css") == []


@pytest.mark.parametrize("path", ["maintain/questions.html"])
def test_other_pages_load_what_every_page_has(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    # The script that defines this element goes on to load those that only some pages need.
    page.wait_for_function("() => customElements.get('course-quiz') !== undefined")
    expect(page.locator('[data-action="reading-settings"]')).to_be_visible()
    assert scripts(page) == {"head", "search", "player", "tools"}


@pytest.mark.parametrize("path", ["practice/index.html", "quizzes/index.html"])
def test_tiles_load_the_script_for_their_numbers(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.wait_for_function("() => customElements.get('course-tiles') !== undefined")
    assert scripts(page) == {"head", "search", "player", "tools", "tiles"}


@pytest.mark.parametrize("path", [BANK.page.replace(".md", ".html"), "duties/head.html", "glossary.html"])
def test_a_page_for_reading_loads_the_tools_for_it(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    expect(page.locator('[data-action="reading-settings"]')).to_be_visible()
    own = {"duties"} if path.startswith("duties/") else set()
    assert scripts(page) == {"head", "search", "player", "tools", "reading", *own}
    # Only a page with requirements is for showing to a group.
    expect(page.locator('[data-action="project"]')).to_have_count(int(path.startswith("study/")))


def test_a_page_for_reading_has_its_tools_from_a_folder(page: Page, site: Site) -> None:
    page.goto((site.folder / BANK.page.replace(".md", ".html")).as_uri())
    page.locator('[data-action="reading-settings"]').click()
    page.locator('[name="comfort-size"][value="140"]').check()
    page.reload()
    assert page.locator("html").get_attribute("data-course-size") == "140"


@pytest.mark.parametrize("name", PRACTICE)
def test_a_practice_page_works_from_a_folder(page: Page, site: Site, name: str) -> None:
    page.goto((site.folder / f"practice/{name}.html").as_uri())
    expect(page.locator(f"course-{name} .cq-player")).to_be_visible()


def test_a_page_whose_script_is_missing_says_what_to_do(page: Page, address: str) -> None:
    page.route("**/assets/player/exam.js", lambda route: route.abort())
    page.goto(f"{address}/practice/exam.html")
    expect(page.get_by_text("这一页要靠浏览器脚本才能用")).to_be_visible()


def test_an_exam_goes_on_when_the_storage_fills_up_in_the_middle(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("newcomer-12345")
    page.locator('[data-action="start"]').click()
    expect(page.locator(".cq-exam")).to_be_visible()
    page.evaluate(
        """() => { for (const name of ["add", "put"]) IDBObjectStore.prototype[name] = () => {
            throw new DOMException("full", "QuotaExceededError");
        }; }"""
    )
    page.locator(".cq-exam input").first.check()
    expect(page.get_by_text("浏览器的存储空间满了")).to_be_visible()
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-exam-result")).to_contain_text("浏览器没有存下这次的成绩")
