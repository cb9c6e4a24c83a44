"""What a course leaves untaught or unasked, or asks too narrowly: for information, never an error."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from course.coverage.counts import coverage
from course.coverage.kinds import KindRow, WeightRow, kind_rows, weight_rows
from course.coverage.matrix import Matrix, MatrixRow, matrix
from course.coverage.source import SentenceRow, sentence_rows, unconfirmed, untaught
from course.exams.supply import ExamFill, fillings
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.model.course import Course
from course.text.diagnostics import Position

GapKind: TypeAlias = Literal["exam", "place", "sentence", "requirement", "point", "term", "page"]
GAP_LABELS: dict[GapKind, str] = {
    "exam": "组卷方案",
    "place": "提纲",
    "sentence": "原文",
    "requirement": "要求",
    "point": "要点",
    "term": "术语",
    "page": "学习页",
}

FEWEST_TYPES = 3
"""A requirement with questions of fewer types than this is covered one-sidedly."""

OFTEN_REPEATED = 0.5
"""From this share on two papers have too much of a section in common."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: of what kind, whose, what, and what to do; `target` is its page below docs/, if any.

    `quotation` is text of the source, which only those may see who write the course, unless the course publishes it.
    """

    kind: GapKind
    name: str
    lack: str
    remedy: str
    position: Position
    target: str = ""
    quotation: str = ""

    @property
    def whole_name(self) -> str:
        """Whose gap it is, with the quotation if there is one."""
        return f"{self.name}：{self.quotation}" if self.quotation else self.name


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything on a course's coverage: counts, sentences, blueprints and gaps."""

    matrix: Matrix
    exams: tuple[ExamFill, ...]
    gaps: tuple[Gap, ...]
    sentences: tuple[SentenceRow, ...] = ()
    kinds: tuple[KindRow, ...] = ()
    weights: tuple[WeightRow, ...] = ()


def survey(course: Course) -> Survey:
    """Count what the course asks and find what it leaves out: blueprints first, then in reading order.

    That nothing is asked yet is no gap: from the first question on, what has none is listed.
    """
    counts, exams, sentences = matrix(course), fillings(course), sentence_rows(course)
    asked = any(bank.finished for bank in course.banks)
    gaps = (
        *(gap for fill in exams for gap in _of_exam(fill)),
        *_of_places(course),
        *_of_sentences(course, sentences),
        *(gap for row in counts.rows for gap in _of_requirement(row) if asked),
        *(gap for row in counts.rows for gap in _of_points(row, counts) if asked),
        *(_of_terms(course) if asked else ()),
        *_of_trace(course),
    )
    return Survey(counts, exams, gaps, sentences, kind_rows(course), weight_rows(course))


def without_text(found: Survey) -> Survey:
    """Return a survey without the text of the source, for what leaves the project of a course that does not publish it."""
    gaps = tuple(replace(gap, quotation="") for gap in found.gaps)
    return replace(found, gaps=gaps, sentences=tuple(replace(row, text="") for row in found.sentences))


def _of_places(course: Course) -> Iterator[Gap]:
    for heading in untaught(course):
        remedy = "补上出处是它的要点"
        yield Gap("place", f"{heading.locator} {heading.title}", "没有要点", remedy, heading.position)


def _of_sentences(course: Course, rows: Sequence[SentenceRow]) -> Iterator[Gap]:
    for one, row in zip(course.sentences, rows, strict=True):
        if row.lacks:
            remedy = f'在要点里写 data-source="{one.number}"，没有就补一个；不用学的，在这一行前面写 ~'
            yield Gap("sentence", f"第 {one.number} 句", "没有要点", remedy, one.position, quotation=one.short)


def _of_trace(course: Course) -> Iterator[Gap]:
    for study in course.study:
        if points := unconfirmed(course, study):
            lack = f"{len(points)} 个要点没有和原文核对过"
            path = study.page.path
            yield Gap("page", study.title, lack, "核对以后运行 ./course confirm", study.page.position, path)


def _of_exam(fill: ExamFill) -> Iterator[Gap]:
    for number, part in enumerate(fill.sections):
        name, place = part.section.label, fill.file.place("sections", number, "count")
        if not part.enough:
            lack = f"{name}要 {part.section.count} 道，只有 {part.available} 道"
            yield Gap("exam", fill.title, lack, "补题，或减少题数", place)
        elif part.repeated >= OFTEN_REPEATED:
            lack = f"两份试卷的{name}平均有 {part.repeated:.0%} 相同（{part.available} 道里抽 {part.section.count} 道）"
            yield Gap("exam", fill.title, lack, f"补{name}", place)
    for level in fill.levels:
        if not level.possible:
            level_name = DIFFICULTY_LABELS[level.level]
            lack = f"{level_name}题按比例要 {level.wanted} 道，这些题型最多抽到 {level.most} 道，最少 {level.least} 道"
            remedy = (
                f"补{level_name}题，或改难度比例"
                if level.wanted > level.most
                else f"补别的难度的题，或提高{level_name}的比例"
            )
            yield Gap("exam", fill.title, lack, remedy, fill.file.place("difficulty"))


def _of_requirement(row: MatrixRow) -> Iterator[Gap]:
    if not row.requirement.asked:
        return
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


def _of_points(row: MatrixRow, counts: Matrix) -> Iterator[Gap]:
    for point in row.requirement.points:
        target = f"{row.study.page.path}#{point.id}"
        if counts.lacks_question(point):
            yield Gap("point", point.label, "没有题目", "补题", point.position, target)
        elif counts.lacks_decision(point):
            remedy = "补一道考怎样决定的题，或者情景推演"
            yield Gap("point", point.label, "必须会做，没有考决定的题", remedy, point.position, target)


def _of_terms(course: Course) -> Iterator[Gap]:
    covered = coverage(course).terms
    for term in course.terms:
        if term.id not in covered:
            remedy = f"在考它的题里写 terms: [{term.name}]，没有就补一道"
            yield Gap("term", term.name, "没有题目", remedy, term.position, f"glossary.md#{term.id}")
