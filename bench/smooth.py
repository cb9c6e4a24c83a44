"""How long a phone is deaf: the longest task while pages are loaded and used, at a sixth of this machine's speed.

A task is what the browser does without looking up; while it lasts, no touch is answered. Each scene is played with an
empty cache on a screen of a phone, in the course that ships and in the largest that we promise to carry. What a task
takes is its processor time times six: the browser's own throttle counts by the clock, and with it whatever else runs.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import ours
import practising
from measure import Failure, Row, Table, attempt
from playwright.sync_api import Browser, Locator, Page
from tasks import CATEGORIES, Task, longest

from course.load.course import load_course

THROTTLE = 6
SUBJECT = f"Longest task on a phone, at {THROTTLE}x throttle"
LONGEST = 200
ROUNDS = 3
ATTEMPTS = 5_000
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
}
Scene = Callable[[Page, str, "Site"], None]


@dataclass(frozen=True, slots=True)
class Site:
    """A built course, the pages that scenes visit, and the blueprint of its exam of a hundred marks."""

    name: str
    folder: Path
    study: str
    quiz: str
    exam: str


def rows(scratch: Path) -> Iterator[Row | Table | Failure]:
    """Yield a row for each scene in each course."""
    course, _ = load_course(ours.ROOT)
    bank = max(course.banks, key=lambda one: len(one.questions))
    exam_name = max(course.exams, key=lambda one: one.exam.full_marks).name
    study_page = bank.page.removesuffix(".md")
    shipped = Site("the shipped course", ours.ROOT / "site", study_page, f"quizzes/{bank.name}", exam_name)
    yield from attempt(shipped.name, lambda: _scenes(shipped))
    yield from attempt("10,000 questions", lambda: _scenes(_large(scratch / "smooth")))


def _large(folder: Path) -> Site:
    site = practising.build_course(folder)
    return Site("10,000 questions", site, "study/part-0001", "quizzes/part-0001", practising.EXAM)


def _scenes(site: Site) -> Iterator[Row | Table | Failure]:
    with practising.learning(site.folder) as (browser, address):
        for name in SCENES:
            print(f"  {site.name}: {name} …", file=sys.stderr, flush=True)
            yield from attempt(f"{site.name}: {name}", partial(_scene, browser, address, site, name))


def _scene(browser: Browser, address: str, site: Site, name: str) -> Iterator[Row]:
    task = _longest(browser, address, site, SCENES[name])
    yield Row(
        f"{site.name}: {name}",
        "",
        f"at most {LONGEST} ms at {THROTTLE}x throttle",
        f"{task.milliseconds * THROTTLE:.0f} ms",
        "of it " + ", ".join(f"{part} {own * THROTTLE:.0f}" for part, own in task.parts),
        task.milliseconds * THROTTLE / LONGEST,
    )


def _longest(browser: Browser, address: str, site: Site, scene: Scene) -> Task:
    """Play a scene several times; return the run in the middle."""
    found = []
    for _ in range(ROUNDS):
        context = browser.new_context(**PHONE)
        if scene in SEEDED:
            practising.seed(context, address, ATTEMPTS)
        page = context.new_page()
        browser.start_tracing(page=page, categories=CATEGORIES)
        try:
            scene(page, address, site)
            page.wait_for_timeout(1500)
        finally:
            # The next scene traces, too, if this one failed.
            trace = browser.stop_tracing()
        found.append(longest(trace, address))
        context.close()
    return sorted(found, key=lambda task: task.milliseconds)[ROUNDS // 2]


def home(page: Page, address: str, _: Site) -> None:
    page.goto(f"{address}/index.html")
    _scroll(page)


def study(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}/{site.study}.html")
    check = page.locator("course-self-check").first
    check.locator('[data-action="start"]').click()
    _answer(page, check.locator("[data-question]").first)
    _scroll(page)


def quiz(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}/{site.quiz}.html")
    _answer(page, page.locator("course-quiz [data-question]").first)
    page.locator('[data-layout="all"]').click()
    page.locator("course-quiz [data-question]").nth(1).wait_for()
    _scroll(page)


def exam(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(f"{site.exam}-12345")
    page.locator('[data-action="start"]').click()
    page.locator(".cq-exam").wait_for()
    page.locator('[data-action="next"]').click()
    page.locator('[data-action="hand-in"]').click()
    page.locator('[data-action="confirm"]').click()
    page.locator(".cq-exam-result").wait_for()


def review(page: Page, address: str, _: Site) -> None:
    page.goto(f"{address}/practice/review.html")
    page.locator('[data-action="start"]').click()
    _answer(page, page.locator("course-review [data-question]").first)


def progress(page: Page, address: str, _: Site) -> None:
    page.goto(f"{address}/practice/progress.html")
    page.locator("course-progress .cq-player").wait_for()
    _scroll(page)


def search(page: Page, address: str, site: Site) -> None:
    page.goto(f"{address}/{site.study}.html")
    page.locator("label.md-header__button[for=__search]").click()
    box = page.locator(".md-search__input")
    box.press_sequentially("会议记录")
    page.locator(".md-search-result__item").first.wait_for(state="attached")


SCENES: dict[str, Scene] = {
    "first page": home,
    "study page with an answer": study,
    "largest quiz page with an answer, then all questions at once": quiz,
    "exam from the choice to the result": exam,
    "review after 5,000 answers": review,
    "progress after 5,000 answers": progress,
    "search, key by key": search,
}
SEEDED = (review, progress)


def _answer(page: Page, question: Locator) -> None:
    """Fill in whatever kind of question it is, right or wrong, and hand it in."""
    question.wait_for()
    for box in question.locator("[data-blank], textarea").all():
        box.fill("答")
    for select in question.locator("select").all():
        select.select_option(index=1)
    choice = question.locator("input[type=radio], input[type=checkbox]").first
    if choice.count():
        choice.check()
    order = question.locator('[data-action="down"]').first
    if order.count():
        order.click()
    question.locator('[data-action="submit"]').click()
    page.locator("[data-verdict]").first.wait_for()


def _scroll(page: Page) -> None:
    """Scroll down at once, and further when all is there."""
    _wheel(page)
    page.wait_for_selector("html:not(.course-laying)", state="attached")
    _wheel(page)


def _wheel(page: Page) -> None:
    for _ in range(4):
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(100)
