"""What an import plans for each question of a file, and what a person may decide about it."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.formats.importers import read_file
from course.importing.options import Decision, ImportOptions
from course.importing.plan import ImportPlan, plan_import
from course.importing.preview import grouped_problems
from course.importing.same_question import AskedText, asked_text
from course.importing.suggest import Suggesting
from support.archives import COURSE as ARCHIVES
from support.import_cases import BANK
from support.import_cases import COURSE as ONE_BANK

MEETING = ImportOptions(bank="meeting")


def statement(number: int, stem: str = "", **fields: object) -> ImportedQuestion:
    said = {"type": "truefalse", "stem": stem or f"议题 {number} 要先定。", "answer": True, **fields}
    return ImportedQuestion(said, f"第 {number} 行", {"stem": f"第 {number} 行"}, number=str(number))


def plan(root: Path, *questions: ImportedQuestion, options: ImportOptions = MEETING) -> ImportPlan:
    return plan_import(root, ImportedFile(questions), options)


def states(planned: ImportPlan) -> list[str]:
    return [question.state for question in planned.questions]


def test_a_question_says_what_it_lacks_and_which_points_are_near(root: Path) -> None:
    (bare,) = plan(root, statement(1, "材料会前发到手里，留出看的时间。")).questions
    assert (bare.state, bare.bank, bare.missing) == ("new", "quizzes/meeting.yml", ("要点", "难度", "解析"))
    assert bare.suggested[0].point == "r1-1-1-b"
    whole = statement(1, points=["r1-1-1-a"], difficulty=1, explanation="先定才来得及。")
    (finished,) = plan(root, whole).questions
    assert (finished.missing, finished.suggested) == ((), ())


def test_what_a_question_lacks_can_come_for_the_whole_file(root: Path) -> None:
    options = ImportOptions(bank="meeting", points=("定好议题",), difficulty=2)
    (one,) = plan(root, statement(1), options=options).questions
    assert (one.fields["points"], one.fields["difficulty"], one.missing) == (["r1-1-1-a"], 2, ("解析",))


def test_questions_come_unfinished_and_the_course_stays_without_errors(root: Path) -> None:
    planned = plan(root, statement(1))
    for path, text in planned.files.items():
        (root / path).write_text(text, encoding="utf-8")
    assert [(found.rule, found.severity) for found in inspect(root).diagnostics] == [("unfinished-question", "warning")]


def test_the_only_bank_of_a_course_needs_no_name() -> None:
    planned = plan(ONE_BANK, statement(1), options=ImportOptions())
    assert planned.problems == ()
    assert [question.bank for question in planned.questions] == [BANK]


def test_without_a_bank_everything_else_is_said_in_the_same_round(root: Path) -> None:
    planned = plan(root, statement(1, "议题,要先定。"), options=ImportOptions())
    assert {problem.rule for problem in planned.problems} == {"no-bank", "half-width-mark"}


def test_a_question_that_is_there_is_left_out_whatever_its_explanation(root: Path) -> None:
    planned = plan(root, statement(1), statement(2, "议题 1 要先定", explanation="别的解析。"), statement(3))
    assert states(planned) == ["new", "already", "new"]
    assert planned.questions[1].already == "第 1 行"
    assert [match.incoming.place for match in planned.matched.matches] == ["第 1 行", "第 3 行"]


def test_the_same_question_with_another_answer_is_a_contradiction(root: Path) -> None:
    planned = plan(root, statement(1), statement(2, "议题 1 要先定。", answer=False))
    (problem,) = planned.problems
    assert (problem.place, problem.rule, problem.question) == (
        "第 2 行",
        "answer-contradiction",
        "第 2 题“议题 1 要先定。”",
    )
    assert states(planned) == ["new", "refused"]


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ({"answers": [["登记"]]}, {"answers": [["登记", "借阅登记"]]}, "same"),
        ({"answers": [["登记"]]}, {"answers": [["归还"]]}, "contradiction"),
        ({"answers": [["16"]]}, {"answers": [["十六"]]}, "same"),
        ({"stem": "先{{}}再借。", "answers": [["登记"]]}, {"stem": "{{}}先再借。", "answers": [["归还"]]}, "other"),
    ],
)
def test_blanks_agree_where_they_take_an_answer_in_common(
    one: dict[str, object], other: dict[str, object], relation: str
) -> None:
    blank = {"type": "blank", "stem": "借阅要先{{}}。"}
    first, second = asked_text({**blank, **one}), asked_text({**blank, **other})
    assert first
    assert second
    assert first.relation(second) == relation


def choice(stem: str, *options: str, right: str) -> AskedText | None:
    listed = [{"text": text, "correct": text == right} for text in options]
    return asked_text({"type": "single", "stem": stem, "options": listed})


def test_options_in_another_order_are_the_same_question() -> None:
    one = choice("什么时候通知？", "会前", "会后", right="会前")
    assert one
    assert one == choice("什么时候通知?（ ）", "会后", "会前", right="会前")
    other = choice("什么时候通知？", "会前", "会后", right="会后")
    assert other
    assert one.relation(other) == "contradiction"


def test_a_question_that_is_left_out_takes_its_problems_with_it(root: Path) -> None:
    options = replace(MEETING, decisions={"第 2 行": Decision(leave_out=True)})
    planned = plan(root, statement(1), statement(2, "议题 1 要先定。", answer=False), options=options)
    assert planned.problems == ()
    assert states(planned) == ["new", "left-out"]


def unclear(root: Path, *decisions: tuple[str, Decision]) -> ImportPlan:
    """Return the plan for a file with a question that its reader did not understand."""
    odd = ImportedQuestion(
        {"type": "truefalse", "stem": "议题 2 要先定。"}, "第 2 行", {"answer": "第 4 行"}, number="2"
    )
    problem = ImportProblem("第 4 行", "看不懂答案“恐怕对”", "answer-unclear", "第 2 题“议题 2 要先定。”")
    imported = ImportedFile((statement(1), statement(5)), (problem,), unclear=(odd,))
    return plan_import(root, imported, replace(MEETING, decisions=dict(decisions)))


def test_a_question_that_is_unclear_stands_in_its_place_with_its_problem(root: Path) -> None:
    planned = unclear(root)
    assert [(one.place, one.state) for one in planned.questions] == [
        ("第 1 行", "new"),
        ("第 2 行", "refused"),
        ("第 5 行", "new"),
    ]
    assert [problem.rule for problem in planned.questions[1].problems] == ["answer-unclear"]


def test_a_correction_settles_what_was_unclear(root: Path) -> None:
    planned = unclear(root, ("第 2 行", Decision(fields={"answer": True, "explanation": "先定。"})))
    assert (planned.problems, states(planned)) == ((), ["new", "new", "new"])
    assert planned.questions[1].fields["answer"] is True


def test_a_correction_is_checked_like_any_other_question(root: Path) -> None:
    planned = unclear(root, ("第 2 行", Decision(fields={"answer": "恐怕"})))
    assert {problem.place for problem in planned.questions[1].problems} <= {"第 2 行", "第 4 行"}
    assert planned.questions[1].state == "refused"


def test_what_a_reader_does_not_understand_can_be_left_out(root: Path) -> None:
    (root / "题.txt").write_text(
        "一、单选题\n1. 何时通知？\nA. 会前\nB. 会后\n答案：E\n2. 由谁通知？\nA. 科室\nB. 员工\n答案：A\n",
        encoding="utf-8",
    )
    imported = read_file(root / "题.txt")
    assert [question.state for question in plan_import(root, imported, MEETING).questions] == ["refused", "new"]
    decided = replace(MEETING, decisions={"第 2 行": Decision(leave_out=True)})
    planned = plan_import(root, imported, decided)
    assert (planned.problems, states(planned)) == ((), ["left-out", "new"])


def test_a_decision_names_the_bank_of_one_question(root: Path) -> None:
    options = ImportOptions(bank="meeting", decisions={"第 2 行": Decision(bank="minutes")})
    planned = plan(root, statement(1), statement(2), options=options)
    assert [question.bank for question in planned.questions] == ["quizzes/meeting.yml", "quizzes/minutes.yml"]


def test_problems_are_grouped_by_question_and_a_common_cause_is_said_once() -> None:
    common = [ImportProblem(f"第 {line} 行", "没有答案", "answer-missing", f"第 {line} 题") for line in range(1, 14)]
    own = [ImportProblem("第 2 行", "看不懂", "answer-unclear", "第 2 题"), ImportProblem("文件", "太大", "large")]
    assert list(grouped_problems([*common, *own])) == [
        "13 处：没有答案 [answer-missing]",
        f"  {'、'.join(f'第 {line} 行' for line in range(1, 11))} 等 13 处",
        "第 2 题：",
        "  第 2 行：看不懂 [answer-unclear]",
        "文件：太大 [large]",
    ]


def test_the_nearest_points_are_mostly_those_that_questions_are_about() -> None:
    suggesting = Suggesting(ARCHIVES)
    questions = [question for bank in ARCHIVES.banks for question in bank.questions]
    found = [
        {one.point for one in suggesting.nearest(question.model_dump(mode="json", exclude_defaults=True))}
        for question in questions
    ]
    right = sum(1 for question, points in zip(questions, found, strict=True) if points.intersection(question.points))
    assert right / len(questions) > 0.85


PASTED = "一、判断题\n1. 议题要先定（√）。\n解析：先定。\n2. 议题可以后定（×）。\n解析：先定。\n"


@pytest.mark.parametrize(
    ("answers", "bank", "points", "difficulty"),
    [
        ("2\n定好议题\n3\n是\n", "minutes", ["r1-1-1-a"], 3),
        ("meeting\n\n\n是\n", "meeting", [], None),
        ("9\n1\n定好议案\nr1-1-1-b\n难\n2\n是\n", "meeting", ["r1-1-1-b"], 2),
    ],
)
def test_what_the_file_does_not_say_is_asked_once(
    answers: str,
    bank: str,
    points: list[str],
    difficulty: int | None,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (root / "题.txt").write_text(PASTED, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    assert cli.main(["import", str(root / "题.txt"), "--root", str(root)]) == 0
    shown = capsys.readouterr().out
    assert shown.count("有 2 道题没有写放进哪个题库。") == 1
    assert shown.count("都放进哪一个？") == (2 if answers.startswith("9") else 1)
    new = [question for question in inspect(root).course.written_questions() if question.stem.startswith("议题")][-2:]
    assert [(list(question.points), question.difficulty) for question in new] == [(points, difficulty)] * 2
    assert f"已写入：quizzes/{bank}.yml" in shown


def test_what_a_console_cannot_show_is_replaced(root: Path) -> None:
    (root / "题.txt").write_text("一、判断题\n1. 议题𠮷✓要先定（√）。\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "course.cli", "import", "题.txt", "--root", ".", "--bank", "meeting"],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONPATH": str(Path(cli.__file__).parents[2])},
        input="是 ✓".encode(),
        capture_output=True,
        check=False,
    )
    shown = done.stdout.decode("gbk")
    assert "判断，议题\\U00020bb7\\u2713要先定" in shown
    assert "Traceback" not in done.stderr.decode("gbk")
    assert done.returncode == 1
