"""Unfinished pages, questions and exams: seen while serving, with a mark, and in nothing that leaves the house."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.coverage.counts import coverage
from course.errors import RefusedError
from course.model.course import Course
from course.model.released import Supply, released, supply
from course.release.drafts import ready
from course.site.assemble import BUILD, assemble
from course.site.pages import render
from support.sample_course import CASES

DAY = date(2026, 11, 26)
MARK = "<strong>未完成</strong>"
EXAM = "title: 卷\nabout: 考。\nminutes: 5\npassing: 1\nchoose_page: true\nsections:\n  - {title: 一、判断题, type: truefalse, count: 1, marks: 1}\n"


STUB = "会上要有录音。"
QUESTION = f"  - type: truefalse\n    stem: {STUB}\n    answer: true\n"


@pytest.fixture
def unfinished(root: Path) -> Path:
    """A sample course with one unfinished page, whose ids are recorded and which alone uses a term."""
    (root / "quizzes/minutes.yml").unlink()
    page = root / "docs/study/minutes.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n事先[交底]。\n", encoding="utf-8")
    with (root / "docs/glossary.md").open("a", encoding="utf-8") as glossary:
        glossary.write("\n### 交底 { #term-jiao-di }\n\n先说清楚。\n\n- 出处：二\n- 依据：本单位文件\n")
    ids = root / "quizzes/ids.yml"
    ids.write_text(
        "".join(line for line in ids.read_text(encoding="utf-8").splitlines(keepends=True) if "  minutes-" not in line),
        encoding="utf-8",
    )
    return root


@pytest.fixture
def stub(root: Path) -> Path:
    """The sample course with a bank of one finished and one unfinished question."""
    finished = (
        QUESTION.replace(STUB, "会上要有签到。")
        + "    points: [r1-1-1-a]\n    difficulty: 1\n    explanation: 有据可查。\n"
    )
    return write_bank(root, finished + QUESTION)


def write_bank(root: Path, questions: str) -> Path:
    """Add a bank to a course, number its questions and record them."""
    (root / "quizzes/extra.yml").write_text(
        f"title: 补充题\npage: study/meeting.md\nquestions:\n{questions}", encoding="utf-8"
    )
    assert cli.main(["ids", "--root", str(root)]) in {0, 1}
    return root


def write_exam(root: Path, text: str) -> None:
    """Add a blueprint to a course."""
    (root / "quizzes/exams").mkdir(exist_ok=True)
    (root / "quizzes/exams/each.yml").write_text(text, encoding="utf-8")


def index_of(root: Path) -> str:
    """Return what the player knows of all questions of a course that is built as for serving."""
    assemble(root)
    return (root / BUILD / "docs/quizzes/data/index.js").read_text(encoding="utf-8")


@pytest.fixture
def new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A course that was just made from a speech."""
    folder, source = tmp_path / "new", CASES / "new/speech.txt"
    assert cli.main(["new", str(folder), "--from", str(source), "--id", "xin-ke", "--yes"]) == 0
    capsys.readouterr()
    return folder


def test_an_unfinished_page_is_advice_and_has_a_mark(unfinished: Path) -> None:
    outcome = assemble(unfinished)
    assert [(found.position.path, found.rule, found.severity) for found in outcome.diagnostics] == [
        ("docs/study/minutes.md", "unfinished-page", "warning")
    ]
    pages = unfinished / BUILD / "docs/study"
    assert MARK in (pages / "minutes.md").read_text(encoding="utf-8")
    # There is nothing yet that the player could load.
    assert "course-self-check" not in (pages / "minutes.md").read_text(encoding="utf-8")
    assert MARK not in (pages / "meeting.md").read_text(encoding="utf-8")


def test_a_release_holds_neither_the_page_nor_its_ids_nor_its_terms(unfinished: Path) -> None:
    outcome = assemble(unfinished, drafts=False)
    assert outcome.diagnostics == ()
    course = outcome.course
    assert [study.name for study in course.study] == ["meeting"]
    assert list(course.roles) == ["custodian", "filer", "reader"]
    assert "term-jiao-di" not in {term.id for term in course.terms}
    assert [name for name, _ in course.ids.register if name.startswith("r2-")] == []
    written = {file.name for file in (unfinished / BUILD / "docs/study").iterdir()}
    assert written == {"meeting.md"}
    assert ready(unfinished, DAY, "leave-out").report[0] == "没有题目、没有放进发布包的学习页：“管好会议记录”"
    with pytest.raises(RefusedError, match="未完成的学习页：“管好会议记录”"):
        ready(unfinished, DAY, "fail")


def test_roles_and_sections_that_come_later_stop_no_unfinished_page(new: Path) -> None:
    head = new / "course.yml"
    text = head.read_text(encoding="utf-8").replace("page: {sections: []}", "page: {sections: [常见差错]}")
    head.write_text(text.replace("outline:", "roles:\n  - {id: filer, label: 档案员}\noutline:", 1), encoding="utf-8")
    outcome = assemble(new)
    pages = [found for found in outcome.diagnostics if found.rule == "unfinished-page"]
    assert {found.rule for found in outcome.diagnostics} == {"unfinished-page", "unfinished-exam"}
    assert {found.severity for found in outcome.diagnostics} == {"warning"}
    assert all("项要求没有写 data-for；“常见差错”一节" in found.message for found in pages)
    assert cli.main(["ids", "--root", str(new)]) == 0


def test_a_finished_page_without_roles_is_an_error(unfinished: Path) -> None:
    for name in ("meeting", "minutes"):
        page = unfinished / f"docs/study/{name}.md"
        page.write_text(re.sub(' data-for="[^"]+"', "", page.read_text(encoding="utf-8")), encoding="utf-8")
    found = {(one.position.path, one.rule) for one in inspect(unfinished).diagnostics if one.severity == "error"}
    assert found == {("docs/study/meeting.md", "requirement-without-role")}


def test_ids_are_recorded_when_they_are_finished_and_can_go_before(
    new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = new / "quizzes/ids.yml"
    assert "r1-1" not in ids.read_text(encoding="utf-8")
    for path in ("docs/study/part-1.md", "quizzes/part-1.yml"):
        (new / path).unlink()
    page = new / "docs/study/part-2.md"
    page.write_text(page.read_text(encoding="utf-8").replace("#r2-1", "#r2-7"), encoding="utf-8")
    assert {found.rule for found in inspect(new).diagnostics} == {"unfinished-page", "unfinished-exam"}
    finish(new, "part-2")
    rules = {found.rule for found in inspect(new).diagnostics if found.severity == "error"}
    assert rules == {"missing-id", "unrecorded-id"}
    assert cli.main(["ids", "--root", str(new)]) == 0
    recorded = inspect(new).course.ids
    assert {question.id for question in recorded.questions} == {"part-2-001", "part-2-002"}
    assert {name.split("-")[0] for name, _ in recorded.register} == {"r2"}
    capsys.readouterr()
    page.write_text(page.read_text(encoding="utf-8").replace("#r2-7", "#r2-1"), encoding="utf-8")
    assert "vanished-id" in {found.rule for found in inspect(new).diagnostics}


def finish(root: Path, name: str) -> None:
    """Write two questions into an empty bank, so that they leave no gap on its page."""
    study = next(study for study in inspect(root).course.study if study.name == name)
    points = [point.id for requirement in study.requirements for point in requirement.points]
    with (root / f"quizzes/{name}.yml").open("a", encoding="utf-8") as bank:
        for number, chosen in enumerate((points[:12], points[12:] or points[:1]), 1):
            bank.write(
                QUESTION.replace(STUB, f"第 {number} 件事要做好。")
                + f"    points: [{', '.join(chosen)}]\n    difficulty: 3\n    explanation: 原文这样要求。\n"
            )


def test_a_bank_of_a_page_that_is_gone_is_to_go_too(new: Path) -> None:
    (new / "docs/study/part-1.md").unlink()
    (found,) = [one for one in inspect(new).diagnostics if one.severity == "error"]
    assert (found.position.path, found.rule) == ("quizzes/part-1.yml", "bank-page")
    assert "这个题库也删去" in found.message


def test_an_empty_bank_is_shown_nowhere_and_takes_questions_of_a_file(
    new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert assemble(new).failed is False
    built = {file.name for file in (new / BUILD / "docs/quizzes").iterdir()}
    assert built == {"index.md", "data"}
    assert "自测（" not in (new / BUILD / "docs/index.md").read_text(encoding="utf-8")
    assert "这一页还没有题目" in (new / BUILD / "docs/study/part-1.md").read_text(encoding="utf-8")
    point = next(point for _, point in inspect(new).course.points())
    file = tmp_path / "题.txt"
    file.write_text(f"一、判断题\n1. 要做好。（√）\n要点：{point.label}\n难度：1\n解析：是。\n", encoding="utf-8")
    assert cli.main(["import", str(file), "--root", str(new), "--bank", "part-1", "--yes"]) == 0
    assert cli.main(["approve", "part-2", "--by", "张三", "--root", str(new)]) == 1
    assert "还没有题，不用审核" in capsys.readouterr().err
    written = (new / "quizzes/part-1.yml").read_text(encoding="utf-8")
    assert "questions:\n  - id: part-1-001\n" in written
    assert [question.points for question in inspect(new).course.written_questions()] == [(point.id,)]


def test_a_course_of_unfinished_pages_is_not_released(new: Path) -> None:
    assert {found.severity for found in inspect(new).diagnostics} == {"warning"}
    with pytest.raises(RefusedError, match="没有可以发布的内容"):
        ready(new, DAY, "leave-out")


def test_the_booklet_leaves_unfinished_pages_out(unfinished: Path) -> None:
    text = render(inspect(unfinished).course)["parts/booklet.md"]
    assert "booklet-study-meeting" in text
    assert "booklet-study-minutes" not in text


def test_an_exam_on_a_page_of_choice_needs_no_questions_of_unfinished_pages(unfinished: Path) -> None:
    (unfinished / "quizzes/exams").mkdir()
    (unfinished / "quizzes/exams/each.yml").write_text(EXAM, encoding="utf-8")
    assert [found.rule for found in inspect(unfinished).diagnostics] == ["unfinished-page"]


def test_a_check_counts_once_what_the_exams_can_take(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_exam(root, EXAM)
    counted: list[bool] = []

    def count(course: Course, *, ready: bool = False) -> Supply:
        counted.append(ready)
        return supply(course, ready=ready)

    monkeypatch.setattr("course.model.released.supply", count)
    assert inspect(root).diagnostics == ()
    assert sorted(counted) == [False, True]


def test_a_bank_that_cannot_be_read_makes_no_page_unfinished(root: Path) -> None:
    (root / "quizzes/minutes.yml").write_text("title: [\n", encoding="utf-8")
    assert inspect(root).course.unfinished == frozenset()


def test_an_unfinished_question_is_advice_and_has_a_mark(stub: Path) -> None:
    outcome = assemble(stub)
    assert [(found.position.path, found.rule, found.severity) for found in outcome.diagnostics] == [
        ("quizzes/extra.yml", "unfinished-question", "warning")
    ]
    quizzes = stub / BUILD / "docs/quizzes"
    assert "<strong>未完成，还没有写要点、难度、解析</strong>" in (quizzes / "extra.md").read_text(encoding="utf-8")
    assert "共 2 题，其中 1 题<strong>未完成</strong>" in (quizzes / "extra.md").read_text(encoding="utf-8")
    assert '{"strong":"未完成，还没有写要点、难度、解析"}' in (quizzes / "data/extra.js").read_text(encoding="utf-8")
    listed = (quizzes / "index.md").read_text(encoding="utf-8")
    assert "判断\N{NO-BREAK SPACE}1、未完成\N{NO-BREAK SPACE}1" in listed
    assert '<span class="course-tile-number">1 题</span>' in listed


def test_an_unfinished_question_is_counted_nowhere(stub: Path) -> None:
    index = index_of(stub)
    assert "extra-001" in index
    assert "extra-002" not in index
    course = inspect(stub).course
    assert course.version == inspect(stub, drafts=False).course.version
    assert coverage(course).types.total() == sum(1 for _ in course.written_questions()) - 1


def test_a_release_leaves_an_unfinished_question_out_and_says_so(stub: Path) -> None:
    outcome = assemble(stub, drafts=False)
    assert outcome.diagnostics == ()
    files = [file for file in (stub / BUILD / "docs").rglob("*") if file.suffix in {".md", ".js"}]
    assert [file for file in files if STUB in file.read_text(encoding="utf-8")] == []
    assert "extra-002" not in {known.id for known in outcome.course.ids.questions}
    assert ready(stub, DAY, "leave-out").report == ("没有写完、没有放进发布包的题：extra-002",)
    with pytest.raises(RefusedError, match="还有未完成的题：extra-002"):
        ready(stub, DAY, "fail")


@pytest.mark.parametrize("drafts", [(), ("--drafts",)])
def test_no_export_and_no_paper_holds_an_unfinished_question(
    stub: Path, drafts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--root", str(stub), "--output"]
    assert cli.main(["export", "gift", *arguments, str(stub / "out.txt"), *drafts]) == 0
    assert "不带：未完成，缺要点、难度或解析" in capsys.readouterr().out
    assert "要有签到" in (stub / "out.txt").read_text(encoding="utf-8")
    assert STUB not in (stub / "out.txt").read_text(encoding="utf-8")
    assert "extra-002" in (stub / "out.txt.notes.txt").read_text(encoding="utf-8")
    write_exam(stub, EXAM.replace("choose_page: true\n", "").replace("count: 1", "count: 3"))
    assert cli.main(["paper", "each-1", *arguments, str(stub / "papers"), *drafts]) == 0
    assert "提醒：题库里有 1 道未完成的题没有用" in capsys.readouterr().out
    drawn = (stub / "papers/each-1-试卷.docx").read_bytes()
    with zipfile.ZipFile(BytesIO(drawn)) as packed:
        text = packed.read("word/document.xml").decode()
    assert "要有签到" in text
    assert STUB not in text


def test_an_excel_table_leaves_an_unfinished_question_out_and_keeps_the_places_of_the_others(
    stub: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = stub / "extra.xlsx"
    assert cli.main(["export", "excel", "--root", str(stub), "--output", str(table)]) == 0
    assert "不带：未完成的题 1 道" in capsys.readouterr().out
    before = (stub / "quizzes/extra.yml").read_bytes()
    assert cli.main(["import", str(table), "--root", str(stub), "--withdraw", "--yes"]) == 0
    assert (stub / "quizzes/extra.yml").read_bytes() == before


def test_an_unfinished_question_can_be_reviewed(stub: Path) -> None:
    assert cli.main(["approve", "extra", "--by", "张三", "--questions", "extra-002", "--root", str(stub)]) == 0
    assert [found.rule for found in inspect(stub).diagnostics] == ["unfinished-question"]
    assert "extra-002" not in {question.id for _, question in released(inspect(stub).course).questions()}


def test_the_first_unfinished_question_of_a_new_course_leaves_its_page_unfinished(
    new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = inspect(new).course.study[0]
    bank = new / f"quizzes/{study.name}.yml"
    bank.write_text(f"title: 题\npage: {study.page.path}\nquestions:\n{QUESTION}", encoding="utf-8")
    assert cli.main(["ids", "--root", str(new)]) == 0
    assert cli.main(["check", "--root", str(new)]) == 0
    printed = capsys.readouterr()
    assert "还没有写要点、难度、解析" in printed.out + printed.err
    assemble(new)
    page = (new / BUILD / f"docs/study/{study.name}.md").read_text(encoding="utf-8")
    assert f"{MARK}这一页的题目还没有写完" in page
    assert STUB in (new / BUILD / f"docs/quizzes/{study.name}.md").read_text(encoding="utf-8")
    with pytest.raises(RefusedError, match=f"(?s)没有可以发布的内容.*没有写完、没有放进发布包的题：{study.name}-001"):
        ready(new, DAY, "leave-out")


def test_a_page_whose_only_question_is_unfinished_is_released_no_more(root: Path) -> None:
    bank = root / "quizzes/minutes.yml"
    bank.write_text(
        bank.read_text(encoding="utf-8").replace(", explanation: 议题、发言、决定都要写。", ""), encoding="utf-8"
    )
    assert [found.rule for found in inspect(root).diagnostics] == ["unfinished-page", "unfinished-question"]
    outcome = assemble(root, drafts=False)
    assert outcome.diagnostics == ()
    assert [study.name for study in outcome.course.study] == ["meeting"]
    assert [bank.name for bank in outcome.course.banks] == ["meeting"]


def test_a_page_that_is_only_to_be_read_needs_a_finished_question_too(root: Path) -> None:
    page, bank = root / "docs/study/minutes.md", root / "quizzes/minutes.yml"
    text = page.read_text(encoding="utf-8").replace("{ #r2-1-1-a }", '{ #r2-1-1-a data-weight="read" }')
    page.write_text(text, encoding="utf-8")
    bank.write_text(
        bank.read_text(encoding="utf-8").replace(", explanation: 议题、发言、决定都要写。", ""), encoding="utf-8"
    )
    assert "unfinished-page" in {found.rule for found in inspect(root).diagnostics}
    assert [study.name for study in inspect(root, drafts=False).course.study] == ["meeting"]


def test_a_finished_page_with_a_gap_is_still_an_error(stub: Path) -> None:
    (stub / "quizzes/minutes.yml").write_text(
        (stub / "quizzes/minutes.yml").read_text(encoding="utf-8").replace("difficulty: 3", "difficulty: 2"),
        encoding="utf-8",
    )
    assert "requirement-without-application" in {found.rule for found in inspect(stub).diagnostics}


@pytest.mark.parametrize("missing", ["    answer: true\n", "    stem: 会上要有签到。\n"])
def test_a_question_that_cannot_be_put_or_marked_is_an_error(root: Path, missing: str) -> None:
    write_bank(
        root, QUESTION.replace("type:", "id: extra-1\n    type:").replace(STUB, "会上要有签到。").replace(missing, "")
    )
    assert [found.rule for found in inspect(root).diagnostics] == ["missing-field"]


def test_an_exam_that_waits_for_a_page_has_a_mark_and_is_not_released(unfinished: Path) -> None:
    write_exam(unfinished, EXAM.replace("choose_page: true", "pages: [study/minutes.md]"))
    found = inspect(unfinished).diagnostics
    assert [(one.rule, one.severity) for one in found] == [
        ("unfinished-page", "warning"),
        ("unfinished-exam", "warning"),
    ]
    assert '"title":"卷（未完成）"' in index_of(unfinished)
    assert inspect(unfinished, drafts=False).course.exams == ()
    assert "题不够、没有放进发布包的组卷方案：“卷”" in ready(unfinished, DAY, "leave-out").report


def test_an_exam_on_an_unfinished_page_and_others_is_released_with_the_others(unfinished: Path) -> None:
    write_exam(unfinished, EXAM.replace("choose_page: true", "pages: [study/minutes.md, study/meeting.md]"))
    assert [found.rule for found in inspect(unfinished).diagnostics] == ["unfinished-page"]
    outcome = inspect(unfinished, drafts=False)
    assert outcome.diagnostics == ()
    assert [file.exam.pages for file in outcome.course.exams] == [("study/meeting.md",)]


def test_an_exam_for_which_nothing_is_being_written_is_an_error(root: Path) -> None:
    write_exam(root, EXAM.replace("count: 1", "count: 9"))
    assert [found.rule for found in inspect(root).diagnostics] == ["exam-short"]


def test_a_course_without_banks_says_so_when_it_is_exported(new: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for bank in (new / "quizzes").glob("part-*.yml"):
        bank.unlink()
    assert cli.main(["export", "excel", "--root", str(new)]) == 1
    assert capsys.readouterr().err == "课程里还没有题库，没有可以导出的题目。\n"


def test_a_course_without_questions_has_nothing_for_other_platforms(
    new: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["export", "gift", "--root", str(new)]) == 1
    assert capsys.readouterr().err == "没有导出：没有可以导出的题：还没有题，或者都是草稿、还没有写完\n"
