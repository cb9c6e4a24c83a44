"""The form in which one question is edited: what a page of it shows, and what a request of it says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request

from course.desk.desk import this_desk
from course.desk.question_form import PART_TYPES, Form, changed, fields_of, form_of, form_path, read_form
from course.desk.question_view import QuestionView, viewing_of
from course.desk.scenario_picture import Picture, picture_of
from course.errors import RefusedError
from course.formats.import_types import ImportProblem
from course.importing.one_question import WHOLE
from course.importing.options import ImportRule
from course.model.bank import DIFFICULTY_LABELS, KIND_LABELS, MERIT_LABELS, OUTCOME_LABELS, TYPE_LABELS
from course.model.course import Course
from course.model.point_names import find_points

MORE_POINTS = "points_more"
"""The field for points of other pages, by whatever names them."""
_LONGEST = 16
"""Characters that a choice shows of a step or an end."""


@dataclass(frozen=True, slots=True)
class PointChoice:
    """A point to tick."""

    id: str
    label: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class PointGroup:
    """The points of one requirement."""

    title: str
    points: tuple[PointChoice, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    """The form with what is wrong in it (places are its fields), the question as members see it, a scenario's picture.

    `any_type` lets the person choose another type; `more_points` is what did not name a point.
    """

    form: Form
    problems: tuple[ImportProblem, ...]
    warnings: tuple[ImportProblem, ...]
    view: QuestionView | None
    points: tuple[PointGroup, ...]
    picture: Picture | None
    any_type: bool
    more_points: str = ""

    types = TYPE_LABELS
    part_types = tuple((name, TYPE_LABELS[name]) for name in PART_TYPES)
    kinds = KIND_LABELS
    levels = DIFFICULTY_LABELS
    outcomes = OUTCOME_LABELS
    merits = MERIT_LABELS

    @property
    def places(self) -> list[tuple[str, str]]:
        """Return the steps and then the ends of a scenario, by name, with what they are called."""
        return [
            (row["name"], f"{what.format(number)} {row.get('text', '')[:_LONGEST]}".strip())
            for rows, what in (("steps", "第 {} 步"), ("ends", "结局 {}"))
            for number, row in enumerate(self.form.get(rows, ()), 1)
        ]

    def wrong(self, path: str) -> list[ImportProblem]:
        """Return what is wrong with a field."""
        return [one for one in self.problems if one.place == path]


@dataclass(frozen=True, slots=True)
class Entry:
    """A form with what is wrong in it and what to consider; `wish` is what the pressed button of a sent form does."""

    form: Form
    problems: tuple[ImportProblem, ...] = ()
    warnings: tuple[ImportProblem, ...] = ()
    more_points: str = ""
    wish: str = ""
    is_sent: bool = False

    @property
    def fields(self) -> dict[str, object]:
        """Return the fields of the question."""
        return fields_of(self.form)

    def after_wish(self) -> "Entry":
        """Return the form with a row added, moved or removed."""
        return replace(self, form=changed(self.form, self.wish))

    def checked(self, problems: Iterable[ImportProblem] = (), warnings: Iterable[ImportProblem] = ()) -> "Entry":
        """Return the form without its empty rows, so that places in its fields are places in it, and with findings."""
        return replace(
            self, form=form_of(self.fields), problems=(*self.problems, *problems), warnings=(*self.warnings, *warnings)
        )


def sent_entry(course: Course) -> Entry:
    """Return what the present request says; points that it names are ticked."""
    form = read_form(request.form.to_dict(), request.form.getlist("points"))
    more = request.form.get(MORE_POINTS, "").strip()
    entry = Entry(form, wish=request.form.get("do", ""), is_sent=True)
    if not more:
        return entry
    try:
        found = [point.id for point in find_points(course, [more])]
    except RefusedError as reason:
        rule: ImportRule = "unknown-point"
        return replace(entry, problems=(ImportProblem("points", str(reason), rule),), more_points=more)
    return replace(entry, form={**form, "points": list(dict.fromkeys([*form["points"], *found]))})


def editor(course: Course, page: str, entry: Entry, *, any_type: bool = False, suggested: Sequence[str] = ()) -> Editor:
    """Return the form of a question that belongs to the study page with this path; `suggested` are points it may ask."""
    return Editor(
        entry.form,
        tuple(_at_fields(entry.problems, entry.form)),
        tuple(_at_fields(entry.warnings, entry.form)),
        this_desk().course.derived(viewing_of).of(entry.fields),
        tuple(_groups(course, page, entry.form["points"], suggested)),
        picture_of(entry.form),
        any_type,
        entry.more_points,
    )


def _at_fields(problems: Iterable[ImportProblem], form: Form) -> Iterator[ImportProblem]:
    """Yield problems with the names of the form's fields as their places; empty where no field is meant."""
    for problem in problems:
        if problem.place == WHOLE:
            yield replace(problem, place="")
        elif problem.place.isascii():
            yield replace(problem, place=form_path(problem.place, form))
        else:
            yield replace(problem, place="", message=f"{problem.place}：{problem.message}")


def _groups(course: Course, page: str, ticked: list[str], suggested: Sequence[str]) -> Iterator[PointGroup]:
    """Yield the points of a page, those of other pages that are ticked or suggested, and ticked names that are no points."""
    known: Mapping[str, str] = {point.id: point.label for _, point in course.points()}
    own: set[str] = set()
    for study in course.study:
        for requirement in study.requirements if study.page.path == page else ():
            own |= {point.id for point in requirement.points}
            points = (PointChoice(point.id, point.label, point.id in ticked) for point in requirement.points)
            yield PointGroup(requirement.title, tuple(points))
    others = tuple(PointChoice(name, known.get(name, name), is_ticked=True) for name in ticked if name not in own)
    if others:
        yield PointGroup("其他页的要点", others)
    more = [name for name in suggested if name not in own and name not in ticked]
    if more:
        yield PointGroup("可能考的要点", tuple(PointChoice(name, known[name], is_ticked=False) for name in more))
