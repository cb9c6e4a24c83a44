"""审核 at the desk: what waits, the version approved before beside it, approval as `course approve` records it."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from course.edit.approve import approve
from course.edit.base import keep_base
from course.edit.review import Review
from course.journal import write_together
from course.load.course import load_course
from course.model.bank import answer_version
from course.model.review import standing
from course.site import player_data
from support.desks import DeskClient
from support.sample_course import sample_course
from support.small_release import manifest_of, pack

BY = Review("approved", "张三", "2026-11-26")
BANK = "quizzes/meeting.yml"
WAS, IS = "议题应当在什么时候告诉员工？", "议题应当在哪一天告诉员工？"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


def change(root: Path, before: str, after: str, path: str = BANK) -> None:
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def seen(page: str) -> dict[str, str]:
    """The fields with which a page says which version of each question it showed."""
    found = re.findall(r'name="(seen-[^"]+|stamp)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def stems(page: str) -> list[str]:
    """The stems of the questions that a page shows, versions beside each other in order."""
    return [str(json.loads(unescape(data)).get("stem")) for data in re.findall(r'data-question="([^"]*)"', page)]


def status_of(root: Path, name: str) -> tuple[str | None, str | None]:
    course, _ = load_course(root)
    found = next(standing(bank, one) for bank in course.banks for one in bank.questions if one.id == name)
    return found.status, found.reviewer


def test_what_changed_since_its_approval_stands_beside_the_version_of_the_base(root: Path) -> None:
    keep_base(root)
    approve(root, "meeting", BY, in_course=False)
    change(root, WAS, IS)
    desk = DeskClient(root)
    assert "审核以后改过" in desk.get("/reviews/")
    page = desk.get("/reviews/meeting")
    assert stems(page) == [WAS, IS]
    assert "审核时的（课程刚交付时的底稿）" in page
    assert "只改解析，审核仍然有效" in page


def test_the_change_before_which_it_was_approved_is_quoted(root: Path) -> None:
    approve(root, "meeting", BY, in_course=False)
    text = (root / BANK).read_text(encoding="utf-8")
    write_together(root, {BANK: text.replace(WAS, IS)}, "改题 meeting-01")
    assert "审核时的（‘改题 meeting-01’以前）" in DeskClient(root).get("/reviews/meeting")


@pytest.mark.parametrize("version", ["1.2.0", "1.3.0"])
def test_it_is_found_in_a_release_too(root: Path, version: str) -> None:
    approve(root, "meeting", BY, in_course=False)
    course, _ = load_course(root)
    bank = next(bank for bank in course.banks if bank.name == "meeting")
    script = player_data.script("courseShards", player_data.shard(course, bank, bank.questions, course.version))
    change(root, WAS, IS)
    released = {"1.2.0": script, "1.3.0": script.replace(answer_version(bank.questions[0]), "0" * 12)}
    for number, text in released.items():
        files = {"quizzes/data/meeting.0a1b2c3d.js": text.encode(), "index.html": b""}
        if number <= version:
            pack(root / "dist", number, files, manifest_of(files, number))
    page = DeskClient(root).get("/reviews/meeting")
    assert stems(page) == [WAS, IS]
    assert "1.2.0 版的发布包" in page


def test_a_damaged_release_is_passed_over(root: Path) -> None:
    approve(root, "meeting", BY, in_course=False)
    change(root, WAS, IS)
    files = {"quizzes/data/meeting.0a1b2c3d.js": b"courseShards.push({);"}
    pack(root / "dist", "1.2.0", files, manifest_of(files, "1.2.0"))
    (root / "dist/course-1.3.0.manifest.json").write_text("{", encoding="utf-8")
    assert "审核时的文字找不到了" in DeskClient(root).get("/reviews/meeting")


def test_a_version_that_lies_nowhere_is_said_to_be_lost(root: Path) -> None:
    approve(root, "meeting", BY, in_course=False)
    change(root, WAS, IS)
    page = DeskClient(root).get("/reviews/meeting")
    assert stems(page) == [IS]
    assert "审核时的文字找不到了" in page


@pytest.mark.parametrize("in_course", [True, False])
def test_chosen_questions_are_approved_as_the_command_does(root: Path, *, in_course: bool) -> None:
    desk = DeskClient(root)
    page = desk.get("/reviews/meeting?which=all")
    fields = {"by": "李四", "status": "approved", "chosen": ["meeting-01", "meeting-03"], **seen(page)}
    status, page = desk.post("/reviews/meeting", {**fields, **({"course": "yes"} if in_course else {})})
    assert (status, "2 道题记为“已批准”" in page) == (200, True)
    assert status_of(root, "meeting-01") == ("approved", "李四")
    assert status_of(root, "meeting-02") == (None, None)
    assert 'name="by" value="李四"' in desk.get("/reviews/minutes")
    assert (root / "local/reviews.yml").exists() is not in_course


def test_a_whole_bank_is_sent_back_without_a_name(root: Path) -> None:
    desk = DeskClient(root)
    fields = {"scope": "bank", "status": "draft", **seen(desk.get("/reviews/meeting?which=all"))}
    assert desk.post("/reviews/meeting", fields)[0] == 200
    assert status_of(root, "meeting-01") == ("draft", None)
    page = desk.get("/reviews/meeting")
    assert "这个题库没有等审核的题" not in page
    assert 'name="chosen" value="meeting-01"' in page


def test_all_faults_of_the_form_are_named_at_once_and_nothing_is_written(root: Path) -> None:
    desk = DeskClient(root)
    status, page = desk.post(
        "/reviews/meeting", {"by": " ", "status": "approved", **seen(desk.get("/reviews/meeting"))}
    )
    assert status == 422
    assert re.search('role="alert" tabindex="-1" autofocus>没有登记：没有写审核人的姓名.*没有选题', page)
    assert "没有选题" in page
    assert not (root / "local/reviews.yml").exists()


@pytest.mark.parametrize("scope", ["chosen", "bank"])
def test_a_question_that_changed_while_it_was_read_is_shown_in_both_versions_and_not_approved(
    root: Path, scope: str
) -> None:
    desk = DeskClient(root)
    fields: dict[str, object] = {"by": "李四", "status": "approved", "chosen": ["meeting-01"], "scope": scope}
    fields |= seen(desk.get("/reviews/meeting?which=all"))
    change(root, WAS, IS)
    status, page = desk.post("/reviews/meeting", fields)
    assert status == 409
    assert stems(page) == [WAS, IS]
    assert 'value="李四"' in page
    assert not (root / "local/reviews.yml").exists()
    # What the page shows now can be approved.
    assert desk.post("/reviews/meeting", {**fields, **seen(page)})[0] == 200
    assert status_of(root, "meeting-01") == ("approved", "李四")


@pytest.mark.parametrize("scope", ["chosen", "bank"])
def test_a_fault_of_the_form_does_not_hide_that_a_question_changed(root: Path, scope: str) -> None:
    desk = DeskClient(root)
    fields: dict[str, object] = {"by": "", "status": "approved", "chosen": ["meeting-01"], "scope": scope}
    fields |= seen(desk.get("/reviews/meeting?which=all"))
    change(root, WAS, IS)
    status, page = desk.post("/reviews/meeting", fields)
    assert status == 409
    assert stems(page) == [WAS, IS]
    assert "没有写审核人的姓名" in page


def test_a_change_elsewhere_in_the_bank_holds_up_the_approval_of_the_whole_bank_only(root: Path) -> None:
    desk = DeskClient(root)
    fields = {"by": "李四", "status": "approved", "chosen": ["meeting-01"], **seen(desk.get("/reviews/meeting"))}
    change(root, "提前定下并告诉", "提前定下来，告诉")
    change(root, "材料到会场再发也不迟", "材料到会场再发也行")
    assert desk.post("/reviews/meeting", {**fields, "scope": "bank"})[0] == 409


def test_text_of_a_question_is_text(root: Path) -> None:
    change(root, WAS, "<img src=x onerror=alert(1)>？")
    page = DeskClient(root).get("/reviews/meeting?which=all")
    assert "<img" not in page


def test_a_broken_course_is_not_approved(root: Path) -> None:
    desk = DeskClient(root)
    fields = {"by": "李四", "chosen": ["meeting-01"], **seen(desk.get("/reviews/meeting?which=all"))}
    change(root, "r2-1-1-a", "r9-9-9", "quizzes/minutes.yml")
    status, page = desk.post("/reviews/meeting", fields)
    assert status == 409
    assert "r9-9-9" in page


def test_a_question_that_cannot_be_shown_says_so(root: Path) -> None:
    change(root, "{text: 会议召开时, why", "{text: 会议召开时, correct: true, why")
    page = DeskClient(root).get("/reviews/meeting?which=all")
    assert "这道题有错误，显示不出来" in page


def test_an_unknown_bank_is_no_page(root: Path) -> None:
    assert DeskClient(root).client.get("/reviews/..%2fmeeting", base_url="http://127.0.0.1:8400").status_code == 404


def test_after_some_questions_the_others_come_and_then_the_next_bank(root: Path) -> None:
    desk = DeskClient(root)
    fields = {"by": "李四", "chosen": ["meeting-01", "meeting-02"], **seen(desk.get("/reviews/meeting"))}
    page = desk.post("/reviews/meeting", fields)[1]
    assert "2 道题记为“已批准”" in page
    assert 'href="/changes/">撤销' in page
    shown = re.findall(r'name="chosen" value="([^"]+)"', page)
    assert shown[0] == "meeting-03"
    page = desk.post("/reviews/meeting", {"by": "李四", "chosen": shown, **seen(page)})[1]
    assert "这个题库没有等审核的题" in page
    assert 'href="/reviews/minutes">下一个题库' in page
    # Nothing is left to tick.
    assert 'name="by"' not in page
