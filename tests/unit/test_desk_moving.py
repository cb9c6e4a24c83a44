"""A question moves to another bank: what it says, its id, its comments and what members have answered stay."""

import json
from pathlib import Path

import pytest

from course.check import inspect_whole
from course.edit.approve import approve
from course.edit.review import Review
from course.importing.one_question import stored_questions
from course.model.bank import answer_version
from support.desks import DeskClient, form_fields
from support.sample_course import sample_course

FROM, TO = "quizzes/meeting.yml", "quizzes/minutes.yml"
OLD, NEW = "/questions/meeting/meeting-03", "/questions/minutes/meeting-03"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = sample_course(tmp_path)
    text = (root / FROM).read_text(encoding="utf-8")
    text = text.replace("  - id: meeting-03\n", "  # 会上常答错\n  - id: meeting-03\n")
    text = text.replace("    answer: false\n", "    # 2027 年再核对\n    answer: false\n", 1)
    (root / FROM).write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


def move(desk: DeskClient, address: str = OLD, **changes: object) -> tuple[int, str]:
    fields = form_fields(desk.get(address), address)
    return desk.post(address, {**fields, "bank": "minutes", "do": "save", **changes})


def versions(root: Path) -> dict[str | None, str]:
    """Return by id what members' records hold of the questions."""
    return {question.id: answer_version(question) for _, question in inspect_whole(root).course.questions()}


def test_a_question_moves_with_its_id_its_comments_and_its_records(desk: DeskClient, root: Path) -> None:
    before = {path: (root / path).read_bytes() for path in (FROM, TO, "quizzes/ids.yml")}
    records, course_version = versions(root), inspect_whole(root).course.version
    status, page = move(desk)
    assert status == 200
    assert "移到了“管好会议记录”，题号 meeting-03 不变" in page
    assert (
        (root / TO)
        .read_text(encoding="utf-8")
        .endswith(
            "  # 会上常答错\n  - id: meeting-03\n    type: truefalse\n    points: [r1-1-1-b]\n    difficulty: 1\n"
            "    stem: 材料到会场再发也不迟。\n    # 2027 年再核对\n    answer: false\n    explanation: 要留出看的时间。\n"
        )
    )
    assert "meeting-03" not in (root / FROM).read_text(encoding="utf-8")
    assert (root / "quizzes/ids.yml").read_bytes() == before["quizzes/ids.yml"]
    assert (versions(root), inspect_whole(root).course.version) == (records, course_version)
    assert inspect_whole(root).diagnostics == ()
    # One press takes both files back.
    fields = form_fields(desk.get("/changes/"), "/changes/undo")
    assert "已撤销：把 meeting-03 移到“管好会议记录”" in desk.post("/changes/undo", fields)[1]
    assert {path: (root / path).read_bytes() for path in before} == before


def test_a_bank_in_brackets_takes_the_comments_too(desk: DeskClient, root: Path) -> None:
    fields = stored_questions(root, TO)
    questions = ", ".join(json.dumps(one.fields, ensure_ascii=False) for one in fields)
    (root / TO).write_text(f"title: 管好会议记录\npage: study/minutes.md\nquestions: [{questions}]\n", encoding="utf-8")
    bank = root / FROM
    text = bank.read_text(encoding="utf-8").replace(
        "stem: 材料到会场再发也不迟。\n", "stem: 材料到会场再发也不迟。 # 原题 3\n"
    )
    bank.write_text(text, encoding="utf-8")
    assert inspect_whole(root).diagnostics == ()
    assert move(desk)[0] == 200
    moved = (root / TO).read_text(encoding="utf-8")
    assert "\n  # 会上常答错\n  # 原题 3\n  # 2027 年再核对\n  {" in moved
    assert stored_questions(root, TO)[-1].fields["id"] == "meeting-03"
    assert inspect_whole(root).diagnostics == ()


def test_a_question_is_changed_and_moved_at_once(desk: DeskClient, root: Path) -> None:
    assert move(desk, explanation="要留出时间。")[0] == 200
    moved = stored_questions(root, TO)[-1].fields
    assert (moved["id"], moved["explanation"]) == ("meeting-03", "要留出时间。")
    assert move(desk, NEW, bank="meeting", stem="材料会上才发也行。")[0] == 200
    assert stored_questions(root, FROM)[-1].fields["stem"] == "材料会上才发也行。"


def test_an_old_address_leads_to_the_question_and_an_old_form_does_not_bring_it_back(
    desk: DeskClient, root: Path
) -> None:
    old = form_fields(desk.get(OLD), OLD)
    move(desk)
    after = {path: (root / path).read_bytes() for path in (FROM, TO)}
    assert f'action="{NEW}"' in desk.get(OLD)
    status, page = desk.post(OLD, {**old, "explanation": "我写的。", "do": "save"})
    assert status == 409
    assert "这道题刚才被改过" in page
    assert "我写的。" in page
    assert {path: (root / path).read_bytes() for path in after} == after


def test_the_points_to_tick_are_those_of_the_chosen_banks_page(desk: DeskClient) -> None:
    fields = form_fields(desk.get(OLD), OLD)
    assert 'value="r2-1-1-a"' not in desk.get(OLD)
    page = desk.post(OLD, {**fields, "bank": "minutes", "do": "preview"})[1]
    assert 'value="r2-1-1-a"' in page
    assert form_fields(page, OLD)["bank"] == "minutes"


def test_a_finished_page_keeps_a_question(desk: DeskClient, root: Path) -> None:
    only = "/questions/minutes/minutes-01"
    before = {path: (root / path).read_bytes() for path in (FROM, TO)}
    status, page = move(desk, only, bank="meeting")
    assert status == 422
    assert "里还没有题" in page
    assert {path: (root / path).read_bytes() for path in before} == before


def test_questions_of_the_course_and_of_the_unit_stay_apart(desk: DeskClient, root: Path) -> None:
    bank = root / "local/quizzes/local-1.yml"
    bank.parent.mkdir(parents=True)
    bank.write_text("title: 本单位的题\npage: study/minutes.md\nquestions:\n", encoding="utf-8")
    before = {path: (root / path).read_bytes() for path in (FROM, bank)}
    assert 'value="local-1"' not in desk.get(OLD)
    assert "没有改动，没有写入" in move(desk, bank="local-1")[1]
    assert {path: (root / path).read_bytes() for path in before} == before


def test_it_is_said_when_the_review_of_the_old_bank_does_not_hold_any_more(desk: DeskClient, root: Path) -> None:
    done = approve(root, FROM, Review("approved", "张三", "2026-11-30"), (), in_course=True)
    assert "meeting-03" in done.covered
    assert "审核是按原来的题库登记的，不跟着题目走。请到“审核”里重新登记" in move(desk)[1]
