"""How a function becomes a rule: its name is the function's, its findings are places and messages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TypeAlias

from course.model.bank import BankFile
from course.model.course import Course
from course.rules.subject import Subject
from course.text.diagnostics import Position, Severity

Findings: TypeAlias = Iterator[tuple[Position, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable name, how grave a finding is, and the generator of findings."""

    name: str
    severity: Severity
    findings: Callable[[Subject], Findings]


def collect(*checks: Callable[[Course], Findings], severity: Severity = "error") -> tuple[Rule, ...]:
    """Make rules of generator functions; `point_without_question` becomes `point-without-question`."""
    return tuple(Rule(_name(check), severity, _of_course(check)) for check in checks)


def collect_of_banks(*checks: Callable[[BankFile], Findings], severity: Severity = "error") -> tuple[Rule, ...]:
    """Make rules of generator functions that look at one bank alone: one that stayed what it was is not looked at again."""
    return tuple(Rule(_name(check), severity, _of_banks(check)) for check in checks)


def collect_derived(*checks: Callable[[Subject], Findings], severity: Severity = "error") -> tuple[Rule, ...]:
    """Make rules of generator functions that use what is derived from the course as well."""
    return tuple(Rule(_name(check), severity, check) for check in checks)


def _of_course(check: Callable[[Course], Findings]) -> Callable[[Subject], Findings]:
    @wraps(check)
    def findings(subject: Subject) -> Findings:
        return check(subject.course)

    return findings


def _of_banks(check: Callable[[BankFile], Findings]) -> Callable[[Subject], Findings]:
    def found_in(bank: BankFile) -> tuple[tuple[Position, str], ...]:
        return tuple(check(bank))

    @wraps(check)
    def findings(subject: Subject) -> Findings:
        for bank in subject.course.banks:
            yield from subject.cache.call(found_in, bank)

    return findings


def _name(check: Callable[..., Findings]) -> str:
    return check.__name__.replace("_", "-")
