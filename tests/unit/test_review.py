"""Reviews: written into a bank without touching anything else, and void as soon as the answers change."""

import re
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import cli
from course.check import inspect
from course.edit.approve import approve
from course.edit.ids import ids_file
from course.edit.review import Review, with_review
from course.errors import RefusedError
from course.load.banks import read_bank
from course.load.course import load_course
from course.model.bank import Bank
from course.model.review import drafts, standing, without_drafts
from course.release.drafts import ready
from course.site.assemble import assemble
from course.text.diagnostics import format_text
from support.examples import examples
from support.generated_banks import banks, yaml_text

BY = Review("approved", "张三", "2026-11-26")
DAY = date(2026, 11, 26)
HEAD = "title: 补充题\npage: study/meeting.md\n"
FIELDS = "type: truefalse\n    points: [r1-1-1-a] # 要点\n    difficulty: 1\n    stem: 要有记录。\n    answer: true\n    explanation: 要有。\n"
QUESTION = f"  - id: extra-1 # 一题\n    {FIELDS}"
VERSION = "5c9bcddbbb2e"
SAID = 'status: approved\nreviewer: "张三"\nreviewed_on: 2026-11-26\n'
IN_BRACES = "{id: extra-1, type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}"
SAID_IN_BRACES = SAID.replace("\n", ", ")
SEEN = f'answer_versions: {{  # 审核时各题的答案版本，由 ./course approve 写，不用手改\n  extra-1: "{VERSION}",\n}}'


def write(root: Path, text: str) -> Path:
    bank = root / "quizzes/extra.yml"
    bank.write_bytes(text.encode())
    course, _ = load_course(root)
    (root / "quizzes/ids.yml").write_text(ids_file(course), encoding="utf-8")
    return bank


STYLES = {
    "plain": (f"{HEAD}questions:\n{QUESTION}", f"{HEAD}{SAID}questions:\n{QUESTION}{SEEN}\n"),
    "no line end at the end": (
        f"{HEAD}questions:\n{QUESTION}".rstrip("\n"),
        f"{HEAD}{SAID}questions:\n{QUESTION}{SEEN}\n",
    ),
    "questions first": (
        f"questions:\n{QUESTION}# 名称\n{HEAD}",
        f"{SAID}questions:\n{QUESTION}# 名称\n{HEAD}{SEEN}\n",
    ),
    "reviewed before": (
        f"status: draft # 还没写完\nreviewer: 李四\n{HEAD}answer_versions: {{extra-9: '{VERSION}'}} # 旧\nquestions:\n{QUESTION}",
        f'status: approved # 还没写完\nreviewer: "张三"\n{HEAD}{SEEN} # 旧\nreviewed_on: 2026-11-26\nquestions:\n{QUESTION}',
    ),
    "braces": (
        f"{{title: 补充题, page: study/meeting.md, questions: [{IN_BRACES}]}}\n",
        f"{{{SEEN}, title: 补充题, page: study/meeting.md, {SAID_IN_BRACES}questions: [{IN_BRACES}]}}\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("style", STYLES)
def test_a_review_of_a_bank_is_written_in_and_every_other_byte_stays(
    style: str, mark: str, line_end: str, root: Path
) -> None:
    before, after = (mark + text.replace("\n", line_end) for text in STYLES[style])
    bank = write(root, before)
    done = approve(root, "extra", BY)
    assert (done.obstacles, done.refusal, done.covered) == ((), "", ("extra-1",))
    assert bank.read_bytes().decode() == after
    assert inspect(root).diagnostics == ()


def test_a_review_of_one_question_is_written_at_that_question(root: Path) -> None:
    bank = write(
        root, f"{HEAD}questions:\n{QUESTION}{QUESTION.replace('extra-1', 'extra-2').replace('要有记', '要有笔')}"
    )
    assert approve(root, "quizzes/extra.yml", Review("reviewed", '李"四', "2026-11-27"), ("extra-1",)).covered == (
        "extra-1",
    )
    said = (
        f'status: reviewed\n    reviewer: "李\\"四"\n    reviewed_on: 2026-11-27\n    answer_version: "{VERSION}"\n    '
    )
    one, other = bank.read_text(encoding="utf-8").split("  - id: extra-2")
    assert one == f"{HEAD}questions:\n{QUESTION.replace('points', said + 'points')}"
    assert "status" not in other
    # One of the whole bank leaves it alone, and says so.
    assert approve(root, "extra", BY).kept == ("extra-1",)
    course, _ = load_course(root)
    found = {
        question.id: standing(bank, question).reviewer for bank, question in course.questions() if bank.name == "extra"
    }
    assert found == {"extra-1": '李"四', "extra-2": "张三"}


@settings(max_examples=examples(15))
@given(bank=banks(), flow=st.sampled_from([True, False, None]), width=st.sampled_from([20, 80]))
def test_whatever_a_bank_looks_like_its_questions_stay_and_are_approved(
    *, bank: Bank, flow: bool | None, width: int
) -> None:
    text = yaml_text(bank, flow=flow, width=width, unicode=True)
    read, _ = read_bank(text, "quizzes/extra.yml")
    for names in (None, frozenset(question.id or "" for question in bank.questions)):
        again, found = read_bank(with_review(text, read, BY, names), "quizzes/extra.yml")
        assert found == []
        assert {standing(again, question).status for question in again.questions} == {"approved"}
        empty = {"status": None, "reviewer": None, "reviewed_on": None, "answer_version": None}
        assert [question.model_copy(update=empty) for question in again.questions] == list(read.questions)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (("answer: true", "answer: false"), "draft"),
        (("要有记录", "要有笔录"), "draft"),
        (("explanation: 要有。", "explanation: 每次都要有。"), "approved"),
        (("difficulty: 1", "difficulty: 2"), "approved"),
    ],
)
def test_an_approval_holds_for_the_answers_that_were_looked_at(
    change: tuple[str, str], status: str, root: Path
) -> None:
    bank = write(root, f"{HEAD}questions:\n{QUESTION}")
    approve(root, "extra", BY)
    bank.write_text(bank.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    outcome = inspect(root)
    assert {standing(one, question).status for one, question in outcome.course.questions() if one.name == "extra"} == {
        status
    }
    assert [found.rule for found in outcome.diagnostics] == ["changed-since-review"] * (status == "draft")
    again = approve(root, "extra", BY)
    assert again.changed == (("extra-1",) if status == "draft" else ())
    assert inspect(root).diagnostics == ()


def test_a_bank_without_a_status_is_as_it_always_was(root: Path) -> None:
    course, _ = load_course(root)
    assert drafts(course) == frozenset()
    assert without_drafts(course) is course
    assert ready(root, DAY, "fail").report == ()


def test_a_release_has_no_trace_of_a_draft(root: Path) -> None:
    text = f"{HEAD}questions:\n{QUESTION}    apart: [extra-2]\n{QUESTION.replace('extra-1', 'extra-2').replace('记录', '笔录')}    status: draft\n"
    write(root, text)
    assert inspect(root).diagnostics == ()
    assemble(root)
    assert "extra-2" in (root / "build/docs/quizzes/data/index.js").read_text(encoding="utf-8")
    outcome = assemble(root, drafts=False)
    assert outcome.diagnostics == ()
    made = [file for file in (root / "build/docs").rglob("*") if file.is_file() and file.suffix != ".png"]
    assert made
    assert [
        file
        for file in made
        if "extra-2" in file.read_text(encoding="utf-8") or "笔录" in file.read_text(encoding="utf-8")
    ] == []
    assert ready(root, DAY, "leave-out").report == (
        "题目的审核情况：",
        "  补充题（extra）：1 题没有登记审核；1 题是草稿，没有放进发布包",
        "  开好科室会议（meeting）：8 题没有登记审核",
        "  管好会议记录（minutes）：1 题没有登记审核",
    )
    with pytest.raises(RefusedError, match="extra-2"):
        ready(root, DAY, "fail")


def test_what_only_drafts_ask_is_missing_from_a_release_and_said_so(root: Path) -> None:
    minutes = root / "quizzes/minutes.yml"
    minutes.write_text(minutes.read_text(encoding="utf-8") + "status: draft\n", encoding="utf-8")
    (root / "quizzes/exams").mkdir()
    exam = "title: 卷\nabout: 考。\nminutes: 5\npassing: 1\nsections:\n  - {title: 一、判断题, type: truefalse, count: 2, marks: 1}\n"
    (root / "quizzes/exams/small.yml").write_text(exam, encoding="utf-8")
    assert [(found.rule, found.severity) for found in inspect(root).diagnostics] == [("unfinished-exam", "warning")]
    outcome = inspect(root, drafts=False)
    assert [(found.position.path, found.rule) for found in outcome.diagnostics] == [
        ("docs/study/minutes.md", "bank-page"),
        ("docs/study/minutes.md", "requirement-without-application"),
        ("docs/study/minutes.md", "point-without-question"),
    ]
    with pytest.raises(RefusedError) as refused:
        ready(root, DAY, "leave-out")
    assert [line for line in format_text(outcome.diagnostics) if line not in str(refused.value)] == []


def test_a_release_tells_who_approved_what(root: Path) -> None:
    approve(root, "meeting", BY)
    approve(root, "minutes", Review("reviewed", "李四", "2026-11-20"))
    assert ready(root, DAY, "fail").report[1:] == (
        "  开好科室会议（meeting）：8 题由张三于 2026-11-26 批准",
        "  管好会议记录（minutes）：1 题由李四于 2026-11-20 审核",
    )


def test_the_command_says_what_it_wrote(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795651200")
    assert cli.main(["approve", "minutes", "--course", "--by", "张三", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "quizzes/minutes.yml：1 道题记为“已批准”，张三，2026-11-26\n"
    bank = root / "quizzes/minutes.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("answer: false", "answer: true"), encoding="utf-8")
    assert (
        cli.main(["approve", "minutes", "--course", "--by", "李四", "--status", "reviewed", "--root", str(root)]) == 0
    )
    assert capsys.readouterr().out == (
        "quizzes/minutes.yml：1 道题记为“已审核”，李四，2026-11-26\n其中上次审核以后改过或新加的：minutes-01\n"
    )
    assert (
        cli.main(
            ["approve", "minutes", "--course", "--status", "draft", "--questions", "minutes-01", "--root", str(root)]
        )
        == 0
    )
    assert capsys.readouterr().out == "quizzes/minutes.yml：1 道题记为“草稿”\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少 题库。用法见：course approve --help\n"),
        (["nothing", "--by", "张三"], "没有“nothing”这个题库。请写成其中一个：meeting、minutes\n"),
        (["meeting", "--by", " "], "没有写审核人。请加上 --by 审核人的姓名\n"),
        (
            ["meeting", "--by", "张三", "--questions", "minutes-01"],
            "题库 meeting 里没有这些题号：minutes-01。请照题库改正\n",
        ),
    ],
)
def test_the_command_refuses_what_it_cannot_do(
    arguments: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    assert cli.main(["approve", *arguments, "--course", "--root", str(root)]) == 1
    assert capsys.readouterr().err == said
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_course_with_errors_is_not_approved_but_a_faulty_record_is_repaired(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(root / "quizzes/minutes.yml", root / "kept.yml")
    minutes = root / "quizzes/minutes.yml"
    minutes.write_text(minutes.read_text(encoding="utf-8").replace("r2-1-1-a", "r9-9-9-z"), encoding="utf-8")
    assert cli.main(["approve", "meeting", "--course", "--by", "张三", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert re.search(r"\[unknown-point\]", printed.out)
    assert printed.err == "请先改好上面的错误，再登记。题库没有改动。\n"
    shutil.copy(root / "kept.yml", minutes)
    minutes.write_text("status: approved\n" + minutes.read_text(encoding="utf-8"), encoding="utf-8")
    assert [found.rule for found in inspect(root).diagnostics] == ["review-record"]
    assert cli.main(["approve", "minutes", "--course", "--by", "张三", "--root", str(root)]) == 0
    assert inspect(root).diagnostics == ()


def test_a_document_that_goes_on_after_its_end_is_left_alone(root: Path) -> None:
    bank = write(root, f"{HEAD}questions:\n{QUESTION}...\n")
    before = bank.read_bytes()
    done = approve(root, "extra", BY)
    assert [found.rule for found in done.obstacles] == ["review-record"]
    assert bank.read_bytes() == before


def test_drafts_are_not_handed_out_in_other_ways_either(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(
        root,
        f"{HEAD}questions:\n{QUESTION}{QUESTION.replace('extra-1', 'extra-2').replace('记录', '笔录')}    status: draft\n",
    )
    assert cli.main(["export", "--root", str(root), "gift", "--output", str(root / "out.txt")]) == 0
    assert "草稿" in capsys.readouterr().out
    exported = (root / "out.txt").read_text(encoding="utf-8")
    assert "要有记录" in exported
    assert "要有笔录" not in exported
    (root / "quizzes/exams").mkdir()
    exam = "title: 卷\nabout: 考。\nminutes: 5\npassing: 1\nsections:\n  - {title: 一、判断题, type: truefalse, count: 3, marks: 1}\n"
    (root / "quizzes/exams/small.yml").write_text(exam, encoding="utf-8")
    assert cli.main(["paper", "small-1", "--root", str(root), "--output", str(root / "out")]) == 0
    printed = capsys.readouterr()
    assert "草稿" in printed.out + printed.err
    drawn = "".join(part.decode() for file in (root / "out").glob("*.docx") for part in document(file))
    assert "要有记录" in drawn
    assert "要有笔录" not in drawn


def document(file: Path) -> list[bytes]:
    with zipfile.ZipFile(file) as packed:
        return [packed.read("word/document.xml")]
