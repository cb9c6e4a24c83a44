"""A quite different course, rules for keeping archives, is as whole as the shipped one: nothing of that shines through."""

import sys

import pytest

from course.check import inspect
from course.load.course import load_course
from support.links import broken_links
from support.site_build import ARCHIVES, ROOT, Site, run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("archives") / "site"
    done = run([sys.executable, "-m", "course.cli", "build", "--root", str(ARCHIVES), "--output", str(folder)], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return Site("mkdocs", folder)


def test_it_has_no_errors() -> None:
    outcome = inspect(ARCHIVES)
    assert [str(found.position) for found in outcome.diagnostics if found.severity == "error"] == []


def test_every_page_says_which_course_it_belongs_to(built: Site) -> None:
    for path, page in built.pages.items():
        metas = {meta.get("name"): meta.get("content") for meta in page.iter("meta")}
        assert metas["course-id"] == "dangan-guanli", path


def test_its_roles_places_and_sections_are_its_own(built: Site) -> None:
    course, _ = load_course(ARCHIVES)
    assert {path for path in built.pages if path.startswith("duties/")} == {
        "duties/index.html", *(f"duties/{role}.html" for role in course.roles)
    }  # fmt: skip
    for study in course.study:
        text = "".join(next(built.pages[f"study/{study.name}.html"].iter("article")).itertext())
        assert all(title in text for title in course.sections)
    home = "".join(next(built.pages["index.html"].iter("article")).itertext())
    assert all(label in home for label in course.roles.values())
    assert "第一章" in home


def test_its_source_stands_with_the_requirements_that_come_from_it(built: Site) -> None:
    course, _ = load_course(ARCHIVES)
    for study in course.study:
        page = built.pages[f"study/{study.name}.html"]
        blocks = [block for block in page.iter("details") if block.get("class") == "course-originals"]
        assert [[(line.get("value"), line.text) for line in block.iter("li")] for block in blocks] == [
            [(str(one.number), one.text) for one in course.sentences_of(requirement)]
            for requirement in study.requirements
        ]
    found = (built.folder / "search/course.js").read_text(encoding="utf-8")
    for sentence in course.sentences:
        assert found.count(" ".join(sentence.text.split())) == int(sentence.needs_point), sentence.text


def test_nothing_of_the_shipped_course_is_on_its_site(built: Site) -> None:
    shipped, _ = load_course(ROOT)
    words = (
        {study.title for study in shipped.study} | set(shipped.roles.values()) | {term.name for term in shipped.terms}
    )
    words |= {shipped.title, shipped.group.name, shipped.group.head, shipped.source.name}
    course, _ = load_course(ARCHIVES)
    own = "".join(page.body for page in course.pages if page.position.path.startswith("docs/"))
    foreign = {word for word in words if len(word) > 2 and word not in own}
    assert len(foreign) > 10
    for path, page in built.pages.items():
        text = "".join(page.itertext())
        assert [word for word in foreign if word in text] == [], path
    scripts = sorted((built.folder / "assets/player").glob("*.js"))
    assert len(scripts) > 10
    for script in scripts:
        content = script.read_text(encoding="utf-8")
        assert [word for word in foreign if word in content] == [], script.name
        assert "@{" not in content, script.name


def test_every_link_leads_somewhere(built: Site) -> None:
    assert broken_links(built) == []
