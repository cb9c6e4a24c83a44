"""What all pages of the desk share: the folder it maintains, the course in it, the work that is under way."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from course.desk.jobs import Jobs
from course.desk.live_course import LiveCourse

_NAME = "desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """The project below `root`, and what its desk holds while it runs.

    `writing` is held by one request at a time, from its comparison with what the files hold until it has written.
    """

    root: Path
    course: LiveCourse
    jobs: Jobs
    writing: Lock = field(default_factory=Lock)


def install(app: Flask, desk: Desk) -> None:
    """Make a desk available to the pages of an application."""
    app.extensions[_NAME] = desk


def this_desk() -> Desk:
    """Return the desk whose page is being made."""
    desk: Desk = current_app.extensions[_NAME]
    return desk
