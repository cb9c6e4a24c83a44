"""The overview and the last changes at the desk: what changed since the last release, undo, redo, an interrupted change."""

import json
import re
from pathlib import Path

import pytest

from course.journal import RECORD, write_together
from course.load.course import load_course
from course.model.changes import records
from course.release.manifest import record_line
from support.desks import DeskClient
from support.sample_course import sample_course
from support.small_release import release

BANK = "quizzes/minutes.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


def number_in(page: str) -> str:
    found = re.search(r'name="number" value="(\d+)"', page)
    assert found
    return found[1]


def test_the_overview_says_what_changed_since_the_last_release(root: Path) -> None:
    course, _ = load_course(root)
    release(root / "dist", "1.4.0", questions={name: record_line(one) for name, one in records(course).items()})
    bank = root / BANK
    bank.write_text(bank.read_text(encoding="utf-8").replace("就够了", "就行了"), encoding="utf-8")
    page = DeskClient(root).get("/")
    assert "从 1.4.0 版以来" in page
    assert "题干或选项有改动 1 道" in page
    assert "只写决定就行了" in page


def test_a_release_of_another_course_says_nothing_of_this_one(root: Path) -> None:
    release(root / "dist", "1.4.0", id="bie-de-kecheng", questions={})
    assert "1.4.0" not in DeskClient(root).get("/")


def test_the_last_change_is_undone_and_done_again(root: Path) -> None:
    bank = root / BANK
    before = bank.read_bytes()
    write_together(root, {BANK: before.replace("就够了".encode(), "就行了".encode())}, "改了一道题")
    after = bank.read_bytes()
    desk = DeskClient(root)
    assert "改了一道题" in desk.get("/")
    page = desk.get("/changes/")
    assert "改回的题（1 道）：minutes-01" in page
    assert desk.post("/changes/undo", {"number": number_in(page)})[0] == 200
    assert bank.read_bytes() == before
    assert desk.post("/changes/redo", {"number": number_in(desk.get("/changes/"))})[0] == 200
    assert bank.read_bytes() == after


def test_files_that_a_change_made_are_said_to_go_with_it(root: Path) -> None:
    write_together(root, {"local/unit.yml": "name: 某局\n"}, "填名称")
    assert "这次改动新建的、撤销后不再有的文件：local/unit.yml" in DeskClient(root).get("/changes/")


def test_terms_that_wait_for_the_unit_are_told_apart(root: Path) -> None:
    glossary = root / "docs/glossary.md"
    entry = "### {} {{ #term-{} }}\n\n由本单位规定的文件。\n\n- 依据：本单位文件\n\n"
    terms = entry.format("甲表、乙表", "jia") + entry.format("丙表", "bing")
    glossary.write_text(f"{glossary.read_text(encoding='utf-8')}\n{terms}", encoding="utf-8")
    assert "甲表、乙表；丙表" in DeskClient(root).get("/")


def test_a_change_that_is_not_the_last_any_more_is_not_undone(root: Path) -> None:
    write_together(root, {"local/unit.yml": "name: 某局\n"}, "填名称")
    desk = DeskClient(root)
    number = number_in(desk.get("/changes/"))
    write_together(root, {"local/unit.yml": "name: 别的局\n"}, "改名称")
    status, page = desk.post("/changes/undo", {"number": number})
    assert (status, "又有了别的改动" in page) == (409, True)
    assert (root / "local/unit.yml").read_text(encoding="utf-8") == "name: 别的局\n"


def test_a_file_that_was_edited_since_is_left_alone(root: Path) -> None:
    write_together(root, {"local/unit.yml": "name: 某局\n"}, "填名称")
    (root / "local/unit.yml").write_text("name: 手改的局\n", encoding="utf-8")
    page = DeskClient(root).get("/changes/")
    assert "不能撤销" in page
    assert "local/unit.yml 后来又改过" in page
    assert "/changes/undo" not in page


@pytest.mark.parametrize(("action", "left"), [("finish", "name: 新\n"), ("roll-back", "name: 旧\n")])
def test_an_interrupted_change_is_settled_first(root: Path, action: str, left: str) -> None:
    write_together(root, {"local/unit.yml": "name: 旧\n", "local/pages/a.md": "# 一\n"}, "先写")
    write_together(root, {"local/unit.yml": "name: 新\n", "local/pages/a.md": "# 二\n"}, "再写")
    record = max((root / ".course/changes").iterdir())
    record.rename(root / RECORD)
    assert json.loads((root / RECORD).read_text(encoding="utf-8"))["title"] == "再写"
    (root / "local/pages/a.md").write_text("# 一\n", encoding="utf-8")
    desk = DeskClient(root)
    assert "上一次写入被打断" in desk.get("/")
    assert desk.post(f"/changes/{action}", {})[0] == 200
    assert (root / "local/unit.yml").read_text(encoding="utf-8") == left
    assert "上一次写入被打断" not in desk.get("/changes/")


@pytest.mark.parametrize("action", ["finish", "roll-back"])
def test_an_interruption_that_another_window_has_settled_is_said_to_be_settled(root: Path, action: str) -> None:
    status, page = DeskClient(root).post(f"/changes/{action}", {})
    assert (status, "已经处理好了，这次什么也没有动" in page) == (200, True)
    assert "：。" not in page
