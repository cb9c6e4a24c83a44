"""Any bank that breaks no rule survives the whole way: YAML, model, pages, player data, and back."""

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import markdown
import pytest
import yaml
from hypothesis import Phase, given, settings

from course.check import inspect
from course.load.banks import read_bank
from course.model import inline
from course.model.bank import BLANK, Bank
from course.rules import writing
from course.site.html import address
from course.site.pages import render
from course.text.yaml_reader import read
from support.examples import examples
from support.generated_banks import banks, written_banks, yaml_text
from support.sample_course import sample_course

ROOT = Path(__file__).resolve().parents[2]
ELEMENTS = {
    "a", "br", "caption", "code", "course-quiz", "course-self-check", "dd", "details", "div", "dl", "dt", "h1", "h2",
    "h3", "h4", "li", "ol", "p", "section", "small", "span", "strong", "summary", "table", "tbody", "td", "th", "thead",
    "tr", "ul", "course-duties", "course-map", "course-tiles", "course-today", "input", "label", "nav",
    *(f"{{http://www.w3.org/2000/svg}}{name}" for name in ("a", "rect", "svg", "text", "use")),
}  # fmt: skip
ATTRIBUTES = {
    "class", "data-bank", "data-questions", "data-search-exclude", "href", "id", "scope", "title", "type",
    "aria-hidden", "aria-label", "checked", "colspan", "data-at", "data-go", "data-next", "data-note", "data-page", "data-path",
    "data-bank-number", "data-number", "data-step", "data-tick", "data-page-of", "data-printed-on", "disabled", "height", "hidden", "role", "tabindex", "viewBox", "width", "x", "{http://www.w3.org/1999/xlink}href", "y",
}  # fmt: skip

NAMES = {"type", "kind", "start", "go", "merit", "outcome"}
"""Fields whose values are names that a reader sees in other words, or not at all."""


@given(written_banks())
def test_a_bank_written_as_yaml_loads_back_equal(written: tuple[Bank, str]) -> None:
    bank, text = written
    loaded, found = read_bank(text, "quizzes/extra.yml")
    assert found == []
    assert (loaded.title, loaded.page, loaded.questions) == (bank.title, bank.page, bank.questions)
    assert loaded.whole


@pytest.fixture(scope="module")
def engine() -> markdown.Markdown:
    """Python-Markdown as the site's settings set it up."""
    settings = yaml.safe_load((ROOT / "theme/engine.yml").read_text(encoding="utf-8"))
    names = [item if isinstance(item, str) else next(iter(item)) for item in settings["markdown_extensions"]]
    return markdown.Markdown(extensions=[*names, "fenced_code"])


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample course whose extra bank each example writes anew."""
    return sample_course(tmp_path_factory.mktemp("shared"))


# Not shrunk: each step would load and render a whole course.
@settings(max_examples=examples(15), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(bank=banks())
def test_a_generated_course_is_whole_on_its_pages_and_in_its_data(
    bank: Bank, shared: Path, engine: markdown.Markdown
) -> None:
    text = yaml_text(bank, flow=False, width=80, unicode=True)
    (shared / "quizzes/extra.yml").write_text(text, encoding="utf-8", newline="\n")
    outcome = inspect(shared)
    # How Chinese is set, and what a blank accepts, is the writers' business; the way to the page must carry anything.
    assert {found.rule for found in outcome.diagnostics} <= {
        "unrecorded-id",
        "punctuation-only",
        "empty-debrief",
        *(rule.name for rule in writing.RULES),
    }
    files = render(outcome.course)
    check_page(bank, files["docs/quizzes/extra.md"], engine)
    check_data(bank, files["docs/quizzes/data/extra.js"])
    for path, page in files.items():
        if path.startswith("parts/"):
            own_elements(engine.reset().convert(page))
        elif path.startswith(("docs/duties/", "docs/reports/")):
            own_elements(engine.reset().convert(page.split("---\n", 2)[2]))


def check_page(bank: Bank, page: str, engine: markdown.Markdown) -> None:
    _, front, body = page.split("---\n", 2)
    document, found = read(front, "page")
    # The theme puts titles into its pages as they are.
    assert (found, document.value) == ([], {
        "title": f"自测：{escape(bank.title, quote=False)}", "bank": "extra", "search": {"exclude": True},
        "hide": ("navigation", "toc"),
    })  # fmt: skip
    tree = own_elements(engine.reset().convert(body))
    items = {item.get("id"): item for item in tree.iter("li") if item.get("id")}
    assert list(items) == [question.id for question in bank.questions]
    for question in bank.questions:
        shown = "".join(items[question.id].itertext())
        for written in visible(question.model_dump(exclude={"id", "points"})):
            assert written in shown
    links = [item.get("href", "") for item in tree.iter("a")]
    assert all(link.startswith("../") or link == "index.html" for link in links)


def own_elements(html: str) -> Element:
    """Assert that a converted page holds our own elements and attributes only, and return its tree."""
    tree: Element = html5lib.HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    assert {element.tag for element in tree.iter()} <= ELEMENTS | {"DOCUMENT_FRAGMENT"}
    assert {name for element in tree.iter() for name in element.attrib} <= ATTRIBUTES
    return tree


def visible(value: object) -> Iterator[str]:
    """Yield the texts that a reader sees of a dumped question, as a browser joins them, without their blanks."""
    if isinstance(value, str):
        text = inline.plain(value).replace("\r", "").replace("\n", "")
        yield from text.split(BLANK)
    elif isinstance(value, dict):
        for key, item in value.items():
            # Without the player, a blank's first answer stands for all of them.
            shown = [accepted[0] for accepted in item] if key == "answers" else item
            yield from () if key in NAMES else visible(shown)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from visible(item)


def check_data(bank: Bank, script: str) -> None:
    start = "(self.courseShards=self.courseShards||[]).push("
    assert script.startswith(start)
    assert script.endswith(");\n")
    assert not {"<", "\u2028", "\u2029"} & set(script)
    shard = json.loads(script.removeprefix(start).removesuffix(");\n"))
    assert (shard["title"], shard["page"]) == (bank.title, "study/meeting.html")
    assert [item["id"] for item in shard["questions"]] == [question.id for question in bank.questions]
    for item, question in zip(shard["questions"], bank.questions, strict=True):
        assert item["type"] == question.type
        assert set(item["points"]) <= set(shard["points"])
        given = list(shown_by_player(item))
        for written in player_texts(question.model_dump(exclude={"id", "points"})):
            assert written in given


def shown_by_player(value: Any) -> Iterator[str]:
    """Yield every text of the player's data, its runs joined."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        if any(is_run(item) for item in value):
            yield "".join(item if isinstance(item, str) else next(iter(item.values())) for item in value)
        for item in value:
            yield from shown_by_player(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from shown_by_player(item)


def is_run(value: object) -> bool:
    return isinstance(value, dict) and (
        set(value) in ({"strong"}, {"code"}, {"text", "href"}, {"text", "href", "title"})
    )


def player_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from inline.plain(value).split(BLANK)
    elif isinstance(value, dict):
        for key, item in value.items():
            # What is typed into a blank is compared letter by letter, markup and all.
            if key == "answers":
                yield from (text for texts in item for text in texts)
            elif key not in NAMES:
                yield from player_texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from player_texts(item)


def test_a_link_in_a_text_leads_to_the_page_as_built() -> None:
    assert address("study/meeting.md#r1-1-1") == "study/meeting.html#r1-1-1"
    assert address("study/meeting.md") == "study/meeting.html"
    assert address("assets/plan.pdf") == "assets/plan.pdf"
