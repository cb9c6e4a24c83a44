"""What there is to see of a site: kinds of pages, in the states that a reader meets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page

from course.model.course import Course
from dev.learners import Records, beginner, halfway, veteran

NO_STORE = "Object.defineProperty(self, 'indexedDB', {get() { throw new DOMException('', 'SecurityError'); }})"
"""A browser that keeps nothing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A page to look at: what the browser holds before, and what is done before the picture is taken."""

    name: str
    path: str
    records: Records | None = None
    script: str = ""
    """What runs before the page's own scripts."""
    has_scripts: bool = True
    act: Callable[[Page], object] | None = None


def scenes(course: Course, now: datetime) -> Iterator[Scene]:
    """Yield every kind of page, and those that depend on the reader's record in each of its states."""
    yield from _still(course)
    personal = _personal(course)
    states = {
        "empty": None,
        "first": beginner(course, now),
        "middle": halfway(course, now),
        "full": veteran(course, now),
    }
    for state, records in states.items():
        for name, path in personal.items():
            yield Scene(f"{name}-{state}", path, records)
    for name, path in personal.items():
        yield Scene(f"{name}-error", path, script=NO_STORE)
    yield from _answering(course)


def _still(course: Course) -> Iterator[Scene]:
    """Yield the pages that are the same for every reader."""
    for name, path in {
        "glossary": "glossary.html",
        "duties": "duties/index.html",
        "booklet": "booklet.html",
        "branch": "practice/branch.html",
        "recite": "practice/recite.html",
        "coverage": "reports/coverage.html",
        "documents": "reports/documents.html",
        "local": "reports/local.html",
        "cards": "reports/cards.html",
        "staff": "maintain/index.html",
    }.items():
        yield Scene(name, path)
    for role in list(course.roles)[:1]:
        yield Scene("role", f"duties/{role}.html")


def _personal(course: Course) -> dict[str, str]:
    """Return the pages that show something of the reader's record."""
    page = course.study[len(course.study) // 2].name
    names = ("index", "exam", "review", "drill", "mistakes", "sprint", "progress", "notes", "slip", "settings")
    return {
        "home": "index.html",
        "map": "study/index.html",
        "study": f"study/{page}.html",
        "quizzes": "quizzes/index.html",
        "quiz": f"quizzes/{page}.html",
        **{f"practice-{name}" if name == "index" else name: f"practice/{name}.html" for name in names},
    }


def _answering(course: Course) -> Iterator[Scene]:
    """Yield what a reader sees while answering, and around it."""
    page = course.study[len(course.study) // 2].name
    quiz = f"quizzes/{page}.html"
    yield Scene("quiz-answered", quiz, act=_answer)
    yield Scene("self-check", f"study/{page}.html", act=_check_oneself)
    yield Scene("quiz-without-scripts", quiz, has_scripts=False)
    yield Scene("study-without-scripts", f"study/{page}.html", has_scripts=False)
    if course.exams:
        yield Scene("exam-under-way", "practice/exam.html", act=_start)
        yield Scene("exam-confirm", "practice/exam.html", act=_confirm)
        yield Scene("exam-result", "practice/exam.html", act=_hand_in)
    yield Scene("slides", f"study/{page}.html", act=_project)
    yield Scene("slides-question", f"study/{page}.html", act=_ask_the_group)
    yield Scene("reading-settings", f"study/{page}.html", act=_set_up_reading)
    yield Scene("search", "index.html", act=_search(course))
    yield Scene("search-nothing", "index.html", act=_search(None))


def _answer(page: Page) -> None:
    page.locator("[data-question] input").first.check()
    page.locator("[data-action=submit]").first.click()
    page.locator("[data-verdict]").first.wait_for()


def _start(page: Page) -> None:
    page.locator("[data-action=start]").first.click()
    page.locator("[data-question]").first.wait_for()


def _check_oneself(page: Page) -> None:
    page.locator("course-self-check [data-action=start]").first.click()
    page.locator("course-self-check [data-question]").first.wait_for()


def _confirm(page: Page) -> None:
    _start(page)
    page.locator("[data-action=hand-in]").first.click()
    page.locator("[data-action=confirm]").wait_for()


def _hand_in(page: Page) -> None:
    _confirm(page)
    page.locator("[data-action=confirm]").click()
    page.locator(".cq-score").wait_for()


def _project(page: Page) -> None:
    page.locator("[data-action=project]").first.click()
    page.locator(".cq-projector").first.wait_for()


def _ask_the_group(page: Page) -> None:
    """Show the first question of the page to a group, with its key."""
    _project(page)
    slide = page.locator(".cq-slide[data-question]")
    while not slide.is_visible():
        page.locator("[data-action=forward]").click()
    page.locator("[data-action=uncover]").click()


def _set_up_reading(page: Page) -> None:
    page.locator("[data-action=reading-settings]").click()


def _search(course: Course | None) -> Callable[[Page], None]:
    query = course.terms[0].name if course and course.terms else "zzzz"

    def search(page: Page) -> None:
        # On phones the field is behind a button.
        button = page.locator(".md-header__button[for=__search]")
        if button.is_visible():
            button.click()
        page.locator(".md-search__input").fill(query)
        page.locator(".md-search-result__meta").wait_for()

    return search
