"""What changed in the questions between two releases, told to members."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import html5lib
import pytest
from hypothesis import given

from course.check import inspect
from course.errors import RefusedError
from course.load.banks import read_bank
from course.load.course import load_course
from course.model.bank import Question, Single
from course.model.changes import CHANGE_LABELS, ChangeKind, Previous, Record, changes, records
from course.model.course import Course
from course.release.drafts import earlier, keep, ready, same_course
from course.release.manifest import Release, manifest_json, read_previous, record_line
from course.site.assemble import assemble_course
from course.site.changes import changes_page
from course.site.html import site_templates
from support.generated_banks import questions
from support.sample_course import COURSE as SAMPLE

BANK = """\
title: 题
page: study/meeting.md
questions:
  - {id: x-1, type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}
"""
DAY = datetime(2026, 11, 1, tzinfo=UTC)


def manifest_of(root: Path, version: str = "1.0.0", course_id: str = "", copy: str = "") -> bytes:
    course, _ = load_course(root)
    release = Release(version, int(DAY.timestamp()), {}, {}, records(course), course_id, copy)
    return manifest_json({"index.html": b"x"}, release, {}).encode()


def change(root: Path, bank: str, old: str, new: str) -> None:
    file = root / f"quizzes/{bank}.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        # single
        ("{text: 会议召开时, why: 到会场才知道，来不及准备}", "{text: 会议召开时, correct: true}", "key"),
        ("{text: 会议召开以前, correct: true}", "{text: 会议召开以前三天, correct: true}", "key"),
        ("议题应当在什么时候告诉员工？", "议题什么时候告诉员工？", "wording"),
        ("{text: 会议结束以后}", "{text: 会议结束之后}", "wording"),
        ("why: 到会场才知道，来不及准备", "why: 来不及准备", "explanation"),
        ("提前定下并告诉每名员工。", "提前定下，告诉每名员工。", "explanation"),
        # other types
        ("answer: false\n    explanation: 要留出", "answer: true\n    explanation: 要留出", "key"),
        ("- [议题, 会议议题]", "- [议题]", "key"),
        ("items: [宣布议题, 逐人发言, 举手表决]", "items: [逐人发言, 宣布议题, 举手表决]", "key"),
        ("{left: 发言, right: 会上}", "{left: 发言, right: 会后}\n    distractors: [会上]", "key"),
        ("distractors: [会后]", "distractors: [会后, 会间]", "wording"),
        ("stem: 议题做到了提前告知。, answer: false", "stem: 议题做到了提前告知。, answer: true", "key"),
        ("主任一人讲完，大家鼓掌通过。", "主任讲完，大家鼓掌通过。", "wording"),
        ("- 提前定下议题并告诉大家", "- 提前定下议题", "key"),
        # nothing that members see
        ("difficulty: 1", "difficulty: 2", None),
        ("fixed: true", "fixed: false", None),
    ],
)
def test_a_change_is_told_for_what_it_is(old: str, new: str, kind: str | None, root: Path) -> None:
    before = read_previous(manifest_of(root))
    if "distractors" in new and "left" in new:
        change(root, "meeting", "    distractors: [会后]\n", "")
    change(root, "meeting", old, new)
    course, _ = load_course(root)
    found = changes(course, before.questions, before.version, before.day)
    assert [one.kind for one in found.all] == ([kind] if kind else [])


@cache
def sample() -> Course:
    return load_course(SAMPLE)[0]


def record_of(question: Question) -> Record:
    bank, _ = read_bank(BANK, "quizzes/x.yml")
    (found,) = records(replace(sample(), banks=(replace(bank, questions=(question,)),))).values()
    return found


def test_only_the_order_of_options_is_no_correction_of_the_answer() -> None:
    question = sample().banks[0].questions[0]
    assert isinstance(question, Single)
    old, new = record_of(question), record_of(question.model_copy(update={"options": question.options[::-1]}))
    assert (old.key, old.answer == new.answer) == (new.key, False)


@given(questions())
def test_a_record_is_told_on_one_line_and_read_again(question: Question) -> None:
    assert Record(*record_line(record_of(question)).split(" ")) == record_of(question)


def test_a_field_that_is_added_to_the_model_later_changes_no_record() -> None:
    bank, _ = read_bank(BANK, "quizzes/x.yml")
    assert record_line(record_of(bank.questions[0])) == "x 5c9bcddbbb2e 22bf5cc7f2da 8c051d6ff9fb"


def test_new_withdrawn_and_held_questions_are_told_apart(root: Path) -> None:
    before = read_previous(manifest_of(root))
    ids = root / "quizzes/ids.yml"
    ids.write_text(
        ids.read_text(encoding="utf-8").replace("withdrawn: []", "withdrawn:\n  - meeting-02"), encoding="utf-8"
    )
    file = root / "quizzes/meeting.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("id: meeting-02", "id: meeting-92"), encoding="utf-8")
    change(root, "meeting", "id: meeting-03\n", "id: meeting-03\n    status: draft\n")
    course = inspect(root, drafts=False).course
    found = changes(course, before.questions, before.version, before.day)
    assert [(one.kind, one.id) for one in found.all] == [
        ("added", "meeting-92"), ("withdrawn", "meeting-02"), ("held", "meeting-03"),
    ]  # fmt: skip
    page = changes_page(course, found, site_templates())
    assert "与 1.0.0 版（2026-11-01）相比：新增 1 道，停用 1 道，暂时撤下 1 道。" in page
    tree = html5lib.parseFragment(page, namespaceHTMLElements=False)
    assert [link.get("href") for link in tree.iter("a")] == ["../quizzes/meeting.html#meeting-92"]
    kinds: tuple[ChangeKind, ...] = ("added", "withdrawn", "held")
    assert [kind for kind in kinds if f"{CHANGE_LABELS[kind]}（1 道）" not in page] == []


def test_a_release_after_an_earlier_one_has_a_page_of_changes(root: Path, tmp_path: Path) -> None:
    before = read_previous(manifest_of(root))
    change(root, "minutes", "answer: false", "answer: true")
    course, folder = inspect(root).course, tmp_path / "build"
    assemble_course(root, course, folder, before)
    page = (folder / "docs/reports/changes.md").read_text(encoding="utf-8")
    assert "答案有更正（1 道）" in page
    assert 'href="../quizzes/minutes.html#minutes-01"' in page
    assert "reports/changes.html" in (folder / "docs/quizzes/index.md").read_text(encoding="utf-8")
    # The usual build knows of no earlier release, and leaves no page behind.
    assemble_course(root, course, folder)
    assert not (folder / "docs/reports/changes.md").exists()
    assert "reports/changes.html" not in (folder / "docs/quizzes/index.md").read_text(encoding="utf-8")


def test_a_stem_is_text_on_the_page_of_changes(root: Path) -> None:
    before = read_previous(manifest_of(root))
    change(root, "minutes", "stem: 记录只写决定就够了。", 'stem: "<b>记录</b>只写**决定**就够了。"')
    course, _ = load_course(root)
    page = changes_page(course, changes(course, before.questions, before.version, before.day), site_templates())
    assert "&lt;b&gt;记录&lt;/b&gt;只写决定就够了。" in page


def test_a_manifest_says_the_same_of_the_same_questions_and_can_be_read_again() -> None:
    content = manifest_of(SAMPLE)
    assert manifest_of(SAMPLE) == content
    assert read_previous(content) == Previous("1.0.0", "2026-11-01", records(sample()))
    line = json.loads(content)["questions"]["minutes-01"]
    assert line.startswith("minutes ")
    assert len(line.split(" ")) == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "读不出来"),
        (b"[]", "读不出来"),
        (b'{"version": "1.0.0", "date": "2026-11-01T00:00:00Z"}', "1.0.0 版的清单里没有记录题目"),
        (b'{"version": "1.0.0", "date": "2026-11-01T00:00:00Z", "questions": {"a": "../x 1 2 3"}}', "读不出来"),
        (b'{"version": "1.0.0", "date": "2026-11-01T00:00:00Z", "questions": {"<b>": "a 1 2 3"}}', "读不出来"),
    ],
)
def test_a_manifest_that_tells_no_questions_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "course-1.0.0.manifest.json").write_bytes(content)
    with pytest.raises(RefusedError, match=said):
        earlier("1.0.0", tmp_path)


def test_an_earlier_release_is_found_by_version_or_by_its_file(tmp_path: Path) -> None:
    file = tmp_path / "course-1.0.0.manifest.json"
    file.write_bytes(manifest_of(SAMPLE))
    assert earlier("1.0.0", tmp_path) == file
    assert earlier(str(file), tmp_path / "other") == file
    for absent in ("1.0.1", "nothing.json"):
        with pytest.raises(RefusedError, match="读不到上一版的清单"):
            earlier(absent, tmp_path)


def test_files_of_a_release_are_kept_once(tmp_path: Path) -> None:
    keep({"a": b"1"}, tmp_path, force=False)
    keep({"a": b"1"}, tmp_path, force=False)
    with pytest.raises(RefusedError, match=r"已经有了.*a。什么也没有写"):
        keep({"a": b"2", "b": b"3"}, tmp_path, force=False)
    assert not (tmp_path / "b").exists()
    keep({"a": b"2"}, tmp_path, force=True)
    assert (tmp_path / "a").read_bytes() == b"2"


def test_a_course_with_errors_is_not_released(root: Path) -> None:
    change(root, "minutes", "r2-1-1-a", "r9-9-9-z")
    with pytest.raises(RefusedError, match="unknown-point"):
        ready(root, DAY.date(), "leave-out")


def test_a_release_of_another_course_than_the_earlier_one_is_refused(root: Path, tmp_path: Path) -> None:
    course, _ = load_course(root)
    file = tmp_path / "course-1.0.0.manifest.json"
    for known in ("", course.identity.id):
        # The first releases did not say which course they were of.
        file.write_bytes(manifest_of(root, course_id=known))
        same_course(earlier("1.0.0", tmp_path), course)
    file.write_bytes(manifest_of(root, course_id="lao-kecheng"))
    with pytest.raises(
        RefusedError, match=r"课程编号是 lao-kecheng，.*写的是 shili-kecheng.*请把 course.yml 的 id 改回"
    ):
        same_course(earlier("1.0.0", tmp_path), course)


def test_a_manifest_says_which_course_and_copy_it_is_of(tmp_path: Path) -> None:
    real, copy = (json.loads(manifest_of(SAMPLE, course_id="shili", copy=name)) for name in ("", "试用"))
    assert (real["id"], real.get("copy"), copy["id"], copy["copy"]) == ("shili", None, "shili", "试用")
    file = tmp_path / "course-1.0.0@试用.manifest.json"
    file.write_bytes(manifest_of(SAMPLE, course_id="shili", copy="试用"))
    assert earlier("1.0.0@试用", tmp_path) == file


@pytest.mark.parametrize(("key", "value"), [("id", "../x"), ("id", 1)])
def test_a_manifest_with_a_malformed_course_is_refused(key: str, value: object, tmp_path: Path) -> None:
    told = json.loads(manifest_of(SAMPLE)) | {key: value}
    (tmp_path / "course-1.0.0.manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(RefusedError, match="读不出来"):
        earlier("1.0.0", tmp_path)
