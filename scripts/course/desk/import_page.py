"""The page of an import: each question of the file as members will see it, what becomes of it, and what to say of all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from flask import render_template, request

from course.desk.desk import this_desk
from course.desk.import_form import NEW_BANK, form_of_options
from course.desk.import_reading import Reading
from course.desk.import_split import SplitLine, is_open, split_lines
from course.desk.import_store import PendingImport
from course.desk.question_view import QuestionView, viewing_of
from course.desk.wording import worded_problem
from course.formats.import_types import ImportProblem, Inference
from course.importing.ask import Unstated, unstated
from course.importing.options import OF_ALL, ImportRule
from course.importing.plan import ImportPlan
from course.importing.planned import PlannedQuestion, State
from course.importing.preview import UNFINISHED
from course.model.bank import DIFFICULTY_LABELS, BankFile
from course.model.course import Course

_ON_A_PAGE = 20

STATES: Mapping[State, str] = {
    "refused": "要改",
    "new": "新题",
    "changed": "改动",
    "withdrawn": "停用",
    "already": "已经有了",
    "same": "没有变化",
    "left-out": "不导入",
}
_OF_ALL_WORDS: Mapping[ImportRule, str] = {
    "no-bank": "先选题库，再按“照这样”。",
    "no-page": "先选新题库对应的学习页，再按“照这样”。",
}
"""What the page says beside the field where the person says it for the whole file."""
_INFERENCES = {"inferred": "推断", "corrected": "改写", "ignored": "没有采用"}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One question of the file: its number, what becomes of it, how members will see it, and the points that it asks."""

    number: int
    question: PlannedQuestion
    view: QuestionView | None
    points: tuple[str, ...]

    @property
    def state(self) -> str:
        """Return what becomes of it, in Chinese."""
        return STATES[self.question.state]

    @property
    def inferences(self) -> list[tuple[str, Inference]]:
        """Return what was decided about it without the person, with the kind in Chinese."""
        return [(_INFERENCES[one.kind], one) for one in self.question.inferences]

    @property
    def problems(self) -> list[ImportProblem]:
        """Return what stands in its way, in the words of this page."""
        return list(map(worded_problem, self.question.problems))

    @property
    def warnings(self) -> list[ImportProblem]:
        """Return what to consider; what is missing is said by itself."""
        return [one for one in self.question.warnings if one.rule != UNFINISHED]


@dataclass(frozen=True, slots=True)
class ImportPage:
    """An import under way, one page of its questions; `problems` are about no single question.

    `whole` is what the form says of all questions, as it was sent if it `is_unsaved`;
    `open_rules` are those of `OF_ALL` about which it has to say something first. `split` shares the questions out among
    banks.
    """

    pending: PendingImport
    plan: ImportPlan
    course: Course
    notes: tuple[str, ...]
    problems: tuple[ImportProblem, ...]
    open: Unstated
    counts: Mapping[State, int]
    rows: tuple[ImportRow, ...]
    state: str
    page: int
    pages: int
    seen: str
    whole: Mapping[str, str]
    is_unsaved: bool
    open_rules: frozenset[str]
    split: tuple[SplitLine, ...]

    states = tuple(STATES.items())
    levels = tuple(DIFFICULTY_LABELS.items())

    @property
    def banks(self) -> list[tuple[str, str]]:
        """Return the banks to choose from, by path and title."""
        return bank_titles(self.course.banks)

    @property
    def split_banks(self) -> list[tuple[str, str]]:
        """Return the banks to share questions out among: those to choose from, and those that the import makes."""
        return bank_titles((*self.course.banks, *self.plan.new_banks))

    @property
    def study(self) -> list[tuple[str, str]]:
        """Return the study pages to choose from, by path and title."""
        return [(study.page.path, study.title) for study in self.course.study]

    @property
    def titles(self) -> dict[str, str]:
        """Return the titles of banks and study pages by their paths."""
        return dict([*self.split_banks, *self.study])

    @property
    def is_split_open(self) -> bool:
        """Return whether questions of several banks wait to be shared out."""
        is_wrong = any(line.problem for line in self.split)
        return is_wrong or (len(self.split) > 2 and is_open(self.plan.questions))

    @property
    def to_correct(self) -> int:
        """Return how many problems have to be corrected one by one."""
        return sum(1 for one in self.plan.problems if one.rule not in OF_ALL)

    def said(self, rule: ImportRule) -> str:
        """Return what to do first for the whole file, empty if that is done."""
        if rule == "no-bank" and self.whole.get("bank") == NEW_BANK:
            return "写上新题库的标题，再按“照这样”。"
        return _OF_ALL_WORDS[rule] if rule in self.open_rules else ""

    @property
    def coming(self) -> int:
        """Return how many questions would be written."""
        return sum(self.counts.get(state, 0) for state in ("new", "changed", "withdrawn"))


def import_page(
    pending: PendingImport, reading: Reading, *, is_unsaved: bool = False, split: tuple[SplitLine, ...] | None = None
) -> str:
    """Return the page of an import that the present request wants.

    If it `is_unsaved`, the form says what was sent; `split` are lines as they were sent, with what is wrong with them.
    """
    course, plan = this_desk().course.outcome().course, reading.plan
    state = next((one.state for one in plan.questions if one.state == request.args.get("state")), "")
    numbered = [(at, one) for at, one in enumerate(plan.questions, 1) if state in {"", one.state}]
    pages = max(1, ceil(len(numbered) / _ON_A_PAGE))
    page = min(max(1, request.args.get("p", 1, type=int)), pages)
    view = ImportPage(
        pending,
        plan,
        course,
        (*reading.imported.notes, *_gone_points(pending, reading)),
        reading.file_problems,
        unstated(reading.to_be_written, reading.options),
        Counter(one.state for one in plan.questions),
        tuple(_rows(course, numbered[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE])),
        state,
        page,
        pages,
        reading.version,
        request.form if is_unsaved else form_of_options(reading.options),
        is_unsaved,
        frozenset(one.rule for one in plan.problems if one.rule in OF_ALL),
        split_lines(course, plan.questions) if split is None else split,
    )
    return render_template("import.html.j2", view=view)


def _gone_points(pending: PendingImport, reading: Reading) -> Iterator[str]:
    """Say which points that were chosen for all questions the course does not have any more."""
    if gone := [point for point in pending.options.points if point not in reading.options.points]:
        yield f"课程里已经没有要点 {'、'.join(gone)}，不再算作选好的要点。请在“都照这样”里重新选，再按“照这样”。"


def bank_titles(banks: Iterable[BankFile]) -> list[tuple[str, str]]:
    """Return banks by path and title."""
    return [(bank.path, bank.shown_title) for bank in banks]


def page_of(number: int) -> int:
    """Return the page on which the question with a number is, while questions of all states are shown."""
    return ceil(number / _ON_A_PAGE)


def _rows(course: Course, numbered: Iterable[tuple[int, PlannedQuestion]]) -> Iterator[ImportRow]:
    viewing = this_desk().course.derived(viewing_of)
    labels = {point.id: point.label for _, point in course.points()}
    for number, question in numbered:
        fields = question.fields
        yield ImportRow(number, question, viewing.of(fields), tuple(_named_points(labels, fields)))


def _named_points(labels: Mapping[str, str], fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the points of a question with what they are called."""
    points = fields.get("points")
    for point in points if isinstance(points, list | tuple) else ():
        yield f"{labels[point]}（{point}）" if point in labels else str(point)
