"""Letters that deceive are found in every kind of file that is brought in, by the judgement that banks are under."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from course import cli
from course.text.unicode_checks import suspects
from support.workbooks import Edited

DECEPTIVE = ("员\u200b工", "\u202e工员", "员\u2066工", "人ロ", "Сode", "二○二五", "⼈民", "锟斤拷", "\ue5e5要点")
POINTS = ("--bank", "quizzes/meeting.yml", "--points", "r1-1-1-a", "--difficulty", "2", "--yes")


def _lines(stem: str) -> list[str]:
    return ["一、单选题", f"1. {stem}（A）", "A. 科室", "B. 谁都行", "解析：科室定下。"]


def _workbook(root: Path, stem: str) -> bytes:
    assert cli.main(["export", "excel", "--root", str(root), "--output", str(root / "bank.xlsx"), "--force"]) == 0
    book = Edited((root / "bank.xlsx").read_bytes())
    book.put("单选题", 2, "题干", stem)
    return book.content()


def _letter(stem: str) -> bytes:
    target, file = BytesIO(), Document()
    for line in _lines(stem):
        file.add_paragraph(line)
    file.save(target)
    return target.getvalue()


def _moodle(stem: str) -> bytes:
    answers = "".join(
        f'<answer fraction="{share}" format="html"><text>{text}</text></answer>'
        for text, share in (("科室", 100), ("谁都行", 0))
    )
    return (
        f'<quiz><question type="multichoice"><name><text>一</text></name><questiontext format="html"><text>{stem}</text></questiontext>'
        f'<generalfeedback format="html"><text>科室定下。</text></generalfeedback><single>true</single>{answers}</question></quiz>'
    ).encode()


FILES: dict[str, tuple[Callable[[Path, str], bytes], str]] = {
    "x.xlsx": (_workbook, "工作表“单选题”第 2 行 H 列“题干”"),
    "x.txt": (lambda _, stem: "\n".join(_lines(stem)).encode(), "第 2 行"),
    "x.docx": (lambda _, stem: _letter(stem), "第 2 段"),
    "x.xml": (lambda _, stem: _moodle(stem), "第 1 行"),
    "x.gift": (lambda _, stem: f"{stem}{{=科室 ~谁都行####科室定下。}}".encode(), "第 1 行"),
}


@pytest.mark.parametrize("text", DECEPTIVE, ids=ascii)
@pytest.mark.parametrize("name", FILES)
def test_a_deceptive_letter_is_told_at_its_place(
    name: str, text: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, place = FILES[name]
    stem = f"会议，{text}，由谁提出？"
    (found,) = suspects(stem)
    before = {file: file.read_bytes() for file in (root / "quizzes").iterdir() if file.is_file()}
    (root / name).write_bytes(make(root, stem))
    capsys.readouterr()
    assert cli.main(["import", str(root / name), "--root", str(root), *POINTS]) == 1
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if line.endswith("]")]
    assert told == [f"{place}：{found.message} [{found.rule}]"]
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.parametrize("name", FILES)
def test_the_same_files_without_it_are_taken(name: str, root: Path) -> None:
    make, _ = FILES[name]
    (root / name).write_bytes(make(root, "会议，议题，由谁提出？"))
    assert cli.main(["import", str(root / name), "--root", str(root), *POINTS]) == 0
    assert "会议，议题，由谁提出？" in (root / "quizzes/meeting.yml").read_text(encoding="utf-8")
