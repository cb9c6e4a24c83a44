"""All rules over all items, and the reasons that writers gave for what may stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from course.model.bank import Accepted
from course.model.course import Course
from course.quality import balance, cues, explanations, options, similarity, stems
from course.quality.items import Item, Owner, seen
from course.quality.registry import QualityRule
from course.text.diagnostics import Diagnostic, Key, Position

RULES: tuple[QualityRule, ...] = tuple(
    sorted(
        (rule for module in (balance, cues, explanations, similarity, options, stems) for rule in module.RULES),
        key=lambda rule: rule.name,
    )
)

NEEDLESS = "accepted-without-finding"
UNKNOWN = "accepted-unknown-rule"
TWICE = "accepted-twice"
COMPLAINTS = (NEEDLESS, TWICE, UNKNOWN)
"""What can be wrong with a reason. No reason silences these."""


@dataclass(frozen=True, order=True, slots=True)
class FindingSubject:
    """What a finding is about, for people: the id of a question and its stem, or the title of a bank."""

    name: str
    stem: str = ""


ALL = FindingSubject("全部题库")


@dataclass(frozen=True, order=True, slots=True)
class Judged:
    """A finding, what it is about, and the reason why it may stand."""

    finding: Diagnostic
    about: FindingSubject
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left to correct and what was accepted with a reason, each sorted by place."""

    open: tuple[Judged, ...]
    accepted: tuple[Judged, ...]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return for each rule how many findings are open and how many were accepted, rules without any left out."""
        still = Counter(one.finding.rule for one in self.open)
        reasoned = Counter(one.finding.rule for one in self.accepted)
        return {rule: (still[rule], reasoned[rule]) for rule in sorted(still | reasoned)}


def check(course: Course, items: tuple[Item, ...]) -> Checked:
    """Judge all items of a course; a reason that silences nothing is itself reported."""
    subjects = dict(_subjects(course))
    reasons = {(owner, accepted.rule): accepted.reason for owner, _, accepted in _reasons(course)}
    found = {
        Judged(
            Diagnostic(one.position, one.message, rule.name),
            subjects.get(one.owner, ALL),
            reasons.get((one.owner, rule.name), ""),
        ): (one.owner, rule.name)
        for rule in RULES
        for one in rule.findings(items)
    }
    complaints = _complaints(course, set(found.values()), subjects)
    return Checked(
        open=tuple(sorted([*(one for one in found if not one.reason), *complaints])),
        accepted=tuple(sorted(one for one in found if one.reason)),
    )


def _subjects(course: Course) -> Iterator[tuple[Owner, FindingSubject]]:
    for bank in course.banks:
        yield (bank.path, None), FindingSubject(bank.title)
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            yield (bank.path, index), FindingSubject(question.id or "", seen(question.stem))


def _reasons(course: Course) -> Iterator[tuple[Owner, Position, Accepted]]:
    """Yield every recorded reason: by whom, where, and its text."""
    for bank in course.banks:
        given: list[tuple[int | None, tuple[Key, ...], tuple[Accepted, ...]]] = [(None, (), bank.accepted)]
        given += [
            (index, ("questions", index), question.accepted)
            for index, question in zip(bank.indexes, bank.questions, strict=True)
        ]
        for owner, keys, reasons in given:
            for number, accepted in enumerate(reasons):
                yield (bank.path, owner), bank.place(*keys, "accepted", number, "rule"), accepted


def _complaints(
    course: Course, needed: set[tuple[Owner, str]], subjects: dict[Owner, FindingSubject]
) -> Iterator[Judged]:
    known = {rule.name for rule in RULES}
    before: set[tuple[Owner, str]] = set()
    for owner, position, accepted in _reasons(course):
        named = (owner, accepted.rule)
        if accepted.rule not in known:
            message, rule = f"没有规则 {accepted.rule}。请照提示里方括号中的规则名改正，或删去这一条", UNKNOWN
        elif named in before:
            message, rule = f"规则 {accepted.rule} 的理由写了两次。请合成一条", TWICE
        elif named not in needed:
            message, rule = f"规则 {accepted.rule} 在这里没有发现问题，理由用不着了。请删去这一条", NEEDLESS
        else:
            message = rule = ""
        if rule:
            yield Judged(Diagnostic(position, message, rule), subjects[owner])
        before.add(named)
