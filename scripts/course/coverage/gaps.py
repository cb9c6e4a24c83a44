"""What a course leaves unasked or asks too narrowly: for information, never an error."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.coverage.counts import coverage
from course.coverage.matrix import Matrix, Row, matrix
from course.exams.supply import ExamFill, fillings
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.text.diagnostics import Position

GapKind: TypeAlias = Literal["exam", "requirement", "point", "term"]
GAP_LABELS: dict[GapKind, str] = {"exam": "组卷方案", "requirement": "要求", "point": "要点", "term": "术语"}

FEWEST_TYPES = 3
"""A requirement with questions of fewer types than this is covered one-sidedly."""

OFTEN_REPEATED = 0.5
"""From this share on two papers have too much of a section in common."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: of what kind, whose, what, and what to do; `target` is its page below docs/, if any."""

    kind: GapKind
    name: str
    lack: str
    remedy: str
    position: Position
    target: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything on a course's coverage: counts, blueprints and gaps."""

    matrix: Matrix
    exams: tuple[ExamFill, ...]
    gaps: tuple[Gap, ...]


def survey(course: Course) -> Survey:
    """Count what the course asks and find what it leaves out: blueprints first, then in reading order."""
    counts, exams = matrix(course), fillings(course)
    gaps = (
        *(gap for fill in exams for gap in _of_exam(fill)),
        *(gap for row in counts.rows for gap in _of_requirement(row)),
        *(gap for row in counts.rows for gap in _of_points(row, counts)),
        *_of_terms(course),
    )
    return Survey(counts, exams, gaps)


def _of_exam(fill: ExamFill) -> Iterator[Gap]:
    for number, part in enumerate(fill.sections):
        kind, place = TYPE_LABELS[part.section.type], fill.file.place("sections", number, "count")
        if not part.enough:
            lack = f"{kind}题要 {part.section.count} 道，只有 {part.available} 道"
            yield Gap("exam", fill.title, lack, "补题，或减少题数", place)
        elif part.repeated >= OFTEN_REPEATED:
            lack = (
                f"两份试卷的{kind}题平均有 {part.repeated:.0%} 相同（{part.available} 道里抽 {part.section.count} 道）"
            )
            yield Gap("exam", fill.title, lack, f"补{kind}题", place)
    for level in fill.levels:
        if not level.possible:
            name = DIFFICULTY_LABELS[level.level]
            lack = f"{name}题按比例要 {level.wanted} 道，这些题型最多抽到 {level.most} 道，最少 {level.least} 道"
            remedy = f"补{name}题，或改难度比例" if level.wanted > level.most else f"补别的难度的题，或提高{name}的比例"
            yield Gap("exam", fill.title, lack, remedy, fill.file.place("difficulty"))


def _of_requirement(row: Row) -> Iterator[Gap]:
    lacks: list[tuple[str, str]] = []
    levels = [label for level, label in DIFFICULTY_LABELS.items() if not row.levels[level]]
    kinds = [label for kind, label in TYPE_LABELS.items() if row.types[kind]]
    if not row.total:
        lacks.append(("没有题目", "补题"))
    else:
        if levels:
            lacks.append((f"没有{'、'.join(levels)}题", f"补{'、'.join(levels)}题"))
        if len(kinds) < FEWEST_TYPES:
            lacks.append((f"只有{'、'.join(kinds)}题", "换别的题型再出几道"))
    for lack, remedy in lacks:
        yield Gap("requirement", row.requirement.title, lack, remedy, row.requirement.position, row.path)


def _of_points(row: Row, counts: Matrix) -> Iterator[Gap]:
    for point in row.requirement.points:
        kinds = counts.kinds.get(point.id, Counter())
        if len(kinds) > 1:
            continue
        only = "".join(f"{TYPE_LABELS[kind]}·{DIFFICULTY_LABELS[level]}" for kind, level in kinds)
        lack, remedy = (f"只有一种题（{only}）", "补一道题型或难度不同的题") if kinds else ("没有题目", "补题")
        yield Gap("point", point.label, lack, remedy, point.position, f"{row.study.page.path}#{point.id}")


def _of_terms(course: Course) -> Iterator[Gap]:
    covered = coverage(course).terms
    for term in course.terms:
        if term.id not in covered:
            remedy = f"在考它的题里写 terms: [{term.name}]，没有就补一道"
            yield Gap("term", term.name, "没有题目", remedy, term.position, f"glossary.md#{term.id}")
