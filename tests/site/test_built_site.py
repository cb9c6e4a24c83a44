"""What both engines build: the same pages, every link and anchor whole, nothing fetched from elsewhere."""

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import yaml

from course.load.course import load_course
from course.load.markdown import EXTENSIONS
from course.model import inline
from course.model.bank import Question
from support.links import broken_links, hrefs
from support.site_build import ARCHIVES, ROOT, Site

FETCHING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
BOOKLET = "course course-booklet"
NOT_FETCHED = {"canonical", "next", "prev", "edit", "alternate"}


def questions() -> list[Question]:
    return [question for _, question in load_course(ARCHIVES)[0].questions()]


def texts(value: object) -> Iterator[str]:
    """Yield every text in a dumped question."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def test_both_engines_build_the_same_pages(sites: dict[str, Site]) -> None:
    assert set(sites["mkdocs"].pages) == set(sites["zensical"].pages)


def test_both_engines_show_the_same_content(sites: dict[str, Site]) -> None:
    for path in sites["mkdocs"].pages:
        first, second = (article_words(sites[engine].pages[path]) for engine in ("mkdocs", "zensical"))
        assert first == second, path


def article_words(page: Element) -> list[str]:
    """Return the words of the page's own content, without the theme's marks after headings."""
    article = next(page.iter("article"))
    return "".join(shown(article)).replace("¶", "").split()


def shown(element: Element) -> Iterator[str]:
    """Yield the texts of an element, comments left out; html5lib has a function for their tag."""
    if isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from shown(child)
            yield child.tail or ""


def test_every_link_leads_to_a_page_and_a_place(site: Site) -> None:
    assert broken_links(site) == []


def test_every_page_is_reached_from_the_home_page(site: Site) -> None:
    seen, todo = {"index.html"}, ["index.html"]
    while todo:
        path = todo.pop()
        for target in hrefs(site.pages[path]):
            parts = urlsplit(target)
            if parts.scheme or not parts.path:
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            if name in site.pages and name not in seen:
                seen.add(name)
                todo.append(name)
    assert set(site.pages) - seen == {"404.html"}


def test_ids_are_unique_on_every_page(site: Site) -> None:
    repeated = {
        path: names
        for path, page in site.pages.items()
        if (names := [name for name, count in Counter(e.get("id") for e in page.iter()).items() if name and count > 1])
    }
    assert repeated == {}


def test_our_html_is_well_formed(sites: dict[str, Site]) -> None:
    docs = sites["mkdocs"].folder.parent / "docs"
    for file in sorted(file for name in ("quizzes", "duties", "reports") for file in (docs / name).rglob("*.md")):
        block = file.read_text(encoding="utf-8").split("---\n", 2)[2]
        html5lib.HTMLParser(strict=True).parseFragment(block)
    for file in sorted((sites["mkdocs"].folder.parent / "generated").rglob("*.md")):
        for block in re.findall(r"^<div.*?^</div>$", file.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            html5lib.HTMLParser(strict=True).parseFragment(block)


def test_every_head_waits_for_what_the_reader_chose(site: Site) -> None:
    """A script that came later, or deferred, would change the letters under the reader's eyes."""
    for path, page in site.pages.items():
        scripts = [one for one in next(page.iter("head")).iter("script") if "head.js" in one.get("src", "")]
        assert [("async" in one.attrib, "defer" in one.attrib) for one in scripts] == [(False, False)], path


def test_no_page_fetches_from_another_host(site: Site) -> None:
    foreign = [
        f"{path}: {address}"
        for path, page in site.pages.items()
        for element in page.iter()
        if element.tag in FETCHING and element.get("rel") not in NOT_FETCHED
        if urlsplit(address := element.get(FETCHING[element.tag], "")).netloc
    ]
    styles = [
        f"{file.name}: {address}"
        for file in site.folder.rglob("*.css")
        for address in re.findall(r"url\(['\"]?(https?:[^)]*)", file.read_text(encoding="utf-8"))
    ]
    assert foreign + styles == []


def test_no_stem_key_or_explanation_is_in_the_search_index(site: Site) -> None:
    index = squeezed(site.search)
    # A study page, or the source beside it, may say what an option says; what only banks say must not be found.
    written = squeezed("".join(file.read_text(encoding="utf-8") for file in hand_written()))
    own = [text for question in questions() for text in map(squeezed, texts(question.model_dump())) if len(text) > 8]
    secret = [text for text in own if text not in written]
    assert len(secret) > 500
    assert [text for text in secret if text in index] == []


def hand_written() -> list[Path]:
    paths = [page.position.path for page in load_course(ARCHIVES)[0].pages]
    pages = [ARCHIVES / path if (ARCHIVES / path).is_file() else ROOT / path for path in paths]
    return [*pages, ARCHIVES / "source.txt"]


def squeezed(text: str) -> str:
    return re.sub(r"[\s*`\[\]]", "", inline.plain(text))


def test_study_pages_are_in_the_search_index(site: Site) -> None:
    course, _ = load_course(ARCHIVES)
    assert [title for title in (study.title for study in course.study) if title not in site.search] == []


def test_every_question_stands_readable_on_its_page_without_scripts(site: Site) -> None:
    course, _ = load_course(ARCHIVES)
    for bank in course.banks:
        page = site.pages[f"quizzes/{bank.name}.html"]
        items = {element.get("id"): element for element in page.iter("li") if "course-item" in element.get("class", "")}
        assert list(items) == [question.id for question in bank.questions]
        for question in bank.questions:
            folded = items[question.id].find("details")
            assert folded is not None
            assert squeezed(question.explanation) in squeezed("".join(folded.itertext()))


def test_each_requirement_offers_a_self_check_of_three_if_it_has_as_many(site: Site) -> None:
    course, _ = load_course(ARCHIVES)
    for study in course.study:
        page = site.pages[f"study/{study.name}.html"]
        checks = [element.get("data-questions", "").split() for element in page.iter("course-self-check")]
        asked = [{point.id for point in requirement.points} for requirement in study.requirements]
        types = [[one.type for one in questions() if points & set(one.points)] for points in asked]
        available = [[kind for kind in one if kind not in {"case", "short", "scenario"}] or one for one in types]
        assert [len(names) for names in checks] == [min(3, len(one)) for one in available]


def test_the_loader_reads_markdown_with_the_same_extensions_as_the_engines() -> None:
    settings = yaml.safe_load((ROOT / "theme/engine.yml").read_text(encoding="utf-8"))
    names = {name if isinstance(name, str) else next(iter(name)) for name in settings["markdown_extensions"]}
    assert names == set(EXTENSIONS)


def test_nothing_that_names_a_placeholder_reaches_a_page(site: Site) -> None:
    for path, page in site.pages.items():
        assert "XX" not in "".join(next(page.iter("article")).itertext()), path


def test_the_home_page_leads_to_every_study_page_and_the_list_to_every_quiz(site: Site) -> None:
    course, _ = load_course(ARCHIVES)
    home, quizzes = (
        {target.split("#")[0] for target in hrefs(next(site.pages[path].iter("article")))}
        for path in ("index.html", "quizzes/index.html")
    )
    assert {f"study/{study.name}.html" for study in course.study} <= home
    assert {f"{bank.name}.html" for bank in course.banks} <= quizzes


def test_generated_pages_name_no_path_of_the_machine_that_built_them(site: Site) -> None:
    for file in site.folder.rglob("*.html"):
        assert str(Path.home()) + "/" not in file.read_text(encoding="utf-8")


def test_the_booklet_holds_every_point_once_and_leads_nowhere_else(site: Site) -> None:
    course, _ = load_course(ARCHIVES)
    booklet = next(element for element in site.pages["booklet.html"].iter() if element.get("class") == BOOKLET)
    names = Counter(element.get("id") for element in booklet.iter())
    for study in course.study:
        for requirement in study.requirements:
            for name in (requirement.id, *(point.id for point in requirement.points)):
                assert names[f"booklet-study-{study.name}-{name}"] == 1
    assert [target for target in hrefs(booklet) if not target.startswith("#booklet-")] == []
    assert [name for name in names if name and not name.startswith("booklet-")] == []


def test_the_booklet_holds_no_explanation_and_does_not_double_the_search(site: Site) -> None:
    text = squeezed("".join(next(site.pages["booklet.html"].iter("article")).itertext()))
    assert [question.id for question in questions() if squeezed(question.explanation) in text] == []
    assert "booklet-study-" not in site.search
    assert "#booklet-" not in site.search
