"""试卷: papers from a blueprint for Word and PDF, cards of scenarios, and the files that were made."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from course.desk import exams
from course.desk.desk import this_desk
from course.desk.exams import ExamRow, exam_rows
from course.exams.paper import heads
from course.formats.import_types import ImportProblem
from course.links import is_link
from course.model import inline
from course.model.bank import Scenario
from course.model.course import Course
from course.model.review import finished
from course.model.without import without_withdrawn
from course.office.libreoffice import find_office
from course.office.paper_request import PaperRequest, left_out, listed, read_request

_KINDS = (".docx", ".pdf")
_FIELDS = (("--exam", "exam"), ("卷号", "numbers"), ("--variants", "variants"))
"""How the place of a problem begins, and the field that it belongs to."""

_MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PaperForm:
    """What the form holds, and what is wrong with it by fields."""

    exam: str = ""
    numbers: str = ""
    variants: str = ""
    ticked: frozenset[str] = frozenset()
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file in `dist/papers` and when it was written, in seconds since 1970."""

    name: str
    written: float


@dataclass(frozen=True, slots=True)
class PapersPage:
    """What the page shows: blueprints by how numbers begin and to change, scenarios by id, files that were made."""

    exams: Mapping[str, str]
    blueprints: tuple[ExamRow, ...]
    scenarios: Mapping[str, str]
    left_out: tuple[str, ...]
    has_office: bool
    failed: bool
    made: tuple[MadeFile, ...]
    form: PaperForm


def pages() -> Blueprint:
    """Return the pages of the papers."""
    area = Blueprint("papers", __name__, url_prefix="/papers")
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/", "make", _make, methods=["POST"])
    area.add_url_rule("/cards", "cards", _cards, methods=["POST"])
    area.add_url_rule("/made/<name>", "made", _made_file)
    exams.add_pages(area)
    return area


def _folder() -> Path:
    return this_desk().root / "dist/papers"


def _show() -> str:
    return _page(PaperForm(exam=request.args.get("exam", "")))


def _course(*, drafts: bool) -> Course:
    """Return the course that papers are drawn from."""
    return finished(without_withdrawn(this_desk().course.outcome().course), drafts=drafts)


def _page(form: PaperForm) -> str:
    outcome = this_desk().course.outcome()
    course = _course(drafts="drafts" in form.ticked)
    view = PapersPage(
        exams={head: f"{file.shown_title}：{page.title}" if page else file.shown_title for head, (file, page) in heads(course).items()},
        blueprints=tuple(exam_rows(outcome.course)),
        scenarios={one.id or "": inline.plain(one.stem) for _, one in course.questions() if isinstance(one, Scenario)},
        left_out=tuple(left_out(without_withdrawn(outcome.course), drafts=False)),
        has_office=find_office() is not None,
        failed=outcome.failed,
        made=tuple(sorted(_made(), key=lambda one: (-one.written, one.name))[:_MOST_SHOWN]),
        form=form,
    )  # fmt: skip
    return render_template("papers.html.j2", view=view)


def _made() -> Iterator[MadeFile]:
    """Yield the files that were made; what else may lie there is not handed out."""
    folder = _folder()
    if is_link(folder) or not folder.is_dir():
        return
    for file in folder.iterdir():
        if file.suffix in _KINDS and file.is_file() and not is_link(file):
            yield MadeFile(file.name, file.stat().st_mtime)


def _made_file(name: str) -> Response:
    if name not in {one.name for one in _made()}:
        abort(404)
    return send_file(BytesIO((_folder() / name).read_bytes()), as_attachment=True, download_name=name)


def _make() -> AnyResponse | tuple[str, int]:
    form = _typed()
    course = _course(drafts="drafts" in form.ticked)
    requests, problems = read_request(
        course, form.exam, listed(form.numbers), listed(form.variants), lambda: secrets.randbits(32)
    )
    if problems:
        found = PaperForm(form.exam, form.numbers, form.variants, form.ticked, dict(_by_field(problems)))
        return _page(found), 422
    return _start("出试卷", [*_options(form, "seal", "pdf", "drafts", "force"), *_named(requests)])


def _typed() -> PaperForm:
    form = request.form
    return PaperForm(
        form.get("exam", "").strip(),
        form.get("numbers", "").strip(),
        form.get("variants", "").strip(),
        frozenset(form.getlist("with")),
    )


def _by_field(problems: Sequence[ImportProblem]) -> Iterator[tuple[str, str]]:
    for start, name in _FIELDS:
        found = [one for one in problems if one.place.startswith(start)]
        # A place that is an option of the command is the field itself.
        messages = [one.message if start.startswith("--") else f"{one.place}：{one.message}" for one in found]
        if messages:
            yield name, "；".join(messages)


def _options(form: PaperForm, *allowed: str) -> list[str]:
    return [f"--{name}" for name in allowed if name in form.ticked]


def _named(requests: Sequence[PaperRequest]) -> list[str]:
    """Return the arguments for papers whose numbers are settled."""
    labels = ",".join(one.label for one in requests)
    return [*([f"--variants={labels}"] if labels else []), "--", *(one.name.number for one in requests)]


def _cards() -> AnyResponse:
    form = _typed()
    known = {one.id for _, one in _course(drafts=False).questions() if isinstance(one, Scenario)}
    chosen = [name for name in request.form.getlist("scenario") if name in known]
    return _start("印推演卡", ["--cards", *_options(form, "pdf", "force"), "--", *chosen])


def _start(title: str, arguments: Sequence[str]) -> AnyResponse:
    jobs = this_desk().jobs
    command = ["paper", f"--output={_folder().resolve()}", *arguments]
    job = jobs.start(title, command, url_for("papers.show", _anchor="made"), leads="看做好的文件")
    return redirect(url_for("jobs.show_job", name=job.id))
