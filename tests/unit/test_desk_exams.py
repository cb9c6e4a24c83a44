"""组卷方案 at the desk: the unit's own are written, checked at once, changed where they stand, and removed."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from course.check import inspect
from course.load.course import load_course
from support.desks import ORIGIN, DeskClient, form_fields
from support.sample_course import sample_course

COURSE_EXAM = """\
title: 小测
about: 试一试
minutes: 5
passing: 3
sections:
  - {title: 判断题, type: truefalse, count: 2, marks: 2}
"""
NEW = "/papers/exams/new"
OWN = "/papers/exams/local-1"
FILE = "local/quizzes/exams/local-1.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    course = sample_course(tmp_path)
    (course / "quizzes/exams").mkdir()
    (course / "quizzes/exams/small.yml").write_text(COURSE_EXAM, encoding="utf-8")
    return course


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def save(desk: DeskClient, changes: Mapping[str, object], name: str = "local-1", wish: str = "save") -> tuple[int, str]:
    """Send the form of a blueprint as it comes, with changes."""
    path = f"/papers/exams/{name}"
    action = path.partition("?")[0]
    return desk.post(action, {**form_fields(desk.get(path), action), "do": wish, "scope": "all", **changes})


@pytest.fixture
def own(desk: DeskClient, root: Path) -> Path:
    """The file of a blueprint of the unit, made at the desk like the one of the course."""
    assert save(desk, {"title": "春季卷"}, "new?like=small")[0] == 200
    return root / FILE


def test_a_blueprint_of_the_unit_begins_with_one_of_the_course(desk: DeskClient, root: Path) -> None:
    assert f'href="{NEW}?like=small"' in desk.get("/papers/")
    status, page = save(desk, {"title": "春季卷", "passing": "2"}, "new?like=small")
    assert status == 200
    assert 'value="春季卷"' in page
    text = (root / FILE).read_text(encoding="utf-8")
    assert text == (
        "# yaml-language-server: $schema=../../../build/schema/exam.json\ntitle: 春季卷\nabout: 试一试\nminutes: 5\n"
        "passing: 2\nsections:\n  - {title: 判断题, type: truefalse, count: 2, marks: 2}\n"
    )
    assert inspect(root).diagnostics == ()
    assert (root / "quizzes/exams/small.yml").read_text(encoding="utf-8") == COURSE_EXAM
    assert '<option value="local-1" selected>春季卷（本单位）' in desk.get("/papers/?exam=local-1")
    assert "已撤销：写组卷方案“春季卷”" in undo(desk)
    assert not (root / FILE).exists()


def undo(desk: DeskClient) -> str:
    return desk.post("/changes/undo", form_fields(desk.get("/changes/"), "/changes/undo"))[1]


def test_what_changes_is_written_where_it_stands(desk: DeskClient, own: Path) -> None:
    text = (
        own.read_text(encoding="utf-8")
        .replace("minutes: 5", "minutes: 5 # 够了")
        .replace("marks: 2}", "marks: 2} # 两道")
    )
    own.write_text(text, encoding="utf-8")
    changes = {
        "minutes": "10",
        "passing": "2",
        "sections.0.count": "1",
        "difficulty.understand": "100",
        "scope": "choose",
    }
    assert save(desk, changes)[0] == 200
    assert own.read_text(encoding="utf-8") == text.replace("minutes: 5", "minutes: 10").replace("passing: 3", "passing: 2").replace("count: 2", "count: 1").replace(
        "sections:", "choose_page: true\ndifficulty: {remember: 0, understand: 100, apply: 0}\nsections:"
    )  # fmt: skip
    page = desk.get(OWN)
    assert 'value="choose" checked' in page
    assert re.search(r'name="difficulty.understand" value="100"', page)


def test_sections_are_added_moved_and_removed_before_anything_is_saved(desk: DeskClient, own: Path) -> None:
    before = own.read_bytes()
    status, page = save(desk, {}, wish="add:sections")
    assert (status, own.read_bytes()) == (200, before)
    assert "data-unsaved" in page
    fields = {**form_fields(page, OWN), "sections.1.type": "single", "sections.1.count": "1", "sections.1.marks": "3"}
    status, page = desk.post(OWN, {**fields, "scope": "all", "do": "up:sections.1"})
    assert desk.post(OWN, {**form_fields(page, OWN), "scope": "all", "do": "save"})[0] == 200
    assert own.read_text(encoding="utf-8").endswith(
        "sections:\n  - {title: 一、单选题, type: single, count: 1, marks: 3}\n"
        "  - {title: 判断题, type: truefalse, count: 2, marks: 2}\n"
    )
    assert 'value="满分' not in page
    assert "满分现在是 7" in page


def test_all_faults_stand_at_their_fields_and_nothing_is_written(desk: DeskClient, root: Path) -> None:
    status, page = save(desk, {"about": "", "sections.0.marks": ""}, "new?like=small")
    assert (status, set(re.findall(r'id="problem-([\w.]+)"', page))) == (422, {"about", "sections.0.marks"})
    wrong = {"minutes": "很久", "passing": "99", "difficulty.apply": "50", "sections.0.count": "9"}
    status, page = save(desk, wrong, "new?like=small")
    assert (status, set(re.findall(r'id="problem-([\w.]+)"', page))) == (422, {"minutes"})
    status, page = save(desk, {**wrong, "minutes": "5"}, "new?like=small")
    assert set(re.findall(r'id="problem-([\w.]+)"', page)) == {"passing", "difficulty", "sections.0.count"}
    assert "题库里有 2 道" in page
    status, page = save(desk, {"scope": "pages"}, "new?like=small")
    assert set(re.findall(r'id="problem-([\w.]+)"', page)) == {"pages"}
    assert not (root / FILE).exists()


def test_a_blueprint_can_be_looked_at_before_it_is_saved(desk: DeskClient, root: Path) -> None:
    status, page = save(desk, {"passing": "9"}, "new?like=small", wish="check")
    assert (status, set(re.findall(r'id="problem-([\w.]+)"', page))) == (200, {"passing"})
    assert "有 1 处要改，没有写入" in page
    assert "看过了，没有要改的。满分 4，还没有保存" in save(desk, {}, "new?like=small", wish="check")[1]
    assert not (root / FILE).exists()


def test_what_it_breaks_elsewhere_is_said_too(desk: DeskClient, own: Path, root: Path) -> None:
    (root / "local/unit.yml").write_text("pass_marks: {local-1: 4}\n", encoding="utf-8")
    status, page = save(desk, {"sections.0.count": "1"})
    assert (status, set(re.findall(r'id="problem-([\w.]+)"', page))) == (422, {"all"})
    assert "本单位的及格分 4，用那个" in page
    assert "count: 2" in own.read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_is_not_overwritten_before_both_were_seen(desk: DeskClient, own: Path) -> None:
    fields = {**form_fields(desk.get(OWN), OWN), "scope": "all", "do": "save", "minutes": "8"}
    own.write_text(own.read_text(encoding="utf-8").replace("minutes: 5", "minutes: 7"), encoding="utf-8")
    status, page = desk.post(OWN, fields)
    assert (status, "考试时间：7" in page, 'value="8"' in page) == (409, True, True)
    assert "minutes: 7" in own.read_text(encoding="utf-8")
    assert desk.post(OWN, {**form_fields(page, OWN), "scope": "all", "do": "save"})[0] == 200
    assert "minutes: 8" in own.read_text(encoding="utf-8")


@pytest.mark.parametrize("wish", ["add:sections", "check"])
def test_a_form_that_is_shown_again_is_still_made_from_the_file_as_it_was(
    desk: DeskClient, own: Path, wish: str
) -> None:
    fields = {**form_fields(desk.get(OWN), OWN), "scope": "all", "minutes": "8"}
    own.write_text(own.read_text(encoding="utf-8").replace("minutes: 5", "minutes: 7"), encoding="utf-8")
    status, page = desk.post(OWN, {**fields, "do": wish})
    assert status == 200
    status, page = desk.post(OWN, {**form_fields(page, OWN), "scope": "all", "do": "save"})
    assert (status, "考试时间：7" in page) == (409, True)
    assert "minutes: 7" in own.read_text(encoding="utf-8")


def test_a_blueprint_goes_with_its_pass_mark_once_that_is_sure(desk: DeskClient, own: Path, root: Path) -> None:
    (root / "local/unit.yml").write_text("name: 某局\npass_marks: {local-1: 4}\n", encoding="utf-8")
    fields = form_fields(desk.get(OWN), f"{OWN}/remove")
    assert "没有删去" in desk.post(f"{OWN}/remove", fields)[1]
    assert own.exists()
    assert "已删去组卷方案“春季卷”" in desk.post(f"{OWN}/remove", {**fields, "sure": "yes"})[1]
    assert not own.exists()
    assert (root / "local/unit.yml").read_text(encoding="utf-8") == "name: 某局\n"
    assert inspect(root).diagnostics == ()


def test_one_that_cannot_be_read_is_opened_to_be_corrected(desk: DeskClient, own: Path, root: Path) -> None:
    own.write_text("title: 春季卷\nminutes: 很久\nsections: 没有\n", encoding="utf-8")
    assert OWN in desk.get("/papers/")
    assert f'href="{OWN}"' in desk.get("/")
    page = desk.get(OWN)
    assert 'value="很久"' in page
    fields = {"sections.0.count": "1", "sections.0.type": "truefalse", "sections.0.marks": "1", "about": "试", "minutes": "5", "passing": "1"}  # fmt: skip
    assert save(desk, fields)[0] == 200
    assert load_course(root)[0].exams[-1].exam.minutes == 5


@pytest.mark.parametrize("name", ["small", "local-2", "..%2f..%2funit", "local-..%2f..%2fx"])
def test_only_blueprints_of_the_unit_are_opened(desk: DeskClient, name: str) -> None:
    assert desk.client.get(f"/papers/exams/{name}", base_url=ORIGIN).status_code == 404
