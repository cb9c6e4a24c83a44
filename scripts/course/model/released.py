"""The course as a release holds it, and which exams it cannot hold yet."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from course.model.bank import Kind
from course.model.course import Course
from course.model.exam import ExamFile
from course.model.review import drafts, without_drafts
from course.model.unfinished import unfinished_questions
from course.model.without import without_withdrawn

Supply = dict[str, Counter[tuple[str, Kind | None]]]
"""Questions by type and kind, by the path of their study page."""


@dataclass(frozen=True, slots=True)
class ExamSupply:
    """What blueprints can take of the questions in use, of those that are ready, and which of them must wait for the rest."""

    written: Supply = field(default_factory=dict)
    ready: Supply = field(default_factory=dict)
    unfinished: frozenset[str] = frozenset()
    """Names of the blueprints that cannot be filled as long as pages are unfinished or questions drafts."""


def released(course: Course) -> Course:
    """Return the course as a release holds it: without drafts and whatever is unfinished, exams included."""
    left_out = exam_supply(course).unfinished
    present = without_drafts(course)
    if present is course and not left_out:
        return course
    # A blueprint without pages takes all of them, so one that names pages must not lose the last.
    exams = tuple(_without_pages(file, course.unfinished) for file in course.exams if file.name not in left_out)
    return replace(present, exams=exams, complete=course)


def exam_supply(course: Course) -> ExamSupply:
    """Count what the blueprints of a course can take; nothing for a course without any."""
    if not course.exams:
        return ExamSupply()
    in_use = without_withdrawn(course)
    written, ready = supply(in_use), supply(in_use, ready=True)
    unfinished = frozenset(
        file.name
        for file in course.exams
        if any(short_sections(file, ready))
        and (any(page in course.unfinished for page in _scope(course, file)) or not any(short_sections(file, written)))
    )
    return ExamSupply(written, ready, unfinished)


def supply(course: Course, *, ready: bool = False) -> Supply:
    """Count the questions of the pages that are finished: all that are written, or neither drafts nor unfinished ones."""
    left_out = drafts(course) | unfinished_questions(course) if ready else frozenset[str]()
    counts: Supply = {study.page.path: Counter() for study in course.finished_study()}
    for bank in course.banks:
        if bank.page in counts:
            used = (question for question in bank.questions if question.id not in left_out)
            counts[bank.page].update((question.type, question.kind) for question in used)
    return counts


def short_sections(file: ExamFile, counts: Supply) -> Iterator[tuple[int, int, int]]:
    """Yield for each section that cannot be filled its number, and how many of its questions are required and available.

    Required is also what earlier sections may take from the same questions, so that the draw never falls short. Where
    the learner chooses a page, what counts is the page that has fewest.
    """
    within = [count for page, count in counts.items() if not file.exam.pages or page in file.exam.pages]
    for number, section in enumerate(file.exam.sections):
        required = file.exam.required(number)
        found = (sum(many for asked, many in count.items() if section.asks(*asked)) for count in within)
        available = min(found, default=0) if file.exam.choose_page else sum(found)
        if required > available:
            yield number, required, available


def _scope(course: Course, file: ExamFile) -> tuple[str, ...]:
    return file.exam.pages or tuple(study.page.path for study in course.study)


def _without_pages(file: ExamFile, unfinished: frozenset[str]) -> ExamFile:
    pages = tuple(page for page in file.exam.pages if page not in unfinished)
    return file if pages == file.exam.pages else replace(file, exam=file.exam.model_copy(update={"pages": pages}))
