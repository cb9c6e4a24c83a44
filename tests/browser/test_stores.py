"""Whose store it is, how it opens, and what happens when it is slow, brought back, dead or older than the page."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from browser.conftest import QUIET_CHROMIUM, file_address
from course.environment import find_browser
from course.model.bank import answer_version
from support.archives import BANK
from support.downloads import downloading
from support.learner import VERDICT, Mouse, answer, card, expect_verdict, log, right, wait_until_saved, wrong
from support.site_build import Site
from support.store import DAMAGED, FULL_DISK, HOME, attempt, hold_stores, stored

QUIZ = f"quizzes/{BANK.name}.html"
SINGLES = [question for question in BANK.questions if question.type == "single"]
COURSE_ID = HOME.removeprefix("course:")
# Opens databases when the test says so: `openNow()`.
SLOW = """
    const open = IDBFactory.prototype.open;
    let release;
    const gate = new Promise((resolve) => { release = resolve; });
    window.openNow = () => release();
    IDBFactory.prototype.open = function (...values) {
        const request = open.apply(this, values);
        if (!String(values[0]).startsWith("course")) return request;
        // What the browser reports waits; an upgrade must not, or it would be over.
        for (const name of ["success"]) {
            const listen = request.addEventListener.bind(request);
            request.addEventListener = (event, listener, options) => listen(
                event, event === name ? (...told) => gate.then(() => listener.apply(request, told)) : listener, options);
        }
        return request;
    };
"""


def go(page: Page, address: str, question: Any) -> None:
    page.goto(f"{address}/{QUIZ}#{question.id}")
    expect(card(page, question)).to_be_visible()


def answer_right(page: Page, address: str, question: Any) -> None:
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, right(question))
    expect_verdict(card(page, question), "right")


def databases(page: Page) -> set[str]:
    names: list[str] = page.evaluate("async () => (await indexedDB.databases()).map(({ name }) => name)")
    return set(names)


def learners(page: Page, address: str, *names: str) -> None:
    """Give names to those who share the browser; the first of them is learning."""
    page.goto(f"{address}/practice/settings.html")
    for name in names:
        page.locator('[data-field="name"]').last.fill(name)
        page.locator('[data-action="save-person"]').last.click()
        expect(page.locator(".cq-people")).to_contain_text(name)


# Whose store


@pytest.fixture(scope="module")
def two_courses(site: Site, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The site twice on one origin, the second time as another course."""
    folder = tmp_path_factory.mktemp("courses")
    shutil.copytree(site.folder, folder / "one")
    shutil.copytree(site.folder, folder / "two")
    for file in (folder / "two").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert f'content="{COURSE_ID}"' in text, file
        text = text.replace(f'content="{COURSE_ID}"', 'content="archives"')
        file.write_text(
            re.sub('name="course-title" content="[^"]*"', 'name="course-title" content="档案管理"', text), "utf-8"
        )
    base = serve(folder)
    return f"{base}/one", f"{base}/two"


def test_two_courses_on_one_origin_keep_to_themselves(page: Page, two_courses: tuple[str, str]) -> None:
    one, two = two_courses
    answer_right(page, one, SINGLES[0])
    page.goto(f"{one}/practice/exam.html")
    page.locator('[data-action="start"]').click()
    expect(page.locator(".cq-exam [data-question]")).to_be_visible()
    page.goto(f"{two}/practice/exam.html")
    expect(page.locator('[data-action="start"]')).to_be_visible()
    expect(page.locator(".cq-exam")).to_have_count(0)
    answer_right(page, two, SINGLES[1])
    assert databases(page) == {HOME, "course:archives"}
    assert [one["question"] for one in log(page)] == [SINGLES[1].id]
    page.goto(f"{one}/practice/exam.html")
    expect(page.locator(".cq-exam [data-question]")).to_be_visible()
    assert [one["question"] for one in log(page)] == [SINGLES[0].id]


def test_erasing_one_course_leaves_the_other(page: Page, two_courses: tuple[str, str]) -> None:
    one, two = two_courses
    answer_right(page, one, SINGLES[0])
    answer_right(page, two, SINGLES[1])
    page.goto(f"{two}/practice/settings.html")
    page.locator('[data-action="erase"]').click()
    page.locator('[data-action="confirm-erase"]').click()
    expect(page.get_by_text("还没有作答记录")).to_be_visible()
    assert log(page) == []
    page.goto(f"{one}/index.html")
    assert len(log(page)) == 1


def test_a_record_of_another_course_is_refused_by_name(
    page: Page, two_courses: tuple[str, str], tmp_path: Path
) -> None:
    one, two = two_courses
    answer_right(page, two, SINGLES[0])
    page.goto(f"{two}/practice/settings.html")
    with downloading(page) as download:
        page.locator('[data-action="export"]').click()
    file = tmp_path / "record.json"
    file.write_bytes(download.content)
    page.goto(f"{one}/practice/settings.html")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("这是“档案管理”的学习记录，不是这门课的")).to_be_visible()


def fill_shared(page: Page, records: dict[str, list[dict[str, Any]]]) -> None:
    """Write into the database that all courses shared, as the player before did."""
    page.evaluate(
        """(records) => new Promise((resolve, reject) => {
            const opening = indexedDB.open("course", 2);
            opening.onupgradeneeded = () => {
                const keys = {attempts: "id", profiles: "id", packs: "id", drafts: ["profile", "scope", "question"],
                    runs: ["profile", "scope"], ticks: ["profile", "page", "text"], settings: ["profile", "name"],
                    papers: ["profile", "id"], reads: ["profile", "page"]};
                for (const [name, keyPath] of Object.entries(keys)) opening.result.createObjectStore(name, {keyPath});
            };
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const names = Object.keys(records);
                const change = opening.result.transaction(names, "readwrite");
                for (const name of names) for (const record of records[name]) change.objectStore(name).put(record);
                change.oncomplete = () => { opening.result.close(); resolve(); };
            };
        })""",
        records,
    )


def test_the_database_before_is_taken_over_and_again_after_a_rollback(page: Page, address: str) -> None:
    first, second, third = SINGLES[:3]
    before = [
        attempt(str(first.id), answer_version(first), "wrong", 1_790_000_000_000),
        attempt("of-another-course-01", "0123456789ab", "wrong", 1_790_000_000_001),
    ]
    # A page without the player.
    page.goto(f"{address}/assets/favicon.svg")
    fill_shared(page, {"attempts": before})
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.locator("[data-mistake]")).to_have_count(1)
    answer_right(page, address, second)
    fill_shared(page, {"attempts": [attempt(str(third.id), answer_version(third), "wrong", 1_790_000_000_002)]})
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.locator("[data-mistake]")).to_have_count(2)
    assert {one["question"] for one in log(page)} == {first.id, second.id, third.id}


# How it opens


def test_a_slow_store_is_waited_for_before_anybody_is_asked_who_they_are(page: Page, address: str) -> None:
    learners(page, address, "张三", "李四")
    page.evaluate("sessionStorage.clear()")
    page.clock.install()
    page.add_init_script(SLOW)
    page.goto(f"{address}/{QUIZ}")
    page.clock.run_for(12_000)
    expect(page.locator(".cq-store-notice")).to_contain_text("还在等")
    expect(page.locator("course-quiz .cq-player")).to_have_count(0)
    expect(page.locator(".course-static")).to_be_visible()
    page.evaluate("openNow()")
    page.clock.resume()
    expect(page.get_by_text("现在是谁在学？")).to_be_visible()
    expect(page.locator(".cq-store-notice")).to_be_hidden()


def test_a_slow_store_loses_no_run(page: Page, address: str) -> None:
    answer_right(page, address, SINGLES[0])
    runs = [{**run, "at": 0} for run in stored(page, "runs")]
    page.clock.install()
    page.add_init_script(SLOW)
    page.reload()
    page.clock.run_for(12_000)
    page.evaluate("openNow()")
    page.clock.resume()
    expect_verdict(card(page, SINGLES[0]), "right")
    assert [{**run, "at": 0} for run in stored(page, "runs")] == runs


def test_a_connection_that_died_is_replaced_and_nothing_is_lost(page: Page, address: str) -> None:
    go(page, address, SINGLES[0])
    # As iOS does to a tab in the background: the connection is closed and the page hears nothing of it.
    page.evaluate(
        """() => {
            const transaction = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = function (...values) {
                IDBDatabase.prototype.transaction = transaction;
                this.close();
                return transaction.apply(this, values);
            };
        }"""
    )
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect_verdict(card(page, SINGLES[0]), "right")
    expect(page.locator("course-quiz .cq-notice").first).to_be_empty()
    page.reload()
    expect_verdict(card(page, SINGLES[0]), "right")
    assert len(log(page)) == 1


def test_an_answer_is_not_lost_when_its_page_is_left_before_it_is_saved(page: Page, address: str) -> None:
    go(page, address, SINGLES[0])
    hold_stores(page, "attempts", "settings")
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect(card(page, SINGLES[0]).locator(VERDICT)).to_have_attribute("data-verdict", "right")
    page.goto(f"{address}/practice/settings.html")
    expect(page.get_by_text("有 1 条作答")).to_be_visible()
    wait_until_saved(page)
    [found] = log(page)
    assert (found["question"], found["verdict"]) == (SINGLES[0].id, "right")
    page.reload()
    expect(page.get_by_text("有 1 条作答")).to_be_visible()
    assert log(page) == [found]


def kept_for_later(page: Page) -> list[str]:
    """The names under which answers wait for a store that takes them."""
    found: list[str] = page.evaluate("Object.keys(localStorage).filter((name) => name.includes(':unsaved:'))")
    return found


def keep_for_later(page: Page, *answers: dict[str, Any]) -> None:
    """Leave answers as a page does that was left before they were saved."""
    for one in answers:
        page.evaluate(
            "([name, text]) => localStorage.setItem(name, text)", [f"{HOME}:unsaved:{one['id']}", json.dumps(one)]
        )


def test_answers_that_were_left_get_their_numbers_in_the_order_in_which_they_were_given(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator('[data-action="export"]')).to_be_visible()
    version = answer_version(SINGLES[0])
    verdicts = ("wrong", "partial", "right", "wrong", "right")
    given = [
        attempt(SINGLES[0].id or "", version, verdict, 1_700_000_000_000 + at) for at, verdict in enumerate(verdicts)
    ]
    # Their names say nothing of when they were given.
    keep_for_later(page, *({**one, "id": f"{9 - number}-{one['id']}"} for number, one in enumerate(given)))
    page.reload()
    expect(page.get_by_text("有 5 条作答")).to_be_visible()
    found = sorted(stored(page, "attempts"), key=lambda one: one["order"])
    assert [one["verdict"] for one in found] == list(verdicts)
    assert kept_for_later(page) == []


@pytest.mark.parametrize("action", ["erase", "erase-all"])
def test_what_is_erased_does_not_come_back(page: Page, address: str, action: str) -> None:
    learners(page, address, "张三", "李四")
    answer_right(page, address, SINGLES[0])
    page.add_init_script(FULL_DISK)
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator('[data-action="erase"]')).to_be_visible()
    [mine] = log(page)
    others = {**mine, "id": "others", "profile": "another"}
    keep_for_later(page, {**mine, "id": "mine"}, others)
    page.locator(f'[data-action="{action}"]').click()
    page.locator('[data-action="confirm-erase"]').click()
    expect(page.locator('[data-action="confirm-erase"]')).to_have_count(0)
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.endsWith(':unsaved:mine'))")
    assert kept_for_later(page) == ([f"{HOME}:unsaved:others"] if action == "erase" else [])


def test_nothing_is_logged_where_nobody_can_say_who_is_learning(
    context: BrowserContext, page: Page, address: str
) -> None:
    learners(page, address, "张三", "李四")
    page.reload()
    expect(page.locator(".cq-people")).to_contain_text("李四")
    other = context.new_page()
    other.add_init_script(DAMAGED)
    go(other, address, SINGLES[0])
    answer(Mouse(other), card(other, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect_verdict(card(other, SINGLES[0]), "right")
    expect(other.locator("course-quiz").get_by_text("读写不了")).to_be_visible()
    assert kept_for_later(other) == []
    # This tab knows who learns in it.
    page.add_init_script(DAMAGED)
    go(page, address, SINGLES[0])
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect_verdict(card(page, SINGLES[0]), "right")
    assert len(kept_for_later(page)) == 1


def test_an_answer_that_two_tabs_save_counts_once(context: BrowserContext, page: Page, address: str) -> None:
    go(page, address, SINGLES[0])
    hold_stores(page, "attempts", "settings")
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect(card(page, SINGLES[0]).locator(VERDICT)).to_have_attribute("data-verdict", "right")
    other = context.new_page()
    other.goto(f"{address}/practice/settings.html")
    page.evaluate("letGo()")
    expect(other.get_by_text("有 1 条作答")).to_be_visible()
    wait_until_saved(page)
    assert len(log(page)) == 1
    expect(page.locator("course-quiz .cq-notice").first).to_be_empty()


# Brought back by the browser


@pytest.fixture
def remembering(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser that puts pages aside whole, as browsers do and drivers switch off."""
    chromium = playwright.chromium.launch(
        executable_path=find_browser(windows=True),
        args=QUIET_CHROMIUM,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield chromium.new_context(locale="zh-CN")
    chromium.close()


@pytest.mark.younger
def test_back_to_a_page_of_another_learner_logs_for_who_is_learning_now(
    remembering: BrowserContext, address: str
) -> None:
    page = remembering.new_page()
    learners(page, address, "张三", "李四")
    page.goto(f"{address}/index.html")
    go(page, address, SINGLES[0])
    put_aside(page)
    page.goto(f"{address}/practice/settings.html")
    page.locator('[data-action="become"]').click()
    expect(page.locator(".cq-learner")).to_contain_text("李四")
    back_to_fresh(page)
    expect(page.locator(".cq-learner")).to_contain_text("李四")
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect_verdict(card(page, SINGLES[0]), "right")
    second = next(one["id"] for one in stored(page, "profiles") if one["name"] == "李四")
    assert [one["profile"] for one in log(page)] == [second]


@pytest.mark.younger
def test_back_after_a_visit_began_keeps_nothing(remembering: BrowserContext, address: str) -> None:
    page = remembering.new_page()
    answer_right(page, address, SINGLES[0])
    put_aside(page)
    page.goto(f"{address}/practice/settings.html")
    page.locator('[data-action="begin-visit"]').click()
    expect(page.locator('[data-action="end-visit"]')).to_be_visible()
    back_to_fresh(page)
    expect(page.locator(".cq-learner")).to_contain_text("不留记录")
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], wrong(SINGLES[0]))
    expect_verdict(card(page, SINGLES[0]), "wrong")
    assert len(log(page)) == 1


@pytest.mark.younger
def test_back_to_a_list_shows_what_is_true_now(remembering: BrowserContext, address: str) -> None:
    page = remembering.new_page()
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.locator("course-mistakes .cq-player")).to_be_visible()
    put_aside(page)
    go(page, address, SINGLES[0])
    answer(Mouse(page), card(page, SINGLES[0]), SINGLES[0], wrong(SINGLES[0]))
    expect_verdict(card(page, SINGLES[0]), "wrong")
    back_to_fresh(page)
    expect(page.locator("[data-mistake]")).to_have_count(1)


def put_aside(page: Page) -> None:
    """Mark the page as it is now, to tell it from one that was opened anew."""
    page.evaluate("window.isOld = true")


def back_to_fresh(page: Page) -> None:
    """Go back; what the browser brings back gives way to the page as it is now."""
    page.evaluate("() => { setTimeout(() => history.back()); }")
    page.wait_for_function("() => window.isOld === undefined && document.readyState === 'complete'")
    assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


# A visit of which nothing is kept


def begin_visit(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/settings.html")
    page.locator('[data-action="begin-visit"]').click()
    expect(page.locator('[data-action="end-visit"]')).to_be_visible()


def test_a_visit_goes_along_into_a_new_tab(context: BrowserContext, page: Page, address: str) -> None:
    begin_visit(page, address)
    page.goto(f"{address}/quizzes/index.html")
    with context.expect_page() as opened:
        page.locator(f'article a[href*="{BANK.name}.html"]').first.click(modifiers=["Control"])
    tab = opened.value
    expect(tab.locator(".cq-learner")).to_contain_text("不留记录")
    assert "visit" not in tab.url
    tab.goto(f"{address}/{QUIZ}#{SINGLES[0].id}")
    answer(Mouse(tab), card(tab, SINGLES[0]), SINGLES[0], right(SINGLES[0]))
    expect_verdict(card(tab, SINGLES[0]), "right")
    assert log(tab) == []


def test_a_visit_goes_along_before_the_page_has_its_player(context: BrowserContext, page: Page, address: str) -> None:
    begin_visit(page, address)
    page.route("**/player.js", lambda route: route.abort())
    page.goto(f"{address}/quizzes/index.html")
    with context.expect_page() as opened:
        page.locator(f'article a[href*="{BANK.name}.html"]').first.click(modifiers=["Control"])
    expect(opened.value.locator(".cq-learner")).to_contain_text("不留记录")


def test_a_visit_is_over_when_the_browser_brings_its_tab_back(
    context: BrowserContext, page: Page, address: str
) -> None:
    begin_visit(page, address)
    answer_right(page, address, SINGLES[0])
    kept: dict[str, str] = page.evaluate("({...sessionStorage})")
    assert str(SINGLES[0].id) in "".join(kept.values())
    # What a restored tab has, a while after it was closed.
    tab = context.new_page()
    tab.goto(f"{address}/assets/favicon.svg")
    tab.evaluate(
        "kept => { for (const [name, value] of Object.entries(kept)) sessionStorage.setItem(name, value); }", kept
    )
    tab.clock.install(time=int(kept[f"{HOME}:visit"]) / 1000 + 60)
    tab.goto(f"{address}/{QUIZ}#{SINGLES[0].id}")
    expect(tab.get_by_text("标签页关掉以后已经清除")).to_be_visible()
    assert str(SINGLES[0].id) not in "".join(tab.evaluate("({...sessionStorage})").values())
    tab.locator('[data-action="end-visit"]').click()
    expect(card(tab, SINGLES[0])).to_be_visible()
    expect(tab.locator(".cq-learner")).to_have_count(0)


# A wrong clock


def test_a_clock_that_was_ahead_does_not_keep_a_question_wrong(page: Page, address: str) -> None:
    question = SINGLES[0]
    page.clock.install(time="2038-01-19T08:00:00+08:00")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, wrong(question))
    expect_verdict(card(page, question), "wrong")
    for day in ("2026-11-26", "2026-11-28"):
        page.clock.set_system_time(f"{day}T08:00:00+08:00")
        page.goto(f"{address}/practice/mistakes.html")
        page.locator('[data-action="start"]').click()
        answer(Mouse(page), card(page, question), question, right(question))
        expect_verdict(card(page, question), "right")
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.get_by_text("现在没有错题")).to_be_visible()


# Firefox from a folder


def test_where_each_page_of_a_folder_has_a_store_of_its_own_pages_say_so(page: Page, site: Site) -> None:
    page.add_init_script("window.mozInnerScreenX = 0;")
    for path in ("index.html", QUIZ, "practice/mistakes.html", "practice/settings.html"):
        page.goto(file_address(site, path))
        expect(page.locator(".cq-pages-apart")).to_contain_text("给每一页单独一份记录")
    expect(page.locator("course-settings .cq-player")).to_have_count(0)
    page.goto(f"{file_address(site, QUIZ)}#{SINGLES[0].id}")
    expect(card(page, SINGLES[0])).to_be_visible()


def test_from_a_server_nothing_is_said_of_folders(page: Page, address: str) -> None:
    page.add_init_script("window.mozInnerScreenX = 0;")
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.locator("course-mistakes .cq-player")).to_be_visible()
    expect(page.locator(".cq-pages-apart")).to_have_count(0)
