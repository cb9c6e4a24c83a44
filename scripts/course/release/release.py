"""A release of the course in a project folder, from the sources to the files in `dist`."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from course.links import refuse_links_above
from course.model.course import Course
from course.release.drafts import OnDrafts, earlier, keep, ready, same_course
from course.release.make import check_names, make_release, uncommitted
from course.release.manifest import read_previous
from course.release.signature import check_key, signatures
from course.site.assemble import assemble_course
from course.site.engine import build


@dataclass(frozen=True, slots=True)
class ReleaseRequest:
    """What release is asked for, and how.

    `since` is the version since which corrections are listed, `day` the day for rules that look at the calendar;
    `force` replaces files of that version with other content, and `key` signs the archives.
    """

    version: str
    day: date
    base: str = "/"
    since: str = ""
    drafts: OnDrafts = "leave-out"
    force: bool = False
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class MadeRelease:
    """The course that was released, and its files: the archive, the one for administrators and the manifest."""

    course: Course
    files: tuple[Path, ...]

    @property
    def archive(self) -> Path:
        """The archive of the site."""
        return self.files[0]


def release(root: Path, order: ReleaseRequest, output: Path, say: Callable[[str], None]) -> MadeRelease:
    """Make a release of the course below `root` and write its files into `output`; `say` gets each line for the user.

    Raises RefusedError, and writes nothing, if the course cannot be released, or if files of that version with other
    content are there and the order does not say `force`.
    """
    refuse_links_above(root, output)
    check_names(order.version, order.base)
    if order.key:
        check_key(order.key)
    before = earlier(order.since, output) if order.since else None
    chosen = ready(root, order.day, order.drafts)
    if before:
        same_course(before, chosen.course)
    for line in chosen.report:
        say(line)
    if uncommitted(root):
        say("项目里有没提交的改动，或者 Git 查不出来，发布包会写明有。运行 git status 看是哪些，或者为什么查不出来")
    say("构建站点、改文件名、压缩、打包，约需半分钟 …")
    with tempfile.TemporaryDirectory() as folder:
        assemble_course(root, chosen.course, Path(folder), read_previous(before.read_bytes()) if before else None)
        files = make_release(root, chosen.course, order.version, order.base, partial(build, Path(folder)))
    signed = signatures(files, order.key) if order.key else {}
    return MadeRelease(chosen.course, tuple(keep(files | signed, output, force=order.force)))
