"""本单位: what the course leaves to the unit and whether it is filled; the unit's name, contact and the like."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.coverage.local_terms import LeftPlace, left_places, left_terms
from course.desk import unit_documents, unit_files, unit_terms
from course.desk.desk import this_desk
from course.desk.stamps import contents, field_problems, judged_again, stamp_of, text_of_file, unread_yaml
from course.desk.typed import number, one_line
from course.edit.local_unit import with_unit
from course.journal import write_together
from course.load.unit import UNIT
from course.model.course import Course
from course.text.diagnostics import errors
from course.text.yaml_reader import Value, read

_TEXTS = (
    ("name", "单位的全称", "显示在页脚、首页、责任清单和试卷上"),
    ("short", "单位的简称", "用作菜单的名称，印在答题卡的“单位”后面"),
    ("contact", "内容有错、有疑问找谁", "例如 办公室，内线 1234"),
    ("records", "成绩单交给谁", "例如 各小组的学习委员"),
    ("copy", "这是试用的副本，叫什么", "正式的站点不要写"),
)
"""Fields of unit.yml that are one line: name, label and hint."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of one line."""

    name: str
    label: str
    hint: str
    value: str


@dataclass(frozen=True, slots=True)
class MarkField:
    """The pass mark of a blueprint; empty for the blueprint's own."""

    exam: str
    title: str
    own: int
    full: int
    value: str


@dataclass(frozen=True, slots=True)
class UnitForm:
    """What the form holds; `present` are values that the file has by now, where they differ from what was typed."""

    texts: tuple[TextField, ...]
    branches: str
    marks: tuple[MarkField, ...]
    logo: str
    pictures: tuple[str, ...]
    stamp: str
    problems: Mapping[str, str]
    present: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LeftRow:
    """One thing that the unit decides: what it is, what is filled, and where to fill it."""

    what: str
    state: str
    is_filled: bool
    address: str


def pages() -> Blueprint:
    """Return the pages of the unit."""
    area = Blueprint("unit", __name__, url_prefix="/unit")
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/about", "about", _about)
    area.add_url_rule("/about", "save", _save, methods=["POST"])
    for part in (unit_terms, unit_documents, unit_files):
        part.add_pages(area)
    return area


def _show() -> str:
    course = this_desk().course.outcome().course
    return render_template("unit.html.j2", rows=tuple(_left(course)), places=tuple(left_places(course)))


def _left(course: Course) -> Iterator[LeftRow]:
    unit, about = course.unit, url_for("unit.about")
    for name, label, _ in _TEXTS[:4]:
        value = str(getattr(unit, name))
        yield LeftRow(label, value or "没有写", bool(value), f"{about}#{name}")
    yield LeftRow("一起学习的集体", f"{len(unit.branches)} 个", bool(unit.branches), f"{about}#branches")
    if course.exams:
        own = [file.shown_title for file in course.exams if file.has_local_passing]
        yield LeftRow("及格分", "、".join(own) or "用组卷方案里的", is_filled=True, address=f"{about}#marks")
    terms = left_terms(course)
    filled = sum(term.is_filled for term in terms)
    if terms:
        state = f"{len(terms)} 个，写好的 {filled} 个"
        yield LeftRow("由本单位规定的术语", state, filled == len(terms), url_for("unit.terms"))
    yield from _left_places(tuple(left_places(course)))


def _left_places(places: tuple[LeftPlace, ...]) -> Iterator[LeftRow]:
    filled = sum(bool(place.documents) for place in places)
    if places:
        state = f"{len(places)} 处，写明见哪份文件的 {filled} 处"
        yield LeftRow("学习页上由本单位的文件规定的", state, filled == len(places), url_for("unit.documents"))


def _about() -> str:
    return _form(_present(), {"": problem} if (problem := unread_yaml(UNIT)) else {}, {})


def _present() -> dict[str, Value]:
    document, _ = read(text_of_file(UNIT), UNIT)
    return dict(document.value) if isinstance(document.value, dict) else {}


def _form(values: Mapping[str, Value], problems: Mapping[str, str], present: Mapping[str, str]) -> str:
    course = this_desk().course.outcome().course
    marks = values.get("pass_marks")
    view = UnitForm(
        texts=tuple(TextField(*field, str(values.get(field[0]) or "")) for field in _TEXTS),
        branches=_lines(values.get("branches")),
        marks=tuple(_marks(course, marks if isinstance(marks, dict) else {})),
        logo=str(values.get("logo") or ""),
        pictures=unit_files.pictures(course),
        stamp=stamp_of(UNIT),
        problems=problems,
        present=present,
    )
    return render_template("unit-about.html.j2", view=view)


def _lines(value: Value) -> str:
    return "\n".join(map(str, value)) if isinstance(value, tuple) else ""


def _marks(course: Course, marks: Mapping[str, Value]) -> Iterator[MarkField]:
    for file in course.whole.exams:
        value = marks.get(file.name)
        own = file.exam.passing if file.replaced_passing is None else file.replaced_passing
        yield MarkField(file.name, file.shown_title, own, file.exam.full_marks, "" if value is None else str(value))


@judged_again
def _save() -> str | Response | tuple[str, int]:
    desk = this_desk()
    with desk.writing:
        before, present, typed = contents(UNIT), _present(), _typed()
        if problem := unread_yaml(UNIT):
            return _form(typed, {"": problem}, {}), 422
        meanwhile = _differences(present, typed) if request.form.get("stamp") != stamp_of(UNIT) else {}
        if meanwhile:
            return _form(typed, {}, meanwhile), 409
        text = with_unit(text_of_file(UNIT), typed)
        found = errors(desk.course.outcome_with({UNIT: text}).diagnostics)
        problems = field_problems(found, text, UNIT, _places(typed))
        if problems:
            return _form(typed, problems, {}), 422
        changed = write_together(desk.root, {UNIT: text}, "填本单位的名称、联系人等", before=before)
    flash("已保存。" if changed else "没有改动。", "change" if changed else "message")
    return redirect(url_for("unit.about"))


def _places(typed: Mapping[str, Value]) -> dict[str, tuple[str, ...]]:
    """Return the keys in unit.yml that lead to each field of the form."""
    marks = typed["pass_marks"]
    own = {f"mark-{name}": ("pass_marks", name) for name in marks} if isinstance(marks, dict) else {}
    return {**{name: (name,) for name in typed}, **own}


def _typed() -> dict[str, Value]:
    """Return the values of the form as unit.yml holds them; a pass mark that is no number stays a text."""
    form = request.form
    marks = _present().get("pass_marks")
    known = {file.name for file in this_desk().course.outcome().course.whole.exams}
    own = {name: form[f"mark-{name}"].strip() for name in sorted(known) if f"mark-{name}" in form}
    others = {name: mark for name, mark in marks.items() if name not in own} if isinstance(marks, dict) else {}
    return {
        **{name: one_line(form.get(name, "")) or None for name, _, _ in _TEXTS},
        "branches": tuple(filter(None, (one_line(line) for line in form.get("branches", "").splitlines()))),
        "logo": form.get("logo", "").strip() or None,
        "pass_marks": {**others, **{name: number(mark) for name, mark in own.items() if mark}},
    }


def _differences(present: Mapping[str, Value], typed: Mapping[str, Value]) -> dict[str, str]:
    """Return what the file has by now of the fields that differ from the form."""
    names = [name for name in typed if (typed[name] or None) != (present.get(name) or None)]
    return {name: _shown(present.get(name)) for name in names}


def _shown(value: Value) -> str:
    match value:
        case tuple():
            return "、".join(map(str, value)) or "没有写"
        case dict():
            return "，".join(f"{name} {mark}" for name, mark in value.items()) or "没有写"
        case _:
            return "没有写" if value is None else str(value)
