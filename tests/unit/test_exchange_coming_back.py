"""A file from Moodle as staff bring it back: into the banks by the import that shows what would change."""

from pathlib import Path

import pytest

from course import cli

FILES = {"moodle": "out.xml", "gift": "out.gift.txt"}


def exported(root: Path, form: str) -> Path:
    file = root / FILES[form]
    assert cli.main(["export", "--root", str(root), form, "--output", str(file)]) == 0
    return file


def bring_back(root: Path, file: Path) -> int:
    return cli.main(["import", str(file), "--root", str(root), "--yes"])


def banks(root: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in (root / "quizzes").glob("*.yml")}


@pytest.mark.parametrize("form", ["moodle"])
def test_what_was_not_changed_changes_nothing(form: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = root / "quizzes/meeting.yml"
    # The one thing that Moodle cannot carry.
    text = bank.read_text(encoding="utf-8").replace("[会前准备](study/meeting.md#r1-1-1)", "会前准备")
    bank.write_text(text, encoding="utf-8")
    file, before = exported(root, form), banks(root)
    assert bring_back(root, file) == 0
    assert "没有变化的：9 道。" in capsys.readouterr().out
    assert banks(root) == before


@pytest.mark.parametrize("form", FILES)
def test_what_was_changed_on_the_platform_is_written_and_nothing_else(form: str, root: Path) -> None:
    file, before = exported(root, form), banks(root)
    content = file.read_text(encoding="utf-8")
    assert content.count("材料到会场再发也不迟。") >= 1
    file.write_text(content.replace("材料到会场再发也不迟。", "材料到会场再发就行。"), encoding="utf-8")
    assert bring_back(root, file) == 0
    after = banks(root)
    old, new = before["meeting.yml"].splitlines(), after["meeting.yml"].splitlines()
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert ("    stem: 材料到会场再发也不迟。", "    stem: 材料到会场再发就行。") in changed
    assert {key: text for key, text in after.items() if key not in {"meeting.yml", "ids.yml"}} == {
        key: text for key, text in before.items() if key not in {"meeting.yml", "ids.yml"}
    }


def test_a_file_with_one_question_that_is_not_clear_changes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = exported(root, "moodle"), banks(root)
    content = file.read_text(encoding="utf-8").replace("要留出看的时间。", "要留出&lt;img src='x'&gt;时间。")
    file.write_text(content.replace("材料到会场再发也不迟。", "改过。"), encoding="utf-8")
    assert bring_back(root, file) == 1
    printed = capsys.readouterr()
    assert "文字里有图片，题库里写不下" in printed.out + printed.err
    assert banks(root) == before
