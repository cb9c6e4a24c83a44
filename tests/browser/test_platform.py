"""The SCORM package on a platform with somebody else's run-time: scores, status, answers, and going on later."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, Playwright, expect

from browser.conftest import QUIET_CHROMIUM
from course.environment import find_browser
from course.formats.export_types import Selection
from course.formats.scorm import export_scorm
from course.model.bank import BankFile, Question
from support.archives import COURSE, SMALL
from support.held_requests import HeldRequests
from support.learner import Mouse, answer, expect_verdict, fill, right, see_laid, wrong
from support.lms import lms_serving
from support.site_build import Site

HOST = "study.test"
REFUSED = "false"
# The document of the site's page in the frame of the package, past the driver.
INNER = "document.querySelector('iframe').contentDocument.querySelector('iframe')?.contentDocument"


def package(site: Site, bank: BankFile | None) -> bytes:
    banks, name = ((bank,), bank.name) if bank else (COURSE.banks, "course")
    selection = Selection(name, COURSE.title, banks, 0, bank.name if bank else None, Path(site.folder))
    return export_scorm(selection).content


@pytest.fixture(scope="module")
def quiz(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with lms_serving(package(site, SMALL), tmp_path_factory.mktemp("lms")) as port:
        yield f"http://{HOST}:{port}/index.html"


@pytest.fixture(scope="module")
def whole(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with lms_serving(package(site, None), tmp_path_factory.mktemp("lms")) as port:
        yield f"http://{HOST}:{port}/index.html"


def frame(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def inside(page: Page) -> FrameLocator:
    """Return the page of the site in the frame of the package."""
    return frame(page).frame_locator("iframe")


def card(page: Page, question: Question) -> Locator:
    return inside(page).locator(f'[data-question="{question.id}"]')


def calls(page: Page) -> list[list[Any]]:
    """Return every call to the platform so far: its name, what was given, what was answered."""
    found: list[list[Any]] = page.evaluate("window.calls")
    return found


def kept(page: Page) -> Any:
    """Return what the platform keeps of the learner."""
    return json.loads(page.evaluate("localStorage.getItem('lms')"))


def sent(page: Page, count: int) -> None:
    """Wait until this many answers of the visit are with the platform, and what follows from the last is saved."""
    page.wait_for_function(
        """(count) => {
            const names = window.calls.map(([name, element]) => name === "LMSCommit" ? name : element);
            const results = names.flatMap((name, at) => /^cmi\\.interactions\\.\\d+\\.result$/.test(name) ? [at] : []);
            return results.length === count && names.lastIndexOf("LMSCommit") > results[count - 1];
        }""",
        arg=count,
    )


def show_all(page: Page) -> None:
    inside(page).locator('[data-layout="all"]').click()
    expect(inside(page).locator(".cq-slot:empty")).to_have_count(0)


def leave(page: Page, address: str) -> None:
    """Close the package; another page of the platform can still see what it keeps."""
    page.goto(address.replace("index.html", "away.html"))


def known(page: Page, address: str, verdicts: str = "", pages: list[int] | None = None, **core: Any) -> None:
    """Have the platform keep something from an earlier visit; `verdicts` as suspend-data.ts packs them."""
    leave(page, address)
    text = json.dumps([1, COURSE.version, verdicts, pages or [], None, []])
    state = {"core": {"student_name": "张三", **core}, "suspend_data": text}
    page.evaluate("text => localStorage.setItem('lms', text)", json.dumps(state))


def values(page: Page) -> dict[str, str]:
    """Return what was set at the platform, by name; the last word on each."""
    return {one[1]: one[2] for one in calls(page) if one[0] == "LMSSetValue"}


def test_a_quiz_reports_score_status_and_each_answer(page: Page, quiz: str) -> None:
    one, last = SMALL.questions[6:8]
    count = len(SMALL.questions)
    assert count == 10
    known(page, quiz, verdicts="__wD")  # the eight others were right
    page.goto(quiz)
    show_all(page)
    answer(Mouse(page), card(page, one), one, right(one))
    expect_verdict(card(page, one), "right")
    sent(page, 1)
    assert kept(page)["core"]["lesson_status"] == "incomplete"
    answer(Mouse(page), card(page, last), last, wrong(last))
    expect_verdict(card(page, last), "wrong")
    sent(page, 2)
    told = values(page)
    assert told["cmi.core.lesson_status"] == "passed"
    assert [told[f"cmi.core.score.{name}"] for name in ("min", "max", "raw")] == ["0", "100", "90"]
    assert [told[f"cmi.interactions.{number}.id"] for number in (0, 1)] == [one.id, last.id]
    assert [told[f"cmi.interactions.{number}.result"] for number in (0, 1)] == ["correct", "wrong"]
    assert told["cmi.interactions.0.student_response"] == told["cmi.interactions.0.correct_responses.0.pattern"]
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", told["cmi.core.session_time"])
    # The run-time checks every value by the specification.
    assert [one for one in calls(page) if one[-1] == REFUSED] == []
    expect(frame(page).get_by_role("status")).to_have_text("")
    assert kept(page)["core"]["lesson_status"] == "passed"


def test_an_answer_whose_question_comes_late_is_committed_too(page: Page, quiz: str) -> None:
    one = SMALL.questions[6]
    known(page, quiz)
    page.goto(quiz)
    show_all(page)
    bank = HeldRequests(page, f"**/data/{SMALL.name}.js")
    answer(Mouse(page), card(page, one), one, right(one))
    expect_verdict(card(page, one), "right")
    page.wait_for_function("() => window.calls.some(([, name]) => name === 'cmi.core.score.raw')")
    bank.release()
    sent(page, 1)


def test_what_was_reached_stays_reached_in_the_same_visit(page: Page, quiz: str) -> None:
    last = SMALL.questions[7]
    # 5 right and 4 wrong so far: the last one decides, right now and wrong in the next run.
    known(page, quiz, verdicts="_fRB")
    page.goto(quiz)
    show_all(page)
    answer(Mouse(page), card(page, last), last, right(last))
    sent(page, 1)
    assert (values(page)["cmi.core.lesson_status"], values(page)["cmi.core.score.raw"]) == ("passed", "60")
    inside(page).locator('[data-action="restart"]').click()
    answer(Mouse(page), card(page, last), last, wrong(last))
    sent(page, 2)
    assert (values(page)["cmi.core.lesson_status"], values(page)["cmi.core.score.raw"]) == ("passed", "50")


@pytest.mark.slow
def test_a_whole_quiz_answered_by_hand_is_reported_question_by_question(page: Page, quiz: str) -> None:
    page.goto(quiz)
    show_all(page)
    for question in SMALL.questions:
        answer(Mouse(page), card(page, question), question, wrong(question))
        expect_verdict(card(page, question), "wrong")
    sent(page, len(SMALL.questions))
    told = values(page)
    assert (told["cmi.core.lesson_status"], told["cmi.core.score.raw"]) == ("failed", "0")
    ids = [told[f"cmi.interactions.{number}.id"] for number in range(len(SMALL.questions))]
    assert ids == [question.id for question in SMALL.questions]
    assert [one for one in calls(page) if one[-1] == REFUSED] == []


def test_a_quiz_goes_on_where_it_was_left_on_another_machine(page: Page, quiz: str) -> None:
    first, second, third = SMALL.questions[:3]
    page.goto(quiz)
    show_all(page)
    answer(Mouse(page), card(page, first), first, right(first))
    answer(Mouse(page), card(page, second), second, wrong(second))
    fill(Mouse(page), card(page, third), third, right(third))
    leave(page, quiz)
    names = json.loads(page.evaluate("localStorage.getItem('calls')"))
    assert names[0][0] == "LMSInitialize"
    assert [one[0] for one in names].count("LMSFinish") == 1
    assert names[-1] == ["LMSFinish", "", "true"]
    # Another machine: nothing but what the platform knows.
    state = page.evaluate("localStorage.getItem('lms')")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.evaluate("text => localStorage.setItem('lms', text)", state)
    page.goto(quiz)
    show_all(page)
    expect_verdict(card(page, first), "right")
    expect_verdict(card(page, second), "wrong")
    filled = card(page, third).locator("input:checked, input[type=text]")
    assert filled.count() > 0
    expect(card(page, third).locator('[data-action="submit"]')).to_be_visible()
    assert kept(page)["core"]["score"]["raw"] == "10"
    answer(Mouse(page), card(page, third), third, right(third))
    sent(page, 1)
    assert kept(page)["core"]["score"]["raw"] == "20"


def test_the_learner_of_the_platform_is_named_and_nothing_stays_in_the_browser(page: Page, quiz: str) -> None:
    page.goto(quiz)
    expect(inside(page).locator(".cq-learner-name")).to_have_text("张三")
    show_all(page)
    answer(Mouse(page), card(page, SMALL.questions[0]), SMALL.questions[0], right(SMALL.questions[0]))
    sent(page, 1)
    assert page.evaluate("indexedDB.databases().then((all) => all.map(({name}) => name))") == []


def test_the_whole_course_is_complete_when_all_pages_are_read_and_remembers_the_page(page: Page, whole: str) -> None:
    known(page, whole, pages=list(range(1, len(COURSE.study))), lesson_location="study/index.html")
    page.goto(whole)
    expect(inside(page).locator("h1").first).to_be_visible()
    first = COURSE.study[0].page.path.removeprefix("study/").removesuffix(".md")
    assert values(page)["cmi.core.lesson_location"] == "study/index.html"
    assert values(page)["cmi.core.lesson_status"] == "incomplete"
    inside(page).locator(f'a[href="{first}.html"]').first.evaluate("link => link.click()")
    (reading,) = [one for one in page.frames if one.parent_frame and one.parent_frame.parent_frame]
    reading.wait_for_url(f"**/study/{first}.html")
    reading.wait_for_load_state()
    see_laid(reading)
    # Ten seconds at least are spent on a page that was read.
    reading.evaluate("{ const now = Date.now; Date.now = () => now() + 20000; }")
    reading.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_function("window.calls.some((one) => one[2] === 'completed')")
    assert values(page)["cmi.core.lesson_location"] == f"study/{first}.html"


def test_a_learner_is_told_when_the_platform_does_not_take_the_score_and_it_is_sent_again(
    page: Page, quiz: str
) -> None:
    first, second = SMALL.questions[:2]
    page.goto(quiz)
    show_all(page)
    page.evaluate("window.broken = true")
    answer(Mouse(page), card(page, first), first, right(first))
    expect(frame(page).get_by_role("status").first).to_contain_text("成绩没有送到学习平台")
    page.evaluate("window.broken = false")
    answer(Mouse(page), card(page, second), second, right(second))
    expect(frame(page).get_by_role("status").first).to_have_text("")
    page.wait_for_function("() => JSON.parse(localStorage.getItem('lms')).core.score.raw === '20'")


@pytest.fixture
def remembering(playwright: Playwright) -> Iterator[Page]:
    """A tab of a browser that puts pages aside whole, as browsers do and drivers switch off."""
    chromium = playwright.chromium.launch(
        executable_path=find_browser(windows=True),
        args=QUIET_CHROMIUM,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield chromium.new_context(locale="zh-CN").new_page()
    chromium.close()


@pytest.mark.younger
def test_answers_after_back_to_the_platform_reach_it(remembering: Page, quiz: str) -> None:
    page = remembering
    first, second = [question for question in SMALL.questions if question.type == "single"][:2]
    page.goto(quiz)
    show_all(page)
    answer(Mouse(page), card(page, first), first, right(first))
    expect_verdict(card(page, first), "right")
    page.evaluate("window.isOld = true")
    leave(page, quiz)
    assert kept(page)["core"]["score"]["raw"] == "10"
    page.evaluate("() => { setTimeout(() => history.back()); }")
    page.wait_for_function("window.isOld === true")
    # The driver does not see the frames of a page that is brought back; their pages can be reached all the same.
    page.wait_for_function(f"{INNER}?.querySelector('[data-question=\"{first.id}\"] [data-verdict=right]')")
    page.wait_for_function(f"{INNER}.querySelector('[data-question=\"{second.id}\"] input')")
    page.evaluate(
        f"""([id, option]) => {{
            const card = {INNER}.querySelector(`[data-question="${{id}}"]`);
            card.querySelector(`input[value="${{option}}"]`).click();
            card.querySelector('[data-action="submit"]').click();
        }}""",
        [second.id, str(right(second))],
    )
    page.wait_for_function("JSON.parse(localStorage.getItem('lms')).core.score.raw === '10'")
    assert (
        page.evaluate("document.querySelector('iframe').contentDocument.querySelector('[role=status]').innerText") == ""
    )
    assert [one[0] for one in calls(page)].count("LMSFinish") == 0


def test_a_session_that_the_platform_has_ended_is_not_taken_for_a_fault_of_the_network(page: Page, quiz: str) -> None:
    first, second = SMALL.questions[:2]
    page.goto(quiz)
    show_all(page)
    # By the specification: nothing is taken after the end, and a second beginning is refused with another error.
    page.evaluate("""
        let error = "0";
        const refuse = (code) => () => { error = code; return "false"; };
        Object.assign(API, {
            LMSSetValue: refuse("301"), LMSCommit: refuse("301"), LMSInitialize: refuse("101"), LMSGetLastError: () => error,
        });
    """)
    for question in (first, second):
        answer(Mouse(page), card(page, question), question, right(question))
        expect(frame(page).get_by_role("status").first).to_contain_text("学习平台已经结束了这次学习")


def test_without_a_platform_the_course_still_opens_and_says_so(page: Page, quiz: str) -> None:
    page.goto(f"{quiz}?alone")
    expect(frame(page).get_by_role("status").first).to_contain_text("没有找到学习平台")
    expect(inside(page).locator("course-quiz .cq-player")).to_be_visible()


def test_a_new_version_of_the_course_says_that_old_answers_do_not_count(page: Page, quiz: str) -> None:
    old = {
        "core": {"lesson_status": "passed", "score": {"raw": "90"}},
        "suspend_data": '[1,"00000000","AA",[],null,[]]',
    }
    leave(page, quiz)
    page.evaluate("text => localStorage.setItem('lms', text)", json.dumps(old))
    page.goto(quiz)
    expect(frame(page).get_by_role("status").first).to_contain_text("课程内容已经更新")
    assert kept(page)["core"]["lesson_status"] == "passed"
