"""Every type of question answered right, wrong and partly, by mouse and by keyboard."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import TYPE_LABELS, Question, SinglePart, answer_version
from support.archives import BANK, COURSE, SMALL
from support.learner import (
    VERDICT,
    Keyboard,
    Mouse,
    answer,
    card,
    expect_verdict,
    fill,
    log,
    partly,
    right,
    show_all,
    submit,
    wrong,
)

BANKS = {question.id: bank.name for bank, question in COURSE.questions()}
RESPONSES: dict[str, Callable[[Any], Any]] = {"right": right, "wrong": wrong, "partial": partly}
KINDS = [kind for kind in TYPE_LABELS if any(question.type == kind for _, question in COURSE.questions())]
POSSIBLE = [
    (kind, verdict)
    for kind in KINDS
    for verdict in RESPONSES
    if not (verdict == "partial" and kind in {"single", "truefalse"})
]


def sample(kind: str, verdict: str) -> Question:
    """Return the first question of a type that can earn the verdict."""
    return next(
        question
        for _, question in COURSE.questions()
        if question.type == kind and RESPONSES[verdict](question) is not None
    )


def go(page: Page, address: str, question: Question) -> None:
    page.goto(f"{address}/quizzes/{BANKS[question.id]}.html#{question.id}")
    expect(card(page, question)).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "verdict", "hand"),
    [
        # The keyboard reaches every control of a type by way of a right answer.
        pytest.param(kind, verdict, hand, marks=pytest.mark.slow if hand is Keyboard and verdict != "right" else ())
        for kind, verdict in POSSIBLE
        for hand in (Mouse, Keyboard)
    ],
)
def test_a_question_answered_so_earns_its_verdict(
    page: Page, address: str, kind: str, verdict: str, hand: type[Mouse | Keyboard]
) -> None:
    question = sample(kind, verdict)
    go(page, address, question)
    assert not page.evaluate("isSecureContext")
    answer(hand(page), card(page, question), question, RESPONSES[verdict](question))
    expect_verdict(card(page, question), verdict)
    expect(card(page, question).locator(VERDICT)).to_have_text(
        re.compile({"right": "✓.*答对了", "wrong": "✗.*答错了", "partial": "◐.*部分正确"}[verdict])
    )
    assert [(record["question"], record["verdict"], record["version"]) for record in log(page)] == [
        (question.id, verdict, answer_version(question))
    ]


@pytest.mark.parametrize(
    "bank",
    # One bank has all types; the others say the same at length.
    [
        pytest.param(bank, marks=() if bank.name == BANK.name else pytest.mark.slow, id=bank.name)
        for bank in COURSE.banks
    ],
)
def test_the_key_of_every_shipped_question_is_right_on_screen(page: Page, address: str, bank: Any) -> None:
    page.goto(f"{address}/quizzes/{bank.name}.html")
    show_all(page)
    expect(page.locator("[data-question]")).to_have_count(len(bank.questions))
    for question in bank.questions:
        answer(Mouse(page), card(page, question), question, right(question))
        expect_verdict(card(page, question), "right")
    assert [record["question"] for record in log(page)] == [question.id for question in bank.questions]


def test_a_wrong_choice_and_a_missed_one_are_told_why(page: Page, address: str) -> None:
    question = next(
        question
        for _, question in COURSE.questions()
        if isinstance(question, SinglePart) and question.options[wrong(question)].why
    )
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, wrong(question))
    why = question.options[wrong(question)].why
    expect(card(page, question)).to_contain_text(str(why))
    expect(card(page, question)).to_contain_text(question.explanation)


def test_the_verdict_leads_to_the_very_point_on_the_study_page(page: Page, address: str) -> None:
    question = sample("single", "right")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, right(question))
    card(page, question).locator(f'a[href$="#{question.points[0]}"]').click()
    expect(page.locator(f'[id="{question.points[0]}"]')).to_be_in_viewport()
    assert urlsplit(page.url).path.startswith("/study/")


def test_a_correct_option_that_is_missed_is_marked(page: Page, address: str) -> None:
    question = sample("multiple", "partial")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, partly(question))
    missed = [index for index in right(question) if index not in partly(question)]
    for index in missed:
        row = card(page, question).locator(f'label:has(input[value="{index}"])')
        expect(row).to_contain_text("正确答案")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {"short", "scenario"}])
def test_nothing_is_handed_in_unanswered(page: Page, address: str, kind: str) -> None:
    question = sample(kind, "right")
    go(page, address, question)
    submit(Mouse(page), card(page, question))
    expect(card(page, question).get_by_role("status").last).to_contain_text("请先")
    expect(card(page, question).locator(VERDICT)).to_have_count(0)
    assert log(page) == []


def test_arrow_keys_choose_but_never_hand_in(page: Page, address: str) -> None:
    question = sample("single", "right")
    go(page, address, question)
    hand = Keyboard(page)
    hand.tab(lambda: page.evaluate("document.activeElement.type") == "radio")
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    expect(card(page, question).locator("input:checked")).to_have_count(1)
    expect(card(page, question).locator(VERDICT)).to_have_count(0)


def drag(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 12) -> None:
    """Drag by the browser's own protocol: Playwright's mouse asks for more than old versions have."""
    browser = page.context.new_cdp_session(page)

    def mouse(kind: str, share: float, buttons: int) -> None:
        x, y = (one + (other - one) * share for one, other in zip(start, end, strict=True))
        event = {"type": kind, "x": x, "y": y, "buttons": buttons, "clickCount": 1}
        browser.send("Input.dispatchMouseEvent", event | ({} if kind == "mouseMoved" else {"button": "left"}))

    mouse("mouseMoved", 0, 0)
    mouse("mousePressed", 0, 1)
    for step in range(1, steps + 1):
        mouse("mouseMoved", step / steps, 1)
    mouse("mouseReleased", 1, 0)
    browser.detach()


def test_items_are_sorted_by_dragging(page: Page, address: str) -> None:
    question = sample("order", "right")
    go(page, address, question)
    field = card(page, question)
    for item in range(len(right(question)) - 1):
        grip = field.locator(f'[data-item="{item}"]')
        target = field.locator("[data-item]").nth(item)
        grip.scroll_into_view_if_needed()
        start, end = grip.bounding_box(), target.bounding_box()
        assert start
        assert end
        drag(page, (start["x"] + 15, start["y"] + start["height"] / 2), (end["x"] + 15, end["y"] + 2))
    submit(Mouse(page), field)
    expect_verdict(field, "right")


def test_only_the_wrong_ones_come_again(page: Page, address: str) -> None:
    bank = SMALL
    page.goto(f"{address}/quizzes/{bank.name}.html")
    hand = Mouse(page)
    for number, question in enumerate(bank.questions):
        answer(hand, card(page, question), question, (wrong if number in {1, 4} else right)(question))
        page.locator('[data-action="next"]').click()
    expect(page.locator("course-quiz")).to_contain_text(f"{len(bank.questions)} 题答对 {len(bank.questions) - 2} 题")
    for requirement in {point.rsplit("-", 1)[0] for question in bank.questions for point in question.points}:
        assert page.locator(f'course-quiz a[href$="#{requirement}"]').count() > 0
    page.locator('[data-action="retry"]').click()
    for number in (1, 4):
        question = bank.questions[number]
        answer(hand, card(page, question), question, right(question))
        page.locator('[data-action="next"]').click()
    expect(page.locator("course-quiz")).to_contain_text("2 题答对 2 题")


def test_previous_next_and_restart_lead_through_the_quiz(page: Page, address: str) -> None:
    first, second = SMALL.questions[:2]
    page.goto(f"{address}/quizzes/{SMALL.name}.html")
    expect(card(page, first)).to_be_visible()
    expect(page.locator('[data-action="previous"]')).to_be_disabled()
    page.locator('[data-action="next"]').click()
    expect(card(page, second)).to_be_visible()
    page.locator('[data-action="previous"]').click()
    answer(Mouse(page), card(page, first), first, right(first))
    page.locator('[data-action="restart"]').click()
    expect(card(page, first).locator(VERDICT)).to_have_count(0)


def test_the_self_check_of_a_requirement_is_answered_in_place(page: Page, address: str) -> None:
    questions = {question.id: question for _, question in COURSE.questions()}
    page.goto(f"{address}/study/filing.html")
    check = page.locator("course-self-check").first
    names = str(check.get_attribute("data-questions")).split()
    check.locator('[data-action="start"]').click()
    for number, name in enumerate(names):
        if number > 0:
            check.locator('[data-action="next"]').click()
        expect(check.locator("[data-question]")).to_have_count(1)
        answer(Mouse(page), check.locator(f'[data-question="{name}"]'), questions[name], right(questions[name]))
    expect(check).to_contain_text("3 题答对 3 题")
    assert {record["mode"] for record in log(page)} == {"self-check"}


def test_options_keep_their_order_through_a_reload_and_change_with_a_new_run(page: Page, address: str) -> None:
    # The first of its bank, which a new run begins with.
    question = next(bank.questions[0] for bank in COURSE.banks if bank.questions[0].type == "single")

    def order() -> list[str]:
        values: list[str] = card(page, question).locator("input").evaluate_all("all => all.map(one => one.value)")
        return values

    go(page, address, question)
    first = order()
    page.reload()
    expect(card(page, question)).to_be_visible()
    assert order() == first
    orders = set()
    for _ in range(12):
        page.locator('[data-action="restart"]').click()
        go(page, address, question)
        orders.add(tuple(order()))
    assert len(orders) > 1


def test_a_blank_is_compared_forgivingly(page: Page, address: str) -> None:
    question = next(
        question for _, question in COURSE.questions() if question.type == "blank" and len(right(question)) == 1
    )
    go(page, address, question)
    fill(Mouse(page), card(page, question), question, [f" “{right(question)[0]}” "])
    submit(Mouse(page), card(page, question))
    expect_verdict(card(page, question), "right")


@pytest.fixture
def fingers(browser: Browser) -> Iterator[Page]:
    """A tab on a screen that is touched."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    yield context.new_page()
    context.close()


def grip_of(field: Locator, place: int) -> tuple[float, float]:
    box = field.locator("[data-item] .cq-grip").nth(place).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def order_of(field: Locator) -> list[str]:
    return list(field.locator("[data-item]").evaluate_all("all => all.map((one) => one.dataset.item)"))


def test_a_second_finger_leaves_the_first_one_dragging(fingers: Page, address: str) -> None:
    question = sample("order", "right")
    go(fingers, address, question)
    field = card(fingers, question)
    field.locator("[data-item]").last.scroll_into_view_if_needed()
    before = order_of(field)
    browser = fingers.context.new_cdp_session(fingers)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touched = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
        browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touched})

    first, other, end = grip_of(field, 0), grip_of(field, 1), grip_of(field, len(before) - 1)
    touch("touchStart", first)
    touch("touchStart", first, other)
    touch("touchMove", first, (other[0], other[1] + 5))
    touch("touchMove", first, end)
    # An item moves by one place with each move of the finger.
    for step in range(2 * len(before)):
        touch("touchMove", (end[0], end[1] + 10 + step), other)
    touch("touchEnd")
    expect(field.locator(".cq-dragged")).to_have_count(0)
    assert order_of(field) == [*before[1:], before[0]]


def test_what_an_extension_puts_into_a_list_is_no_item(page: Page, address: str) -> None:
    question = sample("order", "right")
    go(page, address, question)
    field = card(page, question)
    field.locator("[data-item]").first.evaluate(
        """(one) => {
            one.parentElement.prepend(document.createElement("font"));
            one.after(document.createElement("li"));
        }"""
    )
    fill(Mouse(page), field, question, right(question))
    submit(Mouse(page), field)
    expect_verdict(field, "right")
    assert log(page)[0]["response"] == right(question)


def test_an_enter_that_ends_a_composition_moves_nowhere(page: Page, address: str) -> None:
    question = next(one for _, one in COURSE.questions() if one.type == "blank" and len(right(one)) > 1)
    go(page, address, question)
    blanks = card(page, question).locator("[data-blank]")
    blanks.first.focus()
    browser = page.context.new_cdp_session(page)
    # Safari reports it after the composition: only the code of the key tells.
    browser.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229})
    browser.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Enter", "windowsVirtualKeyCode": 13})
    expect(blanks.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(blanks.nth(1)).to_be_focused()


LIMIT = 20_000


@pytest.mark.parametrize(("kind", "selector"), [("short", "textarea"), ("blank", "[data-blank]")])
def test_a_field_takes_no_more_than_a_record_can_hold_and_says_so(
    page: Page, address: str, kind: str, selector: str
) -> None:
    question = sample(kind, "right")
    go(page, address, question)
    field = card(page, question).locator(selector).first
    field.focus()
    page.keyboard.insert_text("长" * (LIMIT - 1))
    expect(page.get_by_text("已经写满")).to_have_count(0)
    page.keyboard.insert_text("长" * 5000)
    expect(page.get_by_text(f"已经写满 {LIMIT} 字")).to_be_visible()
    assert len(field.input_value()) == LIMIT
    page.keyboard.press("Backspace")
    expect(page.get_by_text("已经写满")).to_have_count(0)


def test_a_longer_draft_of_earlier_days_is_shown_whole_and_can_be_shortened(page: Page, address: str) -> None:
    question = sample("short", "right")
    go(page, address, question)
    area = card(page, question).locator("textarea")
    # A script is not bound by the limit, as no one was before there was one.
    area.evaluate("one => { one.value = '长'.repeat(25_000); one.dispatchEvent(new Event('input', {bubbles: true})); }")
    page.wait_for_function(
        """() => new Promise((resolve) => {
            const opened = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opened.onsuccess = () => {
                const all = opened.result.transaction("drafts").objectStore("drafts").getAll();
                all.onsuccess = () => { opened.result.close(); resolve(JSON.stringify(all.result).length > 25_000); };
            };
        })"""
    )
    page.reload()
    assert len(area.input_value()) == 25_000
    expect(page.get_by_text("这里有 25000 字")).to_be_visible()
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.press("Backspace")
    expect(page.get_by_text("这里有 24999 字")).to_be_visible()
    submit(Mouse(page), card(page, question))
    expect(card(page, question)).to_contain_text("参考")


def one_blank() -> Question:
    """Return the question whose only blank is filled by “进一步”, or else any with one blank."""
    asked = [one for _, one in COURSE.questions() if one.type == "blank" and len(right(one)) == 1]
    return next((one for one in asked if right(one) == ["进一步"]), asked[0])


@pytest.mark.parametrize("typed", ["{}。", "“{}！”", "\u200b{}\u2060", "\u202e{}\u00ad"], ids=ascii)
def test_punctuation_and_invisible_characters_do_not_count_in_a_blank(page: Page, address: str, typed: str) -> None:
    question = one_blank()
    go(page, address, question)
    fill(Mouse(page), card(page, question), question, [typed.format(right(question)[0])])
    submit(Mouse(page), card(page, question))
    expect_verdict(card(page, question), "right")


@pytest.mark.parametrize("typed", ["\u200b", " \u3000\u2060", "\u202e\u2069", "\u3164\u2800"], ids=ascii)
@pytest.mark.parametrize("kind", ["short", "blank"])
def test_a_text_that_shows_nothing_is_no_answer(page: Page, address: str, kind: str, typed: str) -> None:
    question = sample("short", "right") if kind == "short" else one_blank()
    go(page, address, question)
    card(page, question).locator("textarea, [data-blank]").first.fill(typed)
    submit(Mouse(page), card(page, question))
    expect(card(page, question).get_by_role("status").last).to_contain_text("请先")
    assert log(page) == []
