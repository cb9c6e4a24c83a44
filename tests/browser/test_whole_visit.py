"""Everything that a learner does here, once over, from a server and from a folder: nothing of it fails or complains.

What each part has to do in detail is tested elsewhere. This says that no part fails in the browser at hand, which
`make test-slow` makes the oldest that the player promises.
"""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, FilePayload, Page, expect

from course.model.bank import Question, answer_version
from support.archives import BANK
from support.downloads import Download, downloading
from support.learner import Mouse, answer, card, expect_verdict, fill, right, wrong
from support.site_build import Site
from support.store import attempt, write

DAY = 86_400_000
QUIZ = f"quizzes/{BANK.name}.html"
STUDY = BANK.page.replace(".md", ".html")


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails the test if a script fails or the browser finds any fault."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    yield page
    assert faults == []


def is_fault(said: ConsoleMessage) -> bool:
    """On plain http the browser says of each page that one of the headers waits for https; nothing is lost by it."""
    return said.type == "error" and "Cross-Origin-Opener-Policy header has been ignored" not in said.text


@pytest.mark.parametrize("place", ["server", "folder"])
def test_a_whole_visit(tab: Page, site: Site, address: str, questions: dict[str, Question], place: str) -> None:
    root = address if place == "server" else site.folder.as_uri()
    read(tab, root, questions)
    practise(tab, root)
    sit_an_exam(tab, root, questions)
    review(tab, root, questions)
    look_back(tab, root)
    carry_the_record(tab, root)
    hand_in_a_slip(tab, root)
    search(tab, root)


def read(page: Page, root: str, questions: dict[str, Question]) -> None:
    page.goto(f"{root}/index.html")
    expect(page.locator(".course-map")).to_be_visible()
    page.goto(f"{root}/{STUDY}")
    check = page.locator("course-self-check").first
    check.locator('[data-action="start"]').click()
    field = check.locator("[data-question]").first
    question = questions[field.get_attribute("data-question") or ""]
    answer(Mouse(page), field, question, right(question))
    expect_verdict(field, "right")


def practise(page: Page, root: str) -> None:
    first, second = BANK.questions[:2]
    for question, response, verdict in ((first, right(first), "right"), (second, wrong(second), "wrong")):
        page.goto(f"{root}/{QUIZ}#{question.id}")
        answer(Mouse(page), card(page, question), question, response)
        expect_verdict(card(page, question), verdict)
    page.reload()
    expect_verdict(card(page, second), "wrong")


def sit_an_exam(page: Page, root: str, questions: dict[str, Question]) -> None:
    page.goto(f"{root}/practice/exam.html")
    page.locator('[name="paper-number"]').fill("newcomer-12345")
    page.locator('[data-action="start"]').click()
    field = page.locator(".cq-exam [data-question]")
    question = questions[field.get_attribute("data-question") or ""]
    fill(Mouse(page), field, question, right(question))
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    expect(page.locator(".cq-exam-result")).to_contain_text("newcomer-12345")


def review(page: Page, root: str, questions: dict[str, Question]) -> None:
    old = int(time.time() * 1000) - 30 * DAY
    first = BANK.questions[5]
    write(page, "attempts", [attempt(first.id or "", answer_version(first), "wrong", old)])
    page.goto(f"{root}/practice/review.html")
    page.locator('[data-action="start"]').click()
    field = page.locator("course-review [data-question]").first
    question = questions[field.get_attribute("data-question") or ""]
    answer(Mouse(page), field, question, right(question))
    expect_verdict(field, "right")


def look_back(page: Page, root: str) -> None:
    page.goto(f"{root}/practice/progress.html")
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    expect(page.locator("course-progress svg").first).to_be_visible()
    page.goto(f"{root}/practice/mistakes.html")
    expect(page.locator("course-mistakes .cq-player")).to_contain_text("错")


def carry_the_record(page: Page, root: str) -> None:
    page.goto(f"{root}/practice/settings.html")
    with downloading(page) as download:
        page.locator('[data-action="export"]').click()
    page.locator('.cq-drop input[type="file"]').set_input_files(given(download))
    expect(page.get_by_text("里面的记录这里都有了")).to_be_visible()


def hand_in_a_slip(page: Page, root: str) -> None:
    page.goto(f"{root}/practice/slip.html")
    with downloading(page) as download:
        page.locator('[data-action="save-slip"]').click()
    page.goto(f"{root}/practice/branch.html")
    page.locator('course-branch .cq-drop input[type="file"]').set_input_files(given(download))
    expect(page.get_by_text("交来 1 个文件，计入 1 份成绩单。")).to_be_visible()


def search(page: Page, root: str) -> None:
    page.goto(f"{root}/{STUDY}")
    box = page.locator(".md-search__input")
    box.fill("移交清单")
    box.press("Shift")
    expect(page.locator(".md-search-result__item").first).to_contain_text("移交清单")


def given(download: Download) -> FilePayload:
    return {"name": download.name, "mimeType": "application/json", "buffer": download.content}
