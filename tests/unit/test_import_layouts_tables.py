"""Columns and cells of tables of other programs; what files are by their content; what people type into our workbooks."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.formats.importers import read_content
from course.formats.tables.cells import NotSeparateError, options_of
from course.formats.tables.headings import holds_content, role_of
from course.formats.tables.read import read_table
from course.formats.tables.table import table_of
from course.load.course import load_course
from course.model import bank
from support.archives import COURSE
from support.read_outcome import read_outcome
from support.sample_course import CASES, golden, sample_course
from support.workbooks import Edited

FOLDER = CASES / "import"
CELLS = yaml.safe_load((CASES / "table_cells.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", sorted(FOLDER.glob("S*.*")), ids=lambda file: file.name)
def test_a_table_is_read_as_it_is_written_beside_it(file: Path) -> None:
    golden(FOLDER / "read" / f"{file.name}.yml", read_outcome(file))


@pytest.mark.parametrize("heading", CELLS["headings"])
def test_a_heading_says_what_its_column_holds(heading: str) -> None:
    assert role_of(heading) == CELLS["headings"][heading]


def test_an_unknown_heading_that_speaks_of_questions_is_not_left_out() -> None:
    assert [heading for heading in ("其他选项", "参考答案二", "备注", "分值", "内容") if holds_content(heading)] == [
        "其他选项",
        "参考答案二",
        "内容",
    ]


@pytest.mark.parametrize("cell", CELLS["options"])
def test_the_options_of_a_cell_are_parted_or_refused(cell: str) -> None:
    wanted = CELLS["options"][cell]
    if wanted is None:
        with pytest.raises(NotSeparateError):
            options_of(cell)
    else:
        assert options_of(cell) == wanted


FILES: dict[str, tuple[bytes, str]] = {
    "题.pdf": (b"%PDF-1.7\n", "这是 PDF"),
    "题.doc": (b"{\\rtf1\\ansi}", "这是 RTF 格式"),
    "题.docx.rar": (b"Rar!\x1a\x07\x00", "这是压缩文件"),
    "题.zip": (b"PK\x03\x04 some.txt", "这是压缩文件"),
    "题.xlsx": (b"PK\x03\x04 xl/workbook.bin", "这是二进制的 .xlsb"),
    "题.ods": (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "这是 LibreOffice 自己的 .ods"),
    "题.mht": (b"MIME-Version: 1.0\r\n", "这是单个文件的网页"),
    "题.et": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "这是旧格式"),
    "题.xls": (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "这是 XML 格式的旧表格"),
    "题.htm": ("<meta charset=gbk><p>题".encode("gbk"), "这其实是网页（HTML）"),
    "题": (b"\xff\xd8\xff\xe0", "这是图片"),
    "题.csv": ("甲,乙\n1,2\n".encode(), "没有认出列名。第 1 行是“甲,乙”"),
    "题.jpg": (b"no picture", "不能导入 .jpg：可用：.xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_read_is_called_by_what_it_is(name: str) -> None:
    content, message = FILES[name]
    (problem,) = read_content(content, name).problems
    assert message in problem.message


@pytest.mark.parametrize("ending", ["", ".txt", ".csv", ".xls", ".dat"])
def test_a_table_is_read_under_any_name(ending: str) -> None:
    imported = read_content("题干\t选项A\t选项B\t答案\n谁讲？\t书记\t来宾\tA\n".encode("utf-16"), f"题{ending}")
    assert [question.fields["stem"] for question in imported.questions] == ["谁讲？"]
    assert imported.problems == ()


@pytest.mark.parametrize("seed", range(40))
def test_any_text_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    signs = [
        "题干",
        "答案",
        "选项A",
        "A.",
        "ANSWER: ",
        "::",
        "{",
        "}",
        "=",
        "~",
        ",",
        "\t",
        "|",
        '"',
        "\n",
        "\n",
        "甲",
        "B",
        "1",
    ]
    text = "".join(chance.choice(signs) for _ in range(chance.randrange(400)))
    for name in ("题.txt", "题.csv", "题.gift"):
        read_content(text.encode(), name)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = sample_course(tmp_path_factory.mktemp("typed"))
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8").replace(
        "stem: 材料到会场再发也不迟。", "stem: 1. 材料到会场再发也不迟。（√）"
    )
    assert "（√）" in text
    bank.write_text(text, encoding="utf-8")
    course, _ = load_course(root)
    return write_workbook(course, course.banks)


NEW = {"题干": "新题？", "选项A": "甲", "选项B": "乙", "答案": "B"}


def test_what_we_wrote_stays_as_it_is_and_what_was_typed_is_cleaned(exported: bytes) -> None:
    book = Edited(exported)
    book.add("单选题", **{**NEW, "题干": "3. 新题？（B）", "答案": "A"})
    book.add("判断题", 题干="【易】材料要早发（√）", 答案="对")
    imported = read_workbook(book.content(), "题库.xlsx")
    old = next(one for one in imported.questions if one.fields["type"] == "truefalse" and "id" in one.fields)
    assert (old.fields["stem"], old.inferences) == ("1. 材料到会场再发也不迟。（√）", ())
    assert [one.rule for one in imported.problems] == ["answer-differs"]
    (new,) = (one for one in imported.questions if "id" not in one.fields)
    assert (new.fields["stem"], new.fields["answer"], new.fields["difficulty"]) == ("材料要早发", True, 1)


def test_stress_in_an_option_is_no_mark_of_the_answer(exported: bytes) -> None:
    book = Edited(exported)
    book.add("单选题", **{**NEW, "选项A": "**甲**的事"})
    imported = read_workbook(book.content(), "题库.xlsx")
    (new,) = (one for one in imported.questions if "id" not in one.fields)
    assert new.fields["options"] == [{"text": "**甲**的事"}, {"text": "乙", "correct": True}]


def test_a_typed_blank_may_be_written_as_in_texts(exported: bytes) -> None:
    book = Edited(exported)
    book.add("填空题", 题干="先____，再（　　）。", 第1空="议题|会议议题", 第2空="材料。")
    imported = read_workbook(book.content(), "题库.xlsx")
    (new,) = (one for one in imported.questions if "id" not in one.fields)
    assert imported.problems == ()
    assert (new.fields["stem"], new.fields["answers"]) == ("先{{}}，再{{}}。", [["议题", "会议议题"], ["材料"]])


def test_a_part_of_a_case_is_cleaned_at_its_own_cells(exported: bytes) -> None:
    book = Edited(exported)
    row = next(row for row in (2, 3) if book.get("案例小题", row, "题型") == "判断")
    book.put("案例小题", row, "题干", f"2. {book.get('案例小题', row, '题干')}")
    imported = read_workbook(book.content(), "题库.xlsx")
    (case,) = (one for one in imported.questions if one.fields["type"] == "case")
    assert [(one.place, one.message) for one in case.inferences] == [
        (f"工作表“案例小题”第 {row} 行 D 列“题干”", "去掉了题干开头的“2.”")
    ]


def test_a_new_question_may_lack_what_comes_with_the_import(exported: bytes) -> None:
    book = Edited(exported)
    book.add("单选题", **NEW)
    imported = read_workbook(book.content(), "题库.xlsx")
    (new,) = (one for one in imported.questions if "id" not in one.fields)
    assert (imported.problems, new.bank) == ((), None)
    assert {name for name, value in new.fields.items() if value} == {"type", "stem", "options"}


def test_sheets_may_be_gone_and_a_column_of_ones_own_is_left_out(exported: bytes) -> None:
    book = Edited(exported)
    book.book.remove(book.sheet("连线题"))
    sheet = book.sheet("单选题")
    sheet.cell(1, sheet.max_column + 1).value = "备注"
    sheet.cell(2, sheet.max_column).value = "=A1"
    sheet.column_dimensions["AE"].hidden = True
    imported = read_workbook(book.content(), "题库.xlsx")
    assert imported.problems == ()
    assert imported.notes == (
        "少了工作表“连线题”，原来在里面的题不动。导入时加上 --withdraw，会把它们当作要停用的，请先核对。",
        "工作表“单选题”的“备注”没有读取，题库里没有地方放。",
        "工作表“单选题”有隐藏的列（AE），照样读入。",
    )


def test_struck_out_and_raised_texts_are_refused_at_their_cells(exported: bytes) -> None:
    book = Edited(exported)
    sheet = book.sheet("单选题")
    sheet["H2"].font = Font(strike=True)
    sheet["I2"] = CellRichText("10", TextBlock(InlineFont(vertAlign="superscript"), "2"))
    sheet["J2"] = CellRichText("乙", TextBlock(InlineFont(strike=False), "丙"))
    imported = read_workbook(book.content(), "题库.xlsx")
    assert [(one.place, one.rule) for one in imported.problems] == [
        ("工作表“单选题”第 2 行 H 列", "struck-out"),
        ("工作表“单选题”第 2 行 I 列", "raised-text"),
    ]


QUESTIONS = [
    question
    for one in COURSE.banks
    for question in one.questions
    if isinstance(question, bank.Choice | bank.TrueFalse | bank.Blank | bank.ShortAnswer)
]
LETTERS = "ABCDEFGHIJ"
Cells = dict[str, str]


def in_columns(question: bank.Question) -> Cells:
    """Return the cells of a question with a column for each option and letters for the answer."""
    options = zip(LETTERS, options_of_question(question), strict=False)
    return {
        **common(question),
        **{f"选项{letter}": option for letter, option in options},
        "答案": letters(question, "、"),
    }


def in_one_cell(question: bank.Question) -> Cells:
    """Return the cells of a question with its options in one of them, the answer by figures."""
    figures = ",".join(str(LETTERS.index(letter) + 1) for letter in letters(question, "").strip())
    options = "\n".join(
        f"{letter}.{option}" for letter, option in zip(LETTERS, options_of_question(question), strict=False)
    )
    return {**common(question), "题型": "", "选项": options, "答案": figures}


def by_words(question: bank.Question) -> Cells:
    """Return the cells of a question whose answer repeats the right options."""
    options = options_of_question(question)
    right = [options[LETTERS.index(letter)] for letter in letters(question, "")]
    return {**common(question), "选项（用|分隔）": "|".join(options), "答案": "|".join(right)}


def options_of_question(question: bank.Question) -> list[str]:
    return [option.text for option in question.options] if isinstance(question, bank.Choice) else []


def letters(question: bank.Question, between: str) -> str:
    return between.join(LETTERS[index] for index in question.key) if isinstance(question, bank.Choice) else ""


def common(question: bank.Question) -> Cells:
    """Return the cells that do not depend on the layout."""
    answer = ""
    match question:
        case bank.TrueFalse():
            answer = "√" if question.answer else "×"
        case bank.Blank():
            answer = "；".join("|".join(accepted) for accepted in question.answers)
        case bank.ShortAnswer():
            answer = "\n".join(f"{number}、{text}" for number, text in enumerate(question.reference, 1))
    stem = question.stem.replace(bank.BLANK, "（　　）")
    return {
        "解析": question.explanation,
        "题型": f"{bank.TYPE_LABELS[question.type]}题",
        "题目": stem,
        "参考答案": answer,
    }


@pytest.mark.parametrize("layout", [in_columns, in_one_cell, by_words])
def test_what_a_bank_says_comes_back_from_every_layout(layout: Callable[[bank.Question], Cells]) -> None:
    rows = [layout(question) for question in QUESTIONS]
    headings = sorted({heading for row in rows for heading in row})
    imported = read_table(table_of([headings, *([row.get(heading, "") for heading in headings] for row in rows)], ""))
    assert imported is not None
    assert imported.problems == ()
    assert [said(one.fields) for one in imported.questions] == [
        said(one.model_dump(mode="json", exclude_none=True)) for one in QUESTIONS
    ]


def said(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what tables carry of a question."""
    plain = {name: fields[name] for name in ("type", "explanation", "answer", "answers", "reference") if name in fields}
    options = [(one["text"], bool(one.get("correct"))) for one in fields.get("options", ())]
    return {**plain, "stem": fields["stem"].strip(), "options": options}
