"""`./course paper`: what it refuses, what it writes, and that it overwrites nothing."""

import os
import re
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.exams.grade import earned
from course.exams.marking import how, points, steps
from course.load.course import load_course
from course.model.bank import Question
from course.model.exam import Section
from course.model.review import without_drafts
from course.office import libreoffice, output
from course.office.paper_request import listed, read_request
from support.archives import COURSE
from support.generated_banks import questions
from support.site_build import ROOT
from support.word_reading import part

SMALL = "title: 小卷\nabout: 试一试\nminutes: 5\npassing: 1\nsections:\n  - {title: 单选题, type: single, count: 1, marks: 2}\n"
EACH = (
    SMALL.replace("小卷", "专项卷")
    .replace("type: single", "type: truefalse")
    .replace("sections", "choose_page: true\nsections")
)
REFUSED: list[tuple[list[str], list[str]]] = [
    (["x-1"], ["unknown-paper"]),
    (["--exam", "other", "1"], ["unknown-exam"]),
    (["--exam", "each", "1"], ["unknown-exam"]),
    ([], ["exam-missing"]),
    (["--exam", "small", "each-meeting-1", "1", "1"], ["paper-of-other-exam", "repeated-paper"]),
    (["--exam", "small", "--variants", "A,B", "1"], ["variant-count"]),
    (["--exam", "small", "--variants", "A,A,../x"], ["variant-repeated", "variant-name"]),
]
KINDS = ("试卷", "答题卡", "答案")


@pytest.fixture
def project(root: Path) -> Path:
    exams = root / "quizzes/exams"
    exams.mkdir()
    (exams / "small.yml").write_text(SMALL, encoding="utf-8")
    (exams / "each.yml").write_text(EACH, encoding="utf-8")
    return root


def run(project: Path, *arguments: str) -> int:
    return cli.main(["paper", "--root", str(project), "--output", str(project / "out"), *arguments])


def written(project: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((project / "out").glob("*"))}


def test_it_writes_three_files_for_each_number(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--exam", "small", "--variants", "A、B", "7,00008") == 0
    names = [f"small-{number}-{kind}.docx" for number in ("00008-B卷", "7-A卷") for kind in KINDS]
    assert sorted(written(project)) == sorted(names)
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["卷号 small-7：小卷（A 卷），满分 2 分", "卷号 small-00008：小卷（B 卷），满分 2 分"]
    assert [line.partition("：")[0] for line in said[2:]] == ["写好"] * 6
    assert "小卷（A 卷）" in part(written(project)["small-7-A卷-试卷.docx"], "word/document.xml")


def test_a_whole_number_needs_no_exam_and_no_number_gives_a_fresh_one(project: Path) -> None:
    assert run(project, "Ｅach-meeting-３") == 0
    assert run(project, "--exam", "small") == 0
    numbers = {name.removesuffix("-试卷.docx") for name in written(project) if name.endswith("-试卷.docx")}
    assert "each-meeting-3" in numbers
    (fresh,) = numbers - {"each-meeting-3"}
    assert fresh.startswith("small-")
    assert fresh.removeprefix("small-").isdigit()


def test_nothing_is_overwritten_unless_it_is_asked_for(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "small-1") == 0
    theirs = project / "out/small-1-试卷.docx"
    theirs.write_bytes(b"changed in Word")
    (project / "out/small-1-答案.docx").unlink()
    before = written(project)
    assert run(project, "small-1") == 1
    assert written(project) == before
    assert capsys.readouterr().err == (
        f"没有全部完成：这些文件已经有了，内容不同，可能有您的改动：{theirs}。什么也没有写。"
        "请换一个文件名或文件夹；确定要换掉，加上 --force\n"
    )
    assert run(project, "small-1", "--force") == 0
    assert theirs.read_bytes() != before[theirs.name]
    assert len(written(project)) == 3


def test_a_second_run_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "small-1") == 0
    before = {file: file.stat().st_mtime_ns for file in (project / "out").iterdir()}
    capsys.readouterr()
    assert run(project, "small-1") == 0
    assert {file: file.stat().st_mtime_ns for file in (project / "out").iterdir()} == before
    assert capsys.readouterr().out.count("已有，没有变化") == 3


@pytest.mark.parametrize(("arguments", "rules"), REFUSED)
def test_what_is_not_certain_is_refused_with_all_that_is_wrong(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], rules: list[str]
) -> None:
    assert run(project, *arguments) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.rpartition("[")[2].removesuffix("]") for line in said] == rules
    assert not (project / "out").exists()


ALL_REFUSED = {"empty-paper", *(rule for _, rules in REFUSED for rule in rules)}


def test_the_handbook_explains_every_refusal_and_no_other() -> None:
    text = (ROOT / "handbook/paper.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)) == ALL_REFUSED
    source = (ROOT / "scripts/course/office/paper_request.py").read_text(encoding="utf-8")
    assert set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"[,)\n]', source)) == ALL_REFUSED


def test_a_course_with_errors_gives_no_paper(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "quizzes/extra.yml").write_text("title: 补充\n", encoding="utf-8")
    assert run(project, "small-1") == 1
    said = capsys.readouterr()
    assert "[missing-field]" in said.out
    assert said.err == "课程有错误，没有生成试卷。请先改好上面的错误。\n"
    assert not (project / "out").exists()


def test_without_libreoffice_the_word_files_are_there_and_the_way_out_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project))
    monkeypatch.setattr(libreoffice, "_MAC", project / "none")
    assert run(project, "small-1", "--pdf") == 1
    assert len(written(project)) == 3
    (said,) = capsys.readouterr().err.splitlines()
    assert "sudo apt install libreoffice-writer-nogui" in said


def test_a_pdf_is_made_where_its_word_file_is_new_and_only_there(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def converted(_: str, file: Path) -> bytes:
        made.append(file.name)
        return str(len(made)).encode()

    monkeypatch.setattr(output, "find_office", lambda: "soffice")
    monkeypatch.setattr(output, "pdf_of", converted)
    assert run(project, "small-1", "--pdf") == 0
    assert made == [f"small-1-{kind}.docx" for kind in KINDS]
    assert run(project, "small-1", "--pdf") == 0
    assert len(made) == 3
    (project / "out/small-1-答案.docx").unlink()
    before = written(project)
    # The PDF that is there may be of another key.
    assert run(project, "small-1", "--pdf") == 1
    assert written(project) == before
    assert run(project, "small-1", "--pdf", "--force") == 0
    assert made[3:] == ["small-1-答案.docx"]
    # As after a run that died between the two.
    os.utime(project / "out/small-1-试卷.pdf", (0, 0))
    assert run(project, "small-1", "--pdf") == 1
    assert run(project, "small-1", "--pdf", "--force") == 0
    assert made[4:] == ["small-1-试卷.docx"]


def test_a_pdf_that_stays_beside_a_newer_word_file_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "small-1") == 0
    key, pdf = project / "out/small-1-答案.docx", project / "out/small-1-答案.pdf"
    key.write_bytes(b"another key")
    pdf.write_bytes(b"of the other key")
    capsys.readouterr()
    assert run(project, "small-1", "--force") == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "PDF" in line]
    assert told == [f"旁边的 PDF 是旧的：{pdf}，请加 --pdf 重做，或删去它"]


def test_a_file_that_is_open_elsewhere_is_told(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(source: str, target: Path) -> None:
        raise PermissionError(13, "Access is denied", source, None, str(target))

    monkeypatch.setattr(os, "replace", locked)
    assert run(project, "small-1") == 1
    assert "small-1-试卷.docx：没有权限，或者它正被别的程序打开" in capsys.readouterr().err
    assert written(project) == {}


def test_drafts_are_left_out_as_in_a_release_unless_they_are_asked_for(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = project / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("  - id: meeting-01\n", "  - id: meeting-01\n    status: draft\n"), encoding="utf-8")
    assert run(project, "small-1") == 1
    assert capsys.readouterr().err.endswith("请先把它们写好，或者审核草稿 [empty-paper]\n")
    small = project / "quizzes/exams/small.yml"
    small.write_text(f"{SMALL}  - {{title: 填空题, type: blank, count: 1, marks: 1}}\n", encoding="utf-8")
    assert run(project, "small-1") == 0
    assert capsys.readouterr().out.splitlines()[:3] == [
        "卷号 small-1：小卷，满分 1 分",
        "提醒：单选题要 1 题，题库里能同卷的只有 0 题，满分也相应减少",
        "提醒：题库里有 1 道草稿没有用，发布时也不带。要试着用上，选草稿也放进去（--drafts）",
    ]
    released = part(written(project)["small-1-试卷.docx"], "word/footer1.xml")
    assert without_drafts(load_course(project)[0]).version in released
    assert run(project, "small-1", "--drafts", "--force") == 0
    assert capsys.readouterr().out.startswith("卷号 small-1：小卷，满分 3 分\n写好：")


def test_a_libreoffice_that_makes_nothing_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lame = project / "bin/soffice"
    lame.parent.mkdir()
    lame.write_text("#!/bin/sh\necho broken >&2\n", encoding="utf-8")
    lame.chmod(0o755)
    with pytest.raises(libreoffice.OfficeError, match=r"没有把 a.docx 变成 PDF.*它说：broken"):
        libreoffice.pdf_of(str(lame), project / "a.docx")
    assert capsys.readouterr().err == ""


def test_fresh_numbers_are_all_different() -> None:
    chances = iter([5, 5, 5, 6])
    asked, problems = read_request(COURSE, "newcomer", (), ("A", "B"), lambda: next(chances))
    assert problems == ()
    assert [one.name.number for one in asked] == ["newcomer-00005", "newcomer-00006"]
    many, _ = read_request(COURSE, "newcomer", (), tuple("ABCDEFGH"), count().__next__)
    assert len({one.name.number for one in many}) == 8


@pytest.mark.parametrize("text", ["A,B", "A，B", "A、B", " A  B ", "A；B,"])
def test_a_list_is_read_as_people_type_it(text: str) -> None:
    assert listed(text) == ("A", "B")


@given(questions(), st.integers(1, 100))
def test_what_a_part_of_an_answer_earns_ends_with_the_full_marks(question: Question, marks: int) -> None:
    section = Section.model_validate(
        {"title": "题", "type": question.type, "count": 1, "marks": marks, "partly": "share"}
    )
    assert how(section).endswith("。")
    if said := steps(question, section):
        assert said.endswith(f" {points(2 * marks)} 分")


@pytest.mark.parametrize("marks", [1, 2, 3, 5])
def test_what_is_said_of_parts_is_what_grading_gives(marks: int) -> None:
    section = Section.model_validate({"title": "题", "type": "order", "count": 1, "marks": marks, "partly": "share"})
    order = next(one for _, one in COURSE.questions() if one.type == "order" and len(one.items) == 4)
    halves = [earned(order, answer, marks, "share") for answer in ((0, 2, 3, 1), (0, 1, 3, 2), (0, 1, 2, 3))]
    said = [halves[0], halves[1], None, halves[2]]
    parts = steps(order, section).removeprefix("答对 ").split("，")
    for place, value in enumerate(said):
        if value is not None:
            assert parts[place] == f"{place + 1} 个位置 {points(value)} 分"


@pytest.mark.parametrize("line", [(), ("--exam", "small"), ("small-1",)])
def test_a_course_without_exams_says_what_to_write(
    line: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, *line) == 1
    said = capsys.readouterr().err
    assert "这门课还没有组卷方案。请在 quizzes/exams 里写一个" in said
    assert said.count("\n") == 1
