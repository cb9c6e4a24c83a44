"""统计: what members' slips and records say about the group and about each question; nothing of them is stored."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from course.desk.desk import this_desk
from course.model.course import Course
from course.model.without import without_withdrawn
from course.quality.advice import remarks_of
from course.quality.records import LARGEST_FILE, read_records
from course.quality.usage import FEW, FEWEST, Usage, usage
from course.quality.usage_text import UsageRow, usage_lines, usage_row

_MOST_FILES = 500
_SUMMARY = "practice/branch.html"
"""The page of the site that sums up slips."""


@dataclass(frozen=True, slots=True)
class Advised:
    """A question that the answers advise to look at, and why."""

    id: str
    stem: str
    bank: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankShare:
    """The first answers to the questions of one bank, and how many percent of them were right."""

    title: str
    questions: int
    answers: int
    right: int


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """What the page shows: what the files came to, each bank, what to look at, and each question's figures."""

    lines: tuple[str, ...]
    banks: tuple[BankShare, ...]
    advised: tuple[Advised, ...]
    rows: tuple[UsageRow, ...]
    fewest: int = FEWEST
    few: int = FEW


def pages() -> Blueprint:
    """Return the pages of the statistics."""
    area = Blueprint("statistics", __name__, url_prefix="/statistics")
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/", "count", _count, methods=["POST"])
    area.add_url_rule("/summary", "open_summary", _open_summary, methods=["POST"])
    return area


def _show() -> str:
    return _page(None, "")


def _page(view: StatisticsPage | None, problem: str) -> str:
    largest = LARGEST_FILE // 1_048_576
    group = this_desk().course.outcome().course.group.name
    shown = {"view": view, "problem": problem, "most": _MOST_FILES, "largest": largest, "group": group}
    return render_template("statistics.html.j2", **shown)


def _open_summary() -> Response:
    """Serve the site, to open its page on slips: it needs no single answers, and what it reads stays in the browser."""
    job = this_desk().jobs.start("打开汇总页", ["serve"], url_for("statistics.show"), opens=_SUMMARY)
    return redirect(url_for("jobs.show_job", name=job.id))


def _count() -> str | tuple[str, int]:
    """Answer with the figures themselves: what was sent is neither stored nor shown again."""
    sent = [file for file in request.files.getlist("records") if file.filename]
    if not sent or len(sent) > _MOST_FILES:
        return _page(
            None, "没有选文件。请选学员交来的成绩单或记录" if not sent else f"一次最多 {_MOST_FILES} 个文件"
        ), 422
    read = ((file.filename or "", file.stream.read(LARGEST_FILE + 1)) for file in sent)
    course = without_withdrawn(this_desk().course.outcome().course)
    found = usage(course, read_records(read, time.time() * 1000))
    view = StatisticsPage(
        lines=tuple(line.strip() for line in usage_lines(found)),
        banks=tuple(_shares(course, found)),
        advised=tuple(_advised(course, found)),
        rows=tuple(map(usage_row, found.used)),
    )
    return _page(view, "")


def _advised(course: Course, found: Usage) -> Iterator[Advised]:
    """Yield the questions that are worth a look, in the order of the banks."""
    banks = {question.id: bank.name for bank, question in course.questions()}
    for used in found.used:
        reasons = tuple(remark.message for remark in remarks_of(used))
        if reasons:
            name = used.item.question.id or ""
            yield Advised(name, used.item.stem, banks[name], reasons)


def _shares(course: Course, found: Usage) -> Iterator[BankShare]:
    """Yield how the first answers to each bank were, in the order of the banks."""
    used = {one.item.question.id: one for one in found.used}
    for bank in course.banks:
        there = [used[question.id] for question in bank.questions if question.id in used]
        answers, right = sum(one.members for one in there), sum(one.right for one in there)
        if answers:
            yield BankShare(bank.shown_title, len(there), answers, round(100 * right / answers))
