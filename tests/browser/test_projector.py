"""A study page shown to a group as slides, by keys, clickers and buttons, and no trace in any record."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import Question, Scenario, Single
from support.archives import COURSE, SCENARIO
from support.downloads import downloading
from support.learner import ending, log
from support.looks import LOOKS, page_in, violations
from support.site_build import Site
from support.waiting import failed_image, painted, settled, theme_loaded

STUDY = next(page for page in COURSE.study if page.name == "filing")
FIRST, SECOND = STUDY.requirements[:2]
PLAYED = next(bank for bank in COURSE.banks if SCENARIO in bank.questions).page
COUNTER = ".cq-counter span:first-child"
SLIDE = ".cq-slide"
SCROLLED = "window.scrollY"

SCREENS = (
    "1．收齐、按时交",
    "2．该归的归，不该归的不归",
    "3．要点：发文成套、办过的来文、不归的",
    "4．要点：拿不准的、合办的",
    "5．示例：一次停水检修留下了什么",
    "6．原文",
    "7．自测 1",
    "8．自测 2",
    "9．自测 3",
    "10．什么时候交",
    "11．要点：三月底、跨年看办结、工程三个月",
    "12．原文",
    "13．自测 1",
    "14．自测 2",
    "15．自测 3",
    "16．交什么样的",
    "17．要点：原件、齐全、耐久",
    "18．原文",
    "19．自测 1",
    "20．自测 2",
    "21．怎样交接",
    "22．要点：当面清点、各存一份、缺件写明",
    "23．原文",
    "24．自测 1",
    "25．常见差错",
    "26．议一议 1：去年移交的时候",
    "27．议一议 2：有没有“大家都说没用、谁也不敢丢”的一堆材料？",
    "28．自查单",
)
ALL = len(SCREENS)
FIRST_SCREEN = next(place for place, title in enumerate(SCREENS, 1) if title.endswith(FIRST.title))
SECOND_SCREEN = next(place for place, title in enumerate(SCREENS, 1) if title.endswith(SECOND.title))
QUESTION = 7
DISCUSSION = 26


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]')


def shows(page: Page, number: int) -> None:
    expect(page.locator(COUNTER)).to_have_text(re.compile(rf"^{number} / \d+$"))


def number(page: Page) -> int:
    return int(page.locator(COUNTER).inner_text().split("/")[0])


def project(page: Page, address: str, fragment: str = "") -> None:
    page.goto(f"{address}/study/{STUDY.name}.html{fragment}")
    action(page, "project").focus()
    page.keyboard.press("Enter")
    ready(page)


def ready(page: Page) -> None:
    """Wait until the questions have their data."""
    expect(page.locator(COUNTER)).to_be_visible()
    page.wait_for_function("() => self.courseOnDemand?.projector")
    if number(page) == 1:
        jump(page, QUESTION)
        expect(page.locator(f"{SLIDE}[data-question]")).to_be_visible()
        page.keyboard.press("Home")
        shows(page, 1)


def jump(page: Page, screen: int) -> None:
    action(page, "list").click()
    action(page, "jump").nth(screen - 1).click()
    shows(page, screen)


def hidden_below(page: Page) -> float:
    """Return how many pixels of the slide are below the edge of what the bar leaves free."""
    found = page.evaluate(
        """() => {
            const end = document.querySelector(".cq-slide").getBoundingClientRect().bottom;
            return end - document.querySelector(".cq-projector").getBoundingClientRect().top;
        }"""
    )
    return float(found)


def reads(page: Page) -> Any:
    """Return how far this page has been read, by the learner's record."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            const opened = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opened.onsuccess = () => {
                const all = opened.result.transaction("reads").objectStore("reads").getAll();
                all.onsuccess = () => resolve(all.result.map(({place, ended}) => [place, ended]));
            };
        })"""
    )


def shown_question(page: Page, questions: dict[str, Question]) -> Question:
    name = page.locator(f"{SLIDE}[data-question]").get_attribute("data-question")
    assert name is not None
    return questions[name]


def test_the_page_is_divided_into_screens_of_one_idea(page: Page, address: str) -> None:
    project(page, address)
    action(page, "list").click()
    found = action(page, "jump").all_inner_texts()
    assert [title[: len(wanted)] for title, wanted in zip(found, SCREENS, strict=True)] == list(SCREENS)
    sections = page.locator(".cq-screens h2").all_inner_texts()
    titles = [requirement.title for requirement in STUDY.requirements]
    assert sections == ["开头", *titles, *COURSE.sections, "举手结果"]


def test_a_slide_fills_the_screen_and_nothing_else_is_there(page: Page, address: str) -> None:
    project(page, address)
    jump(page, FIRST_SCREEN + 1)
    assert page.locator("h1:visible").all_inner_texts() == [FIRST.title]
    expect(
        page.locator(".md-header, .md-tabs, .md-sidebar, .md-footer, .md-container").locator("visible=true")
    ).to_have_count(0)
    points = page.locator(f"{SLIDE} li")
    expect(points).to_have_count(3)
    box = points.first.bounding_box()
    assert box is not None
    assert box["width"] > 0.8 * page.evaluate("window.innerWidth")
    letters = points.first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    assert letters > page.evaluate("window.innerHeight") / 28
    # The ids belong to the page: a slide is a copy.
    expect(page.locator(f"{SLIDE} [id]")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (390, 844)])
@pytest.mark.parametrize("key", ["PageDown", "Space"])
def test_every_line_of_every_slide_is_seen_before_the_next_comes(
    browser: Browser, address: str, width: int, height: int, key: str
) -> None:
    with page_in(browser, "light", width, height) as page:
        project(page, address)
        seen, left, at = 0.0, 0.0, 1
        for _ in range(12 * ALL):
            if number(page) != at:
                assert number(page) == at + 1, "a slide was left out"
                assert left < 1, "the end of a slide was left out"
                at += 1
                seen = 0.0
            top = page.evaluate(SCROLLED)
            free = page.evaluate("document.querySelector('.cq-projector').getBoundingClientRect().top")
            assert top <= seen, "a part was left out"
            seen = top + free
            left = hidden_below(page)
            said = page.locator(".cq-more")
            expect(said).to_have_text("还有下文 ↓") if left > 1 else None
            if left <= 0:
                expect(said).to_be_empty()
            if action(page, "forward").is_disabled():
                break
            page.keyboard.press(key)
        assert (at, left < 1) == (ALL, True)


WAYS = (("PageDown", "PageUp"), ("Space", "Shift+Space"), ("ArrowDown", "ArrowUp"), ("ArrowRight", "ArrowLeft"))


def test_keys_and_buttons_lead_on_and_back(page: Page, address: str) -> None:
    project(page, address)
    for forward, back in WAYS:
        page.keyboard.press(forward)
        shows(page, 2)
        page.keyboard.press(back)
        shows(page, 1)
    page.keyboard.press("ArrowLeft")
    shows(page, 1)
    expect(action(page, "back")).to_be_disabled()
    action(page, "forward").click()
    shows(page, 2)
    action(page, "back").click()
    shows(page, 1)
    page.keyboard.press("End")
    shows(page, ALL)
    expect(action(page, "forward")).to_be_disabled()
    page.keyboard.press("ArrowRight")
    shows(page, ALL)
    page.keyboard.press("Home")
    shows(page, 1)


def test_space_goes_on_wherever_the_focus_is_in_the_bar(page: Page, address: str) -> None:
    project(page, address)
    # A click leaves the keys of a clicker as they are.
    action(page, "forward").click()
    page.keyboard.press("Space")
    shows(page, 3)
    action(page, "forward").focus()
    page.keyboard.press("Space")
    shows(page, 4)
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    action(page, "back").focus()
    page.keyboard.press("Enter")
    # The button can lead no further back, and hands the keys on.
    expect(action(page, "back")).to_be_disabled()
    page.keyboard.press("Space")
    shows(page, 2)


def test_the_group_answers_before_it_sees_the_key(page: Page, address: str, questions: dict[str, Question]) -> None:
    project(page, address)
    jump(page, QUESTION)
    question = shown_question(page, questions)
    assert isinstance(question, Single)
    key = page.locator(".cq-slide-key")
    expect(key).to_be_hidden()
    expect(page.get_by_text("✓ 正确")).to_be_hidden()
    page.keyboard.press("PageDown")
    shows(page, QUESTION)
    expect(key).to_be_in_viewport()
    rows = page.locator(".cq-slide-options > li")
    right = question.options[question.key[0]].text
    expect(rows.filter(has_text="✓ 正确")).to_have_count(1)
    expect(rows.filter(has_text="✓ 正确")).to_contain_text(right)
    action(page, "uncover").click()
    expect(key).to_be_hidden()
    action(page, "uncover").click()
    expect(key).to_be_visible()
    page.keyboard.press("PageDown")
    shows(page, QUESTION + 1)
    page.keyboard.press("PageUp")
    shows(page, QUESTION)
    expect(key).to_be_visible()


def test_a_slide_that_fits_with_its_key_does_not_move(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    project(page, address)
    jump(page, QUESTION)
    action(page, "uncover").click()
    expect(page.locator(".cq-slide-key")).to_be_in_viewport(ratio=1)
    assert hidden_below(page) <= 1
    assert page.evaluate("scrollY") == 0


def test_a_show_of_hands_is_drawn_and_stored_nowhere(page: Page, address: str, questions: dict[str, Question]) -> None:
    project(page, address)
    jump(page, QUESTION)
    question = shown_question(page, questions)
    assert isinstance(question, Single)
    hands = page.get_by_role("textbox", name=re.compile("选 . 的人数"))
    expect(hands).to_have_count(len(question.options))
    expect(page.locator(".cq-hands-result:visible")).to_have_count(0)
    hands.nth(0).fill("１")
    page.keyboard.press("Enter")
    expect(hands.nth(1)).to_be_focused()
    page.keyboard.type("3人")
    expect(page.locator(".cq-hands-total")).to_have_text("一共 4 人举手")
    assert page.locator(".cq-hands-figure:visible").all_inner_texts()[:2] == ["25%", "75%"]
    widths = page.locator(".cq-hands-bar").evaluate_all("all => all.map(one => one.getBoundingClientRect().width)")
    assert widths[1] == pytest.approx(3 * widths[0], rel=0.02)
    # The keys of a remote work while a field has the focus; those that write do not turn the page.
    page.keyboard.press("Home")
    shows(page, QUESTION)
    for _ in range(4):
        if not page.locator(".cq-slide-key").is_visible():
            page.keyboard.press("PageDown")
    expect(page.locator(".cq-slide-key")).to_be_visible()
    order = page.locator(".cq-slide-option").evaluate_all("all => all.map(one => one.firstChild.textContent)")
    chosen = [next(option for option in question.options if option.text == text) for text in order[:2]]
    wrong = [option for option in chosen if option != question.options[question.key[0]] and option.why]
    assert page.locator(".cq-slide-why:visible").count() == len(wrong)
    settled(page)
    assert log(page) == []
    page.keyboard.press("Escape")
    action(page, "project").click()
    jump(page, QUESTION)
    expect(hands.nth(1)).to_have_value("3人")
    page.reload()
    action(page, "project").click()
    jump(page, QUESTION)
    expect(hands.nth(1)).to_have_value("")


def test_counting_hands_moves_neither_the_question_nor_the_options(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    project(page, address)
    jump(page, QUESTION)
    measure = (
        "() => ['.cq-slide-question', '.cq-slide-options'].flatMap(name => ['top', 'height'].map(side => "
        "Math.round(document.querySelector(name).getBoundingClientRect()[side])))"
    )
    before = page.evaluate(measure)
    fields = page.locator("[data-hands]")
    fields.first.focus()
    for _ in range(fields.count()):
        page.keyboard.type("12")
        expect(page.locator(".cq-hands-figure").first).to_be_visible()
        assert page.evaluate(measure) == before
        page.keyboard.press("Enter")


def test_on_a_phone_the_key_moves_no_field(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    project(page, address)
    jump(page, QUESTION)
    action(page, "uncover").click()
    expect(page.get_by_text("✓ 正确")).to_be_visible()
    fields = page.locator(".cq-hand-count").filter(visible=True)
    ends = fields.evaluate_all("all => all.map((one) => one.getBoundingClientRect().right)")
    assert len(set(ends)) == 1


def test_the_counts_can_be_taken_away_as_a_text(page: Page, address: str, questions: dict[str, Question]) -> None:
    project(page, address)
    action(page, "list").click()
    expect(action(page, "save-results")).to_have_count(0)
    expect(page.get_by_text("填了人数，可以在这里带走。")).to_be_visible()
    page.keyboard.press("Escape")
    jump(page, QUESTION)
    question = shown_question(page, questions)
    assert isinstance(question, Single)
    page.locator('[data-hands="1"]').fill("5")
    action(page, "list").click()
    with downloading(page) as saved:
        action(page, "save-results").click()
    lines = saved.content.decode().split("\r\n")
    assert lines[0].startswith(f"{STUDY.title}：举手结果（")
    assert lines[2].startswith("自测 1：")
    counts = lines[3 : 3 + len(question.options)]
    assert [line.split("　")[1] for line in counts] == ["0 人", "5 人", *["0 人"] * (len(counts) - 2)]
    assert [line.endswith("✓") for line in counts].count(True) == 1
    action(page, "copy-results").click()
    expect(page.get_by_text(re.compile("已经复制|请按 Ctrl"))).to_be_visible()


def test_hints_for_discussion_are_shown_on_demand_only(page: Page, address: str) -> None:
    project(page, address)
    jump(page, DISCUSSION)
    expect(page.locator(SLIDE)).to_contain_text("去年移交的时候，退回来最多的是哪一类材料？")
    hint = page.get_by_text("请档案员带上退件记录")
    expect(page.locator(SLIDE).get_by_text("请档案员带上退件记录")).to_be_hidden()
    action(page, "uncover").click()
    expect(page.locator(SLIDE).get_by_text("请档案员带上退件记录")).to_be_visible()
    expect(action(page, "uncover")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("PageDown")
    shows(page, DISCUSSION + 1)
    expect(hint.locator("visible=true")).to_have_count(0)


def scenario_slide(page: Page, address: str) -> Locator:
    """Project the page with the scenario, and go on to its slide."""
    page.goto(f"{address}/{PLAYED.replace('.md', '.html')}")
    action(page, "project").click()
    page.wait_for_function("() => document.querySelector('.cq-slides')")
    slide = page.locator(f'{SLIDE}[data-question="{SCENARIO.id}"]')
    for _ in range(100):
        page.keyboard.press("End")
        if slide.is_visible():
            break
    expect(slide).to_be_visible()
    return slide


def test_each_step_of_a_scenario_is_a_screen(page: Page, address: str) -> None:
    assert isinstance(SCENARIO, Scenario)
    slide = scenario_slide(page, address)
    start = SCENARIO.steps[SCENARIO.start]
    expect(slide.locator("[data-choice]")).to_have_count(len(start.choices))
    expect(slide.get_by_role("heading", name="第 1 步")).to_be_visible()
    # The way goes where most hands were raised.
    good = ending(SCENARIO, "good")
    assert good is not None
    order = slide.locator("[data-choice]").evaluate_all("all => all.map(one => Number(one.dataset.choice))")
    page.locator(f'[data-hands="{order.index(good[0])}"]').fill("6")
    forward_to(page, slide, "第 2 步")
    expect(slide.get_by_text(f"选了：{start.choices[good[0]].text}")).to_be_visible()
    expect(slide.get_by_text(start.text)).to_have_count(0)
    page.keyboard.press("PageUp")
    expect(slide.get_by_role("heading", name="第 1 步")).to_be_visible()
    expect(page.locator(f'[data-hands="{order.index(good[0])}"]')).to_have_value("6")
    for place, choice in enumerate(good, 1):
        expect(slide.get_by_role("heading", name=f"第 {place} 步")).to_be_visible()
        expect(slide.locator(f'[data-choice="{choice}"]')).not_to_have_attribute("aria-disabled", "true")
        order = slide.locator("[data-choice]").evaluate_all("all => all.map(one => Number(one.dataset.choice))")
        # The field that had the focus takes digits; elsewhere they press.
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(str(order.index(choice) + 1))
    expect(slide.locator('[data-verdict="right"]')).to_be_visible()
    expect(
        slide.get_by_text(next(end for end in SCENARIO.ends.values() if end.outcome == "good").debrief[:10])
    ).to_be_hidden()
    for _ in range(10):
        if slide.locator(".cq-slide-key").is_visible():
            break
        page.keyboard.press("PageDown")
    expect(slide.locator(".cq-slide-key")).to_be_visible()
    settled(page)
    assert log(page) == []


def test_nothing_is_chosen_or_uncovered_behind_a_black_screen(page: Page, address: str) -> None:
    slide = scenario_slide(page, address)
    page.keyboard.press("b")
    expect(page.locator(".cq-dark")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("b")
    expect(page.locator(".cq-dark")).to_have_count(0)
    expect(slide.get_by_role("heading", name="第 1 步")).to_be_visible()
    expect(slide.locator('[data-choice][aria-disabled="true"], [data-choice][aria-pressed="true"]')).to_have_count(0)
    project(page, address)
    jump(page, QUESTION)
    notes = notes_of(page)
    action(notes, "notes-dark").click()
    expect(page.locator(".cq-dark")).to_be_visible()
    action(notes, "uncover").click()
    expect(page.locator(".cq-dark")).to_have_count(0)
    expect(page.locator(f"{SLIDE} .cq-slide-key")).to_be_hidden()
    action(notes, "uncover").click()
    expect(page.locator(f"{SLIDE} .cq-slide-key")).to_be_visible()


def forward_to(page: Page, slide: Locator, heading: str) -> None:
    for _ in range(10):
        if slide.get_by_role("heading", name=heading).is_visible():
            return
        page.keyboard.press("PageDown")
    raise AssertionError(heading)


def test_the_list_leads_to_any_screen(page: Page, address: str) -> None:
    project(page, address)
    page.keyboard.press("PageDown")
    action(page, "list").focus()
    page.keyboard.press("Enter")
    current = action(page, "jump").nth(1)
    expect(current).to_be_focused()
    expect(current).to_have_attribute("aria-current", "true")
    page.keyboard.press("ArrowDown")
    expect(action(page, "jump").nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(current).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cq-screens")).to_be_hidden()
    shows(page, 2)
    jump(page, DISCUSSION)
    expect(page.locator(".cq-screens")).to_be_hidden()
    page.keyboard.press("Space")
    shows(page, DISCUSSION + 1)


def leave(page: Page) -> None:
    """Leave the projection, and wait until the page has its place again."""
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.fullscreenElement")
    painted(page)


def test_it_begins_where_the_reader_is(page: Page, address: str) -> None:
    project(page, address, f"#{SECOND.id}")
    shows(page, SECOND_SCREEN)
    leave(page)
    page.goto(f"{address}/study/{STUDY.name}.html#{SECOND.points[1].id}")
    action(page, "project").evaluate("one => one.click()")
    shows(page, SECOND_SCREEN + 1)
    leave(page)
    page.evaluate("window.scrollTo(0, 0)")
    page.locator(f'[id="{STUDY.requirements[2].id}"]').evaluate("one => one.scrollIntoView()")
    action(page, "project").evaluate("one => one.click()")
    expect(page.locator(SLIDE)).to_contain_text(STUDY.requirements[2].title)


def test_an_address_opens_the_slides_at_a_requirement(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html?slides#{SECOND.id}")
    shows(page, SECOND_SCREEN)
    page.keyboard.press("Escape")
    expect(page.locator(".cq-slides")).to_have_count(0)
    expect(page.locator(f'[id="{SECOND.id}"]')).to_be_in_viewport()


def test_a_countdown_ends_in_view_and_in_silence(page: Page, address: str) -> None:
    page.clock.install()
    project(page, address)
    clock = page.locator(".cq-countdown")
    expect(clock).to_be_hidden()
    action(page, "timer").click()
    page.locator('[data-minutes="3"]').click()
    expect(page.locator(".cq-timer")).to_be_hidden()
    expect(clock).to_have_text("3:00")
    page.clock.run_for(61_000)
    expect(clock).to_have_text("1:59")
    page.keyboard.press("PageDown")
    shows(page, 2)
    page.clock.run_for(119_000)
    expect(clock).to_have_text("时间到")
    expect(clock).to_be_in_viewport()
    clock.click()
    expect(clock).to_be_hidden()
    action(page, "timer").click()
    page.get_by_role("textbox", name="分钟数").fill("０.5")
    page.keyboard.press("Enter")
    expect(clock).to_have_text("0:30")
    clock.click()
    expect(clock).to_be_hidden()


@pytest.mark.parametrize("typed", ["", "0", "181", "五"])
def test_minutes_that_are_refused_are_answered(page: Page, address: str, typed: str) -> None:
    project(page, address)
    action(page, "timer").click()
    field = page.get_by_role("textbox", name="分钟数")
    field.fill(typed)
    action(page, "countdown-own").click()
    problem = page.locator(".cq-timer").get_by_role("alert")
    expect(problem).to_have_text("请填大于 0、不超过 180 的分钟数，比如 8 或 2.5。")
    expect(field).to_be_focused()
    field.fill("180")
    page.keyboard.press("Enter")
    expect(page.locator(".cq-countdown")).to_be_visible()
    action(page, "timer").click()
    expect(problem).to_be_empty()


def notes_of(page: Page) -> Page:
    with page.expect_popup() as opened:
        action(page, "notes").click()
    return opened.value


def check_notes(page: Page) -> None:
    jump(page, DISCUSSION)
    notes = notes_of(page)
    expect(notes.locator(".cq-notes")).to_contain_text("请档案员带上退件记录")
    expect(notes.locator(".cq-notes")).to_contain_text("有没有“大家都说没用")
    expect(notes.locator(".cq-notes-clock")).to_contain_text("已经讲了 0:0")
    expect(page.locator(SLIDE).get_by_text("请档案员带上退件记录")).to_be_hidden()
    # It follows the slides, and drives them.
    page.keyboard.press("PageDown")
    expect(notes.locator(".cq-notes")).to_contain_text("约定一天，请档案员当场看")
    action(notes, "notes-back").click()
    shows(page, DISCUSSION)
    notes.keyboard.press("PageDown")
    shows(page, DISCUSSION + 1)
    action(notes, "uncover").click()
    expect(page.locator(SLIDE).get_by_text("约定一天")).to_be_visible()
    action(notes, "notes-dark").click()
    expect(page.locator(".cq-dark")).to_be_visible()
    action(notes, "notes-dark").click()
    expect(page.locator(".cq-dark")).to_have_count(0)
    jump(page, QUESTION)
    expect(notes.locator("[data-printed]")).to_contain_text("答案：")
    with notes.expect_event("close"):
        page.bring_to_front()
        page.keyboard.press("Escape")
    expect(page.locator(".cq-slides")).to_have_count(0)


def test_the_leader_has_a_window_of_their_own(page: Page, address: str) -> None:
    project(page, address)
    check_notes(page)


def test_the_leaders_window_works_from_a_folder(page: Page, site: Site) -> None:
    project(page, site.folder.as_uri())
    check_notes(page)


def test_the_leaders_window_closes_with_the_page(page: Page, address: str) -> None:
    project(page, address)
    notes = notes_of(page)
    with notes.expect_event("close"):
        page.goto(f"{address}/index.html")


def test_a_browser_that_opens_no_window_says_what_else_there_is(page: Page, address: str) -> None:
    page.add_init_script("window.open = () => null;")
    project(page, address)
    action(page, "notes").click()
    expect(page.get_by_role("alert")).to_contain_text("带学单")
    page.keyboard.press("PageDown")
    shows(page, 2)


def test_the_leaders_window_is_accessible(page: Page, address: str, axe: str) -> None:
    project(page, address)
    jump(page, QUESTION)
    notes = notes_of(page)
    expect(notes.locator("[data-printed]")).to_be_visible()
    assert violations(notes, axe) == []


def test_leaving_returns_to_the_place_in_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html#{SECOND.id}")
    expect(page.locator("course-self-check [data-action=start]").first).to_be_attached()
    before = page.evaluate(SCROLLED)
    assert before > 0
    action(page, "project").evaluate("one => { one.focus({preventScroll: true}); one.click(); }")
    shows(page, SECOND_SCREEN)
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector")).to_have_count(0)
    assert page.evaluate(SCROLLED) == pytest.approx(before, abs=2)
    assert page.evaluate("document.activeElement.dataset.action") == "project"
    expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.younger
def test_the_full_screen_is_used_and_leaving_it_leaves_the_projection(page: Page, address: str) -> None:
    project(page, address)
    expect(page.locator("html:fullscreen")).to_have_count(1)
    expect(action(page, "full-screen")).to_be_hidden()
    page.evaluate("document.exitFullscreen()")
    expect(page.locator(".cq-projector")).to_have_count(0)
    expect(page.locator(".md-header")).to_be_visible()


@pytest.mark.younger
def test_the_projection_goes_on_without_full_screen_while_the_leaders_window_is_open(page: Page, address: str) -> None:
    project(page, address)
    notes_of(page)
    page.evaluate("document.fullscreenElement && document.exitFullscreen()")
    expect(page.locator("html:fullscreen")).to_have_count(0)
    expect(action(page, "full-screen")).to_be_visible()
    shows(page, 1)


@pytest.mark.parametrize("full_screen", ["() => Promise.reject(new TypeError('no'))", "undefined"])
def test_without_a_full_screen_the_window_does(page: Page, address: str, full_screen: str) -> None:
    page.add_init_script(f"Element.prototype.requestFullscreen = {full_screen};")
    project(page, address)
    page.keyboard.press("ArrowRight")
    shows(page, 2)


@pytest.mark.parametrize("key", ["b", "B", "."])
def test_a_clickers_key_darkens_the_screen_and_brings_it_back(page: Page, address: str, key: str) -> None:
    project(page, address)
    page.keyboard.press("PageDown")
    dark = page.get_by_role("button", name="屏幕已变黑")
    page.keyboard.press(key)
    box = dark.bounding_box()
    assert box is not None
    assert [box["x"], box["y"]] == [0, 0]
    assert [box["width"], box["height"]] == page.evaluate("[innerWidth, innerHeight]")
    page.keyboard.press(key)
    expect(dark).to_have_count(0)
    for way_back in ("PageDown", "Space"):
        page.keyboard.press(key)
        expect(dark).to_be_visible()
        page.keyboard.press(way_back)
        expect(dark).to_have_count(0)
    page.keyboard.press(key)
    dark.click()
    expect(dark).to_have_count(0)
    shows(page, 2)
    page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector, .cq-dark")).to_have_count(0)


def test_the_page_is_as_it_was_before_the_projection(page: Page, address: str) -> None:
    page.goto(f"{address}/study/lending.html#r8-27")
    expect(page.locator("course-self-check .cq-self-check").first).to_be_attached()
    # The row of tools has the focus before and after.
    text = """all => all.map(one => {
        const copy = one.cloneNode(true);
        for (const tools of copy.querySelectorAll(".course-tools")) tools.remove();
        return copy.outerHTML;
    })"""
    own = page.locator("article.md-content__inner > *:not(.cq-player)")
    before = own.evaluate_all(text)
    action(page, "project").evaluate("one => one.click()")
    expect(page.locator(".cq-projector")).to_be_visible()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(page.locator(".cq-projector")).to_have_count(0)
    assert own.evaluate_all(text) == before
    expect(page.locator('[class=""]')).to_have_count(0)


def test_a_foreign_node_among_the_questions_is_no_question(page: Page, address: str) -> None:
    page.goto(f"{address}/study/{STUDY.name}.html#{FIRST.id}")
    expect(action(page, "project")).to_be_attached()
    page.evaluate(
        "document.querySelectorAll('article > ol > li').forEach(one => one.before(document.createElement('b')))"
    )
    action(page, "project").evaluate("one => one.click()")
    jump(page, DISCUSSION)
    expect(page.locator(SLIDE)).to_contain_text("（1/2）")


def test_the_themes_own_keys_lead_nowhere(page: Page, address: str) -> None:
    project(page, address)
    theme_loaded(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if request.is_navigation_request() else None)
    for key in ("n", "p", "f", "/", "."):
        page.keyboard.press(key)
    # A page that a key led to would have been requested before this image.
    failed_image(page)
    assert requests == []
    assert page.url.endswith(f"/study/{STUDY.name}.html")
    shows(page, 1)


def test_without_its_data_a_question_stands_as_it_is_written(page: Page, address: str) -> None:
    page.route("**/quizzes/data/**", lambda route: route.abort())
    page.goto(f"{address}/study/{STUDY.name}.html")
    action(page, "project").click()
    jump(page, QUESTION)
    expect(page.locator(f"{SLIDE} .course-options li").first).to_be_visible()
    expect(page.locator(SLIDE).get_by_text("答案与解析")).to_have_count(0)
    page.keyboard.press("End")
    shows(page, ALL)


def test_what_the_group_sees_is_not_what_the_learner_has_read(page: Page, address: str) -> None:
    page.clock.install()
    project(page, address)
    page.clock.run_for(1200)
    before = reads(page)
    page.keyboard.press("End")
    page.clock.run_for(1500)
    settled(page)
    assert reads(page) == before
    page.keyboard.press("Escape")
    page.goto(f"{address}/study/keeping.html")
    page.goto(f"{address}/study/{STUDY.name}.html")
    expect(action(page, "reading-settings")).to_be_visible()
    settled(page)
    expect(page.locator(".cq-offer")).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [pytest.param(*LOOKS[0], marks=pytest.mark.slow), LOOKS[1]])
def test_axe_finds_nothing_and_no_screen_scrolls_sideways(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width, 740) as page:
        project(page, address)
        for screen in (1, FIRST_SCREEN + 1, QUESTION, DISCUSSION, ALL):
            jump(page, screen)
            if action(page, "uncover").is_visible():
                action(page, "uncover").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page, axe) == []
        action(page, "list").click()
        assert violations(page, axe) == []
        page.keyboard.press("Escape")
        action(page, "timer").click()
        page.locator('[data-minutes="3"]').click()
        assert violations(page, axe) == []


def test_paper_has_the_whole_page_even_while_it_is_projected(page: Page, address: str) -> None:
    project(page, address)
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    for requirement in STUDY.requirements:
        assert requirement.title in text
    assert "退出投影" not in text
