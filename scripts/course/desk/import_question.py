"""The page on which one question of a file is corrected before it goes in, and what its form says."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from flask import render_template, request

from course.desk.desk import this_desk
from course.desk.import_page import bank_titles
from course.desk.import_reading import Reading
from course.desk.import_store import PendingImport
from course.desk.question_editor import Editor, Entry, editor
from course.desk.question_form import EDITED, form_of
from course.desk.wording import worded_problem
from course.formats.import_types import ImportedQuestion
from course.importing.one_question import WHOLE
from course.importing.options import Decision
from course.importing.planned import PlannedQuestion


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """The form in which one question of the file is corrected."""

    pending: PendingImport
    version: str
    number: int
    question: PlannedQuestion
    editor: Editor
    bank: str
    banks: tuple[tuple[str, str], ...]
    is_unsaved: bool


def correct_page(
    pending: PendingImport, reading: Reading, number: int, entry: Entry, version: str | None = None
) -> str:
    """Return the page on which a question of the file, by its number, is corrected.

    `version` is from which version of the import the form was made, if that is not the present one.
    """
    course = this_desk().course.outcome().course
    question, banks = reading.plan.questions[number - 1], (*course.banks, *reading.plan.new_banks)
    decision = pending.decision_at(question.place)
    bank = request.form.get("bank", "") if entry.is_sent else decision.bank or ""
    page = next((one.page for one in banks if one.path == (bank or question.bank)), "")
    view = CorrectPage(
        pending,
        pending.version if version is None else version,
        number,
        question,
        editor(
            course,
            page,
            entry,
            any_type="id" not in question.fields,
            suggested=[one.point for one in question.suggested],
        ),
        bank,
        tuple(bank_titles(banks)),
        entry.is_sent,
    )
    return render_template("import-question.html.j2", view=view)


def entry_as_planned(reading: Reading, question: PlannedQuestion) -> Entry:
    """Return the form of a question as it would be written, with what is wrong at its fields."""
    read = reading.question_at(question.place)
    fields = {name: value for name, value in question.fields.items() if name in EDITED}
    places = _paths(read) if read else {}
    problems = tuple(replace(worded_problem(one), place=places.get(one.place, one.place)) for one in question.problems)
    warnings = tuple(replace(one, place=WHOLE) for one in question.warnings)
    return Entry(form_of(fields), problems, warnings)


def _paths(question: ImportedQuestion) -> dict[str, str]:
    """Return which field stands at a place of the file, where that is one alone."""
    paths: dict[str, list[str]] = {}
    for path, place in question.places.items():
        paths.setdefault(place, []).append(path)
    return {place: found[0] for place, found in paths.items() if len(found) == 1 and place != question.place}


def sent_decision(question: PlannedQuestion, entry: Entry, banks: Collection[str]) -> Decision:
    """Return the decision that makes a question say what the form says; `banks` are the paths that it may name."""
    fields = {name: value for name, value in entry.fields.items() if name != "id"}
    gone = {name: None for name in question.fields if name in EDITED - {"id"} and name not in fields}
    bank = request.form.get("bank", "")
    return Decision(fields={**gone, **fields}, bank=bank if bank in banks else None)
