"""Every text is somebody's attempt to run something; a reader sees it as text, and nothing runs, leaves or is fetched."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from playwright.sync_api import Dialog, Page, expect

from course.load.course import load_course
from course.model import inline
from course.model.bank import BLANK, TYPE_LABELS
from support.hostile_records import ATTEMPT, CONTENT, NOW, PAPER, checksum, sealed
from support.learner import show_all
from support.marked_up import PAYLOADS, bank, marked_up_site, questions
from support.once_per_run import once_per_run
from support.searching import ANSWERED, FORGET
from support.servers import SERVERS
from support.store import home_of, stored, write
from support.waiting import failed_image

ROUNDS = 6
# Every fifth payload each time, all of them with the slow tests.
PATHS = (
    "quizzes/markup.html",
    "practice/exam.html",
    *(
        pytest.param(path, marks=pytest.mark.slow)
        for path in (
            "practice/settings.html",
            "study/meeting.html",
            "practice/mistakes.html",
            "practice/review.html",
            "practice/drill.html",
            "practice/progress.html",
            "practice/branch.html",
            "practice/recite.html",
            "practice/slip.html",
            "practice/sprint.html",
            "glossary.html",
            "404.html",
        )
    ),
)
SHARES = (5, pytest.param(1, marks=pytest.mark.slow))
# What no text may bring onto a page, and what must not stand on an element.
FOREIGN = (
    "script, style, link, meta, base, iframe, frame, object, embed, applet, portal, form:not([class]), img, image, picture, video, audio, math, "
    "marquee, template, dialog, listing, xmp, plaintext, body body, [style*='url(' i], [style*='position' i], [href^='javascript' i], [href^='data' i], [srcdoc]"
)
SLIP = {
    "format": "course-slip", "version": 1, "made": NOW - 1000, "zone": 480, "branch": "", "totals": [], "days": 1,
    "papers": [], "learner": "",
}  # fmt: skip
SLIP_PAPER = {"halves": 2, "full": 4, "passing": 2, "ended": NOW - 2000, "marksUnit": "half"}
# Answers every question on the page somehow, as fast as it can.
ANSWER = """() => {
    const change = (field) => {
        field.dispatchEvent(new Event("input", { bubbles: true }));
        field.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const press = (card, name) => card.querySelector(`[data-action="${name}"]:not(:disabled)`)?.click();
    for (const card of document.querySelectorAll(".cq-player [data-question]")) {
        const names = new Set();
        for (const field of card.querySelectorAll("input, textarea, select")) {
            if (field.type === "radio" && names.has(field.name)) continue;
            names.add(field.name);
            if (field.type === "radio" || field.type === "checkbox") field.click();
            else if (field.tagName === "SELECT") field.selectedIndex = 1;
            else field.value = "<img src=x onerror=pwned=1>";
            change(field);
        }
        for (const list of card.querySelectorAll("[data-item]")) { press(list, "down"); break; }
        press(card, "submit");
        press(card, "mark");
    }
}"""

# Presses a choice of every scenario in the run that was begun last.
CHOOSE = """(choice) => {
    for (const card of document.querySelectorAll(".cq-player [data-question]"))
        Array.from(card.querySelectorAll(`[data-choice="${choice}"]`)).pop()?.click();
}"""
FROM_SECOND_STEP = """() => {
    for (const one of document.querySelectorAll(".cq-way [data-action='retry']")) one.click();
}"""


class Watch:
    """Notes whatever markup could do: dialogs, scripts, other pages, other windows."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        page.on("dialog", self.dismissed)
        page.on("popup", lambda popup: self.seen.append(popup.url))

    def dismissed(self, dialog: Dialog) -> None:
        self.seen.append(dialog.message)
        dialog.dismiss()

    def quiet(self, within: str) -> None:
        """Assert that nothing has happened and that no foreign element stands within a part of the page."""
        assert self.seen == []
        assert self.page.evaluate("window.pwned ?? null") is None
        found = self.page.locator(within).evaluate_all(
            """(parts, foreign) => parts.flatMap((part) => [
                ...Array.from(part.querySelectorAll(foreign), (one) => one.outerHTML.slice(0, 200)),
                ...Array.from(part.querySelectorAll("*"), (one) => Array.from(one.attributes, ({ name }) => name))
                    .flat().filter((name) => name.startsWith("on")),
            ])""",
            FOREIGN,
        )
        assert found == []


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    asked = list(questions(PAYLOADS, ROUNDS))
    banks = {"markup": bank(PAYLOADS[0], "study/meeting.md", asked)}
    return once_per_run(tmp_path_factory, "marked", lambda folder: marked_up_site(folder, banks)) / "project/site"


@pytest.fixture(scope="module")
def place(marked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with SERVERS["nginx"](marked, tmp_path_factory.mktemp("server"), root=marked) as port:
        yield f"http://study.test:{port}"


@pytest.fixture
def watch(page: Page) -> Watch:
    return Watch(page)


def visible_texts(value: Any, field: str = "") -> Iterator[str]:
    """Yield what of a question must be readable once it is answered; a lesson shows only to whom it concerns."""
    match value:
        case str() if field not in {"type", "points", "answers", "why", "start", "go", "merit", "outcome"}:
            # Markup first: it may begin before a blank and end behind it.
            yield from inline.plain(value).split(BLANK)
        case dict():
            for key, item in value.items():
                yield from visible_texts(item, key)
        case list():
            for item in value:
                yield from visible_texts(item, field)


def squeezed(text: str) -> str:
    return "".join(text.split())


def missing(asked: list[dict[str, Any]], shown: str) -> list[str]:
    texts = [text for question in asked for text in visible_texts(question) if text.strip()]
    return [text for text in texts if squeezed(text) not in shown]


def test_every_payload_stands_in_some_field_and_every_field_has_some() -> None:
    asked = list(questions(PAYLOADS, ROUNDS))
    written = json.dumps(asked, ensure_ascii=False)
    assert len(PAYLOADS) > 200
    assert [payload for payload in PAYLOADS if json.dumps(payload, ensure_ascii=False)[1:-1] not in written] == []
    assert {question["type"] for question in asked} == set(TYPE_LABELS)


def test_the_page_without_scripts_shows_the_payloads_as_text(marked: Path) -> None:
    for name in ("quizzes/markup.html", "quizzes/index.html", "study/meeting.html", "reports/documents.html"):
        tree = html5lib.parse((marked / name).read_text(encoding="utf-8"), namespaceHTMLElements=False)
        article = next(element for element in tree.iter("article"))
        tags = {element.tag for element in article.iter() if isinstance(element.tag, str)}
        assert not tags & set(FOREIGN.replace(",", "").split()) - {"svg"}, name
        assert not [key for element in article.iter() for key in element.attrib if key.startswith("on")], name
        if name == "quizzes/markup.html":
            assert missing(list(questions(PAYLOADS, ROUNDS)), squeezed("".join(article.itertext()))) == []


def answered(page: Page, address: str, name: str = "markup") -> str:
    """Answer a whole bank at once; return the text of the page then."""
    page.goto(f"{address}/quizzes/{name}.html")
    show_all(page)
    expect(page.locator(".cq-player [data-question]").first).to_be_visible()
    page.evaluate(ANSWER)
    page.evaluate(ANSWER)
    expect(page.locator('[data-verdict="pending"]')).to_have_count(0)
    return played(page)


def played(page: Page) -> str:
    """Go both ways from the second step of every scenario; return the text of the page at every step."""
    shown = [text_of(page)]
    for choice in (1, 1):
        page.wait_for_function("() => !document.querySelector('[data-choice][aria-disabled]')")
        page.evaluate(CHOOSE, choice)
        shown.append(text_of(page))
    page.evaluate(FROM_SECOND_STEP)
    page.evaluate(CHOOSE, 0)
    shown.append(text_of(page))
    return "".join(shown)


def text_of(page: Page) -> str:
    # Notices about a slow store stand in players of their own.
    return squeezed(page.locator("course-quiz .cq-player").evaluate("(player) => player.textContent"))


def test_questions_show_payloads_as_text_before_and_after_the_answer(page: Page, watch: Watch, place: str) -> None:
    shown = answered(page, place)
    assert missing(list(questions(PAYLOADS, ROUNDS)), shown) == []
    watch.quiet(".cq-player")
    for path in ("mistakes", "review", "drill", "progress"):
        page.goto(f"{place}/practice/{path}.html")
        expect(page.locator(f"course-{path} .cq-player")).to_be_visible()
        watch.quiet("article")


def test_names_files_and_records_show_payloads_as_text(page: Page, watch: Watch, place: str) -> None:
    page.clock.install(time=NOW / 1000)
    page.goto(f"{place}/practice/settings.html")
    expect(page.locator('[data-action="export"]')).to_be_visible()
    names = [
        {"format": 1, "id": f"p{number}", "name": payload, "colour": payload, "created": number}
        for number, payload in enumerate(PAYLOADS)
    ]
    section = {"title": "", "type": "single", "count": 1, "marks": 1, "partly": "none"}
    papers = [
        PAPER | {"id": f"p{number}", "number": payload[:100], "course": payload[:8], "exam": {
            **PAPER["exam"], "title": payload, "about": payload, "sections": [{**section, "title": payload}],
        }}
        for number, payload in enumerate(PAYLOADS)
    ]  # fmt: skip
    attempts = [
        ATTEMPT
        | {
            "id": f"a{number}",
            "question": payload[:120],
            "version": payload[:120],
            "mode": payload[:120],
            "response": [payload],
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    for payload in PAYLOADS[::40]:
        content = sealed(
            CONTENT
            | {
                "id": home_of(page).removeprefix("course:"),
                "name": payload[:100],
                "course": payload[:100],
                "attempts": attempts,
                "papers": papers,
            }
        )
        page.locator('.cq-drop input[type="file"]').set_input_files(
            {"name": f"{payload[:60]}.json".replace("/", "∕"), "mimeType": "application/json", "buffer": content}
        )
        expect(page.locator('[data-action="merge"]')).to_be_visible()
        watch.quiet("article")
    page.locator('[data-action="merge"]').click()
    expect(page.get_by_text("已合并")).to_be_visible()
    assert len(stored(page, "papers")) == len(PAYLOADS)
    for path in ("exam", "progress", "mistakes"):
        page.goto(f"{place}/practice/{path}.html")
        expect(page.locator(f"course-{path} .cq-player")).to_be_visible()
        watch.quiet("article")
    write(page, "profiles", names)
    page.goto(f"{place}/practice/settings.html")
    expect(page.locator('[data-action="learner"]').nth(len(PAYLOADS) - 1)).to_be_visible()
    shown = squeezed(page.locator("body").inner_text())
    assert [payload for payload in PAYLOADS if squeezed(payload) not in shown] == []
    watch.quiet("article")


def test_result_slips_show_payloads_as_text(page: Page, watch: Watch, place: str) -> None:
    page.clock.install(time=NOW / 1000)
    page.goto(f"{place}/practice/branch.html")
    expect(page.locator('[data-action="choose-files"]')).to_be_visible()
    files: list[Any] = []
    for number, payload in enumerate(PAYLOADS):
        fields = SLIP | {
            "id": home_of(page).removeprefix("course:"), "title": payload[:40],
            "course": payload[:8], "learner": f"{number:032x}", "name": payload[:80], "branch": payload[:80],
            "totals": [[payload[:80], 0, 3, 3]], "questions": [[payload[:80], 0, 2]],
            "papers": [SLIP_PAPER | {"number": payload[:80], "title": payload[:80], "exam": payload[:80]}],
        }  # fmt: skip
        text = json.dumps(fields | {"checksum": checksum(fields)}, ensure_ascii=False)
        files.append({"name": f"{number}.json", "mimeType": "application/json", "buffer": text.encode()})
    page.locator('input[type="file"]').set_input_files(files)
    expect(page.get_by_text("计入")).not_to_have_count(0)
    expect(page.get_by_role("cell", name=PAYLOADS[-1], exact=True).first).to_be_visible()
    watch.quiet("article")


@pytest.mark.parametrize("step", SHARES)
def test_names_that_somebody_types_are_only_text(page: Page, watch: Watch, place: str, step: int) -> None:
    page.goto(f"{place}/practice/slip.html")
    panel = page.locator(".cq-slip")
    expect(panel).to_be_visible()
    for box in panel.locator('.cq-slip-choices input[type="checkbox"]').all():
        box.check()
    fields = panel.locator('input:not([type="checkbox"])').all()
    assert len(fields) == 2
    for payload in PAYLOADS[::step]:
        for field in fields:
            field.fill(payload)
            field.press("Tab")
    shown = squeezed(panel.inner_text())
    assert shown.count(squeezed(payload[:40])) >= 2
    watch.quiet("article")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("step", SHARES)
def test_what_stands_behind_the_address_is_only_text(
    page: Page, watch: Watch, place: str, path: str, step: int
) -> None:
    page.goto(f"{place}/{path}")
    fragments = [*PAYLOADS, "%", "%E0%A4%A", "%00", "a" * 10_000, "?paper=<script>pwned=1</script>"]
    for fragment in fragments[::step] + fragments[-5:]:
        page.evaluate("(fragment) => { location.hash = fragment; }", fragment)
    failed_image(page)
    watch.quiet("article")
    # And the first thing that a page meets.
    for fragment in ("%", "%E0%A4%A", "%3Cscript%3Epwned=1%3C/script%3E", "<img src=x onerror=pwned=1>"):
        page.goto("about:blank")
        page.goto(f"{place}/{path}?x={fragment.replace('%', '%25')}#{fragment}")
        failed_image(page)
        watch.quiet("article")


@pytest.mark.parametrize("step", SHARES)
def test_a_paper_number_is_only_text(page: Page, watch: Watch, place: str, step: int) -> None:
    page.goto(f"{place}/practice/exam.html")
    field = page.locator('input[name="paper-number"]')
    expect(field).to_be_visible()
    for payload in PAYLOADS[::step]:
        field.fill(payload)
        page.locator('[data-action="start"]').click()
        expect(page.get_by_role("alert")).to_contain_text("没有这个卷号")
    failed_image(page)
    watch.quiet("article")


@pytest.mark.parametrize("step", SHARES)
def test_what_is_searched_for_is_only_text(page: Page, watch: Watch, place: str, step: int) -> None:
    page.goto(f"{place}/index.html")
    page.keyboard.press("/")
    query = page.locator('[data-md-component="search-query"]')
    for payload in PAYLOADS[::step]:
        query.fill(f"{payload} 会议")
        # The theme looks when a key is let go.
        query.press("End")
        page.locator(ANSWERED).first.wait_for()
        watch.quiet(".md-search-result")
        page.evaluate(FORGET)
    failed_image(page)
    watch.quiet(".md-search-result")


@pytest.mark.slow
def test_every_payload_in_every_field_of_every_type(
    page: Page, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Nine types: a bank holds 200 questions.
    groups = [PAYLOADS[start : start + 22] for start in range(0, len(PAYLOADS), 22)]
    asked = {
        f"markup-{number}": [one for payload in group for one in questions((payload,), 1)]
        for number, group in enumerate(groups)
    }
    banks = {name: bank(group[0], "study/meeting.md", asked[name]) for (name, group) in zip(asked, groups, strict=True)}
    site = marked_up_site(tmp_path_factory.mktemp("whole"), banks)
    assert sum(len(bank.questions) for bank in load_course(site.parent)[0].banks) > 8 * len(PAYLOADS)
    with SERVERS["nginx"](site, tmp_path_factory.mktemp("server"), root=site) as port:
        for name, expected in asked.items():
            shown = answered(page, f"http://study.test:{port}", name)
            assert missing(expected, shown) == [], name
            watch.quiet(".cq-player")
