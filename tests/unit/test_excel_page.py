"""The handbook explains every reason for refusing a file and names every kind of file."""

import re
from pathlib import Path

from course.formats.file_kinds import ENDINGS
from support.import_rules import NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "handbook/excel.md").read_text(encoding="utf-8")


def test_the_page_has_one_row_for_every_reason() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| \S.* \| \S.* \|$", PAGE, re.MULTILINE)
    assert rows == sorted(NAMES)


def test_the_page_names_every_kind_of_file() -> None:
    assert [suffix for suffix in ENDINGS if f"`{suffix}`" not in PAGE and suffix != ".xlsx"] == []
