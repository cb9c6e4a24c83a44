"""题目: find questions, and edit, add or withdraw one."""

from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.desk.changes_since import beginning
from course.desk.desk import Desk, this_desk
from course.desk.named_bank import named_bank
from course.desk.question_editor import Entry, sent_entry
from course.desk.question_form import EDITED, form_of
from course.desk.question_list import question_list
from course.desk.question_page import KNOWN, chosen_bank, edit_page, is_stale, new_page
from course.desk.question_rows import QuestionRow, rows_of
from course.desk.question_view import viewing_of
from course.edit.assign_ids import identify
from course.edit.withdraw import Withdrawn, withdraw
from course.errors import RefusedError
from course.importing.match import merged
from course.importing.one_question import (
    StoredQuestion,
    WantedQuestion,
    plan_question,
    problems_at,
    stored_questions,
)
from course.importing.plan import ImportPlan
from course.importing.run import apply
from course.model.bank import TYPE_LABELS, BankFile
from course.text.diagnostics import errors

_IN_TITLE = 20
"""Characters of a stem in the title of a change."""

_REVIEWED = frozenset({"reviewed", "approved"})
"""States that an approval gives."""

_MEANWHILE = "题库刚才被别人改过，没有写入。请再保存一次。"


def pages() -> Blueprint:
    """Return the pages of the questions."""
    area = Blueprint("questions", __name__, url_prefix="/questions")
    area.add_url_rule("/", "show", question_list)
    area.add_url_rule("/new", "new", _new)
    area.add_url_rule("/new", "add", _add, methods=["POST"])
    area.add_url_rule("/preview", "preview", _preview, methods=["POST"])
    area.add_url_rule("/number", "number", _number, methods=["POST"])
    area.add_url_rule("/<bank>/<key>", "edit", _edit)
    area.add_url_rule("/<bank>/<key>", "save", _save, methods=["POST"])
    area.add_url_rule("/<bank>/<key>/withdraw", "withdraw", _withdraw, methods=["POST"])
    return area


def address_of(row: QuestionRow) -> str:
    """Return the address of a question's form."""
    return url_for("questions.edit", bank=row.bank.name, key=row.key)


def _row(bank: str, key: str) -> QuestionRow:
    row = _row_if_there(bank, key)
    if row is None:
        named_bank(this_desk().course.outcome(), bank)
        abort(404)
    return row


def _row_if_there(bank: str, key: str) -> QuestionRow | None:
    """Return the question with a key, or with its number in the file: one that can be read again has its id as key.

    By its id it is found wherever it has moved.
    """
    every = this_desk().course.derived(rows_of).rows
    here = (row for row in every if row.bank.name == bank and key in {row.key, f"~{row.index + 1}"})
    return next(here, None) or next((row for row in every if row.key == key and not key.startswith("~")), None)


def _stored(root: Path, row: QuestionRow) -> StoredQuestion | None:
    """Return a question as its file has it now, None if it is gone."""
    stored = stored_questions(root, row.bank.path)
    if row.key.startswith("~"):
        return stored[row.index] if row.index < len(stored) else None
    return next((one for one in stored if one.fields.get("id") == row.key), None)


def _edit(bank: str, key: str) -> str | Response:
    desk, row = this_desk(), _row(bank, key)
    if row.bank.name != bank:
        return redirect(address_of(row))
    stored = _stored(desk.root, row) or abort(404)
    text = (desk.root / row.bank.path).read_text(encoding="utf-8")
    wrong = problems_at(errors(row.findings), text, stored.bank, stored.index)
    warned = (one for one in row.findings if one.severity == "warning")
    warnings = problems_at(warned, text, stored.bank, stored.index)
    return edit_page(row, stored, Entry(form_of(stored.fields), wrong, warnings))


def _save(bank: str, key: str) -> tuple[str, int] | str | Response:
    desk, row = this_desk(), _row_if_there(bank, key)
    outcome = desk.course.outcome()
    entry = sent_entry(outcome.course)
    with desk.writing:
        stored = _stored(desk.root, row) if row else None
        if row is None or stored is None:
            return _gone(named_bank(outcome, bank), entry)
        if entry.wish != "save":
            return edit_page(row, stored, entry.after_wish())
        if entry.problems:
            return edit_page(row, stored, entry.checked()), 422
        if is_stale(stored):
            return edit_page(row, stored, entry.checked()), 409
        fields, chosen = _merged(stored, entry), chosen_bank(outcome.course, row.bank)
        if fields == stored.fields and chosen is row.bank:
            flash("没有改动，没有写入。")
            return redirect(address_of(row))
        to = "" if chosen is row.bank else chosen.path
        wanted = WantedQuestion(stored.bank, stored.index, fields, to)
        plan = plan_question(desk.root, outcome, wanted, desk.course.outcome_with)
        if plan.refused:
            return edit_page(row, stored, entry.checked(plan.problems, plan.warnings)), 422
        done = _moved(plan, row, chosen, fields) if to else _written(desk, plan, row.bank, row.key, fields)
        if done is None:
            flash(_MEANWHILE)
            return edit_page(row, stored, entry.checked()), 409
        _say_if_review_lapsed(row, plan.assigned[0] if plan.assigned else row.key, chosen)
        return done


def _merged(stored: StoredQuestion, entry: Entry) -> dict[str, object]:
    """Return what a question is to say: what the form does not show, as it was, but no field that questions do not have."""
    held = {name: value for name, value in stored.fields.items() if name in KNOWN}
    identity = {"id": stored.fields["id"]} if "id" in stored.fields else {}
    sent = {name: value for name, value in entry.fields.items() if name != "id"}
    return merged(held, {**sent, **identity}, EDITED)


def _written(desk: Desk, plan: ImportPlan, bank: BankFile, key: str, fields: Mapping[str, object]) -> Response | None:
    """Write a plan and lead to its question; None if a file changed meanwhile, then nothing is written."""
    new = plan.assigned[0] if plan.assigned else ""
    action = f"写新题 {new}" if new else "改题" if key.startswith("~") else f"改题 {key}"
    if apply(desk.root, plan, f"{action}：{beginning(str(fields.get('stem', '')), _IN_TITLE)}"):
        return None
    flash("已保存。" + (f"新题号：{new}。" if new else ""), "change")
    return redirect(url_for("questions.edit", bank=bank.name, key=new or key))


def _moved(plan: ImportPlan, row: QuestionRow, bank: BankFile, fields: Mapping[str, object]) -> Response | None:
    """Write a plan that moves a question to a bank and lead to it there; None if a file changed meanwhile."""
    name = plan.assigned[0] if plan.assigned else row.key
    title = f"把 {name} 移到“{bank.shown_title}”：{beginning(str(fields.get('stem', '')), _IN_TITLE)}"
    if apply(this_desk().root, plan, title):
        return None
    flash(f"已保存，移到了“{bank.shown_title}”，题号 {name} 不变。", "change")
    return redirect(url_for("questions.edit", bank=bank.name, key=name))


def _say_if_review_lapsed(before: QuestionRow, key: str, bank: BankFile) -> None:
    """Say that a question has to be reviewed again, if what was written took its review away."""
    after = _row_if_there(bank.name, key)
    if before.state not in _REVIEWED or after is None or after.state in {before.state, "unfinished"}:
        return
    why = "答案改过，原来的审核不再有效" if bank is before.bank else "审核是按原来的题库登记的，不跟着题目走"
    held_back = "登记以前，这道题不放进发布包和试卷。" if after.state == "draft" else ""
    flash(f"{why}。请到“审核”里重新登记这道题。{held_back}", "review")


def _gone(bank: BankFile, entry: Entry) -> tuple[str, int]:
    """Show what was typed for a question that its bank does not have any more."""
    flash("这道题已经不在题库里，没有写入。您写的还在下面，可以作为新题保存。")
    return new_page(bank, entry), 409


def _new() -> str:
    """Choose bank and type of a new question or, once they are chosen, show its form."""
    outcome = this_desk().course.outcome()
    name, kind = request.args.get("bank", ""), request.args.get("type", "")
    if not name or kind not in TYPE_LABELS:
        return render_template("question-new.html.j2", banks=outcome.course.banks, types=TYPE_LABELS, chosen=name)
    return new_page(named_bank(outcome, name), Entry(form_of({"type": kind})))


def _add() -> tuple[str, int] | str | Response:
    desk = this_desk()
    outcome = desk.course.outcome()
    bank, entry = named_bank(outcome, request.form.get("bank", "")), sent_entry(outcome.course)
    if entry.wish != "save":
        return new_page(bank, entry.after_wish())
    if entry.problems:
        return new_page(bank, entry.checked()), 422
    fields = {name: value for name, value in entry.fields.items() if name != "id"}
    with desk.writing:
        plan = plan_question(desk.root, outcome, WantedQuestion(bank.path, None, fields), desk.course.outcome_with)
        if plan.refused:
            return new_page(bank, entry.checked(plan.problems, plan.warnings)), 422
        written = _written(desk, plan, bank, "", fields)
    if written is None:
        flash(_MEANWHILE)
        return new_page(bank, entry.checked()), 409
    return written


def _preview() -> dict[str, object]:
    """Return the player's data of the question in a form, None while too little of it is there."""
    desk = this_desk()
    view = desk.course.derived(viewing_of).of(sent_entry(desk.course.outcome().course).fields)
    return {"question": view.data if view else None}


def _number() -> Response:
    """Give all questions without an id one."""
    desk = this_desk()
    with desk.writing:
        done = identify(desk.root, desk.course.outcome_with)
    if done.obstacles:
        raise RefusedError(f"课程还有 {len(done.obstacles)} 处错误，先在概况里看清楚、改好，再编题号")
    flash(f"编了 {len(done.assigned)} 个题号。" if done.assigned else "没有要编的题号。", "change")
    return redirect(url_for("questions.show"))


def _withdraw(bank: str, key: str) -> tuple[str, int] | Response:
    desk, row = this_desk(), _row(bank, key)
    sure, for_all = request.form.get("sure") == "yes", request.form.get("for") == "course"
    with desk.writing:
        stored = _stored(desk.root, row) or abort(404)
        if is_stale(stored):
            flash("这道题刚才被改过，没有停用。请看清楚现在的样子，再决定。")
            return redirect(address_of(row))
        if not sure:
            flash("没有停用。要停用，请先勾选“确定停用”。")
            return redirect(address_of(row))
        done = withdraw(desk.root, [row.key], from_course=for_all, check=desk.course.outcome_with)
    if done.changed:
        flash(f"已停用 {row.key}，题号不再用。", "change")
        return redirect(url_for("questions.show"))
    return render_template("question-kept.html.j2", row=row, reasons=_reasons(done)), 422


def _reasons(done: Withdrawn) -> list[str]:
    """Say why a question was not withdrawn."""
    return [
        *(f"没有题号 {name}，或者已经停用。" for name in done.unknown),
        *(f"{name} 是本单位自己的题，不能从课程里停用。" for name in done.local),
        *(f"{found.message}（{found.position.path} 第 {found.position.line} 行）" for found in done.obstacles),
    ]
