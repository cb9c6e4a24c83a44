"""Spaced review from day to day, and the way back into the course; the clock is moved by hand."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import Question, ShortBody, answer_version
from support.archives import BANK, COURSE, SMALL
from support.beijing import MORNING, fix_day
from support.learner import VERDICT, Hand, Keyboard, Mouse, card, expect_verdict, fill, log, right, show_all, wrong
from support.looks import violations
from support.store import hold_stores, stored, write
from support.waiting import settled

STUDY_PAGE = SMALL.page.replace(".md", ".html")
REVIEW = "practice/review.html"
QUESTIONS = [question for _, question in COURSE.questions()]
SIMPLE = [question for question in SMALL.questions if question.type == "single"]
SHORT = next(question for question in BANK.questions if isinstance(question, ShortBody))
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}


def days(count: float) -> timedelta:
    return timedelta(days=count)


def attempt(question: Question, at: datetime = MORNING, **change: Any) -> dict[str, Any]:
    """Return a record of the log; right unless `change` says otherwise."""
    offset = at.utcoffset() or timedelta()
    millis = round(at.timestamp() * 1000)
    return {
        "format": 1,
        "id": f"{question.id} {millis} {change.get('mode', '')}",
        "question": question.id,
        "version": answer_version(question),
        "response": 0,
        "verdict": "right",
        "took": 1000,
        "mode": "practice",
        "paper": None,
        "at": millis,
        "zone": round(offset.total_seconds() / 60),
        "profile": "local",
        **change,
    }


def read(page: str = STUDY_PAGE, place: str = "", *, ended: bool = True) -> dict[str, Any]:
    at = round(MORNING.timestamp() * 1000)
    return {"format": 1, "profile": "local", "page": page, "place": place, "at": at, "ended": at if ended else None}


def seed(page: Page, address: str, attempts: Sequence[Any] = (), reads: Sequence[Any] = ()) -> None:
    """Write records as if they had been made here; the page itself makes the database."""
    page.goto(f"{address}/{REVIEW}")
    expect(page.locator("course-review .cq-panel").first).to_be_visible()
    write(page, "attempts", list(attempts))
    write(page, "reads", list(reads))


def visit(page: Page, address: str, at: datetime | None = None) -> None:
    if at:
        fix_day(page, at)
    page.goto(f"{address}/{REVIEW}")
    expect(offer(page)).to_be_visible()


def offer(page: Page) -> Locator:
    return page.locator("course-review .cq-panel").first


def start(page: Page, hand: Hand | None = None) -> None:
    (hand or Mouse(page)).press(page.locator('[data-action="start"]'))
    expect(page.locator("[data-question]").first).to_be_visible()


def asked(page: Page) -> str:
    return page.locator("[data-question]").get_attribute("data-question") or ""


def give(page: Page, question: Question, *, well: bool = True, rating: str = "", hand: Hand | None = None) -> None:
    """Answer the question on screen, with one of the buttons that also say how hard it was."""
    hand = hand or Mouse(page)
    field = card(page, question)
    expect(field).to_be_visible()
    fill(hand, field, question, (right if well else wrong)(question))
    hand.press(field.locator(f'[data-rating="{rating}"]' if rating else '[data-action="submit"]'))
    expect_verdict(field, "right" if well else "wrong")


def go_through(
    page: Page, questions: dict[str, Question], missed: Sequence[str] = (), hand: Hand | None = None
) -> list[str]:
    """Do a round to its end, with these questions missed, and return what was asked."""
    met = []
    while page.locator("[data-question]").count() == 1:
        name = asked(page)
        met.append(name)
        give(page, questions[name], well=name not in missed, hand=hand)
        (hand or Mouse(page)).press(page.locator('[data-action="next"]'))
        expect(page.locator(f'[data-question="{name}"]')).to_have_count(0)
    return met


def ending(page: Page) -> Locator:
    return page.locator(".cq-result [role=status]")


@pytest.mark.slow
def test_a_month_of_mornings(desk: Page, address: str, questions: dict[str, Question]) -> None:
    seed(desk, address, reads=[read()])
    met: dict[str, list[int]] = {}
    forgotten = ""
    for day in range(30):
        visit(desk, address, MORNING + days(day))
        if not desk.locator('[data-action="start"]').is_visible():
            continue
        start(desk)
        forgotten = forgotten or asked(desk)
        for name in go_through(desk, questions, [forgotten] if day == 0 else []):
            met.setdefault(name, []).append(day)
        if day == 0:
            # Five new questions are enough to follow.
            desk.locator('[data-action="back"]').click()
            desk.get_by_text("每天几题").click()
            desk.get_by_label("每天新题").select_option("0")
    assert met.pop(forgotten) == [0, 1, 3, 9, 26]
    assert list(met.values()) == [[0, 2, 13]] * 4


def test_a_day_brings_no_more_than_its_limit(desk: Page, address: str, questions: dict[str, Question]) -> None:
    old = [attempt(question, MORNING - days(30)) for question in QUESTIONS[:40]]
    seed(desk, address, old)
    visit(desk, address)
    expect(offer(desk)).to_contain_text("复习 20 题")
    expect(desk.locator('[data-action="start"]')).to_be_in_viewport()
    expect(desk.get_by_label("每天复习")).to_be_hidden()
    desk.get_by_text("每天几题").click()
    desk.get_by_label("每天复习").select_option("10")
    expect(offer(desk)).to_contain_text("复习 10 题")
    visit(desk, address)
    expect(desk.get_by_label("每天复习")).to_have_value("10")
    start(desk)
    assert len(go_through(desk, questions)) == 10
    desk.locator('[data-action="back"]').click()
    expect(offer(desk)).to_contain_text("今天的复习做完了")
    expect(desk.locator('[data-action="start"]')).to_be_hidden()
    expect(desk.locator(".cq-outlook li").filter(has_text="明天")).to_have_attribute("data-count", "10")


def test_a_missed_week_brings_no_more_than_any_day(desk: Page, address: str) -> None:
    weeks = [attempt(question, MORNING - days(index % 5)) for index, question in enumerate(QUESTIONS[:45])]
    seed(desk, address, weeks)
    for away in (10, 17, 40):
        visit(desk, address, MORNING + days(away))
        expect(offer(desk)).to_contain_text("今天要复习 20 题")
        expect(offer(desk)).not_to_contain_text("45")


def test_the_weakest_comes_first(desk: Page, address: str) -> None:
    one, two, three = SIMPLE[:3]
    past = MORNING - days(20)
    seed(
        desk,
        address,
        [attempt(one, past, rating="easy"), attempt(two, past, verdict="wrong"), attempt(three, past)],
    )
    visit(desk, address)
    start(desk)
    assert asked(desk) == two.id


def test_how_hard_it_was_is_logged_and_spaces_the_next_time(
    desk: Page, address: str, questions: dict[str, Question]
) -> None:
    seed(desk, address, reads=[read()])
    visit(desk, address)
    start(desk)
    ratings = {}
    for rating, well in (("easy", True), ("hard", True), ("easy", False), ("", True), ("", False)):
        name = asked(desk)
        give(desk, questions[name], well=well, rating=rating)
        ratings[name] = rating if well else ""
        desk.locator('[data-action="next"]').click()
    expect(ending(desk)).to_contain_text("明天 3 题，后天 1 题，8 天后 1 题")
    assert {one["question"]: one.get("rating", "") for one in log(desk)} == ratings
    assert {one["mode"] for one in log(desk)} == {"review"}


def test_a_text_is_rated_by_its_writer(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(SHORT, MORNING - days(30))])
    visit(desk, address)
    start(desk)
    field = card(desk, SHORT)
    assert field.locator("[data-rating]").count() == 0
    fill(Mouse(desk), field, SHORT, [])
    field.locator('[data-action="submit"]').click()
    expect(field.locator(VERDICT)).to_have_attribute("data-verdict", "pending")
    assert len(log(desk)) == 1
    expect(field.locator("[data-rating]")).to_have_count(4)
    field.locator('input[type="checkbox"]').first.check()
    field.locator('[data-rating="hard"]').click()
    expect_verdict(field, "partial")
    assert log(desk)[-1]["rating"] == "hard"
    desk.locator('[data-action="next"]').click()
    expect(ending(desk)).not_to_contain_text("明天 1 题")


def test_the_end_says_when_each_comes_again(desk: Page, address: str, questions: dict[str, Question]) -> None:
    seed(desk, address, reads=[read()])
    visit(desk, address)
    expect(offer(desk)).to_contain_text("新题 5 题")
    start(desk)
    go_through(desk, questions, [asked(desk)])
    expect(ending(desk)).to_contain_text("明天 1 题，后天 4 题")
    expect(ending(desk)).to_contain_text("下一次复习在明天（3 月 3 日）")
    desk.locator('[data-action="back"]').click()
    expect(offer(desk)).to_contain_text("今天的复习做完了。下一次复习在明天")
    # Days without reviews are not listed.
    expect(desk.locator(".cq-outlook li")).to_have_text(["明天1 题", "后天4 题"])


def test_all_on_one_page_it_ends_with_the_last_answer(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:2]])
    visit(desk, address)
    start(desk)
    show_all(desk)
    for question in SIMPLE[:2]:
        expect(ending(desk)).to_have_count(0)
        give(desk, question)
    expect(ending(desk)).to_contain_text("下一次复习")


def test_a_round_goes_on_the_same_day(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:3]])
    visit(desk, address)
    start(desk)
    first = next(question for question in SIMPLE if question.id == asked(desk))
    give(desk, first)
    desk.locator('[data-action="next"]').click()
    second = asked(desk)
    visit(desk, address, MORNING + timedelta(hours=10))
    expect(desk.locator(".cq-notice").last).to_contain_text("还有 2 题没做")
    expect(offer(desk)).to_contain_text("今天已做 1 题，还有复习 2 题")
    desk.locator('[data-action="resume"]').click()
    expect(desk.locator("[data-question]")).to_have_attribute("data-question", second)


def test_a_round_of_an_earlier_day_gives_way_to_a_new_plan(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:3]])
    visit(desk, address)
    start(desk)
    give(desk, next(question for question in SIMPLE if question.id == asked(desk)))
    visit(desk, address, MORNING + days(1))
    expect(desk.locator('[data-action="resume"]')).to_have_count(0)
    expect(offer(desk)).to_contain_text("今天要复习 2 题")


def test_a_round_over_midnight_counts_each_answer_for_its_day(
    desk: Page, address: str, questions: dict[str, Question]
) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:2]])
    visit(desk, address, MORNING.replace(hour=23, minute=55))
    start(desk)
    give(desk, questions[asked(desk)], well=False)
    fix_day(desk, MORNING.replace(day=3, hour=0, minute=5))
    desk.locator('[data-action="next"]').click()
    give(desk, questions[asked(desk)], well=False)
    desk.locator('[data-action="next"]').click()
    # The first was missed yesterday and is due today; the second was missed today.
    expect(ending(desk)).to_contain_text("明天 1 题")
    desk.locator('[data-action="back"]').click()
    expect(offer(desk)).to_contain_text("今天已做 1 题，还有复习 1 题")


def test_a_day_without_reviews_leads_on(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(SIMPLE[0], MORNING, verdict="wrong")])
    visit(desk, address)
    expect(offer(desk)).to_contain_text("今天没有要复习的题")
    expect(desk.locator('[data-action="start"]')).to_be_hidden()
    expect(offer(desk).locator(".course-next")).to_have_count(1)


def test_a_page_left_open_offers_the_new_day(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(SIMPLE[0], MORNING, verdict="wrong")])
    visit(desk, address)
    expect(offer(desk)).to_contain_text("今天没有要复习的题")
    fix_day(desk, MORNING + days(1))
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(offer(desk)).to_contain_text("今天要复习 1 题")


def test_a_plan_that_was_read_for_long_takes_no_round_away(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:3]])
    visit(desk, address)
    start(desk)
    give(desk, next(question for question in SIMPLE if question.id == asked(desk)))
    desk.locator('[data-action="next"]').click()
    second = asked(desk)
    visit(desk, address, MORNING + timedelta(hours=10))
    resume = desk.locator('[data-action="resume"]')
    expect(resume).to_be_visible()
    hold_stores(desk, "attempts")
    fix_day(desk, MORNING + days(1))
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    resume.click()
    expect(desk.locator("[data-question]")).to_have_attribute("data-question", second)
    desk.evaluate("letGo()")
    # Reads end in the order in which they began, so the page has read its plan.
    stored(desk, "attempts")
    settled(desk)
    expect(desk.locator("[data-question]")).to_have_attribute("data-question", second)


@pytest.mark.parametrize(
    ("zone", "words"),
    [("Asia/Shanghai", "今天要复习 1 题"), ("America/New_York", "今天没有要复习的题"), ("Asia/Kathmandu", "复习 1 题")],
)
def test_the_day_is_that_of_the_place(browser: Browser, address: str, zone: str, words: str) -> None:
    # In Beijing and Kathmandu it is the night of Tuesday, in New York still Monday.
    context = browser.new_context(locale="zh-CN", timezone_id=zone)
    page = context.new_page()
    fix_day(page, MORNING.replace(day=3, hour=3, minute=30))
    seed(page, address, [attempt(SIMPLE[0], MORNING, verdict="wrong")])
    visit(page, address)
    expect(offer(page)).to_contain_text(words)
    context.close()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_a_day_of_23_or_25_hours_is_one_day(browser: Browser, address: str, zone: str) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id=zone)
    page = context.new_page()
    midnight = {"Europe/Berlin": "2026-10-25T00:30:00+02:00", "America/New_York": "2026-03-08T00:30:00-05:00"}[zone]
    begun = datetime.fromisoformat(midnight)
    fix_day(page, begun + timedelta(hours=22))
    seed(page, address, [attempt(SIMPLE[0], begun, verdict="wrong")])
    visit(page, address)
    expect(offer(page)).to_contain_text("今天没有要复习的题")
    visit(page, address, begun + timedelta(hours=25))
    expect(offer(page)).to_contain_text("今天要复习 1 题")
    context.close()


def test_a_corrected_question_is_not_asked_on_old_answers(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(SIMPLE[0], MORNING - days(9), version="0"), attempt(SIMPLE[1], MORNING - days(9))])
    visit(desk, address)
    expect(offer(desk)).to_contain_text("今天要复习 1 题")


def test_a_newcomer_is_told_where_to_begin(desk: Page, address: str) -> None:
    visit(desk, address)
    expect(offer(desk)).to_contain_text("还没有做过题")
    expect(offer(desk).get_by_role("link")).to_have_count(3)
    expect(desk.locator('[data-action="start"]')).to_be_hidden()
    offer(desk).get_by_role("link").first.click()
    expect(desk.locator("h1")).to_contain_text("课程地图")


def test_without_a_page_read_it_says_where_new_ones_come_from(desk: Page, address: str) -> None:
    seed(desk, address, [attempt(SIMPLE[0], MORNING)], [read(ended=False)])
    visit(desk, address)
    expect(offer(desk)).to_contain_text("新题只出自读到页末的学习页")
    expect(offer(desk)).to_contain_text("下一次复习在后天（3 月 4 日）")
    desk.get_by_text("每天几题").click()
    desk.get_by_label("每天新题").select_option("0")
    expect(offer(desk)).not_to_contain_text("新题只出自")


def test_by_keyboard_alone(desk: Page, address: str, questions: dict[str, Question]) -> None:
    seed(desk, address, [attempt(question, MORNING - days(9)) for question in SIMPLE[:2]])
    visit(desk, address)
    hand = Keyboard(desk)
    start(desk, hand)
    for _ in range(2):
        give(desk, questions[asked(desk)], rating="easy", hand=hand)
        hand.press(desk.locator('[data-action="next"]'))
    expect(ending(desk)).to_contain_text("下一次复习")
    hand.press(desk.locator('[data-action="back"]'))
    expect(desk.locator(".cq-panel .cq-title").first).to_be_focused()
    assert [one.get("rating") for one in log(desk)[-2:]] == ["easy", "easy"]


def test_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **SCREENS["phone"])
    page = context.new_page()
    fix_day(page, MORNING)
    seed(page, address, [attempt(SIMPLE[0], MORNING - days(9))])
    visit(page, address)
    page.locator('[data-action="start"]').tap()
    field = card(page, SIMPLE[0])
    field.locator(f'.cq-choice:has(input[value="{right(SIMPLE[0])}"])').tap()
    field.locator('[data-rating="hard"]').tap()
    expect_verdict(field, "right")
    page.locator('[data-action="next"]').tap()
    expect(ending(page)).to_contain_text("下一次复习")
    context.close()


@pytest.mark.parametrize(
    ("screen", "scheme"), [("desktop", "light"), pytest.param("phone", "dark", marks=pytest.mark.slow)]
)
def test_axe_finds_nothing(
    browser: Browser, address: str, axe: str, screen: str, scheme: Any, questions: dict[str, Question]
) -> None:
    context = browser.new_context(
        locale="zh-CN", timezone_id="Asia/Shanghai", color_scheme=scheme, reduced_motion="reduce", **SCREENS[screen]
    )
    page = context.new_page()
    fix_day(page, MORNING)
    visit(page, address)
    assert violations(page, axe) == []
    seed(page, address, [attempt(question, MORNING - days(9)) for question in (SIMPLE[0], SHORT)], [read()])
    page.goto(f"{address}/index.html")
    expect(page.locator('[data-next="review"]')).to_be_visible()
    assert violations(page, axe) == []
    visit(page, address)
    page.locator(".cq-how summary").click()
    page.get_by_text("每天几题").click()
    page.get_by_label("每天新题").select_option("0")
    expect(offer(page)).to_contain_text("没有新题")
    assert violations(page, axe) == []
    start(page)
    for _ in range(2):
        question = questions[asked(page)]
        assert violations(page, axe) == []
        fill(Mouse(page), card(page, question), question, right(question))
        page.locator('[data-action="submit"]').click()
        assert violations(page, axe) == []
        if isinstance(question, ShortBody):
            page.locator('[data-rating="good"]').click()
        page.locator('[data-action="next"]').click()
    expect(ending(page)).to_contain_text("下一次复习")
    assert violations(page, axe) == []
    page.locator('[data-action="back"]').click()
    expect(offer(page)).to_contain_text("今天的复习做完了")
    assert violations(page, axe) == []
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_scrolls_sideways(desk: Page, address: str, width: int) -> None:
    desk.set_viewport_size({"width": width, "height": 640})
    old = [attempt(question, MORNING - days(9)) for question in SIMPLE[:3]]
    seed(desk, address, old, [read(place="r8-27")])
    for path, shown in ((REVIEW, ".cq-outlook"), ("index.html", ".course-next"), ("study/index.html", ".course-next")):
        desk.goto(f"{address}/{path}")
        expect(desk.locator(shown)).to_be_visible()
        assert desk.evaluate("document.documentElement.scrollWidth") <= width
    visit(desk, address)
    start(desk)
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [REVIEW, "index.html"])
def test_targets_are_large_enough_for_fingers(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", **SCREENS["phone"])
    page = context.new_page()
    fix_day(page, MORNING)
    seed(page, address, [attempt(SIMPLE[0], MORNING - days(9))], [read()])
    page.goto(f"{address}/{path}")
    expect(page.locator(".cq-panel, .course-next").first).to_be_visible()
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll(
            "course-review button, course-review select, course-review summary, course-today a"))
            .filter((one) => one.offsetParent)
            .filter((one) => one.getBoundingClientRect().height < 43)
            .map((one) => `${one.outerHTML.slice(0, 80)} ${one.getBoundingClientRect().height}`)"""
    )
    assert small == []
    context.close()


@pytest.mark.slow
def test_years_of_answers_are_no_burden(desk: Page, address: str) -> None:
    many = QUESTIONS
    old = [
        {**attempt(many[index % len(many)], MORNING - days(1 + index % 1000)), "id": str(index)}
        for index in range(5000)
    ]
    visit(desk, address)
    none = seconds_of_visit(desk, address)
    seed(desk, address, old)
    assert seconds_of_visit(desk, address) < 5 * none


def seconds_of_visit(page: Page, address: str) -> float:
    begun = time.monotonic()
    visit(page, address)
    return time.monotonic() - begun
