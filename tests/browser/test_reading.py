"""Reading as one likes: the place kept, letters, lines and contrast, and a voice; also on paper."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from support.archives import BANK
from support.learner import see_laid
from support.looks import LOOKS, page_in, violations
from support.store import wait_stored
from support.waiting import complete, painted, settled

STUDY = "study/filing.html"
OTHER = "study/keeping.html"
REQUIREMENT = "什么时候交"
OFFER = ".cq-offer"

REFUSED = """for (const name of ["getItem", "setItem"]) {
    const before = Storage.prototype[name];
    Storage.prototype[name] = function (key, ...rest) {
        if (this === localStorage && key.startsWith("course:")) throw new DOMException("no", "SecurityError");
        return before.call(this, key, ...rest);
    };
}"""

VOICES = """(voices) => {
    const fake = {
        said: [], rates: [], voices, current: null,
        getVoices: () => voices,
        addEventListener() {},
        speak(one) { this.current = one; this.said.push(one.text); this.rates.push(one.rate); this.voice = one.voice; },
        cancel() { const one = this.current; this.current = null; if (one) setTimeout(() => one.onerror({}), 0); },
        finish() { const one = this.current; this.current = null; one.onend({}); },
    };
    Object.defineProperty(window, "speechSynthesis", {value: fake});
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""
CHINESE = {"name": "小红", "lang": "zh-CN", "localService": True, "default": False}
ENGLISH = {"name": "Ann", "lang": "en-GB", "localService": True, "default": True}
REMOTE = {"name": "远方", "lang": "zh-CN", "localService": False, "default": False}


def action(page: Page, name: str) -> Locator:
    return page.locator(f'[data-action="{name}"]')


def go(page: Page, address: str, path: str = STUDY) -> None:
    page.goto(f"{address}/{path}")
    see_laid(page)
    expect(action(page, "reading-settings")).to_be_visible()


def choose(page: Page, **choices: str) -> None:
    """Choose in the panel, by what the inputs are named and stand for."""
    if action(page, "reading-settings").get_attribute("aria-expanded") == "false":
        action(page, "reading-settings").click()
    for name, value in choices.items():
        field = page.locator(f'[name="comfort-{name}"]')
        (field if name == "contrast" else page.locator(f'[name="comfort-{name}"][value="{value}"]')).check()


def style(page: Page, selector: str, name: str) -> float:
    """Return a length of the first element as the browser has worked it out, in pixels."""
    found = page.locator(selector).first.evaluate("(one, name) => getComputedStyle(one)[name]", name)
    return float(re.sub("px$", "", found))


def read_to(page: Page, heading: str, beyond: int = 200) -> None:
    """Scroll some way below a heading, and wait until that counts as reading there."""
    page.evaluate(
        """([id, beyond]) => {
            const top = document.getElementById(id).getBoundingClientRect().top;
            window.scrollTo(0, window.scrollY + top + beyond - 60);
        }""",
        [heading, beyond],
    )
    wait_stored(
        page, "settings", "({name, value}, id) => name.startsWith('place:') && value.endsWith(` ${id}`)", heading
    )


def first_line(page: Page) -> str:
    """Return the first words of the paragraph or point below the header."""
    found = page.evaluate(
        """() => Array.from(document.querySelectorAll(".md-content__inner > p, .md-content__inner > ul > li"))
            .find((one) => one.getBoundingClientRect().bottom > 90).textContent.slice(0, 20)"""
    )
    return str(found)


# The place


def test_a_page_left_below_its_first_screen_offers_to_go_on_there(page: Page, address: str) -> None:
    go(page, address)
    read_to(page, "r3-11")
    line = first_line(page)
    go(page, address, OTHER)
    go(page, address)
    expect(page.locator(OFFER)).to_contain_text(f"上次读到：{REQUIREMENT}")
    assert page.evaluate("scrollY") == 0
    action(page, "read-on").focus()
    page.keyboard.press("Enter")
    expect(page.locator(OFFER)).to_have_count(0)
    assert first_line(page) == line
    assert page.evaluate("document.activeElement.id") == "r3-11"
    # In other letters the same text is elsewhere.
    go(page, address, OTHER)
    choose(page, size="170")
    go(page, address)
    action(page, "read-on").click()
    assert page.evaluate("document.activeElement.id") == "r3-11"
    box = page.locator(".md-content__inner > p, .md-content__inner > ul > li", has_text=line).bounding_box()
    assert box is not None
    assert -box["height"] < box["y"] < 300


def test_the_offer_can_be_declined_and_is_not_made_for_a_link_to_a_place(page: Page, address: str) -> None:
    go(page, address)
    expect(page.locator(OFFER)).to_have_count(0)
    read_to(page, "r3-11")
    go(page, address, OTHER)
    page.goto(f"{address}/{STUDY}#r3-8")
    expect(action(page, "reading-settings")).to_be_attached()
    settled(page)
    expect(page.locator(OFFER)).to_have_count(0)
    go(page, address, OTHER)
    expect(page.locator(OFFER)).to_have_count(0)
    go(page, address)
    action(page, "dismiss").click()
    expect(page.locator(OFFER)).to_have_count(0)


@pytest.mark.slow
def test_a_reader_who_went_back_to_the_top_left_nothing_off(page: Page, address: str) -> None:
    go(page, address)
    read_to(page, "r3-11")
    page.evaluate("window.scrollTo(0, 0)")
    wait_stored(page, "settings", "({name, value}) => name.startsWith('place:') && value === ''")
    go(page, address, OTHER)
    go(page, address)
    settled(page)
    expect(page.locator(OFFER)).to_have_count(0)


# How pages look


def test_letters_lines_and_contrast_are_kept_over_pages(context: BrowserContext, page: Page, address: str) -> None:
    go(page, address)
    plain = {name: style(page, "article > p", name) for name in ("fontSize", "lineHeight")}
    choose(page, size="140", leading="loose", contrast="high")
    assert style(page, "article > p", "fontSize") == pytest.approx(plain["fontSize"] * 1.4)
    assert style(page, "article > p", "lineHeight") == pytest.approx(plain["lineHeight"] * 1.4 * 2.2 / 1.8, rel=0.01)
    page.close()
    later = context.new_page()
    for path in ("duties/head.html", f"quizzes/{BANK.name}.html"):
        later.goto(f"{address}/{path}")
        assert later.locator("html").get_attribute("data-course-size") == "140", path
        assert later.locator("html").get_attribute("data-course-contrast") == "high", path
    go(later, address)
    choose(later)
    expect(later.locator('[name="comfort-size"][value="140"]')).to_be_checked()
    action(later, "plain").click()
    assert {name: style(later, "article > p", name) for name in plain} == plain
    go(later, address, OTHER)
    assert later.locator("html").get_attribute("data-course-size") == "100"


def test_choices_hold_before_anything_is_painted(page: Page, address: str) -> None:
    go(page, address)
    choose(page, size="200")
    page.add_init_script(
        """new MutationObserver((_, watch) => {
            if (!document.body) return;
            window.atBody = document.documentElement.dataset.courseSize;
            watch.disconnect();
        }).observe(document, {childList: true, subtree: true});"""
    )
    go(page, address, OTHER)
    assert page.evaluate("window.atBody") == "200"
    assert page.locator("head script[src$='assets/player/head.js']").evaluate("one => !one.async && !one.defer")


def test_nothing_jumps_when_the_buttons_come(page: Page, address: str) -> None:
    page.add_init_script(
        "window.tops = []; const look = () => { requestAnimationFrame(look);"
        "const [seen] = document.querySelector('h1')?.getClientRects() ?? []; if (seen) window.tops.push(seen.top); };"
        "look();"
    )
    go(page, address)
    before = page.evaluate("window.tops[0]")
    assert page.locator("h1").evaluate("one => one.getBoundingClientRect().top") == pytest.approx(before, abs=1)


def test_everything_is_chosen_by_keyboard(page: Page, address: str) -> None:
    go(page, address)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.action") == "reading-settings":
            break
    page.keyboard.press("Enter")
    expect(action(page, "reading-settings")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("html").get_attribute("data-course-size") == "120"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    assert page.locator("html").get_attribute("data-course-leading") == "tight"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("html").get_attribute("data-course-contrast") == "high"
    page.keyboard.press("Escape")
    expect(page.locator('[name="comfort-contrast"]')).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.action") == "reading-settings"


def test_without_storage_choices_hold_for_the_page_and_it_says_so(page: Page, address: str) -> None:
    page.add_init_script(REFUSED)
    go(page, address)
    choose(page, size="140")
    assert page.locator("html").get_attribute("data-course-size") == "140"
    expect(page.get_by_text("浏览器不让本站保存设置")).to_be_visible()
    go(page, address, OTHER)
    assert page.locator("html").get_attribute("data-course-size") == "100"


@pytest.mark.slow
def test_a_visit_that_keeps_nothing_leaves_no_choice_behind(context: BrowserContext, page: Page, address: str) -> None:
    go(page, address)
    page.goto(f"{address}/practice/settings.html")
    page.locator('[data-action="begin-visit"]').click()
    expect(page.locator('[data-action="end-visit"]')).to_be_visible()
    go(page, address)
    choose(page, size="140")
    go(page, address, OTHER)
    assert page.locator("html").get_attribute("data-course-size") == "140"
    other = context.new_page()
    go(other, address)
    assert other.locator("html").get_attribute("data-course-size") == "100"


PAGES = (
    STUDY,
    "duties/head.html",
    "duties/index.html",
    "glossary.html",
    f"quizzes/{BANK.name}.html",
    "index.html",
)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_high_contrast_reaches_seven_to_one(browser: Browser, address: str, axe: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    go(page, address)
    choose(page, contrast="high")
    settled(page)
    for path in PAGES:
        page.goto(f"{address}/{path}")
        complete(page)
        assert too_faint(page, axe) == [], path
    context.close()


def too_faint(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("() => axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast-enhanced']}})")
    return [f"{node['html'][:120]} {node['any'][0]['message']}" for one in found["violations"] for node in one["nodes"]]


def test_the_largest_letters_fit_a_narrow_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    go(page, address)
    choose(page, size="200", leading="loose")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for path in PAGES:
        page.goto(f"{address}/{path}")
        complete(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


@pytest.mark.parametrize(("scheme", "width"), [pytest.param(*LOOKS[0], marks=pytest.mark.slow), LOOKS[1]])
def test_axe_finds_nothing_with_panel_and_offer_open(
    browser: Browser, address: str, axe: str, scheme: Any, width: int
) -> None:
    with page_in(browser, scheme, width, 740) as page:
        page.add_init_script(f"({VOICES})({[CHINESE]})".replace("True", "true").replace("False", "false"))
        go(page, address)
        read_to(page, "r3-11")
        go(page, address, OTHER)
        go(page, address)
        expect(page.locator(OFFER)).to_be_visible()
        choose(page)
        assert violations(page, axe) == []


# A voice


@pytest.fixture
def voiced(page: Page, request: pytest.FixtureRequest) -> Page:
    """A tab of a machine with the voices that the test names."""
    voices = str(request.param).replace("True", "true").replace("False", "false")
    page.add_init_script(f"({VOICES})({voices})")
    return page


def said(page: Page) -> list[str]:
    return list(page.evaluate("speechSynthesis.said"))


@pytest.mark.parametrize("voiced", [[ENGLISH, REMOTE, CHINESE]], indirect=True)
def test_a_voice_reads_from_the_requirement_in_view(voiced: Page, address: str) -> None:
    go(voiced, address)
    read_to(voiced, "r3-11")
    action(voiced, "reading-settings").evaluate("one => one.click()")
    action(voiced, "read-aloud").click()
    assert said(voiced) == [REQUIREMENT]
    assert voiced.evaluate("speechSynthesis.voice.name") == "小红"
    expect(voiced.locator("[data-cq-spoken]")).to_have_text(re.compile(REQUIREMENT))
    voiced.evaluate("speechSynthesis.finish()")
    expect(voiced.locator("[data-cq-spoken]")).to_contain_text("平时的材料一年交一次")
    assert said(voiced)[1:] == ["平时的材料一年交一次。"]


@pytest.mark.parametrize("voiced", [[CHINESE]], indirect=True)
def test_it_pauses_goes_on_and_stops(voiced: Page, address: str) -> None:
    go(voiced, address)
    choose(voiced, rate="1.25")
    action(voiced, "read-aloud").click()
    voiced.evaluate("speechSynthesis.finish()")
    sentence = said(voiced)[-1]
    voiced.keyboard.press("Enter")
    assert voiced.evaluate("speechSynthesis.current") is None
    assert voiced.evaluate("document.activeElement.dataset.action") == "resume"
    # A voice that is stopped reports that late.
    painted(voiced)
    voiced.keyboard.press("Enter")
    assert said(voiced)[-2:] == [sentence, sentence]
    choose(voiced, rate="0.7")
    assert said(voiced)[-1] == sentence
    assert voiced.evaluate("speechSynthesis.rates.slice(-2)") == [1.25, 0.7]
    action(voiced, "close").click()
    expect(action(voiced, "stop")).to_be_visible()
    action(voiced, "stop").click()
    expect(action(voiced, "stop")).to_be_hidden()
    expect(voiced.locator("[data-cq-spoken]")).to_have_count(0)
    assert voiced.evaluate("speechSynthesis.current") is None


@pytest.mark.parametrize("voiced", [[CHINESE]], indirect=True)
def test_it_reads_the_text_and_neither_questions_nor_buttons(voiced: Page, address: str) -> None:
    go(voiced, address)
    choose(voiced)
    action(voiced, "read-aloud").click()
    voiced.evaluate("() => { while (speechSynthesis.current) speechSynthesis.finish(); }")
    text = "".join(said(voiced))
    for part in ("收齐、按时交", "原件：归档的应当是原件。", "跨年办结的事没有拆开"):
        assert part in text
    for part in ("自测：", "提交答案", "阅读设置", "本页要求与要点", "带学提示", "¶"):
        assert part not in text
    expect(action(voiced, "read-aloud")).to_be_visible()


@pytest.mark.parametrize("voiced", [[], [REMOTE]], indirect=True)
def test_without_a_voice_of_its_own_a_machine_is_offered_none(voiced: Page, address: str) -> None:
    go(voiced, address)
    choose(voiced)
    expect(action(voiced, "read-aloud")).to_be_hidden()
    expect(voiced.locator('[name="comfort-rate"]').first).to_be_hidden()


@pytest.mark.parametrize("voiced", [[ENGLISH]], indirect=True)
def test_a_foreign_voice_is_said_to_be_one(voiced: Page, address: str) -> None:
    go(voiced, address)
    choose(voiced)
    action(voiced, "read-aloud").click()
    expect(voiced.get_by_text("这台设备没有中文语音")).to_be_visible()


# Paper


def test_paper_has_the_text_and_nothing_of_the_screen(page: Page, address: str) -> None:
    go(page, address)
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    for part in ("发文成套", "自测：什么时候交", "材料归入哪一年，最迟哪天移交？", "本页术语"):
        assert part in text
    for part in (
        "带学提示",
        "阅读设置",
        "投影讲解",
        "提交答案",
        "答案与解析",
        "目录",
        "课程地图",
        "接下来",
        "去自测",
        "¶",
    ):
        assert part not in text
    unkept = page.locator("article h2:visible, article h3:visible").evaluate_all(
        "all => all.filter((one) => getComputedStyle(one).breakAfter !== 'avoid').map((one) => one.textContent)"
    )
    assert unkept == []
    assert style(page, ".admonition p", "fontSize") < style(page, "article > p", "fontSize")


def test_paper_does_not_know_what_was_chosen_for_the_screen(page: Page, address: str) -> None:
    go(page, address)
    page.emulate_media(media="print")
    parts = ("article > p", "article > h2", "h1", ".admonition p", ".course-terms dd", ".course-options li")
    lengths = [(part, name, style(page, part, name)) for part in parts for name in ("fontSize", "lineHeight")]
    colour = page.locator("article > p").first.evaluate("one => getComputedStyle(one).color")
    page.emulate_media(media="screen")
    choose(page, size="200", leading="loose", contrast="high")
    page.emulate_media(media="print")
    assert [(part, name, style(page, part, name)) for part, name, _ in lengths] == lengths
    assert page.locator("article > p").first.evaluate("one => getComputedStyle(one).color") == colour
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
