"""A paper in Word is the paper on screen: the same questions, options in the same order, the same key."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from course.exams.paper import draw_paper, read_number
from course.load.course import load_course
from course.model import inline
from course.model.bank import BlankPart, Case, Choice
from course.model.glossary import names_of, widened
from course.office.paper_request import PaperRequest, files_of
from support.site_build import ARCHIVES
from support.word_reading import asked, glance, options, squeezed


def word_files(number: str) -> list[bytes]:
    course, _ = load_course(ARCHIVES)
    name = read_number(course, number)
    assert name
    return list(files_of(course, draw_paper(course, name), PaperRequest(name, ""), sealed=False).values())


@pytest.mark.parametrize(
    "number", ["newcomer-00007", "page-filing-31415", pytest.param("annual-48213", marks=pytest.mark.slow)]
)
def test_word_and_screen_ask_the_same_in_the_same_order(page: Page, address: str, number: str) -> None:
    on_paper, _, _ = word_files(number)
    page.goto(f"{address}/practice/exam.html")
    box = page.locator('[name="paper-number"]')
    expect(box).not_to_have_value("")
    box.fill(number)
    page.locator('[data-action="start"]').click()
    expect(page.locator(".cq-exam")).to_be_visible()
    questions = asked(on_paper)
    jumps = page.locator('[data-action="jump"]')
    expect(jumps).to_have_count(len(questions))
    for place, text in enumerate(questions.values()):
        jumps.nth(place).click()
        shown = page.locator("[data-question]")
        stems = [said(one) for one in shown.locator(".cq-stem, .cq-material").all()]
        assert stems
        assert all(stem and stem in squeezed(text.replace("_", "")) for stem in stems)
        if shown.locator(".cq-part").count() == 0:
            assert [squeezed(one) for one in options(text).values()] == offered(shown)


def said(element: Locator) -> str:
    # A blank is a field on screen and a line on paper.
    return squeezed(re.sub("_+", "", element.inner_text()))


def offered(question: Locator) -> list[str]:
    """Return what a question offers to choose, to order or to match, as the screen orders it."""
    letters = question.locator(".cq-choice:has(.cq-letter) .cq-choice-text").all_inner_texts()
    items = question.locator(".cq-item-text").all_inner_texts()
    partners = question.locator("select").first.locator("option").all_inner_texts()[1:] if _matches(question) else []
    return [squeezed(one) for one in (*letters, *items, *partners)]


def _matches(question: Locator) -> bool:
    return question.locator("select").count() > 0


@pytest.mark.parametrize("number", ["annual-48213", "page-filing-7"])
def test_word_and_screen_have_the_same_key(page: Page, address: str, number: str) -> None:
    _, _, key = word_files(number)
    print_key(page, address, number)
    printed = page.locator(".cq-paper-keys > li").all_text_contents()
    assert [squeezed(one) for one in printed] == [squeezed(f"{place}{text}") for place, text in glance(key).items()]


def test_the_printed_key_says_all_that_counts_as_right_and_why(page: Page, address: str) -> None:
    course, _ = load_course(ARCHIVES)
    name = read_number(course, "annual-48213")
    assert name
    print_key(page, address, name.number)
    names, seen = names_of(course.terms), set()
    for question in (one for part in draw_paper(course, name).parts for one in part.questions):
        printed = squeezed(page.locator(f'[data-printed="{question.id}"]').text_content() or "")
        for body in question.questions if isinstance(question, Case) else (question,):
            said = [body.explanation or ""]
            if isinstance(body, Choice):
                said += [option.why for option in body.options if option.why]
            if isinstance(body, BlankPart):
                for first, *others in (widened(accepted, names) for accepted in body.answers):
                    said.append(f"{first}（也算对：{'、'.join(others)}）" if others else first)
                    seen |= {"other names"} if others else set()
            assert [one for one in said if squeezed(inline.plain(one)) not in printed] == []
        seen.add(question.type)
    assert {"other names", "case"} <= seen


def print_key(page: Page, address: str, number: str) -> None:
    page.add_init_script("window.print = () => {};")
    page.goto(f"{address}/practice/exam.html")
    page.locator('[name="paper-number"]').fill(number)
    page.locator('[data-action="print-key"]').click()
    expect(page.locator(".cq-paper-keys").first).to_be_attached()
