"""One next step: the same words on every page that offers it, and paths that lead from step to step."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from course.model.bank import Question, answer_version
from support.archives import COURSE, SMALL
from support.beijing import MORNING, fix_day
from support.learner import Mouse, answer, card, fill, right, show_all, wrong
from support.looks import violations
from support.site_build import Site
from support.store import stored, wait_stored, write

FIRST, *_ = COURSE.paths
STEPS = [step.target.replace(".md", ".html") for step in FIRST.steps]
TITLES = {f"study/{study.name}.html#{one.id}": one.title for study in COURSE.study for one in study.requirements}
PLACES = ("index.html", "study/index.html", "practice/progress.html")
SIMPLE = [question for question in SMALL.questions if question.type == "single"]


def millis(at: datetime = MORNING) -> int:
    return round(at.timestamp() * 1000)


def read(page: str, place: str = "r0", *, ended: bool = False) -> dict[str, Any]:
    return {
        "format": 1,
        "profile": "local",
        "page": page,
        "place": place,
        "at": millis(),
        "ended": millis() if ended else None,
    }


def attempt(question: Question, days: int, verdict: str = "right") -> dict[str, Any]:
    return {
        "format": 1,
        "id": f"{question.id} {days}",
        "question": question.id,
        "version": answer_version(question),
        "response": 0,
        "verdict": verdict,
        "took": 1000,
        "mode": "practice",
        "paper": None,
        "at": millis(MORNING - timedelta(days=days)),
        "zone": 480,
        "profile": "local",
    }


def seed(page: Page, address: str, attempts: Sequence[Any] = (), reads: Sequence[Any] = ()) -> None:
    """Write records as if they had been made here; the page itself makes the database."""
    page.goto(f"{address}/practice/review.html")
    expect(page.locator("course-review .cq-panel").first).to_be_visible()
    write(page, "attempts", list(attempts))
    write(page, "reads", list(reads))


def see_everywhere(page: Page, address: str, kind: str, label: str, path: str) -> None:
    """See the same next step as the only filled button of every page that offers it."""
    for place in PLACES:
        page.goto(f"{address}/{place}")
        step = page.locator(".course-next")
        expect(step).to_have_attribute("data-next", kind)
        expect(step.locator("strong")).to_have_text(label)
        assert step.evaluate("one => one.href") == f"{address}/{path}"
        assert page.locator(".course-next, .cq-primary:visible, .course-button--primary:visible").count() == 1


def study_address(name: str) -> str:
    return f"study/{name}.html"


LEFT = COURSE.study[3]
ALL_READ = [read(study_address(study.name), ended=True) for study in COURSE.study]
RECORDS: dict[str, tuple[list[Any], list[Any], str, str, str]] = {
    "start": ([], [], "start", f"用{FIRST.title}开始", STEPS[0]),
    "review": (
        [attempt(question, 9) for question in SIMPLE[:3]],
        [read(STEPS[0], ended=True)],
        "review",
        "继续：复习 3 题",
        "practice/review.html",
    ),
    "path": ([], [read(STEPS[0], ended=True)], "path", f"继续：{FIRST.title} 2/{len(STEPS)}", STEPS[1]),
    "read": (
        [],
        [read(study_address(LEFT.name), LEFT.requirements[1].id)],
        "read",
        f"接着读：{LEFT.title}",
        f"{study_address(LEFT.name)}#{LEFT.requirements[1].id}",
    ),
    "exam": ([], ALL_READ, "exam", "考一张模拟卷", "practice/exam.html"),
}


@pytest.mark.parametrize("record", RECORDS)
def test_the_same_step_stands_everywhere(desk: Page, address: str, record: str) -> None:
    attempts, reads, *expected = RECORDS[record]
    seed(desk, address, attempts, reads)
    see_everywhere(desk, address, *expected)


def test_the_weakest_requirement_is_next_when_all_is_read(desk: Page, address: str) -> None:
    missed = SIMPLE[0]
    seed(desk, address, [attempt(missed, 0, "wrong")], ALL_READ)
    requirement = missed.points[0].rsplit("-", 1)[0]
    study = next(one for one in COURSE.study if any(item.id == requirement for item in one.requirements))
    path = f"{study_address(study.name)}#{requirement}"
    see_everywhere(desk, address, "weak", f"再看一遍：{TITLES[path]}", path)


def test_a_paper_under_way_is_next(desk: Page, address: str) -> None:
    desk.goto(f"{address}/practice/exam.html")
    desk.locator('[name="paper-number"]').fill("newcomer-12345")
    desk.locator('[data-action="start"]').click()
    expect(desk.locator("[data-question]").first).to_be_visible()
    see_everywhere(desk, address, "paper", "继续：没交的试卷", "practice/exam.html")


def test_a_newcomer_is_one_press_from_the_first_step(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}/index.html")
    page.locator(".course-next").click()
    expect(page).to_have_url(f"{address}/{STEPS[0]}")
    # The page says so without scripts, too.
    link = next(one for one in site.pages["index.html"].iter("a") if one.get("class") == "course-next")
    assert link.get("href") == STEPS[0]
    assert "".join(link.itertext()) == f"用{FIRST.title}开始{TITLES[STEPS[0]]}"


def test_what_another_tab_has_done_shows_on_return(desk: Page, address: str) -> None:
    seed(desk, address)
    desk.goto(f"{address}/index.html")
    expect(desk.locator(".course-next")).to_have_attribute("data-next", "start")
    write(desk, "reads", [read(STEPS[0], ended=True)])
    desk.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(desk.locator(".course-next")).to_have_attribute("data-next", "path")


def test_what_is_stored_and_makes_no_sense_leads_nowhere(desk: Page, address: str) -> None:
    seed(desk, address, reads=[read("https://elsewhere.test/", '"><img src=x>'), read(STEPS[0], "<b>", ended=True)])
    see_everywhere(desk, address, "path", f"继续：{FIRST.title} 2/{len(STEPS)}", STEPS[1])


def test_a_run_ends_with_the_next_step(desk: Page, address: str) -> None:
    seed(desk, address, reads=[read(STEPS[0], ended=True)])
    desk.goto(f"{address}/quizzes/{SMALL.name}.html")
    show_all(desk)
    for question in SMALL.questions:
        answer(Mouse(desk), card(desk, question), question, wrong(question))
    step = desk.locator(".cq-result .course-next")
    expect(step.locator("strong")).to_have_text(f"继续：{FIRST.title} 2/{len(STEPS)}")
    expect(desk.locator(".cq-result .cq-primary")).to_have_count(0)


NEWCOMER = 10
"""Questions of the paper."""


def test_a_paper_that_was_passed_ends_with_the_next_step(
    desk: Page, address: str, questions: dict[str, Question]
) -> None:
    desk.goto(f"{address}/practice/exam.html")
    desk.locator('[name="paper-number"]').fill("newcomer-12345")
    desk.locator('[data-action="start"]').click()
    asked = desk.locator("[data-question]")
    for left in reversed(range(NEWCOMER)):
        name = asked.get_attribute("data-question") or ""
        fill(Mouse(desk), card(desk, questions[name]), questions[name], right(questions[name]))
        if left:
            desk.locator('[data-action="next"]').click()
            expect(asked).not_to_have_attribute("data-question", name)
    desk.locator('[data-action="hand-in"]').click()
    desk.locator('[data-action="confirm"]').click()
    expect(desk.locator(".cq-exam-result .course-next")).to_be_visible()


# Paths


def test_at_the_end_of_a_step_the_path_goes_on(desk: Page, address: str) -> None:
    desk.goto(f"{address}/{STEPS[0]}")
    row = desk.locator(f'.course-path-row[data-at="{STEPS[0]}"][data-path="{FIRST.title}"]')
    row.scroll_into_view_if_needed()
    expect(row).to_contain_text(f"{FIRST.title} 1/{len(STEPS)}")
    row.get_by_role("link", name=f"下一步：{TITLES[STEPS[1]]}").click()
    expect(desk).to_have_url(f"{address}/{STEPS[1]}")


def test_only_the_path_that_the_reader_follows_goes_on(desk: Page, address: str) -> None:
    # The last step of one path is in the middle of another.
    seed(desk, address, reads=[read(STEPS[0], ended=True)])
    desk.goto(f"{address}/{STEPS[-1]}")
    rows = desk.locator(f'.course-path-row[data-at="{STEPS[-1]}"]')
    rows.first.scroll_into_view_if_needed()
    expect(rows.locator("visible=true")).to_have_text([f"{FIRST.title} {len(STEPS)}/{len(STEPS)}最后一步"])


def test_the_end_of_a_page_leads_on_as_if_it_were_read(desk: Page, address: str) -> None:
    first = COURSE.study[0]
    seed(desk, address, reads=[read(study_address(first.name), first.requirements[0].id)])
    desk.goto(f"{address}/{study_address(first.name)}")
    desk.locator(".course-onward").scroll_into_view_if_needed()
    step = desk.locator(".course-next")
    expect(step).to_have_attribute("data-next", "path")
    assert not str(step.evaluate("one => one.href")).startswith(f"{address}/{study_address(first.name)}")


@pytest.mark.parametrize("width", [1366, 390])
def test_how_far_a_path_has_come_stands_beside_the_button_where_there_is_room(
    desk: Page, address: str, width: int
) -> None:
    *before, last = COURSE.paths
    seed(
        desk,
        address,
        reads=[read(step.target.replace(".md", ".html"), ended=True) for path in before for step in path.steps],
    )
    desk.set_viewport_size({"width": width, "height": 700})
    desk.goto(f"{address}/{last.steps[0].target.replace('.md', '.html')}")
    desk.locator(".course-onward").scroll_into_view_if_needed()
    row = desk.locator(".course-path-row", has_text=f"{last.title} 1/{len(last.steps)}")
    step = desk.locator(".course-next")
    expect(step).to_contain_text(f"继续：{last.title} 2/{len(last.steps)}")
    # The button leads where the row would.
    expect(row.get_by_role("link")).to_have_count(0)
    tops = [one.bounding_box()["y"] for one in (row, step)]  # type: ignore[index]
    assert (abs(tops[0] - tops[1]) < 2) is (width > 720)
    assert tops[0] <= tops[1] + 2


def test_a_requirement_counts_once_its_end_was_on_screen_for_a_while(browser: Browser, address: str) -> None:
    # Too low for the whole requirement.
    context = browser.new_context(viewport={"width": 1366, "height": 300})
    context.clock.install(time=MORNING)
    page = context.new_page()
    page.goto(f"{address}/{STEPS[0]}")
    page.wait_for_function("() => customElements.get('course-self-check') !== undefined")
    heading = f"document.getElementById('{STEPS[0].split('#')[1]}')"
    page.clock.run_for(8_000)
    assert not any("#" in one["page"] for one in stored(page, "reads"))
    page.evaluate(
        f"""() => {{
            const headings = Array.from(document.querySelectorAll("h2[id]"));
            const next = headings[headings.indexOf({heading}) + 1];
            scrollTo(0, scrollY + next.getBoundingClientRect().top - innerHeight * 0.8);
        }}"""
    )
    page.clock.run_for(8_000)
    wait_stored(page, "reads", "(one, step) => one.page === step && one.ended !== null", STEPS[0])
    context.close()


def test_what_is_read_has_a_tick_on_the_map_and_in_the_menu(desk: Page, address: str) -> None:
    whole = study_address(COURSE.study[0].name)
    seed(desk, address, reads=[read(whole, ended=True), read(STEPS[1], ended=True)])
    desk.goto(f"{address}/study/index.html")
    ticked = desk.locator(".course-steps li:has(.course-tick) > a")
    expect(ticked.first).to_be_attached()
    steps = set(ticked.evaluate_all("all => all.map(one => one.dataset.step)"))
    assert steps == {
        step for step in (whole, *STEPS) if step == whole or step.startswith(f"{whole}#") or step == STEPS[1]
    }
    done = sum(step == STEPS[1] or step.split("#")[0] == whole for step in STEPS)
    expect(desk.locator(f'p[data-path="{FIRST.title}"]')).to_have_text(f"走了 {done}/{len(STEPS)} 步")
    following = next(step for step in STEPS if step != STEPS[1] and step.split("#")[0] != whole)
    go_on = desk.locator(f'[data-go="{FIRST.title}"]')
    expect(go_on).to_have_text("接着走")
    assert go_on.evaluate("one => one.href") == f"{address}/{following}"
    desk.goto(f"{address}/{STEPS[1]}")
    menu = desk.locator(".md-sidebar--primary a:has(.course-tick)")
    expect(menu).to_have_count(1)
    expect(menu).to_contain_text(COURSE.study[0].title)
    expect(menu).to_contain_text("已读完")


@pytest.mark.parametrize(("scheme", "width"), [("dark", 360), ("light", 1366)])
def test_axe_finds_nothing(browser: Browser, address: str, axe: str, scheme: Any, width: int) -> None:
    context = browser.new_context(
        color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 740}, locale="zh-CN"
    )
    page = context.new_page()
    fix_day(page, MORNING)
    whole = study_address(COURSE.study[0].name)
    seed(page, address, [attempt(SIMPLE[0], 1, "wrong")], [read(whole, ended=True), read(STEPS[1], ended=True)])
    for place in (*PLACES, STEPS[1]):
        page.goto(f"{address}/{place}")
        if place.startswith("study/") and "index" not in place:
            page.locator(".course-onward").scroll_into_view_if_needed()
        expect(page.locator(".course-next")).to_be_visible()
        assert violations(page, axe) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        height = page.locator(".course-next").evaluate("one => one.getBoundingClientRect().height")
        assert height >= 44
    context.close()
