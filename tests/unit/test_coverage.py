"""What is asked, and how often."""

from pathlib import Path

import pytest

from course.coverage.counts import coverage
from course.load.course import load_course
from course.load.markdown import masked


def test_coverage_counts_what_the_questions_of_the_sample_ask(root: Path) -> None:
    course, found = load_course(root)
    assert found == []
    counts = coverage(course)
    assert counts.types == {
        "single": 1, "multiple": 1, "truefalse": 2, "blank": 1, "order": 1, "match": 1, "case": 1, "short": 1,
    }  # fmt: skip
    assert counts.levels == {1: 2, 2: 4, 3: 3}
    assert counts.kinds["r1-1-2-a"] == {("order", 2), ("match", 2), ("case", 3)}
    assert counts.first == {"r1-1-1-a": 5, "r1-1-1-b": 2, "r1-1-2-a": 1, "r2-1-1-a": 1}
    assert counts.terms == frozenset()
    assert counts.asks == {None: 9}
    assert counts.decided == frozenset()


def test_a_term_is_asked_under_any_of_its_names(root: Path) -> None:
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("difficulty: 1", "terms: [３会１训, 没有这个词]\n    difficulty: 1", 1), encoding="utf-8"
    )
    assert coverage(load_course(root)[0]).terms == {"term-san-hui-yi-xun"}


def test_duties_follow_the_points_and_leave_findings_out(root: Path) -> None:
    page = root / "docs/study/meeting.md"
    text = page.read_text(encoding="utf-8")
    text = text.replace("{ #r1-1-1-a }", '{ #r1-1-1-a data-for="filer" }')
    page.write_text(text.replace("#r1-1-2 data", '#r1-1-2 data-kind="finding" data'), encoding="utf-8")
    course, _ = load_course(root)
    duties = {
        role: [point.id for _, _, points in course.duties(role) for point in points]
        for role in ("filer", "custodian", "reader", "deputy")
    }
    assert duties == {
        "filer": ["r1-1-1-a", "r1-1-1-b", "r2-1-1-a"],
        "custodian": ["r1-1-1-b"],
        "reader": [],
        "deputy": [],
    }


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("甲`,`乙", "甲乙"),
        ("甲 ``a`b`` 乙", "甲  乙"),
        ("甲{ #r1-1-1-a }：乙", "甲：乙"),
        ('[甲](x.md "，,")乙', "[甲乙"),
        ('甲<br class="a">乙', "甲乙"),
        ("甲<!-- a\nb -->乙", "甲\n乙"),
        ("```yaml\nXX: 1\n```\n乙", "\n\n\n乙"),
        ('!!! note "提示"\n乙', "\n乙"),
        ('---\ntitle: "甲"\n---\n乙', "---\ntitle: 甲\n---\n乙"),
    ],
)  # fmt: skip
def test_masking_hides_markup_and_keeps_every_place(written: str, left: str) -> None:
    hidden = masked(written)
    assert hidden.replace("\ufffc", "") == left
    assert len(hidden) == len(written)
    assert [i for i, c in enumerate(hidden) if c == "\n"] == [i for i, c in enumerate(written) if c == "\n"]


OUTLINE = """\
id: shili-kecheng
title: 示例课程
outline:
  - label: 一
    title: 甲
    parts:
      - label: （一）
        title: 乙
        parts: [{label: '1', title: 丙}, {label: '10', title: 丁}]
  - label: 开头
    title: 戊
    parts: [{label: ·成绩1, title: 己}, {label: ·成绩10, title: 庚}]
  - {label: 十, title: 辛}
  - {label: 十一, title: 壬}
  - {label: 三, title: 癸, parts: [{label: '1', title: 子}]}
  - {label: 第一章, title: 丑, parts: [{label: 第一条, title: 寅}]}
  - {label: '3', title: 卯, parts: [{label: .2, title: 辰, parts: [{label: .1, title: 巳}]}]}
"""


@pytest.mark.parametrize(
    ("whole", "part", "inside"),
    [
        ("一", "一（一）", True),
        ("一（一）", "一（一）1", True),
        ("一（一）1", "一（一）1", True),
        ("一（一）1", "一（一）10", False),
        ("三", "三1", True),
        ("开头", "开头·成绩1", True),
        ("开头·成绩1", "开头·成绩10", False),
        ("一（一）1", "一（一）", False),
        ("二", "一（二）", False),
        ("十", "十一", False),
        ("第一章", "第一章第一条", True),
        ("3", "3.2.1", True),
        ("3.2", "3.2.1", True),
    ],
)
def test_a_place_of_the_source_lies_in_another(whole: str, part: str, root: Path, *, inside: bool) -> None:
    (root / "course.yml").write_text(OUTLINE, encoding="utf-8")
    course, _ = load_course(root)
    assert (whole in course.places_around(part)) is inside
