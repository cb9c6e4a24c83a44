"""Random samples of questions that follow from a seed alone, in proportion to types and kinds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from course.errors import RefusedError
from course.exams.shuffle import seed_for, shuffle
from course.model.bank import KIND_LABELS, BankFile, Kind, Question
from course.model.course import Course


@dataclass(frozen=True, slots=True)
class Pool:
    """Which questions are drawn from: of these banks, of these kinds, with or without scenarios; empty means all."""

    banks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    scenarios: bool = True

    def of(self, course: Course) -> list[Question]:
        """Return the questions of a course that belong to the pool."""
        return [
            question
            for bank, question in course.questions()
            if (not self.banks or bank.path in self.banks)
            and (not self.kinds or question.kind in self.kinds)
            and (self.scenarios or question.type != "scenario")
        ]


def read_pool(course: Course, banks: Sequence[str], kinds: Sequence[str], *, scenarios: bool) -> Pool:
    """Return the pool that names of banks and kinds mean. Raises RefusedError with all names that mean nothing."""
    known = {name: bank.path for bank in course.banks for name in _names(bank)}
    labels: dict[str, Kind] = {name: kind for kind, label in KIND_LABELS.items() for name in (kind, label)}
    lacking = [
        *(f"没有题库 {name}。可用：{'、'.join(bank.name for bank in course.banks)}" for name in banks if name not in known),
        *(f"没有“{name}”这一类。可用：{'、'.join(KIND_LABELS.values())}" for name in kinds if name not in labels),
    ]  # fmt: skip
    if lacking:
        raise RefusedError("；".join(lacking))
    return Pool(frozenset(known[name] for name in banks), frozenset(labels[name] for name in kinds), scenarios)


def _names(bank: BankFile) -> tuple[str, ...]:
    return bank.name, bank.path


def shuffled(questions: Iterable[Question], seed: int) -> list[Question]:
    """Return questions in a random order, which does not depend on the one that they come in."""
    ordered = sorted(questions, key=lambda one: one.id or "")
    return [ordered[index] for index in shuffle(seed_for(seed, "order"), len(ordered))]


def without_apart(questions: Iterable[Question]) -> Iterator[Question]:
    """Yield questions in their order, but none that gives away an earlier one, or is given away by it."""
    taken: set[str] = set()
    barred: set[str] = set()
    for question in questions:
        name = question.id or ""
        if name not in barred and taken.isdisjoint(question.apart):
            taken.add(name)
            barred.update(question.apart)
            yield question


def stratified(questions: Sequence[Question], count: int) -> list[Question]:
    """Return the first `count` questions, of each type and kind as many as is their share; the order stays.

    What is left over after rounding down goes to the largest remainders (Hamilton's method).
    """
    sizes = Counter(map(_stratum, questions))
    if count >= len(questions):
        return list(questions)
    quotas = {stratum: size * count // len(questions) for stratum, size in sizes.items()}
    remainders = sorted(sizes, key=lambda stratum: -(sizes[stratum] * count % len(questions)))
    for stratum in remainders[: count - sum(quotas.values())]:
        quotas[stratum] += 1
    chosen = []
    for question in questions:
        if quotas[_stratum(question)] > 0:
            quotas[_stratum(question)] -= 1
            chosen.append(question)
    return chosen


def _stratum(question: Question) -> tuple[str, str]:
    return question.type, question.kind or ""
