"""A scenario on the pages of a small course: one step at a time, to an end that counts, and again for practice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.cli import main
from course.load.course import load_course
from course.model.bank import Scenario
from course.site.assemble import BUILD, assemble
from course.site.engine import build
from support.beijing import fix_day
from support.learner import VERDICT, Keyboard, Mouse, card, ending, expect_verdict, fill, log, right
from support.looks import LOOKS, page_in, violations
from support.once_per_run import once_per_run
from support.sample_course import sample_course
from support.servers import SERVERS
from support.waiting import settled

BANK = """\
title: 补充题
page: study/meeting.md
questions:
  - id: scene-01
    type: scenario
    points: [r1-1-1-a]
    difficulty: 3
    stem: 会上争了起来
    start: begin
    steps:
      begin:
        text: （示例）会开到一半，两位员工争了起来，其余的人都看着你。你是主持人。
        choices:
          - {text: 请两人先说完各自的理由, go: heard, effect: 两人都说完了。, merit: good}
          - {text: 宣布散会, go: broken, effect: 议题没有议完。, merit: poor}
          - {text: 请大家马上表决, go: worse, merit: poor}
      broken:
        text: 散会以后，两人都来找你。
        choices:
          - {text: 约好时间再议一次, go: late, merit: good}
          - {text: 各打五十大板, go: worse, effect: 两人都走了。, merit: poor}
      heard:
        text: 理由都清楚了，时间也快到了。
        choices:
          - {text: 请大家表决, go: settled, effect: 九人赞成，一人反对。, merit: good}
          - {text: 主持人自己定, go: worse, merit: poor}
    ends:
      settled: {outcome: good, text: 事情定了下来。, debrief: 先听完，再表决，记录才写得清楚。}
      late: {outcome: fair, text: 隔了一周才定下来。, debrief: 散会以前就可以听完两边的理由。}
      worse: {outcome: poor, text: 两人都不服。, debrief: 没有听完理由，就没有让人服气的决定。}
  - id: scene-02
    type: truefalse
    points: [r1-1-1-b]
    difficulty: 1
    stem: 材料会前发。
    answer: true
    explanation: 要留出看的时间。
"""
EXAM = """\
title: 推演
about: 走一遍。
minutes: 5
passing: 2
sections:
  - {title: 一、情景推演题, type: scenario, count: 1, marks: 4, partly: half}
"""
QUIZ = "quizzes/scenes.html"


def build_site(project: Path) -> None:
    sample_course(project)
    for path, text in {"quizzes/scenes.yml": BANK, "quizzes/exams/scenes.yml": EXAM}.items():
        file = project / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert main(["ids", "--root", str(project)]) == 0
    assert not assemble(project).failed
    build(project / BUILD, project / "site")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once_per_run(tmp_path_factory, "scenes", build_site)


@pytest.fixture(scope="module")
def scenario(project: Path) -> Scenario:
    course, _ = load_course(project)
    return next(question for _, question in course.questions() if isinstance(question, Scenario))


@pytest.fixture(scope="module")
def address(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    site = project / "site"
    with SERVERS["nginx"](site, tmp_path_factory.mktemp("server"), root=site) as port:
        yield f"http://study.test:{port}"


@pytest.fixture
def shown(page: Page, address: str, scenario: Scenario) -> Locator:
    page.goto(f"{address}/{QUIZ}")
    expect(card(page, scenario)).to_be_visible()
    return card(page, scenario)


def choose(shown: Locator, choice: int) -> None:
    shown.locator(f'[data-choice="{choice}"]').click()


def way(scenario: Scenario, outcome: str) -> list[int]:
    found = ending(scenario, outcome)
    assert found
    return found


def kept(page: Page) -> list[tuple[Any, Any]]:
    settled(page)
    return [(record["response"], record["verdict"]) for record in log(page)]


@pytest.mark.parametrize("hand", [Mouse, Keyboard])
@pytest.mark.parametrize(
    ("outcome", "verdict", "words"),
    [
        ("good", "right", "走到了好的结局"),
        ("fair", "partial", "结局尚可"),
        ("poor", "wrong", "结局不好"),
    ],
)
def test_the_end_reached_is_the_verdict(
    page: Page, shown: Locator, scenario: Scenario, outcome: str, verdict: str, words: str, hand: type[Mouse | Keyboard]
) -> None:
    chosen = way(scenario, outcome)
    fill(hand(page), shown, scenario, chosen)
    expect_verdict(shown, verdict)
    expect(shown.locator(VERDICT)).to_contain_text(words)
    expect(shown.locator(VERDICT)).to_be_focused()
    end = next(end for end in scenario.ends.values() if end.outcome == outcome)
    expect(shown).to_contain_text(end.text)
    expect(shown).to_contain_text(end.debrief)
    expect(shown.locator('.cq-sources a[href$="#r1-1-1-a"]')).to_be_visible()
    assert kept(page) == [(chosen, verdict)]


def test_the_consequence_stands_above_the_next_step_without_comment(shown: Locator) -> None:
    expect(shown.get_by_role("heading", name="第 1 步")).to_be_visible()
    choose(shown, 1)
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_focused()
    expect(shown.get_by_role("status").filter(has_text="议题没有议完。")).to_be_visible()
    expect(shown).to_contain_text("散会以后，两人都来找你。")
    expect(shown.locator(VERDICT)).to_have_count(0)
    for word in ("妥当", "不妥", "散会以前就可以听完两边的理由。"):
        expect(shown).not_to_contain_text(word)


def test_number_keys_press_the_choices_in_the_order_shown(page: Page, shown: Locator) -> None:
    second = shown.locator("[data-choice]").nth(1)
    text = second.locator(".cq-choice-text").inner_text()
    second.focus()
    page.keyboard.press("2")
    shown.get_by_text("走过的 1 步").click()
    # The first of them is the way that was taken; a choice may have ended it.
    expect(shown.locator(".cq-way").first).to_contain_text(f"选“{text}”")


def test_a_double_press_does_not_choose_in_the_next_step(shown: Locator) -> None:
    shown.locator('[data-choice="0"]').dblclick()
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_visible()
    expect(shown.locator(VERDICT)).to_have_count(0)


def test_a_reload_on_the_way_goes_on_there(page: Page, shown: Locator) -> None:
    order = shown.locator("[data-choice]").evaluate_all("all => all.map((one) => one.dataset.choice)")
    choose(shown, 1)
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_visible()
    settled(page)
    page.reload()
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_visible()
    expect(shown).to_contain_text("议题没有议完。")
    choose(shown, 0)
    expect_verdict(shown, "partial")
    assert kept(page) == [([1, 0], "partial")]
    page.reload()
    expect_verdict(shown, "partial")
    expect(shown).to_contain_text("隔了一周才定下来。")
    expect(shown.locator("[data-choice]")).to_have_count(0)
    shown.get_by_role("button", name="从头再走").click()
    expect(shown.get_by_role("heading", name="第 1 步")).to_be_focused()
    again = shown.locator("[data-choice]").evaluate_all("all => all.map((one) => one.dataset.choice)")
    assert again == order


def test_what_was_gone_stands_beside_what_would_have_been_better(shown: Locator) -> None:
    choose(shown, 1)
    choose(shown, 0)
    ways = shown.locator(".cq-ways > div")
    expect(ways).to_have_count(2)
    expect(ways.first).to_contain_text("你的走法")
    expect(ways.first.locator("li").first).to_contain_text("选“宣布散会”✗ 不妥议题没有议完。")
    expect(ways.last).to_contain_text("更好的走法")
    expect(ways.last.locator("li")).to_have_count(2)
    expect(ways.last).to_contain_text("结局：事情定了下来。")


def test_the_best_way_needs_no_better_one_beside_it(shown: Locator, page: Page, scenario: Scenario) -> None:
    fill(Mouse(page), shown, scenario, right(scenario))
    expect(shown.locator(".cq-ways > div")).to_have_count(1)
    expect(shown.locator(".cq-ways")).not_to_contain_text("更好的走法")


@pytest.mark.parametrize(
    ("restart", "step", "choices"),
    [("从头再走", 1, [0, 0]), ("从第 2 步再走", 2, [0])],
)
def test_going_again_is_practice_and_counts_for_nothing(
    page: Page, shown: Locator, restart: str, step: int, choices: list[int]
) -> None:
    for choice in (0, 1):
        choose(shown, choice)
    expect_verdict(shown, "wrong")
    expect(shown.get_by_role("button", name="从第 1 步再走")).to_have_count(0)
    shown.get_by_role("button", name=restart).click()
    again = shown.locator(".cq-again")
    expect(again).to_contain_text("不计入学习记录")
    expect(again.get_by_role("heading", name=f"第 {step} 步")).to_be_focused()
    for choice in choices:
        choose(again, choice)
    expect(again).to_contain_text("走到了好的结局")
    expect(again).to_contain_text("先听完，再表决，记录才写得清楚。")
    expect_verdict(shown, "wrong")
    assert kept(page) == [([0, 1], "wrong")]
    page.reload()
    expect_verdict(shown, "wrong")
    expect(again).to_be_empty()


def test_nothing_can_be_gone_again_before_an_end(shown: Locator) -> None:
    choose(shown, 0)
    expect(shown.locator('[data-action="retry"]')).to_have_count(0)


def test_only_pages_with_a_scenario_load_its_script(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (QUIZ, "quizzes/minutes.html"):
        asked.clear()
        page.goto(f"{address}/{path}")
        expect(page.locator("[data-question]").first).to_be_visible()
        assert any("player/scenario.js" in url for url in asked) == (path == QUIZ)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_state_of_a_scenario_is_accessible(
    browser: Browser, address: str, axe: str, scenario: Scenario, scheme: str, width: int
) -> None:
    with page_in(browser, scheme, width) as page:
        page.goto(f"{address}/{QUIZ}")
        shown = card(page, scenario)
        expect(shown.locator("[data-choice]").first).to_be_visible()
        sizes = shown.locator("[data-choice]").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect().height)"
        )
        assert min(sizes) >= 44
        assert violations(page, axe) == []
        choose(shown, 1)
        assert violations(page, axe) == []
        choose(shown, 1)
        expect_verdict(shown, "wrong")
        assert violations(page, axe) == []
        shown.get_by_role("button", name="从第 2 步再走").click()
        choose(shown, 0)
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def begin_exam(page: Page, address: str, scenario: Scenario) -> Locator:
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("scenes-00001")
    page.locator('[data-action="start"]').click()
    expect(card(page, scenario).locator("[data-choice]").first).to_be_visible()
    return card(page, scenario)


def hand_in(page: Page) -> Locator:
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    result = page.locator(".cq-exam-result")
    expect(result).to_be_visible()
    return result


def show_all_marked(page: Page) -> None:
    shown = page.locator('[data-action="filter"]')
    if shown.inner_text() == "全部题目":
        shown.click()


@pytest.mark.parametrize(("outcome", "points"), [("good", 4), ("fair", 2), ("poor", 0)])
def test_an_exam_marks_the_end_and_debriefs_afterwards(
    page: Page, address: str, scenario: Scenario, outcome: str, points: int
) -> None:
    shown = begin_exam(page, address, scenario)
    expect(page.locator(".cq-kind")).to_contain_text("走到尚可的结局得一半")
    chosen = way(scenario, outcome)
    fill(Mouse(page), shown, scenario, chosen)
    end = next(end for end in scenario.ends.values() if end.outcome == outcome)
    expect(shown.get_by_role("heading", name="结局")).to_be_focused()
    expect(shown).to_contain_text(end.text)
    expect(shown).not_to_contain_text(end.debrief)
    expect(shown.locator('[data-choice], [data-action="retry"]')).to_have_count(0)
    expect(page.locator(".cq-done")).to_have_text("已答 1/1")
    result = hand_in(page)
    expect(result).to_contain_text(f"{points} 分（满分 4 分）")
    show_all_marked(page)
    expect(card(page, scenario)).to_contain_text(end.debrief)
    assert [response for response, _ in kept(page)] == [chosen]


def test_an_exam_goes_on_where_it_was_left_and_counts_only_an_end(page: Page, address: str, scenario: Scenario) -> None:
    shown = begin_exam(page, address, scenario)
    choose(shown, 1)
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_focused()
    expect(page.locator(".cq-done")).to_have_text("已答 0/1")
    settled(page)
    page.reload()
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_visible()
    expect(shown).to_contain_text("议题没有议完。")
    result = hand_in(page)
    expect(result).to_contain_text("0 分（满分 4 分）")
    expect(card(page, scenario)).to_contain_text("没有作答")
    expect(card(page, scenario)).to_contain_text("好的走法")
    expect(card(page, scenario)).not_to_contain_text("你的走法")
    expect(card(page, scenario).locator("[data-choice]").first).to_be_disabled()


def test_a_scenario_that_went_wrong_is_among_the_mistakes_and_reviewed(
    page: Page, address: str, shown: Locator, scenario: Scenario
) -> None:
    fill(Mouse(page), shown, scenario, way(scenario, "poor"))
    expect_verdict(shown, "wrong")
    settled(page)
    page.goto(f"{address}/practice/mistakes.html")
    expect(page.locator(f'[data-mistake="{scenario.id}"]')).to_contain_text("会上争了起来：（示例）会开到一半")
    page.locator('[data-action="start"]').click()
    fill(Mouse(page), card(page, scenario), scenario, way(scenario, "fair"))
    expect_verdict(card(page, scenario), "partial")
    settled(page)
    fix_day(page, datetime.now(tz=UTC) + timedelta(days=2))
    page.goto(f"{address}/practice/review.html")
    page.locator('[data-action="start"]').click()
    expect(page.locator('[data-action="next"]')).to_be_visible()
    while not card(page, scenario).is_visible():
        page.locator('[data-action="next"]').click()
    expect(card(page, scenario).locator('[data-action="submit"]')).to_have_count(0)
    fill(Mouse(page), card(page, scenario), scenario, right(scenario))
    expect_verdict(card(page, scenario), "right")
    assert [verdict for _, verdict in kept(page)] == ["wrong", "partial", "right"]


def test_a_drill_of_scenarios_can_be_played_and_read(page: Page, address: str, scenario: Scenario) -> None:
    page.goto(f"{address}/practice/recite.html")
    page.get_by_label("情景推演").check()
    page.locator('[data-action="read"]').click()
    printed = page.locator(f'[data-printed="{scenario.id}"]')
    expect(printed).to_contain_text("请两人先说完各自的理由（接第 3 步）")
    expect(printed).to_contain_text("请大家马上表决（结束）")
    expect(printed).to_contain_text("妥当，到第 3 步）：两人都说完了。")
    expect(printed).to_contain_text("结局 2（尚可）：隔了一周才定下来。复盘：散会以前就可以听完两边的理由。")
    page.goto(f"{address}/practice/drill.html")
    page.get_by_label("情景推演").check()
    page.locator('[data-action="start"]').click()
    fill(Mouse(page), card(page, scenario), scenario, right(scenario))
    expect_verdict(card(page, scenario), "right")


@pytest.mark.parametrize("kind", ["paper", "key"])
def test_on_paper_it_is_a_card_to_play_by_with_the_consequences_in_the_key(
    page: Page, address: str, scenario: Scenario, kind: str
) -> None:
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("scenes-00001")
    page.locator(f'[data-action="print-{kind}"]').click()
    page.emulate_media(media="print")
    paper = page.locator(".cq-paper")
    for step in scenario.steps.values():
        expect(paper).to_contain_text(step.text)
        for choice in step.choices:
            expect(paper).to_contain_text(choice.text)
    text = paper.inner_text()
    consequences = [choice.effect for step in scenario.steps.values() for choice in step.choices if choice.effect]
    for words in (*consequences, *(end.debrief for end in scenario.ends.values())):
        assert (words in text) == (kind == "key")


def test_a_group_plays_it_in_the_projection_with_a_show_of_hands(page: Page, address: str, scenario: Scenario) -> None:
    page.goto(f"{address}/study/meeting.html")
    page.locator('[data-action="project"]').click()
    shown = page.locator(f'.cq-slide[data-question="{scenario.id}"]')
    expect(page.locator(".cq-slide")).to_be_visible()
    # Questions come a moment later than the rest, and with them further slides.
    page.wait_for_function(
        """(name) => {
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
          return document.querySelector(`.cq-slide[data-question="${name}"]`) !== null;
        }""",
        arg=scenario.id,
    )
    expect(shown).to_be_visible()
    hands = shown.get_by_role("textbox")
    expect(hands).to_have_count(3)
    hands.first.fill("12")
    choose(shown, 0)
    expect(shown.get_by_role("heading", name="第 2 步")).to_be_visible()
    order = shown.locator("[data-choice]").evaluate_all("all => all.map((one) => one.dataset.choice)")
    expect(shown.locator("[data-choice]").first).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press(str(order.index("0") + 1))
    expect(shown.locator('[data-verdict="right"]')).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    assert kept(page) == []
