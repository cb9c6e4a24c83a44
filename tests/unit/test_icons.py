"""Icons: what templates and the player show is what every page has."""

import re
from pathlib import Path
from typing import Any, cast

import material

from course.environment import PROGRAM
from course.text.yaml_reader import read

DRAWINGS = Path(material.__file__).parent / "templates/.icons/material"


def icons() -> Any:
    file = PROGRAM / "theme/engine.yml"
    document, _ = read(file.read_text(encoding="utf-8"), file.name)
    return cast("dict[str, Any]", document.value)["extra"]["icons"]


def test_every_icon_is_one_of_the_themes() -> None:
    assert [file for file in icons().values() if not (DRAWINGS / f"{file}.svg").is_file()] == []


def test_the_player_knows_the_icons_of_the_pages() -> None:
    module = (PROGRAM / "player/src/view/icon.ts").read_text(encoding="utf-8")
    assert re.findall(r'^  \| "(\w+)"', module, re.MULTILINE) == list(icons())


def test_templates_show_no_other_icons() -> None:
    templates = sorted((PROGRAM / "scripts/course").rglob("*.j2")) + sorted((PROGRAM / "theme").rglob("*.html"))
    shown = {name for file in templates for name in re.findall(r'icon\("(\w+)"\)', file.read_text(encoding="utf-8"))}
    assert sorted(shown - set(icons())) == []
