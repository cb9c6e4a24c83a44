"""Whatever a bank says, what is written of it does nothing elsewhere: no formula, field, link, sound, card or element."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import html5lib
import openpyxl
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from defusedxml.ElementTree import fromstring
from lxml import etree

from course.coverage.gaps import survey
from course.coverage.workbook import coverage_workbook
from course.exams.paper import Paper, PaperName, PaperPart
from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.formats.export_types import Selection
from course.formats.exporters import EXPORTERS
from course.formats.gift.read import read_gift
from course.formats.import_types import ImportedFile
from course.formats.moodle.read import read_moodle
from course.formats.scorm import export_scorm
from course.load.course import load_course
from course.model import inline
from course.model.bank import BLANK, Bank, BankFile
from course.model.course import Course
from course.model.exam import Exam, ExamFile, Section
from course.office.booklet import booklet_file, entries
from course.office.paper_request import PaperRequest, files_of
from support.exchanged import as_read, bank_file, selection
from support.marked_up import PAYLOADS, questions
from support.sample_course import CASES, COURSE
from support.word_reading import W, lines, opened, squeezed

# A line of the file is one payload, the tab at its beginning included.
OWN = tuple((CASES / "export_payloads.txt").read_text(encoding="utf-8").splitlines())
ALL = (*OWN, *PAYLOADS)
ROUNDS = 8
GRAMMAR = etree.RelaxNG(etree.parse(CASES.parent / "grammars/qti21-item.rng"))
HARMLESS = {"html", "head", "body", "p", "div", "span", "strong", "code", "br", "ul", "ol", "li", "hr"}
# What programs that run over a page's letters look for.
MARKS = (r"\(", r"\[", "$$", "{{", "[sound:", "[latex]", "[$", "[anki:", "[[")
TYPES = ("single", "multiple", "truefalse", "blank", "order", "match", "case", "short", "scenario")


@cache
def hostile() -> BankFile:
    """Return a bank whose every text, term and document is a payload; each payload stands somewhere."""
    asked = []
    for number, record in enumerate(questions(ALL, ROUNDS)):
        named = {"terms": [ALL[number]], "basis": [ALL[number + len(TYPES)]]}
        asked.append({**record, **named, "id": f"extra-{number + 1:03}"})
    bank = Bank.model_validate_json(json.dumps({"title": ALL[7], "page": "study/meeting.md", "questions": asked}))
    return bank_file(bank)


@cache
def course() -> Course:
    """Return the sample course with that bank, and payloads for the titles of its pages and requirements."""
    found, _ = load_course(COURSE)
    study = tuple(
        replace(
            page,
            page=replace(page.page, title=ALL[place * 5]),
            requirements=tuple(replace(one, title=ALL[place * 5 + 1 + at]) for at, one in enumerate(page.requirements)),
        )
        for place, page in enumerate(found.study)
    )
    return replace(found, identity=replace(found.identity, title=ALL[11]), study=study, banks=(hostile(),))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_payload_stands_in_the_bank() -> None:
    said = "\n".join(one for question in hostile().questions for one in _texts(question.model_dump(mode="json")))
    assert [payload for payload in ALL if payload not in said] == []
    assert {question.type for question in hostile().questions} == set(TYPES)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list() | tuple():
            for item in value:
                yield from _texts(item)


def no_links(files: dict[str, bytes]) -> None:
    """Assert that every part of an office file is XML, and that none leads or belongs outside."""
    for name, content in files.items():
        root = fromstring(content, forbid_dtd=True)
        assert not re.search("external|oleObject|vba|macro|embed", name, re.IGNORECASE)
        if name.endswith(".rels"):
            assert [one.get("Target") for one in root if one.get("TargetMode") == "External"] == [], name


def no_formulas(content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert list(book.defined_names) == []
    assert not any(b"<f>" in part or b"<f " in part for part in parts(content).values())
    no_links(parts(content))


def test_a_workbook_of_the_bank_has_no_formula_and_comes_back_as_it_was() -> None:
    content = write_workbook(course(), course().banks)
    no_formulas(content)
    imported = read_workbook(content, "题库.xlsx")
    assert imported.problems == ()
    for incoming, question in zip(
        sorted(imported.questions, key=lambda one: str(one.fields["id"])), hostile().questions, strict=True
    ):
        assert incoming.fields["stem"] == question.stem.strip()
        assert incoming.fields["explanation"] == question.explanation.strip()


WORKBOOKS = {
    "bank": lambda: write_workbook(course(), course().banks),
    "coverage": lambda: coverage_workbook(survey(course()), {}),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_cell_that_looks_like_a_formula_stays_text_when_somebody_edits_it(name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOKS[name]()))
    found = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(tuple("=+-@＝－＋＠"))
    ]
    assert found
    assert [cell.coordinate for cell in found if not cell.quotePrefix or cell.number_format != "@"] == []


def test_the_workbook_of_coverage_has_no_formula() -> None:
    no_formulas(coverage_workbook(survey(course()), {}))


def test_no_cell_of_the_table_is_a_formula() -> None:
    exported = EXPORTERS["csv"].export(selection(hostile(), title=ALL[5]))
    rows = list(csv.reader(io.StringIO(exported.content.decode("utf-8-sig"), newline="")))
    assert len(rows) > len(hostile().questions)
    assert [one for row in rows for one in row if one.lstrip(" 　").startswith(tuple("=+-@\t\r\n＝＋－＠"))] == []


def paper() -> Paper:
    sections, first = [], 1
    for kind in TYPES:
        own = tuple(one for one in hostile().questions if one.type == kind)
        title = ALL[TYPES.index(kind)]
        section = Section.model_validate(
            {"title": title, "type": kind, "count": len(own), "marks": 3, "partly": "share"}
        )
        sections.append(PaperPart(section, own, first))
        first += len(own)
    exam = Exam(title=ALL[20], about=ALL[21], minutes=10, passing=1, sections=tuple(one.section for one in sections))
    file = ExamFile("quizzes/exams/all.yml", "all", exam, lambda *_: pytest.fail("a place was asked for"))
    return Paper(PaperName(file, None, "all-7"), "0badcafe", tuple(sections))


def only_own_fields(content: bytes, allowed: str) -> None:
    """Assert that a Word file has no field but those by which it counts its pages, no link and no picture."""
    files = parts(content)
    no_links(files)
    for name, part in files.items():
        root = fromstring(part)
        told = [(one.text or "").strip() for one in root.iter(f"{W}instrText")]
        assert [one for one in told if not re.fullmatch(allowed, one)] == [], name
        kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert not kinds & {
            "fldSimple",
            "altChunk",
            "object",
            "pict",
            "drawing",
            "attachedTemplate",
            "subDoc",
            "control",
        }


@pytest.mark.parametrize("place", range(3))
def test_a_paper_its_sheet_and_its_key_have_no_field_of_a_text(place: int) -> None:
    name, content = list(files_of(course(), paper(), PaperRequest(paper().name, "A"), sealed=True).items())[place]
    only_own_fields(content, "PAGE|NUMPAGES")
    assert "hyperlink" not in {element.tag.rpartition("}")[2] for element in opened(content).element.body.iter()}
    if place == 0:
        shown = squeezed("".join(lines(content)))
        stems = [squeezed(inline.plain(one.stem)) for one in hostile().questions if BLANK not in one.stem]
        assert [stem for stem in stems if stem.replace("\t", "") not in shown] == [], name


def test_the_booklet_has_no_field_of_a_text() -> None:
    numbers = {entry.id: place + 3 for place, entry in enumerate(entries(course()))}
    only_own_fields(
        booklet_file(course(), numbers), r'PAGE|NUMPAGES|PAGEREF \S+ \\h|TOC \\o "1-2" \\h \\z \\u|HYPERLINK \\l "\w+"'
    )


def inert_html(text: str) -> None:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter()} <= HARMLESS, text
    assert all(set(element.attrib) <= {"class", "type", "id"} for element in tree.iter()), text
    assert [mark for mark in MARKS if mark in text.replace("{{}}", "")] == [], text


def same_texts(imported: ImportedFile, kinds: set[str]) -> None:
    """Assert that what was brought back says what the bank says."""
    assert imported.problems == ()
    stems = {str(one.fields["id"]): one.fields["stem"] for one in imported.questions}
    expected = {str(one.id): as_read(one.stem) for one in hostile().questions if one.type in kinds}
    assert {name: stem for name, stem in stems.items() if name in expected} == expected


def test_moodle_xml_is_well_formed_and_its_html_does_nothing() -> None:
    content = EXPORTERS["moodle"].export(selection(hostile(), title=ALL[12])).content
    root = fromstring(content, forbid_dtd=True)
    assert {one.get("type") for one in root} >= {"category", "multichoice", "cloze"} - {"cloze"}
    assert {one.tag for one in root.iter()} <= MOODLE
    for holder in root.iter():
        if holder.get("format") == "html":
            inert_html(holder.findtext("text") or "")
    same_texts(read_moodle(content, "x.xml"), set(TYPES) - {"order", "scenario"})


MOODLE = {
    "quiz", "question", "category", "text", "name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber",
    "single", "shuffleanswers", "answernumbering", "showstandardinstruction", "answer", "feedback", "tags", "tag", "usecase", "subquestion",
    "layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "responseformat", "responserequired",
    "responsefieldlines", "attachments", "attachmentsrequired", "graderinfo", "responsetemplate",
}  # fmt: skip


def test_gift_says_what_the_bank_says_and_nothing_else() -> None:
    exported = EXPORTERS["gift"].export(selection(hostile(), title=ALL[12]))
    imported = read_gift(exported.content, "x.gift")
    dropped = {loss.question for loss in exported.losses if loss.drops_question}
    assert imported.problems == ()
    stems = {str(one.fields["id"]): one.fields["stem"] for one in imported.questions}
    expected = {
        str(one.id): as_read(one.stem)
        for one in hostile().questions
        if one.type != "order" and not _lacks(str(one.id), dropped)
    }
    assert stems == expected
    for line in exported.content.decode().splitlines():
        assert line.startswith(("$CATEGORY: $course$/top/", "// [id:extra-", "::extra-", "\t", "}")) or not line


def _lacks(name: str, dropped: set[str]) -> bool:
    return any(one == name or one.startswith(f"{name}-") for one in dropped)


def test_aiken_has_only_stems_options_and_keys() -> None:
    exported = EXPORTERS["aiken"].export(selection(hostile()))
    blocks = exported.content.decode().strip().split("\n\n")
    assert len(blocks) == exported.count > 0
    for block in blocks:
        stem, *options, answer = block.split("\n")
        assert not re.match(r"[A-Z][.)] |ANSWER:", stem, re.IGNORECASE)
        assert [option[:3] for option in options] == [f"{letter}. " for letter in "ABCDEFGHIJ"[: len(options)]]
        assert re.fullmatch("ANSWER: [A-J]", answer)


def test_qti_keeps_to_its_grammar_and_names_nothing_outside() -> None:
    files = parts(EXPORTERS["qti"].export(selection(hostile(), title=ALL[12])).content)
    for name, content in files.items():
        assert b"<!DOCTYPE" not in content.replace(b"&lt;!DOCTYPE", b"")
        root = fromstring(content, forbid_dtd=True)
        named = [
            value
            for one in root.iter()
            for key, value in one.attrib.items()
            if key.rpartition("}")[2] in {"href", "src", "data"}
        ]
        assert [value for value in named if value.removeprefix("../") not in files] == [], name
        if name.startswith("items/"):
            assert GRAMMAR.validate(etree.fromstring(content)), GRAMMAR.error_log


def test_cards_show_text_only(tmp_path: Path) -> None:
    package = tmp_path / "deck.apkg"
    package.write_bytes(EXPORTERS["anki"].export(selection(hostile(), title=ALL[12])).content)
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        assert len(collection.import_anki_package(request).log.new) == len(hostile().questions)
        cards = collection.find_cards("")
        assert len(cards) == len(hostile().questions)
        for card in cards:
            shown = collection.get_card(card).render_output(reload=True)
            assert (shown.question_av_tags, shown.answer_av_tags) == ([], [])
            for side in (shown.question_text, shown.answer_text):
                inert_html(side)
        assert collection.media.check().unused == []
    finally:
        collection.close()


@pytest.mark.parametrize("payload", OWN[::3])
def test_a_scorm_package_holds_its_titles_as_text(payload: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "quizzes").mkdir(parents=True)
    (site / "index.html").write_text("x", encoding="utf-8")
    bank = replace(hostile(), title=payload)
    for name in ("extra", None):
        packed = parts(export_scorm(Selection(name or "course", payload, (bank,), 0, name, site)).content)
        root = fromstring(packed["imsmanifest.xml"], forbid_dtd=True)
        assert {one.text for one in root.iter() if one.tag.endswith("}title")} == {payload}
        page = html5lib.parse(packed["launch.html"].decode(), namespaceHTMLElements=False)
        assert [one.attrib for one in page.iter("script")] == [{"src": "site/assets/player/scorm.js"}]
        assert page.findtext("head/title") == payload
        assert {element.tag for element in page.iter()} <= {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "noscript",
            "p",
            "script",
        }
