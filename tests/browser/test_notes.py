"""Notes at paragraphs and questions: written, found again, changed, and all together on a page of their own."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from support.archives import BANK, COURSE
from support.downloads import downloading
from support.learner import Mouse, answer, card, right, see_laid
from support.looks import LOOKS, page_in, violations
from support.store import hold_stores, stored, wait_stored
from support.waiting import settled

STUDY = next(page for page in COURSE.study if page.name == "filing")
POINT = STUDY.requirements[0].points[0]
PATH = f"study/{STUDY.name}.html"
ALL = "practice/notes.html"
MARK = '[data-action="note"]'


def go(page: Page, address: str, path: str = PATH) -> None:
    page.goto(f"{address}/{path}")
    see_laid(page)
    if path == PATH:
        expect(action(page, "take-notes")).to_be_visible()


def action(place: Page | Locator, name: str) -> Locator:
    return place.locator(f'[data-action="{name}"]')


def point(page: Page) -> Locator:
    """The item of the first point of the page."""
    return page.locator("li", has=page.locator(f"strong#{POINT.id}")).first


def begin(page: Page) -> None:
    action(page, "take-notes").click()
    expect(action(page, "take-notes")).to_have_attribute("aria-pressed", "true")


def write(page: Page, place: Locator, text: str) -> None:
    place.locator(MARK).click()
    # At a question the script for notes is loaded only now.
    expect(place.get_by_role("textbox")).to_be_focused()
    page.keyboard.insert_text(text)
    action(place, "save-note").click()
    expect(place.get_by_text("已记下")).to_be_visible()


def opened(place: Locator) -> Locator:
    """The notes of a place, which are opened if they are not open."""
    mark = place.locator(MARK)
    expect(mark).to_have_text("笔记")
    if mark.get_attribute("aria-expanded") == "false":
        mark.click()
    return place.locator(".cq-note-text")


def events(page: Page) -> list[tuple[str, bool]]:
    found = sorted(stored(page, "notes"), key=lambda event: event["order"])
    return [(event["text"], event["removed"]) for event in found]


def test_marks_are_no_stops_for_the_keyboard_until_notes_are_taken(page: Page, address: str) -> None:
    go(page, address)
    expect(page.locator(MARK)).to_have_count(0)
    action(page, "take-notes").focus()
    page.keyboard.press("Enter")
    expect(point(page).locator(MARK)).to_be_visible()
    expect(page.get_by_text("每一段旁边都有")).to_be_visible()
    every = page.locator("article > p, article > ul > li:not(.task-list-item)")
    assert page.locator(MARK).count() >= every.count()
    page.keyboard.press("Enter")
    expect(page.locator(MARK)).to_have_count(0)


def test_a_note_is_written_found_again_changed_and_removed_by_keyboard(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    mark = point(page).locator(MARK)
    expect(mark).to_have_accessible_name(re.compile("^记一笔：" + re.escape(POINT.label)))
    mark.press("Enter")
    page.keyboard.type("明天问一问")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(mark).to_be_focused()
    go(page, address)
    # Only the paragraph with a note has a mark.
    expect(page.locator(MARK)).to_have_count(1)
    expect(opened(point(page))).to_have_text("明天问一问")
    action(point(page), "edit-note").press("Enter")
    page.keyboard.press("End")
    page.keyboard.type("，已问")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(opened(point(page))).to_have_text("明天问一问，已问")
    action(point(page), "remove-note").press("Enter")
    expect(point(page).locator(".cq-note-text")).to_have_count(0)
    expect(action(point(page), "restore-note")).to_be_focused()
    page.keyboard.press("Enter")
    expect(point(page).locator(".cq-note-text")).to_have_text("明天问一问，已问")
    expect(action(point(page), "edit-note")).to_be_focused()
    # Nothing that was written is lost.
    assert events(page) == [
        ("明天问一问", False),
        ("明天问一问，已问", False),
        ("明天问一问，已问", True),
        ("明天问一问，已问", False),
    ]


def test_a_place_can_be_marked_without_a_word_and_escape_leaves_the_field(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    mark = point(page).locator(MARK)
    mark.click()
    page.keyboard.press("Escape")
    expect(action(point(page), "save-note")).to_have_count(0)
    expect(mark).to_be_focused()
    mark.click()
    page.keyboard.type("半句")
    page.keyboard.press("Escape")
    expect(point(page).get_by_role("textbox")).to_have_value("半句")
    action(point(page), "cancel-note").click()
    assert events(page) == []
    mark.click()
    action(point(page), "save-note").click()
    expect(opened(point(page))).to_have_text("（只做了记号）")


SELECT = """(id) => {
    const text = document.getElementById(id).nextSibling;
    const range = document.createRange();
    range.setStart(text, 1);
    range.setEnd(text, 6);
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection.toString();
}"""


def test_a_note_that_was_not_saved_is_there_again_when_the_page_is(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    point(page).locator(MARK).click()
    page.keyboard.insert_text("写到一半")
    page.reload()
    see_laid(page)
    begin(page)
    point(page).locator(MARK).click()
    field = point(page).locator("textarea")
    expect(field).to_have_value("写到一半")
    action(point(page), "cancel-note").click()
    point(page).locator(MARK).click()
    expect(field).to_have_value("")


def test_a_selection_offers_to_note_it(page: Page, address: str) -> None:
    go(page, address)
    selected = page.evaluate(SELECT, POINT.id)
    action(page, "note-selection").click()
    page.keyboard.insert_text("这几个字")
    action(point(page), "save-note").click()
    expect(point(page)).to_contain_text(f"选中的文字：{selected}")
    expect(action(page, "note-selection")).to_have_count(0)
    go(page, address, ALL)
    expect(page.locator("blockquote")).to_have_text(selected)


def test_a_question_takes_a_note_after_its_answer(page: Page, address: str) -> None:
    question = BANK.questions[0]
    path = f"quizzes/{BANK.name}.html"
    go(page, address, f"{path}#{question.id}")
    expect(card(page, question)).to_be_visible()
    expect(card(page, question).locator(MARK)).to_have_count(0)
    answer(Mouse(page), card(page, question), question, right(question))
    write(page, card(page, question), "易错")
    page.reload()
    expect(card(page, question).locator(".cq-note-text")).to_have_text("易错")
    go(page, address, ALL)
    expect(page.get_by_role("heading", name="题目")).to_be_visible()
    page.get_by_role("link", name="回到原处").click()
    expect(card(page, question).locator(".cq-note-text")).to_have_text("易错")


def test_all_notes_stand_on_a_page_of_their_own(page: Page, address: str) -> None:
    go(page, address, ALL)
    expect(page.get_by_text("还没有笔记。")).to_be_visible()
    go(page, address)
    begin(page)
    write(page, point(page), "头一条")
    other = page.locator("article > p").first
    other.locator(MARK).click()
    page.keyboard.insert_text("第二条")
    action(page, "save-note").click()
    expect(page.get_by_text("已记下").last).to_be_visible()
    page.goto(f"{address}/practice/progress.html")
    page.locator("course-progress").get_by_role("link", name="我的笔记").click()
    expect(page.get_by_role("heading", name=STUDY.title)).to_be_visible()
    expect(page.locator(".cq-note-text")).to_have_text(["头一条", "第二条"])
    page.get_by_label("在笔记里找").fill(POINT.label)
    expect(page.locator(".cq-note-text:visible")).to_have_text(["头一条"])
    expect(page.get_by_text("找到 1 条，共 2 条")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_label("在笔记里找")).to_be_hidden()
    expect(page.locator(".cq-note-text:visible")).to_have_text(["头一条"])
    page.emulate_media(media="screen")
    row = page.locator(".cq-notes > li:visible")
    action(row, "remove-note").click()
    expect(row.get_by_text("已删去")).to_be_visible()
    action(row, "restore-note").click()
    row.get_by_role("link", name="回到原处").click()
    expect(page).to_have_url(re.compile(f"{PATH}#{POINT.id}$"))
    expect(opened(point(page))).to_have_text("头一条")


def two_notes(page: Page, address: str) -> Locator:
    """Write two notes at one point, and open the page of all notes; returns the rows."""
    go(page, address)
    begin(page)
    write(page, point(page), "头一条")
    action(point(page), "add-note").click()
    page.keyboard.insert_text("第二条")
    action(point(page), "save-note").click()
    expect(point(page).locator(".cq-note-text")).to_have_count(2)
    settled(page)
    page.goto(f"{address}/{ALL}")
    expect(page.get_by_text("共 2 条")).to_be_visible()
    return page.locator(".cq-notes > li")


def test_removed_notes_are_neither_counted_nor_found_nor_printed(page: Page, address: str) -> None:
    rows = two_notes(page, address)
    action(rows.first, "remove-note").click()
    expect(page.get_by_text("共 1 条", exact=True)).to_be_visible()
    # It can still be restored.
    expect(action(rows.first, "restore-note")).to_be_focused()
    page.emulate_media(media="print")
    expect(rows.locator("visible=true")).to_have_text(re.compile("第二条"))
    page.emulate_media(media="screen")
    find = page.get_by_label("在笔记里找")
    find.fill(POINT.label)
    expect(page.get_by_text("共 1 条", exact=True)).to_be_visible()
    expect(rows.locator("visible=true")).to_have_count(1)
    find.fill("")
    action(rows.last, "remove-note").click()
    expect(page.get_by_text("共 0 条", exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=STUDY.title)).to_be_hidden()
    page.emulate_media(media="screen")
    action(rows.first, "restore-note").click()
    expect(page.get_by_text("共 1 条", exact=True)).to_be_visible()
    expect(rows.first.locator(".cq-note-text")).to_be_visible()


def test_a_note_that_cannot_be_removed_stays_and_says_so(page: Page, address: str) -> None:
    rows = two_notes(page, address)
    page.evaluate(FULL)
    for _ in range(2):
        action(rows.first, "remove-note").click()
        expect(rows.first.get_by_role("alert")).to_contain_text("没有存下这次改动")
    expect(rows.first.get_by_role("link", name="回到原处")).to_be_visible()
    expect(page.get_by_text("共 2 条")).to_be_visible()
    go(page, address)
    expect(opened(point(page))).to_have_count(2)
    action(point(page), "remove-note").first.click()
    expect(action(point(page), "restore-note")).to_be_focused()
    page.evaluate(FULL)
    action(point(page), "restore-note").click()
    expect(point(page).get_by_text("没有存下这次改动")).to_be_visible()
    expect(action(point(page), "restore-note")).to_be_focused()
    action(point(page), "remove-note").click()
    expect(point(page).locator(".cq-note-text")).to_have_count(1)
    expect(point(page).get_by_text("没有存下这次改动")).to_be_visible()


def rewritten(page: Page, point: str, words: str | None) -> None:
    """Let the study page come with the point under another id, and with other words if there are any."""
    page.add_init_script(
        f"""document.addEventListener("DOMContentLoaded", () => {{
            const label = document.getElementById({POINT.id!r});
            label.id = {point!r};
            const words = {words or ""!r};
            if (words) label.nextSibling.textContent = words;
        }}, {{capture: true, once: true}});"""
    )


def words_of_point(page: Page) -> str:
    return str(point(page).evaluate("one => one.querySelector('strong').nextSibling.textContent"))


def test_a_note_outlives_a_change_of_its_paragraph(page: Page, address: str) -> None:
    go(page, address)
    words = words_of_point(page)
    begin(page)
    write(page, point(page), "还在")
    rewritten(page, POINT.id, "：改过的话。")
    go(page, address)
    expect(opened(point(page))).to_have_text("还在")
    expect(point(page)).to_contain_text(f"当时的文字：{POINT.label}{words.strip()}")


def test_a_note_outlives_its_paragraph(page: Page, address: str) -> None:
    go(page, address)
    words = words_of_point(page)
    begin(page)
    write(page, point(page), "还在")
    rewritten(page, "gone", "：改过的话。")
    go(page, address)
    lost = page.locator(".cq-notes-lost")
    expect(lost.get_by_role("heading", name="找不到原处的笔记")).to_be_visible()
    expect(lost.locator(".cq-note-text")).to_have_text("还在")
    expect(lost).to_contain_text(words.strip())
    action(lost, "remove-note").click()
    expect(lost.locator(".cq-note-text")).to_have_count(0)
    action(lost, "restore-note").click()
    expect(lost.locator(".cq-note-text")).to_have_text("还在")


def test_a_note_follows_its_paragraph_to_another_place(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    write(page, point(page), "还在")
    rewritten(page, "moved", None)
    go(page, address)
    moved = page.locator("li", has=page.locator("strong#moved")).first
    expect(opened(moved)).to_have_text("还在")


def test_two_tabs_that_change_one_note_keep_both_texts(context: BrowserContext, page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    write(page, point(page), "原来")
    other = context.new_page()
    go(other, address)
    opened(point(other))
    action(point(other), "edit-note").click()
    action(point(page), "edit-note").click()
    point(page).get_by_role("textbox").fill("这边改的")
    action(point(page), "save-note").click()
    expect(point(page).locator(".cq-note-text")).to_have_text("这边改的")
    point(other).get_by_role("textbox").fill("那边改的")
    action(point(other), "save-note").click()
    expect(point(other).get_by_text("两条都留下了")).to_be_visible()
    expect(point(other).locator(".cq-note-text")).to_have_text(["这边改的", "那边改的"])


FULL = """() => { IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""


def test_a_note_that_is_not_kept_says_so_and_stays_in_its_field(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    page.evaluate(FULL)
    point(page).locator(MARK).click()
    page.keyboard.insert_text("别丢")
    action(point(page), "save-note").click()
    expect(point(page).get_by_role("alert")).to_contain_text("没有保存这条笔记")
    expect(point(page).get_by_role("textbox")).to_have_value("别丢")


def test_nothing_can_be_typed_into_a_note_while_it_is_saved(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    hold_stores(page, "notes")
    point(page).locator(MARK).click()
    page.keyboard.insert_text("写完了")
    action(point(page), "save-note").click()
    field = point(page).get_by_role("textbox")
    expect(field).not_to_be_editable()
    page.evaluate("letGo()")
    expect(opened(point(page))).to_have_text("写完了")


def test_a_visit_keeps_its_notes_in_the_tab_only(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/settings.html")
    action(page, "begin-visit").click()
    expect(action(page, "end-visit")).to_be_visible()
    go(page, address)
    begin(page)
    write(page, point(page), "只在这里")
    go(page, address)
    expect(opened(point(page))).to_have_text("只在这里")
    assert stored(page, "notes") == []


def test_notes_are_exported_erased_and_imported(page: Page, address: str, tmp_path: Path) -> None:
    go(page, address)
    begin(page)
    write(page, point(page), "带走")
    wait_stored(page, "notes")
    page.goto(f"{address}/practice/settings.html")
    with downloading(page) as download:
        action(page, "export").click()
    file = tmp_path / "record.json"
    file.write_bytes(download.content)
    action(page, "erase").first.click()
    action(page, "confirm-erase").click()
    expect(action(page, "confirm-erase")).to_have_count(0)
    settled(page)
    assert stored(page, "notes") == []
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("笔记：新的 1 条")).to_be_visible()
    action(page, "merge").click()
    wait_stored(page, "notes")
    go(page, address)
    expect(opened(point(page))).to_have_text("带走")


def test_erasing_takes_what_was_typed_and_not_saved(page: Page, address: str) -> None:
    go(page, address)
    begin(page)
    point(page).locator(MARK).click()
    page.keyboard.insert_text("别人不该看到")
    page.goto(f"{address}/practice/settings.html")
    assert "别人不该看到" in page.evaluate("JSON.stringify({...sessionStorage})")
    action(page, "erase").first.click()
    action(page, "confirm-erase").click()
    expect(action(page, "confirm-erase")).to_have_count(0)
    settled(page)
    assert "别人不该看到" not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_without_the_script_for_notes_the_page_says_so(page: Page, address: str) -> None:
    page.route("**/assets/player/note-taking*.js", lambda route: route.abort())
    go(page, address)
    action(page, "take-notes").click()
    expect(page.locator(".cq-failed")).to_be_visible()
    expect(action(page, "take-notes")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(("scheme", "width"), [LOOKS[0], LOOKS[1]])
def test_axe_finds_nothing_while_notes_are_taken(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width) as page:
        go(page, address)
        begin(page)
        write(page, point(page), "一条")
        action(point(page), "add-note").click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        go(page, address, ALL)
        expect(page.locator(".cq-note-text")).to_have_count(1)
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
