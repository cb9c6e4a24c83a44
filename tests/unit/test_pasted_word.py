"""Word files: plain paragraphs, and the numbers that Word puts before them by itself."""

import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from course.formats.text.docx import docx_lines, read_docx
from course.formats.text.read import read_text
from course.formats.text.word_numbering import _chinese
from course.importing.preview import problem_lines

LEVELS = {
    "chinese": ("chineseCountingThousand", "%1、"),
    "decimal": ("decimal", "%1."),
    "letter": ("upperLetter", "%1."),
    "nested": ("decimal", "%1.%2"),
    "roman": ("upperRoman", "%1."),
    "circle": ("decimalEnclosedCircle", "%1"),
    "bullet": ("bullet", "\uf0b7"),
}


class Written:
    """A Word file whose paragraphs can be numbered as Word does it."""

    def __init__(self) -> None:
        self.file: WordFile = Document()
        self.root: Any = self.file.part.numbering_part.element
        self.names = iter(range(900, 1000))

    def numbering(self, *kinds: str) -> str:
        """Define a list with a level of each kind; return the number of its first instance."""
        name = str(next(self.names))
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{LEVELS[kind][0]}"/>'
            f'<w:lvlText w:val="{LEVELS[kind][1]}"/></w:lvl>'
            for level, kind in enumerate(kinds)
        )
        abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{levels}</w:abstractNum>')
        self.root.insert(0, abstract)
        return self.instance(name)

    def instance(self, abstract: str, start: int | None = None) -> str:
        name = str(next(self.names))
        override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>' if start else ""
        self.root.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>')
        )
        return name

    def add(self, text: str, numbering: str = "", level: int = 0) -> Any:
        paragraph = self.file.add_paragraph(text)
        if numbering:
            properties: Any = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = int(numbering)
        return paragraph

    def content(self) -> bytes:
        target = BytesIO()
        self.file.save(target)
        return target.getvalue()


def lines(written: Written) -> Sequence[str]:
    found = docx_lines(written.content(), "题.docx")
    assert found.problems == ()
    return [line.text for line in found.lines]


def test_a_word_file_reads_like_the_same_text() -> None:
    text = "一、单选题\n1. 甲？（B）\nA. 一\tB. 二\n解析：因为。\n二、判断题\n1. 乙。（√）"
    written = Written()
    for line in text.split("\n"):
        written.add(line)
    imported = read_docx(written.content(), "题.docx")
    assert imported.problems == ()
    assert [question.fields for question in imported.questions] == [
        question.fields for question in read_text(text.encode(), "题.txt").questions
    ]
    assert [question.place for question in imported.questions] == ["第 2 段", "第 6 段"]


def test_line_breaks_within_a_paragraph_part_lines() -> None:
    written = Written()
    written.add("一、判断题\n1. 甲。（√）\n解析：因为。")
    (question,) = read_docx(written.content(), "题.docx").questions
    assert (question.fields["explanation"], question.place) == ("因为。", "第 1 段")


def test_numbers_by_word_are_counted_as_word_counts_them() -> None:
    written = Written()
    headings, questions, options = (
        written.numbering("chinese"),
        written.numbering("decimal"),
        written.numbering("letter"),
    )
    second = written.instance("902", start=1)
    third = written.instance("904", start=1)
    written.add("单选题", headings)
    written.add("甲？", questions)
    written.add("一", options)
    written.add("二", options)
    written.add("答案：A")
    written.add("乙？", questions)
    written.add("三", third)
    written.add("四", third)
    written.add("判断题", headings)
    written.add("丙。", second)
    assert lines(written) == [
        "一、 单选题", "1. 甲？", "A. 一", "B. 二", "答案：A", "2. 乙？", "A. 三", "B. 四", "二、 判断题", "1. 丙。",
    ]  # fmt: skip


def test_a_deeper_level_begins_anew_below_the_next_number() -> None:
    written = Written()
    name = written.numbering("decimal", "nested")
    for text, level in (("甲", 0), ("乙", 1), ("丙", 1), ("丁", 0), ("戊", 1)):
        written.add(text, name, level)
    assert lines(written) == ["1. 甲", "1.1 乙", "1.2 丙", "2. 丁", "2.1 戊"]


def test_a_style_can_carry_the_numbers() -> None:
    written = Written()
    name = written.numbering("decimal")
    style: Any = written.file.styles["List Number"]
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_numId().val = int(name)
    written.file.add_paragraph("甲", style="List Number")
    written.file.add_paragraph("乙", style="List Number")
    assert lines(written) == ["1. 甲", "2. 乙"]


def test_bullets_and_circles_are_items() -> None:
    written = Written()
    circles, bullets = written.numbering("circle"), written.numbering("bullet")
    written.add("甲", circles)
    written.add("乙", circles)
    written.add("丙", bullets)
    assert lines(written) == ["① 甲", "② 乙", "• 丙"]


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_numbers(number: int, text: str) -> None:
    assert _chinese(number) == text


def with_numbers_unknown(written: Written) -> None:
    written.add("甲", written.numbering("roman"))


def with_a_missing_definition(written: Written) -> None:
    written.add("甲", "777")


def with_a_table(written: Written) -> None:
    written.file.add_table(1, 1).cell(0, 0).text = "1. 甲"


def with_tracked_changes(written: Written) -> None:
    paragraph = written.add("甲")
    inserted = OxmlElement("w:ins")
    inserted.append(deepcopy(paragraph._p.find(qn("w:r"))))  # noqa: SLF001
    paragraph._p.append(inserted)  # noqa: SLF001


def with_a_picture(written: Written) -> None:
    written.add("甲").runs[0]._r.append(OxmlElement("w:drawing"))  # noqa: SLF001


def with_a_control(written: Written) -> None:
    control = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>1. 甲，目录</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    written.file.element.body.insert(0, control)


REFUSED: dict[str, tuple[Callable[[Written], None], str]] = {
    "a number that we cannot write": (with_numbers_unknown, "第 1 段：这一段的编号是 Word 自动编的，算不准。"),
    "a number that nobody defines": (with_a_missing_definition, "第 1 段：这一段的编号是 Word 自动编的，算不准。"),
    "a table": (with_a_table, "第 1 段：这里是表格，不知道各格是题目的哪一部分。"),
    "tracked changes": (with_tracked_changes, "第 1 段：这一段有修订痕迹，不知道以哪个为准。"),
    "a picture": (with_a_picture, "第 1 段：这一段有图片、公式、文本框或域，题目里放不了。"),
    "a content control": (with_a_control, "“1. 甲，目录”开头的部分：这里是目录、控件或别的文件的内容，读不准。"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_plain_text_is_refused_at_its_paragraph(case: str) -> None:
    change, expected = REFUSED[case]
    written = Written()
    change(written)
    first, *_ = problem_lines(read_docx(written.content(), "题.docx").problems)
    assert first.startswith(expected)


def test_a_hostile_word_file_is_refused() -> None:
    target = BytesIO(Written().content())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/vbaProject.bin", "x")
    assert [refusal.rule for refusal in read_docx(target.getvalue(), "题.docx").problems] == ["macro"]
    assert [refusal.rule for refusal in read_docx(b"PK", "题.docx").problems] == ["damaged-file"]
