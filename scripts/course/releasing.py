"""What goes into a release: the course without drafts, and who has looked at the rest."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from course.diagnostics import errors, format_text
from course.generate import Outcome, inspect
from course.model.course import Course
from course.model.review import STATUS_LABELS, Standing, standing
from course.model.review import drafts as drafts_of
from course.release.refused import RefusedError

DRAFTS = "COURSE_DRAFTS"
"""The variable of the environment by which a build is told what to do with drafts."""

LEAVE_OUT = "leave-out"
OnDrafts: TypeAlias = Literal["leave-out", "fail"]


@dataclass(frozen=True, slots=True)
class Ready:
    """The course to release, and lines that say of each bank who has looked at it and what is left out."""

    course: Course
    report: tuple[str, ...]


def ready(root: Path, day: date, on_drafts: OnDrafts) -> Ready:
    """Return what to release of the course below `root`.

    Raises RefusedError if there are errors, if there are drafts and `on_drafts` is `fail`, or if something is missing
    from the course without its drafts.
    """
    whole = inspect(root, day)
    if whole.failed:
        raise RefusedError(f"课程有错误，请先改好。\n{_listed(whole)}")
    left_out = sorted(drafts_of(whole.course))
    if left_out and on_drafts == "fail":
        raise RefusedError(
            f"还有 {len(left_out)} 道题是草稿：{'、'.join(left_out)}。请审核后运行 make approve，或者不写 DRAFTS=fail"
        )
    released = inspect(root, day, drafts=False)
    if released.failed:
        raise RefusedError(f"草稿不放进发布包，课程就不完整了。请审核下面要用的题，或先补题。\n{_listed(released)}")
    return Ready(released.course, tuple(_report(whole.course)))


def _listed(outcome: Outcome) -> str:
    return "\n".join(format_text(errors(outcome.diagnostics)))


def _report(course: Course) -> Iterator[str]:
    """Say of each bank how its questions stand; nothing where nobody ever used a status."""
    standings = {bank.path: [standing(bank, question) for question in bank.questions] for bank in course.banks}
    if not any(one.status for found in standings.values() for one in found):
        return
    yield "题目的审核情况："
    for bank in course.banks:
        counts = Counter(_said(one) for one in standings[bank.path])
        yield f"  {bank.title}（{bank.name}）：" + "；".join(f"{count} 题{what}" for what, count in counts.items())


def _said(one: Standing) -> str:
    match one.status:
        case "draft":
            return "是草稿，没有放进发布包"
        case None:
            return "没有登记审核"
        case _:
            return f"由{one.reviewer}于 {one.reviewed_on} {STATUS_LABELS[one.status].removeprefix('已')}"
