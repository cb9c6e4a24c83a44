"""What the course leaves unasked: counts, gaps, what blueprints find, how often papers repeat, and the workbook of it."""

import io
import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.coverage.gaps import survey
from course.coverage.matrix import matrix
from course.coverage.text import aligned, columns, papers, summary
from course.coverage.workbook import coverage_workbook
from course.exams.draw import Candidate, draw
from course.exams.overlap import repeats
from course.exams.supply import LevelFill, fillings
from course.load.course import load_course
from course.model.exam import DifficultyMix, Exam, ExamFile, Section
from course.site.coverage_page import coverage_page
from course.site.html import site_templates
from support.archives import COURSE
from support.sample_course import COURSE as SAMPLE

EXAM = """\
title: 小卷
about: 考。
minutes: 5
passing: 1
difficulty: {remember: 0, understand: 0, apply: 100}
sections:
  - {title: 一、判断题, type: truefalse, count: 2, marks: 1}
  - {title: 二、单选题, type: single, count: 1, marks: 1}
"""


def with_exam(root: Path, text: str = EXAM) -> Path:
    (root / "quizzes/exams").mkdir()
    (root / "quizzes/exams/small.yml").write_text(text, encoding="utf-8")
    return root


def test_a_question_counts_once_for_each_requirement_that_it_touches() -> None:
    course, _ = load_course(SAMPLE)
    counts = {row.requirement.id: row.counts for row in matrix(course).rows}
    assert counts["r1-1-1"] == {
        ("single", 1): 1, ("multiple", 2): 1, ("truefalse", 1): 1, ("blank", 2): 1, ("match", 2): 1, ("case", 3): 1,
        ("short", 3): 1,
    }  # fmt: skip
    assert counts["r1-1-2"] == {("order", 2): 1, ("match", 2): 1, ("case", 3): 1}
    assert counts["r2-1-1"] == {("truefalse", 3): 1}


def test_roles_are_counted_by_the_points_that_bind_them() -> None:
    course, _ = load_course(SAMPLE)
    roles = {row.role: row for row in matrix(course).roles}
    for role, row in roles.items():
        bound = {point.id for _, _, points in course.duties(role) for point in points}
        asked = [question for _, question in course.questions() if bound & set(question.points)]
        assert row.points == len(bound)
        assert +row.levels == Counter(question.level for question in asked)


def test_every_gap_of_the_sample_is_told_with_its_place(root: Path) -> None:
    course, _ = load_course(with_exam(root))
    assert [(gap.kind, gap.name, gap.lack, str(gap.position)) for gap in survey(course).gaps] == [
        ("exam", "小卷", "两份试卷的判断题平均有 100% 相同（2 道里抽 2 道）", "quizzes/exams/small.yml:7:44"),
        ("exam", "小卷", "两份试卷的单选题平均有 100% 相同（1 道里抽 1 道）", "quizzes/exams/small.yml:8:41"),
        ("exam", "小卷", "记忆题按比例要 0 道，这些题型最多抽到 2 道，最少 2 道", "quizzes/exams/small.yml:5:13"),
        ("exam", "小卷", "应用题按比例要 3 道，这些题型最多抽到 1 道，最少 1 道", "quizzes/exams/small.yml:5:13"),
        ("requirement", "会上讨论", "没有记忆题", "docs/study/meeting.md:18:11"),
        ("requirement", "如实记录", "没有记忆、理解题", "docs/study/minutes.md:8:11"),
        ("requirement", "如实记录", "只有判断题", "docs/study/minutes.md:8:11"),
        ("term", "三会一训", "没有题目", "docs/glossary.md:7:12"),
        ("term", "会议记录本", "没有题目", "docs/glossary.md:15:13"),
    ]


def test_a_requirement_and_a_point_without_a_question_are_gaps_too(root: Path) -> None:
    (root / "quizzes/minutes.yml").unlink()
    course, _ = load_course(root)
    found = [(gap.kind, gap.name, gap.lack) for gap in survey(course).gaps]
    assert ("requirement", "如实记录", "没有题目") in found
    assert ("point", "写全三样", "没有题目") in found
    assert "没有题目</text>" in coverage_page(course, site_templates())


def test_points_lack_questions_by_their_weight(root: Path) -> None:
    (root / "quizzes/minutes.yml").unlink()
    for name, weight in (("minutes", "read"), ("meeting", "must")):
        page = root / f"docs/study/{name}.md"
        text = page.read_text(encoding="utf-8")
        page.write_text(
            re.sub(r"\{ #(r[0-9-]+-[a-z]) \}", rf'{{ #\1 data-weight="{weight}" }}', text), encoding="utf-8"
        )
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("difficulty:", "kind: decide\n    difficulty:", 1), encoding="utf-8")
    found = survey(load_course(root)[0])
    assert [(gap.name, gap.lack) for gap in found.gaps if gap.kind == "point"] == [
        ("备好材料", "必须会做，没有考决定的题"),
        ("人人发言", "必须会做，没有考决定的题"),
    ]
    assert [(row.label, row.points, row.asked, row.decided) for row in found.weights] == [
        ("必须会做", 3, 3, 1), ("应当知道", 0, 0, 0), ("只读", 1, 0, 0),
    ]  # fmt: skip
    assert [(row.label, row.count) for row in found.kinds if row.count] == [("决定", 1), ("没有写明考查什么", 7)]


def test_a_point_that_is_only_to_be_read_lacks_no_question(root: Path) -> None:
    page = root / "docs/study/minutes.md"
    text = page.read_text(encoding="utf-8").replace("{ #r2-1-1-a }", '{ #r2-1-1-a data-weight="read" }')
    page.write_text(text, encoding="utf-8")
    assert "写全三样" not in {gap.name for gap in survey(load_course(root)[0]).gaps}
    (root / "quizzes/minutes.yml").unlink()
    course, _ = load_course(root)
    found = survey(course)
    assert {gap.name for gap in found.gaps}.isdisjoint({"如实记录", "写全三样"})
    assert "r2-1-1-a" not in {point.id for row in found.matrix.roles for point in (*row.bare, *row.undecided)}
    assert "　没有题目的要点         0" in summary(course, 0).splitlines()


def exam(*sections: tuple[str, int], mix: tuple[int, int, int] | None = None) -> Exam:
    shares = DifficultyMix(remember=mix[0], understand=mix[1], apply=mix[2]) if mix else None
    parts = tuple(
        Section.model_validate({"title": "大题", "type": kind, "count": count, "marks": 1}) for kind, count in sections
    )
    return Exam(title="卷", about="考。", minutes=1, passing=1, difficulty=shares, sections=parts)


def test_a_blueprint_that_asks_a_type_twice_has_less_for_the_second_time() -> None:
    course, _ = load_course(SAMPLE)
    file = ExamFile("quizzes/exams/x.yml", "x", exam(("truefalse", 1), ("truefalse", 2)), lambda *_: None)  # type: ignore[arg-type]
    (fill,) = fillings(replace(course, exams=(file,)))
    assert [(part.available, part.enough) for part in fill.sections] == [(2, True), (1, False)]
    assert fill.papers == 0
    assert papers(fill) == "题不够，组不成"


@given(
    supply=st.lists(
        st.tuples(st.sampled_from(["single", "blank"]), st.sampled_from([1, 2, 3])), min_size=2, max_size=7
    ),
    wanted=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    mix=st.sampled_from([(100, 0, 0), (40, 40, 20), (0, 50, 50)]),
)
def test_the_least_and_most_of_a_difficulty_are_those_of_all_papers(
    supply: list[tuple[str, int]], wanted: tuple[int, int], mix: tuple[int, int, int]
) -> None:
    kinds = Counter(kind for kind, _ in supply)
    sections = [
        (kind, min(count, kinds[kind])) for kind, count in zip(("single", "blank"), wanted, strict=True) if kinds[kind]
    ]
    sections = [(kind, count) for kind, count in sections if count]
    if not sections:
        return
    course, _ = load_course(SAMPLE)
    bank = course.banks[0]
    models = {question.type: question for question in bank.questions}
    questions = tuple(
        models[kind].model_copy(update={"id": f"q-{number}", "difficulty": level})  # type: ignore[index]
        for number, (kind, level) in enumerate(supply)
    )
    file = ExamFile("quizzes/exams/x.yml", "x", exam(*sections, mix=mix), lambda *_: None)  # type: ignore[arg-type]
    bank = replace(bank, questions=questions, indexes=tuple(range(len(questions))))
    (fill,) = fillings(replace(course, banks=(bank,), exams=(file,)))
    choices = [combinations([level for kind, level in supply if kind == name], count) for name, count in sections]
    drawn = [Counter(level for part in paper for level in part) for paper in product(*map(list, choices))]
    total = sum(count for _, count in sections)
    assert fill.papers == len(drawn)
    assert fill.levels == tuple(
        LevelFill(
            level,
            round(total * mix[level - 1] / 100),
            min(paper[level] for paper in drawn),
            max(paper[level] for paper in drawn),
        )
        for level in (1, 2, 3)
    )


def test_what_papers_have_in_common_is_what_comparing_each_with_each_says() -> None:
    fill = next(fill for fill in fillings(COURSE) if fill.file.name == "annual")
    measured = repeats(COURSE, fill)
    pool = [Candidate.of(question, bank.page) for bank, question in COURSE.questions()]
    drawn = [draw(pool, fill.file.exam, f"annual-{number}") for number in range(1, measured.papers + 1)]
    for place, part in enumerate(fill.sections):
        pairs = [len(set(one[place]) & set(other[place])) / part.section.count for one, other in combinations(drawn, 2)]
        assert measured.sections[place] == pytest.approx(sum(pairs) / len(pairs))
    times = Counter(name for paper in drawn for part in paper for name in part)
    assert measured.most_frequent[1] == max(times.values()) == times[measured.most_frequent[0]]
    assert measured.repeated(fill) >= fill.repeated * 0.8


def test_a_page_gives_a_paper_as_many_questions_as_its_share(root: Path) -> None:
    course, _ = load_course(with_exam(root))
    (fill,) = fillings(course)
    assert [(page.page.name, page.available, page.drawn) for page in fill.pages] == [
        ("meeting", (1, 1), (1.0, 1.0)),
        ("minutes", (1, 0), (1.0, 0.0)),
    ]
    for fill in fillings(COURSE):
        assert sum(sum(page.drawn) for page in fill.pages) == pytest.approx(
            sum(part.section.count for part in fill.sections)
        )


def test_the_page_is_the_same_on_every_day_and_names_every_gap() -> None:
    page = coverage_page(COURSE, site_templates())
    assert page == coverage_page(COURSE, site_templates())
    for gap in survey(COURSE).gaps:
        assert gap.lack in page
    assert "<script" not in page


def test_no_cell_of_the_workbook_is_a_formula_and_the_file_is_always_the_same(root: Path) -> None:
    page = root / "docs/study/minutes.md"
    page.write_text(page.read_text(encoding="utf-8").replace("## 如实记录", "## =1+1"), encoding="utf-8")
    course, _ = load_course(with_exam(root))
    found = survey(course)
    measured = {fill.title: repeats(course, fill) for fill in found.exams}
    content = coverage_workbook(found, measured)
    assert coverage_workbook(found, measured) == content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["说明", "缺口", "要求", "要点", "角色", "组卷", "难度比例", "组卷·学习页"]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    gaps = [[cell.value for cell in line] for line in book["缺口"].iter_rows(min_row=2)]
    assert [line[:4] for line in gaps] == [
        [
            {"exam": "组卷方案", "requirement": "要求", "point": "要点", "term": "术语"}[gap.kind],
            gap.name,
            gap.lack,
            gap.remedy,
        ]
        for gap in found.gaps
    ]
    heads = [cell.value for cell in book["要求"][1]]
    first = dict(zip(heads, [cell.value for cell in book["要求"][2]], strict=True))
    assert (first["单选·记忆"], first["多选·记忆"], first["合计"], first["题型"]) == (1, None, 7, 7)
    assert book["缺口"].freeze_panes == "A2"
    assert book["组卷"]["F3"].number_format == "0%"


def test_the_command_tells_gaps_and_keeps_a_workbook_that_it_does_not_overwrite(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["coverage", "--root", str(root)]) == 0
    printed = capsys.readouterr()
    assert printed.out.splitlines()[0] == "要求  会上讨论    没有记忆题        补记忆题"
    assert printed.out.splitlines()[-2:] == ["共 5 处缺口。", f"表格：{root / 'dist/coverage.xlsx'}"]
    book = root / "dist/coverage.xlsx"
    before = book.read_bytes()
    # What has not changed is not in the way.
    assert cli.main(["coverage", "--root", str(root), "--strict"]) == 1
    (root / "quizzes/exams").mkdir()
    (root / "quizzes/exams/small.yml").write_text(EXAM, encoding="utf-8")
    assert cli.main(["coverage", "--root", str(root)]) == 1
    assert "什么也没有写" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert cli.main(["coverage", "--root", str(root), "--force"]) == 0
    assert "小卷" in capsys.readouterr().out
    assert book.read_bytes() != before


def test_the_command_refuses_a_course_with_errors(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    assert cli.main(["coverage", "--root", str(root)]) == 1
    assert "没有生成表格" in capsys.readouterr().err
    assert not (root / "dist").exists()


def test_lines_of_a_table_stand_below_each_other() -> None:
    assert aligned([("甲", "a", "末"), ("ab", "乙丙", "")]) == ["甲  a     末", "ab  乙丙"]
    assert columns("乙a（") == 5
    assert aligned([]) == []


@pytest.mark.slow
def test_fifty_thousand_questions_are_surveyed_in_seconds() -> None:
    banks = tuple(
        replace(
            bank,
            name=f"{bank.name}-{number}",
            questions=tuple(
                question.model_copy(update={"id": f"{question.id}-{number}", "apart": ()})
                for question in bank.questions
            ),
        )
        for number in range(750)
        for bank in COURSE.banks
    )
    course = replace(COURSE, banks=banks)
    assert sum(1 for _ in course.questions()) > 50_000
    found = survey(course)
    measured = {fill.title: repeats(course, fill) for fill in found.exams}
    assert found.matrix.most > 100
    assert len(coverage_page(course, site_templates())) < 500_000
    assert coverage_workbook(found, measured)
