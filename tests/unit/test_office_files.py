"""Files as LibreOffice writes them (tests/support/office_fixtures.py made them): nothing of ours is lost, nothing is guessed."""

from pathlib import Path

from course.formats.excel.layout import CARRIED
from course.formats.excel.read import read_workbook
from course.formats.import_types import ImportedFile, ImportedQuestion, content_version
from course.formats.text.docx import read_docx
from course.importing.preview import problem_lines

OFFICE = Path(__file__).resolve().parents[1] / "cases/office"


def read(name: str) -> ImportedFile:
    return read_workbook((OFFICE / name).read_bytes(), name)


def version(question: ImportedQuestion) -> str:
    return content_version(question.fields, CARRIED)


def test_a_workbook_that_an_office_program_saved_anew_says_what_it_said() -> None:
    imported = read("resaved.xlsx")
    exported = imported.exported or {}
    assert (imported.problems, imported.notes, len(exported)) == ((), (), 9)
    said = {str(question.fields["id"]): question for question in imported.questions}
    assert {name: version(question) for name, question in said.items()} == {
        name: known.version for name, known in exported.items()
    }
    assert {name: (one.bank, one.rank) for name, one in said.items()} == {
        name: (known.bank, known.rank) for name, known in exported.items()
    }


def test_what_people_typed_there_is_read_as_they_meant_it() -> None:
    imported = read("edited.xlsx")
    assert imported.problems == ()
    assert imported.notes == (
        "工作表“排序题”是隐藏的，里面的题目照样读入。",
        "工作表“单选题”有 1 行被隐藏或筛掉了（第 2 行），照样读入。",
    )
    exported = imported.exported or {}
    said = {question.fields.get("id"): question for question in imported.questions}
    changed = [name for name, known in exported.items() if version(said[name]) != known.version]
    assert changed == ["meeting-01", "meeting-02", "meeting-03"]
    assert said["meeting-01"].fields["explanation"] == "改了解析。"
    assert said["meeting-03"].fields["difficulty"] == 2
    new = said[None].fields
    assert (new["stem"], new["difficulty"]) == ("哪一年开始的？", 2)
    assert new["options"] == [
        {"text": "2018", "correct": True}, {"text": "２０１９"}, {"text": "0.5"}, {"text": "=1+1 是文字"},
    ]  # fmt: skip


def test_what_is_not_certain_there_is_refused_at_its_cell() -> None:
    places = [
        line.partition("：")[0] + line[line.rindex(" [") :] for line in problem_lines(read("uncertain.xlsx").problems)
    ]
    assert places == [
        "工作表“我的草稿” [unknown-sheet]",
        "工作表“单选题”第 2 行 J 列 [cell-is-date]",
        "工作表“单选题”第 2 行 AE 列 [cell-is-formula]",
        "工作表“多选题”第 2 行 I 列 [cell-is-formatted]",
        "工作表“多选题”第 2 行 J 列 [cell-is-formula]",
        "工作表“填空题” [merged-cells]",
        "工作表“填空题”第 2 行 I 列“第1空” [gap-in-row]",
    ]


def test_lists_numbered_by_a_word_processor_have_their_numbers() -> None:
    imported = read_docx((OFFICE / "numbered.docx").read_bytes(), "numbered.docx")
    assert imported.problems == ()
    assert [question.fields for question in imported.questions] == [
        {
            "type": "single", "stem": "议题应当由谁提出？", "explanation": "科室定下。",
            "options": [{"text": "谁都行"}, {"text": "科室委员会", "correct": True}],
        },
        {"type": "single", "stem": "材料什么时候发？", "options": [{"text": "会前", "correct": True}, {"text": "会后"}]},
        {"type": "truefalse", "stem": "讲完就行。", "answer": False},
    ]  # fmt: skip
