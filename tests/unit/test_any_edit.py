"""Whatever anybody types into a workbook, it is refused with a place or done exactly, and nothing else changes."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from course.check import inspect
from course.formats.excel.layout import QUESTION_SHEETS, SHEETS
from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.importing.options import ImportOptions
from course.importing.plan import plan_import
from course.importing.preview import preview, problem_lines
from course.load.course import load_course
from support.examples import examples
from support.sample_course import sample_course
from support.workbooks import Edited

TYPED = (
    "", "A", "BC", "对", "√", "2 理解", "３", 2, 0, -1, 2.5, 1e20, True, "停用", "meeting", "minutes", "r1-1-1-a", "r9-9-9",
    "meeting-01", "minutes-01", "新", "=1+1", "改过的文字。", " 空 格 ", "多\n行", "{{}}", "**粗**", "[x](y.md)", "(半角)", "XX",
    "“不成对", "三会一训", "x" * 400, "单选", "判断", "1", "_x0007_", "\u200b", "会议召开以前",
)  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> list[tuple[str, int, str, object]]:
    """Draw what somebody types: sheet, row, heading, value."""
    typed = []
    for _ in range(draw(st.integers(1, 4))):
        sheet = draw(st.sampled_from(SHEETS))
        heading = draw(st.sampled_from([column.heading for column in sheet.columns[:14]] + [sheet.columns[-1].heading]))
        typed.append((sheet.name, draw(st.integers(2, 4)), heading, draw(st.sampled_from(TYPED))))
    return typed


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_course(tmp_path_factory.mktemp("any"))


@pytest.fixture(scope="module")
def exported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course, _ = load_course(shared)
    file = tmp_path_factory.mktemp("exported") / "bank.xlsx"
    file.write_bytes(write_workbook(course, course.banks))
    return file


def check_edit(typed: list[tuple[str, int, str, object]], exported: Path, root: Path) -> None:
    book = Edited(exported.read_bytes())
    for sheet, row, heading, value in typed:
        book.put(sheet, row, heading, value)
    imported = read_workbook(book.content(), "题库.xlsx")
    plan = plan_import(root, imported, ImportOptions())
    assert plan.obstacles == ()
    for line in problem_lines(plan.problems):
        assert re.match(r"工作表“.+”|题库 quizzes/|docs/|quizzes/", line), line
    if plan.refused:
        assert not plan.files
        return
    list(preview(plan, imported))
    assert [found for found in inspect(root, instead=plan.files).diagnostics if found.severity == "error"] == []
    touched = {
        str(book.get(sheet, row, "题号"))
        for sheet, row, _, _ in typed
        if sheet in {one.name for one in QUESTION_SHEETS}
    }
    touched |= {"meeting-07"} if any(sheet == "案例小题" for sheet, *_ in typed) else set()
    for path, text in plan.files.items():
        before = dict(questions((root / path).read_text(encoding="utf-8")))
        after = dict(questions(text))
        assert [name for name in before if name not in touched and after.get(name) != before[name]] == []


def questions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the id and the text of every question of a bank of the sample course."""
    for item in re.split(r"(?m)^  - (?=id:|\{id:)", text)[1:]:
        yield re.split(r"[\s,]", item.removeprefix("{").removeprefix("id:").strip(), maxsplit=1)[0], item


# Not shrunk: each step would load the course three times.
@settings(max_examples=examples(5), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(typed=edits())
def test_any_edit_is_refused_or_done_exactly(
    typed: list[tuple[str, int, str, object]], exported: Path, shared: Path
) -> None:
    check_edit(typed, exported, shared)


@pytest.mark.slow
@settings(max_examples=examples(100), phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(typed=edits())
def test_many_an_edit_is_refused_or_done_exactly(
    typed: list[tuple[str, int, str, object]], exported: Path, shared: Path
) -> None:
    check_edit(typed, exported, shared)
