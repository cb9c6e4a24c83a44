"""The handbook explains every reason for refusing a file, and every option of the two commands, and no other."""

import re
from pathlib import Path

import pytest

import bank_export
import bank_import
from course.formats.importers import IMPORTERS
from support.import_rules import NAMES

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/maintain/excel.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_page_has_one_row_for_every_reason() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| \S.* \| \S.* \|$", PAGE, re.MULTILINE)
    assert rows == sorted(NAMES)


@pytest.mark.parametrize("command", [bank_export, bank_import])
def test_every_option_can_be_given_to_make_too(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--help"])  # type: ignore[attr-defined]
    options = set(re.findall(r"--([a-z]+)", capsys.readouterr().out)) - {"help", "root"}
    target = f"scripts/{Path(str(getattr(command, '__file__', ''))).name}"
    recipe = next(line for line in MAKEFILE.splitlines() if target in line)
    assert {option for option in options if f"$(if $({option.upper()}),--{option}" in recipe} == options


def test_the_page_names_every_kind_of_file() -> None:
    assert [suffix for suffix in IMPORTERS if f"`{suffix}`" not in PAGE and suffix != ".xlsx"] == []
