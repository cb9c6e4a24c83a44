"""Importing: what is shown, what is refused, and that either everything is written or nothing."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from course import cli
from course.check import inspect
from course.importing.match import merged
from course.journal import RECORD
from support.workbooks import Edited

QUESTION = {
    "题库": "meeting", "要点": "r1-1-1-a", "难度": "2 理解", "题干": "议题由谁提出？", "选项A": "谁都行", "选项B": "科室",
    "答案": "B", "选项A的说明": "要由科室定。", "解析": "科室定下。",
}  # fmt: skip


def export(root: Path) -> Edited:
    assert cli.main(["export", "excel", "--root", str(root), "--output", str(root / "bank.xlsx"), "--force"]) == 0
    return Edited((root / "bank.xlsx").read_bytes())


def run(root: Path, book: Edited, *arguments: str) -> int:
    (root / "bank.xlsx").write_bytes(book.content())
    return cli.main(["import", str(root / "bank.xlsx"), "--root", str(root), *arguments])


def banks(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((root / "quizzes").glob("*.yml"))}


def differences(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that are only in the one and only in the other text."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    def printed() -> str:
        captured = capsys.readouterr()
        return captured.out + captured.err

    return printed


def test_a_workbook_that_nobody_edited_writes_nothing(root: Path, shown: Callable[[], str]) -> None:
    before = banks(root)
    book = export(root)
    shown()
    assert run(root, book, "--yes") == 0
    assert shown().splitlines()[-2:] == ["没有变化的：9 道。", "没有要写入的改动。"]
    assert banks(root) == before


def test_new_changed_moved_and_withdrawn_questions_are_shown_and_written(root: Path, shown: Callable[[], str]) -> None:
    before = {name: content.decode() for name, content in banks(root).items()}
    book = export(root)
    book.put("单选题", 2, "解析", "提前告诉大家。")
    book.put("多选题", 2, "答案", "BC")
    book.put("排序题", 2, "顺序", "1.5")
    book.put("判断题", 2, "题库", "minutes")
    book.put("简答题", 2, "停用", "停用")
    book.add("单选题", **QUESTION, 顺序=2)
    book.put("多选题", 2, "顺序", "9")
    shown()
    assert run(root, book, "--yes") == 0
    assert (
        shown().split("再检查一遍……\n")[1]
        == """\
新题（1 道）：
  工作表“单选题”第 3 行 → quizzes/meeting.yml：单选，议题由谁提出？
改动（2 道）：
  meeting-01（工作表“单选题”第 2 行）
    解析：“提前定下并告诉每名员工。出处：一（一）1。” → “提前告诉大家。”
  meeting-02（工作表“多选题”第 2 行）
    答案：“AB” → “BC”
    这道题的题干、选项或答案变了，学员在这道题上的旧记录会作废。
换题库或换顺序（3 道）：
  meeting-02（工作表“多选题”第 2 行）：quizzes/meeting.yml，排到 9
  meeting-03（工作表“判断题”第 2 行）：quizzes/meeting.yml → quizzes/minutes.yml
  meeting-05（工作表“排序题”第 2 行）：quizzes/meeting.yml，排到 1.5
停用，题号不再用（1 道）：
  meeting-08
没有变化的：4 道。
已写入：quizzes/meeting.yml、quizzes/minutes.yml、quizzes/ids.yml
新题号：meeting-009
现在可以打开站点看看效果（./course serve）。
"""
    )
    after = {name: content.decode() for name, content in banks(root).items()}
    order = re.findall(r"- id: (\S+)", after["meeting.yml"])
    assert order == ["meeting-01", "meeting-05", "meeting-009", "meeting-04", "meeting-06", "meeting-07", "meeting-02"]
    gone, new = differences(before["minutes.yml"], after["minutes.yml"])
    assert (gone, new[0]) == ([], "  - id: meeting-03")
    gone, new = differences(before["ids.yml"], after["ids.yml"])
    assert gone == ["  meeting-08: {type: short, points: [r1-1-1-a, r1-1-1-b]}", "withdrawn: []"]
    assert new == ["  meeting-009: {type: single, points: [r1-1-1-a]}", "withdrawn:", "  - meeting-08"]
    # What nobody touched keeps its very text, the literal block of the case included.
    case = before["meeting.yml"].partition("  - id: meeting-07\n")[2].partition("  - id: meeting-08\n")[0]
    assert case in after["meeting.yml"]
    assert inspect(root).diagnostics == ()


def test_a_second_import_of_the_same_file_leaves_its_new_question_out(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    book.add("单选题", **QUESTION)
    assert run(root, book, "--yes") == 0
    before = banks(root)
    shown()
    assert run(root, book, "--yes") == 0
    assert shown().splitlines()[2:] == [
        "已经有了，不再导入的（1 道）：",
        "  “议题由谁提出？”（工作表“单选题”第 3 行）：就是 meeting-009",
        "没有变化的：9 道。",
        "没有要写入的改动。",
    ]
    assert banks(root) == before


@pytest.mark.parametrize("answer", ["\n", "", "不\n"])
def test_nothing_is_written_without_consent(
    answer: str, root: Path, shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = banks(root)
    book = export(root)
    book.put("单选题", 2, "解析", "改了。")
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert run(root, book) == 1
    assert shown().endswith("没有写入，题库没有改动。\n")
    assert banks(root) == before


def test_consent_is_typed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = export(root)
    book.put("单选题", 2, "解析", "改了。")
    monkeypatch.setattr("sys.stdin", io.StringIO("是\n"))
    assert run(root, book) == 0
    assert "改了。" in banks(root)["meeting.yml"].decode()


REFUSED: dict[str, tuple[dict[tuple[str, int, str], object], list[str]]] = {
    "what the check of the banks finds, at its cells": (
        {
            ("单选题", 2, "选项B"): "会议召开以前",
            ("填空题", 2, "题干"): "只有一个空{{}}。",
            ("判断题", 2, "要点"): "r9-9-9-a",
            ("判断题", 2, "其他要点"): "r1-1-1-b",
            ("连线题", 2, "多余右项1"): "会前",
            ("案例小题", 3, "内容2"): "逐人发言",
        },
        [
            "工作表“单选题”第 2 行 J 列“选项B”：第 2 项与第 1 项“会议召开以前”相同，答题人无法区分。请改写其中一项 [identical-options]",
            "工作表“判断题”第 2 行 D 列“要点”：没有要点“r9-9-9-a”。相近的有：定好议题（r1-1-1-a）、人人发言（r1-1-2-a）、写全三样（r2-1-1-a） [unknown-point]",
            "工作表“填空题”第 2 行 I 列“第1空”：题干里有 1 个空（{{}}），答案给了 2 组答案。请让两边一样多 [blank-count]",
            "工作表“连线题”第 2 行 AG 列“多余右项1”：多余项“会前”与某个右项相同，请改写或删去 [distractor-is-partner]",
            "工作表“案例小题”第 3 行 G 列“内容2”：第 2 项与第 1 项“逐人发言”相同，答题人无法区分。请改写其中一项 [identical-options]",
        ],
    ),
    "a letter that nobody sees": (
        {("单选题", 2, "题干"): "议题\u200b呢？"},
        ["工作表“单选题”第 2 行 H 列“题干”：这里有一个看不见的字符（U+200B），请删去；找不到时，可把这几个字删掉重新输入 [control-character]"],
    ),
    "an id that nobody knows": (
        {("单选题", 2, "题号"): "meeting-77"},
        ["工作表“单选题”第 2 行 A 列“题号”：题库里没有题号 meeting-77。新题的题号请留空，写入时自动编 [unknown-id]"],
    ),
    "an id twice": (
        {("单选题", 2, "题号"): "meeting-02"},
        ["工作表“多选题”第 2 行 A 列“题号”：题号 meeting-02 已经用在工作表“单选题”第 2 行。复制出来的新题，题号要清空 [same-id-twice]"],
    ),
    "a bank that nobody knows": (
        {("单选题", 2, "题库"): "other"},
        ["工作表“单选题”第 2 行 B 列“题库”：没有题库 quizzes/other.yml。可用：quizzes/meeting.yml、quizzes/minutes.yml [unknown-bank]"],
    ),
    "a place that is taken": (
        {("单选题", 2, "顺序"): 3},
        ["工作表“单选题”第 2 行 C 列“顺序”：顺序 3 已经有题了。要排在第 3 题后面，请填 3.5；要排在最后，请留空 [rank-taken]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(
    case: str, root: Path, shown: Callable[[], str]
) -> None:
    cells, expected = REFUSED[case]
    before = banks(root)
    book = export(root)
    for (sheet, row, heading), value in cells.items():
        book.put(sheet, row, heading, value)
    shown()
    assert run(root, book, "--yes") == 1
    lines = [line.strip() for line in shown().splitlines() if line.endswith("]")]
    assert sorted(lines) == sorted(expected)
    assert banks(root) == before


def test_a_question_moves_to_another_point(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    book.put("单选题", 2, "要点", "r2-1-1-a")
    shown()
    assert run(root, book, "--yes") == 0
    bank = yaml.safe_load(banks(root)["meeting.yml"])
    moved = next(question for question in bank["questions"] if question["id"] == "meeting-01")
    assert moved["points"] == ["r2-1-1-a"]


def test_rows_that_are_gone_are_withdrawn_only_when_that_is_said(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    book.sheet("简答题").delete_rows(2)
    shown()
    assert run(root, book, "--yes") == 0
    told = "提醒：导出时有、表里已经没有的题 1 道，没有动：meeting-08。确实要停用，导入时加上 --withdraw。"
    assert told in shown()
    assert "meeting-08" in banks(root)["meeting.yml"].decode()
    assert run(root, book, "--yes", "--withdraw") == 0
    assert "停用，题号不再用（1 道）：\n  meeting-08\n" in shown()
    assert "meeting-08" not in banks(root)["meeting.yml"].decode()
    assert "withdrawn:\n  - meeting-08\n" in banks(root)["ids.yml"].decode()
    assert inspect(root).diagnostics == ()


def test_what_changed_in_the_banks_since_the_export_is_kept_unless_both_changed(
    root: Path, shown: Callable[[], str]
) -> None:
    book = export(root)
    bank = root / "quizzes/meeting.yml"
    changed = bank.read_text(encoding="utf-8").replace("explanation: 要留出看的时间。", "explanation: 时间要够。")
    bank.write_text(changed, encoding="utf-8")
    book.put("单选题", 2, "解析", "改了。")
    shown()
    assert run(root, book, "--yes") == 0
    assert "提醒：meeting-03 在导出以后题库里改过，表里没有改，保留题库里的。" in shown()
    text = bank.read_text(encoding="utf-8")
    assert "时间要够。" in text
    assert "改了。" in text
    book.put("判断题", 2, "解析", "也改了。")
    assert run(root, book, "--yes") == 1
    assert (
        "工作表“判断题”第 2 行：meeting-03 在导出以后题库里也改过，两边的改动无法都保留。"
        "请重新导出，在新的表里再改一次 [changed-since-export]\n"
    ) in shown()
    assert bank.read_text(encoding="utf-8") == text


def test_a_place_counted_before_the_bank_was_reordered_is_refused(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    bank = root / "quizzes/meeting.yml"
    head, first, rest = re.split(r"(?=  - id: meeting-0[12])", bank.read_text(encoding="utf-8"))
    bank.write_text(head + rest + first, encoding="utf-8")
    book.put("单选题", 2, "顺序", 3.5)
    shown()
    assert run(root, book, "--yes") == 1
    assert "工作表“单选题”第 2 行 C 列“顺序”：quizzes/meeting.yml 里题目的顺序在导出以后变过" in shown()


def test_faults_that_the_course_has_already_are_shown_instead(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    (root / "quizzes/extra.yml").write_text(
        "title: 补充\npage: study/meeting.md\nquestions: [{type: x}]\n", encoding="utf-8"
    )
    assert run(root, book, "--yes") == 1
    printed = shown()
    assert "quizzes/extra.yml:3:20: 这里没有“x”这种题型" in printed
    assert printed.endswith("课程现在就有上面的错误，请先改好，再导入一次。题库没有改动。\n")


def test_a_bank_keeps_its_mark_and_its_line_ends(root: Path) -> None:
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    bank.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    book = export(root)
    book.put("单选题", 2, "解析", "改了。")
    book.add("单选题", **QUESTION)
    assert run(root, book, "--yes") == 0
    content = bank.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# yaml")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert content.count("改了。".encode()) == 1
    assert inspect(root).diagnostics == ()


def test_a_bank_changed_while_the_person_thinks_is_not_overwritten(
    root: Path, shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = export(root)
    book.put("单选题", 2, "解析", "改了。")
    bank = root / "quizzes/meeting.yml"

    def meanwhile(_question: str) -> bool:
        bank.write_text(bank.read_text(encoding="utf-8") + "# 刚加的\n", encoding="utf-8")
        return True

    monkeypatch.setattr("course.cli.formats.agreed", meanwhile)
    assert run(root, book) == 1
    assert "在您确认的时候，quizzes/meeting.yml 被别的程序改过。" in shown()
    assert bank.read_text(encoding="utf-8").endswith("# 刚加的\n")
    assert "改了。" not in bank.read_text(encoding="utf-8")


def changed_banks(root: Path) -> Edited:
    book = export(root)
    book.put("判断题", 2, "题库", "minutes")
    book.put("单选题", 2, "解析", "改了。")
    return book


@pytest.mark.parametrize("failing", range(3))
def test_when_a_file_cannot_be_written_all_keep_their_old_content(
    failing: int, root: Path, shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, book = banks(root), changed_banks(root)
    real, count = os.replace, iter(range(100))

    def replace(source: str, target: str) -> None:
        if next(count) == failing:
            raise OSError(28, "No space left on device", target)
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    assert run(root, book, "--yes") == 1
    monkeypatch.undo()
    assert "题库没有改动。" in shown()
    assert banks(root) == before
    assert not (root / RECORD).exists()
    assert [file.name for file in (root / "quizzes").glob(".*")] == []


class Killed(BaseException):
    """Ends a run as a power cut would: nothing is tidied up."""


@pytest.mark.parametrize("step", range(3))
def test_an_import_that_was_cut_off_is_finished_on_demand(
    step: int, root: Path, shown: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, book = banks(root), changed_banks(root)
    real, count = os.replace, iter(range(100))

    def replace(source: str, target: str) -> None:
        if next(count) == step:
            raise Killed
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)
    with pytest.raises(Killed):
        run(root, book, "--yes")
    monkeypatch.undo()
    shown()
    assert cli.main(["finish", "--root", str(root)]) == 0
    text = banks(root)["meeting.yml"].decode()
    # Before the list of what is to be written stands, nothing has happened; from then on everything will.
    assert ("改了。" in text) == (step > 0)
    assert ("meeting-03" in banks(root)["minutes.yml"].decode()) == (step > 0)
    assert (banks(root) == before) == (step == 0)
    assert inspect(root).diagnostics == ()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.xls", "不能导入 .xls：旧格式，请用 Excel 或 WPS 打开，另存为 .xlsx [file-format]"),
        ("a.xlsm", "不能导入 .xlsm：可以带宏的格式，请另存为不带宏的 .xlsx [file-format]"),
        ("a.pdf", "不能导入 .pdf：可用：.xlsx"),
        ("none.xlsx", "读不出来：No such file or directory。请核对文件名和位置 [unreadable-file]"),
    ],
)
def test_other_files_are_refused_with_advice(name: str, message: str, root: Path, shown: Callable[[], str]) -> None:
    if not name.startswith("none"):
        (root / name).write_bytes(b"x")
    assert cli.main(["import", str(root / name), "--root", str(root)]) == 1
    assert f"文件“{name}”：{message}" in shown()


def test_export_overwrites_nothing_unless_told_to(root: Path, shown: Callable[[], str]) -> None:
    target = root / "dist/meeting.xlsx"
    assert cli.main(["export", "excel", "--root", str(root), "--bank", "quizzes/meeting.yml"]) == 0
    assert "已写 8 道题\n" in shown()
    target.write_bytes(b"mine")
    assert cli.main(["export", "excel", "--root", str(root), "--bank", "meeting"]) == 1
    assert target.read_bytes() == b"mine"
    assert f"可能有您的改动：{target}。什么也没有写" in shown()
    assert cli.main(["export", "excel", "--root", str(root), "--bank", "meeting", "--force"]) == 0
    assert cli.main(["export", "excel", "--root", str(root), "--bank", "nobody", "--force"]) == 1
    assert "没有题库 nobody。可用：quizzes/meeting.yml、quizzes/minutes.yml。" in shown()


def test_export_of_one_bank_leaves_the_others_alone(root: Path) -> None:
    before = banks(root)
    assert (
        cli.main(["export", "excel", "--root", str(root), "--bank", "minutes", "--output", str(root / "bank.xlsx")])
        == 0
    )
    book = Edited((root / "bank.xlsx").read_bytes())
    book.put("判断题", 2, "解析", "都要写。")
    assert run(root, book, "--yes", "--withdraw") == 0
    assert banks(root)["meeting.yml"] == before["meeting.yml"]
    assert "都要写。" in banks(root)["minutes.yml"].decode()


def test_no_text_of_a_file_commands_the_terminal(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    book.put("单选题", 2, "难度", "_x001B_[2J\u202e很难")
    shown()
    assert run(root, book, "--yes") == 1
    printed = shown()
    assert "现在是“\ufffd[2J\ufffd很难”" in printed
    assert not {"\x1b", "\u202e"} & set(printed)


def test_a_bank_that_grows_too_large_is_refused_as_a_bank(root: Path, shown: Callable[[], str]) -> None:
    book = export(root)
    question = {"题库": "meeting", "要点": "r1-1-1-a", "难度": 1, "答案": "对", "解析": "是。"}
    for number in range(195):
        for heading, value in {**question, "题干": f"议题有{number}个。"}.items():
            book.put("判断题", number + 4, heading, value)
    shown()
    assert run(root, book, "--yes") == 1
    assert (
        "题库 quizzes/meeting.yml：一个题库最多 200 道题，加上这个文件的 195 道就有 203 道了。"
        "请把文件分成几份，分别导入，每份放进一个题库 [too-many]\n"
    ) in shown()


def test_fields_that_a_file_cannot_hold_are_kept_and_blanks_alone_change_nothing() -> None:
    before = {
        "id": "a-1",
        "stem": "甲？ ",
        "terms": ["三会一训"],
        "status": "approved",
        "options": [{"text": " 一"}, {"text": "二"}],
    }
    after = {"id": "a-1", "stem": "甲？", "terms": [], "options": [{"text": "一"}, {"text": "三"}]}
    wanted = {"status": "approved", "id": "a-1", "stem": "甲？ ", "options": [{"text": " 一"}, {"text": "三"}]}
    assert merged(before, after, {"stem", "terms", "options"}) == wanted
    assert merged(before, after, None) == {**wanted, "terms": ["三会一训"]}


def test_questions_that_still_have_no_id_get_theirs_with_the_import(root: Path) -> None:
    book = export(root)
    bank = root / "quizzes/meeting.yml"
    new = (
        "  - {type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要写%s。, answer: true, explanation: 要写。}\n"
    )
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text + new % "一" + new % "二", encoding="utf-8")
    book.put("单选题", 2, "解析", "改了。")
    assert run(root, book, "--yes") == 0
    lines = bank.read_text(encoding="utf-8").splitlines()[-2:]
    assert [line.split(",")[0] for line in lines] == ["  - {id: meeting-009", "  - {id: meeting-010"]
    assert inspect(root).diagnostics == ()
