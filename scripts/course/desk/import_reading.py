"""The file of an import as read, with what it would do to the course as it is now."""

from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock

from course.check import Outcome
from course.desk.desk import Desk
from course.desk.import_store import ImportStore, PendingImport
from course.formats.import_types import ImportedFile, ImportedQuestion, ImportProblem
from course.formats.importers import read_content
from course.importing.options import OF_ALL, ImportOptions
from course.importing.plan import ImportPlan, plan_import
from course.model.course import Course


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read, and what its import would do with the options as the course allows them."""

    imported: ImportedFile
    options: ImportOptions
    plan: ImportPlan

    @property
    def version(self) -> str:
        """A digest of all that would be written, and over what."""
        texts = sorted((path, text, self.plan.before.get(path)) for path, text in self.plan.files.items())
        return sha256(repr(texts).encode(errors="replace")).hexdigest()[:12]

    def question_at(self, place: str) -> ImportedQuestion | None:
        """Return the question that stands at a place of the file, as read."""
        every = (*self.imported.questions, *self.imported.unclear)
        return next((one for one in every if one.place == place), None)

    @property
    def file_problems(self) -> tuple[ImportProblem, ...]:
        """Return the problems that stand at no question."""
        at_questions = {problem for question in self.plan.questions for problem in question.problems}
        return tuple(one for one in self.plan.problems if one not in at_questions and one.rule not in OF_ALL)

    @property
    def to_be_written(self) -> ImportedFile:
        """Return the file without the questions that are there already."""
        already = {one.place for one in self.plan.questions if one.already}
        questions = tuple(one for one in self.imported.questions if one.place not in already)
        return replace(self.imported, questions=questions)


class LastReading:
    """The reading made last: every page of an import shows the same one, until something changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key: tuple[str, str] | None = None
        self._outcome: Outcome | None = None
        self._reading: Reading | None = None

    def of(self, desk: Desk, pending: PendingImport) -> Reading:
        """Return what an import would do to the course as it is now."""
        with self._lock:
            outcome = desk.course.outcome()
            key = (pending.id, pending.version)
            if self._reading is None or self._key != key or self._outcome is not outcome:
                imported = self._imported(desk, pending)
                options = _without_gone_points(outcome.course, pending.options)
                plan = plan_import(desk.root, imported, options, check=desk.course.outcome_with)
                self._reading = Reading(imported, options, plan)
                self._key, self._outcome = key, outcome
            return self._reading

    def _imported(self, desk: Desk, pending: PendingImport) -> ImportedFile:
        if self._reading and self._key and self._key[0] == pending.id:
            return self._reading.imported
        return read_content(ImportStore(desk.root).content(pending), pending.name)


def _without_gone_points(course: Course, options: ImportOptions) -> ImportOptions:
    """Return options without the points that the course does not have any more."""
    known = {point.id for _, point in course.points()}
    return replace(options, points=tuple(point for point in options.points if point in known))
