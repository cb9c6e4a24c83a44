"""The inline scripts that a page may have are the themes' own, as the installed versions write them."""

import json
from importlib.metadata import version

import pytest

from course.site.finished_page import check_pages
from course.site.theme_scripts import PINNED, RELEASED, read_pinned, without_way
from support.sample_course import UPDATE
from support.site_build import Site, shared_site

ENGINES = {RELEASED: "mkdocs", "zensical": "zensical"}


def scripts(site: Site) -> list[str]:
    found = [script for page in site.pages.values() for script in page.iter("script")]
    return sorted({without_way(script.text or "") for script in found if not script.attrib})


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    return {
        theme: {"version": version(theme), "scripts": scripts(shared_site(engine, tmp_path_factory))}
        for theme, engine in ENGINES.items()
    }


def test_the_pinned_scripts_are_those_of_the_installed_themes(written: dict[str, dict[str, object]]) -> None:
    if UPDATE:
        PINNED.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pinned = {name: {"version": theme.version, "scripts": list(theme.scripts)} for name, theme in read_pinned().items()}
    assert pinned == written, "look at the difference, then renew the file with UPDATE=1"


@pytest.mark.parametrize("engine", ENGINES.values())
def test_every_page_of_both_engines_passes(engine: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    check_pages(shared_site(engine, tmp_path_factory).folder)
