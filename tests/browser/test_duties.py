"""Duty lists: how many are ticked, printing, a drill on them; and the table that compares roles."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import Question
from support.archives import COURSE
from support.learner import Mouse, answer, log, right
from support.looks import LOOKS, page_in, violations
from support.site_build import Site
from support.store import FULL_DISK, stored
from support.waiting import settled

ROLE = "handler"
DUTIES = [point.id for _, _, points in COURSE.duties(ROLE) for point in points]
ASKING = {question.id for _, question in COURSE.questions() if set(question.points) & set(DUTIES)}
DRILL = 10


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]')


def open_list(page: Page, address: str) -> None:
    page.goto(f"{address}/duties/{ROLE}.html")
    expect(page.locator("[data-tick]").first).to_be_enabled()


def tick(page: Page, duty: str) -> None:
    page.locator("li", has=page.locator(f'[data-tick="{duty}"]')).locator("strong").click()


def test_the_ticked_duties_are_counted(page: Page, address: str) -> None:
    open_list(page, address)
    count = page.get_by_text("已勾 ")
    expect(count).to_have_text(f"已勾 0 / {len(DUTIES)}")
    for duty in DUTIES[:2]:
        tick(page, duty)
    expect(count).to_have_text(f"已勾 2 / {len(DUTIES)}")
    tick(page, DUTIES[0])
    expect(count).to_have_text(f"已勾 1 / {len(DUTIES)}")
    settled(page)
    page.reload()
    expect(count).to_have_text(f"已勾 1 / {len(DUTIES)}")


def test_a_tick_that_is_not_saved_is_taken_back_and_said(page: Page, address: str) -> None:
    open_list(page, address)
    count = page.get_by_text("已勾 ")
    tick(page, DUTIES[0])
    expect(count).to_have_text(f"已勾 1 / {len(DUTIES)}")
    settled(page)
    page.evaluate(f"() => {{ {FULL_DISK} }}")
    boxes = [page.locator(f'[data-tick="{duty}"]') for duty in DUTIES[:2]]
    tick(page, DUTIES[1])
    expect(page.get_by_role("alert").get_by_text("没有存下这个勾")).to_be_visible()
    expect(boxes[1]).not_to_be_checked()
    expect(count).to_have_text(f"已勾 1 / {len(DUTIES)}")
    tick(page, DUTIES[0])
    expect(page.locator("li", has=boxes[0]).get_by_role("alert")).to_be_visible()
    expect(boxes[0]).to_be_checked()
    expect(count).to_have_text(f"已勾 1 / {len(DUTIES)}")
    assert [one["text"] for one in stored(page, "ticks")] == [DUTIES[0]]


def test_a_list_is_printed_without_its_tools(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => { window.asked = true; };")
    open_list(page, address)
    action(page, "print").click()
    page.wait_for_function("() => window.asked")
    page.emulate_media(media="print")
    expect(action(page, "print")).to_be_hidden()
    expect(page.locator(".course-ticks").first).to_be_visible()


def test_a_drill_asks_about_these_duties_and_goes_on_later(
    page: Page, address: str, questions: dict[str, Question]
) -> None:
    assert len(ASKING) > DRILL
    open_list(page, address)
    action(page, "drill").click()
    card = page.locator("[data-question]:visible")
    expect(card).to_be_visible()
    expect(page.locator(".course-ticks").first).to_be_hidden()
    name = card.get_attribute("data-question")
    assert name is not None
    assert name in ASKING
    answer(Mouse(page), card, questions[name], right(questions[name]))
    settled(page)
    assert [(one["question"], one["mode"]) for one in log(page)] == [(name, "drill")]
    action(page, "back").click()
    expect(page.locator(".course-ticks").first).to_be_visible()
    expect(action(page, "drill")).to_be_focused()
    page.reload()
    action(page, "drill").click()
    expect(page.get_by_text("已答 1 题")).to_be_visible()


def test_a_drill_works_from_a_folder(page: Page, site: Site) -> None:
    open_list(page, site.folder.as_uri())
    action(page, "drill").click()
    expect(page.locator("[data-question]:visible")).to_be_visible()


def test_the_first_row_and_column_of_the_comparison_stay_in_view(browser: Browser, address: str) -> None:
    for width in (390, 1366):
        with page_in(browser, "light", width, 600) as page:
            page.goto(f"{address}/duties/index.html")
            box = page.locator(".course-scroll")
            expect(page.locator("course-duties select")).to_be_attached()
            place = box.evaluate(
                "one => { one.scrollTo(one.scrollWidth, 600); const {top, left} = one.getBoundingClientRect();"
                " return [one.scrollLeft, one.scrollTop, left, top]; }"
            )
            assert place[1] > 0
            assert place[0] > 0 or width == 1366
            head = page.locator(".course-matrix thead th").first.bounding_box()
            row = page.locator(".course-matrix tbody th[scope=row]").last.bounding_box()
            title = page.locator(".course-matrix-title").last.bounding_box()
            assert head is not None
            assert row is not None
            assert title is not None
            assert [head["x"], head["y"], row["x"]] == pytest.approx([place[2], place[3], place[2]], abs=1)
            assert 0 <= title["x"] - place[2] < 20


def test_a_phone_shows_one_role_of_the_comparison(browser: Browser, address: str) -> None:
    with page_in(browser, "light", 390) as page:
        page.goto(f"{address}/duties/index.html")
        roles = list(COURSE.roles.values())
        columns = page.locator(".course-matrix thead th:visible")
        expect(columns).to_have_count(len(roles) + 1)
        page.get_by_label("看哪个角色").select_option(roles[1])
        expect(columns).to_have_count(2)
        expect(columns.nth(1)).to_contain_text(roles[1])
        bound = [point for _, _, points in COURSE.duties(list(COURSE.roles)[1]) for point in points]
        expect(page.locator(".course-matrix td:visible", has_text="✓")).to_have_count(len(bound))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        # A wider window, and paper, have space for all.
        page.emulate_media(media="print")
        expect(columns).to_have_count(len(roles) + 1)
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1366, "height": 768})
        expect(columns).to_have_count(len(roles) + 1)
        expect(page.get_by_label("看哪个角色")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_lists_and_comparison(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width) as page:
        open_list(page, address)
        assert violations(page, axe) == []
        page.goto(f"{address}/duties/index.html")
        expect(page.locator("course-duties select")).to_be_attached()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
