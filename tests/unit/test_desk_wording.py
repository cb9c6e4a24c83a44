"""What the check says of files that the desk writes is said at the desk without the language of files and commands."""

import re
from pathlib import Path

import pytest

from course.desk.wording import FIELDS, worded
from course.importing.recheck import field_label
from support.desks import DeskClient
from support.sample_course import CASES, sample_course

BY_HAND = frozenset({
    "boolean-word", "duplicate-key", "front-matter", "local-file", "yaml-alias", "yaml-key", "yaml-syntax", "yaml-tag",
})  # fmt: skip
"""Rules about a file that only an editor could have written so: there its language is what has to be spoken of."""

OF_FILES = re.compile(
    r"\./course|\b[a-z_]+: |--[a-z]|\b(?:true|false)\b|字段|英文双引号|\b(?:multiple|single|good|decide|withdrawn)\b|(?:^|[请写把给，。] ?)(?:"
    + "|".join(FIELDS)
    + r")\b(?!？)"
)
_LINE = re.compile(r"(?P<path>\S+?):\d+:\d+: (?:提醒：)?(?P<message>.*) \[(?P<rule>[\w-]+)\]")


def messages() -> list[str]:
    """Return every message of the test cases about banks, blueprints and the unit's files."""
    lines = (
        line
        for file in sorted(CASES.glob("bad/*/expect.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
    )
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    return [
        one["message"] for one in found if one["path"].startswith(("quizzes/", "local/")) and one["rule"] not in BY_HAND
    ]


def test_no_message_speaks_of_files_where_the_desk_has_a_field_or_a_button() -> None:
    every = messages()
    assert len(every) > 100
    # Messages of an import come with the names of fields in Chinese.
    every += [field_label(message) for message in every]
    assert [said for message in every if OF_FILES.search(said := worded(message))] == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("缺少字段 answer（对写 true，错写 false），请补上", "没有写答案。请补上"),
        ("minutes 不能小于 1，请改大", "考试时间不能小于 1，请改大"),
        (
            "题库 quizzes/minutes.yml 里还没有题。请在 questions: 下面写，每个要点至少出一道题",
            "题库 quizzes/minutes.yml 里还没有题。请在“题目”里写新题，或者导入，每个要点至少出一道题",
        ),
        ("审核以后改过。请重新审核，再运行 ./course approve extra --by 审核人", "审核以后改过。请到“审核”里重新登记"),
        ("meeting-03 写了两次，请删去一个", "meeting-03 写了两次，请删去一个"),
        (
            "接着写会盖掉这些改动。要留着它们，请运行 ./course undo：别的文件改回原来的样子，这些不动",
            "接着写会盖掉这些改动。要留着它们，请到“最近的改动”里按“改回原来的样子”：别的文件改回去，这些不动",
        ),
    ],
)
def test_a_message_says_what_to_do_at_the_desk(message: str, said: str) -> None:
    assert worded(message) == said


def test_the_overview_and_the_forms_say_it_so(tmp_path: Path) -> None:
    root = sample_course(tmp_path)
    bank = root / "quizzes/meeting.yml"
    bank.write_text(bank.read_text(encoding="utf-8").replace("    answer: false\n", "", 1), encoding="utf-8")
    desk = DeskClient(root)
    page = desk.get("/")
    assert "没有写答案。请补上" in page
    address = re.search(r'没有写答案。请补上</p>\s*<p class="where"><a href="([^"]+)"', page)
    assert address
    assert "没有写答案。请补上" in desk.get(address[1])
    assert "缺少字段" not in page + desk.get(address[1])
