"""The page on which one question is edited, or a new one written."""

from dataclasses import dataclass

from flask import render_template, request

from course.desk.desk import this_desk
from course.desk.question_editor import Editor, Entry, editor
from course.desk.question_form import EDITED
from course.desk.question_rows import QuestionRow, rows_of
from course.desk.question_view import QuestionView, viewing_of
from course.importing.one_question import StoredQuestion
from course.model.bank import Asked, BankFile
from course.model.course import Course

_MADE_FROM = "version"
"""The field with the version of the question that a form was made from."""

KNOWN = EDITED | set(Asked.model_fields)
"""The fields that a question can have."""


@dataclass(frozen=True, slots=True)
class EditPage:
    """The form of one question; `row` is None for a new one.

    `theirs` is the question as the file has it by now, where it changed since the form was made; `unfinished` is the next
    unfinished question of the bank; `strange` are fields that no question has, which saving removes. `banks` are those that
    the question can be in, by name and title, `chosen` is the name of the one that it is to be in.
    """

    title: str
    bank: BankFile
    editor: Editor
    version: str
    row: QuestionRow | None = None
    theirs: QuestionView | None = None
    is_conflict: bool = False
    is_unsaved: bool = False
    unfinished: QuestionRow | None = None
    strange: tuple[str, ...] = ()
    banks: tuple[tuple[str, str], ...] = ()
    chosen: str = ""


def edit_page(row: QuestionRow, stored: StoredQuestion, entry: Entry) -> str:
    """Return the page of a question with its form as the file has it, or as the person has sent it."""
    course = this_desk().course.outcome().course
    is_conflict = entry.is_sent and is_stale(stored)
    chosen = chosen_bank(course, row.bank)
    view = EditPage(
        f"第 {stored.index + 1} 题" if row.key.startswith("~") else row.key,
        row.bank,
        editor(course, chosen.page, entry, any_type=not _is_published(course, stored)),
        # Who has been refused once has seen both versions; whoever goes on typing has not decided yet.
        request.form.get(_MADE_FROM, "") if entry.is_sent and entry.wish != "save" else stored.version,
        row,
        theirs=this_desk().course.derived(viewing_of).of(stored.fields) if is_conflict else None,
        is_conflict=is_conflict,
        is_unsaved=entry.is_sent,
        unfinished=_next_unfinished(row),
        strange=tuple(name for name in stored.fields if name not in KNOWN),
        banks=tuple((one.name, one.shown_title) for one in _banks_for(course, row.bank)),
        chosen=chosen.name,
    )
    return render_template("question.html.j2", view=view)


def new_page(bank: BankFile, entry: Entry) -> str:
    """Return the page of a new question of a bank."""
    course = this_desk().course.outcome().course
    view = EditPage("新题", bank, editor(course, bank.page, entry, any_type=True), "", is_unsaved=entry.is_sent)
    return render_template("question.html.j2", view=view)


def is_stale(stored: StoredQuestion) -> bool:
    """Return whether the form of the present request was made from another version of a question."""
    return request.form.get(_MADE_FROM) != stored.version


def chosen_bank(course: Course, bank: BankFile) -> BankFile:
    """Return the bank in which the present request wants a question of this one to be."""
    name = request.form.get("bank", "")
    return next((one for one in _banks_for(course, bank) if one.name == name), bank)


def _banks_for(course: Course, bank: BankFile) -> list[BankFile]:
    """Return the banks that a question of this one can be in: the unit's own stay among themselves."""
    return [one for one in course.banks if one.is_local == bank.is_local]


def _is_published(course: Course, stored: StoredQuestion) -> bool:
    """Return whether members may have answered a question: then its type stays."""
    ids = (*course.ids.questions, *course.local_ids.questions)
    return any(known.id == stored.fields.get("id") for known in ids)


def _next_unfinished(row: QuestionRow) -> QuestionRow | None:
    """Return the unfinished question of the same bank that comes after a question, or else the first; None if no other is."""
    rows = [one for one in this_desk().course.derived(rows_of).rows if one.bank.name == row.bank.name]
    others = [one for one in rows if one.state == "unfinished" and one.index != row.index]
    return next((one for one in others if one.index > row.index), others[0] if others else None)
