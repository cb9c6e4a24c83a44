"""Files of the unit: what lies in local/files, what uses it, and putting more there."""

import re
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from course.desk.desk import this_desk
from course.desk.stamps import contents, judged_again
from course.files import content_of
from course.journal import write_together
from course.load.attachments import ATTACHMENTS, refused
from course.load.unit import LARGEST_LOGO, LOCAL_FILES
from course.model.course import Course

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".svg")
_NO_PART_OF_A_NAME = re.compile(r"[^\w-]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file below local/files, its size in bytes, and what names it."""

    path: str
    size: int
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: where it is to lie below local/files, its content, what lies there; or why it may not."""

    path: str = ""
    content: bytes = b""
    there: bytes | None = None
    problem: str = ""


def add_pages(area: Blueprint) -> None:
    """Add the pages to those of the unit."""
    area.add_url_rule("/files", "files", _show)
    area.add_url_rule("/files", "add_file", _add, methods=["POST"])
    area.add_url_rule("/files/remove", "remove_file", _remove, methods=["POST"])


def pictures(course: Course) -> tuple[str, ...]:
    """Return the files that can be the picture of the header."""
    return tuple(sorted(path for path in course.unit.files if path.endswith(_PICTURES)))


def upload(sent: FileStorage | None, stem: str, *, replace: bool) -> Upload | None:
    """Return the file of a form, None if there is none; its name is `stem`, with the suffix of the one that was sent."""
    if sent is None or not sent.filename:
        return None
    suffix = "." + sent.filename.rpartition(".")[2].lower()
    if suffix not in ATTACHMENTS:
        return Upload(problem=f"这种文件不会放进站点，能放的是：{'、'.join(sorted(ATTACHMENTS))}。请换一种格式")
    name = _NO_PART_OF_A_NAME.sub("-", stem).strip("-")[:_LONGEST_NAME]
    if not name:
        return Upload(problem="没有写名称。请写上，文件照它存放")
    # A form can be judged twice.
    sent.stream.seek(0)
    path, content = f"{name}{suffix}", sent.stream.read()
    if problem := refused(f"{LOCAL_FILES}/{path}", content):
        return Upload(problem=problem)
    there = content_of(this_desk().root / LOCAL_FILES / path)
    if there not in (None, content) and not replace:
        return Upload(problem=f"{LOCAL_FILES} 里已经有 {path}，内容不同。请换一个名称；要换掉它，在“换掉”前面打勾")
    return Upload(path, content, there)


def _show() -> str:
    return _page("", "")


def _page(name: str, problem: str) -> str:
    course, root = this_desk().course.outcome().course, this_desk().root
    rows = [
        FileRow(path, (root / LOCAL_FILES / path).stat().st_size, tuple(_users(course, path)))
        for path in sorted(course.unit.files)
    ]
    kinds = "、".join(sorted(ATTACHMENTS))
    logo = LARGEST_LOGO // 1000
    return render_template("unit-files.html.j2", rows=rows, name=name, problem=problem, kinds=kinds, logo=logo)


def _users(course: Course, path: str) -> list[str]:
    documents = [document.shown for document in course.unit.documents if document.file == path]
    return [*(["页首的图标"] if course.unit.logo == path else []), *documents]


@judged_again
def _add() -> str | Response | tuple[str, int]:
    desk, name = this_desk(), request.form.get("name", "").strip()
    with desk.writing:
        sent = upload(request.files.get("file"), name, replace=request.form.get("replace") == "yes")
        if sent is None or sent.problem:
            return _page(name, sent.problem if sent else "没有选文件。请选一个"), 422
        place = f"{LOCAL_FILES}/{sent.path}"
        write_together(desk.root, {place: sent.content}, f"放附件 {sent.path}", before={place: sent.there})
    flash(f"已放进 {LOCAL_FILES}/{sent.path}。", "change")
    return redirect(url_for("unit.files"))


@judged_again
def _remove() -> str | Response | tuple[str, int]:
    desk, path = this_desk(), request.form.get("path", "")
    with desk.writing:
        place = f"{LOCAL_FILES}/{path}"
        before, course = contents(place), desk.course.outcome().course
        if path not in course.unit.files:
            return _page("", "这个文件已经不在了"), 409
        if users := _users(course, path):
            return _page("", f"{path} 还有用：{'、'.join(users)}。请先在那里去掉"), 422
        write_together(desk.root, {place: None}, f"删附件 {path}", before=before)
    flash(f"已删去 {path}。", "change")
    return redirect(url_for("unit.files"))
