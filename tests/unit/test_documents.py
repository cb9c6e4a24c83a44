"""Documents as people cite them, and the register that says what became of each."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.check import inspect
from course.environment import today
from course.load.course import load_course
from course.model.documents import Listed, PublicDocument, Register, basis_citations, citations
from course.site.assemble import assemble
from course.site.documents import documents_page
from course.site.html import site_templates
from support.sample_course import COURSE as SAMPLE


def read(text: str) -> list[tuple[str, int | None]]:
    return [(one.name, one.year) for one in citations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("照《江城档案馆章程》（2022年）第五章办", [("江城档案馆章程", 2022)]),
        ("《科室工作条例（试行）》（2018年）", [("科室工作条例（试行）", 2018)]),
        ("“《关于甲的意见》”（2018年）", [("关于甲的意见", 2018)]),
        ("《甲》（2018年修订）和《乙》", [("甲", 2018), ("乙", None)]),
        ("《[馆章]》", [("馆章", None)]),
        ("《甲》（试行）（2018年）", [("甲", None)]),
        ("《》《甲", []),
        ("《甲\n乙》", []),
    ],
)
def test_citations_are_found_as_people_write_them(text: str, found: list[tuple[str, int | None]]) -> None:
    assert read(text) == found


def test_a_report_without_a_title_is_cited_by_its_name_only_as_a_basis() -> None:
    assert read("馆的十九次报告（2017年）") == []
    assert [(one.name, one.year) for one in basis_citations("馆的十九次报告（2017年）第三部分")] == [
        ("馆的十九次报告", 2017)
    ]
    assert list(basis_citations("本单位文件")) == []


@given(title=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=30), edition=st.integers(1921, 2100))
def test_what_is_registered_is_found_by_its_own_citation(title: str, edition: int) -> None:
    document = PublicDocument(title=title, issuer="某机关", edition=edition)
    register = Register((Listed(document, lambda *_: None),))  # type: ignore[arg-type]
    assert [register.find(one) for one in citations(f"见{document.shown}。")] == [document]


def test_an_edition_is_found_by_any_of_its_names(root: Path) -> None:
    register = load_course(root)[0].documents
    for basis in ("《馆章》（2022年）", "江城档案馆章程（2022年）", "《江城档案馆章程》（2022年）第一条"):
        (cited,) = basis_citations(basis)
        found = register.find(cited)
        assert found is not None
        assert found.title == "江城档案馆章程"
    (cited,) = basis_citations("《馆章》（2017年）")
    assert register.find(cited) is None
    assert [one.edition for one in register.editions("馆章")] == [2022]


def test_the_day_is_told_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    assert today() == date(2025, 11, 24)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs((today() - date.today()).days) <= 1  # noqa: DTZ011 -- the clock is what is asked for


def test_what_is_overdue_is_a_warning_and_what_is_written_is_the_same_on_every_day(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = date(2026, 1, 1), date(2030, 1, 1)
    assert assemble(root, day=early).diagnostics == ()
    outcome = assemble(root, day=late)
    assert {found.rule for found in outcome.diagnostics} == {"overdue-review"}
    assert {found.severity for found in outcome.diagnostics} == {"warning"}
    assert (outcome.written.changed, outcome.written.removed) == ((), ())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert cli.main(["check", "--root", str(root)]) == 0
    assert "[overdue-review]" in capsys.readouterr().out


def test_a_course_without_a_register_is_told_what_to_register(root: Path) -> None:
    (root / "documents.yml").unlink()
    assert [(found.position.path, found.rule) for found in inspect(root).diagnostics] == [
        ("docs/glossary.md", "unknown-document")
    ]


def test_a_register_that_cannot_be_read_hides_no_other_problem_and_invents_none(root: Path) -> None:
    (root / "documents.yml").write_text("documents: [\n", encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["yaml-syntax"]


def test_the_page_of_the_register_says_what_rests_on_a_document(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    text = bank.read_text(encoding="utf-8").replace("points: [r2-1-1-a]", "points: [r2-1-1-a], terms: [三会一训]")
    bank.write_text(text, encoding="utf-8")
    meeting = root / "quizzes/meeting.yml"
    text = meeting.read_text(encoding="utf-8")
    meeting.write_text(
        text.replace("difficulty: 1\n", "difficulty: 1\n    basis: [《馆章》（2022年）第三十一条]\n", 1),
        encoding="utf-8",
    )
    outcome = inspect(root)
    assert outcome.diagnostics == ()
    rows = documents_page(outcome.course, site_templates()).split("<tr>")[2:]
    assert [row.count("1 道题") for row in rows] == [1, 1]
    assert 'href="../glossary.html#term-san-hui-yi-xun"' in rows[0]
    assert documents_page(load_course(SAMPLE)[0], site_templates()).count("道题") == 0


def test_the_page_of_the_register_says_when_and_by_what_a_document_was_checked(root: Path) -> None:
    register = root / "documents.yml"
    text = register.read_text(encoding="utf-8")
    register.write_text(
        text.replace("    review_by:", "    checked_on: 2026-01-01\n    checked_by: 某网站\n    review_by:", 1),
        encoding="utf-8",
    )
    outcome = inspect(root)
    assert outcome.diagnostics == ()
    rows = documents_page(outcome.course, site_templates()).split("<tr>")[2:]
    assert [("2026-01-01核对：某网站" in row) for row in rows] == [True, False]
