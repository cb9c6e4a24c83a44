"""A library on a server: each course is published like any other, below its id, and a start page leads to all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from course.errors import RefusedError
from course.files import make_folder
from course.model.course import Course
from course.publish.local import Folder
from course.publish.package import open_package
from course.publish.publish import publish
from course.release.release import ReleaseRequest, release
from course.site.library import refuse_same_ids, write_start_page

CURRENT = "current/"
"""Where a course's release in service is, below the folder of its id."""


def publish_library(
    courses: Sequence[tuple[Path, Course]], order: ReleaseRequest, title: str, into: Path, say: Callable[[str], None]
) -> None:
    """Release courses, given with the folders that they were read from, and publish each into its folder of a library.

    The archives stay in `dist` of each project. All are made before the first is published; the start page comes last.
    """
    refuse_same_ids([course for _, course in courses])
    if into.exists() and not into.is_dir():
        raise RefusedError(f"{into} 是一个文件。请换一个文件夹")
    for _, course in courses:
        _refuse_plain_site(into / course.identity.id)
    made = []
    for root, course in courses:
        say(f"{course.title}：")
        below = replace(order, base=f"/{course.identity.id}/{CURRENT}")
        made.append(release(root, below, root / "dist", say))
    make_folder(into)
    for one in made:
        publish(open_package(one.archive), [Folder(into / one.course.identity.id)], say)
    write_start_page([one.course for one in made], title, into, CURRENT)


def _refuse_plain_site(folder: Path) -> None:
    if folder.exists() and not (folder / "releases").is_dir():
        raise RefusedError(f"{folder} 已经有了，不是发布出来的。请换一个文件夹，或先移走它")
