"""The bar at the bottom edge, what helps while questions are answered, and the moment of the result."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from browser.conftest import file_address
from course.model.bank import TYPE_LABELS, Question, ScenarioBody, ShortBody
from support.archives import COURSE, SCENARIO, SMALL
from support.learner import VERDICT, Mouse, answer, card, expect_verdict, fill, log, right, show_all, submit, wrong
from support.looks import violations
from support.site_build import Site
from support.store import wait_stored
from support.waiting import settled

WINDOWS = {"desk": (1366, 768), "phone": (390, 844)}
KINDS = [kind for kind in TYPE_LABELS if any(question.type == kind for _, question in COURSE.questions())]
BANKS = {question.id: bank.name for bank, question in COURSE.questions()}
PRESSES = "[data-action=next]"
QUICK = "newcomer-00042"

LARGER = next(bank for bank in COURSE.banks if len(bank.questions) > 10)


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab of each size; the one of a phone is touched."""
    width, height = WINDOWS[request.param]
    touch = request.param == "phone"
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": height}, is_mobile=touch, has_touch=touch
    )
    yield context.new_page()
    context.close()


def sample(kind: str) -> Question:
    return next(question for _, question in COURSE.questions() if question.type == kind)


def go(page: Page, address: str, question: Question) -> None:
    page.goto(f"{address}/quizzes/{BANKS[question.id]}.html#{question.id}")
    expect(card(page, question)).to_be_visible()


def quiz(page: Page, address: str, name: str = SMALL.name) -> None:
    page.goto(f"{address}/quizzes/{name}.html")
    expect(page.locator('[data-action="focus"]')).to_be_attached()


def box(place: Locator) -> dict[str, float]:
    found = place.bounding_box()
    assert found
    x, y, width, height = found["x"], found["y"], found["width"], found["height"]
    return {"x": x, "y": y, "width": width, "height": height, "right": x + width, "bottom": y + height}


def primary(page: Page) -> Locator:
    return page.locator("course-answer-bar .cq-primary")


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_press_is_where_the_last_one_was_and_the_verdict_in_view(
    window: Page, address: str, kind: str
) -> None:
    question = sample(kind)
    go(window, address, question)
    field = card(window, question)
    fill(Mouse(window), field, question, wrong(question))
    before = None
    if not isinstance(question, ScenarioBody):
        # Who presses a button that rests by Playwright scrolls the page.
        expect(window.locator('[data-action="submit"]')).to_be_enabled()
        # Filling in has scrolled to where no reader would.
        field.locator("form").evaluate("(form) => form.scrollIntoView({block: 'end'})")
        before = box(window.locator('[data-action="submit"]'))
        submit(Mouse(window), field)
    if isinstance(question, ShortBody):
        expect(field.locator(VERDICT)).to_have_attribute("data-verdict", "pending")
        expect(window.locator('[data-action="mark"]')).to_be_enabled()
        window.locator('[data-action="mark"]').click()
    expect_verdict(field, "wrong")
    following = window.locator(PRESSES)
    expect(following).to_be_in_viewport(ratio=1)
    expect(following).to_have_class("cq-button cq-primary")
    expect(field.locator(VERDICT)).to_be_in_viewport(ratio=1)
    # A smooth scroll comes to its end.
    window.wait_for_function(
        """() => {
            const bar = document.querySelector("course-answer-bar").getBoundingClientRect();
            const {top, bottom, height} = document.querySelector(".cq-outcome").getBoundingClientRect();
            const above = document.querySelector(".md-header").getBoundingClientRect().bottom;
            return top >= above - 1 && (bottom <= bar.top + 1 || height > bar.top - above - 120);
        }"""
    )
    if before:
        after = box(following)
        middle = (before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
        assert after["x"] <= middle[0] <= after["right"]
        assert after["y"] <= middle[1] <= after["bottom"]


def test_a_double_press_on_submit_skips_no_question(page: Page, address: str) -> None:
    first, second = SMALL.questions[:2]
    quiz(page, address)
    fill(Mouse(page), card(page, first), first, right(first))
    page.locator('[data-action="submit"]').dblclick()
    expect_verdict(card(page, first), "right")
    # Without looking whether the button rests, as a finger does.
    expect(card(page, first)).to_be_visible()
    page.locator(PRESSES).click()
    expect(card(page, second)).to_be_visible()


def test_the_first_question_of_a_page_can_be_submitted_at_once(page: Page, address: str) -> None:
    # What drives the browser counts as a person's press.
    page.add_init_script(
        """Object.defineProperty(navigator, "userActivation", {value: {hasBeenActive: false}});
        new MutationObserver(() => {
            self.rested ||= document.querySelector(
                '[data-action="submit"]:disabled, [data-action="submit"][aria-disabled=true]'
            ) !== null;
        }).observe(document, {subtree: true, childList: true, attributes: true});"""
    )
    quiz(page, address)
    expect(page.locator('[data-action="submit"]')).to_be_enabled()
    assert page.evaluate("self.rested") is False


def test_a_submit_button_that_has_just_come_is_deaf(page: Page, address: str) -> None:
    first, second = SMALL.questions[:2]
    quiz(page, address)
    answer(Mouse(page), card(page, first), first, right(first))
    fill_second = "() => document.querySelector('[data-question] input')?.click()"
    expect(page.locator(PRESSES)).to_be_enabled()
    page.evaluate(
        f"""() => {{
            document.querySelector('{PRESSES}').click();
            ({fill_second})();
            document.querySelector('[data-action="submit"]').click();
        }}"""
    )
    expect(card(page, second)).to_be_visible()
    expect(card(page, second).locator(VERDICT)).to_have_count(0)
    assert [one["question"] for one in log(page)] == [first.id]


@pytest.mark.parametrize("kind", ["multiple", "order", "case", "match"])
def test_nothing_that_has_the_focus_lies_under_the_bar(page: Page, address: str, kind: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    question = sample(kind)
    go(page, address, question)
    page.locator(".cq-title").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const bar = document.querySelector("course-answer-bar");
                const here = document.activeElement;
                if (!here.closest(".cq-form")) return false;
                const {top, bottom} = here.getBoundingClientRect();
            return bottom > bar.getBoundingClientRect().top + 1 ? [here.outerHTML, top, bottom] : false;
            }"""
        )
        assert not covered, covered


def test_a_question_takes_two_presses_beyond_its_choice(window: Page, address: str) -> None:
    quiz(window, address)
    for question in SMALL.questions[:3]:
        if isinstance(question, ShortBody | ScenarioBody):
            continue
        fill(Mouse(window), card(window, question), question, right(question))
        primary(window).click()
        primary(window).click()
        expect(card(window, question)).to_have_count(0)


# Keys


@pytest.mark.parametrize("keys", ["ABCDEF", "123456"])
def test_keys_choose_and_enter_submits_and_goes_on(page: Page, address: str, keys: str) -> None:
    question = next(bank.questions[0] for bank in COURSE.banks if bank.questions[0].type == "single")
    quiz(page, address, BANKS[question.id])
    expect(page.get_by_text("键盘：A–F")).to_be_visible()
    inputs = card(page, question).locator("input")
    values = inputs.evaluate_all("all => all.map((one) => Number(one.value))")
    page.keyboard.press(keys[values.index(right(question))])
    expect(inputs.nth(values.index(right(question)))).to_be_checked()
    expect(page.locator('[data-action="submit"]')).to_be_enabled()
    page.keyboard.press("Enter")
    expect_verdict(card(page, question), "right")
    expect(page.locator(PRESSES)).to_be_enabled()
    page.keyboard.press("Enter")
    expect(card(page, question)).to_have_count(0)
    # The keys are shown once.
    page.reload()
    expect(page.locator('[data-action="focus"]')).to_be_visible()
    settled(page)
    expect(page.get_by_text("键盘：A–F")).to_have_count(0)


def test_a_key_that_is_held_goes_on_once(page: Page, address: str) -> None:
    first, second = SMALL.questions[:2]
    quiz(page, address)
    fill(Mouse(page), card(page, first), first, right(first))
    page.locator(".cq-title").focus()
    expect(page.locator('[data-action="submit"]')).to_be_enabled()
    page.keyboard.down("Enter")
    expect_verdict(card(page, first), "right")
    expect(page.locator(PRESSES)).to_be_enabled()
    page.keyboard.down("Enter")
    expect(card(page, first)).to_be_visible()
    page.keyboard.up("Enter")
    page.keyboard.press("Enter")
    expect(card(page, second)).to_be_visible()


def test_keys_write_while_a_field_is_written_in(page: Page, address: str) -> None:
    question = sample("blank")
    go(page, address, question)
    expect(page.locator('[data-action="focus"]')).to_be_attached()
    blank = card(page, question).locator("[data-blank]").first
    blank.click()
    page.keyboard.type("a1f")
    expect(blank).to_have_value("a1f")
    expect(page.locator(".md-search__input")).not_to_be_focused()


def test_a_choice_of_a_scenario_has_keys_too(page: Page, address: str) -> None:
    go(page, address, SCENARIO)
    expect(page.locator('[data-action="focus"]')).to_be_attached()
    page.keyboard.press("A")
    expect(card(page, SCENARIO).locator(".cq-way")).to_have_count(1)


def test_keys_go_through_a_paper(page: Page, address: str) -> None:
    begin(page, address)
    place = page.locator(".cq-place")
    page.keyboard.press("B")
    expect(page.locator('[data-answered="true"]')).to_have_count(1)
    expect(page.locator(PRESSES)).to_be_enabled()
    page.keyboard.press("Enter")
    expect(place).to_have_text("2/10")


# Focus mode


def test_the_focus_mode_leaves_out_what_is_around_and_is_remembered(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    quiz(page, address)
    around = [page.locator(one) for one in (".md-tabs", ".md-footer", ".md-search", ".course-meta")]
    for one in around:
        expect(one).to_be_visible()
    height = box(page.locator(".md-header"))["height"]
    page.locator('[data-action="focus"]').click()
    for one in around:
        expect(one).to_be_hidden()
    assert box(page.locator(".md-header"))["height"] < height
    opener = box(page.locator('[data-action="reading-settings"]'))
    assert opener["bottom"] <= box(page.locator(".md-header__inner"))["bottom"]
    page.reload()
    expect(page.locator('[data-action="focus"]')).to_have_text("退出专心")
    expect(around[0]).to_be_hidden()
    page.keyboard.press("Escape")
    for one in around:
        expect(one).to_be_visible()
    page.locator('[data-action="focus"]').click()
    page.locator('[data-action="focus"]').click()
    expect(around[0]).to_be_visible()
    # Where nothing is answered, the menu is there.
    page.locator('[data-action="focus"]').click()
    page.goto(f"{address}/practice/drill.html")
    expect(page.locator('[data-action="start"]')).to_be_visible()
    expect(page.locator(".md-footer")).to_be_visible()


# The overview, and how many questions


def test_the_overview_stands_beside_on_a_desk_and_is_folded_on_a_phone(window: Page, address: str) -> None:
    quiz(window, address)
    side = box(window.locator(".cq-map"))
    question = box(window.locator("[data-question]"))
    if side["x"] >= question["right"]:
        assert WINDOWS["desk"][0] == window.viewport_size["width"]  # type: ignore[index]
        assert side["right"] <= WINDOWS["desk"][0]
        window.locator('[data-action="jump"]').nth(2).click()
        expect(card(window, SMALL.questions[2])).to_be_visible()
    else:
        assert side["bottom"] <= question["y"]
        expect(window.locator('[data-action="jump"]').first).to_be_hidden()


def test_the_overview_is_folded_where_large_letters_need_its_column(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    quiz(page, address)
    expect(page.locator('[data-action="jump"]').first).to_be_visible()
    page.locator('[data-action="reading-settings"]').click()
    page.get_by_label("最大").check()
    page.reload()
    expect(page.locator("[data-question]")).to_be_visible()
    expect(page.locator('[data-action="jump"]').first).to_be_hidden()


def test_of_many_questions_the_chosen_one_comes_to_the_top(page: Page, address: str) -> None:
    quiz(page, address, LARGER.name)
    show_all(page)
    page.locator('[data-action="jump"]').nth(5).click()
    chosen = page.locator("[data-question]").nth(5)
    expect(chosen.locator(".cq-title")).to_be_focused()
    expect(chosen.locator(".cq-stem").first).to_be_in_viewport(ratio=1)
    assert box(chosen)["y"] < page.viewport_size["height"] / 4  # type: ignore[index]


def test_a_run_can_be_limited_until_it_is_begun(page: Page, address: str) -> None:
    quiz(page, address, LARGER.name)
    jumps = page.locator('[data-action="jump"]')
    expect(jumps).to_have_count(len(LARGER.questions))
    page.locator('[data-size="10"]').click()
    expect(jumps).to_have_count(10)
    expect(page.locator('[data-size="10"]')).to_have_attribute("aria-pressed", "true")
    first = page.locator("[data-question]").get_attribute("data-question")
    question = next(one for one in LARGER.questions if one.id == first)
    answer(Mouse(page), card(page, question), question, right(question))
    expect(page.locator('[data-size="10"]')).to_be_hidden()
    page.reload()
    expect(jumps).to_have_count(10)
    expect(page.locator('[data-size="10"]')).to_be_hidden()
    page.locator('[data-action="restart"]').click()
    page.locator('[data-size="10"]').click()
    # What was never answered comes first.
    expect(jumps).to_have_count(10)
    assert len(LARGER.questions) > 10
    shown = []
    for at in range(10):
        jumps.nth(at).click()
        shown.append(page.locator("[data-question]").get_attribute("data-question"))
    assert first not in shown


def test_the_hint_on_keys_is_not_cut_off_in_an_exam(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/practice/exam.html")
    page.locator('[data-action="start"]').click()
    hint = page.locator(".cq-keys")
    expect(hint).to_be_visible()
    assert hint.evaluate("one => one.scrollWidth <= one.clientWidth")


# Small windows


def test_a_quiz_opens_with_its_first_question_in_view_at_twice_the_size(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 683, "height": 384})
    quiz(page, address, LARGER.name)
    question = page.locator("[data-question]")
    bar = box(page.locator(".cq-answer-bar"))
    assert page.evaluate("scrollY") == 0
    assert box(question)["y"] >= box(page.locator(".md-header"))["bottom"]
    assert box(question.locator(".cq-stem").first)["bottom"] <= bar["y"]
    # The title of the page is still there for those who hear it.
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator(".cq-sizes")).to_be_visible()


@pytest.mark.parametrize(
    ("width", "height", "limit"),
    [(390, 844, 350), (320, 640, 400), (1366, 768, 285), (1536, 730, 170), (1366, 650, 170)],
)
def test_the_first_question_begins_below_few_rows_of_settings(
    page: Page, address: str, width: int, height: int, limit: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    quiz(page, address, LARGER.name)
    assert box(page.locator("[data-question]"))["y"] < limit


@pytest.mark.parametrize(("width", "size"), [(1366, "100"), (1366, "120"), (1230, "100"), (1230, "120")])
def test_in_a_low_window_the_title_of_a_quiz_stands_beside_it(page: Page, address: str, width: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": 650})
    quiz(page, address, LARGER.name)
    page.evaluate("(size) => document.documentElement.dataset.courseSize = size", size)
    asked, overview = box(page.locator("[data-question]")), box(page.locator(".cq-side"))
    for said in (page.get_by_role("heading", level=1), page.locator(".course-quiz-page > .course-meta")):
        assert box(said)["x"] >= 0
        assert box(said)["x"] + box(said)["width"] <= asked["x"]
    assert asked["x"] + asked["width"] <= overview["x"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("size", ["120", "140"])
def test_at_larger_font_sizes_the_overview_stands_within_the_window(page: Page, address: str, size: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 768})
    for place in (f"quizzes/{LARGER.name}.html", f"practice/exam.html#{QUICK}"):
        page.goto(f"{address}/{place}")
        page.evaluate("(size) => document.documentElement.dataset.courseSize = size", size)
        if "exam" in place:
            page.locator('[name="paper-number"]').fill(QUICK)
            page.locator('[data-action="start"]').click()
        for _ in ("with", "without the menu"):
            for width in (1220, 1280, 1366, 1440, 1600):
                page.set_viewport_size({"width": width, "height": 768})
                expect(page.locator(".cq-side")).to_have_css("position", "absolute")
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.locator('[data-action="focus"]').click()


def test_an_office_laptop_shows_every_option_of_a_question(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 650})
    quiz(page, address, LARGER.name)
    # As many as a question may have, with a stem of three lines.
    page.evaluate(
        """() => {
            const list = document.querySelector("[data-question] .cq-choices");
            while (list.children.length < 6) list.append(list.lastElementChild.cloneNode(true));
            document.querySelector("[data-question] .cq-stem").textContent = "字".repeat(100);
        }"""
    )
    assert box(page.locator(".cq-choice").last)["bottom"] <= box(page.locator(".cq-answer-bar"))["y"]


@pytest.mark.parametrize(
    ("path", "width", "height"), [("drill", 320, 640), ("recite", 320, 640), ("exam", 1366, 768), ("drill", 1366, 600)]
)
def test_a_low_window_shows_the_button_that_begins(
    page: Page, address: str, path: str, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{address}/practice/{path}.html")
    start = page.locator(".cq-panel .cq-primary")
    expect(start).to_be_in_viewport(ratio=1)
    last = page.locator(".cq-panel :is(select, input)").last
    last.focus()
    assert box(last)["bottom"] <= box(start)["y"]


def test_a_phone_shows_the_button_that_begins_the_chosen_paper(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/practice/exam.html")
    start = page.locator('[data-action="start"]')
    expect(page.locator('[name="exam"]:checked')).to_have_count(1)
    expect(start).to_be_in_viewport(ratio=1)
    assert box(start)["bottom"] <= box(page.locator(".course-bottom-bar"))["y"]
    # It covers nothing that has the focus.
    for place in page.locator('[name="exam"], [name="paper-number"], [data-action="other-number"]').all():
        place.focus()
        here = box(place)
        assert here["bottom"] <= box(start)["y"] or here["y"] >= box(start)["bottom"]
    start.tap()
    expect(page.locator(".cq-exam")).to_be_visible()
    context.close()


# Results

# The one button that is filled: the next step.
FILLED = ":is(.cq-primary, .course-next)"


def run_with(page: Page, address: str, missed: int) -> None:
    quiz(page, address)
    for number, question in enumerate(SMALL.questions):
        answer(Mouse(page), card(page, question), question, (wrong if number < missed else right)(question))
        page.locator(PRESSES).click()
    expect(page.locator(".cq-result")).to_be_visible()


def test_a_result_has_one_next_step_and_what_to_read_again(page: Page, address: str) -> None:
    run_with(page, address, 4)
    result = page.locator(".cq-result")
    expect(result.locator(FILLED)).to_have_count(1)
    expect(page.locator(FILLED)).to_have_count(1)
    expect(result.locator('[data-action="retry"]')).to_have_text("只练错题（4 题）")
    links = result.locator(".cq-rereads a")
    assert 1 <= links.count() <= 3
    expect(result.locator(".cq-table")).to_be_hidden()
    result.locator("summary").click()
    expect(result.locator(".cq-table")).to_be_visible()
    links.first.click()
    page.wait_for_url("**/study/*.html#*")


def test_after_a_run_without_a_mistake_the_next_quiz_follows(page: Page, address: str) -> None:
    run_with(page, address, 0)
    following = page.locator(f".cq-result {FILLED}")
    expect(following).to_have_count(1)
    expect(page.locator('[data-action="retry"]')).to_have_count(0)
    following.click()
    page.wait_for_url(lambda url: f"quizzes/{SMALL.name}" not in url)


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/exam.html")
    number = page.locator('[name="paper-number"]')
    expect(number).not_to_have_value("")
    number.fill(QUICK)
    page.locator('[data-action="start"]').click()
    expect(page.locator('.cq-exam [data-action="focus"]')).to_be_attached()


def answer_all(page: Page, questions: dict[str, Question], skipped: tuple[int, ...] = ()) -> None:
    for at in range(10):
        here = page.locator("[data-question]")
        question = questions[here.get_attribute("data-question") or ""]
        if at not in skipped:
            fill(Mouse(page), here, question, right(question))
        page.locator(PRESSES).click()


def test_the_last_next_hands_in_and_blanks_lead_back(
    window: Page, address: str, questions: dict[str, Question]
) -> None:
    begin(window, address)
    answer_all(window, questions, skipped=(3,))
    # Behind the last question stands the confirmation.
    blank = window.locator('[data-action="to-question"]')
    expect(blank).to_have_text(["4"])
    blank.click()
    expect(window.locator(".cq-place")).to_have_text("4/10")
    expect(window.locator('[data-action="confirm"]')).to_have_count(0)


@pytest.mark.parametrize("skipped", [(), tuple(range(10))])
def test_a_result_of_a_paper_has_an_address_and_says_passed_or_not(
    page: Page, address: str, questions: dict[str, Question], skipped: tuple[int, ...]
) -> None:
    begin(page, address)
    answer_all(page, questions, skipped)
    page.locator('[data-action="confirm"]').click()
    score = page.locator(".cq-score")
    expect(score).to_have_attribute("data-passed", "false" if skipped else "true")
    expect(score).to_contain_text("✗ 还没到及格线" if skipped else "✓ 及格")
    primary = page.locator(f".cq-result {FILLED}")
    expect(primary).to_have_count(1)
    if skipped:
        # Of a paper that failed, what was missed comes first.
        expect(primary).to_have_text("只练没答的（10 题）")
    else:
        expect(page.locator('[data-action="retry"]')).to_have_count(0)
    assert page.locator(".cq-rereads a").count() == (3 if skipped else 0)
    shown = page.url
    assert "#paper=" in shown
    page.reload()
    expect(score).to_be_visible()
    assert page.url == shown
    page.locator('[data-action="new-paper"]').click()
    expect(page.locator('[data-action="start"]')).to_be_visible()
    page.go_back()
    expect(score).to_be_visible()
    # Two presses hand in a slip.
    page.locator("course-exam").get_by_role("link", name="交成绩单").click()
    expect(page.locator('[data-action="save-slip"]')).to_be_visible()


def test_the_result_of_a_paper_stays_in_a_folder_too(page: Page, site: Site) -> None:
    root = file_address(site, "practice/exam.html").removesuffix("/practice/exam.html")
    begin(page, root)
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-score")).to_be_visible()
    page.reload()
    expect(page.locator(".cq-score")).to_be_visible()
    # On paper two questions stand beside each other.
    page.emulate_media(media="print")
    cards = page.locator(".cq-exam-result [data-question]")
    expect(cards.first).to_be_visible()
    assert box(cards.first)["width"] < box(page.locator(".cq-result"))["width"] / 2
    page.emulate_media(media="screen")
    page.go_back()
    expect(page.locator('[data-action="start"]')).to_be_visible()


# Sizes


def test_boxes_are_large_and_a_whole_row_chooses(window: Page, address: str) -> None:
    for kind in ("single", "multiple"):
        question = sample(kind)
        go(window, address, question)
        row = card(window, question).locator("label.cq-choice").first
        choice = row.locator("input")
        assert min(box(choice)["width"], box(choice)["height"]) >= 24
        size = box(row)
        # At the very edge.
        row.click(position={"x": size["width"] - 4, "y": size["height"] - 4})
        expect(choice).to_be_checked()


# Paper


@pytest.mark.parametrize("kind", ["paper", "key", "sheet"])
def test_a_paper_is_light_and_has_nothing_of_the_screen(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(locale="zh-CN", color_scheme="dark")
    page = context.new_page()
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(QUICK)
    page.locator(f'[data-action="print-{kind}"]').click()
    expect(page.locator(".cq-paper")).to_be_attached()
    page.emulate_media(media="print")
    expect(page.locator(".md-content h1")).to_be_hidden()
    expect(page.locator(".md-content__inner > p").first).to_be_hidden()
    light = "(place) => [getComputedStyle(place).colorScheme, getComputedStyle(place).backgroundColor]"
    for place in ("html", "body"):
        assert page.locator(place).evaluate(light) == ["light", "rgb(255, 255, 255)"]
    if kind != "sheet":
        # Two columns, told by where questions begin.
        lefts = page.locator("[data-printed]").evaluate_all(
            "all => Array.from(new Set(all.map((one) => Math.round(one.getBoundingClientRect().left))))"
        )
        assert len(lefts) == 2
    keys = page.locator(".cq-paper-key li").all_inner_texts()
    pages = printed(page)
    if kind == "key":
        assert len(keys) == 10
        first = "".join(pages[0].split())
        assert "1．" not in first
        for line in keys:
            assert "".join(line.split()) in first
    if kind == "sheet":
        assert len(pages) == 1
    context.close()


def printed(page: Page) -> list[str]:
    """Return the text of each page as it is printed."""
    paper: Any = page.pdf(format="A4", print_background=True)
    return [one.extract_text() for one in PdfReader(io.BytesIO(paper)).pages]


def test_mistakes_are_printed_without_the_page_around(page: Page, address: str) -> None:
    question = SMALL.questions[0]
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, wrong(question))
    wait_stored(page, "attempts")
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/mistakes.html")
    page.locator('[data-action="print"]').click()
    expect(page.locator("[data-printed]")).to_have_count(1)
    page.emulate_media(media="print")
    expect(page.locator("[data-printed]")).to_be_visible()
    expect(page.locator(".md-content h1")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator("[data-printed]")).to_have_count(0)
    expect(page.locator(".md-content h1")).to_be_visible()


# Around


def test_no_way_back_to_the_top_covers_anything_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 600}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/practice/exam.html")
    expect(page.locator("course-exam .cq-player")).to_be_visible()
    page.wait_for_function("() => window.component$ !== undefined")
    page.mouse.wheel(0, 600)
    page.wait_for_function("() => scrollY > 300")
    page.mouse.wheel(0, -200)
    # The theme shows it now, were it not for the style sheet.
    page.wait_for_function("() => !document.querySelector('.md-top').hidden")
    expect(page.locator(".md-top")).to_be_hidden()
    context.close()


def test_the_boxes_of_a_list_to_tick_stand_beside_their_text(browser: Browser, address: str) -> None:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}/study/filing.html")
    page.wait_for_selector(".cq-tick")
    apart = page.locator(".cq-tick").first.evaluate(
        """(label) => {
            const mark = label.querySelector(".task-list-indicator");
            const style = getComputedStyle(mark, "::before");
            const top = mark.offsetParent.getBoundingClientRect().top + parseFloat(style.top);
            const words = document.createRange();
            words.selectNodeContents(label);
            const lines = Array.from(words.getClientRects()).filter(({width}) => width > 20);
            const line = lines[0];
            return Math.abs(top + parseFloat(style.height) / 2 - (line.top + line.height / 2));
        }"""
    )
    assert apart < 4
    context.close()


def test_kinds_of_questions_line_up(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/practice/drill.html")
    expect(page.locator('[data-action="start"]')).to_be_enabled()
    kinds = page.locator("course-drill fieldset").first
    boxes = kinds.locator("input")
    lefts = boxes.evaluate_all("all => all.map((one) => one.getBoundingClientRect().left)")
    assert min(lefts) >= box(kinds.locator("legend"))["right"]


def test_axe_finds_nothing_in_the_focus_mode_and_in_a_result(page: Page, address: str, axe: str) -> None:
    quiz(page, address)
    assert violations(page, axe) == []
    page.locator('[data-action="focus"]').click()
    assert violations(page, axe) == []
    run_with(page, address, 3)
    assert violations(page, axe) == []
