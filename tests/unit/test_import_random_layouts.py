"""Questions in layouts drawn at random: each file is read as it was written, or refused. `make fuzz` tries many more."""

from dataclasses import replace

import pytest

from course.environment import PROGRAM
from course.formats.importers import read_content
from support.fuzzing import RUNS, SEED
from support.import_outcomes import Write, import_layouts, what_is_wrong
from support.layout_questions import Asked, questions_of
from support.layout_tables import written_table
from support.layout_texts import written_text
from support.site_build import ARCHIVES

pytestmark = pytest.mark.fuzz


@pytest.fixture(scope="module")
def pool() -> list[Asked]:
    return [asked for root in (PROGRAM, ARCHIVES) for asked in questions_of(root)]


@pytest.mark.parametrize(
    ("name", "write", "share"), [("文字", written_text, 0.94), ("表格", written_table, 0.98)], ids=["text", "tables"]
)
def test_a_file_in_a_random_layout_is_read_as_it_was_written_or_refused(
    name: str, write: Write, share: float, pool: list[Asked]
) -> None:
    for tally in import_layouts(name, write, pool, RUNS // 10, SEED):
        print(tally, flush=True)  # noqa: T201 -- the count that `make fuzz` is there for
    assert tally.failures == []
    assert tally.accepted >= share * tally.runs


def test_what_is_read_otherwise_is_noticed() -> None:
    imported = read_content("1. 借阅要登记。（√）\n2. 归还要清点。（√）\n".encode(), "题.txt")
    first, second = (Asked("truefalse", stem, truth=True) for stem in ("借阅要登记。", "归还要清点。"))
    assert what_is_wrong([first, second], imported) == ""
    assert what_is_wrong([first], imported).startswith("not written so")
    assert what_is_wrong([first, second, replace(first, stem="销毁要报批。")], imported).startswith("lost")
    assert what_is_wrong([first, replace(second, truth=False)], imported).startswith("not written so")
    assert what_is_wrong([first, replace(second, explanation="见办法。")], imported).startswith("not written so")
