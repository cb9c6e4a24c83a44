"""A course with one page and one question, without roles, group, glossary, exams, paths and documents."""

import json
from pathlib import Path

import html5lib
import pytest

from course import cli
from course.check import inspect
from course.site.assemble import BUILD, assemble

COURSE = """\
id: mini-kecheng
title: 小课程
outline:
  - {label: 第一条, title: 登记}
"""
HOME = "---\ntitle: 首页\n---\n\n# 小课程\n\n{{ roles }}\n\n{{ map }}\n"
PAGE = """\
---
title: 登记
locator: 第一条
goals:
  - 会登记
---

## 当场登记 { #r1-1 data-locator="第一条" }

借出时当场登记。

- **当场**{ #r1-1-a }：借出时就写，不事后补。
"""
BANK = """\
title: 登记
page: study/one.md
questions:
  - id: one-01
    type: truefalse
    points: [r1-1-a]
    difficulty: 3
    stem: 借出以后，第二天再补登记也可以。
    answer: false
    explanation: 要当场登记（第一条）。
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for path, text in {
        "course.yml": COURSE, "docs/index.md": HOME, "docs/study/one.md": PAGE, "quizzes/one.yml": BANK,
    }.items():  # fmt: skip
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert cli.main(["ids", "--root", str(tmp_path)]) == 0
    return tmp_path


def test_it_is_sound(small: Path) -> None:
    assert inspect(small).diagnostics == ()


def test_its_menus_lead_to_pages_that_are_there(small: Path) -> None:
    assemble(small)
    settings = json.loads((small / BUILD / "mkdocs.yml").read_text(encoding="utf-8"))
    titles = [title for menu in settings["nav"] for title in menu]
    assert titles == ["首页", "学习", "练习", "维护"]
    for menu in settings["nav"]:
        for pages in menu.values():
            for path in [pages] if isinstance(pages, str) else pages:
                assert (small / BUILD / "docs" / path).is_file()


def test_no_heading_and_no_label_stands_over_nothing(small: Path) -> None:
    assemble(small)
    docs = small / BUILD / "docs"
    assert not (docs / "duties").exists()
    assert "对象：" not in (docs / "study/one.md").read_text(encoding="utf-8")
    assert "各角色" not in (docs / "reports/coverage.md").read_text(encoding="utf-8")
    booklet = html5lib.parseFragment((docs / "booklet.md").read_text(encoding="utf-8"), namespaceHTMLElements=False)
    assert "各角色的责任" not in "".join(booklet.itertext())
    opening = (docs / "study/one.md").read_text(encoding="utf-8")
    assert "本页术语" not in opening


@pytest.mark.parametrize(
    "command", [["coverage"], ["quality"], ["export", "moodle"], ["export", "excel"], ["booklet-word"]]
)
def test_every_command_for_staff_copes_with_it(command: list[str], small: Path, tmp_path: Path) -> None:
    target = ["--output", str(tmp_path / "out.xlsx")] if command[0] in {"coverage", "quality"} else []
    assert cli.main([*command, "--root", str(small), *target]) == 0
