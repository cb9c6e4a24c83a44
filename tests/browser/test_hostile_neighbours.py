"""Other pages of the same server, and other windows: whatever they store or send, nothing runs and no record is lost."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from support.archives import BANK
from support.downloads import downloading
from support.hostile_records import ATTEMPT, NOW, ODD, PAPER, SCRIPT
from support.learner import Mouse, answer, expect_verdict, right
from support.site_build import Site
from support.store import HOME, stored
from support.waiting import theme_loaded

PRACTICE = (
    "exam",
    "progress",
    "mistakes",
    "review",
    "drill",
    "recite",
    "sprint",
    "slip",
    "branch",
    "notes",
    "settings",
)
PATHS = (
    *(f"practice/{name}.html" for name in PRACTICE),
    f"quizzes/{BANK.name}.html",
    "index.html",
    "study/filing.html",
    "404.html",
)
QUESTION = next(question for question in BANK.questions if question.type == "single")
SCOPES = (f"quiz:{BANK.name}", "drill", "mistakes", "review")
NUMBERS = (1e308, -1e308, 9e15, -1, 0.5, 0)
RUNNING: dict[str, Any] = {
    **{name: PAPER[name] for name in ("number", "course", "sections", "exam", "started")},
    "id": "running", "sitting": "s", "versions": {"a": "v"}, "answers": {"a": 0}, "flags": [], "position": 0,
    "clock": {"used": 1000, "wall": NOW - 5000}, "holder": "h", "beat": NOW - 60_000, "edits": 1,
}  # fmt: skip
# Writes records into the stores as another page of the server can; returns how many the browser took.
PLANT = """([home, records]) => new Promise((resolve, reject) => {
    const opening = indexedDB.open(home);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
        let taken = 0;
        const transaction = opening.result.transaction(Array.from(opening.result.objectStoreNames), "readwrite");
        for (const [store, record] of records) {
            try { transaction.objectStore(store).put(record); taken++; } catch {}
        }
        transaction.onabort = () => reject(transaction.error);
        transaction.oncomplete = () => { opening.result.close(); resolve(taken); };
    };
})"""


def planted(chance: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield records for every store: each field of a sound one in turn is something odd, or a number beyond all sense."""
    common = {"format": 1, "profile": "local"}
    sound: dict[str, dict[str, Any]] = {
        "attempts": ATTEMPT,
        "papers": PAPER,
        "ticks": {"page": "study/filing.html", "text": "一", "ticked": True, "at": NOW},
        "reads": {"page": "study/filing.html", "place": "r1", "at": NOW, "ended": NOW},
        "settings": {"name": "layout", "value": "all"},
    }
    for store, record in sound.items():
        for field in record:
            for number, odd in enumerate((*ODD, *NUMBERS)):
                key = {"id": f"odd-{store}-{field}-{number}"} if "id" in record else {}
                yield store, {**common, **record, **key, field: odd}
    for question in BANK.questions:
        draft = {"question": question.id, "version": "v", "run": 7, "response": chance.choice(ODD), "standing": "right"}
        yield "drafts", {**common, "scope": SCOPES[0], **draft}
    for scope in SCOPES:
        run = {
            "seed": chance.choice(NUMBERS),
            "position": chance.choice(NUMBERS),
            "only": chance.choice(([], [SCRIPT], None)),
        }
        yield "runs", {**common, "scope": scope, **run}
    field = chance.choice(list(RUNNING))
    yield "papers", {**common, **RUNNING, field: chance.choice((*ODD, *NUMBERS)), "id": "running"}
    yield (
        "packs",
        {"format": 1, "id": "attempts", "text": chance.choice((SCRIPT, "[null]", "{}", '[{"id":[]}]', 7, "["))},
    )


def answer_one(page: Page, address: str) -> None:
    """Answer a question and wait until the answer is stored, once more than before."""
    page.goto(f"{address}/quizzes/{BANK.name}.html#{QUESTION.id}")
    place = page.locator(f'[data-question="{QUESTION.id}"]')
    expect(place).to_be_visible()
    answer(Mouse(page), place, QUESTION, right(QUESTION))
    expect_verdict(place, "right")


def own_answers(page: Page) -> int:
    return sum(one["question"] == QUESTION.id and one.get("mode") == "practice" for one in stored(page, "attempts"))


def all_open(page: Page, address: str) -> None:
    """Open every kind of page; the player must have come up, and nothing may have run."""
    for path in PATHS:
        page.goto(f"{address}/{path}")
        name = path.removeprefix("practice/").removesuffix(".html") if path.startswith("practice/") else ""
        player = f"course-{name} .cq-player" if name else "h1"
        expect(page.locator(player).first).to_be_visible()
        assert page.evaluate("[window.__hacked, {}.polluted]") == [None, None], path


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_records_that_another_page_planted_do_nothing_and_lose_nothing(page: Page, address: str, seed: int) -> None:
    answer_one(page, address)
    page.wait_for_function("() => true")
    mine = stored(page, "attempts")
    assert len(mine) == 1
    records = list(planted(random.Random(seed)))  # noqa: S311 -- no secret hangs on it
    assert page.evaluate(PLANT, [HOME, records]) > 300
    all_open(page, address)
    assert mine[0] in stored(page, "attempts")
    page.goto(f"{address}/practice/settings.html")
    with downloading(page) as file:
        page.locator('[data-action="export"]').click()
    exported = json.loads(file.content)
    assert mine[0]["id"] in {one["id"] for one in exported["attempts"]}


# Without scripts of ours; a text would be shown with styles that the policy forbids to old browsers.
FOREIGN_PAGE = "/assets/favicon.svg"

# The names that the theme, the player and its tab use, and what another page may store there.
STORED = (
    "/.__palette",
    "/.__tabs",
    "/.__search",
    "course:comfort",
    "course:persistence-asked",
    f"{HOME}:attempts",
)
TEXTS = (
    "", "{", "null", "7", SCRIPT, '"x"', "[]", '{"color":null}', '{"color":{"<img>":"x","media":"x"}}', '{"index":"x","color":{}}',
    '{"index":-1,"color":7}', '{"size":"<script>","leading":{"__proto__":{"polluted":1}}}', "[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("storage", ["localStorage", "sessionStorage"])
def test_texts_that_another_page_stored_do_nothing(
    context: BrowserContext, page: Page, address: str, storage: str
) -> None:
    answer_one(page, address)
    for text in TEXTS:
        page.goto(f"{address}{FOREIGN_PAGE}")
        page.evaluate(
            "([storage, names, text]) => { for (const name of names) window[storage].setItem(name, text); }",
            [storage, STORED, text],
        )
        # The theme's script in the page fails at its colours; the player removes them, before it loads the theme's others.
        healing = context.new_page()
        healing.goto(f"{address}/index.html")
        healing.locator(".md-search__input").first.focus()
        theme_loaded(healing)
        healing.close()
        page.goto(f"{address}/quizzes/{BANK.name}.html#{QUESTION.id}")
        expect_verdict(page.locator(f'[data-question="{QUESTION.id}"]'), "right")
        assert page.evaluate("[window.__hacked, {}.polluted]") == [None, None], text


def test_a_visit_that_another_page_began_is_shown_and_can_be_ended(page: Page, address: str) -> None:
    page.goto(f"{address}{FOREIGN_PAGE}")
    page.evaluate("name => sessionStorage.setItem(name, '7')", f"{HOME}:visit")
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    page.get_by_role("button", name="留下记录").click()
    answer_one(page, address)
    assert own_answers(page) == 1


SCHEMAS = {
    "without stores": "() => {}",
    "with the stores of another program": "(database) => database.createObjectStore('files')",
}


@pytest.mark.parametrize("version", [1, 2, 2**52])
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_the_same_name_that_is_another_is_said_to_be_unusable(
    page: Page, address: str, schema: str, version: int
) -> None:
    made(page, address, SCHEMAS[schema], version)
    answer_one(page, address)
    expect(page.locator("course-quiz, .cq-store-notice").get_by_text("浏览器").first).to_be_visible()
    page.goto(f"{address}/practice/settings.html")
    expect(page.locator("course-settings .cq-player")).to_be_visible()


def test_stores_that_another_program_made_first_stop_no_upgrade(page: Page, address: str) -> None:
    names = ["attempts", "drafts", "runs", "ticks", "settings", "profiles", "papers", "reads", "packs"]
    made(page, address, f"(one) => {names}.forEach((name) => one.createObjectStore(name, {{autoIncrement: true}}))", 1)
    answer_one(page, address)
    all_open(page, address)


def made(page: Page, address: str, schema: str, version: int) -> None:
    """Make the database of the course as another page of the server can."""
    page.goto(f"{address}{FOREIGN_PAGE}")
    page.evaluate(
        f"""([home, version]) => new Promise((resolve, reject) => {{
            const opening = indexedDB.open(home, version);
            opening.onupgradeneeded = () => ({schema})(opening.result);
            opening.onerror = () => reject(opening.error);
            opening.onsuccess = () => {{ opening.result.close(); resolve(); }};
        }})""",
        [HOME, version],
    )


MESSAGES = (
    "null", "7", json.dumps(SCRIPT), "{type: 0, data: 'x'}", "{type: 3, data: {items: [[{location: 'javascript:1'}]]}}", "[]",
    "{get x() { return 1; }}", "new Map([[1, 2]])", "new Error('x')", "'x'.repeat(1e6)", "new ArrayBuffer(8)",
)  # fmt: skip


def errors_of(page: Page) -> list[str]:
    """Return a list to which every error of a page's scripts is added."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def test_messages_of_other_windows_change_nothing(
    context: BrowserContext, address: str, serve: Callable[[Path], str], site: Site
) -> None:
    elsewhere = serve(Path(site.folder))
    assert elsewhere != address
    for origin in (address, elsewhere):
        other = context.new_page()
        other.goto(f"{origin}/404.html")
        for path in PATHS:
            with other.expect_popup() as opening:
                other.evaluate("address => { window.theirs = window.open(address); }", f"{address}/{path}")
            theirs = opening.value
            errors = errors_of(theirs)
            theirs.wait_for_load_state()
            before = theirs.locator("h1").first.text_content()
            for message in MESSAGES:
                other.evaluate(f"window.theirs.postMessage({message}, '*')")
            other.evaluate(
                """([names, text]) => {
                    for (const name of names) { localStorage.setItem(name, text); localStorage.removeItem(name); }
                    const channel = new BroadcastChannel("course:papers");
                    for (const one of [null, {}, text, "who holds undefined?", [text]]) channel.postMessage(one);
                    channel.close();
                }""",
                [STORED, SCRIPT],
            )
            assert theirs.locator("h1").first.text_content() == before
            assert theirs.evaluate("[window.__hacked, {}.polluted]") == [None, None]
            assert (path, errors) == (path, [])
            theirs.close()
        other.close()


def test_a_window_that_claims_every_paper_keeps_nobody_from_going_on(
    context: BrowserContext, page: Page, address: str
) -> None:
    other = context.new_page()
    other.goto(f"{address}/404.html")
    other.evaluate(
        """() => {
            const channel = new BroadcastChannel("course:papers");
            channel.onmessage = ({ data }) => {
                const sitting = String(data).replace(/^who holds |[?]$/g, "");
                for (const one of [`${sitting} is held`, {}, data]) channel.postMessage(one);
            };
        }"""
    )
    page.goto(f"{address}/practice/exam.html")
    page.locator('[data-action="start"]').first.click()
    expect(page.locator("[data-question]").first).to_be_visible()
    # In the tab itself nothing is asked; another one offers to go on there.
    page.reload()
    expect(page.locator("[data-question]").first).to_be_visible()
    page.close()
    later = context.new_page()
    later.goto(f"{address}/practice/exam.html")
    later.get_by_role("button", name="改在这里接着答").click()
    expect(later.locator("[data-question]").first).to_be_visible()


def test_a_page_around_the_site_with_records_of_its_own_harms_no_record(page: Page, address: str) -> None:
    answer_one(page, address)
    mine = stored(page, "attempts")
    page.goto(f"{address}/404.html")
    # The theme's script would look for what is replaced below.
    theme_loaded(page)
    for theirs in ("{}", "7", "document.body", "new Proxy({}, {get() { throw Error('no'); }})"):
        page.evaluate(
            f"""(address) => {{
                window.courseRecords = {theirs};
                document.body.replaceChildren(Object.assign(document.createElement("iframe"), {{ src: address }}));
            }}""",
            f"{address}/quizzes/{BANK.name}.html",
        )
        inner = page.frame_locator("iframe")
        expect(inner.locator(f'[data-question="{QUESTION.id}"]').first).to_be_visible()
        expect(inner.locator("course-quiz .cq-player")).to_be_visible()
    page.goto(f"{address}/quizzes/{BANK.name}.html")
    assert stored(page, "attempts") == mine
    assert own_answers(page) == 1
