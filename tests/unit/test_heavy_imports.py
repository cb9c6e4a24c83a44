"""Files to import that were made to keep a machine busy: each is refused soon and within 500 MB."""

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from course.formats.excel.write import write_workbook
from course.load.course import load_course
from support.measured import lines_of
from support.sample_course import sample_course

# Several times what they take, as machines differ in more than additions; without a limit it would be hundreds of times.
MILLION_ADDITIONS = 150
MEGABYTES = 500
# Memory beyond what the process takes to begin.
PROGRAM = """
import json, resource, sys, time
from pathlib import Path
from course.formats.importers import read_file
before = peak()
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
start = time.process_time()
problems = read_file(Path(sys.argv[1])).problems
print(json.dumps([time.process_time() - start, peak() - before, len(problems), sorted({one.rule for one in problems})]))
"""
SHEET, STYLES, BODY = "xl/worksheets/sheet2.xml", "xl/styles.xml", "word/document.xml"
SINGLE = "一、单选题\n1. 甲？（B）\n"
INLINE = b'<c t="inlineStr"><is><t>x</t></is></c>'
RUN = b"<w:r><w:t>x</w:t></w:r>"


def _archive(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    course, _ = load_course(sample_course(tmp_path_factory.mktemp("course")))
    return _parts(write_workbook(course, course.banks))


@pytest.fixture(scope="module")
def letter() -> dict[str, bytes]:
    target = BytesIO()
    Document().save(target)
    return _parts(target.getvalue())


def _before(name: str, mark: bytes, more: Callable[[], bytes]) -> Callable[[dict[str, bytes]], bytes]:
    return lambda parts: _archive({**parts, name: parts[name].replace(mark, more() + mark, 1)})


def _rows(more: Callable[[], bytes]) -> Callable[[dict[str, bytes]], bytes]:
    return _before(SHEET, b"</sheetData>", more)


def _body(more: Callable[[], bytes]) -> Callable[[dict[str, bytes]], bytes]:
    return _before(BODY, b"<w:sectPr", more)


def _far_rows() -> bytes:
    return b"".join(
        b'<row r="%d"><c r="XFD%d" t="inlineStr"><is><t>x</t></is></c></row>' % (n, n) for n in range(3, 90_000, 9)
    )


def _many_entries(parts: dict[str, bytes]) -> bytes:
    """Return an archive whose list names one small part hundreds of thousands of times."""
    content = _archive({"[Content_Types].xml": parts["[Content_Types].xml"]})
    start, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    return content[:start] + content[start:end] * 500_000 + content[end:]


def _moodle(text: str) -> Callable[[], bytes]:
    def made() -> bytes:
        head = '<quiz><question type="cloze"><questiontext format="html"><text><![CDATA['
        return f"{head}{text * (19_000_000 // len(text))}]]></text></questiontext></question></quiz>".encode()

    return made


WORKBOOKS: dict[str, tuple[Callable[[dict[str, bytes]], bytes], str]] = {
    "rows without end": (_rows(lambda: b"<row/>" * 13_000_000), "file-expands"),
    "cells without end": (_rows(lambda: b'<row r="3">' + INLINE * 1_000_000 + b"</row>"), "sheet-too-large"),
    "a cell at the far corner": (_rows(lambda: b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "sheet-too-large"),
    "a number that no sheet has": (_rows(lambda: b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>'), "sheet-too-large"),
    "gaps and far columns": (_rows(_far_rows), "sheet-too-large"),
    "deep nesting": (_rows(lambda: b"<a>" * 5_000_000), "sheet-too-large"),
    "the same row again and again": (_rows(lambda: b'<row r="2"/>' * 3_000_000), "sheet-too-large"),
    "rules for entries": (_before(SHEET, b"</dataValidations>", lambda: b'<dataValidation sqref="A1"/>' * 500_000), "sheet-too-large"),
    "merged cells without end": (
        _before(SHEET, b"</worksheet>", lambda: b"<mergeCells>" + b'<mergeCell ref="B3:B5"/>' * 200_000 + b"</mergeCells>"),
        "sheet-too-large",
    ),
    "styles without end": (_before(STYLES, b"</cellXfs>", lambda: b'<xf numFmtId="0"/>' * 2_000_000), "file-expands"),
    "texts without end": (
        lambda parts: _archive({**parts, "xl/sharedStrings.xml": b"<sst>" + b"<si><t>x</t></si>" * 3_500_000 + b"</sst>"}),
        "file-expands",
    ),
    "a list of parts without end": (_many_entries, "file-expands"),
    "parts of 300 MB": (lambda parts: _archive({**parts, "xl/media/a.png": bytes(300_000_000)}), "file-expands"),
}  # fmt: skip
LETTERS: dict[str, tuple[Callable[[dict[str, bytes]], bytes], str]] = {
    "empty paragraphs": (_body(lambda: b"<w:p/>" * 300_000), "text-too-large"),
    "paragraphs without end": (_body(lambda: b"<w:p/>" * 5_000_000), "file-expands"),
    "a paragraph of 9 MB": (_body(lambda: b"<w:p><w:r><w:t>" + b"x" * 9_000_000 + b"</w:t></w:r></w:p>"), "text-too-large"),
    "a text of 100 MB": (_body(lambda: b"<w:p><w:r><w:t>" + b"x" * 100_000_000 + b"</w:t></w:r></w:p>"), "damaged-file"),
    "runs": (_body(lambda: b"<w:p>" + RUN * 150_000 + b"</w:p>"), "text-too-large"),
    "deep nesting": (_body(lambda: b"<w:p>" * 200_000), "damaged-file"),
    "a cell a hundred million wide": (
        _body(lambda: b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p>' + RUN + b"</w:p></w:tc></w:tr></w:tbl>"),
        "text-too-large",
    ),
    "tables": (_body(lambda: (b"<w:tbl><w:tr><w:tc><w:p>" + RUN + b"</w:p></w:tc></w:tr></w:tbl>") * 25_000), "text-too-large"),
    "numbers and styles": (
        _before("word/styles.xml", b"</w:styles>", lambda: b'<w:style w:type="paragraph"/>' * 500_000), "file-expands",
    ),
}  # fmt: skip
TEXTS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "lines without end": ("x.txt", lambda: b"x\n" * 20_000_000, "text-too-large"),
    "one line": ("x.txt", lambda: b"x" * 40_000_000, "text-too-large"),
    "options in a line": ("x.txt", lambda: SINGLE.encode() + b"A. x " * 8_000_000, "text-too-large"),
    "blanks": ("x.txt", lambda: SINGLE.encode() + b" " * 40_000_000 + b"x", "text-too-large"),
    "questions just within": (
        "x.txt", ("一、单选题\n" + "".join(f"{number % 1000}. 甲？\n" for number in range(1, 19_000))).encode, "answer-missing",
    ),
    "answers just within": (
        "x.txt",
        ("一、单选题\n" + "".join(f"{n}. 甲？\n" for n in range(1, 999)) + "参考答案\n" + "1. A\n" * 18_000).encode,
        "options-missing",
    ),
    "answers that are none after all": (
        "x.txt", (SINGLE + "参考答案\n" + "1-9 对" * 40 + "!\n1-5 " + "A" * 60 + "x\n" + "1 A " * 60 + "x\n").encode, "options-missing",
    ),
    "fields and blanks in a line": (
        "x.txt", (SINGLE + "答案：x" + " 答案：x" * 3_000 + "\n（" + " " * 19_000 + "x\n【" + " " * 19_000 + "x\n").encode, "answer-differs",
    ),
    "a heading and blanks": ("x.txt", ("单选题" + " " * 19_000 + "x\n" + "第一章" + " " * 19_000 + "x，").encode, "line-not-understood"),
    "lines that continue a text": (
        "x.txt", (SINGLE + "解析：甲\n" + ("甲乙丙丁，" * 20 + "\n") * 18_000).encode, "options-missing",
    ),
    "lists within lines": (
        "x.txt", "".join(f"{n}. 甲？\n答案：1.B 2.A\n" for n in range(1, 9_000)).encode, "answer-without-question",
    ),
    "lists of answers": ("x.txt", (SINGLE + "参考答案\n" * 19_000).encode, "options-missing"),
    "GIFT, blank lines": ("x.gift", lambda: b"a\n\n" * 6_000_000, "incoming-file"),
    "GIFT, questions": ("x.gift", lambda: b"a{=b}\n\n" * 140_000, "incoming-file"),
    "GIFT, options": ("x.gift", lambda: b"a{=b " + b"~c " * 90_000 + b"}", "incoming-answer"),
    "GIFT, options without end": ("x.gift", lambda: b"a{=b " + b"~c " * 6_000_000 + b"}", "incoming-file"),
    "GIFT, tags that never end": ("x.gift", lambda: b"//[tag:" * 2_500_000 + b"\na{", "incoming-file"),
    "GIFT, markup": ("x.gift", lambda: b"[html]" + b"<b>a</b>" * 2_000_000 + b"{T}", "incoming-file"),
    "Moodle, elements": ("x.xml", lambda: b"<quiz>" + b"<a/>" * 4_800_000 + b"</quiz>", "incoming-file"),
    "Moodle, questions": ("x.xml", lambda: b"<quiz>" + b'<question type="truefalse"/>' * 300_000 + b"</quiz>", "incoming-answer"),
    "Moodle, attributes": (
        "x.xml", lambda: b"<quiz " + b" ".join(b'a%d=""' % number for number in range(1_500_000)) + b"/>", "incoming-file",
    ),
    "Moodle, markup": ("x.xml", _moodle("<b>a</b>"), "incoming-file"),
    "Moodle, open tags": ("x.xml", _moodle("a <"), "incoming-file"),
    "Moodle, references": ("x.xml", _moodle("&"), "incoming-file"),
    "Moodle, answers that never end": ("x.xml", _moodle("<i>{1:SHORTANSWER:"), "incoming-file"),
    "Moodle, answers": ("x.xml", _moodle("<i>{1:SHORTANSWER:=a}"), "incoming-file"),
}  # fmt: skip


def faults(name: str, content: bytes, rule: str, folder: Path) -> list[str]:
    """Judge a heavy file in a process of its own; return what is not as it should be."""
    file = folder / name
    file.write_bytes(content)
    ((million, megabytes, count, rules),) = lines_of(PROGRAM, [str(file)], MILLION_ADDITIONS)
    file.unlink()
    well = million < MILLION_ADDITIONS and megabytes < MEGABYTES and rule in rules and count <= 40_000
    return [] if well else [f"{million:.0f} million additions, {megabytes:.0f} MB, {count} refusals, {rules}"]


def _some(names: dict[str, object]) -> list[object]:
    """Return every sixth name as it is, the others for the slow tests."""
    return [name if place % 6 == 0 else pytest.param(name, marks=pytest.mark.slow) for place, name in enumerate(names)]


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="别的系统没有这种资源限额")


@pytest.mark.parametrize("case", _some({**WORKBOOKS}))
def test_a_heavy_workbook_is_refused_in_time(case: str, workbook: dict[str, bytes], tmp_path: Path) -> None:
    make, rule = WORKBOOKS[case]
    assert faults("x.xlsx", make(workbook), rule, tmp_path) == []


@pytest.mark.parametrize("case", _some({**LETTERS}))
def test_a_heavy_word_file_is_refused_in_time(case: str, letter: dict[str, bytes], tmp_path: Path) -> None:
    make, rule = LETTERS[case]
    assert faults("x.docx", make(letter), rule, tmp_path) == []


@pytest.mark.parametrize("case", _some({**TEXTS}))
def test_a_heavy_text_is_refused_in_time(case: str, tmp_path: Path) -> None:
    name, make, rule = TEXTS[case]
    assert faults(name, make(), rule, tmp_path) == []
