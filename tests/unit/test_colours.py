"""The course's own colour."""

from pathlib import Path

import pytest

from course.model.colour import BLACK, READABLE, WHITE, contrast, mixed
from course.site.assemble import assemble


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    # From the guidelines' own examples of failing and passing greys.
    assert contrast("#777777", WHITE) < READABLE < contrast("#767676", WHITE)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mixed("#102030", WHITE, 0) == "#102030"
    assert mixed("#102030", WHITE, 1) == WHITE
    assert mixed(BLACK, WHITE, 0.5) == "#808080"


def test_a_course_with_a_colour_has_it_in_its_style_sheet_and_one_without_has_the_theme_s(root: Path) -> None:
    sheet = root / "build/docs/assets/site.css"
    assemble(root)
    plain = sheet.read_text(encoding="utf-8")
    with (root / "course.yml").open("a", encoding="utf-8") as file:
        file.write("\ncolour: '#1f5f8b'\n")
    assert not assemble(root).failed
    coloured = sheet.read_text(encoding="utf-8")
    assert coloured.startswith(plain)
    assert "--md-primary-fg-color: #1f5f8b;" in coloured.removeprefix(plain)
