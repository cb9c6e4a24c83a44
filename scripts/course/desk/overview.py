"""概况: whether the course is sound, what is a draft, what waits for approval, what the unit has not filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, render_template, request, url_for

from course.check import Outcome
from course.desk.changes_since import ChangesView, changes_since_last
from course.desk.desk import this_desk
from course.desk.question_rows import QuestionRow, rows_of
from course.desk.questions import address_of
from course.journal import Change, changes, interrupted
from course.load.files import Files
from course.load.unit import LOCAL_EXAMS
from course.model.bank import LOCAL_PREFIX
from course.model.course import Course
from course.model.review import standing
from course.model.unit import left_to_unit, local_meanings
from course.text.diagnostics import Diagnostic, errors

_MOST_SHOWN = 200
_MOST_CHANGES = 5
_UNPUBLISHED = frozenset(("unfinished-page", "unfinished-exam"))
"""Rules of findings that keep more than a question out of releases."""
_AROUND = 6
"""Lines shown before and after the place of a finding."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding with the address at which it is corrected."""

    found: Diagnostic
    address: str


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank, and how many of its questions are in which state."""

    name: str
    title: str
    questions: int
    unfinished: int
    drafts: int
    unreviewed: int


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """What the page shows.

    `unpublished` says what keeps whole study pages and blueprints out of releases; `has_terms` whether the course leaves
    terms to the unit, and `empty_terms` names those that wait for its own meaning.
    """

    errors: tuple[FindingRow, ...]
    unpublished: tuple[FindingRow, ...]
    warnings: tuple[FindingRow, ...]
    banks: tuple[BankRow, ...]
    has_terms: bool
    empty_terms: tuple[str, ...]
    unit_name: str
    interrupted: tuple[str, ...]
    last_changes: tuple[Change, ...]
    since_release: ChangesView | None
    most_shown: int = _MOST_SHOWN

    @property
    def questions(self) -> int:
        """How many questions there are."""
        return sum(bank.questions for bank in self.banks)


def pages() -> Blueprint:
    """Return the pages of the overview."""
    area = Blueprint("overview", __name__)
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/place", "place", _place)
    return area


def _show() -> str:
    desk = this_desk()
    outcome = desk.course.outcome()
    owners = desk.course.derived(rows_of).owners
    warnings = [found for found in outcome.diagnostics if found.severity == "warning"]
    page = OverviewPage(
        tuple(_row(found, owners) for found in errors(outcome.diagnostics)),
        tuple(_row(found, owners) for found in warnings if found.rule in _UNPUBLISHED),
        tuple(_row(found, owners) for found in warnings if found.rule not in _UNPUBLISHED),
        desk.course.derived(_bank_rows),
        bool(left_to_unit(outcome.course.terms)),
        tuple(_empty_terms(outcome.course)),
        outcome.course.unit.name,
        interrupted(desk.root),
        tuple(changes(desk.root)[:_MOST_CHANGES]),
        changes_since_last(desk),
    )
    return render_template("overview.html.j2", view=page)


def _row(found: Diagnostic, owners: Mapping[Diagnostic, QuestionRow]) -> FindingRow:
    """Return a finding with the form of the question or blueprint that it is about, or else with its place in its file."""
    at, owner = found.position, owners.get(found)
    if owner:
        return FindingRow(found, address_of(owner))
    if at.path.startswith(f"{LOCAL_EXAMS}/{LOCAL_PREFIX}"):
        return FindingRow(found, url_for("papers.exam", name=Path(at.path).stem))
    return FindingRow(found, url_for("overview.place", path=at.path, line=at.line))


def _bank_rows(outcome: Outcome) -> tuple[BankRow, ...]:
    return tuple(_rows_of_banks(outcome.course))


def _rows_of_banks(course: Course) -> Iterator[BankRow]:
    for bank in course.banks:
        states = [standing(bank, question) for question in bank.finished]
        drafts = sum(one.status == "draft" for one in states)
        unreviewed = sum(one.status is None for one in states)
        yield BankRow(bank.name, bank.shown_title, len(bank.questions), bank.unfinished, drafts, unreviewed)


def _empty_terms(course: Course) -> Iterator[str]:
    said = local_meanings(course.unit, course.terms)
    return (term.names[0] for term in left_to_unit(course.terms) if term.id not in said)


def _place() -> str:
    """Show the lines of a file around a finding; only files that the course is read from."""
    desk = this_desk()
    path, line = request.args.get("path", ""), request.args.get("line", 1, type=int)
    found = [one for one in desk.course.outcome().diagnostics if one.position.path == path]
    if not found:
        abort(404)
    text = Files(desk.root).text_if_there(path) or ""
    lines = list(enumerate(text.splitlines(), 1))[max(0, line - 1 - _AROUND) : line + _AROUND]
    here = [one for one in found if one.position.line == line]
    return render_template("place.html.j2", path=Path(path).as_posix(), line=line, lines=lines, found=here)
