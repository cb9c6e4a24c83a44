"""Moodle XML: the structure that Moodle documents, nothing that runs, and what our own reader refuses."""

from typing import Any

import html5lib
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from course.formats.gift.read import read_gift
from course.formats.gift.write import export_gift
from course.formats.moodle.read import read_moodle
from course.formats.moodle.write import export_moodle
from course.model.bank import Bank
from support.archives import COURSE
from support.examples import examples
from support.exchanged import bank_file, selection, written
from support.generated_banks import banks

# What an importer takes of each type (question/format/xml/format.php, and export_to_xml of the types themselves).
COMMON = {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber", "tags"}
OWN = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "showstandardinstruction", "answer"},
    "truefalse": {"answer"},
    "shortanswer": {"usecase", "answer"},
    "cloze": set(),
    "matching": {"shuffleanswers", "subquestion"},
    "ordering": {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "answer"},
    "essay": {"responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired", "graderinfo", "responsetemplate"},
}  # fmt: skip
# The shares of a mark that Moodle knows; it refuses others.
GRADES = {0, -100, 100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667, 14.28571, 12.5, 11.11111, 10, 5}  # fmt: skip
HARMLESS = {"p", "div", "span", "strong", "code", "br", "ul", "li", "html", "head", "body"}
PAYLOADS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>", "javascript:alert(1)",
    "]]><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", r"\(\href{javascript:alert(1)}{x}\)",
    "$$\\href{javascript:alert(1)}{x}$$", "{1:SHORTANSWER:=x}", "[sound:x.mp3]", "{{c1::x}}", "<!--", "<details open ontoggle=alert(1)>",
)  # fmt: skip


def exported(*files: Any) -> Any:
    return fromstring(export_moodle(selection(*files)).content)


def html_texts(root: Any) -> list[str]:
    return [element.find("text").text or "" for element in root.iter() if element.get("format") == "html"]


def test_the_second_course_has_the_structure_that_moodle_documents() -> None:
    root = exported(*COURSE.banks)
    kinds = {question.get("type") for question in root} - {"category"}
    assert kinds == set(OWN)
    for question in root:
        if question.get("type") == "category":
            assert question.find("category/text").text.startswith("$course$/top/")
            continue
        assert {element.tag for element in question} - COMMON == OWN[question.get("type")]
        grades = {float(answer.get("fraction")) for answer in question.iter("answer") if answer.get("fraction")}
        assert question.get("type") == "ordering" or grades <= GRADES
        assert len(question.find("name/text").text) <= 255
        assert all(len(tag.text) <= 50 for tag in question.iterfind("tags/tag/text"))


def test_a_wrong_option_beside_right_ones_gives_nothing() -> None:
    options = [{"text": str(number), "correct": number < 3} for number in range(5)]
    root = exported(written({"type": "multiple", "stem": "选", "options": options}))
    fractions = [float(answer.get("fraction")) for answer in root.iter("answer")]
    assert sum(fractions[:3]) == pytest.approx(100, abs=0.001)
    assert all(sum(fractions[:3]) + fraction <= 0.001 for fraction in fractions[3:])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_looks_like_markup_stays_text(payload: str) -> None:
    question = {
        "type": "single",
        "stem": payload,
        "options": [{"text": payload, "correct": True, "why": payload}, {"text": "别的"}],
        "explanation": payload,
    }
    root = exported(written(question))
    for text in html_texts(root):
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert {element.tag for element in tree.iter()} <= HARMLESS
        assert all(set(element.attrib) <= {"class"} for element in tree.iter())
        # What filters over a page's letters look for is not there in one piece.
        assert not any(mark in text for mark in (r"\(", "$$", "{{", "[sound:"))
    stem = html5lib.parse(root.find("question/questiontext/text").text, namespaceHTMLElements=False)
    assert "".join(stem.itertext()) == payload


@settings(max_examples=examples(8))
@given(bank=banks(most=3))
def test_no_text_becomes_an_element(bank: Bank) -> None:
    for text in html_texts(exported(bank_file(bank))):
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        assert {element.tag for element in tree.iter()} <= HARMLESS


def test_an_answer_inside_a_text_cannot_end_its_blank() -> None:
    accepted = r"}~=#%\*{'\"<>&&amp;\}\#\\}"
    question = {"type": "blank", "stem": "{{}}与{1:SA:=x}{{}}", "answers": [[accepted, "&"], ["乙"]]}
    root = exported(written(question))
    text = root.find("question[2]/questiontext/text").text
    assert text.count("{1:") == 2
    assert not any(sign in text.partition(":=")[2].partition("}")[0] for sign in r"#\*{'\"<>".replace("#", ""))
    (read,) = read_moodle(export_moodle(selection(written(question))).content, "x").questions
    assert (read.fields["stem"], read.fields["answers"]) == (question["stem"], question["answers"])


def question(kind: str, inside: str, stem: str = "题干") -> bytes:
    return f"""<?xml version="1.0"?>
<quiz>
<question type="category"><category><text>x</text></category></question>
<question type="{kind}">
<name><text>名</text></name>
<questiontext format="html"><text>{stem}</text></questiontext>
{inside}
</question>
</quiz>""".encode()


RIGHT = '<answer fraction="100"><text>甲</text></answer>'
WRONG = '<answer fraction="0"><text>乙</text></answer>'
STAR = '<answer fraction="100"><text>甲*</text></answer>'


@pytest.mark.parametrize(
    ("data", "line", "rule"),
    [
        (question("description", ""), 4, "incoming-type"),
        (question("numerical", RIGHT), 4, "incoming-type"),
        (question("unheard-of", RIGHT), 4, "incoming-type"),
        (question("multichoice", WRONG), 4, "incoming-answer"),
        (question("multichoice", RIGHT + RIGHT), 4, "incoming-answer"),
        (question("multichoice", "<single>false</single>" + WRONG), 4, "incoming-answer"),
        (question("truefalse", RIGHT + WRONG), 4, "incoming-answer"),
        (question("shortanswer", STAR), 7, "incoming-answer"),
        (question("shortanswer", RIGHT + WRONG), 7, "incoming-answer"),
        (question("shortanswer", "<usecase>1</usecase>" + RIGHT), 4, "incoming-answer"),
        (question("shortanswer", RIGHT, "___和___"), 6, "incoming-markup"),
        (question("cloze", "", "{1:MULTICHOICE:=a~b}"), 4, "incoming-type"),
        (question("cloze", "", "{1:SA:=a#对}"), 4, "incoming-answer"),
        (question("cloze", "", "没有空"), 4, "incoming-answer"),
        (question("essay", "<hint><text>提示</text></hint>"), 7, "incoming-field"),
        (question("essay", "", "&lt;img src='x'&gt;"), 6, "incoming-markup"),
        (question("essay", "", "&lt;table&gt;&lt;/table&gt;"), 6, "incoming-markup"),
        (question("essay", "", "&lt;p&gt;&lt;b&gt;没有结束&lt;/p&gt;"), 6, "incoming-markup"),
        (question("essay", "", "&lt;script&gt;x&lt;/script&gt;"), 6, "incoming-markup"),
        (question("essay", "", "H&lt;sub&gt;2&lt;/sub&gt;O"), 6, "incoming-markup"),
        (question("essay", "", "星号**两次**"), 6, "incoming-markup"),
        (question("essay", "", "&lt;div&gt;" * 60), 6, "incoming-markup"),
        (question("multichoice", '<answer fraction="x"><text>甲</text></answer>'), 7, "incoming-answer"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_line(data: bytes, line: int, rule: str) -> None:
    imported = read_moodle(data, "题.xml")
    assert [(one.place, one.rule) for one in imported.problems] == [(f"第 {line} 行", rule)]
    assert imported.questions == ()


LAUGHS = b'<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'
FAR_DTD = b'<!DOCTYPE quiz SYSTEM "http://example.invalid/x.dtd"><quiz/>'


@pytest.mark.parametrize(
    "data",
    [LAUGHS, OUTSIDE, FAR_DTD, b"", b"<quiz>", b"<quiz/>" + b" " * 20_000_000, b"<html/>", b"\xff\xfe<", "文".encode(),
     b"<quiz>" + b"<a>" * 100 + b"</a>" * 100 + b"</quiz>", b'<?xml version="1.0" encoding="x-no"?><quiz/>',
     '<?xml version="1.0" encoding="utf-8"?><quiz>题</quiz>'.encode("gb18030")],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused_as_a_whole(data: bytes) -> None:
    imported = read_moodle(data, "题.xml")
    assert [one.rule for one in imported.problems] == ["incoming-file"]
    assert imported.questions == ()
    assert all("\n" not in one.message and one.place.startswith("第 ") for one in imported.problems)


@settings(max_examples=examples(8))
@given(bank=banks(most=2), data=st.data())
def test_a_file_cut_and_patched_anywhere_never_breaks_the_reader(bank: Bank, data: st.DataObject) -> None:
    for export, read in ((export_moodle, read_moodle), (export_gift, read_gift)):
        content = export(selection(bank_file(bank))).content.decode()
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        patch = data.draw(
            st.sampled_from(["", "<", "&lt;", "&lt;/p&gt;", "{", "}", "=", "~", "#", "\n\n", "%", "::", "]]>"])
        )
        imported = read(f"{content[:start]}{patch}{content[end:]}".encode(), "x")
        assert all(one.place.startswith("第 ") for one in imported.problems)
        assert all(one.place.startswith("第 ") for one in imported.questions)


def test_a_file_of_moodles_own_is_read() -> None:
    inside = """<generalfeedback format="html"><text><![CDATA[<p dir="ltr">因为<b>如此</b>。<br></p>]]></text></generalfeedback>
<idnumber>Q 12</idnumber><single>true</single><shuffleanswers>true</shuffleanswers>
<correctfeedback format="html"><text>回答正确</text></correctfeedback>
<answer fraction="0" format="html"><text><![CDATA[<p>甲&nbsp;乙</p>]]></text><feedback format="html"><text>不对</text></feedback></answer>
<answer fraction="100" format="html"><text><![CDATA[<p>丙 &amp; 丁</p>]]></text></answer>
<tags><tag><text>别的标签</text></tag></tags>"""
    imported = read_moodle(question("multichoice", inside, "&lt;p&gt;选&lt;/p&gt;\n&lt;p&gt;一个&lt;/p&gt;"), "题.xml")
    assert imported.problems == ()
    (one,) = imported.questions
    assert one.fields == {
        "type": "single",
        "stem": "选\n一个",
        "options": [{"text": "甲\u00a0乙", "why": "不对"}, {"text": "丙 & 丁", "correct": True}],
        "explanation": "因为**如此**。",
    }
    assert (one.place, one.place_of("options.1.text"), one.bank) == ("第 4 行", "第 12 行", None)


def test_parts_of_a_case_that_are_not_whole_are_refused() -> None:
    case = {
        "type": "case",
        "stem": "怎么办？",
        "material": "情境。",
        "questions": [{"type": "truefalse", "stem": stem, "answer": True} for stem in ("甲", "乙", "丙")],
    }
    text = export_moodle(selection(written(case))).content.decode()
    whole = read_moodle(text.encode(), "x")
    assert [one.fields["id"] for one in whole.questions] == ["extra-1"]
    changed = text.replace("情境。", "别的情境。", 1)
    fewer = text.replace("小题：3/3", "小题：3/4")
    for broken in (changed, fewer):
        imported = read_moodle(broken.encode(), "x")
        assert [one.rule for one in imported.problems] == ["incoming-case"]
        assert imported.questions == ()
