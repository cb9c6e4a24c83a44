"""Word files: plain paragraphs, and the numbers that Word puts before them by itself."""

import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor

from course.formats.text.docx import docx_lines, read_docx
from course.formats.text.read import read_text
from course.formats.text.word_numbering import _chinese
from course.importing.preview import problem_lines

LEVELS = {
    "chinese": ("chineseCountingThousand", "%1、"),
    "decimal": ("decimal", "%1."),
    "letter": ("upperLetter", "%1."),
    "small": ("lowerLetter", "%1)"),
    "nested": ("decimal", "%1.%2"),
    "roman": ("upperRoman", "%1."),
    "circle": ("decimalEnclosedCircle", "%1"),
    "bullet": ("bullet", "\uf0b7"),
}
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


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


def element(xml: str) -> Any:
    """Return an element of a Word file."""
    return parse_xml(xml.replace(" ", f" {nsdecls('w', 'r')} ", 1))


def questions(written: Written) -> list[dict[str, object]]:
    """Return the questions of a Word file that has no problems."""
    imported = read_docx(written.content(), "题.docx")
    assert imported.problems == ()
    return [dict(question.fields) for question in imported.questions]


def keys(written: Written) -> list[str]:
    """Return the texts of the correct options of the first question."""
    options: Any = questions(written)[0]["options"]
    return [option["text"] for option in options if option.get("correct")]


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


def with_a_foreign_symbol(written: Written) -> None:
    written.add("甲").runs[0]._r.append(element('<w:sym w:font="Wingdings" w:char="F04A"/>'))  # noqa: SLF001


def with_a_footnote(written: Written) -> None:
    written.add("甲").runs[0]._r.append(element('<w:footnoteReference w:id="2"/>'))  # noqa: SLF001


def with_struck_out_words(written: Written) -> None:
    written.add("甲").add_run("乙").font.strike = True


def with_words_struck_out_by_a_style(written: Written) -> None:
    written.file.styles["Strong"].font.double_strike = True
    written.add("甲").add_run("乙", style="Strong")


def with_a_raised_figure(written: Written) -> None:
    written.add("面积 10 m").add_run("2").font.superscript = True


def with_a_figure_moved_up(written: Written) -> None:
    run = written.add("面积 10 m").add_run("2")
    run._r.get_or_add_rPr().append(element('<w:position w:val="6"/>'))  # noqa: SLF001


def with_a_sign_of_another_font(written: Written) -> None:
    written.add("甲").add_run("J").font.name = "Wingdings"


def with_a_new_sign(written: Written) -> None:
    written.add("甲").runs[0]._r.append(  # noqa: SLF001
        parse_xml(
            f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" {nsdecls("w")}>'
            '<mc:Choice Requires="w16se"/><mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent>'
        )
    )


def with_a_table_in_a_cell(written: Written) -> None:
    written.file.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "1. 甲"


def with_a_control_in(kind: str) -> Callable[[Written], None]:
    """Return what puts an element of a table, such as a cell or a row, into a control."""

    def change(written: Written) -> None:
        table = written.file.add_table(2, 2)
        table.cell(0, 0).text = "1. 甲"
        inner = next(table._tbl.iter(qn(kind)))  # noqa: SLF001
        control = element("<w:sdt ><w:sdtContent/></w:sdt>")
        inner.addprevious(control)
        control[0].append(inner)

    return change


def with_an_embedded_page(written: Written) -> None:
    written.add("一、判断题")
    written.add("1. 甲。（√）")
    written.file.element.body.insert(1, element('<w:altChunk r:id="rId9"/>'))


REFUSED: dict[str, tuple[Callable[[Written], None], str]] = {
    "a number that we cannot write": (with_numbers_unknown, "第 1 段：这一段的编号是 Word 自动编的，算不准。"),
    "a number that nobody defines": (with_a_missing_definition, "第 1 段：这一段的编号是 Word 自动编的，算不准。"),
    "a table": (with_a_table, "第 1 段：这里是表格，不知道各格是题目的哪一部分。"),
    "tracked changes": (with_tracked_changes, "第 1 段：这一段有修订痕迹，不知道以哪个为准。"),
    "a picture": (with_a_picture, "第 1 段：这一段有图片、公式、文本框或域，题目里放不了。"),
    "a symbol that only a font has": (with_a_foreign_symbol, "第 1 段：这里有一个只在符号字体里才有的符号"),
    "a footnote": (with_a_footnote, "第 1 段：这里有脚注或尾注"),
    "struck-out words": (with_struck_out_words, "第 1 段：这里有画了删除线的字"),
    "words that a style strikes out": (with_words_struck_out_by_a_style, "第 1 段：这里有画了删除线的字"),
    "a raised figure": (with_a_raised_figure, "第 1 段：这里有上标或下标"),
    "a figure moved up": (with_a_figure_moved_up, "第 1 段：这里有上标或下标"),
    "a letter in a font of signs": (with_a_sign_of_another_font, "第 1 段：这里有一个只在符号字体里才有的符号"),
    "a sign of newer versions": (with_a_new_sign, "第 1 段：这里有一个只在符号字体里才有的符号"),
    "a table in a cell": (with_a_table_in_a_cell, "第 1 段：表格里的“1. 甲”在另一个表格或控件里"),
    "a control in a cell": (with_a_control_in("w:p"), "第 1 段：表格里的“1. 甲”在另一个表格或控件里"),
    "a control around a cell": (with_a_control_in("w:tc"), "第 1 段：表格里的“1. 甲”在另一个表格或控件里"),
    "a control around a row": (with_a_control_in("w:tr"), "第 1 段：表格里的“1. 甲”在另一个表格或控件里"),
    "an embedded web page": (with_an_embedded_page, "整个文件：里面有嵌入的网页内容"),
    "a content control": (with_a_control, "“1. 甲，目录”开头的部分：这里是目录、控件或别的文件的内容，读不准。"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_plain_text_is_refused_at_its_paragraph(case: str) -> None:
    change, expected = REFUSED[case]
    written = Written()
    change(written)
    first, *_ = problem_lines(read_docx(written.content(), "题.docx").problems)
    assert first.startswith(expected)


def test_a_tick_typed_in_a_font_of_signs_is_a_tick() -> None:
    written = Written()
    written.add("一、判断题")
    paragraph = written.add("1. 甲。（")
    paragraph.add_run("P").font.name = "Wingdings 2"
    paragraph.add_run("）")
    (question,) = questions(written)
    assert question["answer"] is True


def test_what_is_written_in_an_old_and_a_new_way_is_read_once() -> None:
    written = Written()
    paragraph = written.add("甲")
    run = "<w:r><w:t>乙</w:t></w:r>"
    paragraph._p.append(  # noqa: SLF001
        parse_xml(
            f'<mc:AlternateContent xmlns:mc="{COMPATIBILITY}" {nsdecls("w")}>'
            f'<mc:Choice Requires="w14">{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>'
        )
    )
    assert lines(written) == ["甲乙"]


def test_a_paragraph_that_is_moved_as_a_whole_is_read() -> None:
    written = Written()
    written.add("甲").runs[0]._r.get_or_add_rPr().append(element('<w:position w:val="6"/>'))  # noqa: SLF001
    assert lines(written) == ["甲"]


def test_a_hostile_word_file_is_refused() -> None:
    target = BytesIO(Written().content())
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("word/vbaProject.bin", "x")
    assert [refusal.rule for refusal in read_docx(target.getvalue(), "题.docx").problems] == ["macro"]
    assert [refusal.rule for refusal in read_docx(b"PK", "题.docx").problems] == ["damaged-file"]


def test_hidden_text_is_left_out_and_named() -> None:
    written = Written()
    written.add("一、判断题")
    written.add("1. 甲。（√）").add_run("答案待核").font.hidden = True
    written.add("").add_run("另一处").font.hidden = True
    imported = read_docx(written.content(), "题.docx")
    assert [question.fields["stem"] for question in imported.questions] == ["甲。"]
    assert imported.notes == ("隐藏的文字 2 处，没有读入：第 2 段“答案待核”、第 3 段“另一处”。",)


def test_a_pronunciation_guide_leaves_the_word() -> None:
    written = Written()
    written.add("一、判断题")
    guided = written.add("1. 对")
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>yì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>弈</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    guided._p.append(parse_xml(ruby.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)))  # noqa: SLF001
    guided.add_run("棋。（√）")
    assert questions(written)[0]["stem"] == "对弈棋。"


@pytest.mark.parametrize(("code", "answer"), [("F0FC", True), ("F0FB", False)])
def test_ticks_of_a_font_of_symbols_are_answers(code: str, answer: bool) -> None:  # noqa: FBT001 -- a value to compare with
    written = Written()
    written.add("一、判断题")
    paragraph = written.add("1. 甲。（")
    paragraph.runs[0]._r.append(element(f'<w:sym w:font="Wingdings" w:char="{code}"/>'))  # noqa: SLF001
    paragraph.add_run("）")
    assert questions(written)[0]["answer"] is answer


def test_one_red_or_highlighted_option_is_the_answer_where_none_is_written() -> None:
    written = Written()
    written.add("一、单选题")
    written.add("1. 甲？")
    row = written.add("A. 一\t")
    row.add_run("B. 二").font.color.rgb = RGBColor(0xE0, 0, 0)
    row.add_run("\tC. 三")
    assert keys(written) == ["二"]


@pytest.mark.parametrize("red", [[0, 1, 2], []])
def test_colour_decides_nothing_where_all_options_have_it_or_none(red: list[int]) -> None:
    written = Written()
    written.add("一、单选题")
    written.add("1. 甲？")
    for place, text in enumerate(("A. 一", "B. 二", "C. 三")):
        run = written.add("").add_run(text)
        if place in red:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    assert [one.rule for one in read_docx(written.content(), "题.docx").problems] == ["answer-missing"]


def test_a_written_answer_counts_and_not_the_colour() -> None:
    written = Written()
    written.add("一、单选题")
    written.add("1. 甲？（A）")
    written.add("A. 一")
    written.add("").add_run("B. 二").font.color.rgb = RGBColor(0xFF, 0, 0)
    assert keys(written) == ["一"]


def test_underlined_words_and_blanks_are_gaps_of_a_fill_in() -> None:
    written = Written()
    written.add("一、填空题")
    paragraph = written.add("1. 先")
    for text, underlined in (("登", True), ("记", True), ("，再", False), (" 归还 ", True), ("。", False)):
        paragraph.add_run(text).font.underline = underlined
    blank = written.add("2. 防")
    blank.add_run("      ").font.underline = True
    written.add("答案：火")
    assert questions(written) == [
        {"type": "blank", "stem": "先{{}}，再{{}}。", "answers": [["登记"], ["归还"]]},
        {"type": "blank", "stem": "防{{}}", "answers": [["火"]]},
    ]


def test_an_underlined_word_of_a_choice_is_only_underlined() -> None:
    written = Written()
    written.add("一、单选题")
    written.add("1. 下列").add_run("不是").font.underline = True
    written.add("A. 一\tB. 二")
    written.add("答案：A")
    assert questions(written)[0]["stem"] == "下列不是"


def test_a_table_that_arranges_options_is_read_by_rows() -> None:
    written = Written()
    written.add("一、单选题")
    written.add("1. 甲？（C）")
    table = written.file.add_table(2, 2)
    for place, text in enumerate(("A. 一", "B. 二", "C. 三", "D. 四")):
        table.cell(place // 2, place % 2).text = text
    assert keys(written) == ["三"]


def test_options_that_word_numbers_with_small_letters_are_read() -> None:
    written = Written()
    numbers, letters = written.numbering("decimal"), written.numbering("small")
    written.add("一、单选题")
    written.add("甲？", numbers)
    written.add("一", letters)
    written.add("二", letters)
    written.add("答案：b")
    assert keys(written) == ["二"]
