"""The unit's own meanings of the terms that the course leaves to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.coverage.local_terms import left_terms
from course.desk.desk import this_desk
from course.desk.stamps import contents, judged_again, unread
from course.edit.local_glossary import GlossaryChange, change_glossary
from course.formats.excel.local_terms import FilledTerm, lines_of
from course.journal import write_together
from course.load.files import Files
from course.load.unit import LOCAL_GLOSSARY
from course.text.diagnostics import errors

_MEANWHILE = "changed-since-export"


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term: what the course says of it, where it is used, what the unit says now and what the form shows."""

    id: str
    name: str
    meaning: str
    pages: str
    questions: int
    documents: str
    was: str
    own: str
    problem: str


def add_pages(area: Blueprint) -> None:
    """Add the pages to those of the unit."""
    area.add_url_rule("/terms", "terms", _show)
    area.add_url_rule("/terms", "save_terms", _save, methods=["POST"])


def _show() -> str:
    return _page({}, {})


def _page(typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    rows = []
    for left in left_terms(this_desk().course.outcome().course):
        own = "\n".join(left.local.paragraphs) if left.local else ""
        row = TermRow(
            id=left.term.id,
            name=left.term.name,
            meaning=left.term.meaning,
            pages="、".join(study.title for study in left.pages),
            questions=left.questions,
            documents="、".join(document.shown for document in left.documents),
            was=own,
            own=typed.get(left.term.id, own),
            problem=problems.get(left.term.id, ""),
        )
        rows.append(row)
    problem = problems.get("") or unread(LOCAL_GLOSSARY)
    return render_template("unit-terms.html.j2", rows=rows, problem=problem)


@judged_again
def _save() -> str | Response | tuple[str, int]:
    desk = this_desk()
    with desk.writing:
        before = contents(LOCAL_GLOSSARY)
        typed = {key.removeprefix("own-"): text for key, text in request.form.items() if key.startswith("own-")}
        if unread(LOCAL_GLOSSARY):
            return _page(typed, {}), 422
        change = _change(typed)
        if change.problems:
            problems = {one.place: one.message for one in change.problems}
            return _page(typed, problems), 409 if any(one.rule == _MEANWHILE for one in change.problems) else 422
        found = desk.course.outcome_with({LOCAL_GLOSSARY: change.text}).diagnostics if change.lines else ()
        wrong = [one.message for one in errors(found) if one.position.path == LOCAL_GLOSSARY]
        if wrong:
            return _page(typed, {"": "；".join(wrong)}), 422
        if change.lines:
            write_together(desk.root, {LOCAL_GLOSSARY: change.text}, "填由本单位规定的术语", before=before)
    flash("已保存。" if change.lines else "没有改动。", "change" if change.lines else "message")
    return redirect(url_for("unit.terms"))


def _change(typed: Mapping[str, str]) -> GlossaryChange:
    """Return what the form changes, as a table does that was exported when the page was made."""
    desk = this_desk()
    filled = [
        FilledTerm(name, lines_of(_plain(text)), lines_of(_plain(request.form.get(f"was-{name}", ""))), name)
        for name, text in typed.items()
    ]
    text = Files(desk.root).text_if_there(LOCAL_GLOSSARY) or ""
    return change_glossary(desk.course.outcome().course, text, filled)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")
