"""Papers, answer sheets and keys in Word: they hold what the number gives, and their keys are right."""

import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.exams.paper import Paper, PaperName, PaperPart, draw_paper, read_number
from course.load.course import load_course
from course.model import inline
from course.model.bank import BLANK, Bank, Case, Choice, Match, Order, Question, Text
from course.model.course import Course
from course.model.exam import Exam, ExamFile, Section
from course.office.paper import paper_file
from course.office.paper_header import Letterhead
from course.office.paper_request import PaperRequest, files_of, shortages
from course.office.question import columns
from course.office.xml import lawful
from support.examples import examples
from support.generated_banks import banks
from support.sample_course import CASES, COURSE, golden
from support.site_build import ARCHIVES
from support.word_reading import W, asked, glance, lines, opened, options, part, squeezed

NUMBERS = ["annual-12345", "annual-1", "newcomer-00007", "page-arranging-31415"]
EVERY_TYPE = ("single", "multiple", "truefalse", "blank", "order", "match", "case", "short", "scenario")


@cache
def archives() -> Course:
    return load_course(ARCHIVES)[0]


@cache
def sample() -> Course:
    return load_course(COURSE)[0]


@cache
def made(number: str, *, sealed: bool = False) -> tuple[Paper, bytes, bytes, bytes]:
    """Return a paper of the second course with its three files."""
    name = read_number(archives(), number)
    assert name
    paper = draw_paper(archives(), name)
    return (paper, *files_of(archives(), paper, PaperRequest(name, ""), sealed=sealed).values())  # type: ignore[return-value]


def paper_of(*questions: Question) -> Paper:
    """Return a paper with these questions, a section for each type."""
    kinds = [kind for kind in EVERY_TYPE if any(one.type == kind for one in questions)]
    parts = []
    first = 1
    for kind in kinds:
        own = tuple(one for one in questions if one.type == kind)
        section = Section.model_validate({
            "title": f"大题{kind}", "type": kind, "count": len(own), "marks": 3, "partly": "share",
        })  # fmt: skip
        parts.append(PaperPart(section, own, first))
        first += len(own)
    exam = Exam(title="样卷", about="试", minutes=10, passing=1, sections=tuple(one.section for one in parts))
    file = ExamFile("quizzes/exams/all.yml", "all", exam, lambda *_: pytest.fail("a place was asked for"))
    return Paper(PaperName(file, None, "all-7"), "0badcafe", tuple(parts))


def files(paper: Paper, *, sealed: bool = False) -> list[bytes]:
    return list(files_of(sample(), paper, PaperRequest(paper.name, "A"), sealed=sealed).values())


@cache
def all_types() -> tuple[Paper, list[bytes]]:
    paper = paper_of(*(question for _, question in sample().questions()))
    return paper, files(paper)


def numbered(paper: Paper) -> dict[int, Question]:
    return {number: one for part in paper.parts for number, one in enumerate(part.questions, part.first)}


def words(text: str, gap: str = "") -> str:
    """Return what can be compared of a bank's text."""
    return squeezed(lawful(inline.plain(text).replace(BLANK, gap)))


@pytest.mark.parametrize("number", NUMBERS)
def test_every_question_stands_on_the_paper_with_all_its_options(number: str) -> None:
    paper, on_paper, _, _ = made(number)
    texts = asked(on_paper)
    assert list(texts) == list(numbered(paper))
    for place, question in numbered(paper).items():
        assert squeezed(texts[place].replace("_", "")).startswith(words(question.stem)), question.id
        if isinstance(question, Choice):
            assert sorted(options(texts[place]).values()) == sorted(inline.plain(one.text) for one in question.options)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_letters_of_the_key_stand_before_the_right_options(number: str) -> None:
    paper, on_paper, _, key = made(number)
    texts, keys = asked(on_paper), glance(key)
    assert list(keys) == list(numbered(paper))
    for place, question in numbered(paper).items():
        shown = options(texts[place])
        if isinstance(question, Choice):
            chosen = {shown[letter] for letter in keys[place]}
            assert chosen == {inline.plain(one.text) for one in question.options if one.correct}
        elif isinstance(question, Match):
            pairs = [shown[one[-1]] for one in keys[place].split("，")]
            assert pairs == [inline.plain(pair.right) for pair in question.pairs]
        elif question.type == "truefalse":
            assert keys[place] == ("对" if question.answer else "错")


def test_letters_put_items_in_the_right_order() -> None:
    paper, (on_paper, _, key) = all_types()
    (place,) = (number for number, one in numbered(paper).items() if isinstance(one, Order))
    shown = options(asked(on_paper)[place].partition("\n正确次序")[0])
    assert [shown[letter] for letter in glance(key)[place]] == ["宣布议题", "逐人发言", "举手表决"]


@pytest.mark.parametrize(("place", "name"), [(0, "paper"), (1, "sheet"), (2, "key")])
def test_the_files_of_a_paper_with_every_type_read_like_this(place: int, name: str) -> None:
    text = "\n".join(lines(all_types()[1][place])).replace("\xa0", "～")
    golden(CASES / f"word/{name}.txt", f"{text}\n")


@pytest.mark.parametrize("number", NUMBERS)
def test_the_paper_and_the_sheet_tell_no_answer(number: str) -> None:
    _, on_paper, sheet, key = made(number)
    for content in (on_paper, sheet):
        text = "\n".join(lines(content))
        assert not re.search("解析|出处：办法|参考答案|正确答案", text)
    assert "解析：" in "\n".join(lines(key))


def test_blanks_are_equally_long() -> None:
    _, on_paper, _, _ = made("annual-12345")
    text = "\n".join(asked(on_paper).values())
    assert len({len(gap) for gap in re.findall("_+", text)}) == 1


@pytest.mark.parametrize("place", range(3))
def test_a_file_is_a4_in_chinese_fonts_with_page_numbers(place: int) -> None:
    content = made("newcomer-00007")[1:][place]
    document = opened(content)
    (section,) = document.sections
    assert (section.page_width.cm, section.page_height.cm) == pytest.approx((21, 29.7), abs=0.02)  # type: ignore[union-attr]
    styles = part(content, "word/styles.xml")
    assert {"宋体", "黑体", "楷体"} <= set(re.findall('w:eastAsia="([^"]+)"', styles))
    assert 'w:eastAsia="zh-CN"' in styles
    assert re.findall('<w:font w:name="([^"]+)"><w:altName', part(content, "word/fontTable.xml")) == [
        "宋体",
        "黑体",
        "楷体",
    ]
    foot = section.footer._element  # noqa: SLF001
    assert [one.text.strip() for one in foot.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    assert re.search("第 1 页　共 1 页", section.footer.paragraphs[0].text)
    assert "newcomer-00007" in section.footer.paragraphs[0].text


def test_a_question_is_not_cut_by_the_end_of_a_page() -> None:
    paper, on_paper, _, _ = made("annual-12345")
    paragraphs = opened(on_paper).paragraphs
    starts = {
        int(match[1]): place for place, one in enumerate(paragraphs) if (match := re.match(r"(\d+)．\t", one.text))
    }
    choices = [number for number, one in numbered(paper).items() if isinstance(one, Choice)]
    assert len(choices) == 20
    for number in choices:
        stem, *rest = paragraphs[starts[number] : starts[number + 1]]
        rows = [one for one in rest if one.style and one.style.name == "选项"]
        assert rows
        assert all(one.paragraph_format.keep_together for one in (stem, *rows))
        assert all(one.paragraph_format.keep_with_next for one in (stem, *rows[:-1]))
        assert not rows[-1].paragraph_format.keep_with_next


@pytest.mark.parametrize(("lines_of_material", "held"), [(3, True), (40, False)])
def test_only_a_short_material_is_held_to_its_first_question(lines_of_material: int, held: bool) -> None:  # noqa: FBT001
    case = next(one for _, one in sample().questions() if isinstance(one, Case))
    material = "\n".join(["（示例）一行"] * lines_of_material)
    content = files(paper_of(case.model_copy(update={"material": material})))[0]
    (paragraph,) = (one for one in opened(content).paragraphs if one.style and one.style.name == "材料")
    assert bool(paragraph.paragraph_format.keep_with_next) == bool(paragraph.paragraph_format.keep_together) == held


def test_the_last_pair_of_a_match_does_not_hold_the_next_question() -> None:
    tables = opened(all_types()[1][0]).tables
    rows = [[cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells] for row in tables[-1].rows]
    assert rows == [[True, True], [True, True], [None, None]]


def test_the_seal_line_stands_on_the_first_page_alone_and_takes_the_names_there() -> None:
    _, on_paper, sheet, key = made("newcomer-00007", sealed=True)
    for content in (on_paper, sheet):
        (section,) = opened(content).sections
        assert section.different_first_page_header_footer
        text = "".join(section.first_page_header._element.itertext())  # noqa: SLF001
        assert "姓名：" in text
        assert "密封线内不要答题" in squeezed(text)
        assert not any("姓名：" in line for line in lines(content))
        assert "第 1 页" in section.first_page_footer.paragraphs[0].text
    assert not opened(key).sections[0].different_first_page_header_footer
    assert any("姓名：" in line for line in lines(made("newcomer-00007")[1]))


def test_the_name_of_a_unit_with_signs_of_xml_stands_on_the_seal_line_as_it_is() -> None:
    paper = made("newcomer-00007")[0]
    head = Letterhead("课程", "甲 & 乙 <丙>")
    (section,) = opened(paper_file(head, paper, paper.title, sealed=True)).sections
    assert "单位：甲 & 乙 <丙>" in "".join(section.first_page_header._element.itertext())  # noqa: SLF001


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = made("newcomer-00007")[0]
    again = files_of(archives(), paper, PaperRequest(paper.name, ""), sealed=False)
    assert tuple(again.values()) == made("newcomer-00007")[1:]


@given(st.lists(st.floats(1, 40), min_size=2, max_size=10), st.floats(10, 45))
def test_options_stand_in_full_lines_and_fit(widths: list[float], room: float) -> None:
    count = columns(widths, room)
    assert len(widths) % count == 0
    assert count == 1 or max(widths) < room / count


@settings(max_examples=examples(10))
@given(banks(most=4))
def test_texts_of_a_bank_are_data(bank: Bank) -> None:
    paper = paper_of(*bank.questions)
    contents = files(paper)
    for content in contents:
        document = opened(content)
        # Nothing of a bank becomes a field, a link or a picture.
        kinds = {
            element.tag.removeprefix(W) for element in document.element.body.iter() if isinstance(element.tag, str)
        }
        assert kinds <= {
            "body", "p", "pPr", "pStyle", "keepNext", "keepLines", "spacing", "ind", "tabs", "tab", "r", "rPr", "rStyle",
            "t", "br", "tbl", "tblPr", "tblStyle", "tblW", "tblInd", "tblLayout", "tblGrid", "gridCol", "tr", "trPr",
            "trHeight", "cantSplit", "tblHeader", "tc", "tcPr", "tcW", "vAlign", "sectPr", "pgSz", "pgMar", "titlePg",
            "footerReference", "headerReference", "noBreakHyphen",
        }  # fmt: skip
    on_paper = squeezed("".join(lines(contents[0])).replace("_", ""))
    for question in bank.questions:
        for text in seen(question):
            assert words(text).replace("_", "") in on_paper


def seen(question: Question) -> list[str]:
    """Return the texts that must be read before a question is answered."""
    parts = question.questions if isinstance(question, Case) else (question,)
    texts: list[Text] = [question.stem, *(part.stem for part in parts)]
    for one in parts:
        if isinstance(one, Choice):
            texts += [option.text for option in one.options]
    return texts


def test_what_xml_forbids_is_shown_as_a_mark() -> None:
    question = next(one for _, one in sample().questions() if one.type == "truefalse")
    odd = question.model_copy(update={"stem": "前\x00\x0b\ud800\ufffe后 { PAGE } =cmd|'/c calc'!A1 <w:br/>"})
    text = "".join(lines(files(paper_of(odd))[0]))
    assert "前\ufffd\ufffd\ufffd\ufffd后 { PAGE } =cmd|'/c calc'!A1 <w:br/>" in text


def test_a_paper_that_the_banks_cannot_fill_asks_for_fewer_marks_and_says_so() -> None:
    paper = all_types()[0]
    exam = paper.name.file.exam.model_copy(update={"passing": 14})
    less = replace(
        paper,
        name=replace(paper.name, file=replace(paper.name.file, exam=exam)),
        drawn=tuple(replace(part, questions=()) if part.section.type == "case" else part for part in paper.drawn),
    )
    assert (less.marks, less.passing) == (24, 25)
    assert list(shortages(less)) == ["大题case要 1 题，题库里能同卷的只有 0 题，满分也相应减少"]
    text = lines(files(less)[0])
    assert any("满分：24 分　　及格：12.5 分" in line for line in text)
    assert not any("大题case" in line for line in text)


def test_stressed_text_and_code_are_formatted() -> None:
    _, (on_paper, _, key) = all_types()
    runs = [run for content in (on_paper, key) for paragraph in opened(content).paragraphs for run in paragraph.runs]
    assert {run.text for run in runs if run.style.name == "Strong"} >= {"不", "定好"}
    assert {run.text for run in runs if run.style.name == "HTML Code"} == {"3会1训"}
