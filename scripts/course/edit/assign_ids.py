"""Give questions without an id one, and keep the list of published ids."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from course.check import Check, inspect_whole
from course.edit.ids import ids_files, new_ids, with_ids, with_new_ids
from course.files import BYTE_ORDER_MARK
from course.journal import write_together
from course.model.course import IDS, LOCAL_IDS, Course
from course.text.diagnostics import Diagnostic

ASSIGNABLE = frozenset({"missing-id", "unrecorded-id"})
"""Rules whose findings `./course ids` corrects, so that they block nothing."""


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in the way, or the ids assigned and the texts of all files that change (by path).

    `course` is the course that was looked at, with the ids that were assigned.
    """

    obstacles: tuple[Diagnostic, ...]
    course: Course
    assigned: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What stands in the way (then nothing was written), the ids assigned, and the lists that changed."""

    obstacles: tuple[Diagnostic, ...]
    assigned: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()


def named(root: Path, instead: Mapping[str, str] | None = None, check: Check | None = None) -> Named:
    """Choose the missing question ids without writing anything; refuse while the course has other errors.

    Texts in `instead` (by path) are read in place of the files of that name, and are among the files returned; `check` is
    called in the place of a check from scratch.
    """
    files = dict(instead or {})
    outcome = (check or partial(inspect_whole, root))(files)
    obstacles = tuple(
        found for found in outcome.diagnostics if found.severity == "error" and found.rule not in ASSIGNABLE
    )
    if obstacles:
        return Named(obstacles, outcome.course)
    names = new_ids(outcome.course)
    by_bank: dict[str, dict[int, str]] = defaultdict(dict)
    for (path, index), name in names.items():
        by_bank[path][index] = name
    for bank in outcome.course.banks:
        if bank.path in by_bank:
            # Bytes, not text: the file keeps its own line ends and its byte order mark.
            text = files[bank.path] if bank.path in files else (root / bank.path).read_bytes().decode()
            mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
            files[bank.path] = mark + with_ids(text.removeprefix(mark), bank, by_bank[bank.path])
    course = with_new_ids(outcome.course, names)
    return Named((), course, tuple(names.values()), {**files, **ids_files(course)})


def identify(root: Path, check: Check | None = None) -> Assigned:
    """Fill in missing question ids in place and record all ids; refuse while the course has other errors.

    `check` is called in the place of a check from scratch.
    """
    done = named(root, check=check)
    if done.obstacles:
        return Assigned(done.obstacles)
    new = f"，新题号 {len(done.assigned)} 个" if done.assigned else ""
    changed = write_together(root, done.files, f"登记编号{new}", done.assigned)
    return Assigned((), done.assigned, recorded=tuple(path for path in changed if path in {IDS, LOCAL_IDS}))
