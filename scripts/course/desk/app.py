"""The web application of the desk: its areas, its files, its answers to what went wrong."""

from pathlib import Path

from flask import Flask, Response, abort, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from course.desk import (
    imports,
    job_pages,
    last_changes,
    overview,
    papers,
    questions,
    releases,
    reviews,
    statistics,
    unit,
)
from course.desk.desk import Desk, install, this_desk
from course.desk.guard import Key, guard
from course.desk.jobs import Jobs
from course.desk.live_course import LiveCourse
from course.desk.wording import worded
from course.environment import PROGRAM
from course.errors import CourseError, refusal
from course.site.assemble import DESK_SCRIPT
from course.site.words import filled, words_of

LARGEST_UPLOAD = 60_000_000
"""Bytes of one request: the largest file that can be imported, and the form around it."""

_LARGEST_FIELD = 10_000_000
"""Bytes of all text fields of a form together; pasted questions are one of them."""

AREAS = (
    ("overview", "概况"),
    ("questions", "题目"),
    ("imports", "导入"),
    ("papers", "试卷"),
    ("unit", "本单位"),
    ("reviews", "审核"),
    ("statistics", "统计"),
    ("releases", "发布"),
)
"""The areas of the desk in their order: blueprint and name. The first page of each is its `show`."""

_FAULTS = {
    403: ("打不开这一页", "请用启动维护台时显示的地址打开。维护台重新启动过的，旧的网页不再有用，请关掉。"),
    404: ("没有这一页", "它也许已经改名，或者不在了。请从上面的菜单进入。"),
    405: ("没有这一页", "请从上面的菜单进入。"),
    413: ("文件太大", f"一次最多 {LARGEST_UPLOAD // 1_000_000} MB。请拆成几个文件，再传一次。"),
}


def create_app(root: Path, key: Key) -> Flask:
    """Return the application that maintains the course below `root`."""
    app = Flask("course.desk", static_folder=None)
    app.secret_key = key.secret
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=_LARGEST_FIELD,
        SESSION_COOKIE_NAME=f"{key.cookie}-notes",
        SESSION_COOKIE_SAMESITE="Strict",
    )
    app.jinja_env.filters["at_desk"] = worded
    # Every template is HTML, whatever its name ends with.
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    install(app, Desk(root, LiveCourse(root), Jobs(root)))
    guard(app, key)
    for area in (
        overview,
        questions,
        imports,
        papers,
        unit,
        reviews,
        statistics,
        releases,
        last_changes,
        job_pages,
    ):
        app.register_blueprint(area.pages())
    app.add_url_rule("/files/<name>", "files", _file)
    app.context_processor(_frame)
    app.register_error_handler(HTTPException, _fault)
    app.register_error_handler(CourseError, _refused)
    app.register_error_handler(OSError, lambda error: _refused(refusal(error)))
    return app


def _frame() -> dict[str, object]:
    """Return what the frame around every page shows."""
    desk = this_desk()
    return {
        "areas": [(name, title, url_for(f"{name}.show")) for name, title in AREAS],
        "area": request.blueprint,
        # Called by pages with a menu only: the course may be what could not be read.
        "course_title": lambda: desk.course.outcome().course.identity.title or desk.root.resolve().name,
        "question_address": _question_address,
        "jobs_running": desk.jobs.running(),
    }


def _question_address(bank: str, name: str) -> str:
    """Return the address of a question's form, empty for one that is not there any more."""
    return url_for("questions.edit", bank=bank, key=name) if bank and name else ""


def _file(name: str) -> Response:
    """Return a style sheet or script of the desk: its own, the theme's, or the player's in the words of the course."""
    if name == DESK_SCRIPT:
        script = (PROGRAM / "player/dist" / DESK_SCRIPT).read_text(encoding="utf-8")
        return Response(filled(script, words_of(this_desk().course.outcome().course)), mimetype="text/javascript")
    own = {
        "desk.css": (Path(__file__).parent / "static/desk.css", "text/css"),
        "player.css": (PROGRAM / "player/dist/player.css", "text/css"),
        "icon.svg": (PROGRAM / "theme/assets/favicon.svg", "image/svg+xml"),
        "tokens.css": (PROGRAM / "theme/styles/01-tokens.css", "text/css"),
    }
    if name not in own:
        abort(404)
    path, kind = own[name]
    return Response(path.read_bytes(), mimetype=kind)


def _fault(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    title, remedy = _FAULTS.get(code, ("没有做成", "请回到上一页再试一次。"))
    return _page(title, remedy, code)


def _refused(error: CourseError) -> tuple[str, int]:
    return _page("没有做成", str(error), 409)


def _page(title: str, remedy: str, code: int) -> tuple[str, int]:
    return render_template("fault.html.j2", title=title, remedy=remedy, bare=code == 403), code
