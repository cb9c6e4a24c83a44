"""How a function becomes a rule: its name is the function's, its findings are places and messages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from course.model.course import Course
from course.text.diagnostics import Position, Severity

Findings: TypeAlias = Iterator[tuple[Position, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable name, how grave a finding is, and the generator of findings."""

    name: str
    severity: Severity
    findings: Callable[[Course], Findings]


def collect(*checks: Callable[[Course], Findings], severity: Severity = "error") -> tuple[Rule, ...]:
    """Make rules of generator functions; `point_without_question` becomes `point-without-question`."""
    return tuple(Rule(check.__name__.replace("_", "-"), severity, check) for check in checks)
