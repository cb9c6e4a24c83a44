"""The list of questions: those that were looked for, a page at a time."""

from dataclasses import dataclass
from functools import partial
from math import ceil
from urllib.parse import urlencode

from flask import render_template, request, url_for

from course.desk.changes_since import beginning
from course.desk.desk import this_desk
from course.desk.question_rows import FINDINGS, STATES, QuestionRow, Wanted, find, rows_of, search_texts
from course.errors import RefusedError
from course.model.bank import KIND_LABELS, TYPE_LABELS
from course.model.course import Course
from course.model.point_names import find_points

_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class ListPage:
    """The questions found, one page of them; `refused` says why points could not be looked for."""

    rows: tuple[QuestionRow, ...]
    found: int
    all: int
    wanted: Wanted
    point: str
    refused: str
    page: int
    pages: int
    nameless: int
    course: Course

    types = TYPE_LABELS
    kinds = KIND_LABELS
    beginning = staticmethod(beginning)
    states = {**STATES, **FINDINGS}  # noqa: RUF012 -- nothing changes it

    @property
    def banks(self) -> list[tuple[str, str]]:
        """Return the banks to choose from, by name and title."""
        return [(bank.name, bank.shown_title) for bank in self.course.banks]

    @property
    def study(self) -> list[tuple[str, str]]:
        """Return the study pages to choose from, by path and title."""
        return [(study.page.path, study.title) for study in self.course.study]

    @property
    def first(self) -> int:
        """Return the number of the first question shown."""
        return (self.page - 1) * _ON_A_PAGE + 1

    def address(self, page: int) -> str:
        """Return the address of another page of what was found."""
        return f"{url_for('questions.show')}?{urlencode({**request.args.to_dict(), 'p': page})}"


def question_list() -> str:
    """Return the page of the questions that the present request wants."""
    course = this_desk().course.outcome().course
    every = this_desk().course.derived(rows_of).rows
    args = request.args
    point, points, refused = args.get("point", "").strip(), frozenset[str](), ""
    try:
        points = frozenset(one.id for one in find_points(course, [point])) if point else points
    except RefusedError as reason:
        refused = str(reason)
    texts = {name: args.get(name, "").strip() for name in ("words", "bank", "page", "type", "kind", "state")}
    wanted = Wanted(points=points, **texts)
    search = partial(this_desk().course.of_bank, search_texts)
    found = [] if refused else find(every, wanted, search)
    pages = max(1, ceil(len(found) / _ON_A_PAGE))
    page = min(max(1, args.get("p", 1, type=int)), pages)
    shown = tuple(found[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE])
    nameless = sum(row.question is not None and row.question.id is None for row in every)
    view = ListPage(shown, len(found), len(every), wanted, point, refused, page, pages, nameless, course)
    return render_template("questions.html.j2", view=view)
