"""People who share a machine, and their records on the way out, in, and gone."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support.archives import BANK
from support.downloads import downloading
from support.hostile_records import ATTEMPT, CONTENT, NOW, PAPER, SCRIPT, hostile_files, sealed
from support.learner import Hand, Keyboard, Mouse, answer, card, log, right
from support.looks import LOOKS, page_in, violations
from support.store import attempt, stored, write
from support.waiting import failed_image, settled

STORES = ("attempts", "drafts", "runs", "ticks", "settings", "profiles", "papers", "reads")
FILE = '.cq-drop input[type="file"]'
# How many parts the hostile files are tried in; the first one every day.
PARTS = 4


def settings(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator('[data-action="export"]')).to_be_visible()


def name_oneself(page: Page, name: str, hand: Hand | None = None) -> None:
    (hand or Mouse(page)).write(page.locator('[data-field="name"]'), name)
    (hand or Mouse(page)).press(page.locator('[data-action="save-person"]'))
    expect(page.locator(".cq-learner")).to_contain_text(name)


def add_person(page: Page, name: str) -> None:
    page.locator('[data-field="name"]').last.fill(name)
    page.locator('[data-action="save-person"]').last.click()
    expect(page.locator(".cq-people")).to_contain_text(name)


def answer_one(page: Page, address: str, place: int = 0) -> None:
    question = BANK.questions[place]
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    answer(Mouse(page), card(page, question), question, right(question))
    settled(page)


def give(page: Page, content: bytes, name: str = "file.json") -> None:
    page.locator(FILE).set_input_files({"name": name, "mimeType": "application/json", "buffer": content})


def everything(page: Page) -> dict[str, Any]:
    return {store: stored(page, store) for store in STORES}


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_two_people_share_a_machine_and_not_their_records(
    context: BrowserContext, page: Page, address: str, way: str
) -> None:
    hand: Hand = Keyboard(page) if way == "keyboard" else Mouse(page)
    answer_one(page, address)
    settings(page, address)
    name_oneself(page, "张三", hand)
    add_person(page, "李四")
    # With two names every new tab asks, and nothing is recorded before the answer.
    other = context.new_page()
    other.goto(f"{address}/quizzes/{BANK.name}.html")
    expect(other.get_by_text("现在是谁在学？")).to_be_visible()
    expect(other.locator("course-quiz .cq-player")).to_have_count(0)
    other.locator('[data-action="learner"]').nth(1).click()
    expect(other.locator("course-quiz .cq-player")).to_be_visible()
    expect(other.locator(".cq-learner")).to_contain_text("李四")
    answer_one(other, address, 1)
    assert {one["question"]: one["profile"] for one in log(page)}[BANK.questions[0].id or ""] == "local"
    assert len({one["profile"] for one in log(page)}) == 2
    # The first person's record is as it was: one answer.
    settings(page, address)
    expect(page.get_by_text("这个浏览器里有 1 条作答")).to_be_visible()


def test_names_are_checked_and_are_only_text(page: Page, address: str) -> None:
    settings(page, address)
    page.locator('[data-action="save-person"]').click()
    expect(page.get_by_role("alert").first).to_contain_text("请先写名字")
    name_oneself(page, "<b>张</b>")
    assert page.locator(".cq-learner b").count() == 0
    page.locator('[data-field="name"]').last.fill("<b>张</b>")
    page.locator('[data-action="save-person"]').last.click()
    expect(page.get_by_role("alert").first).to_contain_text("已经有人用这个名字")


def test_a_record_moves_to_another_machine_and_back_without_loss_or_double(
    browser: Browser, page: Page, address: str
) -> None:
    answer_one(page, address, 0)
    answer_one(page, address, 1)
    settings(page, address)
    with downloading(page) as download:
        page.locator('[data-action="export"]').click()
    assert download.name.startswith("学习记录-")
    content = download.content
    before = log(page)
    there = browser.new_context()
    other = there.new_page()
    answer_one(other, address, 2)
    settings(other, address)
    give(other, content)
    expect(other.get_by_text("作答：新的 2 条，已经有的 0 条")).to_be_visible()
    assert len(log(other)) == 1, "nothing is written before the reader says so"
    other.locator('[data-action="merge"]').click()
    expect(other.get_by_text("已合并，新增 2 条作答")).to_be_visible()
    merged = log(other)
    assert [one for one in merged if one["question"] != BANK.questions[2].id] == before
    give(other, content)
    expect(other.get_by_text("里面的记录这里都有了")).to_be_visible()
    # And back: the first machine gets what the second added.
    with downloading(other) as download:
        other.locator('[data-action="export"]').click()
    give(page, download.content)
    page.locator('[data-action="merge"]').click()
    expect(page.get_by_text("已合并，新增 1 条作答")).to_be_visible()
    assert log(page) == merged
    there.close()


def test_a_preview_can_be_declined(page: Page, address: str) -> None:
    settings(page, address)
    before = everything(page)
    give(page, sealed(CONTENT | {"name": SCRIPT, "attempts": [ATTEMPT]}))
    expect(page.get_by_text(SCRIPT)).to_be_visible()
    page.locator('[data-action="decline"]').click()
    expect(page.get_by_text("没有导入，什么都没有改。")).to_be_focused()
    assert everything(page) == before


def test_what_another_tab_did_since_the_preview_is_not_undone(page: Page, address: str) -> None:
    page.clock.install(time=NOW / 1000)
    settings(page, address)
    read = {"page": "study/filing.html", "place": "early", "at": NOW - 5000, "ended": None}
    give(page, sealed(CONTENT | {"attempts": [ATTEMPT, ATTEMPT | {"id": "hostile-2"}], "reads": [read]}))
    expect(page.get_by_text("作答：新的 2 条")).to_be_visible()
    write(page, "attempts", [ATTEMPT | {"format": 1, "profile": "local"}])
    later = read | {"format": 1, "profile": "local", "place": "late", "at": NOW - 1000}
    write(page, "reads", [later])
    page.locator('[data-action="merge"]').click()
    expect(page.get_by_text("已合并，新增 1 条作答")).to_be_focused()
    assert [one["id"] for one in log(page)] == ["hostile-1", "hostile-2"]
    assert stored(page, "reads") == [later]


def test_an_attempt_of_somebody_else_here_is_left_alone_and_said_so(page: Page, address: str) -> None:
    page.clock.install(time=NOW / 1000)
    settings(page, address)
    theirs = [ATTEMPT | {"format": 1, "profile": "other"}, {"id": "hostile-2", "format": 99}]
    write(page, "attempts", theirs)
    give(page, sealed(CONTENT | {"attempts": [ATTEMPT | {"id": f"hostile-{number}"} for number in (1, 2, 3)]}))
    expect(page.get_by_text("不导入 2 条：编号在这台设备上已经用过")).to_be_visible()
    page.locator('[data-action="merge"]').click()
    expect(page.get_by_text("已合并，新增 1 条作答")).to_be_visible()
    assert stored(page, "attempts")[:2] == theirs


def test_a_file_that_is_too_large_is_not_even_read(page: Page, address: str, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    settings(page, address)
    page.locator(FILE).set_input_files(large)
    expect(page.get_by_text("文件太大或者读不出来")).to_be_visible()


def test_by_keyboard_a_record_goes_out_and_in_and_is_erased(page: Page, address: str) -> None:
    answer_one(page, address)
    settings(page, address)
    keyboard = Keyboard(page)
    with downloading(page) as download:
        keyboard.press(page.locator('[data-action="export"]'))
    keyboard.press(page.locator('[data-action="erase"]'))
    expect(page.locator('[data-action="cancel-erase"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator('[data-action="erase"]')).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator('[data-action="confirm-erase"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("还没有作答记录")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        keyboard.press(page.locator('[data-action="choose-files"]'))
    chooser.value.set_files({"name": download.name, "mimeType": "application/json", "buffer": download.content})
    expect(page.locator(".cq-panel h3")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('[data-action="merge"]')).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("已合并，新增 1 条作答")).to_be_focused()
    assert len(log(page)) == 1


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, PARTS))])
def test_hostile_files_do_nothing_and_are_each_answered(page: Page, address: str, part: int) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.clock.install(time=NOW / 1000)
    settings(page, address)
    write(page, "attempts", [attempt(BANK.questions[0].id or "", "0123456789ab", "right", NOW - 9000)])
    before = everything(page)
    files = list(hostile_files())[part::PARTS]
    assert len(files) >= 150
    for number, content in enumerate(files):
        name = f"{number}.json"
        give(page, content, name)
        answered = page.locator(".cq-panel").get_by_text(f"“{name}”")
        expect(answered).to_be_visible()
        merge = page.locator('[data-action="merge"]')
        assert merge.count() == 0, content[:300]
    assert everything(page) == before
    assert page.evaluate("window.__hacked") is None
    assert page.evaluate("({}).polluted") is None
    assert dialogs == []


def test_text_that_looks_like_markup_comes_in_as_text(page: Page, address: str) -> None:
    page.clock.install(time=NOW / 1000)
    settings(page, address)
    attempts = [ATTEMPT | {"question": SCRIPT, "version": SCRIPT, "mode": SCRIPT, "response": [SCRIPT]}]
    exam = {**PAPER["exam"], "title": SCRIPT, "sections": [
        {"title": SCRIPT, "type": "single", "count": 1, "marks": 1, "partly": "none"}
    ]}  # fmt: skip
    papers = [PAPER | {"exam": exam, "number": SCRIPT[:100]}]
    give(page, sealed(CONTENT | {"name": SCRIPT, "attempts": attempts, "papers": papers}), f"{SCRIPT}.json")
    page.locator('[data-action="merge"]').click()
    expect(page.get_by_text("已合并")).to_be_visible()
    for path in ("exam", "progress", "mistakes", "review", "branch", "settings"):
        page.goto(f"{address}/practice/{path}.html")
        expect(page.locator(f"course-{path} .cq-player")).to_be_visible()
        failed_image(page)
        assert page.evaluate("window.__hacked") is None, path


def test_a_visit_leaves_nothing_behind(context: BrowserContext, page: Page, address: str) -> None:
    page.clock.install()
    answer_one(page, address)
    settings(page, address)
    before = everything(page)
    page.locator('[data-action="begin-visit"]').click()
    expect(page.locator(".cq-learner")).to_contain_text("不留记录")
    answer_one(page, address, 1)
    page.goto(f"{address}/study/filing.html")
    expect(page.locator(".task-list-item input").first).to_be_enabled()
    page.locator(".task-list-item label").first.click()
    # The player looks once a second.
    page.clock.run_for(1200)
    settings(page, address)
    expect(page.get_by_text("这次有 1 条作答，只在这个标签页里")).to_be_visible()
    assert everything(page) == before
    page.locator('[data-action="end-visit"]').click()
    expect(page.locator(".cq-learner")).to_have_count(0)
    expect(page.get_by_text("这个浏览器里有 1 条作答")).to_be_visible()
    assert everything(page) == before
    fresh = context.new_page()
    fresh.goto(f"{address}/index.html")
    assert fresh.evaluate("sessionStorage.length") == 0


def test_erasing_asks_twice_and_takes_one_persons_records_only(page: Page, address: str) -> None:
    answer_one(page, address)
    settings(page, address)
    name_oneself(page, "张三")
    add_person(page, "李四")
    page.locator('[data-action="become"]').click()
    expect(page.locator(".cq-learner")).to_contain_text("李四")
    answer_one(page, address, 1)
    settings(page, address)
    page.locator('[data-action="erase"]').click()
    expect(page.get_by_text("将删除 1 条作答")).to_contain_text("以及姓名、笔记")
    expect(page.locator('[data-action="cancel-erase"]')).to_be_focused()
    page.keyboard.press("Enter")
    assert len(log(page)) == 2
    page.locator('[data-action="erase"]').click()
    page.locator('[data-action="confirm-erase"]').click()
    expect(page.locator(".cq-learner")).to_contain_text("张三")
    assert [one["question"] for one in log(page)] == [BANK.questions[0].id]
    assert [one["name"] for one in stored(page, "profiles")] == ["张三"]


def test_the_summary_can_be_copied(page: Page, address: str) -> None:
    answer_one(page, address)
    settings(page, address)
    page.locator('[data-action="copy-summary"]').click()
    expect(page.get_by_text("已复制。")).to_be_visible()
    page.locator('[data-field="name"]').click()
    page.keyboard.press("Control+V")
    assert "学习小结" in page.locator('[data-field="name"]').input_value()


def test_the_file_holds_what_it_says(page: Page, address: str) -> None:
    answer_one(page, address)
    settings(page, address)
    with downloading(page) as download:
        page.locator('[data-action="export"]').click()
    record = json.loads(download.content)
    assert record["format"] == "course-record"
    assert record["version"] == 1
    (attempt,) = record["attempts"]
    assert attempt["question"] == BANK.questions[0].id
    assert "profile" not in attempt


def test_a_record_and_a_slip_after_it_name_the_same_learner(page: Page, address: str) -> None:
    answer_one(page, address)
    settings(page, address)
    learners = set()
    for _ in range(2):
        with downloading(page) as download:
            page.locator('[data-action="export"]').click()
        learners.add(json.loads(download.content)["learner"])
    page.goto(f"{address}/practice/slip.html")
    with downloading(page) as download:
        page.locator('[data-action="save-slip"]').click()
    learners.add(json.loads(download.content)["learner"])
    assert len(learners) == 1
    assert learners != {""}


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_axe_finds_nothing_in_the_settings(browser: Browser, address: str, axe: str, scheme: Any, width: int) -> None:
    with page_in(browser, scheme, width) as page:
        settings(page, address)
        name_oneself(page, "张三")
        add_person(page, "李四")
        page.locator('[data-action="edit"]').first.click()
        give(page, sealed(CONTENT | {"attempts": [ATTEMPT | {"at": 1_700_000_000_000}]}))
        expect(page.locator('[data-action="merge"]')).to_be_visible()
        page.locator('[data-action="erase-all"]').click()
        assert violations(page, axe) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        other = page.context.new_page()
        other.goto(f"{address}/practice/drill.html")
        expect(other.get_by_text("现在是谁在学？")).to_be_visible()
        assert violations(other, axe) == []
        give(page, b"{}")
        expect(page.get_by_text("不是本站导出的学习记录")).to_be_visible()
        page.locator('[data-action="begin-visit"]').click()
        expect(page.locator('[data-action="end-visit"]')).to_be_visible()
        assert violations(page, axe) == []


RENAMED = {
    "zero width": "张\u200b三",
    "direction mark": "\u202d张三",
    "width": " 张三\u3000",
    "variation": "张三\ufe00",
}


@pytest.mark.parametrize("other", RENAMED.values(), ids=RENAMED)
def test_a_name_that_looks_like_another_is_refused(page: Page, address: str, other: str) -> None:
    settings(page, address)
    name_oneself(page, "张三")
    page.locator('[data-field="name"]').last.fill(other)
    page.locator('[data-action="save-person"]').last.click()
    expect(page.get_by_role("alert").first).to_contain_text("已经有人用这个名字")
    assert len(stored(page, "profiles")) == 1


def test_a_name_that_another_tab_has_added_meanwhile_is_refused(
    context: BrowserContext, page: Page, address: str
) -> None:
    settings(page, address)
    name_oneself(page, "张三")
    other = context.new_page()
    settings(other, address)
    add_person(page, "李四")
    other.locator('[data-field="name"]').last.fill("李四")
    other.locator('[data-action="save-person"]').last.click()
    expect(other.get_by_role("alert").first).to_contain_text("已经有人用这个名字")
    assert sorted(one["name"] for one in stored(page, "profiles")) == ["张三", "李四"]


@pytest.mark.parametrize("name", ["\u200b", " \u202e\u2066 ", "\u3164\u115f", "\u2800"], ids=ascii)
def test_a_name_that_shows_nothing_is_refused(page: Page, address: str, name: str) -> None:
    settings(page, address)
    page.locator('[data-field="name"]').fill(name)
    page.locator('[data-action="save-person"]').click()
    expect(page.get_by_role("alert").first).to_contain_text("请先写名字")
    assert stored(page, "profiles") == []


# Where the last character of a button's label ends, from where its first one begins: negative if the text is turned round.
WIDTH_OF_WORDS = """button => {
  const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  range.selectNode(texts.nextNode());
  const first = range.getBoundingClientRect().left;
  return button.querySelector("bdi").getBoundingClientRect().right - first;
}"""


@pytest.mark.parametrize("name", ["王\u202e五", "\u202e", "שלום 5"], ids=ascii)
def test_a_name_with_a_direction_does_not_turn_the_words_around_it(page: Page, address: str, name: str) -> None:
    settings(page, address)
    # As an earlier version stored it.
    people = [
        {"format": 1, "id": f"p{number}", "name": one, "colour": "red", "created": number + 1}
        for number, one in enumerate(("张三", name))
    ]
    write(page, "profiles", people)
    page.reload()
    page.locator('[data-action="learner"]').first.click()
    become = page.locator('[data-action="become"]')
    expect(become).to_contain_text("换成")
    assert page.evaluate(
        "() => !/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.querySelector('.cq-people').textContent)"
    )
    assert become.evaluate(WIDTH_OF_WORDS) > 0
    expect(become.locator("bdi")).to_have_css("unicode-bidi", "isolate")
    assert (become.text_content() or "") != "换成"


def test_a_direction_mark_is_not_stored_with_a_name(page: Page, address: str) -> None:
    settings(page, address)
    page.locator('[data-field="name"]').fill("王\u202e五\u0007")
    page.locator('[data-action="save-person"]').click()
    expect(page.locator(".cq-learner-name")).to_have_text("王五")
    assert [profile["name"] for profile in stored(page, "profiles")] == ["王五"]


def test_an_emoji_is_one_character_of_a_name(page: Page, address: str) -> None:
    family = "👨‍👩‍👧‍👦"
    settings(page, address)
    name_oneself(page, f"{family}的电脑")
    expect(page.locator(".cq-people .cq-mark")).to_have_text(family)
    page.locator('[data-field="name"]').last.fill("长" * 20 + family)
    page.locator('[data-action="save-person"]').last.click()
    expect(page.get_by_role("alert").first).to_contain_text("最多 20 个字")
    add_person(page, "长" * 19 + family)
    assert {profile["name"] for profile in stored(page, "profiles")} == {f"{family}的电脑", "长" * 19 + family}
