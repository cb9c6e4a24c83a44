"""Ids are permanent: a learner's history hangs on them."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain
from typing import TypeAlias

from course.model.bank import LOCAL_PREFIX, BankFile, Question
from course.model.course import Course, KnownIds
from course.model.unfinished import finished_ids
from course.rules.registry import Findings, collect
from course.text.diagnostics import Position

Place: TypeAlias = Callable[[], Position]
"""Looks up where something stands: there are many questions, and few of them have to be found."""


def _placed(course: Course) -> Iterator[tuple[BankFile, Question, Place]]:
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            keys = ("id",) if question.id else ()
            yield bank, question, partial(bank.place, "questions", index, *keys)


def _register(course: Course) -> Iterator[tuple[str, Position]]:
    for requirement in course.requirements():
        if requirement.id:
            yield requirement.id, requirement.position
        yield from ((point.id, point.position) for point in requirement.points)


def _everything(course: Course) -> Iterator[tuple[str, Place, KnownIds]]:
    """Yield the ids of all questions, requirements and points, with the list in which each is recorded."""
    for bank, question, place in _placed(course):
        if question.id:
            yield question.id, place, course.local_ids if bank.is_local else course.ids
    for name, position in _register(course):
        yield name, partial(lambda known: known, position), course.ids


def missing_id(course: Course) -> Findings:
    """Every question must have an id before it is published."""
    for bank, question, place in _placed(course):
        if question.id is None:
            yield place(), f"这道题还没有题号。请运行 ./course ids 自动补上（题库 {bank.name}）"


def duplicate_id(course: Course) -> Findings:
    """No two questions may have the same id, and no two places of a page."""
    seen: dict[str, Place] = {}
    for _, question, place in _placed(course):
        if question.id and seen.setdefault(question.id, place) is not place:
            yield place(), f"题号 {question.id} 已经用在 {seen[question.id]()}，请换一个没有用过的题号"
    for page in course.pages:
        names: set[str] = set()
        for name, position in page.anchors:
            if name in names:
                yield position, f"编号 {name} 在本页用了两次，请改掉其中一个"
            names.add(name)


def duplicate_requirement(course: Course) -> Findings:
    """No two requirements or points of the course may have the same id."""
    seen: dict[str, Position] = {}
    for name, position in _register(course):
        first = seen.setdefault(name, position)
        if first.path != position.path:
            yield position, f"编号 {name} 已经用在 {first}，请换一个没有用过的编号"


def unrecorded_id(course: Course) -> Findings:
    """Every id that readers get must be in the list of its owner, so that a later change of it is noticed.

    What is unfinished reaches no reader, so its ids can still change, or go. Reported once per file: after a chapter was written there are dozens, and one command records them all.
    """
    if not course.knows_unfinished:
        return
    recorded = {ids.path: set(_recorded(ids)) for ids in (course.ids, course.local_ids)}
    finished = finished_ids(course)
    by_file: dict[tuple[str, str], dict[str, Position]] = {}
    for name, place, ids in _everything(course):
        if name in finished and name not in recorded[ids.path] and course.knows_all_of(ids.path):
            position = place()
            by_file.setdefault((position.path, ids.path), {}).setdefault(name, position)
    for (_, path), names in by_file.items():
        first, *others = names
        many = f"等 {len(names)} 个新编号" if others else "这个新编号"
        yield names[first], f"{first} {many}还没有登记。请运行 ./course ids，并保存 {path}"


def _recorded(ids: KnownIds) -> Iterator[str]:
    yield from (question.id for question in ids.questions)
    yield from (name for name, _ in chain(ids.register, ids.withdrawn))


def vanished_id(course: Course) -> Findings:
    """An id that was recorded must stay, or be named as withdrawn."""
    if not course.knows_all_of("quizzes/", "docs/study/", "local/quizzes/"):
        return
    present = frozenset().union(*(bank.named for bank in course.banks), (name for name, _ in _register(course)))
    for ids in (course.ids, course.local_ids):
        yield from _vanished(ids, present)


def _vanished(ids: KnownIds, present: frozenset[str]) -> Findings:
    accounted = present | {name for name, _ in ids.withdrawn}
    for name, position in chain(((known.id, known.position) for known in ids.questions), ids.register):
        if name not in accounted:
            yield (
                position,
                f"{name} 登记过，现在找不到了。改了编号的，请改回来；确实停用的，把它移到 withdrawn 下面；还没有发布过的，删去这一行",
            )


def reused_id(course: Course) -> Findings:
    """A published id must keep its type: another type is another question. It may move to other points."""
    known = {question.id: question for ids in (course.ids, course.local_ids) for question in ids.questions}
    # Of what the unit has withdrawn, the questions of the course are there for others.
    withdrawn = {name: course.local_ids.path for name, _ in course.local_ids.withdrawn if name.startswith(LOCAL_PREFIX)}
    withdrawn |= {name: course.ids.path for name, _ in course.ids.withdrawn}
    for _, question, place in _placed(course):
        before = known.get(question.id or "")
        if before and before.type != question.type:
            yield place(), f"题号 {question.id} 以前是另一种题型，算另一道题。请给新题换一个新题号"
    for name, place, _ in _everything(course):
        if name in withdrawn:
            yield place(), f"{name} 已经停用（见 {withdrawn[name]}），停用的编号不能再用，请换一个"


RULES = collect(missing_id, duplicate_id, duplicate_requirement, unrecorded_id, vanished_id, reused_id)
