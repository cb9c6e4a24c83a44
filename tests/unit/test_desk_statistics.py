"""统计 at the desk: what slips and records say is shown at once by the functions of the command, and nothing is stored."""

import io
import shutil
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from course.environment import PROGRAM
from course.load.course import load_course
from course.model.bank import answer_version
from course.quality.records import EARLIEST, read_records
from course.quality.usage import usage
from course.quality.usage_text import usage_lines
from support.desks import PATIENCE, DeskClient
from support.hostile_records import sealed
from support.polling import met
from support.sample_course import sample_course

NOW = EARLIEST + 10_000_000_000


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


def slips(root: Path, count: int, *, right: int) -> list[tuple[str, bytes]]:
    """Slips of members who all answered the first question, `right` of them rightly, the others with the second option."""
    course, _ = load_course(root)
    question = next(one for _, one in course.questions() if one.id == "meeting-01")
    made = []
    for member in range(count):
        is_right = member < right
        answer = [
            "meeting-01",
            answer_version(question),
            "right" if is_right else "wrong",
            NOW + member,
            0 if is_right else 1,
        ]
        content: dict[str, Any] = {"format": "course-slip", "version": 1, "learner": f"m{member}", "attempts": [answer]}
        made.append((f"slip-{member}.json", sealed(content)))
    return made


def count(desk: DeskClient, files: list[tuple[str, bytes]]) -> tuple[int, str]:
    return desk.post("/statistics/", {"records": [(io.BytesIO(content), name) for name, content in files]})


def test_the_figures_are_those_of_the_command_with_what_to_mend(root: Path) -> None:
    files = slips(root, 40, right=4)
    status, page = count(DeskClient(root), files)
    assert status == 200
    course, _ = load_course(root)
    for line in usage_lines(usage(course, read_records(files, NOW + 1000))):
        assert line.strip() in page
    assert "40 个文件，40 人" in page
    assert "要看一看的题" in page
    assert "请先核对答案" in page
    assert 'href="/questions/meeting/meeting-01"' in page
    assert "会议召开时 36" in page
    assert "<td>10%</td>" in page


def test_what_few_answered_is_not_shown(root: Path) -> None:
    status, page = count(DeskClient(root), slips(root, 2, right=1))
    assert (status, "不列出，以免看出是谁" in page) == (200, True)
    assert "会议召开时 1" not in page


def test_files_that_are_none_are_named_and_the_rest_counts(root: Path) -> None:
    files = [*slips(root, 12, right=6), ("<b>坏.json", b"{"), ("x.json", b"[" * 100_000)]
    status, page = count(DeskClient(root), files)
    assert status == 200
    assert "没有采用 &lt;b&gt;坏.json" in page
    assert "12 人" in page


def test_without_files_the_form_says_so(root: Path) -> None:
    assert "没有选文件" in count(DeskClient(root), [])[1]


def test_nothing_that_was_sent_is_stored(root: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*")}
    count(DeskClient(root), slips(root, 12, right=6))
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*")} == before


def test_scores_and_participation_are_one_press_away_on_the_page_of_the_site(root: Path) -> None:
    shutil.copy(PROGRAM / "mkdocs.yml", root)
    desk = DeskClient(root)
    assert "及格率、哪些要求最弱、每个人的成绩，在站点的“科室汇总”页上看" in desk.get("/statistics/")
    job = desk.start("/statistics/summary", {})
    try:
        assert met(lambda: desk.state(job)["address"], PATIENCE), desk.state(job)
        with urlopen(desk.state(job)["address"], timeout=PATIENCE) as answer:  # noqa: S310 -- our own server
            assert "<course-branch" in answer.read().decode()
    finally:
        desk.post(f"{job}/stop", {})
    assert desk.state(job)["state"] == "stopped"
