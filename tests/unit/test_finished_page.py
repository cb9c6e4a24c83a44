"""What a finished page may consist of: by a list of what must be refused, and against a parser of another kind."""

from pathlib import Path

import html5lib
import pytest

from course.errors import RefusedError
from course.release.headers import describe, script_hash
from course.site.finished_page import FinishedPages, check_pages
from course.site.theme_scripts import read_pinned, released_scripts, way_up, without_way
from support.hostile_html import acts
from support.sample_course import CASES

PAGE = "<!doctype html>\n<html lang=zh><head><title>x</title></head><body>\n<div>\n{}\n</div></body></html>\n"
PINNED = [script for theme in read_pinned().values() for script in theme.scripts]


def lines(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").splitlines()


def found(part: str) -> list[tuple[int, str]]:
    return list(FinishedPages(PINNED).faults(PAGE.format(part).encode()))


@pytest.mark.parametrize("part", lines("finished-page/refused.txt"))
def test_what_acts_is_refused(part: str) -> None:
    assert found(part) != []


@pytest.mark.parametrize("part", lines("finished-page/allowed.txt"))
def test_what_pages_are_made_of_is_let_through(part: str) -> None:
    assert found(part) == []


@pytest.mark.parametrize("payload", lines("payloads.txt"))
def test_nothing_acts_that_is_not_refused(payload: str) -> None:
    page = html5lib.parse(PAGE.format(payload), namespaceHTMLElements=False)
    assert found(payload) != [] or not list(acts(page))


def test_a_page_that_is_nested_too_deeply_to_be_read_to_its_end_is_refused() -> None:
    deep = "<div>" * 5_000 + "<iframe></iframe>" + "</div>" * 5_000
    assert [what for _, what in found(deep)] == ["套得太深的标签"]


def test_the_themes_scripts_are_let_through_as_they_are_and_no_other_way() -> None:
    for code in released_scripts(["../.."]):
        assert found(f"<script>{code}</script>") == []
        assert found(f"<script>{code};</script>") != []
        assert found(f"<svg><script>{code}</script></svg>") != []
        assert found(f"<script type=module>{code}</script>") != []


def test_the_way_to_the_root_is_left_out_of_a_script_only_where_it_is_one() -> None:
    assert without_way('__md_scope=new URL("../..",location),x') == '__md_scope=new URL("{way}",location),x'
    for code in ('__md_scope=new URL("https://host.test/",location)', 'x;__md_scope=new URL("..",location)'):
        assert without_way(code) == code
    assert [way_up(path) for path in ("index.html", "study/x.html", "a/b/c.html")] == [".", "..", "../.."]


def test_a_site_is_refused_with_page_and_line(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    (tmp_path / "index.html").write_text(PAGE.format("<p>x</p>"), encoding="utf-8")
    check_pages(tmp_path)
    (tmp_path / "study/x.html").write_text(PAGE.format('<img src="https://host.test/a.png">'), encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        check_pages(tmp_path)
    assert str(refused.value).splitlines()[1:] == ['study/x.html:4:1: <img src="https://host.test/a.png">']


def test_the_policy_allows_the_themes_scripts_whatever_the_pages_hold(tmp_path: Path) -> None:
    (tmp_path / "study").mkdir()
    for path in ("index.html", "404.html", "study/x.html"):
        (tmp_path / path).write_text(PAGE.format("<script>alert(1)</script>"), encoding="utf-8")
    policy = describe(tmp_path, base="/training/").headers["Content-Security-Policy"]
    assert script_hash("alert(1)") not in policy
    scripts = released_scripts([".", "..", "/training/"])
    assert policy.count("'sha256-") == len(scripts)
    assert all(script_hash(code) in policy for code in scripts)
