"""The program has one version: it stands in pyproject.toml, and everything that names it takes it from there."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from course import cli
from course.check import inspect
from course.environment import program_version
from course.site.assemble import BUILD, assemble
from support.sample_course import sample_course
from support.site_build import ROOT


def test_the_version_is_that_of_the_project_and_of_the_newest_changes() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    newest = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert program_version() == stated == newest[1]


def test_the_command_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"{program_version()}\n"


def test_every_page_says_it_in_its_footer(tmp_path: Path) -> None:
    assert not assemble(sample_course(tmp_path)).failed
    assert not inspect(tmp_path).failed
    settings = json.loads((tmp_path / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    assert settings["copyright"].endswith(f"程序版本 {program_version()}")
