"""The desk finds questions and edits them in place: nothing else changes, nothing wrong goes in, nothing is overwritten."""

import json
import re
import shutil
import time
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from course.check import inspect_whole
from course.desk import questions
from course.desk.live_course import LiveCourse
from course.desk.question_form import fields_of, form_of
from course.desk.question_rows import Wanted, find, fold, rows_of, search_texts
from course.edit.approve import approve
from course.edit.review import Review
from course.formats.import_types import content_version
from course.importing.one_question import plan_question, stored_questions
from course.importing.plan import ImportPlan
from course.model.bank import TYPE_LABELS
from support.desks import ORIGIN, DeskClient, form_fields
from support.measured import additions
from support.sample_course import sample_course

ARCHIVES = Path(__file__).resolve().parents[1] / "courses/archives"
SINGLE = "/questions/meeting/meeting-01"
BANK = "quizzes/meeting.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


@pytest.fixture
def desk(root: Path) -> DeskClient:
    return DeskClient(root)


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    shutil.copytree(ARCHIVES, tmp_path, dirs_exist_ok=True)
    return tmp_path


def sent(desk: DeskClient, address: str, action: str = "") -> dict[str, object]:
    """Return the fields of the form at an address, as it comes."""
    return form_fields(desk.get(address), action or address)


def found(desk: DeskClient, query: str) -> list[str]:
    """Return the keys of the questions that a search lists, in order."""
    rows = desk.get(f"/questions/?{query}").partition('<ol class="rows"')[2]
    return re.findall(r'<a href="/questions/[^/"]+/([^/"]+)">', rows)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("words=议题 黑板", ["meeting-07"]),
        ("words=３会一训", ["meeting-04"]),
        ("words=没有这样的字", []),
        ("bank=minutes", ["minutes-01"]),
        ("page=study/minutes.md", ["minutes-01"]),
        ("point=r1-1-2-a", ["meeting-05", "meeting-06", "meeting-07"]),
        ("type=match", ["meeting-06"]),
        ("kind=decide", []),
        ("state=unreviewed&type=short", ["meeting-08"]),
        ("state=approved", []),
    ],
)
def test_questions_are_found_by_what_they_say_and_are(desk: DeskClient, query: str, keys: list[str]) -> None:
    if query.startswith("words=３"):
        assert fold("３会1训") == "3会1训"
        query = "words=三会一训 ３会"
    assert found(desk, query) == keys


def test_a_point_that_does_not_exist_is_named_with_the_nearest(desk: DeskClient) -> None:
    page = desk.get("/questions/?point=r1-1-1-x")
    assert "没有要点“r1-1-1-x”" in page
    assert 'aria-invalid="true"' in page


def test_a_long_list_has_pages_and_keeps_what_was_looked_for(archives: Path) -> None:
    desk = DeskClient(archives)
    first, second = found(desk, "state=unreviewed"), found(desk, "state=unreviewed&p=2")
    assert len(first) == 50
    assert len(first) + len(second) == sum(1 for _ in inspect_whole(archives).course.written_questions())
    assert not set(first) & set(second)
    (address,) = re.findall(r'href="([^"]+)">下一页', desk.get("/questions/?state=unreviewed"))
    assert unescape(address) == "/questions/?state=unreviewed&p=2"


@pytest.mark.parametrize("kind", TYPE_LABELS)
def test_the_form_of_every_type_says_what_the_bank_says(archives: Path, kind: str) -> None:
    """A form that is sent as it comes changes nothing, and asks for nothing to be written."""
    desk = DeskClient(archives)
    before = {path: path.read_bytes() for path in archives.glob("quizzes/*.yml")}
    key = found(desk, f"type={kind}")[0]
    address = f"/questions/{key.rpartition('-')[0]}/{key}"
    status, page = desk.post(address, {**sent(desk, address), "do": "save"})
    assert status == 200
    assert "没有改动，没有写入" in page
    assert {path: path.read_bytes() for path in archives.glob("quizzes/*.yml")} == before


def test_form_and_fields_are_two_ways_to_say_the_same(archives: Path) -> None:
    for bank in ("keeping", "filing"):
        for question in stored_questions(archives, f"quizzes/{bank}.yml"):
            fields = {name: value for name, value in question.fields.items() if name != "accepted"}
            assert content_version(fields_of(form_of(fields))) == content_version(fields)


def test_a_change_is_written_into_its_question_alone(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_text(encoding="utf-8")
    fields = {**sent(desk, SINGLE), "explanation": "提前三天告诉大家。\r\n出处：一（一）1。", "options.2.why": "太晚了"}
    status, page = desk.post(SINGLE, {**fields, "do": "save"})
    assert status == 200
    assert "已保存。" in page
    assert BANK not in page
    after = (root / BANK).read_text(encoding="utf-8")
    start = before.index("  - id: meeting-02")
    assert after.endswith(before[start:])
    question = stored_questions(root, BANK)[0].fields
    assert question["explanation"] == "提前三天告诉大家。\n出处：一（一）1。"
    options = question["options"]
    assert isinstance(options, list)
    assert options[2] == {"text": "会议结束以后", "why": "太晚了"}
    assert inspect_whole(root).diagnostics == ()
    assert 'href="/changes/">撤销' in page
    undo = "/changes/undo"
    assert (
        "已撤销：改题 meeting-01：议题应当在什么时候告诉员工？。"
        in desk.post(undo, form_fields(desk.get("/changes/"), undo))[1]
    )
    assert (root / BANK).read_text(encoding="utf-8") == before


def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    fields = {
        **sent(desk, SINGLE),
        "options.1.text": "会议召开以前",
        "stem": "新的题干是什么？",
        "points_more": "没有的要点",
    }
    status, page = desk.post(SINGLE, {**fields, "do": "save"})
    assert status == 422
    assert "没有要点“没有的要点”" in page
    assert "新的题干是什么？" in page
    fields["points_more"] = ""
    status, page = desk.post(SINGLE, {**fields, "do": "save"})
    assert status == 422
    assert re.search(r'href="#at-options\.1\.text">[^<]*相同', page)
    assert 'aria-invalid="true"' in page
    assert "新的题干是什么？" in page
    assert (root / BANK).read_bytes() == before


def test_a_question_may_be_saved_unfinished(desk: DeskClient, root: Path) -> None:
    fields = sent(desk, "/questions/new?bank=meeting&type=truefalse", "/questions/new")
    status, page = desk.post("/questions/new", {**fields, "stem": "开会不用记录。", "answer": "false", "do": "save"})
    assert status == 200
    assert "未完成" in page
    added = stored_questions(root, BANK)[-1].fields
    assert added == {"id": "meeting-009", "type": "truefalse", "stem": "开会不用记录。", "answer": False}
    assert found(desk, "state=unfinished") == ["meeting-009"]


def test_from_a_saved_question_a_link_leads_to_the_next_unfinished_one_of_its_bank(desk: DeskClient) -> None:
    link = r'href="([^"]+)">下一道未完成的题'
    assert re.findall(link, desk.get(SINGLE)) == []
    form = sent(desk, "/questions/new?bank=meeting&type=truefalse", "/questions/new")
    for stem in ("开会不用记录。", "开会不用通知。"):
        assert desk.post("/questions/new", {**form, "stem": stem, "answer": "false", "do": "save"})[0] == 200
    first, second = "/questions/meeting/meeting-009", "/questions/meeting/meeting-010"
    page = desk.post(SINGLE, {**sent(desk, SINGLE), "explanation": "提前三天告诉大家。", "do": "save"})[1]
    assert re.findall(link, page) == [first]
    assert re.findall(link, desk.get(first)) == [second]
    assert re.findall(link, desk.get(second)) == [first]
    assert re.findall(link, desk.get("/questions/minutes/minutes-01")) == []


def test_a_new_question_of_every_type_begins_with_an_empty_form(desk: DeskClient) -> None:
    for kind in TYPE_LABELS:
        assert "学员看到的样子" in desk.get(f"/questions/new?bank=meeting&type={kind}")


def test_two_people_at_one_question_are_shown_both_versions(desk: DeskClient, root: Path) -> None:
    mine = {**sent(desk, SINGLE), "stem": "我改的题干是什么？"}
    theirs = {**sent(desk, SINGLE), "stem": "别人改的题干是什么？"}
    assert desk.post(SINGLE, {**theirs, "do": "save"})[0] == 200
    status, page = desk.post(SINGLE, {**mine, "do": "save"})
    assert status == 409
    assert "这道题刚才被改过" in page
    assert "别人改的题干是什么？" in page
    assert "我改的题干是什么？" in page
    assert stored_questions(root, BANK)[0].fields["stem"] == "别人改的题干是什么？"
    again = {**form_fields(page, SINGLE), "do": "save"}
    assert again["stem"] == "我改的题干是什么？"
    assert desk.post(SINGLE, again)[0] == 200
    assert stored_questions(root, BANK)[0].fields["stem"] == "我改的题干是什么？"


def test_typing_on_does_not_hide_that_the_file_changed(desk: DeskClient, root: Path) -> None:
    mine = {**sent(desk, SINGLE), "stem": "我改的题干是什么？"}
    assert desk.post(SINGLE, {**sent(desk, SINGLE), "stem": "别人改的题干是什么？", "do": "save"})[0] == 200
    _, page = desk.post(SINGLE, {**mine, "do": "add:options"})
    assert "这道题刚才被改过" in page
    status, _ = desk.post(SINGLE, {**form_fields(page, SINGLE), "do": "save"})
    assert status == 409
    assert stored_questions(root, BANK)[0].fields["stem"] == "别人改的题干是什么？"


def test_another_question_of_the_bank_may_change_meanwhile(desk: DeskClient, root: Path) -> None:
    mine = {**sent(desk, SINGLE), "stem": "我改的题干是什么？"}
    text = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(text.replace("材料到会场再发也不迟。", "材料散会再发也不迟。"), encoding="utf-8")
    assert desk.post(SINGLE, {**mine, "do": "save"})[0] == 200
    stems = [one.fields["stem"] for one in stored_questions(root, BANK)]
    assert {"我改的题干是什么？", "材料散会再发也不迟。"} <= set(stems)


def test_a_bank_that_changes_during_the_check_is_not_overwritten_and_that_is_said(
    desk: DeskClient, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = {**sent(desk, SINGLE), "stem": "我改的题干是什么？", "do": "save"}
    by_hand = (root / BANK).read_bytes() + b"\n# by hand\n"

    def planned(*given: Any) -> ImportPlan:
        plan = plan_question(*given)
        (root / BANK).write_bytes(by_hand)
        return plan

    monkeypatch.setattr(questions, "plan_question", planned)
    status, page = desk.post(SINGLE, mine)
    assert (status, "题库刚才被别人改过，没有写入。请再保存一次" in page) == (409, True)
    assert (root / BANK).read_bytes() == by_hand
    monkeypatch.undo()
    again = {**form_fields(page, SINGLE), "do": "save"}
    assert desk.post(SINGLE, again)[0] == 200
    assert stored_questions(root, BANK)[0].fields["stem"] == "我改的题干是什么？"


def test_a_question_that_went_meanwhile_can_be_saved_as_a_new_one(desk: DeskClient, root: Path) -> None:
    address, new = "/questions/meeting/meeting-08", "/questions/new"
    fields = {**sent(desk, address), "stem": "怎样准备？"}
    text = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(text[: text.index("  - id: meeting-08")], encoding="utf-8")
    status, page = desk.post(address, {**fields, "do": "save"})
    assert status == 409
    assert "已经不在题库里" in page
    assert form_fields(page, new)["stem"] == "怎样准备？"
    assert len(stored_questions(root, BANK)) == 7


def test_the_desk_knows_what_it_wrote_and_what_others_write(desk: DeskClient, root: Path) -> None:
    """What a save has checked need not be checked again; whatever else changes is."""
    desk.post(SINGLE, {**sent(desk, SINGLE), "explanation": "新的解析一。", "do": "save"})
    assert found(desk, "words=新的解析一") == ["meeting-01"]
    # This one is checked and refused.
    assert desk.post(SINGLE, {**sent(desk, SINGLE), "options.1.text": "会议召开以前", "do": "save"})[0] == 422
    assert found(desk, "words=新的解析一") == ["meeting-01"]
    minutes = root / "quizzes/minutes.yml"
    minutes.write_text(minutes.read_text(encoding="utf-8").replace("answer: false", "answer: nein"), encoding="utf-8")
    assert "错误 1 处" in desk.get("/")


def test_ten_thousand_questions_are_found_at_once(root: Path) -> None:
    rows = rows_of(inspect_whole(root)).rows
    many = rows * (10_000 // len(rows))
    search = partial(LiveCourse(root).of_bank, search_texts)
    begun = time.process_time()
    wanted = Wanted(words="议题 黑板", state="unreviewed", type="case")
    assert len(find(many, wanted, search)) == len(many) // len(rows)
    # Half a second where a million additions take 50 ms: many times what it takes.
    assert additions(time.process_time() - begun) < 10


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("add:options", ["会议召开以前", "会议召开时", "会议结束以后", "以上都不对", ""]),
        ("remove:options.1", ["会议召开以前", "会议结束以后", "以上都不对"]),
        ("up:options.2", ["会议召开以前", "会议结束以后", "会议召开时", "以上都不对"]),
        ("up:options.0", ["会议召开以前", "会议召开时", "会议结束以后", "以上都不对"]),
        ("remove:options.99", ["会议召开以前", "会议召开时", "会议结束以后", "以上都不对"]),
        ("remove:__class__.0", ["会议召开以前", "会议召开时", "会议结束以后", "以上都不对"]),
    ],
)
def test_rows_are_added_moved_and_removed_without_writing(
    desk: DeskClient, root: Path, wish: str, expected: list[str]
) -> None:
    before = (root / BANK).read_bytes()
    status, page = desk.post(SINGLE, {**sent(desk, SINGLE), "do": wish})
    fields = form_fields(page, SINGLE)
    texts = [fields[name] for name in fields if re.fullmatch(r"options\.\d+\.text", name)]
    assert (status, texts) == (200, expected)
    assert (root / BANK).read_bytes() == before


def test_a_scenario_grows_step_by_step_and_shows_its_branches(archives: Path) -> None:
    desk, address = DeskClient(archives), "/questions/keeping/keeping-012"
    page = desk.get(address)
    boxes = len(re.findall(r'<g class="box ', page))
    _, page = desk.post(address, {**sent(desk, address), "do": "add:steps"})
    assert len(re.findall(r'<g class="box ', page)) == boxes + 1
    fields = form_fields(page, address)
    name = next(fields[key] for key in reversed(fields) if re.fullmatch(r"steps\.\d+\.name", key))
    assert re.search(r'<g class="box lost">', page)
    _, page = desk.post(address, {**fields, "steps.0.choices.0.go": name, "do": "add:steps.0.choices"})
    assert form_fields(page, address)["steps.0.choices.0.go"] == name


def test_a_preview_is_what_the_player_gets(desk: DeskClient) -> None:
    fields = {**sent(desk, SINGLE), "stem": "改了**什么**？"}
    status, answer = desk.post("/questions/preview", fields)
    assert status == 200
    question = json.loads(json.loads(answer)["question"])
    assert question["stem"] == ["改了", {"strong": "什么"}, "？"]
    assert question["key"] == 0
    for name in list(fields):
        if name.startswith("options"):
            del fields[name]
    assert desk.post("/questions/preview", fields)[1].strip() == '{"question":null}'


def test_a_question_with_an_error_is_reached_from_the_overview_and_corrected(root: Path) -> None:
    text = (root / BANK).read_text(encoding="utf-8")
    spoilt = text.replace("answer: false", "answer: nein", 1).replace(
        "difficulty: 1\n    stem: 议题", "difficulty: 9\n    stem: 议题"
    )
    (root / BANK).write_text(spoilt, encoding="utf-8")
    desk = DeskClient(root)
    page = desk.get("/")
    assert 'href="/questions/meeting/~3"' in page
    assert 'href="/questions/meeting/~1"' in page
    assert "第 3 题读不出来" in desk.get("/questions/?state=unreadable")
    address = "/questions/meeting/~3"
    assert 'href="#at-answer"' in desk.get(address)
    # The error of the other question does not stand in the way.
    status, page = desk.post(address, {**sent(desk, address), "answer": "false", "do": "save"})
    assert (status, "已保存" in page) == (200, True)
    assert stored_questions(root, BANK)[2].fields["answer"] is False
    desk.post("/questions/meeting/~1", {**sent(desk, "/questions/meeting/~1"), "difficulty": "1", "do": "save"})
    assert inspect_whole(root).diagnostics == ()


def test_the_list_shows_blanks_as_members_see_them(desk: DeskClient) -> None:
    page = desk.get("/questions/?type=blank")
    assert "____" in page
    assert "{{}}" not in page


@pytest.mark.parametrize("address", [SINGLE, "/questions/new?bank=meeting&type=single", "/reviews/meeting"])
def test_a_bank_that_cannot_be_read_is_named_and_what_was_typed_can_be_sent_again(root: Path, address: str) -> None:
    desk = DeskClient(root)
    fields = sent(desk, SINGLE)
    good = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(good.replace("    type:", "   type:", 1), encoding="utf-8")
    answer = desk.client.get(address, base_url=ORIGIN)
    assert (answer.status_code, f"题库 {BANK} 现在读不出来" in answer.text) == (409, True)
    status, page = desk.post(SINGLE, {**fields, "explanation": "提前三天。", "do": "save"})
    assert (status, "改好这个文件，再回到上一页" in page) == (409, True)
    (root / BANK).write_text(good, encoding="utf-8")
    assert "已保存" in desk.post(SINGLE, {**fields, "explanation": "提前三天。", "do": "save"})[1]


def test_it_is_said_when_a_changed_answer_takes_the_review_away(desk: DeskClient, root: Path) -> None:
    approve(root, BANK, Review("approved", "张三", "2026-11-30"), (), in_course=False)
    page = desk.post(SINGLE, {**sent(desk, SINGLE), "explanation": "提前三天。", "do": "save"})[1]
    assert "原来的审核不再有效" not in page
    page = desk.post(SINGLE, {**sent(desk, SINGLE), "options.2.text": "会后", "do": "save"})[1]
    assert "原来的审核不再有效。请到“审核”里重新登记这道题。登记以前，这道题不放进发布包和试卷。" in page
    assert 'href="/reviews/">去审核' in page


def test_withdrawing_asks_first_and_says_why_not(desk: DeskClient, root: Path) -> None:
    address = "/questions/meeting/meeting-08/withdraw"
    fields = sent(desk, "/questions/meeting/meeting-08", address)
    before = (root / BANK).read_bytes()
    assert "请先勾选" in desk.post(address, fields)[1]
    assert (root / BANK).read_bytes() == before
    status, page = desk.post(address, {**fields, "sure": "yes"})
    assert status == 200
    assert "已停用 meeting-08" in page
    assert "meeting-08" in (root / "local/ids.yml").read_text(encoding="utf-8")
    assert found(desk, "state=withdrawn") == ["meeting-08"]
    only = "/questions/minutes/minutes-01"
    fields = sent(desk, only, f"{only}/withdraw")
    status, page = desk.post(f"{only}/withdraw", {**fields, "sure": "yes", "for": "course"})
    assert status == 422
    assert "没有停用 minutes-01" in page


def test_a_question_whose_id_is_written_twice_is_not_offered_to_be_withdrawn(root: Path) -> None:
    text = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(text.replace("- id: meeting-04", "- id: meeting-03", 1), encoding="utf-8")
    desk = DeskClient(root)
    assert "停用这道题" not in desk.get("/questions/meeting/~3")
    assert "停用这道题" in desk.get("/questions/meeting/meeting-05")


def test_questions_without_an_id_are_given_one(root: Path) -> None:
    text = (root / BANK).read_text(encoding="utf-8")
    (root / BANK).write_text(
        text
        + text[text.index("  - id: meeting-03") :]
        .partition("  - id: meeting-04")[0]
        .replace("  - id: meeting-03\n    type", "  - type")
        .replace("也不迟", "也行"),
        encoding="utf-8",
    )
    desk = DeskClient(root)
    assert "有 1 道题还没有题号" in desk.get("/questions/")
    assert "编了 1 个题号" in desk.post("/questions/number", {})[1]
    assert found(desk, "words=也行") == ["meeting-009"]


@pytest.mark.parametrize(
    "path",
    ["/questions/none/x", "/questions/meeting/none", "/questions/meeting/~99", "/questions/new?bank=../x&type=single"],
)
def test_only_what_the_course_has_is_opened(desk: DeskClient, path: str) -> None:
    assert desk.client.get(path, base_url="http://127.0.0.1:8400").status_code == 404


def test_a_hostile_form_is_a_form_with_faults(desk: DeskClient, root: Path) -> None:
    before = (root / BANK).read_bytes()
    deep = ".".join(["questions", "0"] * 200)
    hostile = {
        **sent(desk, SINGLE),
        deep: "x", "options": "x", "options.99999999999.text": "x", "options.²": "x", "options.0.text.text": "x",
        "stem": "<script>alert(1)</script>" + "字" * 5_000, "difficulty": "²", "kind": "<b>", "do": "save",
        "points": ["<i>", "r1-1-1-a"],
    }  # fmt: skip
    status, page = desk.post(SINGLE, hostile)
    assert status == 422
    assert "<script>alert" not in page
    assert "<i>" not in page
    assert (root / BANK).read_bytes() == before
