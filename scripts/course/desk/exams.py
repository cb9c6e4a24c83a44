"""Blueprints at the desk: the unit's own are made, changed and removed; those of the course are what one can begin with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.desk.desk import this_desk
from course.desk.exam_form import LEVELS, LINES, PARTLY, SCOPES, ExamForm, copy_of_exam, form_of_exam, sent_exam
from course.desk.stamps import contents, field_problems, judged_again, stamp_of, text_of_file
from course.edit.exam_yaml import with_exam
from course.edit.local_unit import with_unit
from course.edit.reorder import document_of
from course.edit.top_fields import top_fields
from course.journal import write_together
from course.links import is_link
from course.load.unit import LOCAL_EXAMS, UNIT
from course.model.bank import KIND_LABELS, LOCAL_PREFIX, TYPE_LABELS
from course.model.course import Course
from course.model.released import supply
from course.model.without import without_withdrawn
from course.text.diagnostics import errors
from course.text.yaml_reader import Value

_NEW = "new"
"""In addresses, a blueprint that is not there yet. No file has this name: those of the unit begin with `local-`."""


@dataclass(frozen=True, slots=True)
class ExamRow:
    """A blueprint in the list; `address` leads to its form, or to one of the unit's own that begins with what it says."""

    title: str
    name: str
    about: str
    is_local: bool
    address: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check says of a blueprint, by fields of its form."""

    problems: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    is_sound: bool = False
    """Whether the person has asked, and nothing is wrong."""


@dataclass(frozen=True, slots=True)
class ExamPage:
    """The form of a blueprint.

    `in_stock` says for each section how many questions there are for it; `present` what the file says by now, where it
    changed since the form was made; `unit_mark` is the pass mark that the unit has set beside the blueprint.
    """

    name: str
    form: ExamForm
    checked: Checked
    pages: tuple[tuple[str, str], ...]
    in_stock: tuple[int, ...]
    stamp: str
    present: tuple[str, ...]
    unit_mark: int | None
    is_unsaved: bool

    lines = tuple(LINES.items())
    scopes = tuple(SCOPES.items())
    levels = tuple(LEVELS.items())
    types = tuple((name, f"{label}题") for name, label in TYPE_LABELS.items())
    kinds = tuple(KIND_LABELS.items())
    partly = tuple(PARTLY.items())

    @property
    def is_new(self) -> bool:
        """Whether the blueprint has no file yet."""
        return self.name == _NEW


def add_pages(area: Blueprint) -> None:
    """Add the pages to those of the papers."""
    area.add_url_rule("/exams/<name>", "exam", _show)
    area.add_url_rule("/exams/<name>", "save_exam", _save, methods=["POST"])
    area.add_url_rule("/exams/<name>/remove", "remove_exam", _remove, methods=["POST"])


def exam_rows(course: Course) -> Iterator[ExamRow]:
    """Yield all blueprints; those of the unit whose file cannot be read come last."""
    for file in course.whole.exams:
        exam = file.exam
        questions = sum(section.count for section in exam.sections)
        about = f"{questions} 题，{exam.minutes} 分钟，满分 {exam.full_marks}，及格 {exam.passing}"
        address = url_for("papers.exam", name=file.name) if file.is_local else _address_of_copy(file.name)
        yield ExamRow(file.shown_title, file.name, about, file.is_local, address)
    for name in sorted(_own_names() - {file.name for file in course.whole.exams}):
        yield ExamRow(
            name, name, "现在读不出来，打开看看哪里要改", is_local=True, address=url_for("papers.exam", name=name)
        )


def _address_of_copy(name: str) -> str:
    return url_for("papers.exam", name=_NEW, like=name)


def _own_names() -> set[str]:
    """Return the names of the unit's own blueprints."""
    folder = this_desk().root / LOCAL_EXAMS
    return {file.stem for file in folder.glob(f"{LOCAL_PREFIX}*.yml") if not is_link(file)}


def _path(name: str) -> str:
    return f"{LOCAL_EXAMS}/{name}.yml"


def _present(name: str) -> ExamForm:
    """Return what the file says."""
    return form_of_exam(top_fields(document_of(text_of_file(_path(name)), _path(name))))


def _show(name: str) -> str:
    if name == _NEW:
        exams = {file.name: file.exam for file in this_desk().course.outcome().course.whole.exams}
        like = exams.get(request.args.get("like", ""))
        return _page(_NEW, copy_of_exam(like) if like else form_of_exam({"sections": ({},)}), Checked())
    if name not in _own_names():
        abort(404)
    return _page(name, _present(name), _checked(_path(name), text_of_file(_path(name)), _present(name)))


def _page(
    name: str,
    form: ExamForm,
    checked: Checked,
    *,
    made_from: str | None = None,
    present: tuple[str, ...] = (),
) -> str:
    """Return the page; `made_from` is the stamp of the file from which a form was made that is not saved yet."""
    course = this_desk().course.outcome().course
    view = ExamPage(
        name,
        form,
        checked,
        tuple((study.page.path, study.title) for study in course.study),
        tuple(_in_stock(course, form)),
        stamp_of(_path(name)) if made_from is None else made_from,
        present,
        course.unit.pass_marks.get(name),
        made_from is not None,
    )
    return render_template("exam.html.j2", view=view)


def _in_stock(course: Course, form: ExamForm) -> Iterator[int]:
    """Yield how many questions there are for each section; where learners choose a page, on the one that has fewest."""
    counts = supply(without_withdrawn(course))
    within = [count for page, count in counts.items() if form.scope != "pages" or page in form.pages]
    for row in form.sections:
        found = [
            sum(
                many
                for (kind_of, kind), many in count.items()
                if kind_of == row["type"] and (not row["kinds"] or kind in row["kinds"])
            )
            for count in within
        ]
        yield min(found, default=0) if form.scope == "choose" else sum(found)


@judged_again
def _save(name: str) -> str | Response | tuple[str, int]:
    desk, form, wish = this_desk(), sent_exam(), request.form.get("do", "")
    with desk.writing:
        made_from = request.form.get("stamp", "")
        if name != _NEW and name not in _own_names():
            flash("这个组卷方案已经不在了，没有写入。您写的还在下面，可以作为新的保存。")
            return _page(_NEW, form, Checked(), made_from=stamp_of(_path(_NEW))), 409
        if wish not in {"save", "check"}:
            return _page(name, form.after_wish(wish), Checked(), made_from=made_from)
        path = _path(_free_name() if name == _NEW else name)
        before, now = contents(path), stamp_of(_path(name))
        if wish == "save" and made_from != now:
            return _page(name, form, Checked(), made_from=now, present=tuple(_present(name).summary)), 409
        text = with_exam(text_of_file(path), path, form.values, form.edits)
        checked = _checked(path, text, form)
        if wish == "check" or checked.problems:
            checked = replace(checked, is_sound=not checked.problems)
            return _page(name, form, checked, made_from=made_from), 422 if wish == "save" else 200
        title = f"{'写' if name == _NEW else '改'}组卷方案“{form.lines['title']}”"
        changed = write_together(desk.root, {path: text}, title, before=before)
    flash("已保存。" if changed else "没有改动。", "change" if changed else "message")
    return redirect(url_for("papers.exam", name=path.rsplit("/", 1)[-1].removesuffix(".yml")))


def _free_name() -> str:
    """Return the first name that no blueprint of the unit has; paper numbers begin with it."""
    used = _own_names()
    return next(name for number in range(1, len(used) + 2) if (name := f"{LOCAL_PREFIX}{number}") not in used)


def _checked(path: str, text: str, form: ExamForm) -> Checked:
    """Return what is wrong with a blueprint, and what would be wrong elsewhere because of it."""
    course = this_desk().course
    missing = dict(form.missing())
    if missing:
        return Checked(missing)
    before, found = set(errors(course.outcome().diagnostics)), course.outcome_with({path: text}).diagnostics
    wrong = errors(found)
    warned = [one for one in found if one.severity == "warning"]
    problems = field_problems(wrong, text, path, form.places)
    if elsewhere := [one.message for one in wrong if one.position.path != path and one not in before]:
        problems[""] = "；".join([*filter(None, [problems.get("")]), *elsewhere])
    return Checked(problems, field_problems(warned, text, path, form.places))


@judged_again
def _remove(name: str) -> Response:
    desk = this_desk()
    with desk.writing:
        if name not in _own_names():
            abort(404)
        before = contents(_path(name), UNIT)
        if request.form.get("stamp") != stamp_of(_path(name)):
            flash("这个组卷方案刚才被改过，没有删去。请看清楚现在的样子，再决定。")
            return redirect(url_for("papers.exam", name=name))
        if request.form.get("sure") != "yes":
            flash("没有删去。要删去，请先勾选“确定删去”。")
            return redirect(url_for("papers.exam", name=name))
        title = _present(name).lines["title"]
        write_together(desk.root, {_path(name): None, **_without_mark(name)}, f"删组卷方案“{title}”", before=before)
    flash(f"已删去组卷方案“{title}”。", "change")
    return redirect(url_for("papers.show"))


def _without_mark(name: str) -> dict[str, str]:
    """Return the unit's file without the pass mark of a blueprint, if it has one."""
    marks = this_desk().course.outcome().course.unit.pass_marks
    if name not in marks:
        return {}
    others: dict[str, Value] = {other: mark for other, mark in marks.items() if other != name}
    return {UNIT: with_unit(text_of_file(UNIT), {"pass_marks": others})}
