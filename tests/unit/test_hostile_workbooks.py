"""Files that are not what they seem are refused before anything parses them, and none of them ends in a traceback."""

import random
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.formats import office_guard
from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.importing.preview import problem_lines
from course.load.course import load_course
from support.examples import examples
from support.sample_course import sample_course

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    course, _ = load_course(sample_course(tmp_path_factory.mktemp("hostile")))
    return write_workbook(course, course.banks)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive(files: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return target.getvalue()


def with_part(name: str, content: bytes = b"x") -> Callable[[bytes], bytes]:
    return lambda exported: archive({**parts(exported), name: content})


def with_text(name: str, before: bytes, after: bytes) -> Callable[[bytes], bytes]:
    return lambda exported: archive({**parts(exported), name: parts(exported)[name].replace(before, after)})


def with_a_lie_about_size(exported: bytes) -> bytes:
    """Say in the archive's own list that a part is tiny, while it is not."""
    content = bytearray(exported)
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 3)
    return bytes(content)


MACRO = "文件里有宏。请另存为不带宏的 .xlsx 或 .docx [macro]"
LINK = "文件链接着别的文件或数据库，或嵌有别的文件。请断开链接、删去嵌入的内容，再另存一份 [external-link]"
DAMAGED = "打不开：不是完整的 Office 文件。请用 Excel 或 WPS 打开，另存一份再试 [damaged-file]"
HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "a macro": (with_part("xl/vbaProject.bin"), MACRO),
    "a macro that only the list of types tells": (
        with_text("[Content_Types].xml", b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main"), MACRO,
    ),
    "an old macro sheet": (with_part("xl/macrosheets/sheet1.xml", b"<x/>"), MACRO),
    "an ActiveX control": (with_part("xl/activeX/activeX1.bin"), MACRO),
    "an external link": (with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), LINK),
    "a connection to a database": (with_part("xl/connections.xml", b"<x/>"), LINK),
    "an embedded file": (with_part("xl/embeddings/oleObject1.bin"), LINK),
    "entities": (
        with_text("xl/workbook.xml", b"<workbook", b'<!DOCTYPE w [<!ENTITY a "aaaa">]><workbook'),
        "其中的 xl/workbook.xml 不是 Office 会写出的样子，没有读取 [xml-declaration]",
    ),
    "another encoding, in which entities would hide": (
        with_part("xl/sharedStrings.xml", "<?xml version='1.0'?><!DOCTYPE x><sst/>".encode("utf-16")),
        "其中的 xl/sharedStrings.xml 不是 Office 会写出的样子，没有读取 [xml-declaration]",
    ),
    "a password": (
        lambda _: OLE + "EncryptedPackage".encode("utf-16-le"),
        "文件加了密码。请去掉打开密码，另存一份再试 [encrypted-file]",
    ),
    "the old format under the new name": (
        lambda _: OLE + "Workbook".encode("utf-16-le"),
        "这是旧格式（.xls、.doc）。请用 Excel 或 WPS 打开，另存为 .xlsx 或 .docx [old-format]",
    ),
    "half a file": (lambda exported: exported[: len(exported) // 2], DAMAGED),
    "something else": (lambda _: "题目".encode(), DAMAGED),
    "nothing": (lambda _: b"", DAMAGED),
    "a size that is not true": (with_a_lie_about_size, DAMAGED),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_plain_words(case: str, exported: bytes) -> None:
    make, message = HOSTILE[case]
    imported = read_workbook(make(exported), "题库.xlsx")
    assert imported.questions == ()
    assert list(problem_lines(imported.problems)) == [f"文件“题库.xlsx”：{message}"]


def test_a_file_that_expands_beyond_measure_is_not_unpacked(exported: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_guard, "LARGEST", 3_000_000)
    bomb = archive({**parts(exported), "xl/media/image1.png": bytes(4_000_000)})
    assert len(bomb) < 100_000

    def unpack(*_: object) -> None:
        pytest.fail("a part was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpack)
    (refusal,) = read_workbook(bomb, "题库.xlsx").problems
    assert (refusal.rule, refusal.message[:10]) == ("file-expands", "展开后有 4 MB、")


def test_a_workbook_without_headings_of_questions_is_refused_once() -> None:
    from openpyxl import Workbook  # noqa: PLC0415 -- the only test that makes one from nothing

    target = BytesIO()
    book = Workbook()
    book.worksheets[0]["A1"] = "题干"
    book.save(target)
    rules = [refusal.rule for refusal in read_workbook(target.getvalue(), "题库.xlsx").problems]
    assert rules == ["columns-not-recognised"]


@settings(max_examples=examples(15))
@given(
    seed=st.integers(0, 2**32), junk=st.sampled_from([b"", b"<", b"&#0;", b"</row>", b'r="0"', b"\xff", b"99999999999"])
)
def test_a_workbook_with_mutated_parts_is_read_or_refused(seed: int, junk: bytes, exported: bytes) -> None:
    chance = random.Random(seed)  # noqa: S311 -- not for secrets
    files = parts(exported)
    name = chance.choice(sorted(files))
    place = chance.randrange(len(files[name]))
    files[name] = files[name][:place] + junk + files[name][place + chance.randrange(8) :]
    imported = read_workbook(archive(files), "题库.xlsx")
    assert imported.problems or len(imported.questions) <= 9


def test_a_row_far_below_is_found(exported: bytes) -> None:
    files = parts(exported)
    sheet = "xl/worksheets/sheet2.xml"
    far = b'<row r="50000"><c r="A50000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    files[sheet] = files[sheet].replace(b"</sheetData>", far)
    rules = {refusal.rule for refusal in read_workbook(archive(files), "far.xlsx").problems}
    assert rules == {"empty-cell"}
