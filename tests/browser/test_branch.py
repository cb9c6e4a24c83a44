"""Result slips: a member makes one, the head sums up those of the whole branch."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, FilePayload, Locator, Page, expect

from support.archives import BANK
from support.downloads import downloading
from support.hostile_records import checksum
from support.learner import Keyboard, Mouse, answer, card, right, wrong
from support.looks import split_numbers, violations
from support.site_build import Site
from support.store import COURSE_ID, FULL_DISK
from support.waiting import failed_image, settled

MARKUP = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
PAPER: dict[str, Any] = {
    "number": "newcomer-00001",
    "title": "到岗卷",
    "exam": "newcomer",
    "halves": 10,
    "full": 20,
    "passing": 12,
    "ended": 1_760_000_000_000,
    "marksUnit": "half",
}
MONTH = 30 * 86_400_000
# On how many lines words of an element stand.
LINES = """(row, words) => {
    const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (!texts.nextNode().data.includes(words));
    const range = document.createRange();
    const at = texts.currentNode.data.indexOf(words);
    range.setStart(texts.currentNode, at);
    range.setEnd(texts.currentNode, at + words.length);
    return new Set(Array.from(range.getClientRects(), ({ top }) => top)).size;
}"""
SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}


@pytest.fixture(scope="session")
def index(site: Site) -> dict[str, Any]:
    text = (site.folder / "quizzes/data/index.js").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text[text.index("push(") + 5 : text.rindex(")")])
    return found


def sealed(fields: dict[str, Any]) -> str:
    return json.dumps({**fields, "checksum": checksum(fields)}, ensure_ascii=False)


def slip(course: str, number: int, **changes: Any) -> dict[str, Any]:
    return {
        "format": "course-slip",
        "version": 1,
        "id": COURSE_ID,
        "course": course,
        "made": 1_765_000_000_000,
        "zone": 480,
        "learner": f"{number:032x}",
        "name": f"同志{number:02}",
        "branch": "第一部门",
        "totals": [],
        "days": number,
        "papers": [],
        **changes,
    }


def given(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


def branch_of(index: dict[str, Any]) -> list[FilePayload]:
    """Return thirty good slips: twenty with a paper, nine of which pass, twelve with counts by question."""
    first, second = (one["id"] for one in index["pages"][0]["requirements"][:2])
    files = []
    for number in range(30):
        papers = (
            [{**PAPER, "halves": number, "ended": PAPER["ended"] + number % 3 * MONTH}] if 1 <= number <= 20 else []
        )
        totals = [[first, 1, 4, 9], [second, 3, 4, 9]]
        fields = slip(index["course"], number, papers=papers, totals=totals)
        if number < 12:
            fields["questions"] = [[index["questions"][0][0], 1, 2]]
        files.append(given(f"成绩单-{number}.json", sealed(fields)))
    return files


def others(index: dict[str, Any]) -> list[FilePayload]:
    """Return files with something to say of each."""
    course = index["course"]
    good = sealed(slip(course, 1, days=77))
    return [
        given("截断.json", good[:200]),
        given("改动.json", good.replace('"days": 77', '"days": 78')),
        given("无关.json", '{"hello": 1}'),
        given("学习记录.json", '{"format": "course-record", "version": 1}'),
        given("新版.json", '{"format": "course-slip", "version": 9}'),
        given("不合规.json", sealed(slip(course, 40, days=-5))),
        given("更早.json", sealed(slip(course, 2, made=1_700_000_000_000))),
        given("再来.json", branch_of(index)[3]["buffer"].decode()),
        given("大.json", "x" * (5 * 1024 * 1024 + 1)),
    ]


def open_branch(page: Page, address: str) -> None:
    page.goto(f"{address}/practice/branch.html")
    expect(page.locator('[data-action="choose-files"]')).to_be_visible()


def hand_over(page: Page, files: list[FilePayload]) -> None:
    page.locator('input[type="file"]').set_input_files(files)
    expect(page.get_by_text("计入")).not_to_have_count(0)


def section(page: Page, heading: str) -> Locator:
    return page.locator("section.cq-panel", has=page.get_by_role("heading", name=heading, exact=True))


def data(figure: Locator) -> list[list[str]]:
    """Return the rows of the table behind a chart."""
    rows: list[list[str]] = figure.locator("tbody tr").evaluate_all(
        "rows => rows.map((row) => Array.from(row.cells, (cell) => cell.textContent))"
    )
    return rows


def stored(page: Page) -> str:
    """Return all that the browser keeps, as text."""
    found: str = page.evaluate(
        """() => new Promise((resolve, reject) => {
            const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {
                const names = Array.from(opening.result.objectStoreNames);
                const reading = opening.result.transaction(names);
                const all = names.map((name) => reading.objectStore(name).getAll());
                reading.oncomplete = () => {
                    opening.result.close();
                    const kept = all.map((one) => one.result);
                    resolve(JSON.stringify([kept, {...localStorage}, {...sessionStorage}]));
                };
            };
        })"""
    )
    return found


def test_thirty_slips_are_summed_up_and_odd_files_named(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    before = stored(page)
    hand_over(page, [*branch_of(index), *others(index)])
    expect(page.get_by_text("交来 39 个文件，计入 30 份成绩单。")).to_be_visible()
    remarks = page.locator("[data-remark]").evaluate_all(
        "all => all.map((one) => [one.querySelector('strong').textContent, one.dataset.remark])"
    )
    assert dict(remarks) == {
        "截断.json": "broken",
        "改动.json": "changed",
        "无关.json": "foreign",
        "学习记录.json": "record",
        "新版.json": "newer",
        "不合规.json": "senseless",
        "更早.json": "replaced",
        "再来.json": "twice",
        "大.json": "unreadable",
    }
    expect(page.get_by_text("交来成绩单 30 份，其中 20 人考过试，共 20 份答卷。")).to_be_visible()
    page.get_by_label("应到人数").fill("40")
    expect(page.get_by_text("交成绩单 75%（30/40），参加考试 50%（20/40）。")).to_be_visible()
    page.get_by_label("应到人数").fill("20")
    expect(page.get_by_text("请核对")).to_be_visible()
    # Of twenty: 5 to 55 percent are eleven, then two each, and 90 to 100 three.
    assert data(section(page, "成绩分布").locator("figure")) == [
        ["0–59", "11"],
        ["60–69", "2"],
        ["70–79", "2"],
        ["80–89", "2"],
        ["90–100", "3"],
    ]
    expect(section(page, "及格率").get_by_role("row", name="newcomer-00001 到岗卷 20 9 45%")).to_have_count(1)
    assert [count for _, count in data(section(page, "时间分布").locator("figure"))] == ["6", "7", "7"]
    hard = section(page, "薄弱要求").locator("tbody tr")
    expect(hard.first).to_contain_text("30/120")
    assert hard.first.locator("a").first.get_attribute("href") is not None
    expect(section(page, "难题").locator("tbody tr")).to_contain_text("12/36")
    expect(section(page, "难题").locator("tbody a")).to_have_count(1)
    names = section(page, "每个人").locator("tbody th").all_text_contents()
    assert names == sorted(names)
    assert len(names) == 30
    assert stored(page) == before


def test_charts_are_drawn_and_said_in_words(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    hand_over(page, branch_of(index))
    figures = page.locator("course-branch figure")
    expect(figures).to_have_count(3)
    for figure in figures.all():
        expect(figure.locator('[aria-hidden="true"] > svg')).to_have_count(1)
        assert (figure.locator("figcaption").text_content() or "").endswith("。")
    bars = section(page, "成绩分布").locator(".cq-chart-bar")
    expect(bars).to_have_count(5)
    page.get_by_label("统计单位").select_option("day")
    expect(section(page, "时间分布").locator(".cq-chart-line")).to_have_count(1)
    page.get_by_label("卷号").select_option("newcomer-00001")
    expect(bars).to_have_count(5)
    expect(page.locator("course-branch .cq-chart-plot > svg")).to_have_count(3)


def test_the_table_is_exported_for_a_spreadsheet(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    formula = slip(index["course"], 50, name="=1+1", branch='@"甲",乙', papers=[PAPER])
    hand_over(page, [*branch_of(index)[:2], given("公式.json", sealed(formula))])
    with downloading(page) as download:
        page.locator('[data-action="csv"]').click()
    assert download.name.startswith("部门汇总-")
    text = download.content
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") == 4
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    found = next(row for row in rows if row["姓名"] == "'=1+1")
    assert found["部门"] == '\'@"甲",乙'
    assert [found[name] for name in ("得分", "满分", "及格线", "是否及格")] == ["5", "10", "6", "否"]
    assert next(row for row in rows if row["姓名"] == "同志00")["卷号"] == ""


def test_text_from_slips_reaches_the_page_as_text(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    paper = {**PAPER, "number": "<b>x</b>", "title": MARKUP[:60]}
    totals = [["<b>r</b>", 0, 3, 3]]
    files = [
        given(
            f"<img src=x>{number}.json",
            sealed(
                slip(
                    index["course"] if number else "other",
                    number,
                    name=MARKUP[:70],
                    branch="<script>1</script>",
                    papers=[paper],
                    totals=totals,
                    questions=[["javascript:alert(1)", 0, 2]],
                )
            ),
        )
        for number in range(3)
    ]
    hand_over(page, files)
    expect(page.get_by_role("cell", name="<script>1</script>").first).to_be_visible()
    expect(page.locator('[data-remark="otherCourse"]')).to_have_count(1)
    failed_image(page)
    assert page.locator("course-branch :is(img, script, b)").count() == 0
    assert "broken" not in page.title()
    addresses = page.locator("course-branch a").evaluate_all("all => all.map((one) => one.href)")
    assert [one for one in addresses if not one.startswith(address)] == []


DROP = """([texts, place]) => {
    const carried = new DataTransfer();
    for (const text of texts) carried.items.add(new File([text], "a.json"));
    const whole = {dataTransfer: carried, bubbles: true, cancelable: true};
    return ["dragover", "drop"].map((type) => {
        const event = new DragEvent(type, whole);
        document.querySelector(place).dispatchEvent(event);
        return event.defaultPrevented;
    });
}"""


# Beside the zone, a browser would open the files and leave the page.
@pytest.mark.parametrize("place", [".cq-drop", "h1"])
def test_files_can_be_dropped_taken_away_and_cleared(
    page: Page, address: str, index: dict[str, Any], place: str
) -> None:
    open_branch(page, address)
    texts = [sealed(slip(index["course"], number, name="王芳")) for number in range(2)]
    assert page.evaluate(DROP, [texts, place]) == [True, True]
    expect(page.get_by_text("交来 2 个文件，计入 2 份成绩单。")).to_be_visible()
    # Either can be taken away.
    expect(page.locator('[data-action="remove"]')).to_have_count(2)
    page.locator('[data-action="remove"]').first.click()
    expect(page.get_by_text("交来 1 个文件，计入 1 份成绩单。")).to_be_visible()
    page.locator('[data-action="clear"]').click()
    expect(page.get_by_text("还没有成绩单。")).to_be_visible()
    expect(page.get_by_role("heading", name="每个人")).to_be_hidden()


def test_a_learner_who_is_taken_away_does_not_come_back_with_an_older_slip(
    page: Page, address: str, index: dict[str, Any]
) -> None:
    open_branch(page, address)
    of_one = [slip(index["course"], 1, name="王芳", made=made) for made in (1_700_000_000_000, 1_765_000_000_000)]
    of_other = slip(index["course"], 2, name="王芳")
    hand_over(page, [given(f"{place}.json", sealed(one)) for place, one in enumerate([*of_one, of_other])])
    row = page.locator("[data-remark=sameName]", has_text="1.json").first
    row.locator('[data-action="remove"]').click()
    expect(page.get_by_text("已去掉“1.json”，和因为它而不计入的 1 份。")).to_be_visible()
    expect(page.get_by_text("交来 1 个文件，计入 1 份成绩单。")).to_be_visible()
    expect(page.locator("[data-remark]")).to_have_count(0)


def test_no_link_of_the_summary_leaves_the_page(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    hand_over(page, branch_of(index))
    expect(section(page, "难题").locator("tbody a")).to_have_count(1)
    links = page.locator("course-branch a")
    assert links.evaluate_all("all => all.map((one) => one.target)") == ["_blank"] * links.count()


def test_the_browser_asks_before_slips_are_lost(page: Page, address: str, index: dict[str, Any]) -> None:
    asked: list[str] = []

    def go_on(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go_on)
    open_branch(page, address)
    hand_over(page, branch_of(index)[:2])
    page.get_by_label("应到人数").press_sequentially("2")
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_text("还没有成绩单。")).to_be_visible()
    hand_over(page, branch_of(index)[:2])
    page.locator('[data-action="clear"]').click()
    page.reload()
    assert asked == ["beforeunload"]


def test_a_late_slip_leaves_what_was_chosen(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    files = branch_of(index)
    hand_over(page, files[:5])
    page.get_by_label("卷号").select_option("newcomer-00001")
    page.get_by_label("统计单位").select_option("day")
    late = slip(index["course"], 40, papers=[{**PAPER, "number": "late-1"}])
    hand_over(page, [given("迟交.json", sealed(late))])
    expect(page.get_by_text("交来 6 个文件，计入 6 份成绩单。")).to_be_visible()
    expect(page.get_by_label("卷号")).to_have_value("newcomer-00001")
    expect(page.get_by_label("统计单位")).to_have_value("day")
    counts = [int(count) for _, count in data(section(page, "成绩分布").locator("figure"))]
    assert sum(counts) == 4


def test_the_weakest_requirement_is_two_clicks_from_its_slides(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    hand_over(page, branch_of(index))
    hard = section(page, "薄弱要求")
    name = hard.locator("tbody th a").first.inner_text()
    # The first of the list, and any other.
    expect(hard.get_by_role("link", name=f"从最弱的讲起：“{name}”")).to_be_visible()
    expect(hard.get_by_role("link", name="投影讲解")).to_have_count(hard.locator("tbody tr").count())
    # In a tab of their own: the slips stay.
    with page.expect_popup() as weakest:
        hard.get_by_role("link", name=f"从最弱的讲起：“{name}”").click()
    expect(weakest.value.locator(".cq-slide-title")).to_have_text(name)
    weakest.value.close()
    with page.expect_popup() as last:
        hard.get_by_role("link", name="投影讲解").last.click()
    expect(last.value.locator(".cq-slide-title")).to_be_visible()
    last.value.close()
    page.emulate_media(media="print")
    expect(hard.get_by_role("link", name="投影讲解").locator("visible=true")).to_have_count(0)
    expect(page.get_by_text("把大家交来的成绩单拖进来")).to_be_hidden()


def test_a_member_makes_a_slip_that_the_head_reads(page: Page, address: str, browser: Browser, tmp_path: Path) -> None:
    first, second = BANK.questions[:2]
    for question, response in ((first, right(first)), (second, wrong(second))):
        page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
        answer(Mouse(page), card(page, question), question, response)
    page.goto(f"{address}/practice/slip.html")
    panel = section(page, "我的成绩单")
    expect(panel.get_by_text("姓名：不写")).to_be_visible()
    panel.get_by_label("部门", exact=True).fill("第二部门")
    least = saved(page, panel, tmp_path / "least.json")
    assert (least["name"], least["branch"], least["days"]) == (None, "第二部门", 1)
    assert {"questions", "attempts"}.isdisjoint(least)
    panel.get_by_label("写上姓名").check()
    panel.get_by_label("姓名", exact=True).fill("李明")
    panel.get_by_label("给出各题的对错次数").check()
    panel.get_by_label("给出每一次作答的原始内容").check()
    expect(panel.get_by_text("姓名：李明")).to_be_visible()
    expect(panel.get_by_text("各题对错次数：2 题")).to_be_visible()
    expect(panel.get_by_text("原始作答：2 次")).to_be_visible()
    most = saved(page, panel, tmp_path / "most.json")
    assert most["learner"] == least["learner"]
    assert most["questions"] == [[first.id, 1, 0], [second.id, 0, 1]]
    assert len(most["attempts"]) == 2
    page.reload()
    expect(section(page, "我的成绩单").get_by_label("部门", exact=True)).to_have_value("第二部门")

    context: BrowserContext = browser.new_context()
    head = context.new_page()
    open_branch(head, address)
    head.locator('input[type="file"]').set_input_files([tmp_path / "least.json", tmp_path / "most.json"])
    expect(head.get_by_text("交来 2 个文件，计入 1 份成绩单。")).to_be_visible()
    expect(head.locator('[data-remark="replaced"]')).to_contain_text("least.json")
    expect(section(head, "每个人").get_by_role("row", name="李明 第二部门 1 未考试")).to_have_count(1)
    context.close()


def test_on_a_full_disk_a_slip_says_that_a_later_one_counts_as_another_persons(
    page: Page, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}/practice/slip.html")
    panel = section(page, "我的成绩单")
    panel.get_by_label("部门", exact=True).fill("第二部门")
    page.evaluate(f"() => {{ {FULL_DISK} }}")
    first = saved(page, panel, tmp_path / "1.json")
    expect(panel.get_by_text("没有存下编号")).to_be_visible()
    assert saved(page, panel, tmp_path / "2.json")["learner"] == first["learner"]
    page.reload()
    panel.get_by_label("部门", exact=True).fill("第二部门")
    known = saved(page, panel, tmp_path / "3.json")["learner"]
    expect(panel.get_by_text("没有存下编号")).to_have_count(0)
    settled(page)
    page.evaluate(f"() => {{ {FULL_DISK} }}")
    assert saved(page, panel, tmp_path / "4.json")["learner"] == known
    expect(panel.get_by_text("没有存下编号")).to_have_count(0)


def saved(page: Page, panel: Locator, target: Path) -> dict[str, Any]:
    with downloading(page) as download:
        panel.locator('[data-action="save-slip"]').click()
    name = download.name
    assert name.startswith("成绩单-第二部门-")
    expect(panel.get_by_text(f"已保存为“{name}”")).to_be_visible()
    target.write_bytes(download.content)
    found: dict[str, Any] = json.loads(download.content)
    return found


def test_everything_works_by_keyboard(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    hand = Keyboard(page)
    with page.expect_file_chooser() as chooser:
        hand.press(page.locator('[data-action="choose-files"]'))
    chooser.value.set_files(branch_of(index)[:4])
    expect(page.get_by_text("交来 4 个文件")).to_be_visible()
    hand.reach(page.get_by_label("应到人数"))
    page.keyboard.insert_text("8")
    expect(page.get_by_text("50%（4/8）")).to_be_visible()
    hand.reach(page.get_by_label("卷号"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("卷号")).to_have_value("newcomer-00001")
    hand.reach(section(page, "成绩分布").locator("summary"))
    page.keyboard.press("Enter")
    expect(section(page, "成绩分布").locator("table")).to_be_visible()
    with downloading(page):
        hand.press(page.locator('[data-action="csv"]'))
    hand.press(page.locator('[data-action="clear"]'))
    assert page.evaluate("document.activeElement.dataset.action") == "choose-files"


@pytest.mark.parametrize(
    ("screen", "scheme"), [pytest.param("desktop", "light", marks=pytest.mark.slow), ("phone", "dark")]
)
def test_axe_finds_nothing(
    browser: Browser, address: str, axe: str, index: dict[str, Any], screen: str, scheme: Any
) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce", **SCREENS[screen])
    page = context.new_page()
    open_branch(page, address)
    assert violations(page, axe) == []
    hand_over(page, [*branch_of(index), *others(index), given("同名.json", sealed(slip(index["course"], 90)))])
    for summary in page.locator("course-branch summary").all():
        summary.click()
    assert violations(page, axe) == []
    page.goto(f"{address}/practice/slip.html")
    section(page, "我的成绩单").get_by_label("写上姓名").check()
    assert violations(page, axe) == []
    context.close()


@pytest.mark.parametrize("width", [320, pytest.param(360, marks=pytest.mark.slow), 768])
def test_the_page_does_not_scroll_sideways(page: Page, address: str, index: dict[str, Any], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    open_branch(page, address)
    long = {**PAPER, "number": "x" * 100, "title": "长" * 80}
    odd = slip(index["course"], 91, name="n" * 80, branch="b" * 80, papers=[long])
    hand_over(page, [*branch_of(index), given("f" * 120, "{}"), given("长.json", sealed(odd))])
    for summary in page.locator("course-branch summary").all():
        summary.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_phones_no_line_ends_between_a_number_and_its_unit(page: Page, address: str, index: dict[str, Any]) -> None:
    open_branch(page, address)
    hand_over(page, branch_of(index))
    assert split_numbers(page) == []


def test_names_and_verdicts_of_members_stay_on_one_line(page: Page, address: str, index: dict[str, Any]) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    open_branch(page, address)
    changes = {"name": "欧阳建国", "branch": "办公室（机关办公室）", "papers": [PAPER]}
    hand_over(page, [given("成绩单.json", sealed(slip(index["course"], 1, **changes)))])
    row = section(page, "每个人").locator("tbody tr")
    for words in ("欧阳建国", "未及格"):
        expect(row).to_contain_text(words)
        assert row.evaluate(LINES, words) == 1


def test_targets_are_large_enough_for_fingers(browser: Browser, address: str, index: dict[str, Any]) -> None:
    context = browser.new_context(**SCREENS["phone"])
    page = context.new_page()
    open_branch(page, address)
    same = given("同名.json", sealed(slip(index["course"], 90, name="同志01")))
    hand_over(page, [*branch_of(index), same])
    small = page.evaluate(
        """() => Array.from(document.querySelector("course-branch").querySelectorAll("button, select, summary, label, input[type=text]"))
            .filter((one) => one.matches(":not(label)") || one.querySelector("input"))
            .filter((one) => one.offsetParent)
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44)
            .map(([html, box]) => `${html} ${box.width}×${box.height}`)"""
    )
    assert small == []
    context.close()


def test_on_paper_there_are_figures_and_no_controls(page: Page, address: str, index: dict[str, Any]) -> None:
    page.add_init_script("window.print = () => { window.printed = true; };")
    open_branch(page, address)
    hand_over(page, branch_of(index))
    page.locator('[data-action="print"]').click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.get_by_text("成绩单 30 份").first).to_be_visible()
    expect(section(page, "每个人").locator("table")).to_be_visible()
    expect(section(page, "成绩分布").locator("svg")).to_be_visible()
    expect(page.locator("course-branch button:visible, course-branch select:visible")).to_have_count(0)
    expect(page.locator("course-branch .course-static")).to_be_hidden()
