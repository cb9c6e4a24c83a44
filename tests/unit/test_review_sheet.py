"""`./course review-sheet`: a coding sheet for two people, and what both found."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from course import cli
from course.judging.code_book import CODES, FAULTS, SOUND
from course.judging.review_sheet import ID, MARK, NOTE, SHEET, VERSION, split
from course.judging.sample import shuffled
from course.quality.statistics import kappa
from support.archives import COURSE
from support.sample_course import CASES, golden
from support.site_build import ROOT
from support.workbooks import Edited

FOLDER = CASES / "review-sheet"
FIRST = {"meeting-01": ["字句", "常识"], "meeting-03": ["漏底"], "meeting-08": ["别的"]}
SECOND = {"meeting-01": ["字句"], "meeting-02": ["答案错"], "minutes-01": ["漏底"]}


def run(root: Path, *arguments: str) -> int:
    return cli.main(["review-sheet", "--root", str(root), *arguments])


def sheets(root: Path) -> tuple[Path, Path]:
    folder = root / "dist/review-sheet"
    return folder / "编码-1-甲.xlsx", folder / "编码-1-乙.xlsx"


def ids(book: Edited) -> list[str]:
    return [str(book.get(SHEET, row, ID)) for row in range(2, book.sheet(SHEET).max_row + 1)]


def code(file: Path, faults: Mapping[str, list[str]], *, blank: str = "") -> None:
    """Fill in a sheet as a coder does: these faults, and no fault where there is none."""
    book = Edited(file.read_bytes())
    for row, name in enumerate(ids(book), 2):
        for one in [] if name == blank else faults.get(name, [SOUND]):
            book.put(SHEET, row, one, MARK)
        if name in faults:
            book.put(SHEET, row, NOTE, f"改{name}")
    file.write_bytes(book.content())


def test_two_coders_share_a_part_and_divide_the_rest() -> None:
    sample = shuffled([question for _, question in COURSE.questions()], 3)[:30]
    first, second = split(sample, 10, 3)
    shared = {one.id for one in first} & {one.id for one in second}
    assert shared == {one.id for one in sample[:10]}
    assert {one.id for one in (*first, *second)} == {one.id for one in sample}
    assert (len(first), len(second)) == (20, 20)
    # The order does not show which ones are shared.
    assert {one.id for one in first[:10]} != shared
    assert split(sample, 99, 3) == split(sample, 30, 3)


def test_a_sheet_has_a_row_for_each_question_and_open_cells_for_the_codes_only(root: Path) -> None:
    assert run(root, "--seed", "1", "--number", "6", "--both", "2") == 0
    files = sheets(root)
    before = [file.read_bytes() for file in files]
    assert run(root, "--seed", "1", "--number", "6", "--both", "2") == 0
    assert [file.read_bytes() for file in files] == before
    for file in files:
        book = Edited(file.read_bytes())
        assert len(ids(book)) == 4
        headings = [str(cell.value) for cell in book.sheet(SHEET)[1]]
        cells = {heading: book.sheet(SHEET).cell(2, place) for place, heading in enumerate(headings, 1)}
        opened = {heading for heading, cell in cells.items() if not cell.protection.locked}
        assert opened == {*(one.name for one in CODES), NOTE}
        assert book.sheet("代码表").max_row == len(CODES) + 1


def test_a_row_shows_the_question_with_all_that_is_known_after_answering(root: Path) -> None:
    assert run(root, "--seed", "1") == 0
    book = Edited(sheets(root)[0].read_bytes())
    texts = {
        name: (str(book.get(SHEET, row, "题目、答案和解析")), book.get(SHEET, row, VERSION))
        for row, name in enumerate(ids(book), 2)
    }
    text, version = texts["meeting-01"]
    lines = text.split("\n")
    assert lines[0] == "【单选】议题应当在什么时候告诉员工？"
    assert "：到会场才知道，来不及准备" in text
    assert lines[-1] == "解析：提前定下并告诉每名员工。出处：一（一）1。"
    letter = next(line for line in lines if line.startswith("答案：")).removeprefix("答案：")
    assert f"　　{letter}．会议召开以前" in lines
    assert version == "b93ea9e9904d"


def test_both_codings_are_put_together_golden(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--seed", "1", "--both", "5") == 0
    first, second = sheets(root)
    shared = {*ids(Edited(first.read_bytes()))} & {*ids(Edited(second.read_bytes()))}
    assert shared == {"meeting-01", "meeting-02", "meeting-04", "meeting-05", "meeting-08"}
    code(first, FIRST)
    code(second, SECOND, blank="meeting-05")
    file = root / "quizzes/meeting.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("再发也不迟", "再发也可以"), encoding="utf-8")
    capsys.readouterr()
    assert run(root, str(first), str(second)) == 0
    golden(FOLDER / "evaluation.txt", capsys.readouterr().out)


def test_one_coding_alone_has_shares_and_no_agreement(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--seed", "1", "--both", "9") == 0
    code(sheets(root)[0], {})
    capsys.readouterr()
    assert run(root, str(sheets(root)[0])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("编了 9 道题。")
    assert lines[1].split() == [SOUND, "9/9", "100%（70%–100%）"]
    assert lines[-1] == "没有要改的。"
    assert len(lines) == len(CODES) + 2


def test_all_that_is_not_certain_is_refused_with_its_place(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--seed", "1", "--both", "9") == 0
    first = sheets(root)[0]
    code(first, {"meeting-01": [SOUND, *FAULTS[:2]]})
    book = Edited(first.read_bytes())
    wrong = ids(book).index("meeting-01") + 2
    others = [row for row in range(2, 11) if row != wrong]
    book.put(SHEET, others[0], "漏底", "有一点")
    book.put(SHEET, others[1], ID, "")
    book.put(SHEET, others[2], ID, book.get(SHEET, others[3], ID))
    first.write_bytes(book.content())
    capsys.readouterr()
    assert run(root, str(first)) == 1
    printed = capsys.readouterr()
    rules = {line.rpartition("[")[2].removesuffix("]") for line in printed.out.splitlines()}
    assert rules == {"coding-both", "coding-mark", "coding-without-id", "coding-twice"}
    assert f"“{first.name}”工作表“{SHEET}”第 {wrong} 行：既选了“没有毛病”，又选了字句、常识" in printed.out
    assert "没有汇总" in printed.err


@pytest.mark.parametrize("arguments", [["a.xlsx", "b.xlsx", "c.xlsx"], ["missing.xlsx"], ["--bank", "none"]])
def test_what_cannot_be_drawn_or_put_together_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(root, *arguments) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (root / "dist").exists()


def test_an_empty_sheet_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "--seed", "1") == 0
    assert run(root, str(sheets(root)[0])) == 1
    assert capsys.readouterr().err.startswith("没有汇总：表里还没有编码")


def test_kappa_is_agreement_beyond_chance() -> None:
    # 20 times both say yes, 15 times both say no: 70 % agreement, of which 50 % is chance.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("a", "a"), ("b", "b"), ("c", "c")]) == 1
    assert kappa([(True, False), (False, True)]) == -1
    assert kappa([(False, False)] * 3) is None
    assert kappa([]) is None


def test_the_handbook_has_the_code_book() -> None:
    page = (ROOT / "handbook/judging.md").read_text(encoding="utf-8")
    assert [one.name for one in CODES if one.name != SOUND and f"\n| {one.name} | " not in page] == []
