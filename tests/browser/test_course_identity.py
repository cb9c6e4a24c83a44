"""Every page says which course it is of, and a copy for trying things out says so to everybody."""

from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Browser

from course.load.course import load_identity
from support.once_per_run import once_per_run
from support.site_build import ARCHIVES, Site, built, copy_project

HOSTILE = "档案\"><script>alert('1')</script>&amp;"
BAND = "试用：这里是试用的副本，记录和正式的站点分开。"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a copy whose course has a title that would break out of an attribute."""
    return Site("mkdocs", once_per_run(tmp_path_factory, "copy", build_copy) / "site")


def build_copy(project: Path) -> None:
    copy_project(project)
    file = project / "course.yml"
    lines = file.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("title: "))
    quoted = HOSTILE.replace("'", "''")
    lines[at] = f"title: '{quoted}'"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (project / "local").mkdir(exist_ok=True)
    (project / "local/unit.yml").write_text("copy: 试用\n", encoding="utf-8")
    built("mkdocs", project)


def told(page: Element) -> dict[str, str]:
    metas = {meta.get("name", ""): meta.get("content", "") for meta in page.iterfind("head/meta")}
    return {name: content for name, content in metas.items() if name.startswith("course-")}


def bands(page: Element) -> list[str]:
    return ["".join(found.itertext()) for found in page.iter("p") if found.get("class") == "course-copy"]


def test_every_page_says_which_course_it_is_of(site: Site) -> None:
    identity = load_identity(ARCHIVES)
    assert identity
    expected = {"course-id": identity.id, "course-title": identity.title}
    for path, page in site.pages.items():
        assert told(page) == expected, path
        assert bands(page) == [], path


def test_every_page_of_a_copy_says_so_to_the_player_and_to_people(copy: Site) -> None:
    assert "404.html" in copy.pages
    expected = {"course-id": "dangan-guanli", "course-title": HOSTILE, "course-copy": "试用"}
    for path, page in copy.pages.items():
        assert told(page) == expected, path
        assert bands(page) == [BAND], path


def test_the_course_is_known_before_the_first_script_runs(copy: Site) -> None:
    for path, page in copy.pages.items():
        names = [meta.get("name") or meta.get("src") or "" for meta in page.iterfind("head/*")]
        own = next(at for at, name in enumerate(names) if name.endswith("player/head.js"))
        assert names.index("course-copy") < own, path


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_band_shows_covers_nothing_and_stays_off_paper(
    copy: Site, browser: Browser, scheme: Literal["light", "dark"], *, scripts: bool
) -> None:
    for path in ("index.html", "quizzes/filing.html", "practice/exam.html"):
        page = browser.new_page(
            viewport={"width": 360, "height": 640}, color_scheme=scheme, java_script_enabled=scripts
        )
        page.goto((copy.folder / path).as_uri())
        band, header = (page.locator(name).bounding_box() for name in (".md-banner", ".md-header"))
        assert band, path
        assert header, path
        assert band["y"] == 0, path
        assert band["y"] + band["height"] <= header["y"], path
        page.emulate_media(media="print")
        assert not page.locator(".course-copy").is_visible(), path
        page.close()
