"""A grown course asks widely enough: every point twice, every term, in a good mix. All of it is advice.

A course of a few questions cannot have a mix yet, so these rules begin at `GROWN` questions.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from course.coverage.source import untaught
from course.model.bank import DIFFICULTY_LABELS, TYPE_LABELS
from course.rules.registry import Findings, collect_derived
from course.rules.subject import Subject
from course.text.diagnostics import Position

Kind = TypeVar("Kind")

GROWN = 40
OFTEN_ENOUGH = 3
"""Questions that ask one point above all; more of them give each other away."""

_WHOLE = Position("quizzes")


def _grown(subject: Subject) -> bool:
    whole = subject.course.knows_all_of("quizzes/", "docs/") and all(bank.whole for bank in subject.course.banks)
    return whole and sum(len(bank.finished) for bank in subject.course.banks) >= GROWN


def point_asked_once(subject: Subject) -> Findings:
    """A point that is not only to be read needs two questions of different type or difficulty, so that a lucky guess is found out."""
    kinds = subject.coverage.kinds if _grown(subject) else {}
    for _, point in subject.course.points():
        if point.needs_question and len(kinds.get(point.id, ())) == 1:
            yield (
                point.position,
                f"要点“{point.label}”（{point.id}）只有一种题。请再补一道题型或难度不同的题",
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


def _strays(
    counts: Mapping[Kind, int],
    shares: Mapping[Kind, int],
    labels: Mapping[Kind, str],
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
    point_asked_once,
    point_asked_often,
    term_without_question,
    locator_not_taught,
    type_mix,
    difficulty_mix,
    severity="warning",
)
