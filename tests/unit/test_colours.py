"""The course's own colour."""

import re
from pathlib import Path

import pytest

from course.model.colour import BLACK, READABLE, WHITE, contrast, mixed
from course.site.assemble import assemble
from course.site.colours import colour_styles


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
    icon = (root / "build/docs/assets/favicon.svg").read_text(encoding="utf-8")
    assert set(re.findall("#[0-9a-f]{6}", icon)) == {"#1f5f8b", "#fffdf9"}


@pytest.mark.parametrize("colour", ["#1f5f8b", "#98191d", "#000000", "#767676"])
def test_a_course_with_a_colour_has_it_in_high_contrast_too(colour: str) -> None:
    styles = colour_styles(colour)
    light, dark = styles.split('html[data-course-contrast="high"] ')[1:]
    for rules, ground in ((light, WHITE), (dark, BLACK)):
        values = dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", rules))
        assert contrast(values["--course-red"], ground) >= 7
        assert contrast(values["--course-fill"], WHITE) >= 7
        assert contrast(values["--md-primary-fg-color"], WHITE) >= 7
    if contrast(colour, WHITE) >= 7:
        assert f"--course-red: {colour};" in light
