"""The last changes of the project: undone and done again, the latest first; one that was interrupted is settled first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course import journal
from course.desk.desk import this_desk
from course.edit import undo as edit
from course.errors import RefusedError
from course.journal import Change

_SETTLED = "被打断的写入已经处理好了，这次什么也没有动。"


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What the page shows: what an undo would do in lines, or why it is not possible; what can be done again."""

    interrupted: tuple[str, ...]
    last: Change | None
    lines: tuple[str, ...]
    obstacle: str
    earlier: tuple[Change, ...]
    undone: Change | None


def pages() -> Blueprint:
    """Return the pages of the last changes."""
    area = Blueprint("last_changes", __name__, url_prefix="/changes")
    area.add_url_rule("/", "show", _show)
    for name, action in (("undo", _undo), ("redo", _redo), ("finish", _finish), ("roll-back", _roll_back)):
        area.add_url_rule(f"/{name}", name.replace("-", "_"), _posted(action), methods=["POST"])
    return area


def _show() -> str:
    root = this_desk().root
    stopped = journal.interrupted(root)
    found = journal.changes(root)
    undone = journal.undone(root)
    lines, obstacle = ((), "") if stopped else _preview(root)
    page = ChangesPage(
        stopped, found[0] if found else None, lines, obstacle, tuple(found[1:]), undone[0] if undone else None
    )
    return render_template("last-changes.html.j2", view=page)


def _preview(root: Path) -> tuple[tuple[str, ...], str]:
    try:
        prepared = edit.prepare(root)
    except RefusedError as reason:
        return (), str(reason)
    return (tuple(prepared.lines()) if prepared else ()), ""


def _posted(action: Callable[[Path], str]) -> Callable[[], Response]:
    """Return a view that runs an action alone, says what it did and leads back to the page."""

    def view() -> Response:
        desk = this_desk()
        with desk.writing:
            flash(action(desk.root))
        return redirect(url_for("last_changes.show"))

    return view


def _undo(root: Path) -> str:
    found = edit.prepare(root)
    # The person confirmed what the page showed, which another window may have outdated.
    if found is None or str(found.change.number) != request.form.get("number"):
        raise RefusedError("在您确认的时候，又有了别的改动，什么也没有动。请回到上一页看清楚，再撤销")
    edit.undo(root, found)
    return f"已撤销：{found.change.title}。"


def _redo(root: Path) -> str:
    return f"已恢复：{journal.redo(root, request.form.get('number', 0, type=int)).title}。"


def _finish(root: Path) -> str:
    paths = journal.finish(root).paths
    return f"已接着写完：{'、'.join(paths)}。" if paths else _SETTLED


def _roll_back(root: Path) -> str:
    done = journal.roll_back(root)
    if not done.paths:
        return _SETTLED
    edited = f"后来又改过、没有动的：{'、'.join(done.edited)}。" if done.edited else ""
    return f"已改回原来的样子：{'、'.join(done.paths)}。{edited}"
