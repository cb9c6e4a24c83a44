"""The handbook explains every name that the report on item quality can print, with the present limits."""

import re
from pathlib import Path

from course.quality.advice import REMARKS
from course.quality.guessing import FEWEST as FEWEST_QUESTIONS
from course.quality.guessing import MOST
from course.quality.items import items_of
from course.quality.report import GUESSED, NAMES
from course.quality.run import COMPLAINTS, RULES, check
from course.quality.stems import LONGEST_MATERIAL, LONGEST_STATEMENT, LONGEST_STEM
from course.quality.usage import FEW, FEWEST, FEWEST_SHOWN
from course.rules.all import NAMES as CHECKED
from support.quality_banks import HEAD, course_of

PAGE = (Path(__file__).resolve().parents[2] / "handbook/quality.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| `[a-z-]+` \|", line)
]


def test_the_page_has_one_row_for_every_name() -> None:
    assert sorted(row[0].strip("`") for row in ROWS) == sorted(NAMES)


def test_every_rule_has_a_meaning_a_bad_and_a_good_example() -> None:
    rules = {f"`{rule.name}`" for rule in RULES}
    for row in ROWS:
        assert len(row) == (4 if row[0] in rules else 3), row
        assert all(row), row


def test_no_name_means_two_things() -> None:
    assert not NAMES & CHECKED
    assert len(NAMES) == len(RULES) + len(COMPLAINTS) + len(REMARKS) + len({GUESSED})


def test_the_example_of_reasons_silences_what_it_says() -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    course = course_of(HEAD + "".join(f"  {line}\n" for line in example[1].splitlines()))
    checked = check(course, items_of(course))
    assert checked.open == ()
    assert {one.finding.rule for one in checked.accepted} == {"lone-form", "uneven-form"}


def test_the_limits_that_the_page_names_are_the_present_ones() -> None:
    assert (
        f"题干超过 {LONGEST_STEM} 字，判断题超过 {LONGEST_STATEMENT} 字，案例的情境超过 {LONGEST_MATERIAL} 字" in PAGE
    )
    assert f"不足 {FEWEST_QUESTIONS} 道的题型不猜；超过 {MOST} 道的" in PAGE
    assert f"不到 {FEWEST_SHOWN} 人作答的题不列出" in PAGE
    assert f"不足 {FEWEST} 人的题不算；不足 {FEW} 人的" in PAGE
