"""A grown course asks widely enough: what must be done as a decision, every term, in a good mix. All of it is advice.

A course of a few questions cannot have a mix yet, so these rules begin at `GROWN` questions.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from course.coverage.source import untaught
from course.model.bank import DIFFICULTY_LABELS, KIND_LABELS, TYPE_LABELS
from course.model.study import MUST, READ
from course.rules.registry import Findings, collect_derived
from course.rules.subject import Subject
from course.text.diagnostics import Position

Share = TypeVar("Share")

GROWN = 40
MUST_SHARE = 3
"""One in so many points, at the most, must be done right."""

OFTEN_ENOUGH = 3
"""Questions that ask one point above all; more of them give each other away."""

_WHOLE = Position("quizzes")


def _grown(subject: Subject) -> bool:
    whole = subject.course.knows_all_of("quizzes/", "docs/") and all(bank.whole for bank in subject.course.banks)
    return whole and sum(len(bank.finished) for bank in subject.course.banks) >= GROWN


def must_without_decision(subject: Subject) -> Findings:
    """What must be done right needs a question that asks for a decision; a scenario is one."""
    decided = subject.coverage.decided if _grown(subject) else frozenset()
    for _, point in subject.course.points() if _grown(subject) else ():
        if point.weight == MUST and point.id not in decided:
            yield (
                point.position,
                (
                    f"要点“{point.label}”（{point.id}）必须会做，却没有一道题考怎样决定。"
                    "请补一道 kind: decide 的题，或者情景推演；一道题可以考几个要点"
                ),
            )


def too_many_must(subject: Subject) -> Findings:
    """At most a third of the points must be done right; where everything is important, nothing is."""
    points = [point for _, point in subject.course.points()] if _grown(subject) else []
    must = [point for point in points if point.weight == MUST]
    if len(must) * MUST_SHARE > len(points):
        yield (
            must[0].position,
            (
                f"必须会做的要点有 {len(must)} 个，超过全部 {len(points)} 个的三分之一。"
                "请只留做错了会出事的，其余的删去 data-weight"
            ),
        )


def read_point_asked(subject: Subject) -> Findings:
    """What is only to be read is not asked: a question names a point that is more."""
    read = {point.id for _, point in subject.course.points() if point.weight == READ}
    for bank in subject.course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            if question.points and read.issuperset(question.points):
                yield (
                    bank.place("questions", index, "points"),
                    "这道题考的要点都是只读的。请停用这道题，或者改考别的要点；确实该考的，删去要点的 data-weight",
                )


def point_asked_often(subject: Subject) -> Findings:
    """A point may be what at most three questions ask above all (the first of their `points`)."""
    first = subject.coverage.first if _grown(subject) else {}
    for _, point in subject.course.points():
        count = first.get(point.id, 0)
        if count > OFTEN_ENOUGH:
            yield (
                point.position,
                (
                    f"以要点“{point.label}”（{point.id}）为主的题已有 {count} 道，容易互相泄露答案。"
                    f"请减到 {OFTEN_ENOUGH} 道以内，或在题里把另一个要点写在最前面"
                ),
            )


def term_without_question(subject: Subject) -> Findings:
    """A term needs a question that asks what it means or how it is used."""
    if not _grown(subject):
        return
    covered = subject.coverage.terms
    for term in subject.course.terms:
        if term.id not in covered:
            yield term.position, f"术语“{term.name}”还没有题目。请在考它的题里写 terms: [{term.name}]，没有就补一道"


def locator_not_taught(subject: Subject) -> Findings:
    """Every place of the source's outline needs a requirement, or something of the source is missing."""
    if not _grown(subject):
        return
    for heading in untaught(subject.course):
        yield (
            heading.position,
            f"{subject.course.source.name}的“{heading.locator}”（{heading.title}）还没有写进学习页。请补上出处是它的要求",
        )


def type_mix(subject: Subject) -> Findings:
    """The share of each question type is near what the course aims at: within three tenths of it, and two points at the least."""
    mix = subject.course.mix
    if mix and _grown(subject):
        yield from _strays(
            subject.coverage.types, mix.types, TYPE_LABELS, lambda share: max(2, share * 0.3), "题型“{}”"
        )


def difficulty_mix(subject: Subject) -> Findings:
    """The share of each difficulty is near what the course aims at: within eight points of a hundred."""
    mix = subject.course.mix
    if mix and _grown(subject):
        yield from _strays(subject.coverage.levels, mix.difficulty, DIFFICULTY_LABELS, lambda _: 8, "难度“{}”")


def kind_mix(subject: Subject) -> Findings:
    """The share of each kind is near what the course aims at: within eight points of a hundred."""
    mix = subject.course.mix
    if mix and _grown(subject):
        yield from _strays(subject.coverage.asks, mix.kinds, KIND_LABELS, lambda _: 8, "考“{}”的题")


def _strays(
    counts: Mapping[Share, int] | Mapping[Share | None, int],
    shares: Mapping[Share, int],
    labels: Mapping[Share, str],
    tolerance: Callable[[int], float],
    name: str,
) -> Findings:
    total = sum(counts.values())
    for kind, share in shares.items():
        found = 100 * counts.get(kind, 0) / total
        if abs(found - share) > tolerance(share):
            what = name.format(labels[kind])
            yield _WHOLE, f"{what}占 {found:.0f}%，目标约 {share}%。请{'多' if found < share else '少'}出一些这样的题"


RULES = collect_derived(
    must_without_decision,
    too_many_must,
    read_point_asked,
    point_asked_often,
    term_without_question,
    locator_not_taught,
    type_mix,
    difficulty_mix,
    kind_mix,
    severity="warning",
)
