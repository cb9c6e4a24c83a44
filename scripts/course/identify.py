"""Give questions without an id one, and keep the list of published ids."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from course.diagnostics import Diagnostic
from course.generate import inspect
from course.publish import write_text
from course.render.ids import ids_file, new_ids, with_ids

BYTE_ORDER_MARK = "\ufeff"
_MENDED = {"missing-id", "unrecorded-id"}


@dataclass(frozen=True, slots=True)
class Identified:
    """What stands in the way (then nothing was written), the ids given, and whether the list changed."""

    obstacles: tuple[Diagnostic, ...]
    given: tuple[str, ...] = ()
    recorded: bool = False


def identify(root: Path) -> Identified:
    """Fill in missing question ids in place and record all ids; refuse while the course has other errors."""
    outcome = inspect(root)
    obstacles = tuple(found for found in outcome.diagnostics if found.severity == "error" and found.rule not in _MENDED)
    if obstacles:
        return Identified(obstacles)
    names = new_ids(outcome.course)
    by_bank: dict[str, dict[int, str]] = defaultdict(dict)
    for (path, index), name in names.items():
        by_bank[path][index] = name
    for bank in outcome.course.banks:
        if bank.path in by_bank:
            # Bytes, not text: the file keeps its own line ends and its byte order mark.
            text = (root / bank.path).read_bytes().decode()
            mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
            write_text(root / bank.path, mark + with_ids(text.removeprefix(mark), bank, by_bank[bank.path]))
    course = inspect(root).course
    recorded = write_text(root / course.ids.path, ids_file(course))
    return Identified((), tuple(names.values()), recorded)
