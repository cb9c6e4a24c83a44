"""发布: make a release with its list of corrections, try it, put it on a server, go back."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from course.desk.changes_since import ChangesView, changes_since_last
from course.desk.desk import this_desk
from course.desk.jobs import Job
from course.desk.remembered import remember, remembered
from course.errors import RefusedError, refusal
from course.publish.package import archives_in, manifest_beside
from course.publish.publish import ReleaseOnTarget, releases_on
from course.publish.ssh import DEFAULT_SSH
from course.publish.target import find_target, is_remote
from course.release.make import check_names
from course.release.manifest import Manifest, label, read_manifest

_MOST_SHOWN = 20
_FIRST = "1.0.0"
_RELEASES_THERE = "看那里的各版"


@dataclass(frozen=True, slots=True)
class Made:
    """A release in `dist`: the name of its archive, and its manifest."""

    name: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class ReleaseForm:
    """What the form for a release holds, and what is wrong with it by fields."""

    version: str
    since: str
    base: str
    drafts: str
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What the page shows: releases that were made, what the next one would list, the form, and the place used last."""

    made: tuple[Made, ...]
    changes: ChangesView | None
    failed: bool
    form: ReleaseForm
    place: str


@dataclass(frozen=True, slots=True)
class TargetPage:
    """A place on a server, the releases there and those that can be put there, one of them chosen."""

    place: str
    releases: tuple[ReleaseOnTarget, ...]
    made: tuple[Made, ...]
    chosen: str
    problem: str


def pages() -> Blueprint:
    """Return the pages of the releases."""
    area = Blueprint("releases", __name__, url_prefix="/releases")
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/made/<name>", "made", _made_file)
    area.add_url_rule("/make", "make", _make, methods=["POST"])
    area.add_url_rule("/preview", "preview", _preview, methods=["POST"])
    area.add_url_rule("/try", "try_release", _try, methods=["POST"])
    area.add_url_rule("/target", "target", _target)
    area.add_url_rule("/publish", "publish", _publish, methods=["POST"])
    area.add_url_rule("/back", "back", _back, methods=["POST"])
    return area


def _made() -> Iterator[Made]:
    for archive in archives_in(this_desk().root / "dist")[:_MOST_SHOWN]:
        with suppress(RefusedError, OSError):
            yield Made(archive.name, read_manifest(manifest_beside(archive).read_bytes()))


def _archive(name: str) -> Path:
    """Return the archive of this name among those that were made; no other file is taken."""
    return next((one for one in archives_in(this_desk().root / "dist") if one.name == name), None) or abort(404)


def _made_file(name: str) -> Response:
    return send_file(_archive(name).resolve(), as_attachment=True, download_name=name)


def _show() -> str:
    made = tuple(_made())
    last = made[0].manifest if made else None
    base = (last.base if last else None) or "/"
    return _page(made, ReleaseForm(_next(last), last.label if last else "", base, "leave-out"))


def _next(last: Manifest | None) -> str:
    """Return the version after the last one."""
    if last is None:
        return _FIRST
    first, second, third = last.version.partition("-")[0].split(".")
    return f"{first}.{second}.{int(third) + 1}"


def _page(made: tuple[Made, ...], form: ReleaseForm) -> str:
    desk = this_desk()
    outcome = desk.course.outcome()
    view = ReleasesPage(made, changes_since_last(desk), outcome.failed, form, remembered(desk.root, "place"))
    return render_template("releases.html.j2", view=view)


def _make() -> Response | tuple[str, int]:
    made = tuple(_made())
    form = _typed(made)
    if form.problems:
        return _page(made, form), 422
    options = [f"--base={form.base}", f"--drafts={form.drafts}", *([f"--since={form.since}"] if form.since else [])]
    arguments = ["release", *options, form.version]
    onward = url_for("releases.show", _anchor=f"made-{_label(form.version)}")
    return _to(this_desk().jobs.start(f"做 {form.version} 版发布包", arguments, onward, leads="试一试、放到服务器"))


def _label(version: str) -> str:
    """Return what a release of the course as it is calls this version."""
    return label(version, this_desk().course.outcome().course.identity.copy)


def _typed(made: tuple[Made, ...]) -> ReleaseForm:
    form = request.form
    version, base = form.get("version", "").strip(), form.get("base", "/").strip()
    since = next((one.manifest.label for one in made if one.manifest.label == form.get("since")), "")
    drafts = "fail" if form.get("drafts") == "fail" else "leave-out"
    return ReleaseForm(version, since, base, drafts, dict(_wrong_names(version, base, made)))


def _wrong_names(version: str, base: str, made: tuple[Made, ...]) -> Iterator[tuple[str, str]]:
    course = this_desk().course.outcome().course.identity.id
    if any(one.manifest.label == _label(version) and one.manifest.course in {None, course} for one in made):
        yield "version", f"{version} 已经做过，请写一个新的版本号"
    for name, number, path in (("version", version, "/"), ("base", _FIRST, base)):
        try:
            check_names(number, path)
        except RefusedError as reason:
            yield name, str(reason)


def _preview() -> Response:
    return _to(this_desk().jobs.start("预览现在的内容", ["serve"], url_for("releases.show"), opens=""))


def _try() -> Response:
    archive = _archive(request.form.get("archive", ""))
    arguments = ["serve", "--port", "8500", "--archive", str(archive.resolve())]
    return _to(this_desk().jobs.start(f"试用 {archive.name}", arguments, url_for("releases.show"), opens=""))


def _target() -> str | tuple[str, int]:
    place = request.args.get("place", "").strip()
    problem = wrong_place(place)
    releases: list[ReleaseOnTarget] = []
    if not problem:
        try:
            releases = releases_on(find_target(place, DEFAULT_SSH))
        except RefusedError as reason:
            problem = str(reason)
        except OSError as reason:
            problem = str(refusal(reason))
    view = TargetPage(place, tuple(releases), tuple(_made()), request.args.get("archive", ""), problem)
    page = render_template("releases-target.html.j2", view=view)
    if problem:
        return page, 422
    remember(this_desk().root, "place", place)
    return page


def wrong_place(place: str) -> str:
    """Return what is wrong with a place for releases as typed (Chinese), empty if nothing is."""
    if not place:
        return "没有写放到哪里。请写服务器的文件夹"
    if is_remote(place) or Path(place).is_absolute():
        return "" if place.isprintable() and not place.startswith("-") else "位置里有不能用的字符。请改正"
    return "位置要从头写起：这台电脑上的文件夹如 /srv/course，别的电脑如 web@10.0.0.5:/srv/course"


def _publish() -> Response:
    place, archive = _place(), _archive(request.form.get("archive", ""))
    arguments = ["publish", "--archive", str(archive.resolve()), "--", place]
    return _to(this_desk().jobs.start(f"把 {archive.name} 放到 {place}", arguments, _at(place), leads=_RELEASES_THERE))


def _back() -> Response:
    place, name = _place(), request.form.get("name", "")
    there = [one.name for one in releases_on(find_target(place, DEFAULT_SSH))]
    if name not in there:
        abort(404)
    arguments = ["rollback", f"--version={name}", "--", place]
    return _to(this_desk().jobs.start(f"{place} 换到 {name}", arguments, _at(place), leads=_RELEASES_THERE))


def _place() -> str:
    place = request.form.get("place", "").strip()
    if problem := wrong_place(place):
        raise RefusedError(problem)
    return place


def _at(place: str) -> str:
    return url_for("releases.target", place=place)


def _to(job: Job) -> Response:
    return redirect(url_for("jobs.show_job", name=job.id))
