"""The forms of an import: what is said of all its questions, of those of a page, and of those that go into each bank."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import request

from course.desk.import_split import MOST_LINES, SplitLine
from course.desk.import_store import PendingImport
from course.errors import RefusedError
from course.importing.options import Decision, ImportOptions
from course.importing.planned import PlannedQuestion
from course.model.bank import DIFFICULTY_LABELS, LOCAL_PREFIX, bank_path
from course.model.course import Course
from course.model.point_names import find_points

NEW_BANK = "new"
"""Chosen as the bank of all questions: one of the unit's own, to be made."""


def form_of_options(options: ImportOptions) -> dict[str, str]:
    """Return options by the fields of the form that says them."""
    return {
        "bank": NEW_BANK if options.title else options.bank or "",
        "title": options.title,
        "page": options.page,
        "points": "、".join(options.points),
        "difficulty": str(options.difficulty or ""),
    }


def sent_options(course: Course, options: ImportOptions) -> ImportOptions:
    """Return the options with what the form says of all questions. Raises RefusedError if it names what does not exist."""
    bank, heading = request.form.get("bank", ""), request.form.get("title", "").strip()
    points, level = request.form.get("points", "").strip(), request.form.get("difficulty", "")
    known = {one.path: one.shown_title for one in course.banks}
    # A title that the page showed already says nothing about the bank chosen since.
    is_typed = heading not in {"", options.title}
    is_new = bank == NEW_BANK or (is_typed and not bank)
    if is_new and not heading:
        raise RefusedError("新建题库要写标题")
    if is_typed and bank in known:
        remedy = "要新建，题库选“新建本单位的题库”；放进选的题库，就删去标题"
        raise RefusedError(f"写了新题库的标题“{heading}”，选的题库却是“{known[bank]}”。{remedy}")
    return replace(
        options,
        bank=_new_bank(course) if is_new else bank if bank in known else None,
        points=tuple(point.id for point in find_points(course, [points])) if points else (),
        difficulty=int(level) if level in map(str, DIFFICULTY_LABELS) else None,
        title=heading if is_new else "",
        page=request.form.get("page", "") if is_new else "",
    )


def _new_bank(course: Course) -> str:
    """Return the path of the first bank of the unit's own that does not exist yet."""
    known = {bank.path for bank in course.banks}
    used = {name.rpartition("-")[0] for ids in (course.local_ids,) for name, _ in ids.withdrawn}
    names = (f"{LOCAL_PREFIX}{number}" for number in range(1, len(known) + len(used) + 2))
    return next(path for name in names if name not in used and (path := bank_path(name)) not in known)


def sent_decisions(pending: PendingImport, questions: Iterable[PlannedQuestion]) -> Iterator[tuple[str, Decision]]:
    """Yield the decisions of a page's form, where they differ from those made before."""
    shown, taken = set(request.form.getlist("shown")), set(request.form.getlist("take"))
    for number, question in enumerate(questions, 1):
        if str(number) not in shown:
            continue
        before = pending.decision_at(question.place)
        point = request.form.get(f"point-{number}", "")
        chosen = {"points": [point]} if point in {one.point for one in question.suggested} else {}
        after = replace(before, leave_out=str(number) not in taken, fields={**before.fields, **chosen})
        if after != before:
            yield question.place, after


def sent_lines() -> list[SplitLine]:
    """Return the lines of the form that shares questions out; empty ones are left out."""
    form = request.form
    sent = (
        SplitLine(form.get(f"split-bank-{at}", ""), form.get(f"split-numbers-{at}", "").strip())
        for at in range(1, MOST_LINES + 1)
    )
    return [line for line in sent if line.numbers]
