"""A site holds what its pages may have: the scripts of the installed themes, and nothing that is refused."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from course.errors import RefusedError
from course.site.assemble import BUILD, assemble
from course.site.engine import build
from course.site.finished_page import check_pages
from course.site.theme_scripts import PINNED, RELEASED, read_pinned, without_way
from support.sample_course import UPDATE, sample_course
from support.site_build import Site, shared_site

ENGINES = {RELEASED: "mkdocs", "zensical": "zensical"}


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


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


def test_a_page_with_what_no_page_may_have_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    root, site = sample_course(tmp_path / "project"), tmp_path / "site"
    assert not assemble(root).failed
    build(root / BUILD, site)
    before = contents(site)
    page = root / BUILD / "docs/study/minutes.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n<iframe src='https://host.test/'></iframe>\n", encoding="utf-8"
    )
    with pytest.raises(RefusedError) as refused:
        build(root / BUILD, site)
    lines = str(refused.value).splitlines()[1:]
    assert [line.partition(":")[0] for line in lines] == ["study/minutes.html", "study/minutes.html"]
    assert [line.partition(":1: ")[2] for line in lines] == ["<iframe>", '<iframe src="https://host.test/">']
    assert contents(site) == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["project", "site"]
