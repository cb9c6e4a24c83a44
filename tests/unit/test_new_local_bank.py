"""An import makes the bank of the unit's own questions where there is none yet."""

from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from support.workbooks import Edited

BANK = "local/quizzes/local-own.yml"
QUESTION = {
    "要点": "r2-1-1-a", "难度": "2 理解", "题干": "会议记录由谁保管？", "选项A": "谁都行", "选项B": "办公室",
    "答案": "B", "解析": "本单位这样规定。",
}  # fmt: skip
WRITTEN = """\
# yaml-language-server: $schema=../../build/schema/bank.json
title: 本局的题
page: study/minutes.md
questions:
  - id: local-own-001
    type: single
    points: [r2-1-1-a]
    difficulty: 2
    stem: 会议记录由谁保管？
    options:
      - {text: 谁都行}
      - {text: 办公室, correct: true}
    explanation: 本单位这样规定。
"""
PASTED = (
    "1. 【单选】会议记录由谁保管？\nA. 谁都行\nB. 办公室\n答案：B\n解析：本单位这样规定。\n难度：2\n要点：r2-1-1-a\n"
)


def table(root: Path, *rows: dict[str, str]) -> Path:
    """Export all banks, add these rows of single choice, and return the file."""
    file = root / "bank.xlsx"
    assert cli.main(["export", "excel", "--root", str(root), "--output", str(file), "--force"]) == 0
    book = Edited(file.read_bytes())
    for row in rows:
        book.add("单选题", **row)
    file.write_bytes(book.content())
    return file


def run(root: Path, file: Path, *options: str) -> int:
    return cli.main(["import", str(file), "--root", str(root), "--yes", *options])


def files(root: Path) -> dict[str, bytes]:
    """Return all files of a project by path, without the record of changes that can be undone."""
    kept = (file for file in root.rglob("*") if file.is_file() and "changes" not in file.parts)
    return {str(file): file.read_bytes() for file in kept}


@pytest.mark.parametrize(
    ("bank", "options"),
    [
        ({"题库": "local-own 本局的题"}, ()),
        ({"题库": "local-own"}, ("--title", "本局的题")),
        ({}, ("--bank", "local-own", "--title", "本局的题")),
        ({}, ("--bank", BANK, "--title", "本局的题", "--page", "study/minutes.md")),
    ],
)
def test_a_workbook_makes_the_bank_with_title_and_page(
    bank: dict[str, str], options: tuple[str, ...], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(root, {**QUESTION, **bank})
    course = {path: content for path, content in files(root).items() if "/local/" not in path}
    capsys.readouterr()
    assert run(root, file, *options) == 0
    assert f"新建题库：{BANK}，“本局的题”，学习页 study/minutes.md\n" in capsys.readouterr().out
    assert (root / BANK).read_text(encoding="utf-8") == WRITTEN
    assert inspect(root).diagnostics == ()
    assert {path: content for path, content in files(root).items() if "/local/" not in path} == course


def test_a_text_makes_the_bank_and_the_next_one_adds_to_it(root: Path) -> None:
    file = root / "题.txt"
    file.write_text(PASTED, encoding="utf-8")
    options = ("--bank", "local-own", "--title", "本局的题")
    assert run(root, file, *options) == 0
    assert (root / BANK).read_text(encoding="utf-8") == WRITTEN
    file.write_text(PASTED.replace("由谁保管", "由谁整理"), encoding="utf-8")
    assert run(root, file, *options) == 0
    bank = next(bank for bank in inspect(root).course.banks if bank.path == BANK)
    assert [question.id for question in bank.questions] == ["local-own-001", "local-own-002"]


ROW = "工作表“单选题”第 3 行 B 列“题库”"
USABLE = "可用：quizzes/meeting.yml、quizzes/minutes.yml"


@pytest.mark.parametrize(
    ("bank", "points", "options", "problem"),
    [
        (
            "local-own", "r2-1-1-a", (),
            f"没有题库 {BANK}。要新建，导入时写 --title 标题，或在“题库”一格的名称后面空一格写标题。{USABLE} [unknown-bank]",
        ),
        (
            "own", "r2-1-1-a", ("--title", "本局的题"),
            f"没有题库 quizzes/own.yml。新建的题库，名称要以 local- 开头。{USABLE} [unknown-bank]",
        ),
        (
            "local-../own", "r2-1-1-a", ("--title", "本局的题"),
            f"没有题库 local/quizzes/local-../own.yml。新建的题库，名称要以 local- 开头。{USABLE} [unknown-bank]",
        ),
        (
            "local-own 本局的题", "r2-1-1-a", ("--page", "study/minute.md"),
            "没有学习页 study/minute.md。请照这些改 --page：study/meeting.md、study/minutes.md [no-page]",
        ),
        (
            "", "r2-1-1-a", (), f"没有写放进哪个题库。请写明，{USABLE} [no-bank]",
        ),
    ],
)  # fmt: skip
def test_a_bank_without_title_or_page_is_refused_at_its_cell(
    bank: str, points: str, options: tuple[str, ...], problem: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(root, {**QUESTION, "题库": bank, "要点": points})
    before = files(root)
    capsys.readouterr()
    assert run(root, file, *options) == 1
    assert [line.strip() for line in capsys.readouterr().out.splitlines() if "[" in line] == [f"{ROW}：{problem}"]
    assert files(root) == before


def test_questions_on_several_pages_need_the_page_of_their_bank(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = {**QUESTION, "题干": "议题由谁提出？", "要点": "r1-1-1-a", "题库": "local-own"}
    file = table(root, {**QUESTION, "题库": "local-own 本局的题"}, other)
    capsys.readouterr()
    assert run(root, file) == 1
    assert "考到几个学习页的要点：study/meeting.md、study/minutes.md。" in capsys.readouterr().out
    assert not (root / "local").exists()
    assert run(root, file, "--page", "管好会议记录") == 0
    assert "page: study/minutes.md\n" in (root / BANK).read_text(encoding="utf-8")
