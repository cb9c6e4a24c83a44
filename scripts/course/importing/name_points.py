"""The points that a file names, by id, title or words; what names none is a topic, kept for suggestions."""

import re
from dataclasses import dataclass, field, replace

from course.errors import RefusedError
from course.formats.import_types import ImportedQuestion, ImportProblem, Inference
from course.importing.options import ImportRule
from course.model.course import Course
from course.model.point_names import find_points, named_points, search_points

MOST_UNKNOWN_POINTS = 100
"""The most unknown names of points that are reported in one run."""
MOST_TOPICS = 1_000
"""The most different names that are looked for among the points; further ones are topics."""
_SHORTEST_TOPIC = 3
"""A shorter word stands in a point by chance."""
_ID = re.compile(r"[a-z]+[0-9][a-z0-9-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """The ids of the points that a name stands for."""

    points: tuple[str, ...]
    is_certain: bool


@dataclass(slots=True)
class NamingPoints:
    """Finds the points of each question. With `strict`, a name without a point is refused, whatever it looks like.

    `default` are the ids of the points for questions that name none; `topics` has by place what was no name.
    """

    course: Course
    default: tuple[str, ...]
    strict: bool
    problems: list[ImportProblem] = field(default_factory=list)
    topics: dict[str, str] = field(default_factory=dict)
    ids: frozenset[str] = field(init=False)
    known: dict[str, _Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ids = frozenset(point.id for _, point in self.course.points())

    def named(self, incoming: ImportedQuestion) -> ImportedQuestion:
        """Return a question with the ids of its points, whatever names them."""
        names = incoming.fields.get("points")
        if not isinstance(names, list) or self.ids.issuperset(names):
            return incoming
        notes: list[Inference] = []
        points = dict.fromkeys(
            point for index, name in enumerate(names) for point in self.of(str(name), incoming, index, notes)
        )
        return replace(
            incoming,
            fields={**incoming.fields, "points": list(points)},
            inferences=(*incoming.inferences, *notes),
        )

    def of(self, name: str, incoming: ImportedQuestion, index: int, notes: list[Inference]) -> tuple[str, ...]:
        """Return the ids of the points with a name; none for a topic, which becomes a note."""
        place = incoming.place_of(f"points.{index}")
        found = self.known.get(name)
        if found is None and len(self.known) < MOST_TOPICS:
            found = self.known[name] = self.look_for(name)
        if found and found.is_certain:
            return found.points
        if self.strict or _ID.fullmatch(name):
            return self.refused(name, place, incoming)
        if found and found.points:
            notes.append(
                Inference(place, f"没有叫“{name}”的要点，只有要点 {found.points[0]} 说到它，就用这个", "inferred")
            )
            return found.points
        used = "用了给整个文件的要点" if self.default else "这道题的要点先空着"
        notes.append(Inference(place, f"“{name}”对不上哪一个要点，{used}", "ignored"))
        self.topics[incoming.place] = f"{self.topics.get(incoming.place, '')} {name}".strip()
        return ()

    def refused(self, name: str, place: str, incoming: ImportedQuestion) -> tuple[str, ...]:
        # Looking for the nearest ones takes long, and nothing of the file is imported any more.
        if len(self.problems) < MOST_UNKNOWN_POINTS:
            rule: ImportRule = "unknown-point"
            try:
                return tuple(point.id for point in find_points(self.course, [name]))
            except RefusedError as reason:
                self.problems.append(ImportProblem(place, str(reason), rule, incoming.label))
        # Any point will do to find what else is wrong with the question.
        return tuple(sorted(self.ids)[:1])

    def look_for(self, name: str) -> _Found:
        """Return the points with a name or, not so certain, the only point in which it occurs."""
        if points := named_points(self.course, name):
            return _Found(tuple(point.id for point in points), is_certain=True)
        points = search_points(self.course, [name]) if len(name) >= _SHORTEST_TOPIC else ()
        return _Found(tuple(point.id for point in points) if len(points) == 1 else (), is_certain=False)
