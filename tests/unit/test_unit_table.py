"""What the course leaves to the unit as an Excel table: filled in, previewed, and written into local/glossary.md."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from course import cli
from course.edit.local_glossary import GlossaryChange, change_glossary
from course.formats.excel.local_terms import SHEET, FilledTerm, LocalTermRow, read_local_terms, write_local_terms
from course.load.course import load_course
from course.load.unit import read_local_terms as read_entries
from support.sample_course import COURSE

TERM = "term-ji-lu-ben"
GLOSSARY = "local/glossary.md"


def table(root: Path, own: str | None, column: str = "F") -> Path:
    """Export the table of the course below `root`, put a text into the unit's column, and return the file."""
    file = root / "dist/本单位的规定.xlsx"
    assert cli.main(["unit", "export", "--root", str(root), "--force"]) == 0
    book = load_workbook(file)
    cell = book[SHEET][f"{column}2"]
    cell.value, cell.data_type = own, "s"
    book.save(file)
    return file


def run(root: Path, file: Path, *options: str) -> int:
    return cli.main(["unit", "import", str(file), "--root", str(root), *options])


def glossary(root: Path, text: str) -> None:
    (root / "local").mkdir(exist_ok=True)
    (root / GLOSSARY).write_text(text, encoding="utf-8")


def filled(own: str, exported: str = "") -> tuple[FilledTerm, ...]:
    return (FilledTerm(TERM, tuple(own.split("\n")), tuple(filter(None, exported.split("\n"))), "工作表第 2 行"),)


def changed(text: str, *rows: FilledTerm) -> GlossaryChange:
    """Return what rows of a table make of a glossary of the sample course."""
    course, _ = load_course(COURSE)
    entries, _ = read_entries(text, GLOSSARY)
    return change_glossary(replace(course, unit=replace(course.unit, terms=entries)), text, rows)


def test_the_table_has_every_term_with_where_it_is_used(root: Path) -> None:
    glossary(root, "### 会议记录本\n\n统一印制。\n\n- 保管三年\n")
    file = root / "table.xlsx"
    assert cli.main(["unit", "export", "--root", str(root), "--output", str(file)]) == 0
    sheet = load_workbook(file)[SHEET]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["编号", "术语", "课程的释义", "用到它的学习页", "考到它的题", "本单位的规定", "导出时的规定"],
        [
            TERM,
            "会议记录本",
            "记下议题、发言和决定的本子。格式以本单位规定为准。",
            "管好会议记录",
            "0",
            "统一印制。\n保管三年",
            "统一印制。\n保管三年",
        ],
    ]
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 5 + [False, True]
    assert [name for name, column in sheet.column_dimensions.items() if column.hidden] == ["G"]


def test_what_is_filled_in_is_shown_and_written_after_a_yes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(root, "=统一印制*。\n1. 保管三年")
    capsys.readouterr()
    assert run(root, file, "--yes") == 0
    out = capsys.readouterr().out
    assert out == "写上：会议记录本\n  现在：=统一印制*。\n  现在：1. 保管三年\n已写入 local/glossary.md。\n"
    assert load_course(root)[0].unit.terms[0].paragraphs == ("=统一印制*。", "1. 保管三年")
    assert run(root, file, "--yes") == 0
    assert capsys.readouterr().out == "没有要写入的改动。\n"


def test_without_a_yes_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(root, "统一印制。")
    monkeypatch.setattr("sys.stdin.readline", lambda: "\n", raising=False)
    assert run(root, file) == 1
    assert "没有写入" in capsys.readouterr().err
    assert not (root / GLOSSARY).exists()


@pytest.mark.parametrize("following", ["## 其他\n\n不动。\n", "其他\n----\n\n不动。\n"])
@pytest.mark.parametrize("head", ["### 会议记录本", "###会议记录本"])
def test_only_the_entry_that_differs_is_replaced_and_an_empty_cell_removes_it(head: str, following: str) -> None:
    before = "# 规定\n\n会议记录本另有说明。\n\n"
    text = f"{before}{head}\n\n旧的。\n\n{following}"
    made = changed(text, *filled("新的。\n还有。", "旧的。"))
    assert made.problems == ()
    assert made.text == f"{before}{head}\n\n新的。\n\n还有。\n\n{following}"
    assert made.lines == ("改写：会议记录本", "  原来：旧的。", "  现在：新的。", "  现在：还有。")
    removed = changed(text, FilledTerm(TERM, (), ("旧的。",), ""))
    assert removed.text == f"{before}{following}"
    assert removed.lines == ("删去：会议记录本", "  原来：旧的。")


def test_a_row_that_only_the_folder_changed_is_kept(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(root, None)
    glossary(root, "### 会议记录本\n\n手写的。\n")
    capsys.readouterr()
    assert run(root, file, "--yes") == 0
    assert capsys.readouterr().out == "没有要写入的改动。\n"
    assert (root / GLOSSARY).read_text(encoding="utf-8") == "### 会议记录本\n\n手写的。\n"


@pytest.mark.parametrize(
    ("exported", "there", "own", "said"),
    [
        ("", "手写的。", "填的。\n还有。", "那里现在写的是“手写的。”，表里写的是“填的。／还有。”"),
        ("旧的。", "手写的。", None, "那里现在写的是“手写的。”，表里没有写"),
        ("旧的。", "", "填的。", "那里现在没有写，表里写的是“填的。”"),
    ],
)
def test_a_row_that_both_sides_changed_is_reported_and_nothing_is_written(
    exported: str, there: str, own: str | None, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    glossary(root, f"### 会议记录本\n\n{exported}\n" if exported else "# 规定\n")
    file = table(root, own)
    text = f"### 会议记录本\n\n{there}\n" if there else "# 规定\n"
    glossary(root, text)
    capsys.readouterr()
    assert run(root, file, "--yes") == 1
    assert capsys.readouterr().out == (
        f"工作表“本单位的规定”第 2 行：“会议记录本”在导出以后，local/glossary.md 里也改过：{said}。"
        "两边的改动无法都保留，请重新导出，在新的表里再改一次 [changed-since-export]\n"
    )
    assert (root / GLOSSARY).read_text(encoding="utf-8") == text


def test_a_row_that_both_sides_changed_alike_is_done() -> None:
    text = "### 会议记录本\n\n新的。\n"
    assert changed(text, *filled("新的。", "旧的。")) == GlossaryChange(text, (), ())


def test_what_is_written_while_the_user_is_asked_is_kept(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = table(root, "统一印制。")

    def answer() -> str:
        glossary(root, "手写的。\n")
        return "是\n"

    monkeypatch.setattr("sys.stdin.readline", answer, raising=False)
    assert run(root, file) == 1
    assert "被别的程序改过" in capsys.readouterr().err
    assert (root / GLOSSARY).read_text(encoding="utf-8") == "手写的。\n"


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1), min_size=1))
def test_any_text_is_read_back_as_it_was_or_refused(own: list[str]) -> None:
    row = FilledTerm(TERM, tuple(own), (), "第 2 行")
    made = changed("", row)
    entries, _ = read_entries(made.text, GLOSSARY)
    assert made.problems or [entry.paragraphs for entry in entries] == [row.lines]


@pytest.mark.parametrize("own", ["见<b>办法</b>", "甲&amp;乙"])
def test_a_text_that_would_be_markup_is_refused_at_its_row(
    own: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, table(root, own), "--yes") == 1
    assert "工作表“本单位的规定”第 2 行：这一格的文字会被当成网页的标记" in capsys.readouterr().out
    assert not (root / GLOSSARY).exists()


def test_a_row_of_another_course_and_a_formula_are_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, table(root, "term-other", column="A"), "--yes") == 1
    assert "没有把编号“term-other”的术语留给本单位规定" in capsys.readouterr().out
    file = table(root, None)
    book = load_workbook(file)
    book[SHEET]["F2"].value = "=1+1"
    book[SHEET]["F2"].data_type = "f"
    book.save(file)
    assert run(root, file, "--yes") == 1
    assert "[cell-is-formula]" in capsys.readouterr().out
    assert not (root / GLOSSARY).exists()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda sheet: setattr(sheet, "title", "别的"), "missing-sheet"),
        (lambda sheet: setattr(sheet["F1"], "value", "规定"), "missing-column"),
        (lambda sheet: sheet.delete_cols(7), "missing-column"),
        (lambda sheet: sheet.merge_cells("F2:F3"), "merged-cells"),
    ],
)
def test_a_table_that_was_changed_in_its_shape_is_refused(change: Callable[[Worksheet], object], rule: str) -> None:
    book = load_workbook(BytesIO(write_local_terms((LocalTermRow(TERM, "会议记录本", "本子", "", 0, "统一"),), ())))
    change(book[SHEET])
    target = BytesIO()
    book.save(target)
    found, problems = read_local_terms(target.getvalue(), "表.xlsx")
    assert (found, [one.rule for one in problems]) == ((), [rule])


def test_what_is_no_workbook_is_refused() -> None:
    found, problems = read_local_terms(b"PK\x03\x04 not a zip", "表.xlsx")
    assert (found, len(problems)) == ((), 1)
