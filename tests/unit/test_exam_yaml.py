"""Blueprints as text: values change where they stand, everything else stays to the byte."""

import pytest

from course.edit.exam_yaml import SectionEdit, with_exam
from course.errors import RefusedError
from course.load.exams import read_exam
from course.text.yaml_reader import Value

PATH = "local/quizzes/exams/local-1.yml"
TEXT = """\
# 春天用
title: 春季卷 # 名称
about: 试一试
minutes: 20
passing: 6
difficulty:
  remember: 0 # 不考记忆
  understand: 50
  apply: 50
sections: # 依次
  # 先易后难
  - {title: 一、单项选择题, type: single, count: 6, marks: 1} # 六道
  - title: 二、多项选择题
    type: multiple
    kinds: [decide] # 只考决定
    count: 2
    marks: 2

# 完
"""
SINGLE: dict[str, Value] = {
    "title": "一、单项选择题",
    "type": "single",
    "kinds": (),
    "count": 6,
    "marks": 1,
    "partly": "none",
}
MULTIPLE: dict[str, Value] = {
    "title": "二、多项选择题",
    "type": "multiple",
    "kinds": ("decide",),
    "count": 2,
    "marks": 2,
    "partly": "none",
}
TRUTH: dict[str, Value] = {
    "title": "判断题",
    "type": "truefalse",
    "kinds": ("decide", "recall"),
    "count": 3,
    "marks": 1,
    "partly": "none",
}
BOTH = [SectionEdit(0, SINGLE), SectionEdit(1, MULTIPLE)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
def test_only_what_changes_is_written(mark: str, line_end: str) -> None:
    text = (mark + TEXT).replace("\n", line_end)
    assert with_exam(text, PATH, {"title": "春季卷"}, BOTH) == text
    sections = [SectionEdit(0, {**SINGLE, "count": 8, "partly": "half"}), SectionEdit(1, {**MULTIPLE, "kinds": ()})]
    after = with_exam(text, PATH, {"title": "秋季卷", "minutes": 30, "pages": ("study/a.md",)}, sections)
    expected = (
        TEXT.replace("title: 春季卷", "title: 秋季卷")
        .replace("minutes: 20", "minutes: 30")
        .replace("sections: #", 'pages: ["study/a.md"]\nsections: #')
        .replace("count: 6, marks", "partly: half, count: 8, marks")
        .replace("kinds: [decide]", "kinds: []")
    )
    assert after == (mark + expected).replace("\n", line_end)


def test_sections_are_added_moved_and_removed() -> None:
    first, second = TEXT.index("  - {title"), TEXT.index("  - title")
    end = TEXT.index("\n# 完")
    added = "  - {title: 判断题, type: truefalse, kinds: [decide, recall], count: 3, marks: 1}\n"
    assert with_exam(TEXT, PATH, {}, [*BOTH, SectionEdit(None, TRUTH)]) == TEXT[:end] + added + TEXT[end:]
    swapped = TEXT[:first] + TEXT[second:end] + TEXT[first:second] + TEXT[end:]
    assert with_exam(TEXT, PATH, {}, BOTH[::-1]) == swapped
    assert with_exam(TEXT, PATH, {}, BOTH[1:]) == TEXT[:first] + TEXT[second:]
    assert with_exam(TEXT, PATH, {}, [BOTH[0], SectionEdit(7, TRUTH)]) == TEXT[:second] + added + TEXT[end:]


def test_a_mix_goes_and_comes_back_in_brackets() -> None:
    without = with_exam(TEXT, PATH, {"difficulty": {}}, BOTH)
    assert "difficulty" not in without
    mix: Value = {"remember": 10, "understand": 40, "apply": 50}
    after = with_exam(without, PATH, {"difficulty": mix}, BOTH)
    assert "difficulty: {remember: 10, understand: 40, apply: 50}\nsections:" in after


@pytest.mark.parametrize("text", ["", "# 以后再写\n", "sections:\n", "sections: []\n", "# 没有换行"])
def test_a_new_blueprint_can_be_read(text: str) -> None:
    values: dict[str, Value] = {"title": "秋季卷", "about": "秋天用", "minutes": 5, "passing": 2}
    after = with_exam(text, PATH, values, [SectionEdit(None, TRUTH)])
    file, found = read_exam(after, PATH)
    assert found == []
    assert file
    assert (file.exam.title, file.exam.passing, file.exam.sections[0].kinds) == ("秋季卷", 2, ("decide", "recall"))


@pytest.mark.parametrize(
    "text", ["{title: 卷, sections: []}\n", "- 卷\n", TEXT.replace("[decide] # 只考决定", "\n      - decide")]
)  # fmt: skip
def test_what_is_written_unusually_is_refused(text: str) -> None:
    with pytest.raises(RefusedError, match="写法特别"):
        with_exam(text, PATH, {"title": "别的卷", "minutes": 5}, [SectionEdit(0, TRUTH), SectionEdit(1, TRUTH)])
