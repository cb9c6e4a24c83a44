"""Out to Moodle's formats and back: whatever a format carries comes back as it was."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings

from course.formats.export_types import ExportResult, Selection
from course.formats.gift.read import read_gift
from course.formats.gift.write import export_gift
from course.formats.import_types import ImportedFile
from course.formats.moodle.read import read_moodle
from course.formats.moodle.write import export_moodle
from course.model.bank import Bank, Case, Question
from course.model.inline import plain
from support.archives import COURSE
from support.examples import examples
from support.exchanged import as_read, bank_file, selection, written
from support.generated_banks import banks

Export = Callable[[Selection], ExportResult]
Read = Callable[[bytes, str], ImportedFile]
WAYS: dict[str, tuple[Export, Read]] = {
    "moodle": (export_moodle, read_moodle),
    "gift": (export_gift, read_gift),
}


def fields(question: Question) -> dict[str, Any]:
    """Return the fields of a question that say something, white space as HTML carries it."""
    record = without_partner_styles(question.model_dump(mode="json", exclude_defaults=True))
    return dict(as_read(record))


def without_partner_styles(record: dict[str, Any]) -> dict[str, Any]:
    """Menus show no styles, which the list of losses says."""
    for part in (record, *record.get("questions", [])):
        for pair in part.get("pairs", []):
            pair["right"] = plain(pair["right"])
        if "distractors" in part:
            part["distractors"] = [plain(text) for text in part["distractors"]]
    return record


def stays_behind(exported: ExportResult, question: Question) -> bool:
    lost = {loss.question for loss in exported.losses if loss.drops_question}
    parts = len(question.questions) if isinstance(question, Case) else 0
    return not lost.isdisjoint({question.id, *(f"{question.id}-{number}" for number in range(1, parts + 1))})


def check(way: str, bank: Bank) -> None:
    export, read = WAYS[way]
    exported = export(selection(bank_file(bank)))
    imported = read(exported.content, "extra")
    kept = [question for question in bank.questions if not stays_behind(exported, question)]
    # Parts whose case is no longer whole are refused; all else must come without a word.
    assume(len(kept) == len(bank.questions))
    assert imported.problems == ()
    assert [as_read(one.fields) for one in imported.questions] == [fields(question) for question in kept]
    assert {one.bank for one in imported.questions} <= {"quizzes/extra.yml"}


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=examples(10))
@given(bank=banks(most=3))
def test_what_is_carried_comes_back(way: str, bank: Bank) -> None:
    assume("](" not in str(bank.model_dump()))
    check(way, bank)


@pytest.mark.parametrize("way", WAYS)
def test_what_a_question_asks_for_comes_back(way: str) -> None:
    export, read = WAYS[way]
    part = {"type": "truefalse", "stem": "。", "answer": True}
    case = {"type": "case", "stem": "？", "material": "情境。", "questions": [part, part]}
    for body in (part, case):
        exported = export(selection(written({**body, "kind": "recall"})))
        (question,) = read(exported.content, "extra").questions
        assert question.fields["kind"] == "recall"


@pytest.mark.parametrize("way", WAYS)
def test_the_banks_of_the_second_course_come_back(way: str) -> None:
    export, read = WAYS[way]
    for bank in COURSE.banks:
        exported = export(selection(bank))
        imported = read(exported.content, bank.name)
        behind = {question.id for question in bank.questions if stays_behind(exported, question)}
        expected = [fields(question) for question in bank.questions if question.id not in behind]
        assert all(refusal.rule == "incoming-case" for refusal in imported.problems)
        assert [as_read(one.fields) for one in imported.questions] == expected
        if way == "moodle":
            scenarios = {question.id for question in bank.questions if question.type == "scenario"}
            assert (behind, imported.problems) == (scenarios, ())
