"""Record that points were compared with their sentences of the source: the digests of these, in `trace.yml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.check import inspect
from course.edit.trace import Digests, digests_in, with_digests
from course.errors import RefusedError
from course.files import BYTE_ORDER_MARK
from course.journal import write_together
from course.load.course import TRACE
from course.model.point_names import find_points
from course.model.sentences import digests
from course.model.study import Point
from course.text.diagnostics import Diagnostic, errors

_NO_SENTENCES = (
    '要点都没有写原文的句号。请在要点的编号后面写 data-source="句号"，句号见 ./course coverage 的表里“原文”一张'
)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What stands in the way (then nothing was written), or the points by what they were before.

    `fresh` were never compared, `renewed` had other sentences, `same` the present ones; `bare` name no sentence.
    `dropped` are the ids in the file that no point has any more.
    """

    obstacles: tuple[Diagnostic, ...] = ()
    fresh: tuple[Point, ...] = ()
    renewed: tuple[Point, ...] = ()
    same: tuple[Point, ...] = ()
    bare: tuple[Point, ...] = ()
    dropped: tuple[str, ...] = ()


def confirm(root: Path, names: Sequence[str]) -> Confirmed:
    """Record the present sentences of the points with these names, of all points if there are none.

    Raises RefusedError if a point is unknown, or if none of them names a sentence.
    """
    outcome = inspect(root)
    if outcome.failed:
        return Confirmed(tuple(errors(outcome.diagnostics)))
    course = outcome.course
    found = find_points(course, names) if names else tuple(point for _, point in course.points())
    points = tuple(point for point in found if course.sentences_of(point))
    if not points:
        raise RefusedError(_NO_SENTENCES)
    present = {point.id: digests(course.sentences_of(point)) for point in points}
    known = {point.id for _, point in course.points()}
    dropped = tuple(name for name in course.trace if name not in known)
    changes = {name: found for name, found in present.items() if course.trace.get(name) != found}
    text = _changed(root / TRACE, changes, dropped)
    write_together(root, {TRACE: text}, f"登记核对：{len(changes)} 个要点")
    return Confirmed(
        fresh=tuple(point for point in points if point.id not in course.trace),
        renewed=tuple(point for point in points if point.id in changes and point.id in course.trace),
        same=tuple(point for point in points if point.id not in changes),
        bare=tuple(point for point in found if point not in points) if names else (),
        dropped=dropped,
    )


def _changed(file: Path, changes: Digests, dropped: Sequence[str]) -> str:
    """Return the new text of the file; raise RefusedError if it is written in too unusual a way."""
    # Bytes, not text: the file keeps its own line ends and its byte order mark.
    text = file.read_bytes().decode() if file.is_file() else ""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    before = text.removeprefix(mark)
    after = with_digests(before, changes, dropped)
    old, new = digests_in(before), digests_in(after)
    if new != {**{name: found for name, found in old.items() if name not in dropped}, **changes}:
        raise RefusedError(
            f"{TRACE} 的写法特别，没法替您改。请改成每个要点一行的样子，或者删去它，再运行 ./course confirm"
        )
    return mark + after
