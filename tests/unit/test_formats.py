"""Diagnostics as text, JSON and GitHub annotations."""

import json

from hypothesis import given
from hypothesis import strategies as st

from course.text.diagnostics import Diagnostic, Position, errors, format_github, format_json, format_text

WARNING = Diagnostic(Position("docs/a,b:c.md", 3, 7), "百分之 100%\n第二行", "term-unlinked", "warning")
ERROR = Diagnostic(Position("quizzes/a.yml", 1, 1), "要改", "missing-id")


def test_text_has_one_line_for_each_diagnostic_and_marks_warnings() -> None:
    assert list(format_text([ERROR, WARNING])) == [
        "quizzes/a.yml:1:1: 要改 [missing-id]",
        "docs/a,b:c.md:3:7: 提醒：百分之 100% 第二行 [term-unlinked]",
    ]


def test_json_has_an_object_for_each_diagnostic() -> None:
    assert json.loads("".join(format_json([ERROR, WARNING]))) == [
        {"path": "quizzes/a.yml", "line": 1, "column": 1, "severity": "error", "rule": "missing-id", "message": "要改"},
        {
            "path": "docs/a,b:c.md",
            "line": 3,
            "column": 7,
            "severity": "warning",
            "rule": "term-unlinked",
            "message": "百分之 100%\n第二行",
        },
    ]
    assert list(format_json([])) == ["[]"]


def test_github_gets_an_annotation_for_each_diagnostic() -> None:
    assert list(format_github([ERROR, WARNING])) == [
        "::error file=quizzes/a.yml,line=1,col=1,title=missing-id::要改",
        "::warning file=docs/a%2Cb%3Ac.md,line=3,col=7,title=term-unlinked::百分之 100%25%0A第二行",
    ]


@given(st.text(), st.text(min_size=1))
def test_no_message_breaks_out_of_its_line(message: str, path: str) -> None:
    diagnostic = Diagnostic(Position("a.yml"), message, "rule")
    assert [len(line.splitlines()) for line in format_text([diagnostic])] == [1]
    assert ["\n" in line or "\r" in line for line in format_github([diagnostic])] == [False]
    (line,) = format_github([Diagnostic(Position(path), "x", "rule")])
    written = line.removeprefix("::error file=").removesuffix(",line=1,col=1,title=rule::x")
    assert not {":", ",", "\n", "\r"} & set(written)
    assert (
        written.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
        == path
    )


def test_only_errors_stop_a_build() -> None:
    assert errors([ERROR, WARNING]) == [ERROR]


def test_diagnostics_are_sorted_by_place() -> None:
    places = [Position("b", 1, 1), Position("a", 10, 1), Position("a", 2, 3), Position("a", 2, 1)]
    assert sorted(places) == [places[3], places[2], places[1], places[0]]
