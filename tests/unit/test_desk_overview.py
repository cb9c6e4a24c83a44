"""概况 at the desk: what a course has, what keeps it out of releases, and the way on from there."""

from pathlib import Path

import pytest

from support.desks import DeskClient
from support.sample_course import sample_course


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


@pytest.fixture
def bare(root: Path) -> Path:
    """A course whose banks have no questions yet."""
    for name in ("meeting", "minutes"):
        bank = root / f"quizzes/{name}.yml"
        bank.write_text(bank.read_text(encoding="utf-8").split("questions:")[0] + "questions:\n", encoding="utf-8")
    (root / "quizzes/ids.yml").write_text("questions:\nrequirements:\nwithdrawn: []\n", encoding="utf-8")
    return root


def test_what_keeps_pages_out_of_releases_is_in_view(bare: Path) -> None:
    page = DeskClient(bare).get("/").partition("<details>")[0]
    assert "还不能发布的 2 处" in page
    assert "学习页“开好科室会议”未完成，发布时不放进去" in page


@pytest.mark.parametrize("path", ["/", "/reviews/"])
def test_without_questions_the_ways_to_get_some_are_shown(bare: Path, path: str) -> None:
    page = DeskClient(bare).get(path).partition("<h1>")[2]
    assert 'href="/imports/"' in page
    assert 'href="/questions/new"' in page


def test_a_bank_leads_to_its_questions_and_to_the_unfinished_ones(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    bank.write_text(
        f"{bank.read_text(encoding='utf-8')}  - type: short\n    stem: 还没有写完的题。\n    reference: [写完]\n",
        encoding="utf-8",
    )
    page = DeskClient(root).get("/")
    assert 'href="/questions/?bank=minutes">' in page
    assert 'href="/questions/?bank=minutes&amp;state=unfinished">1<' in page


def test_the_unit_is_named_with_the_way_to_its_data(root: Path) -> None:
    desk = DeskClient(root)
    assert '还没有写本单位的名称。 <a class="button" href="/unit/">填写' in desk.get("/")
    (root / "local").mkdir(exist_ok=True)
    (root / "local/unit.yml").write_text("name: 某某局\n", encoding="utf-8")
    assert '某某局 <a class="button" href="/unit/">改' in desk.get("/")


def test_nothing_is_said_of_terms_where_the_course_leaves_none_to_the_unit(root: Path) -> None:
    assert "由本单位规定的术语" in DeskClient(root).get("/")
    glossary = root / "docs/glossary.md"
    text = glossary.read_text(encoding="utf-8")
    glossary.write_text(text.replace("依据：本单位文件", "依据：《会议办法》"), encoding="utf-8")
    assert "由本单位规定的术语" not in DeskClient(root).get("/")
