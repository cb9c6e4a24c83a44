"""Withdraw questions.

The unit's own leave their banks, and their ids are never used again; a question of the course stays in its bank, and is
listed as one that the unit does not use. Those who write the course withdraw its questions for everyone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from course.check import Check, Outcome, inspect_whole
from course.edit.assign_ids import ASSIGNABLE
from course.edit.ids import ids_file, local_ids_file
from course.edit.reorder import Slot, with_slots
from course.journal import write_together
from course.model.bank import BankFile
from course.model.course import Course, KnownIds
from course.text.diagnostics import Diagnostic, Position, errors

_FOR_IDS = ASSIGNABLE | {"vanished-id"}
"""What `./course ids` reports or settles afterwards: questions are replaced by withdrawing old ones and adding new ones."""

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why nothing was written (ids that cannot be withdrawn, what would be wrong then), or the paths of the files that changed.

    `local` are the unit's own questions, which a withdrawal from the course does not concern.
    """

    unknown: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    obstacles: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()


def withdraw(root: Path, names: Sequence[str], *, from_course: bool, check: Check | None = None) -> Withdrawn:
    """Withdraw the questions with these ids, all or none: `from_course` for everyone, otherwise for the unit.

    A question may be gone from its bank already. Refused while the course has errors, or if it had errors without these
    questions, such as a point without any, or a finished page were left without questions. `check` is called in the place
    of a check from scratch.
    """
    check = check or partial(inspect_whole, root)
    outcome = check({})
    if obstacles := _obstacles(outcome):
        return Withdrawn(obstacles=obstacles)
    course = outcome.course
    local = {known.id: ids is course.local_ids for ids in (course.ids, course.local_ids) for known in ids.questions}
    local |= {question.id: bank.is_local for bank in course.banks for question in bank.questions if question.id}
    withdrawn = set() if from_course else {name for name, _ in course.local_ids.withdrawn}
    unknown = tuple(name for name in names if name not in local or name in withdrawn)
    own = tuple(name for name in names if local.get(name) and from_course)
    if unknown or own:
        return Withdrawn(unknown=unknown, local=own)
    files = _files(root, course, frozenset(names), from_course=from_course)
    without = check(files)
    if obstacles := (*_obstacles(without), *emptied_pages(course, without)):
        return Withdrawn(obstacles=obstacles)
    write_together(root, files, _title(tuple(dict.fromkeys(names))))
    return Withdrawn(changed=tuple(files))


def _title(names: Sequence[str]) -> str:
    more = " 等" if len(names) > _MOST_NAMED else ""
    return f"停用 {len(names)} 道题：{'、'.join(names[:_MOST_NAMED])}{more}"


def _obstacles(outcome: Outcome) -> tuple[Diagnostic, ...]:
    return tuple(error for error in errors(outcome.diagnostics) if error.rule not in _FOR_IDS)


def emptied_pages(course: Course, without: Outcome) -> Iterator[Diagnostic]:
    """Yield what is said of the pages that were finished and are not any more, as `without` has the course."""
    pages = {f"docs/{path}" for path in without.course.unfinished - course.unfinished}
    return (one for one in without.diagnostics if one.rule == "unfinished-page" and one.position.path in pages)


def _files(root: Path, course: Course, names: frozenset[str], *, from_course: bool) -> Mapping[str, str]:
    """Return the texts of the banks without these questions, and of the list of ids, by path."""
    files = {
        bank.path: _without((root / bank.path).read_bytes().decode(), bank, names)
        for bank in course.banks
        if names & set(bank.named) and (from_course or bank.is_local)
    }
    if from_course:
        return {**files, course.ids.path: ids_file(replace(course, ids=with_withdrawn(course.ids, names)))}
    local_ids = with_withdrawn(course.local_ids, names)
    return {**files, local_ids.path: local_ids_file(replace(course, local_ids=local_ids))}


def with_withdrawn(ids: KnownIds, names: Collection[str]) -> KnownIds:
    """Return a list of ids with these among the withdrawn ones."""
    at = Position(ids.path)
    return replace(ids, withdrawn=(*ids.withdrawn, *((name, at) for name in sorted(names))))


def _without(text: str, bank: BankFile, names: Collection[str]) -> str:
    slots = [Slot(index) for index, one in zip(bank.indexes, bank.questions, strict=True) if one.id not in names]
    return with_slots(text, bank.path, slots)
