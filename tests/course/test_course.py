"""The course at the root of the project, whatever it is about: no count, id or title of any course stands here."""

import pytest
from playwright.sync_api import Page, expect

from course.check import inspect
from course.exams.draw import Candidate, draw
from course.model.bank import Choice, Question
from course.model.course import Course
from course.quality.report import assess
from support.links import broken_links
from support.site_build import ROOT, Site

NUMBERS = 20
# What a room can read at a glance; a longer question may scroll.
SLIDE_CHARACTERS = 270
HARD_ONES = 3


def test_it_has_no_errors() -> None:
    found = [one for one in inspect(ROOT).diagnostics if one.severity == "error"]
    assert [f"{one.position} {one.message} [{one.rule}]" for one in found] == []


def test_every_exam_can_be_drawn_whatever_the_number(course: Course) -> None:
    for file in course.exams:
        every = file.exam.pages or tuple(study.page.path for study in course.study)
        for chosen in [(path,) for path in every] if file.exam.choose_page else [every]:
            pool = [Candidate.of(question, bank.page) for bank, question in course.questions() if bank.page in chosen]
            for number in range(NUMBERS):
                paper = draw(pool, file.exam, f"{file.name}-{number}")
                assert [len(one) for one in paper] == [section.count for section in file.exam.sections], file.name


def test_the_shape_of_options_does_not_give_the_key_away(course: Course) -> None:
    for found in assess(course).guesses:
        assert not found.enough or found.accuracy.holds(found.chance), found


def test_every_page_of_the_course_is_on_its_site(course: Course, site: Site) -> None:
    expected = {page.path.removesuffix(".md") + ".html" for page in (study.page for study in course.study)}
    expected |= {f"quizzes/{bank.name}.html" for bank in course.banks}
    expected |= {f"duties/{role}.html" for role in course.roles}
    assert expected <= set(site.pages)


def test_every_link_leads_to_a_page_and_a_place(site: Site) -> None:
    assert broken_links(site) == []


def test_every_question_stands_on_the_page_of_its_bank(course: Course, site: Site) -> None:
    for bank in course.banks:
        page = site.pages[f"quizzes/{bank.name}.html"]
        items = [element.get("id") for element in page.iter("li") if "course-item" in element.get("class", "")]
        assert items == [question.id for question in bank.questions]


def test_every_page_loads_in_a_browser_without_errors(site: Site, page: Page) -> None:
    # A server shows 404.html at any address, so what it loads stands below the site's root, not beside it.
    for path in set(site.pages) - {"404.html"}:
        page.goto((site.folder / path).as_uri())
        assert page.locator("article").count() > 0, path


def _characters(question: Question) -> int:
    """Return how many characters a slide shows of a choice; none of other types."""
    if not isinstance(question, Choice):
        return 0
    options = sum(len(option.text) for option in question.options)
    return len(question.stem) + options + len(question.explanation or "")


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768)])
def test_the_longest_choices_fit_a_slide_with_their_key(
    course: Course, site: Site, page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    asked = [(bank, question) for bank, question in course.questions() if _characters(question) <= SLIDE_CHARACTERS]
    for bank, question in sorted(asked, key=lambda one: -_characters(one[1]))[:HARD_ONES]:
        page.goto((site.folder / bank.page.replace(".md", ".html")).as_uri())
        # Which questions a page asks is the course's affair; this one could be among them.
        page.locator("course-self-check").first.evaluate(
            "(host, [bank, question]) => Object.assign(host.dataset, {bank, questions: question})",
            [bank.name, question.id],
        )
        page.locator("[data-action=project]").first.click()
        page.locator("[data-action=list]").click()
        page.locator("[data-action=jump]").filter(has_text="自测 1").first.click()
        slide = page.locator(f'.cq-slide[data-question="{question.id}"]')
        sizes = []
        for _ in ("without the key", "with it"):
            expect(slide).to_be_visible()
            expect(page.locator(".cq-more")).to_be_empty()
            sizes.append(slide.evaluate("one => getComputedStyle(one).fontSize"))
            page.locator("[data-action=uncover]").click()
        assert sizes[0] == sizes[1], question.id
