"""Texts of the program name things as the course at hand does, and the handbook explains where it says so."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from course.load.course import load_course
from course.load.head import CourseFile, read_head
from course.model.course import Group, Source
from course.site.words import filled, words_of
from support.quality_banks import course_of
from support.site_build import ARCHIVES, ROOT

PAGE = (ROOT / "handbook/index.md").read_text(encoding="utf-8")
PROGRAM = sorted([
    *(ROOT / "handbook").glob("*.md"),
    *(ROOT / "theme/pages").rglob("*.md"),
    *(ROOT / "player/dist").glob("*.js"),
])  # fmt: skip


def test_a_text_has_the_words_of_its_course() -> None:
    course = replace(
        course_of(), source=Source("办法"), group=Group("部门", "部门负责人", "档案室"), roles={"clerk": "档案员"}
    )
    text = "@{head}看全@{group}学@{source}，有错告诉@{staff}；对谁：@{roles}"
    assert filled(text, words_of(course)) == "部门负责人看全部门学办法，有错告诉档案室；对谁：`clerk`（档案员）"


def test_a_course_that_names_nothing_has_ordinary_words() -> None:
    assert filled("@{group}、@{source}、@{bank}、@{page}、@{roles}", words_of(course_of())) == (
        "小组、原文、题库名、study/页名.md、这门课没有分角色"
    )


def test_the_examples_belong_together() -> None:
    course, _ = load_course(ARCHIVES)
    words = words_of(course)
    study = next(one for one in course.study if one.page.path == words["page"])
    requirement = next(one for one in study.requirements if one.id == words["requirement"])
    assert words["locator"] == requirement.locator
    assert words["point"] in {point.id for point in requirement.points}
    assert next(bank.page for bank in course.banks if bank.name == words["bank"]) == words["page"]


@pytest.mark.parametrize("path", PROGRAM, ids=lambda path: path.name)
def test_every_word_that_the_program_uses_is_one_that_every_course_has(path: Path) -> None:
    used = set(re.findall(r"@\{([^}\s]*)\}", path.read_text(encoding="utf-8")))
    assert used - words_of(course_of()).keys() == set()


def test_the_handbook_explains_every_key_of_a_course() -> None:
    _, _, rest = PAGE.partition("| 字段 | 意思 |")
    rows = re.findall(r"^\| (`[^|]*) \|", rest.partition("\n\n")[0], re.MULTILINE)
    explained = re.findall(r"`([a-z]+)`", " ".join(rows))
    assert sorted(explained) == sorted(field.alias or name for name, field in CourseFile.model_fields.items())


def test_the_example_of_a_course_can_be_read() -> None:
    example = re.search(r"```yaml\n(id: .*?)```", PAGE, re.DOTALL)
    assert example
    head, found = read_head(example[1], "course.yml")
    assert found == []
    assert head
    assert [heading.locator for heading in head.outline] == ["第一章", "第一章第二条", "第一章第三条", "第二章"]
