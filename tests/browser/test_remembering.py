"""What the browser keeps, and what happens when it keeps nothing."""

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from course.model.bank import answer_version
from support.archives import BANK
from support.downloads import downloading
from support.learner import VERDICT, Mouse, answer, card, expect_verdict, fill, log, right, show_all, submit, wrong
from support.site_build import Site
from support.store import DAMAGED, FULL_DISK, HOME, wait_stored
from support.waiting import settled

TYPES = ("single", "multiple", "truefalse", "blank", "order", "match", "case", "short")

REFUSED = "Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }});"
ABSENT = "Object.defineProperty(window, 'indexedDB', {value: undefined});"


def of_type(kind: str) -> Any:
    return next(question for question in BANK.questions if question.type == kind)


def go(page: Page, address: str, question: Any) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    expect(card(page, question)).to_be_visible()


def filled(field: Any, kind: str) -> Any:
    """Return what is filled in, in whatever way the type is filled in."""
    return field.evaluate(
        """(card, kind) => {
            const all = (selector) => Array.from(card.querySelectorAll(selector));
            if (kind === "order") return all("[data-item]").map((item) => item.dataset.item);
            return all("input, select, textarea").map((one) => [one.value, one.checked]).sort().join(";");
        }""",
        kind,
    )


@pytest.mark.parametrize(
    ("kind", "leave"),
    [
        *((kind, "reload") for kind in TYPES),
        # How a page goes is the same for every type; all of them are gone through among the slow tests.
        *(pytest.param(kind, "close", marks=() if kind in {"single", "case"} else pytest.mark.slow) for kind in TYPES),
    ],
)
def test_what_was_not_handed_in_survives(
    context: BrowserContext, page: Page, address: str, kind: str, leave: str
) -> None:
    question = of_type(kind)
    go(page, address, question)
    fill(Mouse(page), card(page, question), question, wrong(question))
    before = filled(card(page, question), kind)
    settled(page)
    if leave == "reload":
        page.reload()
        again = page
    else:
        page.close()
        again = context.new_page()
    go(again, address, question)
    assert filled(card(again, question), kind) == before
    expect(card(again, question).locator(VERDICT)).to_have_count(0)


def test_what_was_handed_in_stays_so_and_the_reader_goes_on_where_they_stopped(page: Page, address: str) -> None:
    first, second = BANK.questions[:2]
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    answer(Mouse(page), card(page, first), first, right(first))
    page.locator('[data-action="next"]').click()
    expect(card(page, second)).to_be_visible()
    page.goto(f"{address}/index.html")
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    expect(card(page, second)).to_be_visible()
    page.locator('[data-action="previous"]').click()
    expect_verdict(card(page, first), "right")
    assert len(log(page)) == 1


def test_the_chosen_layout_is_remembered(page: Page, address: str) -> None:
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    show_all(page)
    expect(page.locator("[data-question]")).to_have_count(len(BANK.questions))
    settled(page)
    page.reload()
    expect(page.locator("[data-question]")).to_have_count(len(BANK.questions))


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (REFUSED, "不让本站保存"),
        (ABSENT, "不让本站保存"),
        (FULL_DISK, "存储空间满了"),
        (DAMAGED, "读写不了"),
    ],
    ids=["refused", "absent", "full", "damaged"],
)
def test_without_storage_the_quiz_works_and_says_what_it_cannot_keep(
    page: Page, address: str, script: str, words: str
) -> None:
    page.add_init_script(script)
    question = of_type("single")
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    expect(card(page, question)).to_be_visible()
    answer(Mouse(page), card(page, question), question, right(question))
    expect_verdict(card(page, question), "right")
    notice = page.locator("course-quiz").get_by_text(words)
    expect(notice).to_have_count(1)
    expect(notice).to_be_visible()


def test_a_database_of_a_newer_version_is_read_and_written_and_stays_newer(page: Page, address: str) -> None:
    question = of_type("truefalse")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, right(question))
    assert upgraded_by_a_newer_site(page) == 99
    # The page that was open is told, and loses nothing.
    expect(page.locator(".cq-store-notice")).to_contain_text("本站已经更新")
    other = of_type("single")
    page.goto(f"{address}/index.html")
    go(page, address, other)
    answer(Mouse(page), card(page, other), other, right(other))
    expect(page.locator(".cq-store-notice")).to_contain_text("更新版本的站点写过")
    page.goto(f"{address}/practice/settings.html")
    with downloading(page) as file:
        page.locator('[data-action="export"]').click()
    exported = json.loads(file.content)
    assert {one["question"] for one in exported["attempts"]} == {question.id, other.id}
    assert (
        page.evaluate("async name => (await indexedDB.databases()).find((one) => one.name === name).version", HOME)
        == 99
    )


def upgraded_by_a_newer_site(page: Page) -> int:
    """Open the database as a newer version of the site would, with a store of its own; return the version it has then."""
    version: int = page.evaluate(
        """name => new Promise((done) => {
            const opening = indexedDB.open(name, 99);
            opening.onupgradeneeded = () => opening.result.createObjectStore("later");
            opening.onsuccess = () => {
                const { version } = opening.result;
                opening.result.close();
                done(version);
            };
        })""",
        HOME,
    )
    return version


def test_garbage_in_the_store_is_passed_over_and_kept(page: Page, address: str) -> None:
    question = of_type("single")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, right(question))
    page.evaluate(
        """() => new Promise((done) => {
            const opening = indexedDB.open(`course:${document.querySelector('meta[name="course-id"]').content}`);
            opening.onsuccess = () => {
                const database = opening.result;
                const names = Array.from(database.objectStoreNames);
                const change = database.transaction(names, "readwrite");
                for (const name of names) {
                    const store = change.objectStore(name);
                    const reading = store.getAll();
                    reading.onsuccess = () => reading.result.forEach((record) => {
                        const junk = {...record};
                        for (const key of Object.keys(junk)) {
                            if (![].concat(store.keyPath).includes(key)) junk[key] = {"<img src=x>": [null, 1e9]};
                        }
                        store.put(junk);
                    });
                }
                change.oncomplete = () => { database.close(); done(); };
            };
        })"""
    )
    page.reload()
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    expect(card(page, question)).to_be_visible()
    expect(card(page, question).locator(VERDICT)).to_have_count(0)


def test_two_tabs_lose_nothing_of_each_other(context: BrowserContext, page: Page, address: str) -> None:
    first, second = BANK.questions[:2]
    other = context.new_page()
    go(page, address, first)
    go(other, address, second)
    fill(Mouse(page), card(page, first), first, right(first))
    fill(Mouse(other), card(other, second), second, right(second))
    submit(Mouse(page), card(page, first))
    submit(Mouse(other), card(other, second))
    expect_verdict(card(page, first), "right")
    expect_verdict(card(other, second), "right")
    assert sorted(record["question"] for record in log(page)) == sorted(map(str, [first.id, second.id]))
    page.reload()
    expect(card(page, first).locator(VERDICT)).to_have_attribute("data-verdict", "right")


def test_the_first_version_of_the_log_has_the_fixed_format(page: Page, address: str) -> None:
    question = of_type("multiple")
    go(page, address, question)
    answer(Mouse(page), card(page, question), question, wrong(question))
    expect_verdict(card(page, question), "wrong")
    (record,) = log(page)
    assert set(record) == {
        "format", "id", "question", "version", "response", "verdict", "took", "mode", "paper", "at", "zone", "profile", "order",
    }  # fmt: skip
    assert (record["format"], record["mode"], record["paper"], record["profile"]) == (1, "practice", None, "local")
    assert record["response"] == wrong(question)


def test_ticks_of_a_checklist_are_kept(page: Page, address: str) -> None:
    page.goto(f"{address}/study/filing.html")
    boxes = page.locator(".task-list-item input[type=checkbox]")
    expect(boxes.first).to_be_enabled()
    page.locator(".task-list-item label").nth(1).click()
    expect(boxes.nth(1)).to_be_checked()
    wait_stored(page, "ticks")
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(0)).not_to_be_checked()


def test_from_a_folder_with_a_chinese_name_everything_works(page: Page, site: Site, tmp_path: Any) -> None:
    copy = tmp_path / "档案 学习"
    copy.symlink_to(site.folder, target_is_directory=True)
    question = of_type("single")
    address = f"{copy.as_uri()}/quizzes/{BANK.name}.html#{question.id}"
    page.goto(address)
    answer(Mouse(page), card(page, question), question, right(question))
    expect_verdict(card(page, question), "right")
    page.reload()
    expect_verdict(card(page, question), "right")


def test_without_scripts_every_question_is_readable_with_its_answer_folded(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    items = page.locator("course-quiz .course-static > li")
    expect(items).to_have_count(len(BANK.questions))
    answer_text = items.first.get_by_text(BANK.questions[0].explanation)
    expect(answer_text).to_be_hidden()
    items.first.locator("summary").click()
    expect(answer_text).to_be_visible()
    page.goto(f"{address}/study/filing.html")
    expect(page.locator("course-self-check").first.locator("li.course-item")).to_have_count(3)
    context.close()


def test_if_the_data_does_not_come_the_list_stays_and_one_line_says_so(page: Page, address: str) -> None:
    page.route("**/quizzes/data/*.js", lambda route: route.abort())
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    expect(page.get_by_text("练习没能加载")).to_be_visible()
    expect(page.locator("course-quiz .course-static > li").first).to_be_visible()


def test_text_from_the_data_reaches_the_page_as_text(page: Page, address: str) -> None:
    hostile = "<img src=x onerror=\\\"document.title='broken'\\\"><script>document.title='broken'</script>{{}}"
    body = f"""(self.courseShards=self.courseShards||[]).push({{"format":1,"bank":"{BANK.name}","title":"t",
        "page":"study/filing.html","points":{{"p":{{"label":"{hostile}","requirement":"r","href":"javascript:document.title='broken'"}}}},
        "requirements":{{"r":{{"title":"{hostile}","href":"//example.invalid/"}}}},
        "questions":[{{"id":"x","version":"v","type":"single","points":["p"],"difficulty":1,"stem":"{hostile}",
        "options":[{{"text":"{hostile}"}},{{"text":["{hostile}",{{"text":"{hostile}","href":"javascript:1"}}],"why":"{hostile}"}}],
        "key":0,"explanation":"{hostile}"}}]}});"""
    page.route("**/quizzes/data/*.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    field = page.locator('[data-question="x"]')
    field.locator('input[value="1"]').check()
    field.locator('[data-action="submit"]').click()
    expect_verdict(field, "wrong")
    assert "broken" not in page.title()
    assert page.locator("course-quiz .cq-player img, course-quiz .cq-player script").count() == 0
    addresses = page.locator("course-quiz .cq-player a").evaluate_all("all => all.map((one) => one.href)")
    assert [one for one in addresses if not one.startswith(address)] == []


def test_a_corrected_question_voids_its_own_answer_only_and_says_so(page: Page, address: str, site: Site) -> None:
    first, second = BANK.questions[:2]
    for question in (first, second):
        go(page, address, question)
        answer(Mouse(page), card(page, question), question, right(question))
        expect_verdict(card(page, question), "right")
    data = (site.folder / f"quizzes/data/{BANK.name}.js").read_text(encoding="utf-8")
    corrected = data.replace(answer_version(first), "000000000000")
    assert corrected != data
    page.route("**/quizzes/data/*.js", lambda route: route.fulfill(body=corrected, content_type="text/javascript"))
    page.reload()
    expect(page.get_by_text("有 1 题的题目或答案更正过")).to_be_visible()
    expect_verdict(card(page, second), "right")
    page.locator('[data-action="previous"]').click()
    expect(card(page, first).locator(VERDICT)).to_have_count(0)
    assert len(log(page)) == 2
