"""What imports make of files in random layouts: all right, refused with a reason, or wrong."""

import random
import time
from collections.abc import Callable, Iterator, Sequence

from course.formats.import_types import ImportedFile
from course.formats.importers import read_content
from support.fuzzing import FAILURES, PROGRESS, Tally
from support.layout_files import WrittenFile
from support.layout_questions import Asked, drawn

Write = Callable[[random.Random, Sequence[Asked]], WrittenFile]


def import_layouts(name: str, write: Write, pool: Sequence[Asked], runs: int, seed: int) -> Iterator[Tally]:
    """Import that many files; one that goes in wrongly is stored in `.cache/fuzz`. Yields how far it is, and at the end."""
    tally = Tally(name)
    for number in range(runs):
        if number and number % PROGRESS == 0:
            yield tally
        chance = random.Random(f"{seed} {name} {number}")  # noqa: S311 -- no secret hangs on it
        file = write(chance, drawn(chance, pool))
        tally.runs += 1
        started = time.process_time()
        imported = read_content(file.content, file.name)
        tally.slowest = max(tally.slowest, time.process_time() - started)
        if problem := what_is_wrong(file.asked, imported):
            FAILURES.mkdir(parents=True, exist_ok=True)
            kept = FAILURES / f"import-{seed}-{number}-{file.name}"
            kept.write_bytes(file.content)
            tally.failures.append(f"{kept}: {problem} {file.layout}")
        elif imported.problems:
            tally.rules[imported.problems[0].rule] += 1
        else:
            tally.accepted += 1
    yield tally


def what_is_wrong(asked: Sequence[Asked], imported: ImportedFile) -> str:
    """Return what an import offers as certain and is not as it was written, or what it lost; empty if all is well."""
    left = list(asked)
    for question in imported.questions:
        same = next((one for one in left if one.is_read_as(question.fields)), None)
        if same is None:
            return f"not written so: {question.fields}"
        left.remove(same)
    return "" if imported.problems or not left else f"lost: {left[0]}"
