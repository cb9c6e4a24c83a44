"""Questions are withdrawn as a whole or not at all; points are found by their words."""

import json
from pathlib import Path

import pytest

from course import cli
from course.check import inspect

EXTRA = """\
title: 补充
page: study/meeting.md
questions:
  # 第一道
  - id: extra-001
    type: truefalse
    points: [r1-1-1-a]
    difficulty: 1
    stem: 议题要提前定。
    answer: true
    explanation: 要提前定下。
  # 第二道
  - id: extra-002
    type: truefalse
    points: [r1-1-1-a]
    difficulty: 2
    stem: 材料到会场再发。
    answer: false
    explanation: 会前发。
"""


@pytest.fixture
def extra(root: Path) -> Path:
    (root / "quizzes/extra.yml").write_bytes(EXTRA.replace("\n", "\r\n").encode())
    assert cli.main(["ids", "--root", str(root)]) == 0
    return root


def contents(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_question_leaves_its_bank_and_its_id_is_kept(extra: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["withdraw", "extra-001", "--course", "--root", str(extra)]) == 0
    assert "已停用 1 道题，改了这些文件：quizzes/extra.yml、quizzes/ids.yml" in capsys.readouterr().out
    text = (extra / "quizzes/extra.yml").read_bytes().decode()
    assert "extra-001" not in text
    assert "extra-002" in text
    assert "\r\n" in text
    ids = (extra / "quizzes/ids.yml").read_text(encoding="utf-8")
    assert "withdrawn:\n  - extra-001\n" in ids
    assert inspect(extra).diagnostics == ()
    # The next new question does not take the number.
    with (extra / "quizzes/extra.yml").open("a", encoding="utf-8", newline="") as file:
        file.write(EXTRA.partition("  # 第二道\n")[2].replace("id: extra-002\n    ", "").replace("\n", "\r\n"))
    assert cli.main(["ids", "--root", str(extra)]) == 0
    assert "新题号：extra-003" in capsys.readouterr().out


def test_a_question_that_was_replaced_by_hand_is_withdrawn_and_the_new_one_gets_an_id(
    extra: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = extra / "quizzes/extra.yml"
    bank.write_bytes(bank.read_bytes().replace(b"id: extra-001\r\n    ", b""))
    assert cli.main(["ids", "--root", str(extra)]) == 1
    assert "extra-001" in capsys.readouterr().out
    assert cli.main(["withdraw", "extra-001", "--course", "--root", str(extra)]) == 0
    assert cli.main(["ids", "--root", str(extra)]) == 0
    assert "新题号：extra-003" in capsys.readouterr().out
    assert inspect(extra).diagnostics == ()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["extra-001", "extra-009"], "没有这些题号：extra-009"),
        (["meeting-01", "meeting-02", "meeting-03", "meeting-04", "minutes-01"], "没有"),
    ],
)
def test_nothing_is_withdrawn_if_one_cannot_be(
    names: list[str], said: str, extra: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(extra)
    assert cli.main(["withdraw", *names, "--course", "--root", str(extra)]) == 1
    assert said in capsys.readouterr().err
    assert contents(extra) == before


def test_what_would_be_missing_is_said_with_its_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    assert cli.main(["withdraw", "minutes-01", "--course", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("docs/study/minutes.md:1:1: ")
    assert "[unfinished-page]" in printed.out
    assert "停用以后会有上面的错误" in printed.err
    assert contents(root) == before


def test_points_are_found_by_their_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["points", "议题", "--root", str(root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "r1-1-1-a  定好议题（会前准备，study/meeting.md）" in lines
    assert all("r1-1-2" not in line for line in lines)
    assert cli.main(["points", "--format", "json", "--root", str(root)]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == [
        "r1-1-1-a",
        "r1-1-1-b",
        "r1-1-2-a",
        "r2-1-1-a",
    ]
    assert cli.main(["points", "无此词", "--root", str(root)]) == 1
