"""What is left when something fails: no scripts, some scripts, odd folders, old browsers, wrong clocks, no storage."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.archives import BANK, COURSE
from support.beijing import BEIJING
from support.learner import Mouse, answer, card, expect_verdict, log, right, wrong
from support.site_build import ROOT, Site

QUIZ = f"quizzes/{BANK.name}.html"
QUESTION = next(question for question in BANK.questions if question.type == "single")
OTHER = next(question for question in BANK.questions if question.type == "truefalse")
STUDY = BANK.page.replace(".md", ".html")
READ_PAGES = ("index.html", "study/index.html", STUDY, "duties/head.html", "glossary.html", "maintain/index.html")
PRACTICE = ("exam", "review", "mistakes", "progress", "settings", "branch", "drill", "recite", "sprint", "slip")
FALLBACK = "这一页要靠浏览器脚本才能用"
OLDEST_CHROMIUM = 86
YOUNGER = [
    [api["of"], api["name"]]
    for api in yaml.safe_load((ROOT / "tests/cases/younger_apis.yml").read_text(encoding="utf-8"))
    if api["chromium"] > OLDEST_CHROMIUM
]
WITHOUT = """for (const [of, name] of %s) {
    let owner = of.split(".").reduce((object, key) => object && object[key], self);
    while (owner && !Object.prototype.hasOwnProperty.call(owner, name)) owner = Object.getPrototypeOf(owner);
    if (owner) delete owner[name];
}"""
REFUSED = """for (const name of ["indexedDB", "localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, {get() { throw new DOMException("no", "SecurityError"); }});
}"""
# Numbers that came out of nothing, and times that run backwards.
NONSENSE = re.compile(r"NaN|undefined|Infinity|Invalid|\[object|-\d+(?:\.\d+)? ?(?:秒|分|小时|天|题|%)")


def article(page: Page) -> str:
    return page.locator("article").inner_text()


def blocked(page: Page, *patterns: str) -> None:
    for pattern in patterns:
        page.route(pattern, lambda route: route.abort())


def answer_one(page: Page, base: str) -> None:
    page.goto(f"{base}/{QUIZ}#{QUESTION.id}")
    answer(Mouse(page), card(page, QUESTION), QUESTION, right(QUESTION))
    expect_verdict(card(page, QUESTION), "right")


def start_exam(page: Page, base: str) -> None:
    page.goto(f"{base}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("newcomer-12345")
    page.locator('[data-action="start"]').click()
    expect(page.locator(".cq-exam [data-question]").first).to_be_visible()


def everywhere(page: Page, base: str) -> None:
    """Every kind of page opens, and the player takes over where it should."""
    for name in PRACTICE:
        page.goto(f"{base}/practice/{name}.html")
        expect(page.locator(f"course-{name} .cq-player")).to_be_visible()
    for path in READ_PAGES:
        page.goto(f"{base}/{path}")
        expect(page.locator("article h1").first).to_be_visible()


def see_progress(page: Page, base: str, asked: int) -> None:
    page.goto(f"{base}/practice/progress.html")
    expect(page.locator(".cq-figures dd").nth(1)).to_have_text(re.compile(rf"^{asked}/"))


# Without scripts


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def check_readable(page: Page, base: str, path: str) -> None:
    """The page has a heading and text, shows no key, and offers nothing that would need a script."""
    page.goto(f"{base}/{path}")
    expect(page.locator("article h1").first).to_be_visible()
    assert len(article(page)) > 40, path
    assert page.locator("article button:visible, article input:visible:enabled").count() == 0, path
    for answers in page.locator(".course-answer").all():
        assert answers.get_attribute("open") is None, path


@pytest.mark.parametrize("path", [STUDY, QUIZ, "glossary.html"])
def test_without_scripts_every_type_of_page_is_readable(plain: Page, address: str, path: str) -> None:
    check_readable(plain, address, path)


def test_without_scripts_a_page_that_needs_them_says_so(plain: Page, address: str) -> None:
    for name in ("exam", "progress"):
        plain.goto(f"{address}/practice/{name}.html")
        expect(plain.get_by_text(FALLBACK)).to_be_visible()


@pytest.mark.slow
def test_without_scripts_every_page_is_readable(plain: Page, address: str, site: Site) -> None:
    for path in sorted(set(site.pages) - {"404.html"}):
        check_readable(plain, address, path)


# Without some of the scripts


@pytest.mark.parametrize("path", [QUIZ, STUDY])
def test_without_the_player_questions_are_a_list_with_folded_answers(page: Page, address: str, path: str) -> None:
    blocked(page, "**/assets/player/player.js")
    page.goto(f"{address}/{path}")
    item = page.locator(".course-static > li").first
    expect(item).to_be_visible()
    explanation = item.locator(".course-answer p").last
    expect(explanation).to_be_hidden()
    item.locator("summary").click()
    expect(explanation).to_be_visible()


def test_without_the_themes_scripts_everything_of_ours_works(page: Page, address: str) -> None:
    blocked(page, "**/assets/javascripts/**")
    answer_one(page, address)
    page.goto(f"{address}/{STUDY}")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()


def test_a_page_whose_own_script_is_missing_says_so(page: Page, address: str) -> None:
    for name in ("review", "progress"):
        blocked(page, f"**/assets/player/{name}.js")
        page.goto(f"{address}/practice/{name}.html")
        expect(page.get_by_text(FALLBACK)).to_be_visible()
    blocked(page, "**/assets/player/today.js")
    page.goto(f"{address}/index.html")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


# Without some of the data


def test_without_its_bank_a_self_check_says_so_and_shows_the_questions(page: Page, address: str) -> None:
    blocked(page, "**/quizzes/data/*.js")
    page.goto(f"{address}/{STUDY}")
    check = page.locator("course-self-check").first
    expect(check.get_by_text("练习没能加载")).to_be_visible()
    expect(check.locator(".course-static > li")).to_have_count(2)
    expect(check.locator(".course-static > li").first).to_be_visible()


@pytest.mark.parametrize(
    "name",
    ["exam", *(pytest.param(name, marks=pytest.mark.slow) for name in ("progress", "drill", "review", "mistakes"))],
)
def test_without_the_list_of_questions_a_page_says_so(page: Page, address: str, name: str) -> None:
    blocked(page, "**/quizzes/data/index.js")
    page.goto(f"{address}/practice/{name}.html")
    expect(page.locator(f"course-{name}").get_by_text("没能加载")).to_be_visible()


@pytest.mark.parametrize("name", ["drill", pytest.param("exam", marks=pytest.mark.slow)])
def test_if_a_bank_does_not_come_the_learner_can_try_again(page: Page, address: str, name: str) -> None:
    banks = [f"**/quizzes/data/{bank.name}.js" for bank in COURSE.banks]
    blocked(page, *banks)
    page.goto(f"{address}/practice/{name}.html")
    page.locator('[data-action="start"]').click()
    expect(page.get_by_text("题目没能加载，请再试一次")).to_be_visible()
    for bank in banks:
        page.unroute(bank)
    page.locator('[data-action="start"]').click()
    expect(page.locator("[data-question]").first).to_be_visible()


# In odd places


def test_from_a_folder_of_any_name_everything_works(page: Page, site: Site, tmp_path: Path) -> None:
    copy = tmp_path / "档案 学习 第1期#2 50%+1 %20"
    copy.symlink_to(site.folder, target_is_directory=True)
    base = copy.as_uri()
    answer_one(page, base)
    start_exam(page, base)
    see_progress(page, base, 1)
    page.goto(f"{base}/index.html")
    page.locator('article a[href^="study/"]').first.click()
    expect(page.locator("article h1")).to_be_visible()


@pytest.fixture
def below(site: Site, tmp_path: Path, serve: Callable[[Path], str]) -> str:
    """The site below a path of its server, as many offices have it."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/档案").symlink_to(site.folder, target_is_directory=True)
    return f"{serve(tmp_path)}/a/{quote('档案')}"


def test_below_a_path_of_the_server_everything_works(page: Page, below: str) -> None:
    strays: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(below) else strays.append(request.url))
    answer_one(page, below)
    start_exam(page, below)
    page.goto(f"{below}/index.html")
    page.locator('article a[href^="study/"]:not([href^="study/index"])').first.click()
    expect(page.locator("course-self-check [data-action=start]").first).to_be_visible()
    assert [url for url in strays if not url.endswith("/favicon.ico")] == []


@pytest.mark.slow
def test_below_a_path_of_the_server_every_page_opens(page: Page, below: str) -> None:
    everywhere(page, below)


# In the oldest browser


@pytest.fixture
def old(page: Page) -> Page:
    """A tab without what Chromium 86 has not."""
    page.add_init_script(WITHOUT % json.dumps(YOUNGER))
    return page


def test_the_oldest_browser_really_lacks_what_is_younger(old: Page, address: str) -> None:
    old.goto(f"{address}/index.html")
    left = old.evaluate(
        """(names) => names.filter(([of, name]) => {
            const owner = of.split(".").reduce((object, key) => object && object[key], self);
            return owner && name in owner;
        })""",
        YOUNGER,
    )
    assert left == []
    assert old.evaluate("typeof [].flat") == "function"


def test_in_the_oldest_browser_a_learner_answers_sits_an_exam_and_sees_progress(old: Page, address: str) -> None:
    answer_one(old, address)
    start_exam(old, address)
    see_progress(old, address, 1)


@pytest.mark.slow
def test_in_the_oldest_browser_every_page_works(old: Page, address: str) -> None:
    start_exam(old, address)
    old.locator('[data-action="hand-in"]').click()
    old.locator('[data-action="confirm"]').click()
    expect(old.locator(".cq-exam-result")).to_be_visible()
    old.goto(f"{address}/practice/drill.html")
    old.locator('[data-action="start"]').click()
    expect(old.locator("[data-question]").first).to_be_visible()
    everywhere(old, address)


# With a wrong clock


def check_sense(page: Page, base: str, names: tuple[str, ...] = ("review",)) -> None:
    """Pages that speak of days and times say nothing that is no number and nothing that runs backwards."""
    for name in names:
        page.goto(f"{base}/practice/{name}.html")
        expect(page.locator(f"course-{name} .cq-player")).to_be_visible()
        assert NONSENSE.findall(article(page)) == [], name
        assert "NaN" not in page.locator("article").inner_html(), name


@pytest.mark.parametrize("year", [2099, pytest.param(1970, marks=pytest.mark.slow)])
def test_what_was_done_while_the_clock_was_wrong_is_not_lost(context: BrowserContext, address: str, year: int) -> None:
    page = context.new_page()
    page.clock.set_system_time(datetime(year, 1, 2, 9, 0, tzinfo=BEIJING))
    answer_one(page, address)
    # The clock is put right.
    page.clock.set_system_time(datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING))
    page.goto(f"{address}/{QUIZ}#{OTHER.id}")
    answer(Mouse(page), card(page, OTHER), OTHER, wrong(OTHER))
    expect_verdict(card(page, OTHER), "wrong")
    check_sense(page, address, ("review", "progress"))
    see_progress(page, address, 2)
    assert len(log(page)) == 2


@pytest.mark.slow
@pytest.mark.parametrize("year", [1970, 2099])
def test_while_the_clock_is_wrong_every_page_makes_sense(context: BrowserContext, address: str, year: int) -> None:
    page = context.new_page()
    page.clock.set_system_time(datetime(year, 1, 2, 9, 0, tzinfo=BEIJING))
    answer_one(page, address)
    check_sense(page, address, PRACTICE)
    see_progress(page, address, 1)


def test_a_clock_that_jumps_back_makes_no_answer_take_less_than_nothing(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.clock.set_system_time(datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING))
    page.goto(f"{address}/{QUIZ}#{QUESTION.id}")
    expect(card(page, QUESTION)).to_be_visible()
    page.clock.set_system_time(datetime(2026, 3, 2, 8, 0, tzinfo=BEIJING))
    answer(Mouse(page), card(page, QUESTION), QUESTION, right(QUESTION))
    expect_verdict(card(page, QUESTION), "right")
    (record,) = log(page)
    assert 0 <= record["took"] < 60_000


# Without storage


@pytest.fixture
def forgetful(context: BrowserContext) -> Iterator[Page]:
    """A tab in which every kind of storage throws; the theme's own scripts stumble over that, ours may not."""
    page = context.new_page()
    page.add_init_script(REFUSED)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
    yield page
    assert [error for error in errors if "assets/player" in error] == []


def test_without_any_storage_everything_works_and_says_what_it_cannot_keep(forgetful: Page, address: str) -> None:
    answer_one(forgetful, address)
    expect(forgetful.locator("course-quiz").get_by_text("不让本站保存")).to_be_visible()
    start_exam(forgetful, address)
    expect(forgetful.locator("course-exam").get_by_text("不让本站保存")).to_be_visible()


@pytest.mark.slow
def test_without_any_storage_every_page_opens(forgetful: Page, address: str) -> None:
    everywhere(forgetful, address)
