"""A command that is killed while it writes several files leaves a record, by which its change is finished or undone."""

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest

from course import cli
from course.errors import ChangedMeanwhileError, RefusedError
from course.files import content_of, write_generated
from course.journal import (
    CHANGES,
    MOST_CHANGES,
    RECORD,
    changes,
    finish,
    interrupted,
    redo,
    roll_back,
    undo,
    undone,
    write_together,
)
from support.folders import contents
from support.killing import dies
from support.sample_course import sample_course
from support.workbooks import Edited

SOURCE = Path(__file__).resolve().parents[2]
QUESTION = "{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}"
BANK = f"title: 补充\npage: study/meeting.md\nquestions:\n  - {QUESTION}\n"


def without_ids(root: Path) -> list[str]:
    for name in ("extra", "more"):
        (root / f"quizzes/{name}.yml").write_text(BANK, encoding="utf-8")
    return ["ids"]


def to_withdraw(_: Path) -> list[str]:
    return ["withdraw", "meeting-03", "--course"]


def to_import(root: Path) -> list[str]:
    book, beside = root.parent / f"{root.name}.xlsx", str(root)
    assert cli.main(["export", "excel", "--root", beside, "--output", str(book)]) == 0
    edited = Edited(book.read_bytes())
    edited.put("判断题", 2, "题库", "minutes")
    edited.put("单选题", 2, "解析", "改了。")
    book.write_bytes(edited.content())
    return ["import", str(book), "--yes"]


def to_approve(_: Path) -> list[str]:
    return ["approve", "meeting", "--by", "张三"]


def to_undo(root: Path) -> list[str]:
    assert cli.main([*to_withdraw(root), "--root", str(root)]) == 0
    assert cli.main([*without_ids(root), "--root", str(root)]) == 0
    return ["undo", "--yes"]


def to_redo(root: Path) -> list[str]:
    assert cli.main([*to_undo(root), "--root", str(root)]) == 0
    return ["redo", "--yes"]


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "ids": without_ids,
    "withdraw": to_withdraw,
    "import": to_import,
    "approve": to_approve,
    "undo": to_undo,
    "redo": to_redo,
}


def state(root: Path) -> tuple[dict[str, bytes], int, int]:
    """Return the files, and how many changes can be undone and done again."""
    return contents(root), len(changes(root)), len(undone(root))


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step_a_command_says_so_and_is_finished_or_undone(
    name: str, stride: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = sample_course(tmp_path / "start")
    arguments = COMMANDS[name](start)
    before = state(start)
    whole = Path(shutil.copytree(start, tmp_path / "whole"))
    assert cli.main([*arguments, "--root", str(whole)]) == 0
    after = state(whole)
    rolled_back = before if name in {"undo", "redo"} else (before[0], before[1], 1)
    records = step = 0
    died = True
    while died:
        step += stride
        root = Path(shutil.copytree(start, tmp_path / str(step)))
        died = dies(step, [*arguments, "--root", str(root)], root, writing=True)
        found = bool(interrupted(root))
        records += found
        capsys.readouterr()
        if found:
            assert cli.main(["check", "--root", str(root)]) == 1
            (line,) = capsys.readouterr().out.splitlines()
            assert line.startswith(f"{RECORD}:1:1: 上一次写入被打断")
            copy = Path(shutil.copytree(root, tmp_path / f"{step}-undone"))
            assert cli.main(["undo", "--root", str(copy)]) == 0
            assert state(copy) == rolled_back
            assert cli.main(["finish", "--root", str(root)]) == 0
        assert cli.main(["finish", "--root", str(root)]) == 0
        present, *kept = state(root)
        assert (plain(present), *kept) in (before, after)
        assert not found or (plain(present), *kept) == after
    assert records


def plain(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what was killed before the record stood: the next write in that folder removes it."""
    return {path: content for path, content in files.items() if not path.endswith(".part")}


@pytest.fixture
def halfway(root: Path) -> Path:
    return started(root)


def started(root: Path) -> Path:
    """Return a course whose bank is new already, and whose list of ids is not."""
    record(root, **{"quizzes/meeting.yml": "# 新\n", "quizzes/ids.yml": "# 新\n", "quizzes/more.yml": "# 新\n"})
    (root / "quizzes/meeting.yml").write_text("# 新\n", encoding="utf-8")
    return root


def record(root: Path, **files: str | None) -> None:
    """Leave the record of a write that was killed before it wrote anything."""

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("course.journal._settle", killed)
        with pytest.raises(Killed):
            write_together(root, files, "改了几个文件")


STOPPED = [
    ["check"], ["build"], ["assemble"], ["ids"], ["approve", "meeting", "--by", "张三"], ["release", "1.0.0"],
    ["confirm", "--all"], ["withdraw", "meeting-01"], ["export", "excel"], ["export", "gift"], ["paper"], ["coverage"],
    ["unit", "export"], ["booklet-word"], ["quality"], ["blind"], ["review-sheet"],
]  # fmt: skip


@pytest.mark.parametrize("command", STOPPED, ids=" ".join)
def test_every_command_stops_with_one_line_until_it_is_settled(
    command: list[str], halfway: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = contents(halfway)
    assert cli.main([*command, "--root", str(halfway)]) == 1
    printed = capfd.readouterr()
    (line,) = [line for line in (printed.out + printed.err).splitlines() if "[interrupted-write]" in line]
    assert "接着写完：./course finish；撤销，改回原来的样子：./course undo" in line
    assert "[yaml" not in printed.out
    assert contents(halfway) == before


def test_an_import_or_an_upgrade_does_not_write_over_an_interrupted_write(
    halfway: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "题.xlsx"
    assert cli.main(["export", "excel", "--root", str(sample_course(tmp_path / "other")), "--output", str(book)]) == 0
    before = contents(halfway)
    assert cli.main(["import", str(book), "--root", str(halfway), "--yes"]) == 1
    capsys.readouterr()
    assert cli.main(["upgrade", str(halfway), "--root", str(tmp_path / "other")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"旧文件夹没有写完，请先在 {halfway} 里处理" in line
    assert "./course undo" in line
    assert contents(halfway) == before
    with pytest.raises(RefusedError, match="上一次写入被打断"):
        write_together(halfway, {"quizzes/meeting.yml": "x"}, "改")


def test_a_rest_is_not_written_over_what_was_edited_since(halfway: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edited = halfway / "quizzes/ids.yml"
    edited.write_text("# 后来改的\n", encoding="utf-8")
    before = contents(halfway)
    assert cli.main(["finish", "--root", str(halfway)]) == 1
    assert "quizzes/ids.yml 又改过" in (refused := capsys.readouterr().err)
    assert "./course undo" in refused
    assert contents(halfway) == before
    assert cli.main(["undo", "--root", str(halfway)]) == 0
    assert "后来又改过、没有动的：quizzes/ids.yml。" in capsys.readouterr().out
    assert edited.read_text(encoding="utf-8") == "# 后来改的\n"
    assert "# 新" not in (halfway / "quizzes/meeting.yml").read_text(encoding="utf-8")
    assert not (halfway / RECORD).exists()


def test_finishing_and_undoing_nothing_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(root)
    assert cli.main(["finish", "--root", str(root)]) == 0
    assert cli.main(["undo", "--root", str(root)]) == 0
    assert cli.main(["redo", "--root", str(root)]) == 0
    assert capsys.readouterr().out == "没有被打断的写入。\n没有可以撤销的改动。\n没有可以恢复的改动。\n"
    assert contents(root) == before


BROKEN = ["", "[", "{}\n[]", "[]", '{"number": 1}', "{}"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_record_that_makes_no_sense_is_refused(text: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".course").mkdir()
    (root / RECORD).write_text(text, encoding="utf-8")
    for command in ("check", "finish", "undo"):
        assert cli.main([command, "--root", str(root)]) == 1
        assert "读不懂，可能损坏了。请从" in capsys.readouterr().err


@pytest.mark.parametrize("text", BROKEN)
def test_a_kept_record_that_makes_no_sense_stops_nothing_but_undoing(
    text: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(root, "ids", "")
    (kept,) = (root / CHANGES).iterdir()
    kept.write_text(text, encoding="utf-8")
    assert cli.main(["undo", "--yes", "--root", str(root)]) == 1
    assert f"{kept} 读不懂，可能损坏了。请删去这个文件" in capsys.readouterr().err
    assert cli.main(["ids", "--root", str(root)]) == 0


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "c:a", "a\\b"])
def test_a_record_that_leads_out_of_the_project_is_refused(path: str, root: Path) -> None:
    put(root, "extra", "1")
    (kept,) = (root / CHANGES).iterdir()
    content = json.loads(kept.read_text(encoding="utf-8"))
    content["files"][0]["path"] = path
    kept.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(RefusedError, match="读不懂"):
        undo(root, 1)


def test_the_records_survive_cleaning(root: Path) -> None:
    put(root, "extra", "1")
    halfway = started(root)
    for name in ("course", "dev"):
        shutil.copytree(SOURCE / "scripts" / name, halfway / "scripts" / name)
    (halfway / ".cache").mkdir()
    clean = [sys.executable, "-E", "-S", "-m", "dev.clean"]
    subprocess.run(clean, cwd=halfway / "scripts", check=True, capture_output=True)
    assert not (halfway / ".cache").exists()
    assert len(interrupted(halfway)) == 3
    assert len(changes(halfway)) == 1


def test_files_are_removed_and_come_back(root: Path) -> None:
    before = contents(root)
    record(root, **{"quizzes/meeting.yml": "x", "quizzes/minutes.yml": None})
    again = (root / RECORD).read_bytes()
    assert finish(root).paths == ("quizzes/meeting.yml", "quizzes/minutes.yml")
    assert not (root / "quizzes/minutes.yml").exists()
    (root / RECORD).write_bytes(again)
    roll_back(root)
    assert contents(root) == before


def test_a_write_that_changes_nothing_is_no_change(root: Path) -> None:
    assert write_together(root, {"quizzes/meeting.yml": "# 新\n"}, "改") == ("quizzes/meeting.yml",)
    assert write_together(root, {"quizzes/meeting.yml": "# 新\n"}, "再改") == ()
    assert [change.title for change in changes(root)] == ["改"]


def put(root: Path, name: str, text: str | None, title: str = "改") -> None:
    write_together(root, {f"quizzes/{name}.yml": text}, title)


def test_changes_are_undone_and_done_again_in_turn_whatever_the_clock_says(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [contents(root)]
    for text, day in (("1", 20), ("2", 3), (None, 11)):
        monkeypatch.setattr("course.journal.datetime", clock(day))
        put(root, "extra", text, f"第 {day} 天")
        states.append(contents(root))
    monkeypatch.undo()
    assert [change.title for change in changes(root)] == ["第 11 天", "第 3 天", "第 20 天"]
    for number in (3, 2, 1):
        undo(root, number)
        assert contents(root) == states[number - 1]
    assert changes(root) == []
    for number in (1, 2, 3):
        redo(root, number)
        assert contents(root) == states[number]


def clock(day: int) -> type[datetime]:
    class Wrong(datetime):
        @classmethod
        def now(cls, _: tzinfo | None = None) -> Self:
            return cls(2020, 1, day)

    return Wrong


def test_a_change_after_an_undo_takes_its_place(root: Path) -> None:
    put(root, "extra", "1", "一")
    put(root, "extra", "2", "二")
    undo(root, 2)
    put(root, "extra", "3", "三")
    assert [change.title for change in changes(root)] == ["三", "一"]
    assert undone(root) == []


def test_nothing_is_undone_where_a_file_was_edited_since(root: Path) -> None:
    write_together(root, {"quizzes/meeting.yml": "1", "quizzes/minutes.yml": "2"}, "改")
    (root / "quizzes/minutes.yml").write_text("后来改的", encoding="utf-8")
    edited = contents(root)
    with pytest.raises(RefusedError, match=r"^quizzes/minutes\.yml 后来又改过") as refused:
        undo(root, 1)
    assert "meeting" not in str(refused.value)
    assert contents(root) == edited
    assert len(changes(root)) == 1


def test_only_the_change_that_was_shown_is_undone(root: Path) -> None:
    put(root, "extra", "1")
    put(root, "extra", "2")
    before = contents(root)
    for number in (1, 3):
        with pytest.raises(RefusedError, match="又有了别的改动"):
            undo(root, number)
    with pytest.raises(RefusedError, match="又有了别的改动"):
        redo(root, 1)
    assert contents(root) == before


def test_a_disk_that_refuses_leaves_everything_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "extra", "1")
    put(root, "extra", "2")
    before = state(root)

    def refuse(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("course.files.os.replace", once_then(refuse))
        with pytest.raises(PermissionError):
            undo(root, 2)
    assert state(root) == before
    assert not interrupted(root)


def once_then(refuse: Callable[..., None]) -> Callable[..., None]:
    """Return what replaces a file the first time, and refuses from then on."""
    replaced = iter([os.replace])
    return lambda *paths: (next(replaced, refuse))(*paths)  # noqa: PLW0108 -- another one each time


def test_the_record_is_on_the_disk_before_the_first_file_is_replaced_and_goes_after_the_last(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "extra", "1")
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "content")
        sync(handle)

    def replaced(source: str | Path, target: str | Path) -> None:
        steps.append(Path(target).name)
        replace(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    write_together(root, {"quizzes/extra.yml": "2", "quizzes/more.yml": "2", "docs/more.md": "2"}, "改")
    record = ["content", Path(RECORD).name, "folder"]
    assert steps[:-1] == [*record, *["content"] * 3, "extra.yml", "more.yml", "more.md", "folder", "folder"]
    steps.clear()
    write_generated(root, {"build/page.md": "1"}, ["build"])
    assert steps == ["page.md"]


def test_the_last_changes_are_kept_and_no_more_than_a_size(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(MOST_CHANGES + 5):
        put(root, "extra", f"{number}", f"{number}")
    assert [int(change.title) for change in changes(root)] == [*reversed(range(5, MOST_CHANGES + 5))]
    monkeypatch.setattr("course.journal.MOST_BYTES", 1)
    put(root, "extra", "x", "最后")
    assert [change.title for change in changes(root)] == ["最后"]


def test_two_programs_at_once_each_leave_a_change(root: Path) -> None:
    script = "import sys; from pathlib import Path; from course.journal import write_together as w\n"
    script += "for n in range(5): w(Path(sys.argv[1]), {f'quizzes/{sys.argv[2]}.yml': str(n), 'quizzes/both.yml': sys.argv[2] + str(n)}, sys.argv[2])"
    programs = [subprocess.Popen([sys.executable, "-c", script, str(root), name]) for name in ("one", "two")]
    assert [program.wait(60) for program in programs] == [0, 0]
    assert sorted(change.title for change in changes(root)) == ["one"] * 5 + ["two"] * 5
    for change in changes(root):
        undo(root, change.number)
    assert not [path for path in contents(root) if path in {"quizzes/one.yml", "quizzes/two.yml", "quizzes/both.yml"}]


def test_a_file_that_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("旧", encoding="utf-8")
    before = {name: content_of(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")}
    (tmp_path / "b.txt").write_text("别人写的", encoding="utf-8")
    (tmp_path / "c.txt").write_text("别人新建的", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError) as caught:
        write_together(tmp_path, {"a.txt": "新", "b.txt": "新"}, "改", before=before)
    assert caught.value.paths == ("b.txt", "c.txt")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "旧"
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "别人写的"
    assert changes(tmp_path) == []
