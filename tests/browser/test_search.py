"""Searching, in the theme's own box: what is asked for comes first, and everything that stands on a page is found."""

import gzip
import random
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, Route, expect

from support.held_requests import HeldRequests
from support.searching import ANSWERED, FORGET
from support.site_build import ROOT, Site
from support.waiting import painted

CASES = yaml.safe_load((ROOT / "tests/cases/search.yml").read_text(encoding="utf-8"))
KB = 1024
MARKUP = "<img src=x onerror=document.title=1>"
THEME_CAME = "() => window.component$ !== undefined"
# Asks as the theme does, by its messages to the worker.
ASK = """async queries => {
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search);
  const answers = [];
  for (const query of queries) {
    answers.push(await new Promise(resolve => {
      worker.addEventListener("message", ({data}) => resolve(data.data.items.flat().map(one => one.location)),
        {once: true});
      worker.postMessage({type: 2, data: query});
    }));
  }
  return answers;
}"""


def search(page: Page, query: str) -> None:
    # As if it were pasted with the mouse: no key goes up, for which the theme waits.
    page.locator(".md-search__input").fill(query)


def best(page: Page) -> str:
    """The address of the section that comes first, below the site's root."""
    links = page.locator(".md-search-result__item").first.locator("> .md-search-result__link")
    # Above the section stands the page that it belongs to.
    href = links.nth(min(1, links.count() - 1)).get_attribute("href") or ""
    return re.sub(r"\?h=[^#]*", "", href)


@pytest.mark.parametrize("place", ["server", pytest.param("folder", marks=pytest.mark.slow)])
def test_every_query_brings_its_section_first(page: Page, site: Site, address: str, place: str) -> None:
    root = address if place == "server" else site.folder.as_uri()
    page.goto(f"{root}/study/filing.html")
    missed = []
    for case in CASES:
        search(page, case["query"])
        expected = f"{root}/{case['first']}"
        try:
            page.locator(ANSWERED).first.wait_for()
            found = best(page)
        except Exception as reason:  # noqa: BLE001 -- whatever it is, the other queries are asked too
            found = str(reason).splitlines()[0]
        page.evaluate(FORGET)
        if found != expected:
            missed.append((case["query"], expected, found))
    assert len(CASES) >= 80
    assert missed == []


def test_what_was_searched_instead_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    note = page.locator(".cq-search-note")
    search(page, "移缴清单")
    expect(note).to_have_text("没有“移缴清单”，按“移交清单”找到这些。")
    search(page, "移交清单")
    expect(note).to_be_empty()
    search(page, f"移缴清单{MARKUP}")
    expect(note).not_to_be_empty()
    expect(page.locator("img[src=x]")).to_have_count(0)


def test_where_nothing_is_found_terms_are_offered(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    search(page, "天文望远镜清销册毁")
    term = page.get_by_role("button", name="销毁清册", exact=True)
    expect(page.locator(".cq-search-note")).to_contain_text("也许是要找：")
    term.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_have_value("销毁清册")
    expect(page.locator(".md-search-result__item").first).to_contain_text("销毁清册")
    expect(page.locator(".cq-search-note")).to_be_empty()


def test_where_no_term_is_like_it_there_is_advice(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    search(page, "zzzz")
    expect(page.locator(".cq-search-note")).to_have_text("换个说法，或者只写最要紧的两三个字。")


def blocks(element: Element) -> Iterator[str]:
    """The runs of text of a page that a reader sees as one, less what is kept out of the search."""
    if "data-search-exclude" in element.attrib or element.tag in {"script", "style", "template", "svg", "button"}:
        return
    if element.get("class") == "headerlink":
        return
    inner = [text for child in element for text in blocks(child)]
    if any(child.tag in BLOCKS for child in element.iter() if child is not element):
        yield from inner
        return
    yield " ".join("".join(element.itertext()).replace("¶", "").split())


BLOCKS = {
    "p",
    "li",
    "ul",
    "ol",
    "div",
    "section",
    "table",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "details",
    "course-checklist",
}


def test_every_substring_of_the_pages_is_found(page: Page, site: Site, address: str) -> None:
    chance = random.Random(20261125)  # noqa: S311 -- the same samples every time
    asked = []
    for path, tree in site.pages.items():
        if not path.startswith(("study/", "duties/", "glossary")):
            continue
        article = next(element for element in tree.iter("article"))
        lines = [line for line in blocks(article) if len(re.sub(r"\W", "", line)) > 1]
        for _ in range(60):
            line = chance.choice(lines)
            length = chance.randint(2, 9)
            start = chance.randint(0, max(0, len(line) - length))
            query = line[start : start + length].strip()
            if len(re.sub(r"\W", "", query)) > 1:
                asked.append((query, path))
    page.goto(f"{address}/index.html")
    page.wait_for_function(THEME_CAME)
    answers = page.evaluate(ASK, [query for query, _ in asked])
    missed = [
        (query, path)
        for (query, path), found in zip(asked, answers, strict=True)
        if path not in {location.split("#")[0] for location in found}
    ]
    assert len(asked) > 500
    assert missed == []


# Asks for one thing and, before anything was answered, for another; gives the addresses in every answer that comes.
ASK_AND_ASK_AGAIN = """async ([first, second]) => {
  const worker = new Worker(JSON.parse(document.getElementById("__config").textContent).search);
  const answers = [];
  worker.addEventListener("message", ({data}) => answers.push(data.data.items.flat().map(one => one.location)));
  worker.postMessage({type: 2, data: first});
  window.asked = answers;
  window.askAgain = () => worker.postMessage({type: 2, data: second});
}"""


def test_an_answer_that_waits_is_dropped_when_something_else_is_asked(page: Page, address: str) -> None:
    page.clock.install(time=0)
    page.goto(f"{address}/index.html")
    page.wait_for_function(THEME_CAME)
    page.clock.pause_at(3_600_000)
    with page.expect_response("**/search/staff*.js"):
        page.evaluate(ASK_AND_ASK_AGAIN, ["热敏纸", "移交清单"])
    page.wait_for_function("() => courseSearch.length === 2", polling=50)
    page.evaluate("askAgain()")
    page.clock.run_for(1000)
    answers = page.evaluate("window.asked")
    page.evaluate(ASK_AND_ASK_AGAIN, ["移交清单", ""])
    page.clock.run_for(1000)
    (expected,) = page.evaluate("window.asked")
    assert answers == [expected]


def test_the_keyboard_leads_to_the_place_and_the_page_marks_it(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("/")
    page.keyboard.type("什么时候交")
    page.keyboard.press("End")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("什么时候交")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/study/filing.html?h=*#r3-11")
    expect(page.locator("#r3-11 mark")).to_have_text("什么时候交")


def test_the_focus_stays_among_the_results_when_more_is_found(page: Page, address: str) -> None:
    staff = HeldRequests(page, "**/search/staff*.js")
    page.goto(f"{address}/index.html")
    page.keyboard.press("/")
    # On pages for staff there is more of it.
    page.keyboard.type("自测")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("自测")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.href")
    assert chosen
    staff.release()
    page.wait_for_function("() => courseSearch.length === 2")
    painted(page)
    assert page.evaluate("document.activeElement.href") == chosen
    page.keyboard.press("Enter")
    page.wait_for_url(chosen)


@pytest.mark.parametrize("query", ["檔號", "\u200b档\u200b号", "档\u00ad号\u202e"], ids=ascii)
def test_what_looks_like_a_word_of_the_page_is_found(page: Page, address: str, query: str) -> None:
    page.goto(f"{address}/index.html")
    search(page, "档号")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("档号")
    expected = best(page)
    page.reload()
    search(page, query)
    expect(page.locator(".md-search-result__item mark").first).to_have_text("档号")
    assert best(page) == expected


def test_a_copied_folder_can_be_searched(page: Page, site: Site) -> None:
    page.goto((site.folder / "study/filing.html").as_uri())
    search(page, "小组")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("小组")
    assert best(page) == (site.folder / "glossary.html").as_uri() + "#term-jian-ding-xiao-zu"


def test_an_address_can_carry_a_query(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q=小组")
    expect(page.locator(".md-search-result__item mark").first).to_have_text("小组")


def test_typing_is_offered_the_rest_of_a_term(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.wait_for_function(THEME_CAME)
    page.locator(".md-search__input").click()
    page.keyboard.type("移交")
    page.keyboard.press("End")
    expect(page.locator(".md-search__suggest")).to_have_text("移交清单")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".md-search__input")).to_have_value("移交清单")


def test_markup_is_searched_for_as_text(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html?q={MARKUP} 小组")
    # The theme searches for what the address says as soon as it comes.
    page.wait_for_function(THEME_CAME)
    for query in ("小组", MARKUP, f"{MARKUP} 小组"):
        page.evaluate(FORGET)
        search(page, query)
        page.locator(ANSWERED).first.wait_for()
        assert page.locator(".md-search img").count() == 0
    assert page.title() != "1"


def test_a_missing_index_is_said(context: BrowserContext, address: str) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    context.route("**/search/course.js", refuse)
    tab = context.new_page()
    tab.goto(f"{address}/index.html")
    search(tab, "小组")
    expect(tab.locator(".md-search-result__meta")).to_contain_text("没有打开")


def test_pages_for_staff_are_found_and_can_be_missing(context: BrowserContext, address: str) -> None:
    tab = context.new_page()
    tab.goto(f"{address}/index.html")
    search(tab, "写术语")
    expect(tab.locator(".md-search-result__item mark").first).to_have_text("写术语")
    context.route("**/search/staff.js", lambda route: route.abort())
    tab.reload()
    search(tab, "小组")
    expect(tab.locator(".md-search-result__item mark").first).to_have_text("小组")


def test_the_index_is_small_and_loaded_by_those_who_search(page: Page, site: Site, address: str) -> None:
    assert len(gzip.compress((site.folder / "search/course.js").read_bytes(), 9)) <= 60 * KB
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/study/filing.html")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/search/course.js" in url] == []
