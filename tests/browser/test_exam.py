"""An exam from the choice of a paper to what is learnt from it; with the clock, two tabs and a killed browser."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Playwright, expect

from course.exams.draw import Candidate, draw
from course.exams.grade import full_halves
from course.load.course import load_course
from course.model.bank import Question
from course.model.course import Course
from course.model.exam import ExamFile
from support.killed_browser import kill, started
from support.learner import Hand, Keyboard, Mouse, fill, log, partly, right, wrong
from support.looks import LOOKS, page_in, split_numbers, violations
from support.site_build import ARCHIVES
from support.store import stored, wait_stored, write
from support.waiting import settled

QUICK = "newcomer-12345"


@pytest.fixture(scope="session")
def course() -> Course:
    return load_course(ARCHIVES)[0]


def drawn(course: Course, number: str, name: str, page: str | None = None) -> list[str]:
    """Return the ids of a paper, as Python draws it."""
    exam = exam_of(course, name).exam
    pages = (page,) if page else exam.pages
    pool = [
        Candidate.of(question, bank.page) for bank, question in course.questions() if not pages or bank.page in pages
    ]
    return [one for section in draw(pool, exam, number) for one in section]


def exam_of(course: Course, name: str) -> ExamFile:
    return next(file for file in course.exams if file.name == name)


def begin(page: Page, address: str, number: str = QUICK, hand: Hand | None = None) -> None:
    page.goto(f"{address}/practice/exam.html")
    choose(page, number, hand)


def choose(page: Page, number: str, hand: Hand | None = None) -> None:
    box = page.locator('[name="paper-number"]')
    expect(box).not_to_have_value("")
    box.fill(number)
    (hand or Mouse(page)).press(page.locator('[data-action="start"]'))
    expect(page.locator(".cq-exam")).to_be_visible()


def asked(page: Page) -> Locator:
    return page.locator("[data-question]")


def answer_here(hand: Hand, page: Page, questions: dict[str, Question], response: Any = right) -> str:
    """Answer the question on screen and return its id."""
    name = asked(page).get_attribute("data-question") or ""
    fill(hand, asked(page), questions[name], response(questions[name]))
    return name


def go_on(hand: Hand, page: Page) -> None:
    hand.press(page.locator('[data-action="next"]'))


def hand_in(hand: Hand, page: Page) -> None:
    hand.press(page.locator('[data-action="hand-in"]'))
    hand.press(page.locator('[data-action="confirm"]'))
    expect(page.locator(".cq-exam-result")).to_be_visible()


@pytest.mark.parametrize(
    ("number", "name", "place"),
    [
        pytest.param("annual-48213", "annual", None, marks=pytest.mark.slow),
        ("newcomer-00007", "newcomer", None),
        ("page-filing-31415", "page", "study/filing.md"),
    ],
)
def test_the_same_number_gives_the_paper_that_python_draws(
    page: Page, address: str, course: Course, number: str, name: str, place: str | None
) -> None:
    begin(page, address, number)
    ids = drawn(course, number, name, place)
    assert len(ids) == sum(section.count for section in exam_of(course, name).exam.sections)
    found = []
    for at in range(len(ids)):
        page.locator('[data-action="jump"]').nth(at).click()
        found.append(asked(page).get_attribute("data-question"))
    assert found == ids


@pytest.mark.parametrize("way", ["mouse", "keyboard", "touch"])
def test_a_paper_from_the_choice_to_the_result(
    browser: Browser, address: str, questions: dict[str, Question], course: Course, way: str
) -> None:
    context = browser.new_context(
        locale="zh-CN", has_touch=way == "touch", viewport={"width": 360 if way == "touch" else 1280, "height": 800}
    )
    page = context.new_page()
    hand: Hand = Keyboard(page) if way == "keyboard" else Mouse(page)
    begin(page, address, QUICK, hand)
    ids = drawn(course, QUICK, "newcomer")
    for at in range(10):
        # Eight right, one wrong, one blank.
        if at < 9:
            answer_here(hand, page, questions, wrong if at == 8 else right)
        if at < 9:
            go_on(hand, page)
    hand.press(page.locator('[data-action="hand-in"]'))
    expect(page.locator(".cq-exam")).to_contain_text("还有 1 题没答")
    expect(page.get_by_role("button", name="第 10 题", exact=True)).to_be_visible()
    hand.press(page.locator('[data-action="confirm"]'))
    result = page.locator(".cq-exam-result")
    expect(result).to_contain_text("18 分（满分 20 分）")
    expect(result).to_contain_text("及格（14 分及格）")
    expect(result).to_contain_text("一、单项选择题：每题 2 分")
    expect(result.locator("[data-question]")).to_have_count(2)
    assert {one["question"] for one in log(page)} == set(ids[:9])
    assert all(one["mode"] == "exam" and one["paper"] == QUICK for one in log(page))
    page.locator('[data-action="filter"]').click()
    expect(result.locator("[data-question]")).to_have_count(10)
    expect(result.locator('[data-verdict="right"]')).to_have_count(8)
    # Only the wrong ones again; they are answered as practice.
    expect(page.locator('[data-action="retry"]')).to_have_text("练答错的 1 题、没答的 1 题")
    hand.press(page.locator('[data-action="retry"]'))
    expect(result).to_have_count(0)
    again = page.locator("[data-question]")
    expect(again).to_have_attribute("data-question", ids[8])
    context.close()


def test_marks_of_a_whole_paper_are_those_that_python_gives(
    page: Page, address: str, questions: dict[str, Question], course: Course
) -> None:
    number = "page-disposal-00001"
    begin(page, address, number)
    exam = exam_of(course, "page").exam
    ids = drawn(course, number, "page", "study/disposal.md")
    halves = 0
    at = 0
    for section in exam.sections:
        for _ in range(section.count):
            question = questions[ids[at]]
            response = partly(question) if section.type == "multiple" else right(question)
            fill(Mouse(page), asked(page), question, response)
            halves += full_halves(section.marks) // 2 if section.type == "multiple" else full_halves(section.marks)
            at += 1
            if at < len(ids):
                go_on(Mouse(page), page)
    hand_in(Mouse(page), page)
    words = f"{halves // 2}" if halves % 2 == 0 else f"{halves / 2:.1f}"
    expect(page.locator(".cq-score")).to_contain_text(f"{words} 分（满分 {exam.full_marks} 分）")


def test_a_reload_loses_nothing_and_needs_no_question(page: Page, address: str, questions: dict[str, Question]) -> None:
    begin(page, address)
    answer_here(Mouse(page), page, questions)
    page.locator('[data-action="flag"]').click()
    go_on(Mouse(page), page)
    wait_stored(page, "papers", "({position, flags}) => position === 1 && flags.length === 1")
    page.reload()
    expect(page.locator(".cq-exam")).to_be_visible()
    cells = page.locator('[data-action="jump"]')
    expect(cells.nth(0)).to_have_attribute("data-answered", "true")
    expect(cells.nth(0)).to_have_attribute("data-flagged", "true")
    expect(cells.nth(1)).to_have_attribute("aria-current", "step")


def test_a_page_from_the_browsers_cache_does_not_write_old_answers_over_newer_ones(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address)
    left = page.evaluate("Date.now()")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    wait_stored(page, "papers", "({beat}, left) => beat >= left", left)
    settled(page)
    # Meanwhile another page of this tab went on with the paper.
    (paper,) = stored(page, "papers")
    first = paper["sections"][0][0]
    write(page, "papers", [{**paper, "answers": {first: right(questions[first])}}])
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(page.locator('[data-answered="true"]')).to_have_count(1)
    assert set(stored(page, "papers")[0]["answers"]) == {first}


def at_nine(context: BrowserContext, address: str, questions: dict[str, Question]) -> Page:
    """Return a tab with a paper begun at nine by a clock of our own, and one answer given."""
    context.clock.install(time="2026-11-25T09:00:00")
    page = context.new_page()
    begin(page, address)
    answer_here(Mouse(page), page, questions)
    return page


def test_the_clock_runs_while_the_page_is_closed_and_hands_in_by_itself(
    context: BrowserContext, address: str, questions: dict[str, Question]
) -> None:
    page = at_nine(context, address, questions)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"15:00|14:5\d"))
    page.clock.run_for(61_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"13:[45]\d"))
    page.clock.run_for(9 * 60_000)
    expect(page.get_by_text("还剩 5 分钟。")).to_be_attached()
    page.clock.run_for(4 * 60_000)
    expect(page.get_by_text("还剩 1 分钟。")).to_be_attached()
    settled(page)
    page.goto(f"{address}/index.html")
    page.clock.fast_forward(30_000)
    page.goto(f"{address}/practice/exam.html")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"00:[012]\d"))
    page.clock.run_for(40_000)
    expect(page.locator(".cq-exam-result")).to_contain_text("时间到，已经自动交卷")
    assert len(log(page)) == 1
    paper = next(one for one in stored(page, "papers") if one["id"] != "running")
    assert paper["timedOut"] is True
    assert paper["used"] == 900_000


def test_a_clock_set_back_gives_no_time_and_takes_none(
    context: BrowserContext, address: str, questions: dict[str, Question]
) -> None:
    page = at_nine(context, address, questions)
    page.clock.run_for(120_000)
    settled(page)
    page.goto(f"{address}/index.html")
    page.clock.set_system_time("2026-11-24T09:00:00")
    page.goto(f"{address}/practice/exam.html")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"12:[45]\d|13:0\d"))


def test_two_tabs_cannot_run_the_same_paper(
    context: BrowserContext, page: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(page, address)
    answer_here(Mouse(page), page, questions)
    other = context.new_page()
    other.goto(f"{address}/practice/exam.html")
    expect(other.get_by_text("正在另一个标签页里答")).to_be_visible()
    expect(other.locator(".cq-exam")).to_have_count(0)
    # A second paper cannot be begun beside it either.
    other.locator('[name="paper-number"]').fill("newcomer-777")
    other.locator('[data-action="start"]').click()
    expect(other.get_by_text("正在另一个标签页里答")).to_be_visible()
    assert len(stored(other, "papers")) == 1
    other.locator('[data-action="take-over"]').click()
    expect(other.locator('[data-action="jump"]').nth(0)).to_have_attribute("data-answered", "true")
    expect(page.get_by_text("已经转到另一个标签页")).to_be_visible()
    expect(page.locator(".cq-exam")).to_have_count(0)
    hand_in(Mouse(other), other)
    assert len(log(other)) == 1


def test_a_past_paper_opens_again_and_tells_of_what_has_changed_since(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    page.add_init_script("window.print = () => {};")
    begin(page, address)
    first = answer_here(Mouse(page), page, questions)
    hand_in(Mouse(page), page)
    page.evaluate(
        """() => new Promise((resolve) => {
            const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opening.onsuccess = () => {
                const papers = opening.result.transaction("papers", "readwrite").objectStore("papers");
                papers.getAll().onsuccess = ({target}) => {
                    const [paper] = target.result;
                    paper.course = "0badcafe";
                    paper.marked[0].version = "another";
                    paper.marked[1].question = "gone-01";
                    paper.sections[0][1] = "gone-01";
                    papers.put(paper).onsuccess = () => { opening.result.close(); resolve(); };
                };
            };
        })"""
    )
    page.goto(f"{address}/practice/exam.html")
    expect(page.get_by_text("考过的试卷")).to_be_visible()
    page.locator('[data-action="open-paper"]').click()
    result = page.locator(".cq-exam-result")
    expect(result).to_contain_text("2 分（满分 20 分）")
    page.locator('[data-action="filter"]').click()
    expect(result).to_contain_text("第 1 题：题目或答案后来更正过")
    expect(result).to_contain_text("第 2 题：这道题后来撤下了")
    expect(result.locator(f'[data-question="{first}"]')).to_have_count(0)
    page.locator('[data-action="print-key"]').click()
    paper = page.locator(".cq-paper")
    for text in ("1．（这道题已更正，不再印出）", "2．（这道题已撤下，不再印出）", "考试时的课程版本：0badcafe"):
        expect(paper).to_contain_text(text)
    expect(paper.locator(".cq-paper-keys > li").nth(0)).to_have_text("1 已更正")
    expect(paper.locator(".cq-paper-keys > li").nth(1)).to_have_text("2 已撤下")
    expect(paper.locator("[data-printed]")).to_have_count(8)
    expect(paper.locator("[data-printed]").first).to_contain_text("3．")


def test_a_number_that_is_none_is_refused_with_an_example(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("没有这张")
    page.locator('[data-action="start"]').click()
    expect(page.get_by_role("alert")).to_contain_text("没有这个卷号")
    assert stored(page, "papers") == []


def test_without_a_store_the_exam_still_works_and_says_so(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'indexedDB', {value: undefined});")
    begin(page, address)
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-exam-result")).to_contain_text("浏览器没有存下这次的成绩")


@pytest.mark.parametrize("kind", ["paper", "key", "sheet"])
def test_a_paper_goes_on_a4_with_lines_for_names(page: Page, address: str, course: Course, kind: str) -> None:
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(QUICK)
    page.locator(f'[data-action="print-{kind}"]').click()
    paper = page.locator(".cq-paper")
    expect(paper).to_be_attached()
    assert page.title() == f"到岗卷 {QUICK}"
    page.emulate_media(media="print")
    expect(paper).to_be_visible()
    expect(page.locator('[data-action="start"]')).to_be_hidden()
    text = paper.inner_text()
    assert QUICK in text
    assert ("姓名：" in text) == (kind != "key")
    assert ("答案：" in text) == (kind == "key")
    printed = paper.locator("[data-printed]").evaluate_all("all => all.map((one) => one.dataset.printed)")
    assert printed == ([] if kind == "sheet" else drawn(course, QUICK, "newcomer"))
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(paper).to_have_count(0)


def test_print_and_screen_letter_the_options_alike(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(QUICK)
    page.locator('[data-action="print-paper"]').click()
    expect(page.locator("[data-printed]")).to_have_count(10)
    lines = page.locator("[data-printed]").first.locator("li").all_text_contents()
    choose(page, QUICK)
    shown = [one.replace("\n", " ").strip() for one in asked(page).locator(".cq-choice").all_inner_texts()]
    assert [one.replace(". ", " ") for one in lines] == [" ".join(one.split()) for one in shown]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_an_exam(
    browser: Browser, address: str, axe: str, questions: dict[str, Question], scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width) as page:
        page.goto(f"{address}/practice/exam.html")
        expect(page.locator('[data-action="start"]')).to_be_visible()
        assert violations(page, axe) == []
        choose(page, QUICK)
        answer_here(Mouse(page), page, questions, wrong)
        page.locator('[data-action="flag"]').click()
        page.locator('[data-action="hand-in"]').click()
        assert violations(page, axe) == []
        page.locator('[data-action="confirm"]').click()
        expect(page.locator(".cq-exam-result")).to_be_visible()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_phones_no_line_ends_between_a_number_and_its_unit(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    page.goto(f"{address}/practice/exam.html")
    expect(page.locator('[data-action="start"]')).to_be_visible()
    assert split_numbers(page) == []
    choose(page, QUICK)
    answer_here(Mouse(page), page, questions, wrong)
    assert split_numbers(page) == []
    hand_in(Mouse(page), page)
    assert split_numbers(page) == []


@pytest.fixture
def killable(playwright: Playwright, tmp_path: Path) -> Iterator[Any]:
    """Return a function that starts a browser process of its own on one profile folder."""
    running: list[Any] = []

    def start() -> BrowserContext:
        context = started(playwright, tmp_path / "profile")
        running.append(context)
        return context

    yield start
    for context in running:
        # The process of one is gone: that is what was tested.
        with suppress(Error):
            context.close()


def test_a_killed_browser_loses_nothing_that_was_chosen(
    killable: Any, address: str, questions: dict[str, Question], tmp_path: Path
) -> None:
    context = killable()
    page = context.new_page()
    begin(page, address, "annual-20202")
    chosen = [answer_here(Mouse(page), page, questions)]
    for _ in range(15):
        go_on(Mouse(page), page)
        chosen.append(answer_here(Mouse(page), page, questions))
    wait_stored(page, "papers", "({answers}, count) => Object.keys(answers).length === count", len(chosen))
    kill(tmp_path / "profile")
    again = killable()
    page = again.new_page()
    page.goto(f"{address}/practice/exam.html")
    here = page.locator('[data-action="take-over"], .cq-exam')
    expect(here.first).to_be_visible()
    if page.locator('[data-action="take-over"]').count():
        page.locator('[data-action="take-over"]').click()
    expect(page.locator('[data-answered="true"]')).to_have_count(len(chosen))
    hand_in(Mouse(page), page)
    expect(page.locator(".cq-score")).to_contain_text("34 分（满分 100 分）")
    assert {one["question"] for one in log(page)} == set(chosen)
