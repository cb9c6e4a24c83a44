"""What a member answers in the browser and hands over is what the report on item quality counts."""

import time
from pathlib import Path

from playwright.sync_api import Page, expect

from course.quality.records import read_files
from course.quality.usage import usage
from support.archives import BANK, COURSE
from support.downloads import downloading
from support.learner import Mouse, answer, card, right
from support.store import wait_stored


def test_an_exported_record_enters_the_statistics(page: Page, address: str, tmp_path: Path) -> None:
    asked = BANK.questions[:3]
    for question in asked:
        page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
        answer(Mouse(page), card(page, question), question, right(question))
        wait_stored(page, "attempts", "({question}, id) => question === id", question.id)
    page.goto(f"{address}/practice/settings.html")
    expect(page.get_by_text("这个浏览器里有 3 条作答")).to_be_visible()
    with downloading(page) as download:
        page.locator('[data-action="export"]').click()
    (tmp_path / "record.json").write_bytes(download.content)
    records = read_files([tmp_path], time.time() * 1000)
    assert (records.refused, records.senseless, records.members) == ((), 0, 1)
    assert all(one.took and one.took > 0 for one in records.answers)
    found = usage(COURSE, records)
    assert (found.counted, found.outdated, found.unknown) == (3, 0, 0)
    # One member alone is not shown.
    assert (found.used, found.hidden) == ((), 3)
