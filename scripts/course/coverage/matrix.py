"""Requirements against question types and difficulties, and the questions for each role."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from course.model.bank import DIFFICULTY_LABELS, Kind, Question
from course.model.course import Course
from course.model.study import MUST, Point, Requirement, StudyPage


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One requirement; `counts` has how many questions of each (type, difficulty) touch it by any of its points."""

    study: StudyPage
    requirement: Requirement
    counts: Counter[tuple[str, int]]

    @property
    def total(self) -> int:
        """All questions that touch the requirement."""
        return self.counts.total()

    @property
    def types(self) -> Counter[str]:
        """Questions by type."""
        return _summed((kind, count) for (kind, _), count in self.counts.items())

    @property
    def levels(self) -> Counter[int]:
        """Questions by difficulty."""
        found: Counter[int] = Counter()
        for (_, level), count in self.counts.items():
            found[level] += count
        return found

    @property
    def path(self) -> str:
        """Markdown path of the requirement below docs/."""
        return f"{self.study.page.path}#{self.requirement.id}"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What the course asks about the duties of one role.

    `label` is its name for readers, `bare` are its points without a question that should have one, `undecided` those that must
    be done right and that no question asks to decide.
    """

    role: str
    label: str
    requirements: int
    points: int
    levels: Counter[int]
    bare: tuple[Point, ...]
    undecided: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All requirements in reading order, and all roles.

    `kinds` has the (type, difficulty) pairs of each point, `asks` counts by point what its questions ask for, `most`
    is the highest count of any cell, at least 1.
    """

    rows: tuple[MatrixRow, ...]
    roles: tuple[RoleRow, ...]
    kinds: dict[str, Counter[tuple[str, int]]]
    asks: dict[str, Counter[Kind | None]]
    most: int

    def lacks_question(self, point: Point) -> bool:
        """Return whether no question asks a point that is not only to be read."""
        return point.needs_question and point.id not in self.kinds

    def lacks_decision(self, point: Point) -> bool:
        """Return whether a point must be done right, and no question asks to decide."""
        return point.weight == MUST and not self.asks.get(point.id, Counter())["decide"]


def matrix(course: Course) -> Matrix:
    """Count once through all questions; work grows with their number only."""
    homes = {point.id: requirement.id for requirement, point in course.points()}
    counts = {requirement.id: Counter[tuple[str, int]]() for requirement in course.requirements()}
    kinds: dict[str, Counter[tuple[str, int]]] = {}
    asks: dict[str, Counter[Kind | None]] = {}
    by_roles = _roles_of_points(course)
    roles = {role: Counter[int]() for role in course.roles}
    for _, question in course.questions():
        kind = question.type, question.level
        for point in question.points:
            kinds.setdefault(point, Counter())[kind] += 1
            asks.setdefault(point, Counter())[question.kind] += 1
        for requirement in {homes[point] for point in question.points if point in homes}:
            counts[requirement][kind] += 1
        for role in _roles(question, by_roles):
            roles[role][question.level] += 1
    rows = tuple(
        MatrixRow(study, requirement, counts[requirement.id])
        for study in course.study
        for requirement in study.requirements
    )
    most = max((count for row in rows for count in row.counts.values()), default=1)
    found = Matrix(rows, (), kinds, asks, most)
    return replace(found, roles=tuple(_role(course, role, roles[role], found) for role in course.roles))


def _roles_of_points(course: Course) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for role in course.roles:
        for _, _, points in course.duties(role):
            for point in points:
                found.setdefault(point.id, set()).add(role)
    return found


def _roles(question: Question, by_point: dict[str, set[str]]) -> set[str]:
    return set().union(*(by_point.get(point, set()) for point in question.points))


def _role(course: Course, role: str, levels: Counter[int], found: Matrix) -> RoleRow:
    duties = list(course.duties(role))
    points = [point for _, _, bound in duties for point in bound]
    return RoleRow(
        role=role,
        label=course.roles[role],
        requirements=len(duties),
        points=len(points),
        levels=Counter({level: levels[level] for level in DIFFICULTY_LABELS}),
        bare=tuple(filter(found.lacks_question, points)),
        undecided=tuple(filter(found.lacks_decision, points)),
    )


def _summed(pairs: Iterator[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, count in pairs:
        found[key] += count
    return found


def lacking(row: MatrixRow) -> str:
    """Say in a word or two which difficulties no question of a requirement has; nothing if none is missing."""
    missing = [label for level, label in DIFFICULTY_LABELS.items() if not row.levels[level]]
    return "没有题目" if not row.total else f"缺{'、'.join(missing)}" if missing else ""
