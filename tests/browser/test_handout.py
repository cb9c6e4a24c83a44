"""What is printed for a group: a page to hand out, and the leader's own sheet with hints and keys."""

import io

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PageObject, PdfReader

from course.model.bank import Question, Single
from course.model.study import StudyPage
from support.archives import COURSE, SCENARIO
from support.looks import page_in, violations

STUDY = next(page for page in COURSE.study if page.name == "filing")
PLAYED = next(bank for bank in COURSE.banks if SCENARIO in bank.questions).page


@pytest.fixture
def printing(page: Page) -> Page:
    """A page whose print dialog does nothing: what would be printed stays until it is."""
    page.add_init_script("window.print = () => { window.asked = true; };")
    return page


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]')


def ask(page: Page, address: str, kind: str, path: str = f"study/{STUDY.name}.html") -> None:
    page.goto(f"{address}/{path}")
    action(page, "handout").click()
    action(page, kind).click()
    page.wait_for_function("() => window.asked")


def text_of(page: Page) -> str:
    return "".join(sheet.extract_text() for sheet in pages_of(page)).replace("\n", "").replace(" ", "")


def pages_of(page: Page) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True))).pages)


@pytest.mark.parametrize("study", COURSE.study, ids=lambda study: study.name)
def test_the_handout_is_one_page(printing: Page, address: str, study: StudyPage) -> None:
    ask(printing, address, "print-handout", f"study/{study.name}.html")
    assert len(pages_of(printing)) == 1


def test_the_handout_has_what_a_group_needs_and_no_answers(printing: Page, address: str) -> None:
    ask(printing, address, "print-handout")
    text = text_of(printing)
    for requirement in STUDY.requirements:
        assert requirement.title in text
        assert all(point.label in text for point in requirement.points)
    for title in ("议一议", "自查单", "记一记", "姓名", "日期"):
        assert title in text
    assert "退回来最多的是哪一类材料" in text
    assert "发文的正本、定稿、文件处理单是成套的" in text
    for left_out in ("带学提示", "请档案员带上退件记录", "答案", "解析", "自测", "讲义", "投影"):
        assert left_out not in text


def test_the_leaders_sheet_has_hints_and_keys(printing: Page, address: str, questions: dict[str, Question]) -> None:
    ask(printing, address, "print-leader")
    text = text_of(printing)
    assert f"带学单：{STUDY.title}" in text
    assert "请档案员带上退件记录" in text
    asked = printing.locator("course-self-check").evaluate_all(
        "all => all.flatMap(one => one.dataset.questions.split(/\\s+/))"
    )
    assert text.count("解析：") == len(asked)
    first = next(questions[name] for name in asked if isinstance(questions[name], Single))
    assert isinstance(first, Single)
    assert first.stem.replace(" ", "") in text


def test_the_leaders_sheet_has_the_scenarios_with_their_ends(printing: Page, address: str) -> None:
    ask(printing, address, "print-leader", PLAYED.replace(".md", ".html"))
    text = text_of(printing)
    assert "情景推演" in text
    for end in SCENARIO.ends.values():
        assert end.debrief.replace(" ", "")[:20] in text


def test_the_page_is_itself_again_when_the_sheet_is_printed(printing: Page, address: str) -> None:
    ask(printing, address, "print-handout")
    assert printing.title() == f"讲义：{STUDY.title}"
    printing.pdf()
    expect(printing.locator(".cq-handout")).to_have_count(0)
    assert STUDY.title in printing.title()
    assert not printing.title().startswith("讲义")
    assert len(pages_of(printing)) > 1


def test_paper_is_white_in_the_dark_scheme(browser: Browser, address: str) -> None:
    with page_in(browser, "dark", 1366) as page:
        page.add_init_script("window.print = () => { window.asked = true; };")
        ask(page, address, "print-handout")
        page.emulate_media(media="print")
        colours = page.locator("html, body, .cq-handout, .cq-handout h1, .cq-handout-talk li").evaluate_all(
            "all => all.map(one => [getComputedStyle(one).backgroundColor, getComputedStyle(one).color])"
        )
        for background, colour in colours[2:]:
            assert background in {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
            assert colour == "rgb(0, 0, 0)"
        assert {background for background, _ in colours[:2]} <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}


@pytest.mark.parametrize("width", [320, 1366])
def test_the_choice_of_sheets_is_accessible_and_fits(browser: Browser, address: str, axe: str, width: int) -> None:
    with page_in(browser, "light", width) as page:
        page.goto(f"{address}/study/{STUDY.name}.html")
        opener = action(page, "handout")
        expect(opener).to_have_attribute("aria-expanded", "false")
        opener.click()
        expect(opener).to_have_attribute("aria-expanded", "true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(page, axe) == []
        opener.click()
        expect(action(page, "print-handout")).to_be_hidden()
