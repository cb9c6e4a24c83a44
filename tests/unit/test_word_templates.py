"""The templates of Word files: what a person changes in them is what comes out."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.shared import Pt

from course.errors import RefusedError
from course.exams.paper import draw_paper, read_number
from course.files import zipped
from course.load.course import load_course
from course.office import answer_key, answer_sheet, booklet, paper
from course.office.paper_request import PaperRequest, files_of
from course.office.template import BOOKLET, PAPER, new_document, text_size
from support.site_build import ARCHIVES, ROOT
from support.word_reading import opened

_IDS = re.compile(r'w:(styleId|(?:basedOn|next|link|pStyle|rStyle|tblStyle) w:val)="([^"]*)"')


def unpacked(content: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def edited(template: Path, target: Path, edit: Callable[[str], str]) -> Path:
    """Write a template whose XML is edited."""
    target.write_bytes(zipped({name: edit(xml).encode() for name, xml in unpacked(template.read_bytes()).items()}))
    return target


def made(template: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the files of a paper with a seal line as the template makes them look."""
    for module in (paper, answer_sheet, answer_key):
        monkeypatch.setattr(module, "PAPER", template)
    course, _ = load_course(ARCHIVES)
    name = read_number(course, "annual-12345")
    assert name
    return list(files_of(course, draw_paper(course, name), PaperRequest(name, ""), sealed=True).values())


def test_styles_are_found_by_name_in_a_template_that_chinese_word_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = edited(PAPER, tmp_path / "paper.docx", lambda xml: _IDS.sub(r'w:\1="a-\2"', xml))
    ours, renamed = made(PAPER, monkeypatch), made(theirs, monkeypatch)
    assert all('w:styleId="a-Title"' in unpacked(content)["word/styles.xml"] for content in renamed)
    expected = [{name: _IDS.sub(r'w:\1="a-\2"', xml) for name, xml in unpacked(content).items()} for content in ours]
    assert [unpacked(content) for content in renamed] == expected


def test_who_saved_a_template_and_when_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = "<dc:creator>某人</dc:creator><cp:lastModifiedBy>某人</cp:lastModifiedBy></cp:coreProperties>"
    theirs = edited(PAPER, tmp_path / "paper.docx", lambda xml: xml.replace("</cp:coreProperties>", saved))
    assert made(theirs, monkeypatch) == made(PAPER, monkeypatch)


def test_a_larger_text_and_wider_margins_move_what_stands_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(xml: str) -> str:
        return xml.replace('<w:sz w:val="21"/>', '<w:sz w:val="28"/>', 1).replace('w:right="1240"', 'w:right="2240"')

    key = opened(made(edited(PAPER, tmp_path / "paper.docx", edit), monkeypatch)[2])
    stem = next(one for one in key.paragraphs if one.style and one.style.name == "题干")
    assert stem.paragraph_format.left_indent == pytest.approx(Pt(2.3 * 14), abs=Pt(0.1))
    stops = key.sections[0].footer.paragraphs[0].paragraph_format.tab_stops
    assert stops[-1].position.pt == pytest.approx(595.3 - 62 - 112, abs=0.1)


def test_list_marks_are_those_of_the_styles_whatever_their_ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(xml: str) -> str:
        return re.sub(r'(w:(?:numId|abstractNumId)(?: w:val)?=")', r"\g<1>7", xml)

    monkeypatch.setattr(booklet, "BOOKLET", edited(BOOKLET, tmp_path / "booklet.docx", edit))
    document = opened(booklet.booklet_file(load_course(ARCHIVES)[0], {}))
    looks = {one.numId: one.abstractNumId.val for one in document.part.numbering_part.element.num_lst}
    items = [one for one in document.paragraphs if one.style and one.style.name in {"List Bullet", "List Number"}]
    found = {
        (one.style.name, looks[int(number)])
        for one in items
        for number in one._p.xpath("w:pPr/w:numPr/w:numId/@w:val")  # noqa: SLF001
        if one.style
    }
    assert found == {("List Bullet", 70), ("List Number", 71)}


@pytest.mark.parametrize("template", [PAPER, BOOKLET])
def test_a_template_shows_a_sample_of_every_style_of_ours_and_the_handbook_names_it(template: Path) -> None:
    document = opened(template.read_bytes())
    own = {style.name or "" for style in document.styles if not style.builtin}
    cells = (paragraph for table in document.tables for cell in table._cells for paragraph in cell.paragraphs)  # noqa: SLF001
    shown = {one.style.name for one in (*document.paragraphs, *cells) if one.style}
    handbook = (ROOT / "handbook/paper.md").read_text(encoding="utf-8")
    assert own
    assert own - shown == set()
    assert {name for name in own if f"“{name}”" not in handbook} == set()


def without(template: Path, target: Path, pattern: str) -> Path:
    """Write a template from whose XML everything that matches is deleted."""
    theirs = edited(template, target / template.name, lambda xml: re.sub(pattern, "", xml, flags=re.DOTALL))
    assert theirs.read_bytes() != template.read_bytes()
    return theirs


# Names as they stand in the file, and as Word in Chinese shows them.
@pytest.mark.parametrize(
    ("template", "style", "shown"),
    [
        (PAPER, "题干", "题干"),
        (PAPER, "heading 1", "标题 1"),
        (PAPER, "Table Grid", "网格型"),
        (BOOKLET, "toc 2", "目录 2"),
        (BOOKLET, "List Bullet", "列表项目符号"),
    ],
)
def test_a_template_without_a_style_is_refused_by_name(template: Path, style: str, shown: str, tmp_path: Path) -> None:
    one_style = rf'<w:style (?:(?!<w:style ).)*?<w:name w:val="{style}"/>.*?</w:style>'
    theirs = without(template, tmp_path, one_style)
    with pytest.raises(
        RefusedError, match=f"模板 {re.escape(str(theirs))} 里没有样式“{shown}”。请在 Word 里新建同名的样式"
    ):
        new_document(theirs, "试卷")


@pytest.mark.parametrize("deleted", ["<w:numPr>.*?</w:numPr>", "<w:num .*</w:num>"])
def test_a_template_whose_lists_have_no_marks_is_refused(deleted: str, tmp_path: Path) -> None:
    theirs = without(BOOKLET, tmp_path, deleted)
    with pytest.raises(RefusedError, match="样式“列表项目符号”、“列表编号”没有符号或编号"):
        new_document(theirs, "读本")


@pytest.mark.parametrize("deleted", ["<w:sectPr.*</w:sectPr>", "<w:pgSz[^>]*/>"])
def test_a_template_without_pages_is_refused(deleted: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="里没有页面设置"):
        new_document(without(PAPER, tmp_path, deleted), "试卷")


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(b"PK")
    for file in (tmp_path / "paper.docx", tmp_path / "gone/paper.docx"):
        with pytest.raises(RefusedError, match=f"模板 {re.escape(str(file))} 打不开"):
            new_document(file, "试卷")


def test_a_template_without_a_size_of_text_has_that_of_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = without(PAPER, tmp_path, "<w:sz [^>]*/>")
    assert text_size(new_document(theirs, "试卷")) == 10
    assert all(made(theirs, monkeypatch))
