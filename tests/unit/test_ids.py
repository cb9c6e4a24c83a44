"""Ids: given once, written in without touching anything else, never used again."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.check import inspect
from course.edit.assign_ids import identify, named
from course.edit.ids import ids_files, with_ids
from course.load.banks import read_bank
from course.load.course import load_course
from course.load.ids import read_ids
from course.model.bank import Bank, Question
from support.generated_banks import banks, yaml_text
from support.site_build import ARCHIVES

QUESTION = "type: truefalse\n    points: [r1-1-1-a]\n    difficulty: 1\n    stem: 要有记录。\n    answer: true\n    explanation: 要有。\n"
BRACES = "{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 要有记录。, answer: true, explanation: 要有。}"
HEAD = "title: 补充题\npage: study/meeting.md\nquestions:\n"
STYLES = {
    "a field behind the dash": (f"  - {QUESTION}", f"  - id: extra-001\n    {QUESTION}"),
    "a field below the dash": (f"  -\n    {QUESTION}", f"  -\n    id: extra-001\n    {QUESTION}"),
    "a comment below the dash": (
        f"  - # 新题\n    # 要改\n    {QUESTION}",
        f"  - # 新题\n    # 要改\n    id: extra-001\n    {QUESTION}",
    ),
    "comments at line ends": (
        f"  - {QUESTION}".replace("true\n", "true   # 对\n"),
        f"  - id: extra-001\n    {QUESTION}".replace("true\n", "true   # 对\n"),
    ),
    "a quoted field name": (
        f"  - {QUESTION}".replace("type", '"type"', 1),
        f"  - id: extra-001\n    {QUESTION}".replace("type", '"type"', 1),
    ),
    "braces": (f"  - {BRACES} # 新题\n", f"  - {BRACES} # 新题\n".replace("{", "{id: extra-001, ", 1)),
    "braces over several lines": (
        f"  - {BRACES}\n".replace(", stem", ",\n     stem"),
        f"  - {BRACES}\n".replace(", stem", ",\n     stem").replace("{", "{id: extra-001, ", 1),
    ),
    "no indentation": (f"- {QUESTION}".replace("    ", "  "), f"- id: extra-001\n  {QUESTION}".replace("    ", "  ")),
    "no line end at the end": (f"  - {BRACES}", f"  - {BRACES}".replace("{", "{id: extra-001, ", 1)),
    "wide letters before braces": (
        f"  [ # 题目🎉\n    {BRACES}, {BRACES.replace('{', '{id: extra-9, ')}]\n",
        f"  [ # 题目🎉\n    {BRACES.replace('{', '{id: extra-010, ')}, {BRACES.replace('{', '{id: extra-9, ')}]\n",
    ),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("style", STYLES)
def test_an_id_is_written_in_and_every_other_byte_stays(style: str, mark: str, line_end: str, root: Path) -> None:
    before, after = (mark + (HEAD + text).replace("\n", line_end) for text in STYLES[style])
    bank = root / "quizzes/extra.yml"
    bank.write_bytes(before.encode())
    done = identify(root)
    assert done.obstacles == ()
    assert bank.read_bytes().decode() == after
    assert inspect(root).diagnostics == ()


def test_a_bank_on_one_line_with_a_byte_order_mark_gets_its_id(root: Path) -> None:
    bank = root / "quizzes/extra.yml"
    bank.write_text(f"\ufeff{{title: 补充, page: study/meeting.md, questions: [{BRACES}]}}\n", encoding="utf-8")
    assert identify(root).assigned == ("extra-001",)
    assert inspect(root).diagnostics == ()


@given(
    bank=banks(),
    flow=st.sampled_from([True, False, None]),
    width=st.sampled_from([20, 80]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_taking_the_new_ids_out_again_gives_the_old_text(
    *, bank: Bank, flow: bool | None, width: int, line_end: str
) -> None:
    nameless = bank.model_copy(update={"questions": tuple(without_id(question) for question in bank.questions)})
    text = yaml_text(nameless, flow=flow, width=width, unicode=True).replace("\n", line_end)
    read, _ = read_bank(text.replace("\r\n", "\n"), "quizzes/extra.yml")
    names = {index: f"neu-{index:03}" for index in range(len(bank.questions))}
    changed = with_ids(text, read, names)
    again, found = read_bank(changed.replace("\r\n", "\n"), "quizzes/extra.yml")
    assert found == []
    assert [question.id for question in again.questions] == list(names.values())
    assert [without_id(question) for question in again.questions] == list(read.questions)
    assert re.sub(rf"id: neu-\d+(?:, |{line_end} *)", "", changed) == text


def without_id(question: Question) -> Question:
    return type(question).model_validate(question.model_dump(exclude={"id"}, exclude_unset=True))


def test_numbers_continue_after_every_number_that_was_ever_used(root: Path) -> None:
    ids = root / "quizzes/ids.yml"
    text = ids.read_text(encoding="utf-8")
    ids.write_text(text.replace("withdrawn: []", "withdrawn:\n  - extra-041\n  - other-099"), encoding="utf-8")
    bank = root / "quizzes/extra.yml"
    named = f"  - {QUESTION}".replace("type", "id: extra-7\n    type", 1)
    bank.write_text(f"{HEAD}  - {QUESTION}{named}  - {QUESTION}", encoding="utf-8")
    assert identify(root).assigned == ("extra-042", "extra-043")
    assert inspect(root).diagnostics == ()


def test_the_course_with_its_new_ids_is_the_one_that_is_read_afterwards(root: Path) -> None:
    bank = root / "quizzes/extra.yml"
    unfinished = QUESTION.replace("    explanation: 要有。\n", "")
    bank.write_text(f"{HEAD}  - {QUESTION}  - {unfinished}  - {QUESTION}", encoding="utf-8")
    done = named(root)
    course, _ = load_course(root, done.files)
    assert [question.id for question in done.course.banks[0].questions] == list(done.assigned)
    assert tuple(done.course.written_questions()) == tuple(course.written_questions())
    assert [bank.named for bank in done.course.banks] == [bank.named for bank in course.banks]
    assert done.files.items() >= ids_files(course).items()


def test_nothing_is_written_while_the_course_has_other_errors(root: Path) -> None:
    bank = root / "quizzes/extra.yml"
    bank.write_text(f"{HEAD}  - {QUESTION}".replace("answer: true", "answer: maybe"), encoding="utf-8")
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    done = identify(root)
    assert [found.rule for found in done.obstacles] == ["boolean-expected"]
    assert (done.assigned, done.recorded) == ((), ())
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_second_run_changes_nothing(root: Path) -> None:
    (root / "quizzes/extra.yml").write_text(f"{HEAD}  - {QUESTION}", encoding="utf-8")
    assert identify(root).recorded
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*")}
    done = identify(root)
    assert (done.assigned, done.recorded) == ((), ())
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*")} == before


def test_withdrawn_ids_stay_in_the_list(root: Path) -> None:
    ids = root / "quizzes/ids.yml"
    text = ids.read_text(encoding="utf-8")
    moved = text.replace("  meeting-05: {type: order, points: [r1-1-2-a]}\n", "").replace(
        "withdrawn: []", "withdrawn:\n  - meeting-05"
    )
    ids.write_text(moved, encoding="utf-8")
    bank = root / "quizzes/meeting.yml"
    bank.write_text(
        re.sub(r"  - id: meeting-05\n.*?(?=  - id)", "", bank.read_text(encoding="utf-8"), flags=re.DOTALL),
        encoding="utf-8",
    )
    assert inspect(root).diagnostics == ()
    assert not identify(root).recorded
    assert ids.read_text(encoding="utf-8") == moved


def by_yaml(text: str) -> tuple[object, object]:
    """Read a list that cannot be taken for one that `./course ids` has written, and means the same."""
    return read_ids(text.replace("withdrawn:", '"withdrawn":', 1), "quizzes/ids.yml")


def test_a_list_as_make_ids_writes_it_is_read_as_yaml_reads_it() -> None:
    written = (ARCHIVES / "quizzes/ids.yml").read_text(encoding="utf-8")
    with_withdrawn = written.replace("withdrawn: []", "withdrawn:\n  - old-1\n  - r9-1")
    for text in (written, with_withdrawn):
        quick, found = read_ids(text, "quizzes/ids.yml")
        slow, _ = by_yaml(text)
        assert quick == slow
        assert len(quick.questions) > 60
        assert found == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("  - r1-1\n", "  - no\n", "boolean-word"),
        ("withdrawn: []", "withdrawn: []\nwithdrawn: []", "duplicate-key"),
        ("  - r1-1\n", "  - R2\n", "malformed-id"),
        ("# 已发布", "# 已\u202e发布", "control-character"),
        ("  - r1-1\n", "   - r1-1\n", "yaml-syntax"),
    ],
)
def test_what_is_wrong_with_a_list_is_told_as_ever(old: str, new: str, rule: str) -> None:
    written = (ARCHIVES / "quizzes/ids.yml").read_text(encoding="utf-8")
    assert old in written
    _, found = read_ids(written.replace(old, new, 1), "quizzes/ids.yml")
    assert rule in {one.rule for one in found}


def test_an_id_that_stands_twice_is_told() -> None:
    line = "  lending-archive-01: {type: single, points: [r2-3-1-a]}\n"
    _, found = read_ids(f"questions:\n{line}{line}requirements:\n  - r2-3-1\nwithdrawn: []\n", "quizzes/ids.yml")
    assert [one.rule for one in found] == ["duplicate-key"]
