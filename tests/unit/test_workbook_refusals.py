"""Whatever is not certain in a workbook is refused at its sheet, row and column; what is certain is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.formats.import_types import ImportedQuestion
from course.importing.preview import problem_lines
from course.load.course import load_course
from support.archives import COURSE, SCENARIO
from support.sample_course import sample_course
from support.workbooks import Edited

NEW = {
    "题库": "meeting", "要点": "r1-1-1-a", "难度": "2 理解", "题干": "新题？", "选项A": "甲", "选项B": "乙", "答案": "B",
    "解析": "因为。",
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    course, _ = load_course(sample_course(tmp_path_factory.mktemp("refusals")))
    return write_workbook(course, course.banks)


Edit = Callable[[Edited], object]


def single(heading: str, value: object) -> Edit:
    return lambda book: book.put("单选题", 2, heading, value)


def emptied(*headings: str) -> Edit:
    def edit(book: Edited) -> None:
        for heading in headings:
            book.put("单选题", 2, heading, None)

    return edit


def formatted(heading: str, value: object, number_format: str) -> Edit:
    def edit(book: Edited) -> None:
        book.put("单选题", 2, heading, value)
        book.sheet("单选题").cell(2, book.column("单选题", heading)).number_format = number_format

    return edit


def unprotected(sheet: str, address: str, value: str) -> Edit:
    def edit(book: Edited) -> None:
        book.sheet(sheet)[address] = value

    return edit


REFUSED: dict[str, tuple[Edit, list[str]]] = {
    "a formula": (
        single("解析", "=A1"),
        ["工作表“单选题”第 2 行 AE 列：这一格是公式。请复制后选择性粘贴为“值”，或改成文字 [cell-is-formula]"],
    ),
    "a date": (
        single("选项B", datetime(2018, 1, 1, tzinfo=UTC).replace(tzinfo=None)),
        [
            ("工作表“单选题”第 2 行 J 列：这一格被表格软件变成了日期或时间。"
            "请先把格子的格式设为“文本”，再重新输入 [cell-is-date]")
        ],
    ),
    "a percentage": (
        formatted("选项B", 0.5, "0%"),
        [
            ("工作表“单选题”第 2 行 J 列：这一格是带格式的数（存的是 0.5），看到的和存的可能不一样。"
            "请先把格子的格式设为“文本”，再重新输入 [cell-is-formatted]")
        ],
    ),
    "a number too long to be shown": (
        formatted("选项B", 123456789012345, "General"),
        [
            ("工作表“单选题”第 2 行 J 列：这一格是带格式的数（存的是 123456789012345），看到的和存的可能不一样。"
            "请先把格子的格式设为“文本”，再重新输入 [cell-is-formatted]")
        ],
    ),
    "an error": (
        single("选项B", "#N/A"),
        ["工作表“单选题”第 2 行 J 列：这一格是出错的结果（#N/A）。请改成文字 [cell-is-error]"],
    ),
    "merged cells": (
        lambda book: book.sheet("单选题").merge_cells("B2:B3"),
        ["工作表“单选题”：B2:B3 是合并单元格，不知道内容属于哪一行。请取消合并，每一行都填写完整 [merged-cells]"],
    ),
    "an answer without its option": (
        single("答案", "E"),
        ["工作表“单选题”第 2 行 S 列“答案”：“答案”写了 E，可是选项没有那么多 [answer-letters]"],
    ),
    "two answers of a single choice": (
        single("答案", "AB"),
        ["工作表“单选题”第 2 行 S 列“答案”：单选题只能有一个答案。确有几个正确的，请把这道题移到多选题 [answer-letters]"],
    ),
    "an answer in words": (
        single("答案", "第一个"),
        ["工作表“单选题”第 2 行 S 列“答案”：“答案”只能写选项的字母，如 B 或 ACD，现在是“第一个” [answer-letters]"],
    ),
    "no answer": (
        single("答案", None),
        ["工作表“单选题”第 2 行 S 列“答案”：“答案”是空的，请填正确选项的字母 [empty-cell]"],
    ),
    "one answer of a multiple choice": (
        lambda book: book.put("多选题", 2, "答案", "A"),
        ["工作表“多选题”第 2 行 S 列“答案”：多选题至少要有两个答案。只有一个正确的，请把这道题移到单选题 [answer-letters]"],
    ),
    "a gap between options": (
        single("选项B", "　"),
        ["工作表“单选题”第 2 行 J 列“选项B”：“选项B”空着，后面的却填了。请把后面的往前移，中间不留空 [gap-in-row]"],
    ),
    "a lesson without its option": (
        single("选项F的说明", "错"),
        ["工作表“单选题”第 2 行 Y 列“选项F的说明”：“选项F的说明”在这里用不着，请清空，或补上它所配的内容 [cell-not-used]"],
    ),
    "an unknown difficulty": (
        single("难度", "很难"),
        ["工作表“单选题”第 2 行 G 列“难度”：“难度”要从列表里选：1 记忆、2 理解、3 应用，现在是“很难” [choice-expected]"],
    ),
    "a place that is no number": (
        single("顺序", "第二"),
        ["工作表“单选题”第 2 行 C 列“顺序”：“顺序”要填大于零的数，如 3 或 3.5，现在是“第二” [number-expected]"],
    ),
    "empty cells, all at once": (
        emptied("要点", "难度", "解析", "答案"),
        [
            "工作表“单选题”第 2 行 D 列“要点”：“要点”是空的，请填写 [empty-cell]",
            "工作表“单选题”第 2 行 G 列“难度”：“难度”是空的，请填写 [empty-cell]",
            "工作表“单选题”第 2 行 AE 列“解析”：“解析”是空的，请填写 [empty-cell]",
            "工作表“单选题”第 2 行 S 列“答案”：“答案”是空的，请填正确选项的字母 [empty-cell]",
        ],
    ),
    "a new question without its answer": (
        lambda book: book.add("单选题", 题干="只有题干"),
        ["工作表“单选题”第 3 行 S 列“答案”：“答案”是空的，请填正确选项的字母 [empty-cell]"],
    ),
    "a truth that is none": (
        lambda book: book.put("判断题", 2, "答案", "半对"),
        ["工作表“判断题”第 2 行 I 列“答案”：“答案”要写对或错，现在是“半对” [choice-expected]"],
    ),
    "a word in the column of withdrawal": (
        single("停用", "是"),
        ["工作表“单选题”第 2 行 AH 列“停用”：这一格只能留空或选“停用”，现在是“是” [choice-expected]"],
    ),
    "a sheet of one's own": (
        lambda book: book.book.create_sheet("草稿").append(["题"]),
        ["工作表“草稿”：不认识这个工作表，不知道里面是不是题目。请把题目移到对应题型的工作表，再删去它 [unknown-sheet]"],
    ),
    "a column of another name": (
        unprotected("单选题", "H1", "问题"),
        [
            "工作表“单选题”第 1 行 H 列：不认识这一列，或者它重复了。请恢复原来的列名，多余的列请删去 [unknown-column]",
            "工作表“单选题”第 1 行：少了“题干”一列。请恢复列名；可以重新导出，把改动粘贴过去 [missing-column]",
            "工作表“单选题”第 2 行 H 列：这一列没有列名，不知道这里写的是什么。请移到有列名的列，或删去 [unknown-column]",
        ],
    ),
    "a note beside the table": (
        unprotected("单选题", "AJ2", "待改"),
        ["工作表“单选题”第 2 行 AJ 列：这一列没有列名，不知道这里写的是什么。请移到有列名的列，或删去 [unknown-column]"],
    ),
    "a part of no case": (
        lambda book: book.put("案例小题", 3, "案例名", "别的"),
        ["工作表“案例小题”第 3 行：工作表“案例题”里没有名叫“别的”的案例。请核对案例名，或补上这个案例 [part-without-case]"],
    ),
    "a case without parts": (
        lambda book: book.put("案例题", 2, "案例名", "别的"),
        [
            "工作表“案例题”第 2 行 B 列“案例名”：这个案例在工作表“案例小题”里没有小题。请在那里补上，案例名写“别的” [part-without-case]",
            "工作表“案例小题”第 2 行：工作表“案例题”里没有名叫“meeting-07”的案例。请核对案例名，或补上这个案例 [part-without-case]",
        ],
    ),
    "two parts of one number": (
        lambda book: book.put("案例小题", 3, "小题", 1),
        ["工作表“案例小题”第 3 行 B 列“小题”：这个案例有两道第 1 小题，请改成不同的号 [number-expected]"],
    ),
    "a part of an unknown type": (
        lambda book: book.put("案例小题", 2, "题型", "简答"),
        ["工作表“案例小题”第 2 行 C 列“题型”：“题型”要从列表里选：单选、多选、判断、填空、排序、连线，现在是“简答” [choice-expected]"],
    ),
    "a record that was changed": (
        unprotected("导出记录", "D2", "x"),
        ["工作表“导出记录”第 2 行：这一行被改动过。它记着导出时的样子，请重新导出，把改动粘贴过去 [damaged-record]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_where_it_stands(case: str, exported: bytes) -> None:
    edit, expected = REFUSED[case]
    book = Edited(exported)
    edit(book)
    assert list(problem_lines(read_workbook(book.content(), "题库.xlsx").problems)) == expected


SCENARIOS: dict[str, tuple[Edit, list[str]]] = {
    "a step of no scenario": (
        lambda book: book.put("情景各步", 3, "情景名", "别的"),
        ["工作表“情景各步”第 3 行：工作表“情景推演题”里没有名叫“别的”的情景。请核对情景名，或补上这个情景 [part-without-case]"],
    ),
    "two steps of one name": (
        lambda book: book.put("情景各步", 3, "步名", "alarm"),
        [
            f"工作表“情景各步”第 {row} 行 C 列“步名”：这个情景有 2 个同名的步骤，分不清到哪一个。请改成不同的步名 [case-name]"
            for row in (2, 3)
        ],
    ),
    "an unknown outcome": (
        lambda book: book.put("情景各步", 8, "结局", "一般"),
        ["工作表“情景各步”第 8 行 D 列“结局”：“结局”要从列表里选：好、尚可、不好，现在是“一般” [choice-expected]"],
    ),
    "a choice that leads nowhere": (
        lambda book: book.put("情景各步", 2, "做法A到", None),
        ["工作表“情景各步”第 2 行 H 列“做法A到”：“做法A到”是空的，请填写 [empty-cell]"],
    ),
    "an end with choices": (
        lambda book: book.put("情景各步", 8, "做法A", "再来一次"),
        ["工作表“情景各步”第 8 行 G 列“做法A”：“做法A”在这里用不着，请清空，或补上它所配的内容 [cell-not-used]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SCENARIOS)
def test_what_is_not_certain_of_a_scenario_is_refused_where_it_stands(case: str) -> None:
    edit, expected = SCENARIOS[case]
    book = Edited(write_workbook(COURSE, [bank for bank in COURSE.banks if SCENARIO in bank.questions]))
    edit(book)
    assert list(problem_lines(read_workbook(book.content(), "题库.xlsx").problems)) == expected


CERTAIN: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "spaces around texts": ({"题干": "  新题？\n", "选项A": "　甲\u00a0"}, {}),
    "wide letters and figures": ({"答案": "Ｂ", "难度": "２", "顺序": "１２"}, {}),
    "small letters": ({"答案": "b"}, {}),
    "a difficulty as a number": ({"难度": 2}, {}),
    "a difficulty in words": ({"难度": "理解"}, {}),
    "a number as an option": ({"选项A": 2018}, {"options": [{"text": "2018"}, {"text": "乙", "correct": True}]}),
    "a fraction as an option": ({"选项A": 2.5}, {"options": [{"text": "2.5"}, {"text": "乙", "correct": True}]}),
    "a bank and a point with their labels": ({"题库": "meeting 开好科室会议", "要点": "r1-1-1-a 定好议题"}, {}),
    "other points in any form": (
        {"其他要点": "r1-1-1-b， r1-1-2-a；r2-1-1-a"}, {"points": ["r1-1-1-a", "r1-1-1-b", "r1-1-2-a", "r2-1-1-a"]},
    ),
    "documents on lines": ({"依据": "《甲》（2018年）\n《乙》"}, {"basis": ["《甲》（2018年）", "《乙》"]}),
    "terms on lines": ({"术语": "三会一训\r\n 月末清点 "}, {"terms": ["三会一训", "月末清点"]}),
    "a text like a formula": (
        {"选项A": "+1", "选项B": "-1"}, {"options": [{"text": "+1"}, {"text": "-1", "correct": True}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CERTAIN)
def test_what_is_certain_is_read(case: str, exported: bytes) -> None:
    cells, fields = CERTAIN[case]
    expected = {
        "type": "single", "points": ["r1-1-1-a"], "terms": [], "basis": [], "apart": [], "difficulty": 2, "explanation": "因为。",
        "stem": "新题？", "options": [{"text": "甲"}, {"text": "乙", "correct": True}], **fields,
    }  # fmt: skip
    question = new_question(exported, cells)
    assert (question.fields, question.bank, question.place) == (
        expected,
        "quizzes/meeting.yml",
        "工作表“单选题”第 3 行",
    )


def new_question(exported: bytes, cells: dict[str, object]) -> ImportedQuestion:
    book = Edited(exported)
    book.add("单选题", **{**NEW, **cells})
    imported = read_workbook(book.content(), "题库.xlsx")
    assert imported.problems == ()
    return next(question for question in imported.questions if "id" not in question.fields)


def test_hidden_and_filtered_rows_and_sheets_are_read_and_told(exported: bytes) -> None:
    book = Edited(exported)
    book.sheet("单选题").row_dimensions[2].hidden = True
    book.sheet("排序题").sheet_state = "hidden"
    imported = read_workbook(book.content(), "题库.xlsx")
    assert (imported.problems, len(imported.questions)) == ((), 9)
    assert imported.notes == (
        "工作表“排序题”是隐藏的，里面的题目照样读入。",
        "工作表“单选题”有 1 行被隐藏或筛掉了（第 2 行），照样读入。",
    )


def test_columns_and_sheets_may_stand_in_another_order(exported: bytes) -> None:
    book = Edited(exported)
    sheet = book.sheet("单选题")
    for row in (1, 2):
        first, second = sheet.cell(row, 8).value, sheet.cell(row, 31).value
        sheet.cell(row, 8).value, sheet.cell(row, 31).value = second, first
    book.book.move_sheet("判断题", 5)
    before, after = read_workbook(exported, "题库.xlsx"), read_workbook(book.content(), "题库.xlsx")
    assert after.problems == ()
    assert [question.fields for question in after.questions] == [question.fields for question in before.questions]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "=cmd|' /C calc'!A0", "\t=1"])
def test_no_text_of_a_bank_becomes_a_formula(start: str, tmp_path: Path) -> None:
    root = sample_course(tmp_path / "project")
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8").replace(
        "stem: 材料到会场再发也不迟。", f'stem: "{start}说"'.replace("\t", "\\t")
    )
    bank.write_text(text, encoding="utf-8")
    course, _ = load_course(root)
    book = Edited(write_workbook(course, course.banks))
    cells = [cell for sheet in book.book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert cells == []
    cell = book.sheet("判断题").cell(2, book.column("判断题", "题干"))
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{start}说".strip(), "s", True)
    assert cell.number_format == "@"


def test_ids_are_locked_and_everything_else_can_be_edited_also_below_the_last_row(exported: bytes) -> None:
    book = Edited(exported)
    for name in ("单选题", "简答题"):
        sheet = book.sheet(name)
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert not sheet.protection.insertRows
        assert sheet.freeze_panes == "B2"
        locked = {
            cell.value
            for cell in sheet[1]
            if sheet.column_dimensions[get_column_letter(cell.column or 0)].protection.locked
        }
        assert locked == {"题号"}
        assert [cell.value for cell in sheet[2] if cell.value and cell.protection.locked] == [sheet["A2"].value]


def test_drop_downs_offer_what_the_course_has(exported: bytes) -> None:
    book = Edited(exported)
    rules = {rule.promptTitle: rule for rule in book.sheet("单选题").data_validations.dataValidation}
    assert rules["难度"].formula1 == '"1 记忆,2 理解,3 应用"'
    assert [cell.value for cell in book.sheet("要点")["A"]] == [
        "要点", "r1-1-1-a 定好议题", "r1-1-1-b 备好材料", "r1-1-2-a 人人发言", "r2-1-1-a 写全三样",
    ]  # fmt: skip
    assert rules["要点"].formula1 == "'要点'!$A$2:$A$5"
    assert rules["题库"].formula1 == "'题库'!$A$2:$A$3"
    assert str(rules["要点"].sqref) == "D2:D1048576"
    assert all(len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32 for rule in rules.values())
