"""The handbook explains every name that a diagnostic can carry, and no other."""

import re
from pathlib import Path

from course.model.bank import DIFFICULTY_LABELS, LARGEST_BANK
from course.rules.all import NAMES, RULES

PAGE = Path(__file__).resolve().parents[2] / "handbook/messages.md"
ROW = re.compile(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_page_has_one_row_for_every_rule() -> None:
    names = [row[0] for row in ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(NAMES)


def test_every_row_says_what_is_meant_and_how_to_mend_it() -> None:
    for name, meaning, remedy in ROW.findall(PAGE.read_text(encoding="utf-8")):
        assert re.search(r"[\u4e00-\u9fff]", meaning), name
        assert re.search(r"[\u4e00-\u9fff]", remedy), name


def test_the_limits_that_the_page_names_are_the_present_ones() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert f"最多 {LARGEST_BANK} 题" in text
    assert "、".join(map(str, DIFFICULTY_LABELS)) in text


def test_every_rule_is_named_after_its_function_and_says_what_must_hold() -> None:
    for rule in RULES:
        assert rule.name == rule.findings.__name__.replace("_", "-")
        assert (rule.findings.__doc__ or "").strip(), rule.name
    assert [rule.name for rule in RULES] == sorted(rule.name for rule in RULES)
