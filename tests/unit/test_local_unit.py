"""The unit's own files are edited where they stand: comments, order and line ends of everything else stay."""

import pytest

from course.edit.local_unit import with_documents, with_unit
from course.edit.reorder import Slot
from course.errors import RefusedError
from course.text.yaml_reader import Value

UNIT = """\
# 说明
name: 某局 # 全称
branches:
  - 一组
  - 二组

# 谁来管
contact: "办公室"
pass_marks: {standard: 80}
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_only_the_fields_that_change_change(mark: str, line_end: str) -> None:
    def in_file(text: str) -> str:
        return mark + text.replace("\n", line_end)

    values = {"name": "某市某局", "branches": ("一组", "三组"), "contact": "办公室", "short": "某局", "logo": None}
    assert with_unit(in_file(UNIT), values) == in_file(
        """\
# 说明
name: 某市某局 # 全称
branches: [一组, 三组]

# 谁来管
contact: "办公室"
pass_marks: {standard: 80}
short: 某局
"""
    )


def test_a_field_that_is_emptied_goes_with_its_lines() -> None:
    after = with_unit(UNIT, {"name": None, "branches": (), "pass_marks": {}})
    assert after == '# 说明\n\n# 谁来管\ncontact: "办公室"\n'


def test_nothing_changes_where_nothing_is_to_change() -> None:
    same: dict[str, Value] = {
        "name": "某局",
        "branches": ("一组", "二组"),
        "pass_marks": {"standard": 80},
        "records": "",
    }
    assert with_unit(UNIT, same) == UNIT


@pytest.mark.parametrize("text", ["# 还没有填\n# name: 某局\n", "", "# 没有换行"])
def test_a_file_without_fields_gets_them_below_its_comments(text: str) -> None:
    after = with_unit(text, {"name": "某局: #"})
    assert after.endswith('\nname: "某局: #"\n')
    assert after.startswith(text)


@pytest.mark.parametrize("text", ["{name: 某局, short: 局}\n", "- 某局\n"])
def test_a_file_that_is_written_in_another_way_is_left_alone(text: str) -> None:
    with pytest.raises(RefusedError, match="写法特别"):
        with_unit(text, {"name": "别的局", "short": None})


DOCUMENTS = """\
# 本单位的文件
documents:
  # 第一份
  - title: 办法
    file: a.pdf # 扫描件
  - {title: 细则, terms: [记录]}
"""


def test_documents_are_added_changed_and_removed_one_by_one() -> None:
    fields = {"title": "新办法", "day": "2026-03-31", "terms": ("记录", "议题")}
    added = with_documents(DOCUMENTS, [Slot(0), Slot(1), Slot(None, fields)])
    assert added == DOCUMENTS + '  - title: 新办法\n    day: "2026-03-31"\n    terms: [记录, 议题]\n'
    changed = with_documents(DOCUMENTS, [Slot(0), Slot(1, {"title": "细则二"})])
    assert changed == DOCUMENTS.replace("{title: 细则, terms: [记录]}", "title: 细则二")
    assert with_documents(DOCUMENTS, [Slot(0)]) == DOCUMENTS.replace("  - {title: 细则, terms: [记录]}\n", "")
    assert with_documents(DOCUMENTS, []) == ""


@pytest.mark.parametrize("text", ["", "# 以后再写\n", "# 以后再写", "documents: []\n", "documents:\n"])
def test_the_first_document_finds_its_place(text: str) -> None:
    after = with_documents(text, [Slot(None, {"title": "办法"})])
    assert "办法" in after
    assert after.startswith("# 以后再写\n" if text.startswith("#") else "")
    assert with_documents(after, [Slot(0)]) == after
