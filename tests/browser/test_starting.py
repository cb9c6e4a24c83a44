"""What is begun is begun once, on however slow a network; and what a page has acknowledged is never lost."""

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from course.load.course import load_course
from course.model.bank import Question, answer_version
from support.held_requests import HeldRequests
from support.learner import Mouse, answer, card, fill, log, right, wrong
from support.site_build import ARCHIVES, Site
from support.store import FULL_DISK, HOME, attempt, hold_stores, stored, write

QUICK = "newcomer-12345"
DATA = "**/quizzes/data/*.js"
BANKS = load_course(ARCHIVES)[0].banks
SMALL = min(BANKS, key=lambda bank: len(bank.questions))
CHOOSING = next(bank for bank in BANKS if bank.questions[0].type == "single")
SINGLE = next(question for question in SMALL.questions if question.type == "single")
NOTHING = {"format": 2, "course": "0badcafe", "banks": {}, "pages": [], "exams": [], "questions": []}


def press_twice(button: Locator) -> None:
    """Press a button that begins something; once it shows work, press it again."""
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    button.click(force=True)
    button.dispatch_event("click")


def open_exam(page: Page, address: str, number: str = QUICK) -> Locator:
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(number)
    return page.locator('[data-action="start"]')


def begin(page: Page, address: str, questions: dict[str, Question]) -> str:
    """Begin an exam and answer its first question rightly; return the question."""
    open_exam(page, address).click()
    return answer_here(page, questions)


def answer_here(page: Page, questions: dict[str, Question]) -> str:
    asked = page.locator("[data-question]")
    name = asked.get_attribute("data-question") or ""
    fill(Mouse(page), asked, questions[name], right(questions[name]))
    expect(page.locator('[aria-current="step"]')).to_have_attribute("data-answered", "true")
    return name


def hand_in(page: Page) -> None:
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-exam-result")).to_be_visible()


def answers_stored(page: Page) -> int:
    return len(next(one for one in stored(page, "papers") if one["id"] == "running")["answers"])


def wait_stored(page: Page, count: int) -> None:
    """Wait until the paper under way is stored with so many answers."""
    page.wait_for_function(
        """([home, count]) => new Promise((resolve) => {
            const opening = indexedDB.open(home);
            opening.onsuccess = () => {
                const reading = opening.result.transaction("papers").objectStore("papers").getAll();
                reading.onsuccess = () => {
                    opening.result.close();
                    const running = reading.result.find(({id}) => id === "running");
                    resolve(Object.keys(running?.answers ?? {}).length === count);
                };
            };
        })""",
        arg=[HOME, count],
        polling=50,
    )


# Once


def test_a_double_click_begins_one_exam_and_time_hands_in_what_was_answered(
    context: BrowserContext, address: str, questions: dict[str, Question]
) -> None:
    context.clock.install(time="2026-11-25T09:00:00")
    page = context.new_page()
    start = open_exam(page, address)
    data = HeldRequests(page, DATA)
    press_twice(start)
    # Nothing else begins beside it.
    page.locator('[data-action="print-paper"]').dispatch_event("click")
    data.release()
    name = answer_here(page, questions)
    wait_stored(page, 1)
    for _ in range(4):
        page.clock.run_for(4000)
        assert answers_stored(page) == 1
    page.clock.run_for(15 * 60_000)
    expect(page.locator(".cq-exam-result")).to_contain_text("2 分（满分 20 分）")
    assert [one["question"] for one in log(page)] == [name]


def test_a_double_click_takes_a_paper_over_once(
    context: BrowserContext, page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    other = context.new_page()
    other.goto(f"{address}/practice/exam.html")
    take_over = other.locator('[data-action="take-over"]')
    expect(take_over).to_be_visible()
    data = HeldRequests(other, DATA)
    press_twice(take_over)
    # It stays where it is until it can be shown here.
    expect(page.locator(".cq-exam")).to_be_visible()
    data.release()
    expect(other.locator('[data-answered="true"]')).to_have_count(1)
    other.locator('[data-action="next"]').click()
    answer_here(other, questions)
    wait_stored(other, 2)
    expect(page.get_by_text("已经转到另一个标签页")).to_be_visible()
    assert answers_stored(other) == 2


def a_mistake(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator('[data-action="export"]')).to_be_visible()
    now = page.evaluate("Date.now()")
    write(page, "attempts", [attempt(SINGLE.id or "", answer_version(SINGLE), "wrong", now - 900_000_000)])


@pytest.mark.parametrize(
    ("path", "action", "then"),
    [
        ("drill", "start", "[data-question]"),
        ("recite", "read", "[data-printed]"),
        ("review", "start", "[data-question]"),
        ("exam", "print-paper", ".cq-paper"),
    ],
)
def test_what_waits_for_questions_shows_work_and_begins_once(
    page: Page, address: str, path: str, action: str, then: str
) -> None:
    page.add_init_script("self.printed = 0; window.print = () => { self.printed += 1; };")
    if path == "review":
        a_mistake(page, address)
    page.goto(f"{address}/practice/{path}.html")
    button = page.locator(f'[data-action="{action}"]')
    expect(button).to_be_visible()
    data = HeldRequests(page, DATA)
    press_twice(button)
    assert button.evaluate("element => element === document.activeElement")
    data.release()
    expect(page.locator(then).first).to_be_attached()
    expect(page.locator("[aria-busy]")).to_have_count(0)
    assert page.evaluate("self.printed") == (1 if action == "print-paper" else 0)


def test_what_does_not_come_can_be_begun_again(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/recite.html")
    expect(page.locator('[data-action="read"]')).to_be_visible()
    page.route(DATA, lambda route: route.abort())
    page.locator('[data-action="read"]').click()
    expect(page.get_by_role("alert")).to_have_text("题目没能加载，请再试一次。")
    page.unroute(DATA)
    page.locator('[data-action="read"]').click()
    expect(page.locator("[data-printed]").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_two_restarts_at_once_are_taken_back_together(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{SMALL.name}.html")
    first = SMALL.questions[0]
    answer(Mouse(page), card(page, first), first, right(first))
    page.locator('[data-action="restart"]').evaluate("(button) => { button.click(); button.click(); }")
    page.locator('[data-action="undo"]').click()
    expect(card(page, first).locator("[data-verdict]")).to_have_attribute("data-verdict", "right")


# Two tabs, and clocks that jump


def tab_with_clock(context: BrowserContext, minutes: int) -> Page:
    """Return a tab whose clock is ahead by so many minutes."""
    tab = context.new_page()
    tab.add_init_script(f"const now = Date.now; Date.now = () => now() + {minutes * 60_000};")
    return tab


@pytest.mark.parametrize("minutes", [5, -5])
def test_a_clock_that_jumps_takes_no_paper_away(
    context: BrowserContext, page: Page, address: str, questions: dict[str, Question], minutes: int
) -> None:
    begin(page, address, questions)
    other = tab_with_clock(context, minutes)
    other.goto(f"{address}/practice/exam.html")
    expect(other.get_by_text("正在另一个标签页里答")).to_be_visible()
    expect(page.locator(".cq-exam")).to_be_visible()
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    wait_stored(page, 2)


def test_a_paper_whose_tab_is_gone_is_gone_on_with(
    context: BrowserContext, page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    wait_stored(page, 1)
    page.close()
    other = tab_with_clock(context, 5)
    other.goto(f"{address}/practice/exam.html")
    expect(other.locator('[data-answered="true"]')).to_have_count(1)


def test_what_a_page_still_holds_is_handed_in_after_its_record_was_erased(
    context: BrowserContext, page: Page, address: str, questions: dict[str, Question]
) -> None:
    name = begin(page, address, questions)
    wait_stored(page, 1)
    other = context.new_page()
    other.goto(f"{address}/practice/settings.html")
    other.locator('[data-action="erase"]').click()
    other.locator('[data-action="confirm-erase"]').click()
    expect(page.get_by_role("alert")).to_contain_text("可以现在交卷")
    assert stored(page, "papers") == []
    page.locator('[data-action="hand-in"]').click()
    expect(page.locator(".cq-exam-result")).to_contain_text("2 分（满分 20 分）")
    assert [one["question"] for one in log(page)] == [name]
    page.reload()
    expect(page.locator(".cq-exam-result")).to_contain_text("2 分（满分 20 分）")


def test_a_link_within_the_page_leads_out_of_no_exam(page: Page, address: str, questions: dict[str, Question]) -> None:
    begin(page, address, questions)
    wait_stored(page, 1)
    page.evaluate("location.hash = '#content'")
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve))")
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    wait_stored(page, 2)
    expect(page.get_by_text("正在另一个标签页里答")).to_have_count(0)


def test_on_a_full_disk_a_paper_is_gone_on_with_and_handed_in(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    wait_stored(page, 1)
    page.add_init_script(FULL_DISK)
    page.reload()
    expect(page.locator('[data-answered="true"]')).to_have_count(1)
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    expect(page.get_by_text("存储空间满了").first).to_be_visible()
    hand_in(page)
    expect(page.locator(".cq-exam-result")).to_contain_text("4 分（满分 20 分）")


def test_a_paper_that_begins_on_a_full_disk_is_stored_once_there_is_room(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    page.add_init_script(
        f"window.makeRoom = ((add, put) => () => Object.assign(IDBObjectStore.prototype, {{add, put}}))"
        f"(IDBObjectStore.prototype.add, IDBObjectStore.prototype.put); {FULL_DISK}"
    )
    begin(page, address, questions)
    expect(page.get_by_text("存储空间满了").first).to_be_visible()
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    expect(page.locator(".cq-exam")).to_be_visible()
    page.evaluate("makeRoom()")
    wait_stored(page, 2)
    hand_in(page)
    expect(page.locator(".cq-exam-result")).to_contain_text("4 分（满分 20 分）")


def test_what_a_slow_disk_had_not_taken_is_there_after_a_reload(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    wait_stored(page, 1)
    hold_stores(page, "papers")
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    page.locator('[data-action="next"]').click()
    answer_here(page, questions)
    page.reload()
    expect(page.locator('[data-answered="true"]')).to_have_count(3)
    wait_stored(page, 3)


# From question to question


def test_a_double_press_skips_no_question(page: Page, address: str) -> None:
    open_exam(page, address).click()
    place = page.locator(".cq-place")
    following = page.locator('[data-action="next"]')
    following.dblclick()
    expect(place).to_have_text("2/10")
    following.click()
    expect(place).to_have_text("3/10")
    page.locator('[data-action="previous"]').dblclick()
    expect(place).to_have_text("2/10")
    # A press that the page sees late counts by its own time.
    twice = "(button) => { button.click(); button.removeAttribute('aria-disabled'); button.click(); }"
    expect(following).not_to_have_attribute("aria-disabled", "true")
    following.evaluate(twice)
    expect(place).to_have_text("3/10")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_double_press_in_a_quiz_skips_no_question(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/quizzes/{SMALL.name}.html")
    first, second, third = SMALL.questions[:3]
    answer(Mouse(page), card(page, first), first, right(first))
    page.locator('[data-action="next"]').dblclick()
    expect(card(page, second)).to_be_visible()
    answer(Mouse(page), card(page, second), second, wrong(second))
    page.locator('[data-action="next"]').click()
    expect(card(page, third)).to_be_visible()


# Keys of the theme

KEYS = ("n", "p", ".", ",", "f", "s", "/")


def press_keys_of_the_theme(page: Page) -> None:
    """Press each of them, with the theme there to hear."""
    page.locator(".md-header").hover()
    page.wait_for_function("() => window.component$ !== undefined")
    place = page.url
    for key in KEYS:
        page.keyboard.press(key)
        expect(page.locator(".md-search__input")).not_to_be_focused()
    assert page.url == place
    expect(page.locator("[data-question]").first).to_be_visible()


@pytest.mark.parametrize("path", ["practice/exam", "practice/drill", f"quizzes/{SMALL.name}", "study/filing"])
def test_keys_of_the_theme_do_nothing_while_a_question_is_answered(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}.html")
    if not path.startswith("quizzes/"):
        page.locator('.md-content [data-action="start"]').first.click()
    question = page.locator("[data-question]").first
    # Any type may be drawn; the answer bar begins with a button that is disabled.
    option = question.locator("input, textarea, select, button:not(:disabled)").first
    option.click()
    press_keys_of_the_theme(page)
    # Text takes no focus.
    question.locator(".cq-title").click()
    page.evaluate("document.activeElement.blur()")
    question.locator(".cq-stem").first.click()
    press_keys_of_the_theme(page)
    page.locator(".md-content h1").first.click()
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_the_first_key_of_the_theme_does_nothing_either(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{address}/quizzes/{CHOOSING.name}.html")
    page.locator("[data-question] input").first.click()
    page.keyboard.press("s")
    expect(page.locator(".md-search__input")).not_to_be_focused()


# Addresses of results


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_result_has_an_address(
    page: Page, address: str, site: Site, questions: dict[str, Question], scheme: str
) -> None:
    root = address if scheme == "http" else site.folder.as_uri()
    begin(page, root, questions)
    hand_in(page)
    result = page.locator(".cq-exam-result")
    place = page.url
    assert "#paper=" in place
    page.reload()
    expect(result).to_contain_text("2 分（满分 20 分）")
    page.go_back()
    expect(page.get_by_text("考过的试卷")).to_be_visible()
    assert "#" not in page.url
    page.go_forward()
    expect(result).to_be_visible()
    assert page.url == place
    page.locator('[data-action="back"]').click()
    page.locator('[data-action="open-paper"]').click()
    expect(result).to_be_visible()
    assert page.url == place


def test_going_back_from_an_exam_and_forward_again_loses_nothing(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    hand_in(page)
    page.locator('[data-action="new-paper"]').click()
    page.locator('[data-action="start"]').click()
    answer_here(page, questions)
    page.go_back()
    expect(page.locator(".cq-exam-result")).to_be_visible()
    page.go_forward()
    expect(page.locator(".cq-exam")).to_be_visible()
    expect(page.locator('[data-answered="true"]')).to_have_count(1)


@pytest.mark.parametrize("fragment", ["paper=0123", "paper=", "paper=%E0%A4%A", "paper=<img src=x onerror=alert(1)>"])
def test_an_address_of_no_result_leads_to_the_list(page: Page, address: str, fragment: str) -> None:
    page.goto(f"{address}/practice/exam.html#{fragment}")
    expect(page.locator('[data-action="start"]')).to_be_visible()
    if "%" not in fragment:
        expect(page.get_by_text("没有找到这份考试结果")).to_be_visible()
        expect(page).to_have_url(re.compile(r"exam\.html$"))


# A course that lacks something


@pytest.mark.parametrize(
    "name", ["exam", "drill", "recite", "review", "sprint", "mistakes", "progress", "slip", "branch", "settings"]
)
def test_a_course_without_exams_questions_or_pages_has_no_broken_page(page: Page, address: str, name: str) -> None:
    page.add_init_script(f"self.courseIndex = [{NOTHING!r}];")
    page.goto(f"{address}/practice/{name}.html")
    expect(page.locator(f"course-{name} .cq-player").first).to_be_visible()
    expect(page.get_by_text("没能加载")).to_have_count(0)
    expect(page.locator(f"course-{name}")).not_to_contain_text(re.compile("NaN|Infinity|undefined"))


def test_without_exams_the_page_says_so_and_shows_old_papers(
    page: Page, address: str, site: Site, questions: dict[str, Question]
) -> None:
    begin(page, address, questions)
    hand_in(page)
    data = (site.folder / "quizzes/data/index.js").read_text(encoding="utf-8")
    emptied = f"{data}\nfor (const index of self.courseIndex) index.exams = [];"
    page.route("**/quizzes/data/index.js", lambda route: route.fulfill(body=emptied, content_type="text/javascript"))
    page.goto(f"{address}/practice/exam.html")
    expect(page.locator("course-exam")).to_contain_text("这门课程没有模拟考试")
    expect(page.locator('course-exam a[href$="practice/drill.html"]')).to_be_visible()
    page.locator('[data-action="open-paper"]').click()
    expect(page.locator(".cq-exam-result")).to_contain_text("2 分（满分 20 分）")
