"""The desk checks a course again without doing again what has not changed, and keeps nothing of what it was long ago."""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.check import inspect_whole
from course.desk.live_course import LiveCourse
from course.edit.withdraw import withdraw
from course.environment import today
from course.formats.importers import read_content
from course.importing.options import ImportOptions
from course.importing.plan import plan_import
from course.load import course as loading
from course.load.banks import read_bank
from course.model.bank import BankFile
from course.model.positions import Placed, bodies_of
from course.rules import answers
from course.text.diagnostics import Diagnostic
from support.sample_course import sample_course

pytestmark = pytest.mark.usefixtures("sources_read_anew")

BANK = "quizzes/meeting.yml"
PASTED = "一、判断题\n1．会议要有记录，散会以后也能查。（√）\n解析：记录供以后查考。见办法。\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_course(tmp_path)


def edited(root: Path, mark: str) -> dict[str, str]:
    text = (root / BANK).read_text(encoding="utf-8")
    return {BANK: text.replace("explanation: ", f"explanation: {mark}", 1)}


def banks_read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the paths of the banks that are read from now on, which fills as they are."""
    read: set[str] = set()

    def counted(text: str, path: str) -> tuple[BankFile, list[Diagnostic]]:
        read.add(path)
        return read_bank(text, path)

    monkeypatch.setattr(loading, "read_bank", counted)
    return read


def test_planning_an_import_reads_the_bank_that_changes_and_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveCourse(root)
    read = banks_read(monkeypatch)
    live.outcome()
    assert len(read) > 1
    read.clear()
    options = ImportOptions(bank=BANK, points=("r1-1-1-a",), difficulty=1)
    plan = plan_import(root, read_content(PASTED.encode(), "题.txt"), options, check=live.outcome_with)
    assert len(plan.assigned) == 1
    assert read == {BANK}


@pytest.mark.parametrize("from_course", [True, False])
def test_a_question_is_withdrawn_without_reading_any_other_bank(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, from_course: bool
) -> None:
    live = LiveCourse(root)
    read = banks_read(monkeypatch)
    live.outcome()
    read.clear()
    done = withdraw(root, ["meeting-08"], from_course=from_course, check=live.outcome_with)
    assert done.changed
    assert read == ({BANK} if from_course else set())


def test_rules_of_single_banks_look_at_the_bank_that_changed_and_no_other(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveCourse(root)
    assert len(live.outcome().course.banks) > 1
    looked: set[str] = set()

    def counted(bank: BankFile) -> Iterator[Placed]:
        looked.add(bank.path)
        return bodies_of(bank)

    monkeypatch.setattr(answers, "bodies_of", counted)
    after = live.outcome_with(edited(root, "先"))
    assert looked == {BANK}
    assert after.diagnostics == inspect_whole(root, edited(root, "先"), day=today()).diagnostics


def test_nothing_is_left_of_texts_that_were_tried_long_ago(root: Path) -> None:
    live = LiveCourse(root)
    tried = weakref.ref(live.outcome_with(edited(root, "先")).course.banks[0].questions[0])
    for mark in ("一", "二", "三"):
        live.outcome_with(edited(root, mark))
        live.outcome()
    gc.collect()
    assert tried() is None


def test_what_is_derived_from_a_bank_stays_until_that_bank_changes(root: Path) -> None:
    live = LiveCourse(root)
    calls: list[str] = []

    def title(bank: BankFile) -> str:
        calls.append(bank.path)
        return bank.title

    for _ in range(2):
        titles = [live.of_bank(title, bank) for bank in live.outcome().course.banks]
    paths = [bank.path for bank in live.outcome().course.banks]
    assert len(titles) == len(paths)
    assert calls == paths
    (root / BANK).write_text(edited(root, "后来改的")[BANK], encoding="utf-8")
    for bank in live.outcome().course.banks:
        live.of_bank(title, bank)
    assert calls == [*paths, BANK]
