"""Documents of the unit's own: which terms and requirements of the course they rule, and the files themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.coverage.local_terms import left_places
from course.desk.desk import this_desk
from course.desk.stamps import contents, field_problems, judged_again, stamp_of, text_of_file, unread
from course.desk.typed import one_line
from course.desk.unit_files import Upload, upload
from course.edit.local_unit import DOCUMENTS, with_documents
from course.edit.reorder import Slot, document_of
from course.journal import write_together
from course.load.unit import LOCAL_DOCUMENTS, LOCAL_FILES
from course.model.course import Course
from course.model.unit import left_to_unit
from course.text.diagnostics import errors

_LINES = ("title", "number", "day", "file", "note")
_LISTS = ("terms", "requirements")
_NEW = -1
"""The index of the form for a document that is not there yet."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a document can rule."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """The form of one document, and what is wrong with it by fields."""

    index: int
    heading: str
    fields: Mapping[str, str]
    terms: tuple[Choice, ...]
    requirements: tuple[Choice, ...]
    problems: Mapping[str, str]

    @property
    def is_new(self) -> bool:
        """Whether the document is not registered yet."""
        return self.index == _NEW


@dataclass(frozen=True, slots=True)
class _Typed:
    """What a form says of a document, and its place among the others."""

    index: int
    lines: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]

    @property
    def fields(self) -> dict[str, object]:
        """The fields that are not empty, as the file holds them."""
        return {name: value for name, value in {**self.lines, **self.lists}.items() if value}


def add_pages(area: Blueprint) -> None:
    """Add the pages to those of the unit."""
    area.add_url_rule("/documents", "documents", _show)
    area.add_url_rule("/documents", "save_document", _save, methods=["POST"])
    area.add_url_rule("/documents/remove", "remove_document", _remove, methods=["POST"])


def _show() -> str:
    return _page(None, {}, changed=False)


def _page(typed: _Typed | None, problems: Mapping[str, str], *, changed: bool) -> str:
    """Return the page; the form that was sent holds what was typed, the others what the file holds."""
    course = this_desk().course.outcome().course
    forms = [_form(course, one) for one in _registered(course)]
    new = _form(course, _Typed(_NEW, {}, {}))
    if typed:
        # A form made from another state of the file may be of another document by now: what was typed is a new one.
        at = _NEW if changed or typed.index >= len(forms) else typed.index
        form = _form(course, _Typed(at, typed.lines, typed.lists), problems)
        if at == _NEW:
            new = form
        else:
            forms[at] = form
    return render_template(
        "unit-documents.html.j2",
        documents=forms,
        new=new,
        stamp=stamp_of(LOCAL_DOCUMENTS),
        changed=changed,
        unread=unread(LOCAL_DOCUMENTS),
        files=sorted(course.unit.files),
    )


def _registered(course: Course) -> Iterator[_Typed]:
    for index, document in enumerate(course.unit.documents):
        yield _Typed(
            index,
            {name: getattr(document, name) for name in _LINES},
            {name: getattr(document, name) for name in _LISTS},
        )


def _form(course: Course, typed: _Typed, problems: Mapping[str, str] | None = None) -> DocumentForm:
    terms = {term.name: term.name for term in left_to_unit(course.terms)}
    places = {place.id: f"{place.page.title}：{place.section}" for place in left_places(course)}
    return DocumentForm(
        typed.index,
        typed.lines.get("title", "") or "登记一份文件",
        {name: typed.lines.get(name, "") for name in _LINES},
        tuple(_choices(terms, typed.lists.get("terms", ()))),
        tuple(_choices(places, typed.lists.get("requirements", ()))),
        problems or {},
    )


def _choices(known: Mapping[str, str], chosen: tuple[str, ...]) -> Iterator[Choice]:
    for value in dict.fromkeys([*known, *chosen]):
        yield Choice(value, known.get(value, value), value in chosen)


def _typed() -> _Typed:
    form = request.form
    lines = {name: one_line(form.get(name, "")) for name in _LINES}
    lists = {name: tuple(filter(None, form.getlist(name))) for name in _LISTS}
    return _Typed(form.get("index", _NEW, type=int), lines, lists)


@judged_again
def _save() -> str | Response | tuple[str, int]:
    desk = this_desk()
    with desk.writing:
        before, typed = contents(LOCAL_DOCUMENTS), _typed()
        if request.form.get("stamp") != stamp_of(LOCAL_DOCUMENTS):
            return _page(typed, {}, changed=True), 409
        if problem := unread(LOCAL_DOCUMENTS):
            return _page(typed, {"": problem}, changed=False), 422
        sent = upload(request.files.get("upload"), typed.lines["title"], replace=request.form.get("replace") == "yes")
        if sent and sent.path:
            typed = _Typed(typed.index, {**typed.lines, "file": sent.path}, typed.lists)
        text = _text_with(typed)
        problems = {**_problems(text, typed, sent), **({"upload": sent.problem} if sent and sent.problem else {})}
        if problems:
            return _page(typed, problems, changed=False), 422
        files: dict[str, str | bytes] = {LOCAL_DOCUMENTS: text}
        if sent:
            files[f"{LOCAL_FILES}/{sent.path}"] = sent.content
            before[f"{LOCAL_FILES}/{sent.path}"] = sent.there
        write_together(desk.root, files, f"登记文件：{typed.lines['title']}", before=before)
    flash(f"已保存：{typed.lines['title']}。", "change")
    return redirect(url_for("unit.documents"))


def _text_with(typed: _Typed) -> str:
    """Return the register with the document of a form."""
    count = len(this_desk().course.outcome().course.unit.documents)
    if not _NEW <= typed.index < count:
        abort(404)
    slots = [Slot(index, typed.fields if index == typed.index else None) for index in range(count)]
    if typed.index == _NEW:
        slots.append(Slot(None, typed.fields))
    return with_documents(text_of_file(LOCAL_DOCUMENTS), slots)


def _problems(text: str, typed: _Typed, sent: Upload | None) -> dict[str, str]:
    """Return what would be wrong with the register, by the fields of the document."""
    if not typed.lines["title"]:
        return {"title": "没有写文件名。请写上"}
    desk = this_desk()
    count = len(desk.course.outcome().course.unit.documents)
    at = count if typed.index == _NEW else typed.index
    found = errors(desk.course.outcome_with({LOCAL_DOCUMENTS: text}).diagnostics)
    fields = {name: (DOCUMENTS, at, name) for name in (*_LINES, *_LISTS)}
    layout = document_of(text, LOCAL_DOCUMENTS).layout
    start, end = layout.place(DOCUMENTS, at), layout.ending(DOCUMENTS, at)
    # Other documents may have had their faults before; lines move, so what is said tells which.
    before = {(one.rule, one.message) for one in errors(desk.course.outcome().diagnostics)}
    found = [one for one in found if start <= one.position <= end or (one.rule, one.message) not in before]
    problems = field_problems(found, text, LOCAL_DOCUMENTS, fields)
    if sent and sent.path:
        # It is written together with the register.
        problems.pop("file", None)
    return problems


@judged_again
def _remove() -> str | Response | tuple[str, int]:
    desk = this_desk()
    with desk.writing:
        before, index = contents(LOCAL_DOCUMENTS), request.form.get("index", _NEW, type=int)
        documents = desk.course.outcome().course.unit.documents
        if request.form.get("stamp") != stamp_of(LOCAL_DOCUMENTS):
            return _page(None, {}, changed=True), 409
        if not 0 <= index < len(documents):
            abort(404)
        slots = [Slot(at) for at in range(len(documents)) if at != index]
        text = with_documents(text_of_file(LOCAL_DOCUMENTS), slots)
        title = f"不再登记文件：{documents[index].title}"
        write_together(desk.root, {LOCAL_DOCUMENTS: text or None}, title, before=before)
    flash(f"不再登记：{documents[index].shown}。文件本身还在 {LOCAL_FILES} 里。", "change")
    return redirect(url_for("unit.documents"))
