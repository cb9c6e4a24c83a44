"""What members hand over is read as the player wrote it, or refused in plain words."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import RefusedError
from course.quality.records import LARGEST_FILE, Records, canonical, number, read_files, read_records
from support.hostile_records import ATTEMPT, CONTENT, NOW, ODD, sealed
from support.sample_course import CASES

HANDED_IN = CASES / "handed-in"
SLIP: dict[str, Any] = {"format": "course-slip", "version": 1, "learner": "", "attempts": []}
AFTER = 1_796_000_000_000


def handed_in(*names: str) -> Records:
    return read_records(((name, (HANDED_IN / name).read_bytes()) for name in names), AFTER)


def record(*attempts: dict[str, Any], **fields: Any) -> bytes:
    return sealed({**CONTENT, "attempts": list(attempts), **fields})


def read(*contents: bytes) -> Records:
    return read_records(((f"{place}.json", content) for place, content in enumerate(contents)), NOW)


def test_a_record_as_the_player_writes_it_is_read_with_everything_in_it() -> None:
    records = handed_in("record.json")
    assert (records.refused, records.senseless, records.members) == ((), 0, 1)
    assert [(one.question, one.verdict, one.took) for one in records.answers] == [
        ("short-1", "pending", None),
        ("single-1", "right", 4200.0),
        ("multiple-1", "partial", 1e-7),
        ("truefalse-1", "right", None),
    ]


def test_a_record_and_a_slip_of_one_member_are_one_member_and_each_answer_once() -> None:
    for names in (("record.json", "slip.json"), ("slip.json", "record.json")):
        records = handed_in(*names)
        assert (records.refused, records.members, records.files) == ((), 1, 2)
        answers = {one.question: one.took for one in records.answers}
        assert answers == {
            "single-1": 4200.0,
            "short-1": None,
            "multiple-1": 1e-7,
            "truefalse-1": None,
            "single-2": None,
        }


def test_two_records_that_share_an_answer_are_of_one_member() -> None:
    one, other, third = ({**ATTEMPT, "id": name} for name in ("a", "b", "c"))
    later = {**other, "at": NOW - 500}
    assert read(record(one, later), record(later), record(third)).members == 2
    assert read(record(one), record(later), record(one, later)).members == 1


def slip(learner: str, *attempts: dict[str, Any]) -> bytes:
    rows = [[one[field] for field in ("question", "version", "verdict", "at", "response")] for one in attempts]
    return sealed({**SLIP, "learner": learner, "attempts": rows})


def test_a_slip_and_a_record_from_before_it_are_of_one_member() -> None:
    answers = [{**ATTEMPT, "id": str(place), "at": NOW - 1000 * place} for place in range(4)]
    records = read(record(*answers[1:]), slip("one", *answers))
    assert (records.members, len(records.answers)) == (1, 4)
    others = [{**one, "id": f"x{place}", "at": one["at"] + min(place, 1)} for place, one in enumerate(answers)]
    # They share one answer of four, by chance.
    assert read(record(*others), slip("one", *answers)).members == 2
    # The ids say that these are two.
    assert read(record(*answers, learner="two"), slip("one", *answers)).members == 2


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1.5, "-1.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (123e-20, "1.23e-18"),
        (1e-6, "0.000001"), (1e-7, "1e-7"), (0.1 + 0.2, "0.30000000000000004"), (2.0**60, "1152921504606847000"),
        (5e-324, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (float("inf"), "null"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_javascript_writes_them(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert float(number(value)) == value


def test_keys_are_sorted_as_javascript_sorts_them() -> None:
    # By UTF-16: the emoji, a surrogate pair, comes before the letter of full width.
    assert canonical({"Ａ": 1.0, "🎉": 2.0, "a": [True, None, "\ud83d"]}) == '{"a":[true,null,"\\ud83d"],"🎉":2,"Ａ":1}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "读不懂"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"{", "读不懂"),
        (b"[]", "不是学员导出的文件"),
        (b'{"format": NaN}', "读不懂"),
        (b'{"format": "something"}', "不是学习记录"),
        (b"[" * 100_000, "层以上"),
        (b'{"a": "' + b'\\"' * 3_000_000, "读不懂"),
        (b" " * (LARGEST_FILE + 1), "上限"),
        (sealed({**CONTENT, "version": 2}), "更新版本"),
        (sealed({**CONTENT, "version": "1"}), "校验值"),
        (record().replace(b"0badcafe", b"0badcaff"), "校验值"),
        (record()[:-30], "读不懂"),
        (sealed({**CONTENT, "attempts": {"a": 1}}), "不是一张列表"),
    ],
)
def test_a_file_that_is_none_is_refused_and_said_why(content: bytes, said: str) -> None:
    records = read(content, record(ATTEMPT))
    assert [one.file for one in records.refused] == ["0.json"]
    assert said in records.refused[0].why
    assert len(records.answers) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""}, {"id": "x" * 121}, {"question": None}, {"question": 1}, {"version": []}, {"verdict": "great"},
        {"verdict": {}}, {"at": "1"}, {"at": 0}, {"at": NOW + 3 * 86_400_000}, {"at": True},
    ],
)  # fmt: skip
def test_an_entry_that_makes_no_sense_is_left_out_and_counted(change: dict[str, Any]) -> None:
    records = read(record({**ATTEMPT, **change}, {**ATTEMPT, "id": "sound", "at": NOW - 5}))
    assert (len(records.answers), records.senseless) == (1, 1)


@pytest.mark.parametrize("took", [None, "1", -1, 0, 4_000_000, [], True])
def test_a_time_that_makes_no_sense_is_no_time(took: object) -> None:
    assert [one.took for one in read(record({**ATTEMPT, "took": took})).answers] == [None]


def test_nothing_odd_in_any_field_stops_the_reading() -> None:
    rnd = random.Random(3)  # noqa: S311 -- not for secrets
    for _ in range(150):
        attempt = {name: rnd.choice([value, *ODD]) for name, value in ATTEMPT.items()}
        fields = {name: rnd.choice([value, value, value, *ODD]) for name, value in CONTENT.items()}
        records = read(sealed({**fields, "attempts": rnd.choice([[attempt], *ODD])}))
        assert len(records.answers) + records.senseless + len(records.refused) >= 0
    for odd in ODD:
        content = json.dumps(odd, ensure_ascii=False).encode()
        assert len(read(content).refused) == 1


def test_a_slip_without_single_answers_is_counted_as_such() -> None:
    slip = {name: value for name, value in SLIP.items() if name != "attempts"}
    assert read(sealed(slip)).without_answers == 1


def test_a_file_name_is_told_on_one_line_and_visibly() -> None:
    (refused,) = read_records([("一\n::error::\x1b[31m二\u202e.json", b"")], NOW).refused
    assert refused.file == "一 ::error::\N{REPLACEMENT CHARACTER}[31m二\N{REPLACEMENT CHARACTER}.json"


def test_a_folder_stands_for_the_json_files_in_it(tmp_path: Path) -> None:
    (tmp_path / "一.json").write_bytes(record(ATTEMPT))
    (tmp_path / "说明.txt").write_text("不是记录", encoding="utf-8")
    records = read_files([tmp_path], NOW)
    assert (records.files, records.refused) == (1, ())


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="没有找到"):
        read_files([tmp_path / "no.json"], NOW)
    with pytest.raises(RefusedError, match=r"没有 \.json"):
        read_files([tmp_path], NOW)
