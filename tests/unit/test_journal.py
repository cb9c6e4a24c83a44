"""A command that is killed while it writes several files leaves a record, by which its change is finished or undone."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from course import cli
from course.errors import RefusedError
from course.journal import RECORD, finish, interrupted, undo, write_together
from support.killing import dies
from support.sample_course import sample_course
from support.workbooks import Edited

SOURCE = Path(__file__).resolve().parents[2]
QUESTION = "{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}"
BANK = f"title: 补充\npage: study/meeting.md\nquestions:\n  - {QUESTION}\n"


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


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


COMMANDS: dict[str, Callable[[Path], list[str]]] = {
    "ids": without_ids,
    "withdraw": to_withdraw,
    "import": to_import,
}


@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_step_a_command_says_so_and_is_finished_or_undone(
    name: str, stride: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = sample_course(tmp_path / "whole")
    arguments = COMMANDS[name](whole)
    assert cli.main([*arguments, "--root", str(whole)]) == 0
    after = contents(whole)
    records = step = 0
    died = True
    while died:
        step += stride
        root = sample_course(tmp_path / str(step))
        arguments = COMMANDS[name](root)
        before = contents(root)
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
            assert contents(copy) == before
            assert cli.main(["finish", "--root", str(root)]) == 0
        assert cli.main(["finish", "--root", str(root)]) == 0
        assert plain(contents(root)) in (before, after)
        assert not found or plain(contents(root)) == after
    assert records


def plain(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what was killed before the record stood: the next write in that folder removes it."""
    return {path: content for path, content in files.items() if not path.endswith(".part")}


@pytest.fixture
def halfway(root: Path) -> Path:
    """A course whose bank is new already, and whose list of ids is not."""
    record(root, **{"quizzes/meeting.yml": "# 新\n", "quizzes/ids.yml": "# 新\n", "quizzes/more.yml": "# 新\n"})
    (root / "quizzes/meeting.yml").write_text("# 新\n", encoding="utf-8")
    return root


def record(root: Path, **files: str) -> None:
    """Leave the record of a write that was killed before it wrote anything."""

    class Killed(BaseException):
        pass

    def killed(_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("course.journal.write_all", killed)
        with pytest.raises(Killed):
            write_together(root, files)


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
    assert cli.main(["upgrade", str(halfway), "--root", str(tmp_path / "other")]) == 1
    assert capsys.readouterr().err.count("./course undo") == 1
    assert contents(halfway) == before
    with pytest.raises(RefusedError, match="上一次写入被打断"):
        write_together(halfway, {"quizzes/meeting.yml": "x"})


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
    assert capsys.readouterr().out == "没有被打断的写入。\n没有要改回的文件。\n"
    assert contents(root) == before


@pytest.mark.parametrize(
    "text", ["", "[", "{}\n[]", '[{"path": "../a", "before": null, "after": "YQ=="}]', '[{"path": "a"}]']
)
def test_a_record_that_makes_no_sense_is_refused(text: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".course").mkdir()
    (root / RECORD).write_text(text, encoding="utf-8")
    for command in ("check", "finish", "undo"):
        assert cli.main([command, "--root", str(root)]) == 1
        assert "读不懂，可能损坏了。请从" in capsys.readouterr().err


def test_the_record_survives_cleaning(halfway: Path) -> None:
    for name in ("course", "dev"):
        shutil.copytree(SOURCE / "scripts" / name, halfway / "scripts" / name)
    (halfway / ".cache").mkdir()
    clean = [sys.executable, "-E", "-S", "-m", "dev.clean"]
    subprocess.run(clean, cwd=halfway / "scripts", check=True, capture_output=True)
    assert not (halfway / ".cache").exists()
    assert len(interrupted(halfway)) == 3


def test_files_are_removed_and_come_back(root: Path) -> None:
    before = contents(root)
    record(root, **{"quizzes/meeting.yml": "x"}, **{"quizzes/minutes.yml": "y"})
    content = json.loads((root / RECORD).read_text(encoding="utf-8"))
    content[1]["after"] = None
    (root / RECORD).write_text(json.dumps(content), encoding="utf-8")
    again = (root / RECORD).read_bytes()
    assert finish(root).paths == ("quizzes/meeting.yml", "quizzes/minutes.yml")
    assert not (root / "quizzes/minutes.yml").exists()
    (root / RECORD).write_bytes(again)
    undo(root)
    assert contents(root) == before


def test_one_file_alone_needs_no_record(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.journal.write_text", lambda *_: pytest.fail("a record was written"))
    assert write_together(root, {"quizzes/meeting.yml": "# 新\n"}) == ("quizzes/meeting.yml",)
    assert write_together(root, {"quizzes/meeting.yml": "# 新\n"}) == ()
