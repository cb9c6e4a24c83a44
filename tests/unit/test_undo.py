"""`course undo` takes back the last change as a whole, whichever command made it, and frees no id."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest

from course import cli
from course.edit import undo
from course.edit.base import keep_base
from course.errors import RefusedError
from course.journal import RECORD, changes
from course.load.course import load_course
from support.folders import contents
from support.sample_course import sample_course
from support.workbooks import Edited

SOURCE = Path(__file__).resolve().parents[2]
IDS = "quizzes/ids.yml"
QUESTION = "{{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: {stem}, answer: true, explanation: 要有。}}"


def run(root: Path, *arguments: str) -> None:
    assert cli.main([*arguments, "--root", str(root)]) == 0


def add(root: Path, stem: str) -> None:
    file = root / "quizzes/meeting.yml"
    file.write_text(file.read_text(encoding="utf-8") + f"  - {QUESTION.format(stem=stem)}\n", encoding="utf-8")


def imported(root: Path) -> list[str]:
    """Return the command that imports a workbook with a new question and a changed one."""
    file = root.parent / "题库.xlsx"
    run(root, "export", "excel", "--output", str(file), "--force")
    book = Edited(file.read_bytes())
    number = len(changes(root)) + 1
    book.put("单选题", 2, "解析", f"改了 {number} 次。")
    stem = f"材料第 {number} 次当场发。"
    book.add("判断题", 题库="meeting", 题干=stem, 答案="错", 解析="要提前发。", 要点="r1-1-1-b", 难度="记忆")
    file.write_bytes(book.content())
    return ["import", str(file), "--yes"]


def filled_in(root: Path) -> list[str]:
    file = root.parent / "本单位的规定.xlsx"
    run(root, "unit", "export", "--output", str(file), "--force")
    book = Edited(file.read_bytes())
    sheet = book.book.worksheets[0]
    sheet["F2"] = "由办公室统一印制。"
    file.write_bytes(book.content())
    return ["unit", "import", str(file), "--yes"]


def compared(root: Path) -> list[str]:
    (root / "source.txt").write_text("会前定好议题。\n会后归档。\n", encoding="utf-8")
    page = root / "docs/study/meeting.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("{ #r1-1-1-a", '{ #r1-1-1-a data-source="1"'), encoding="utf-8")
    return ["confirm", "r1-1-1-a"]


def upgraded(root: Path) -> list[str]:
    keep_base(root)
    old = sample_course(root.parent / "旧的")
    keep_base(old)
    # Its records stay there.
    run(old, "approve", "meeting", "--by", "张三")
    (old / "documents.yml").write_text("documents: []\n", encoding="utf-8")
    (old / "docs/index.md").write_text("# 首页\n\n本单位的。\n", encoding="utf-8")
    (old / "local/unit.yml").write_text("name: 某局\n", encoding="utf-8")
    return ["upgrade", str(old)]


COMMANDS: list[tuple[str, Callable[[Path], list[str]]]] = [
    ("审核 meeting：8 道题记为“已批准”，张三", lambda _: ["approve", "meeting", "--by", "张三"]),
    ("审核 meeting：8 道题记为“草稿”", lambda _: ["approve", "meeting", "--status", "draft", "--course"]),
    ("停用 1 道题：meeting-03", lambda _: ["withdraw", "meeting-03"]),
    ("停用 1 道题：meeting-03", lambda _: ["withdraw", "meeting-03", "--course"]),
    ("登记核对：1 个要点", compared),
    ("导入 本单位的规定.xlsx：本单位的规定", filled_in),
    ("从 {folder} 升级", upgraded),
]


@pytest.mark.parametrize(
    ("title", "prepare"), COMMANDS, ids=["local", "course", "unused", "withdrawn", "confirm", "unit", "upgrade"]
)
def test_every_command_that_changes_the_course_is_undone_to_the_byte(
    title: str, prepare: Callable[[Path], list[str]], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = prepare(root)
    before = contents(root)
    cli.main([*command, "--root", str(root)])
    after = contents(root)
    assert after != before
    (change,) = changes(root)
    assert change.title == title.format(folder=root.parent / "旧的")
    assert set(change.paths) == {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert abs((datetime.now().astimezone() - change.time).total_seconds()) < 600
    run(root, "undo", "--yes")
    assert contents(root) == before
    run(root, "redo", "--yes")
    assert contents(root) == after
    assert "撤销这次改动：" + change.summary in capsys.readouterr().out


def test_an_import_is_undone_and_the_id_of_its_new_question_is_never_used_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = imported(root)
    before = contents(root)
    run(root, *command)
    after = contents(root)
    (change,) = changes(root)
    assert (change.title, change.assigned) == ("导入 题库.xlsx：新题 1 道、改动 1 道", ("meeting-009",))
    capsys.readouterr()
    run(root, "undo", "--yes")
    assert capsys.readouterr().out.splitlines() == [
        f"撤销这次改动：{change.summary}",
        "改回原来样子的文件：quizzes/meeting.yml、quizzes/ids.yml",
        "去掉的题（1 道）：meeting-009",
        "改回的题（1 道）：meeting-01",
        "题号登记过，记为停用，不会再给别的题：meeting-009",
        "已撤销。再运行 ./course undo，撤销更早的一次；要恢复刚才撤销的，运行 ./course redo。",
    ]
    undone_files = contents(root)
    list_before, list_now = (files.pop(IDS).decode() for files in (before, undone_files))
    assert undone_files == before
    assert list_now == list_before.replace("withdrawn: []", "withdrawn:\n  - meeting-009")
    run(root, "redo", "--yes")
    assert contents(root) == after
    run(root, "undo", "--yes")
    run(root, *command)
    assert changes(root)[0].assigned == ("meeting-010",)
    run(root, "check")


def test_several_imports_are_undone_one_after_the_other_and_done_again(root: Path) -> None:
    files = []
    for _ in range(2):
        run(root, *imported(root))
        files.append(contents(root))
    run(root, "undo", "--yes")
    assert without_list(contents(root)) == without_list(files[0])
    run(root, "undo", "--yes")
    assert without_list(contents(root)) == without_list(contents(sample_course(root.parent / "before")))
    assert withdrawn(root) == ["meeting-010", "meeting-009"]
    run(root, "redo", "--yes")
    assert without_list(contents(root)) == without_list(files[0])
    assert withdrawn(root) == ["meeting-010"]
    run(root, "redo", "--yes")
    assert contents(root) == files[1]


def without_list(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path != IDS}


def withdrawn(root: Path) -> list[str]:
    return [name for name, _ in load_course(root)[0].ids.withdrawn]


def test_ids_that_were_recorded_since_stay_recorded(root: Path) -> None:
    run(root, *imported(root))
    file = root / IDS
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("withdrawn: []", "withdrawn:\n  - meeting-077"), encoding="utf-8")
    run(root, "undo", "--yes")
    assert withdrawn(root) == ["meeting-077", "meeting-009"]


def test_a_list_of_ids_with_a_note_of_its_own_is_not_written_over(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, "withdraw", "meeting-03", "--course")
    file = root / IDS
    file.write_text(file.read_text(encoding="utf-8") + "  # 备注\n", encoding="utf-8")
    before = contents(root)
    assert cli.main(["undo", "--yes", "--root", str(root)]) == 1
    assert f"{IDS} 后来又改过" in capsys.readouterr().err
    assert contents(root) == before


def test_a_withdrawal_is_undone_beside_what_was_recorded_since(root: Path) -> None:
    run(root, "withdraw", "meeting-03", "--course")
    file = root / IDS
    file.write_text(file.read_text(encoding="utf-8") + "  - meeting-077\n", encoding="utf-8")
    run(root, "undo", "--yes")
    course, _ = load_course(root)
    assert withdrawn(root) == ["meeting-077"]
    assert "meeting-03" in {known.id for known in course.ids.questions}
    run(root, "check")


def test_a_list_of_ids_that_cannot_be_read_is_not_written_over(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, *imported(root))
    (root / IDS).write_text("questions: [\n", encoding="utf-8")
    before = contents(root)
    assert cli.main(["undo", "--yes", "--root", str(root)]) == 1
    assert f"没有撤销：{IDS} 有错误，登记过的编号会丢" in capsys.readouterr().err
    assert contents(root) == before


def test_what_was_edited_since_is_named_before_anything_is_asked(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, *imported(root))
    add(root, "后来加的。")
    before = contents(root)
    capsys.readouterr()
    assert cli.main(["undo", "--root", str(root)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("没有撤销：quizzes/meeting.yml 后来又改过，继续会盖掉这些改动，所以什么也没有动。")
    assert contents(root) == before
    assert len(changes(root)) == 1


def test_another_change_while_the_user_decides_stops_the_undo(root: Path) -> None:
    run(root, "withdraw", "meeting-03")
    found = undo.prepare(root)
    assert found is not None
    run(root, "withdraw", "meeting-05")
    before = contents(root)
    with pytest.raises(RefusedError, match="又有了别的改动"):
        undo.undo(root, found)
    assert contents(root) == before


def test_a_new_course_begins_without_changes(tmp_path: Path) -> None:
    source = tmp_path / "办法.txt"
    source.write_text("第一条 要有记录。\n第二条 要有档案。\n", encoding="utf-8")
    folder = tmp_path / "new"
    assert cli.main(["new", str(folder), "--from", str(source), "--id", "rules", "--yes"]) == 0
    assert changes(folder) == []
    assert (folder / IDS).is_file()


def test_git_does_not_see_the_records(root: Path) -> None:
    shutil.copy(SOURCE / ".gitignore", root / ".gitignore")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    run(root, "approve", "meeting", "--by", "张三")
    (root / RECORD).write_text("{}", encoding="utf-8")
    assert git(root, "status", "--porcelain").splitlines() == ["?? local/"]


def git(root: Path, *arguments: str) -> str:
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(["git", *names, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("A "))


def test_undoing_asks_and_does_nothing_without_an_answer(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, "withdraw", "meeting-03")
    before = contents(root)
    for answer, code in (("", 1), ("不\n", 1), ("是\n", 0)):
        assert contents(root) == before
        monkeypatch.setattr("sys.stdin", StringIO(answer))
        assert cli.main(["undo", "--root", str(root)]) == code
    assert contents(root) != before
    assert "没有撤销，什么也没有动。" in capsys.readouterr().err
