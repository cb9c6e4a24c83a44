"""What a workbook holds comes back as it was: every question of every bank, and every change, and nothing else."""

import json
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from course.formats.excel.read import read_workbook
from course.formats.excel.write import write_workbook
from course.formats.import_types import ImportedFile, tidy
from course.importing.apply_to_banks import apply_to_banks
from course.importing.match import match
from course.importing.options import ImportOptions
from course.load.banks import read_bank
from course.load.course import load_course
from course.model.bank import Bank, Question
from course.model.course import Course
from support.examples import examples
from support.generated_banks import banks, yaml_text
from support.sample_course import sample_course
from support.site_build import ARCHIVES


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return load_course(sample_course(tmp_path_factory.mktemp("sample")))[0]


def course_of(sample: Course, text: str) -> Course:
    bank, found = read_bank(text, "quizzes/extra.yml")
    assert found == []
    return replace(sample, banks=(bank,))


def written(course: Course) -> ImportedFile:
    """Write a course's banks as a workbook and read them from it."""
    return read_workbook(write_workbook(course, course.banks), "题库.xlsx")


def after_import(course: Course, text: str, imported: ImportedFile) -> str:
    """Return the bank's text after an import."""
    matched = match(course, imported, ImportOptions())
    # Drawn questions can be alike; a new one that is in the bank already, or contradicts one, does not go in.
    assume(not matched.already)
    assume(not any(refusal.rule == "answer-contradiction" for refusal in matched.problems))
    assert matched.problems == ()
    arranged = apply_to_banks(course, {"quizzes/extra.yml": text.encode()}, imported, matched, ImportOptions())
    assert arranged.problems == ()
    return arranged.texts.get("quizzes/extra.yml", text)


def said(question: Question) -> object:
    return tidy(question.model_dump(mode="json", exclude_defaults=True))


@settings(max_examples=examples(8))
@given(bank=banks())
def test_a_workbook_that_nobody_edited_changes_not_a_letter(bank: Bank, sample: Course) -> None:
    text = yaml_text(bank, flow=False, width=80, unicode=True)
    course = course_of(sample, text)
    imported = written(course)
    assert imported.problems == ()
    assert len(imported.questions) == len(bank.questions)
    assert after_import(course, text, imported) is text


@settings(max_examples=examples(6))
@given(before=banks(), after=banks())
def test_whatever_is_written_into_the_cells_arrives_in_the_bank(before: Bank, after: Bank, sample: Course) -> None:
    text = yaml_text(before, flow=False, width=80, unicode=True)
    course = course_of(sample, text)
    # As if somebody had overwritten the questions, and added or removed some at the end.
    edited = written(course_of(sample, yaml_text(after, flow=False, width=80, unicode=True)))
    exported = written(course).exported or {}
    new = [
        replace(one, fields={**one.fields, "id": None}) if one.fields["id"] not in exported else one
        for one in edited.questions
    ]
    result, found = read_bank(
        after_import(course, text, replace(edited, questions=tuple(new), exported=exported)), "quizzes/extra.yml"
    )
    assert found == []
    wanted = [*after.questions, *before.questions[len(after.questions) :]]
    assert [without_id(said(question)) for question in result.questions] == [
        without_id(said(question)) for question in wanted
    ]


def without_id(fields: object) -> object:
    assert isinstance(fields, dict)
    return json.dumps({**fields, "id": ""}, ensure_ascii=False, sort_keys=True)


def test_the_banks_of_the_second_course_come_back_as_they_are() -> None:
    course, found = load_course(ARCHIVES)
    assert found == []
    imported = written(course)
    assert imported.problems == ()
    assert len(imported.questions) == sum(len(bank.questions) for bank in course.banks)
    contents = {bank.path: (ARCHIVES / bank.path).read_bytes() for bank in course.banks}
    arranged = apply_to_banks(course, contents, imported, match(course, imported, ImportOptions()), ImportOptions())
    assert (arranged.texts, arranged.problems, arranged.withdrawn) == ({}, (), ())
