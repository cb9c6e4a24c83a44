"""Pages of long work: what it has printed so far, whether it has ended, and a button that stops it."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from course.desk.desk import this_desk
from course.desk.jobs import Job


def pages() -> Blueprint:
    """Return the pages of the commands that run."""
    area = Blueprint("jobs", __name__, url_prefix="/jobs")
    area.add_url_rule("/<name>", "show_job", _show)
    area.add_url_rule("/<name>/state", "state", _state)
    area.add_url_rule("/<name>/stop", "stop", _stop, methods=["POST"])
    return area


def _job(name: str) -> Job:
    return this_desk().jobs.find(name) or abort(404)


def _show(name: str) -> str:
    return render_template("job.html.j2", job=_job(name))


def _state(name: str) -> dict[str, object]:
    """Return what the page's script shows without loading the page again."""
    job = _job(name)
    return {"state": job.state, "lines": list(job.lines), "address": job.address}


def _stop(name: str) -> Response:
    job = _job(name)
    job.stop()
    return redirect(url_for("jobs.show_job", name=name))
