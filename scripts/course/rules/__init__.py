"""Everything that must hold in a course beyond the shape of its files. A rule is a generator; none prints or stops."""

from course.diagnostics import Diagnostic
from course.model.course import Course
from course.rules import answers, identity, links, terms, trace
from course.rules.registry import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted((*answers.RULES, *identity.RULES, *links.RULES, *terms.RULES, *trace.RULES), key=lambda rule: rule.name)
)


def check(course: Course) -> list[Diagnostic]:
    """Return all problems of a course, sorted by place."""
    return sorted(
        Diagnostic(position, message, rule.name, rule.severity)
        for rule in RULES
        for position, message in rule.findings(course)
    )
