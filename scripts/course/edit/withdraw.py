"""Withdraw questions: out of their banks, and into the list of ids that are never used again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course.check import inspect
from course.edit.ids import ids_file
from course.edit.reorder import Slot, with_slots
from course.files import write_together
from course.model.bank import BankFile
from course.model.course import Course
from course.text.diagnostics import Diagnostic, Position, errors


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Why nothing was written (unknown ids, or what would be wrong then), or the paths of the files that changed."""

    unknown: tuple[str, ...] = ()
    obstacles: tuple[Diagnostic, ...] = ()
    changed: tuple[str, ...] = ()


def withdraw(root: Path, names: Sequence[str]) -> Withdrawn:
    """Withdraw the questions with these ids, all or none.

    Refused while the course has errors, or if it had errors without these questions, such as a point without any.
    """
    outcome = inspect(root)
    if outcome.failed:
        return Withdrawn(obstacles=tuple(errors(outcome.diagnostics)))
    course = outcome.course
    known = {question.id for question in course.written_questions()}
    unknown = tuple(name for name in names if name not in known)
    if unknown:
        return Withdrawn(unknown=unknown)
    files = _files(root, course, frozenset(names))
    would_be = inspect(root, instead=files)
    if would_be.failed:
        return Withdrawn(obstacles=tuple(errors(would_be.diagnostics)))
    write_together(root, files)
    return Withdrawn(changed=tuple(files))


def _files(root: Path, course: Course, names: frozenset[str]) -> Mapping[str, str]:
    """Return the texts of the banks without these questions, and of the list of ids, by path."""
    files = {
        bank.path: _without((root / bank.path).read_bytes().decode(), bank, names)
        for bank in course.banks
        if names & set(bank.named)
    }
    at = Position(course.ids.path)
    withdrawn = (*course.ids.withdrawn, *((name, at) for name in sorted(names)))
    ids = ids_file(replace(course, ids=replace(course.ids, withdrawn=withdrawn)))
    return {**files, course.ids.path: ids}


def _without(text: str, bank: BankFile, names: Collection[str]) -> str:
    slots = [Slot(index) for index, one in zip(bank.indexes, bank.questions, strict=True) if one.id not in names]
    return with_slots(text, bank.path, slots)
