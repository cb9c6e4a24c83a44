"""The command, and what every format has in common: nothing lost in silence, nothing overwritten, nothing that runs."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import cli
from course.formats.aiken.write import export_aiken
from course.formats.csv import HEADINGS, export_csv, inert
from course.formats.export_types import LABELS, Degree, ExportResult, Selection, features, whole_items
from course.formats.exporters import EXPORTERS, overview
from course.formats.loss_report import listing
from course.model.bank import TYPE_LABELS, Asked, Bank, BankFile
from support.archives import COURSE
from support.examples import examples
from support.exchanged import bank_file, selection, written
from support.generated_banks import banks
from support.site_build import ROOT

TEXTS = [name for name, form in EXPORTERS.items() if not form.takes_site]
QUESTIONS: dict[str, dict[str, object]] = {
    "single": {"type": "single", "stem": "？", "options": [{"text": "甲", "correct": True}, {"text": "乙"}]},
    "multiple": {"type": "multiple", "stem": "？", "options": [{"text": "甲", "correct": True}, {"text": "乙", "correct": True}]},
    "truefalse": {"type": "truefalse", "stem": "。", "answer": True},
    "blank": {"type": "blank", "stem": "{{}}", "answers": [["甲"]]},
    "order": {"type": "order", "stem": "？", "items": ["甲", "乙", "丙"]},
    "match": {"type": "match", "stem": "？", "pairs": [{"left": "甲", "right": "一"}, {"left": "乙", "right": "二"}]},
    "case": {"type": "case", "stem": "？", "material": "情境。", "questions": [{"type": "truefalse", "stem": "。", "answer": True}]},
    "short": {"type": "short", "stem": "？", "reference": ["甲"]},
    "scenario": {
        "type": "scenario", "stem": "情景", "start": "a",
        "steps": {"a": {"text": "。", "choices": [{"text": "甲", "go": "b", "merit": "good"}, {"text": "乙", "go": "c", "merit": "poor"}]}},
        "ends": {"b": {"outcome": "good", "text": "。", "debrief": "。"}, "c": {"outcome": "poor", "text": "。", "debrief": "。"}},
    },
}  # fmt: skip

EVERY_FIELD = {"terms": ["甲"], "basis": ["甲"], "apart": ["extra-2"], "kind": "recall"}


@pytest.mark.parametrize("kind", TYPE_LABELS)
@pytest.mark.parametrize("name", TEXTS)
def test_a_type_is_left_out_exactly_where_the_table_says_so(name: str, kind: str) -> None:
    form = EXPORTERS[name]
    exported = form.export(selection(written(QUESTIONS[kind])))
    left_out = form.carries[kind].degree is Degree.NOT  # type: ignore[index]
    assert exported.count == (0 if left_out else 1)
    assert any(loss.drops_question for loss in exported.losses) == left_out
    told = {loss.feature for loss in exported.losses}
    assert (form.carries[kind].degree is Degree.WHOLE) or kind in told  # type: ignore[index]


@pytest.mark.parametrize("name", TEXTS)
def test_of_every_question_each_thing_that_a_format_does_not_carry_is_named(name: str) -> None:
    form = EXPORTERS[name]
    exported = form.export(selection(*COURSE.banks))
    told = {(re.sub(r"-\d+$", "", loss.question), loss.question, loss.feature) for loss in exported.losses}
    dropped = {loss.question for loss in exported.losses if loss.drops_question}
    for bank in COURSE.banks:
        for item in whole_items(bank):
            for feature in features(item):
                if form.carries[feature].degree is Degree.WHOLE or item.id in dropped or item.question.type == "case":
                    continue
                assert any(item.id == whole and feature == lost for _, whole, lost in told), (item.id, feature)


# What `sort_out` need not name: an id is in every format, and what a review says goes by one name.
WITHOUT_FEATURE = {"id", "status", "reviewer", "reviewed_on", "answer_version", "accepted"}


def test_every_field_of_a_question_has_a_feature_or_needs_none() -> None:
    assert set(Asked.model_fields) == WITHOUT_FEATURE | (set(Asked.model_fields) & set(LABELS))
    bank = written({"type": "truefalse", "stem": "。", "answer": True, **EVERY_FIELD})
    (item,) = whole_items(bank)
    assert set(features(item)) >= set(Asked.model_fields) - WITHOUT_FEATURE


def named_terms(*banks: BankFile) -> Selection:
    return replace(selection(*banks), names={"甲": ("甲", "甲的别名"), "甲的别名": ("甲", "甲的别名")})


@pytest.mark.parametrize("name", TEXTS)
def test_other_names_of_terms_are_taken_along_or_named_as_lost(name: str) -> None:
    case = {"type": "case", "stem": "？", "material": "情境。", "questions": [QUESTIONS["blank"]]}
    for bank in (written(QUESTIONS["blank"]), written(case)):
        exported = EXPORTERS[name].exported(named_terms(bank))
        lost = {loss.question for loss in exported.losses if "别名" in loss.carried.how}
        if name in {"qti", "anki"} or not exported.count:
            assert lost == set()
        else:
            assert len(lost) == 1
    assert not any("别名" in loss.carried.how for loss in EXPORTERS[name].exported(selection(bank)).losses)


def test_a_package_for_exam_systems_accepts_the_other_names_of_terms() -> None:
    packed = EXPORTERS["qti"].exported(named_terms(written(QUESTIONS["blank"]))).content
    with ZipFile(io.BytesIO(packed)) as archive:
        assert "甲的别名" in archive.read("items/extra-1.xml").decode()


@settings(max_examples=examples(8))
@given(bank=banks(most=3))
def test_no_question_disappears_without_a_word(bank: Bank) -> None:
    for name in TEXTS:
        exported = EXPORTERS[name].export(selection(bank_file(bank)))
        gone = {loss.question for loss in exported.losses if loss.drops_question}
        parts = {
            f"{one.id}-{number}"
            for one in bank.questions
            if one.type == "case"
            for number in range(1, len(one.questions) + 1)
        }
        whole = {one.id for one in bank.questions}
        units = (
            whole
            if name in {"anki", "csv", "qti"}
            else {one.id for one in bank.questions if one.type != "case"} | parts
        )
        assert exported.count == len(units - gone)


def test_the_list_of_losses_is_for_windows_editors_and_names_every_question() -> None:
    exported = EXPORTERS["aiken"].export(selection(written(QUESTIONS["order"]), written(QUESTIONS["single"])))
    text = listing("Aiken", exported.count, exported.losses, ())
    assert text.startswith("\ufeffAiken\r\n带走的题目：1 道。\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "【不带】排序：Aiken 只有单选题。\r\n  extra-1\r\n" in text
    assert listing("x", 1, (), ()).endswith("没有丢失任何内容。\r\n")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠x", " =1", "　-1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert inert(cell) == f"'{cell}"
    bank = written({"type": "truefalse", "stem": f"{cell}甲", "answer": True})
    exported = export_csv(selection(bank))
    rows = list(csv.reader(io.StringIO(exported.content.decode("utf-8-sig"), newline="")))
    assert not any(one.lstrip(" 　").startswith(tuple("=+-@\t\r＝＋－＠")) for row in rows for one in row)
    if inert(cell.strip()) != cell.strip():
        assert [loss.carried.how for loss in exported.losses] == ["以 = + - @ 开头的格子前面加了一个撇号，免得变成公式"]


@settings(max_examples=examples(15))
@given(text=st.text())
def test_what_looks_like_no_formula_stays_as_it_is(text: str) -> None:
    assert inert(text) in {text, f"'{text}"}
    assert not inert(text).lstrip(" 　").startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_the_table_has_a_row_for_every_question_and_part() -> None:
    content = export_csv(selection(*COURSE.banks)).content
    assert content.startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert tuple(heads) == HEADINGS
    assert all(len(row) == len(HEADINGS) for row in rows)
    ids = [row[1] for row in rows]
    assert len(ids) == len(set(ids))
    assert {question.id for _, question in COURSE.questions()} <= set(ids)


def test_aiken_is_what_its_documentation_says() -> None:
    exported = export_aiken(selection(*COURSE.banks))
    blocks = exported.content.decode().strip().split("\n\n")
    assert len(blocks) == exported.count
    for block in blocks:
        stem, *options, answer = block.split("\n")
        assert stem
        assert not re.match(r"[A-Z][.)] |ANSWER:", stem)
        letters = [re.fullmatch(r"([A-Z])\. \S.*", option) for option in options]
        assert [match and match[1] for match in letters] == list("ABCDEFGHIJ"[: len(options)])
        assert answer.removeprefix("ANSWER: ") in "ABCDEFGHIJ"[: len(options)]


def test_a_stem_that_looks_like_an_option_is_none_in_aiken() -> None:
    bank = written({**QUESTIONS["single"], "stem": "A. 这是题干\nANSWER: B"})
    stem, *_ = export_aiken(selection(bank)).content.decode().split("\n")
    assert stem == "　A. 这是题干 ANSWER: B"


@pytest.mark.parametrize("name", TEXTS)
def test_the_command_writes_the_file_and_the_list(name: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--root", str(root), name, "--bank", "meeting"]) == 0
    written_files = sorted(path.name for path in (root / "dist/exchange").iterdir())
    file = f"meeting{EXPORTERS[name].suffix}"
    assert written_files == [file, f"{file}.notes.txt"]
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "正在导出 8 道题，题目多时要等一会儿……"
    assert re.fullmatch(rf"已导出 \d+ 道题：.*{re.escape(file)}", printed[1])
    assert printed[-1] == f"逐题的清单在 {root / 'dist/exchange' / file}.notes.txt"


def test_a_file_that_differs_stays_without_force(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--root", str(root), "gift", "--output", str(root / "out.txt")]
    assert cli.main(["export", *arguments]) == 0
    assert cli.main(["export", *arguments]) == 0
    (root / "out.txt").write_text("别的", encoding="utf-8")
    before = {path: path.read_bytes() for path in root.glob("out*")}
    capsys.readouterr()
    assert cli.main(["export", *arguments]) == 1
    assert "已经有了，内容不同" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.glob("out*")} == before
    assert cli.main(["export", *arguments, "--force"]) == 0
    assert (root / "out.txt").read_text(encoding="utf-8") != "别的"


def test_drafts_stay_behind_unless_they_are_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bank = root / "quizzes/meeting.yml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("  - id: meeting-02\n", "  - id: meeting-02\n    status: draft\n"), encoding="utf-8")
    arguments = ["--root", str(root), "csv", "--bank", "meeting", "--output", str(root / "out.csv")]
    assert cli.main(["export", *arguments]) == 0
    assert "不带：草稿，还没有审核，要一起导出就加上 --drafts（1 道题）" in capsys.readouterr().out.splitlines()
    assert "meeting-02" not in (root / "out.csv").read_text(encoding="utf-8")
    assert "【不带】草稿" in (root / "out.csv.notes.txt").read_text(encoding="utf-8")
    assert cli.main(["export", *arguments, "--drafts", "--force"]) == 0
    assert "meeting-02" in (root / "out.csv").read_text(encoding="utf-8")


def test_a_tag_that_moodle_would_cut_is_not_written_but_named() -> None:
    long = "长" * 48
    exported = EXPORTERS["moodle"].export(
        selection(written({**QUESTIONS["truefalse"], "terms": [long], "basis": ["短"]}))
    )
    assert long not in exported.content.decode()
    assert "<text>依据：短</text>" in exported.content.decode()
    assert [loss.carried.how for loss in exported.losses if loss.feature == "terms"][-1:] == [
        "写成标签超过 50 个字，Moodle 收不下"
    ]


def test_the_command_says_what_is_wrong_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--root", str(root), "gift", "--bank", "nobody"]) == 1
    assert capsys.readouterr().err == "没有导出：没有叫“nobody”的题库。有这些：meeting、minutes\n"
    (root / "quizzes/extra.yml").write_text(
        "title: 补充\npage: study/meeting.md\nquestions:\n  - {type: sngle}\n", encoding="utf-8"
    )
    assert cli.main(["export", "--root", str(root), "gift"]) == 1
    printed = capsys.readouterr()
    assert "[unknown-type]" in printed.out
    assert printed.err == "请先改好上面的错误，再导出。没有写文件。\n"
    assert not (root / "dist").exists()


def test_nothing_is_written_where_a_format_can_carry_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "quizzes/only.yml").write_text(
        "title: 补充\npage: study/meeting.md\nquestions:\n"
        "  - {id: only-001, type: short, points: [r1-1-1-a], difficulty: 1, stem: 谈谈。, reference: [一], explanation: 略谈。}\n",
        encoding="utf-8",
    )
    (root / "quizzes/ids.yml").write_text(
        (root / "quizzes/ids.yml")
        .read_text(encoding="utf-8")
        .replace("questions:\n", "questions:\n  only-001: {type: short, points: [r1-1-1-a]}\n", 1),
        encoding="utf-8",
    )
    assert cli.main(["export", "--root", str(root), "aiken", "--bank", "only"]) == 1
    assert "没有 Aiken 能带的" in capsys.readouterr().err
    assert not (root / "dist").exists()


def test_the_overview_names_every_format_and_everything_it_carries(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export"]) == 0
    excel, *printed = capsys.readouterr().out.splitlines()
    assert excel.startswith("excel：")
    assert printed == list(overview())
    for name, form in EXPORTERS.items():
        start = next(index for index, line in enumerate(printed) if line.startswith(f"{name}："))
        below = [line for line in printed[start + 1 : start + 4] if line.startswith("    ")]
        named = {label for line in below for label in line.strip().partition("：")[2].split("、")}
        assert named == set(LABELS.values()) == {LABELS[feature] for feature in form.carries}


HANDBOOK = ROOT / "handbook/exchange.md"
SIGNS = {Degree.WHOLE: "✓", Degree.SIMPLER: "简化", Degree.NOT: "—"}


def test_the_handbook_says_of_every_format_what_it_carries() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    heads = next(row for row in rows if row[0] == "能带什么")
    assert heads[1:] == [f"`{name}`" for name in EXPORTERS]
    table = {row[0]: row[1:] for row in rows if row[0] in LABELS.values()}
    expected = {
        label: [SIGNS[form.carries[feature].degree] for form in EXPORTERS.values()]  # type: ignore[index]
        for feature, label in LABELS.items()
    }
    assert table == expected


def test_the_handbook_explains_every_rule_of_the_readers() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    sources = (ROOT / "scripts/course/formats").rglob("*.py")
    rules = {rule for file in sources for rule in re.findall(r'"(incoming-[a-z]+)"', file.read_text(encoding="utf-8"))}
    assert rules
    assert {rule for rule in rules if f"`{rule}`" not in text} == set()


def test_an_empty_export_is_still_well_formed() -> None:
    for name in TEXTS:
        assert isinstance(EXPORTERS[name].export(selection()), ExportResult)
