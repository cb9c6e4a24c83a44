"""Map, duties and terms: what helps a reader to find, to remember and to understand."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from course.model.bank import answer_version
from course.model.course import Step
from support.archives import COURSE
from support.downloads import downloading
from support.learner import Mouse, answer, card, right, see_laid, wrong
from support.looks import page_in
from support.site_build import Site
from support.waiting import complete, painted, settled, theme_loaded

BANK = next(bank for bank in COURSE.banks if bank.name == "filing")
REQUIREMENT = "r3-8"
ASKING = [question for question in BANK.questions if any(p.startswith(f"{REQUIREMENT}-") for p in question.points)]
IN_ALL = sum(len(bank.questions) for bank in COURSE.banks)
TERM = '.md-content a[href*="glossary.html#term-"]:visible'


def answered(page: Page, address: str) -> None:
    """Answer the first question on the requirement right, the second wrong."""
    for question, response in zip(ASKING[:2], (right, wrong), strict=True):
        page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
        answer(Mouse(page), card(page, question), question, response(question))


def asked_anywhere(requirement: str) -> int:
    return sum(any(p.startswith(f"{requirement}-") for p in question.points) for _, question in COURSE.questions())


def test_the_map_leads_to_every_requirement(site: Site) -> None:
    page = site.pages["study/index.html"]
    expected = {
        f"../study/{study.name}.html#{requirement.id}" for study in COURSE.study for requirement in study.requirements
    }
    tree = next(one for one in page.iter("course-map"))
    assert expected <= {one.get("href") for one in tree.iter()}


def test_the_map_folds_requirements_and_steps_which_open_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/study/index.html")
    for study in COURSE.study:
        card = page.locator(".course-part .course-card", has=page.get_by_role("link", name=study.title, exact=True))
        expect(card.get_by_role("listitem")).to_have_count(0)
        card.get_by_text(f"{len(study.requirements)} 项要求", exact=True).click()
        expect(card.get_by_role("listitem")).to_have_count(len(study.requirements))
    expect(page.locator(".course-steps:visible")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("path", ["index.html", "study/index.html"])
def test_the_map_shows_nothing_to_a_newcomer_that_is_not_there(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/{path}")
    page.wait_for_function("() => self.courseIndex && customElements.get('course-map')")
    complete(page)
    settled(page)
    expect(page.locator(".course-state, .course-tick")).to_have_count(0)


@pytest.mark.parametrize("path", ["index.html", "study/index.html"])
def test_every_card_shows_how_far_the_reader_has_come(page: Page, address: str, path: str) -> None:
    answered(page, address)
    page.goto(f"{address}/{path}")
    states = page.locator("course-map .course-state")
    expect(states).to_have_count(len(COURSE.study))
    filing = next(number for number, study in enumerate(COURSE.study) if study.name == BANK.name)
    expect(states.nth(filing)).to_have_text(f"还没读答对 1/{len(BANK.questions)}")
    other = 0 if filing else 1
    expect(states.nth(other)).to_contain_text("答对 0/")
    # The bar has a segment for each requirement; a question can ask more than one.
    segments = states.nth(filing).locator("progress")
    expect(segments).to_have_count(len(COURSE.study[filing].requirements))
    shown = segments.evaluate_all("all => all.map(({title, value, max}) => [title, value, max])")
    title = next(one.title for one in COURSE.study[filing].requirements if one.id == REQUIREMENT)
    asked = asked_anywhere(REQUIREMENT)
    assert [f"{title}：答对 1/{asked}", 1, asked] in shown
    if path == "study/index.html":
        expect(page.locator(f'[data-note="{REQUIREMENT}"]')).to_have_text(f"答对 1/{asked_anywhere(REQUIREMENT)}")
    expect(page.locator('[data-today="far"]')).to_contain_text(f"{IN_ALL} 题最近一次答对 1 题")


def test_the_map_works_from_a_folder(page: Page, site: Site) -> None:
    root = site.folder.as_uri()
    answered(page, root)
    page.goto(f"{root}/study/index.html")
    expect(page.locator('[data-today="far"]')).to_contain_text("最近一次答对 1 题")


def test_every_learning_path_keeps_its_time(page: Page, address: str) -> None:
    page.goto(f"{address}/study/index.html")
    for path in COURSE.paths:
        minutes = sum(COURSE.minutes_of(step) for step in path.steps)
        assert path.minutes is None or minutes <= path.minutes
        shown = page.locator(".course-card", has=page.get_by_role("heading", name=path.title, exact=True))
        expect(shown).to_contain_text(f"合计约 {minutes} 分钟")
        expect(shown.locator("ol a")).to_have_count(len(path.steps))
    assert COURSE.minutes_of(Step("study/filing.md", COURSE.paths[0].position)) > 0


def test_the_duties_of_each_role_are_exactly_the_points_that_bind_it(site: Site) -> None:
    for role in COURSE.roles:
        page = site.pages[f"duties/{role}.html"]
        shown = [one.get("data-tick") for one in page.iter("input") if one.get("data-tick")]
        assert shown == [point.id for _, _, points in COURSE.duties(role) for point in points]
        text = "".join(page.itertext())
        for _, requirement, points in COURSE.duties(role):
            assert requirement.title in text
            assert all(point.label in text and point.locator in text for point in points)


def test_a_duty_explains_its_terms(page: Page, address: str) -> None:
    page.goto(f"{address}/duties/head.html")
    term = page.locator(TERM).first
    meaning = term.get_attribute("title") or ""
    assert meaning
    term.hover()
    expect(bubble(page)).to_contain_text(meaning)


def test_the_table_of_all_roles_agrees_with_the_lists(site: Site) -> None:
    table = next(one for one in site.pages["duties/index.html"].iter("table") if one.get("class") == "course-matrix")
    marks: dict[str, set[str]] = {role: set() for role in COURSE.roles}
    for row in table.iter("tr"):
        for role, cell in zip(COURSE.roles, row.findall("td"), strict=False):
            if "".join(cell.itertext()).strip():
                link = next(row.iter("a")).get("href") or ""
                marks[role].add(link.partition("#")[2])
    assert marks == {
        role: {point.id for _, _, points in COURSE.duties(role) for point in points} for role in COURSE.roles
    }


def test_a_ticked_duty_stays_ticked_for_that_role_alone(page: Page, address: str) -> None:
    point = next(points[0] for _, _, points in COURSE.duties("handler"))
    page.goto(f"{address}/duties/handler.html")
    box = page.locator(f'[data-tick="{point.id}"]')
    expect(box).to_be_enabled()
    page.get_by_text(point.label, exact=True).first.click()
    expect(box).to_be_checked()
    page.reload()
    expect(page.locator(f'[data-tick="{point.id}"]')).to_be_checked()
    other = next(role for role in COURSE.roles if role != "handler" and list(COURSE.duties(role)))
    page.goto(f"{address}/duties/{other}.html")
    expect(page.locator("[data-tick]").first).to_be_enabled()
    expect(page.locator("[data-tick]:checked")).to_have_count(0)


def test_a_duty_list_on_paper_has_lines_to_sign_and_no_menus(page: Page, address: str) -> None:
    page.goto(f"{address}/duties/head.html")
    expect(page.locator(".course-signed")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".course-signed")).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.get_by_role("heading", name="其他角色")).to_be_hidden()


def containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def bubble(page: Page) -> Locator:
    return page.get_by_role("tooltip")


def test_a_term_explains_itself_to_the_mouse_and_waits_for_it(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(f"{address}/study/filing.html")
    # Until the player has taken over, the first term can be one of the lists that give way to it.
    expect(page.locator("course-self-check [data-action=start]").last).to_be_visible()
    term = page.locator(TERM).first
    meaning = term.get_attribute("title") or ""
    term.hover()
    expect(bubble(page)).to_contain_text(meaning)
    assert term.get_attribute("title") is None, "the browser would show it a second time"
    bubble(page).hover()
    page.clock.run_for(500)
    expect(bubble(page)).to_be_visible()
    page.mouse.move(2, 2)
    expect(bubble(page)).to_have_count(0)


def test_a_term_explains_itself_to_the_keyboard_and_gives_way_to_escape(page: Page, address: str) -> None:
    page.goto(f"{address}/study/filing.html")
    # Until the player has taken over, the first term can be one of the lists that give way to it.
    expect(page.locator("course-self-check [data-action=start]").last).to_be_visible()
    term = page.locator(TERM).first
    meaning = term.get_attribute("title") or ""
    term.focus()
    expect(bubble(page)).to_contain_text(meaning)
    expect(term).to_have_accessible_description(containing(meaning))
    page.keyboard.press("Escape")
    expect(bubble(page)).to_have_count(0)
    term.press("Enter")
    expect(page).to_have_url(containing("glossary.html#term-"))


def test_the_first_touch_explains_a_term_and_the_second_follows_it(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/study/filing.html")
    # Until the player has taken over, the first term can be one of the lists that give way to it.
    expect(page.locator("course-self-check [data-action=start]").last).to_be_visible()
    term = page.locator(TERM).first
    term.scroll_into_view_if_needed()
    term.tap()
    expect(bubble(page)).to_contain_text("再点一次")
    box = bubble(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    term.tap()
    expect(page).to_have_url(containing("glossary.html#term-"))
    context.close()


def test_a_question_explains_its_terms_but_never_its_answer(page: Page, address: str) -> None:
    for question in BANK.questions:
        if not question.terms:
            continue
        page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
        shown = card(page, question)
        expect(shown).to_be_visible()
        names = [term for term in COURSE.terms if term.name in question.terms]
        for term in names:
            expect(shown.locator(f'a[href$="#{term.id}"]')).to_have_count(0)
        break
    else:
        raise AssertionError("no question of this bank names a term")


def report_of(page: Page, address: str) -> Locator:
    question = BANK.questions[0]
    page.goto(f"{address}/quizzes/{BANK.name}.html#{question.id}")
    shown = card(page, question)
    shown.get_by_text("这道题有问题？").click()
    shown.get_by_label("哪里不对").fill("第二个选项 <b>也对</b>")
    return shown


def expected_report() -> re.Pattern[str]:
    question = BANK.questions[0]
    lines = (
        "题目纠错",
        f"题号：{question.id}",
        f"答案版本：{answer_version(question)}",
        f"课程版本：{COURSE.version}",
        r"时间：\d{4}-\d\d-\d\d \d\d:\d\d",
        "说明：第二个选项 <b>也对</b>",
    )
    return re.compile(r"\r?\n".join(lines))


@pytest.mark.parametrize("where", ["server", "folder"])
def test_a_report_on_a_question_is_copied_without_a_secure_context(
    page: Page, address: str, site: Site, where: str
) -> None:
    shown = report_of(page, address if where == "server" else site.folder.as_uri())
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(document.activeElement.value); })")
    shown.get_by_role("button", name="复制").click()
    expect(shown.get_by_text("已复制")).to_be_visible()
    assert expected_report().fullmatch(page.evaluate("window.copied"))


def test_a_report_that_cannot_be_copied_is_shown_to_copy_by_hand(page: Page, address: str) -> None:
    page.add_init_script("document.execCommand = () => false;")
    shown = report_of(page, address)
    shown.get_by_role("button", name="复制").click()
    expect(shown.get_by_text("请按 Ctrl+C")).to_be_visible()
    assert expected_report().fullmatch(shown.locator("textarea[readonly]").input_value())


def test_a_report_is_saved_as_a_file_that_old_editors_read(page: Page, address: str) -> None:
    shown = report_of(page, address)
    with downloading(page) as download:
        shown.get_by_role("button", name="存成文件").click()
    assert download.name == f"纠错-{BANK.questions[0].id}.txt"
    content = download.content
    assert content.startswith(b"\xef\xbb\xbf")
    assert expected_report().fullmatch(content.decode("utf-8-sig").strip())


def test_a_link_into_a_page_leads_there_whatever_comes_in_above(page: Page, address: str) -> None:
    page.goto(f"{address}/study/filing.html#{REQUIREMENT}")
    expect(page.locator("course-self-check [data-action=start]")).to_have_count(4)
    theme_loaded(page)
    painted(page)
    top = page.locator(f"#{REQUIREMENT}").evaluate("one => one.getBoundingClientRect().top")
    assert 40 < top < 120


# Clicks each entry of 目录 in turn, and returns those after which another one is marked.
MISMARKED = """async () => {
    const links = Array.from(document.querySelectorAll(".md-sidebar--secondary a.md-nav__link[href^='#']"));
    const marked = () => Array.from(document.querySelectorAll(".md-sidebar--secondary .md-nav__link--active")).pop();
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const wrong = [];
    for (const link of links) {
        link.click();
        let frames = 0;
        while (marked() !== link && frames++ < 40) await frame();
        if (marked() !== link) wrong.push(link.hash);
    }
    return [links.length, wrong];
}"""


@pytest.mark.parametrize(
    ("width", "height"),
    [(1366, 625), *(pytest.param(*one, marks=pytest.mark.slow) for one in ((1920, 680), (390, 664)))],
)
def test_the_contents_mark_what_was_clicked(browser: Browser, address: str, width: int, height: int) -> None:
    with page_in(browser, "light", width, height) as page:
        for study in COURSE.study:
            page.goto(f"{address}/study/{study.name}.html")
            see_laid(page)
            page.wait_for_function("() => window.component$ !== undefined")
            count, wrong = page.evaluate(MISMARKED)
            assert count > len(study.requirements)
            assert wrong == [], study.name
