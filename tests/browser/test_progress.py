"""What a learner's record says of them, and that it is derived from the log alone."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import Question, answer_version
from support.archives import BANK
from support.learner import see_laid
from support.looks import LOOKS, page_in, violations
from support.store import attempt, stored, wait_stored, write
from support.waiting import settled

DAY = 86_400_000
# Bars, numbers and labels of one chart that cover each other, or leave the page.
OVERLAPPING = """() => Array.from(document.querySelectorAll(".cq-chart-plot")).flatMap((plot) =>
    [".cq-chart-bar", ".cq-chart-mark", ".cq-chart-label"].flatMap((kind) => {
        const boxes = Array.from(plot.querySelectorAll(kind), (one) => one.getBoundingClientRect())
            .filter(({ width, height }) => width * height > 0);
        const covered = boxes.slice(1).filter((box, at) => box.left < boxes[at].right - 0.5);
        const outside = boxes.filter(({ left, right }) => left < 0 || right > innerWidth);
        return [...covered, ...outside].map(({ left, right }) => `${kind} ${left} ${right}`);
    }))"""
PAGE = BANK.page.replace(".md", ".html")


def seeded(page: Page, address: str, records: list[dict[str, Any]]) -> None:
    """Open the page on a log with these attempts."""
    page.goto(f"{address}/practice/progress.html")
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    write(page, "attempts", records)
    page.reload()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()


def given(question: Question, verdict: str, days_ago: float, **others: Any) -> dict[str, Any]:
    at = int(time.time() * 1000 - days_ago * DAY)
    # Answered where the page is: its day and that of the answer begin at the same moment.
    zone = time.localtime(at / 1000).tm_gmtoff // 60
    return attempt(question.id or "", answer_version(question), verdict, at, **{"zone": zone, **others})


def figures(page: Page) -> list[str]:
    complete(page)
    return page.locator(".cq-figures dd, .cq-page summary").all_inner_texts()


def complete(page: Page) -> None:
    """Wait for all panels: they come one after the other."""
    expect(page.locator(".cq-slot:empty")).to_have_count(0)


def panel(page: Page, heading: str) -> Locator:
    return page.locator("section.cq-panel", has=page.get_by_role("heading", name=heading, exact=True))


def days_of_answers(days: int) -> list[dict[str, Any]]:
    """Return a log with one to three answers on each of so many days, today the last, every fourth one wrong."""
    given_on = [day for day in range(days) for _ in range(day % 3 + 1)]
    return [
        given(BANK.questions[at % len(BANK.questions)], "wrong" if at % 4 == 0 else "right", day + at / 100_000)
        for at, day in enumerate(given_on)
    ]


def test_a_newcomer_is_told_where_to_begin(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/progress.html")
    expect(page.locator('.course-next[data-next="start"]')).to_be_visible()
    expect(page.get_by_text("做几道题以后")).to_be_visible()
    assert page.locator(".cq-figures dd").all_inner_texts()[3] == "0 天"


def test_the_numbers_follow_from_the_log(page: Page, address: str) -> None:
    one, other, third = BANK.questions[:3]
    log = [
        given(one, "wrong", 3),
        given(one, "right", 2),
        given(other, "wrong", 2),
        {**given(third, "right", 0.001), "version": "before"},
    ]
    seeded(page, address, log)
    asked, right = page.locator(".cq-figures dd").all_inner_texts()[1:3]
    assert asked.startswith("2/")
    assert right.startswith("1/")
    expect(page.get_by_text(re.compile(r"继续：复习 \d+ 题"))).to_be_visible()
    # Whatever else is stored can go: the same numbers come from the log again.
    before = figures(page)
    page.evaluate(
        """() => new Promise((resolve) => {
            const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opening.onsuccess = () => {
                const names = Array.from(opening.result.objectStoreNames).filter((name) => name !== "attempts");
                const transaction = opening.result.transaction(names, "readwrite");
                for (const name of names) transaction.objectStore(name).clear();
                transaction.oncomplete = () => { opening.result.close(); resolve(); };
            };
        })"""
    )
    page.reload()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    assert figures(page) == before


def test_reading_to_the_end_is_noticed_and_leads_on(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(f"{address}/{PAGE}")
    see_laid(page)
    expect(page.locator("course-self-check [data-action=start]").last).to_be_visible()
    page.locator(".md-content .task-list-item label, .md-content .cq-tick").first.click()
    page.evaluate("window.scrollTo(0, 400)")
    page.clock.run_for(2_000)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.clock.run_for(15_000)
    wait_stored(page, "reads", "({ended}) => ended !== null")
    (read,) = stored(page, "reads")
    assert read["page"] == PAGE
    assert read["ended"] is not None
    page.goto(f"{address}/practice/progress.html")
    row = page.locator(f'[data-page="{PAGE}"]')
    expect(row).to_contain_text("读完")
    expect(row).to_contain_text("清单勾了 1 条")


def test_scrolling_through_is_not_reading(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(f"{address}/{PAGE}")
    see_laid(page)
    expect(page.locator("course-self-check [data-action=start]").last).to_be_visible()
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.clock.run_for(3_000)
    settled(page)
    assert [one["ended"] for one in stored(page, "reads")] == [None]


def test_charts_say_in_words_and_in_a_table_what_they_show(page: Page, address: str) -> None:
    seeded(page, address, [given(BANK.questions[0], "right", 8), given(BANK.questions[1], "wrong", 1)])
    charts = page.locator("figure")
    expect(charts).to_have_count(3)
    for chart in charts.all():
        expect(chart.locator("figcaption")).not_to_be_empty()
        chart.locator("summary").click()
        assert chart.locator("tbody tr").count() > 0
        expect(chart.locator('[aria-hidden="true"] svg').first).to_be_visible()
    weeks = panel(page, "每周的进步").locator("tbody tr")
    expect(weeks).to_have_count(8)
    # Of the two answers one was right, in the week before or in this one.
    expect(panel(page, "每周的进步").locator(".cq-chart-mark", has_text="100")).to_have_count(1)
    assert sum(int(row.locator("td").first.inner_text()) for row in weeks.all()) == 1


def test_an_empty_record_says_what_to_do_and_is_short(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/practice/progress.html")
    complete(page)
    expect(page.locator("figure")).to_have_count(0)
    for heading, words in (
        ("学习日历", "做一道题"),
        ("每周的进步", "做题以后"),
        ("最该再看的要求", "做几道题以后"),
        ("考试", "还没有考过"),
        ("今后 14 天的复习", "做过的题会排进"),
    ):
        expect(panel(page, heading)).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollHeight") < 3 * 844


def test_requirements_are_folded_below_their_page(page: Page, address: str) -> None:
    seeded(page, address, [given(one, "right", 1) for one in BANK.questions])
    row = page.locator(f'[data-page="{PAGE}"]')
    expect(row.locator("summary")).to_contain_text("%")
    expect(row.locator("[data-requirement]")).to_have_count(0)
    row.locator("summary").click()
    requirement = row.locator("[data-requirement]").first
    expect(requirement).to_contain_text("%")
    expect(requirement.locator("a")).to_have_attribute("href", re.compile(re.escape(PAGE) + "#r"))
    # The bar is as long as the number says.
    share = int(requirement.locator(".cq-figure").inner_text().rstrip("%"))
    bar, whole = (requirement.locator(f".cq-chart-{kind}").bounding_box() for kind in ("bar", "whole"))
    assert bar
    assert whole
    assert abs(100 * bar["width"] / whole["width"] - share) <= 2


def test_the_calendar_says_how_many_answers_a_day_has(page: Page, address: str) -> None:
    seeded(page, address, days_of_answers(20))
    calendar = panel(page, "学习日历")
    expect(calendar.locator(".cq-calendar-said")).to_have_text("今天答题 1 次")
    expect(calendar.locator(".cq-chart-label", has_text="月").first).to_be_visible()
    expect(calendar.locator(".cq-chart-label", has_text="一").first).to_be_visible()
    days = calendar.locator("[data-day]")
    days.nth(-3).click()
    expect(calendar.locator(".cq-calendar-said")).to_have_text(re.compile(r"^\d+月\d+日（周.）答题 3 次$"))
    # For screen readers: the table, the latest day first.
    calendar.locator("summary").click()
    rows = calendar.locator("tbody tr")
    assert [row.locator("td").inner_text() for row in rows.all()[:3]] == ["1", "2", "3"]
    expect(rows).to_have_count(20)


@pytest.mark.parametrize("days", [1, 400])
@pytest.mark.parametrize("size", ["100", "200"])
def test_nothing_in_a_chart_overlaps_on_the_narrowest_screen(page: Page, address: str, days: int, size: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.add_init_script(f"localStorage.setItem('course:comfort', JSON.stringify({{size: {size!r}}}));")
    seeded(page, address, days_of_answers(days))
    complete(page)
    overlapping = page.evaluate(OVERLAPPING)
    assert overlapping == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_papers_lead_to_their_results(page: Page, address: str) -> None:
    seeded(page, address, [])
    expect(panel(page, "考试")).to_contain_text("还没有考过")
    page.goto(f"{address}/practice/exam.html?quick")
    expect(page.locator(".cq-exam [data-question]").first).to_be_visible()
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-exam-result")).to_be_visible()
    page.goto(f"{address}/practice/progress.html")
    panel(page, "考试").locator(".cq-rows a").click()
    expect(page.locator(".cq-exam-result")).to_be_visible()


def test_the_sheet_fits_on_one_page_of_a4(page: Page, address: str, tmp_path: Path) -> None:
    page.add_init_script("window.print = () => {};")
    seeded(page, address, [given(one, "right", 1) for one in BANK.questions])
    page.locator('[data-action="print"]').click()
    expect(page.locator(".cq-study-sheet")).to_be_attached()
    page.emulate_media(media="print")
    expect(page.locator(".cq-study-sheet")).to_be_visible()
    sheet = tmp_path / "sheet.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    assert sheet.read_bytes().count(b"/Type /Page\n") == 1


def test_the_dashboard_itself_prints_its_charts_on_one_page_without_what_is_folded(
    page: Page, address: str, tmp_path: Path
) -> None:
    seeded(page, address, days_of_answers(20))
    complete(page)
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.emulate_media(media="print")
    expect(page.locator("figure svg").first).to_be_visible()
    expect(page.locator(".cq-share-bar").first).to_be_visible()
    expect(page.locator(".cq-chart-table:visible, [data-requirement]:visible, .cq-button:visible")).to_have_count(0)
    expect(page.get_by_text("一页 A4")).to_be_hidden()
    calendar, trend = (panel(page, name).bounding_box() for name in ("学习日历", "每周的进步"))
    assert calendar
    assert trend
    assert calendar["y"] == trend["y"]
    sheet = tmp_path / "dashboard.pdf"
    page.pdf(path=sheet, prefer_css_page_size=True)
    assert sheet.read_bytes().count(b"/Type /Page\n") == 1


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_the_progress(browser: Browser, address: str, axe: str, scheme: Any, width: int) -> None:
    with page_in(browser, scheme, width) as page:
        seeded(page, address, [given(one, "right" if at % 3 else "wrong", at) for at, one in enumerate(BANK.questions)])
        for details in page.locator("figure details").all():
            details.locator("summary").click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
