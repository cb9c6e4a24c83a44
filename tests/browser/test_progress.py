"""What a learner's record says of them, and that it is derived from the log alone."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from course.model.bank import Question, answer_version
from support.archives import BANK
from support.learner import see_laid
from support.looks import LOOKS, page_in, violations
from support.store import attempt, stored, wait_stored, write
from support.waiting import settled

DAY = 86_400_000
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
    return attempt(question.id or "", answer_version(question), verdict, at, **others)


def figures(page: Page) -> list[str]:
    # Panels come one after the other.
    expect(page.locator(".cq-slot:empty")).to_have_count(0)
    return page.locator(".cq-figures dd, .cq-mastery").all_inner_texts()


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
    row = page.locator("tr", has=page.locator(f'a[href$="{PAGE}"]')).first
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
    assert page.locator("figure svg").count() == 2


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


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_the_progress(browser: Browser, address: str, axe: str, scheme: Any, width: int) -> None:
    with page_in(browser, scheme, width) as page:
        seeded(page, address, [given(one, "right" if at % 3 else "wrong", at) for at, one in enumerate(BANK.questions)])
        for details in page.locator("figure details").all():
            details.locator("summary").click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
