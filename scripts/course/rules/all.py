"""Everything that must hold in a course beyond the shape of its files. A rule is a generator; none prints or stops."""

from collections.abc import Iterable
from datetime import date
from typing import get_args

from course.build_cache import NO_CACHE, NoCache
from course.load.files import FileRule
from course.load.limits import PageRule
from course.load.sentences import SourceRule
from course.load.shape_messages import ShapeRule
from course.model.course import Course
from course.rules import (
    answers,
    breadth,
    documents,
    exams,
    identity,
    links,
    review,
    scenarios,
    source,
    terms,
    trace,
    unit,
    writing,
)
from course.rules.registry import Rule
from course.rules.subject import Subject
from course.text.diagnostics import Diagnostic
from course.text.unicode_checks import UnicodeRule
from course.text.yaml_reader import YamlRule

_OF_TEXTS = (*documents.RULES, *links.RULES, *terms.RULES, *writing.RULES)
"""Rules that read the texts of all banks; putting those together is half of their work."""

_OTHERS = (
    *answers.RULES,
    *breadth.RULES,
    *exams.RULES,
    *identity.RULES,
    *review.RULES,
    *scenarios.RULES,
    *source.RULES,
    *trace.RULES,
    *unit.RULES,
)

RULES: tuple[Rule, ...] = tuple(sorted((*_OF_TEXTS, *_OTHERS), key=lambda rule: rule.name))

OVERDUE = "overdue-review"
"""The one rule that looks at the calendar; the day is an argument, so that a check can be repeated."""

NAMES = frozenset({
    OVERDUE,
    *(rule.name for rule in RULES),
    *get_args(FileRule),
    *get_args(UnicodeRule),
    *get_args(PageRule),
    *get_args(ShapeRule),
    *get_args(SourceRule),
    *get_args(YamlRule),
})  # fmt: skip
"""Every name that a diagnostic can carry, those of the reader included."""


def check(course: Course, today: date | None = None, cache: NoCache = NO_CACHE) -> list[Diagnostic]:
    """Return all problems of a course, sorted by place; without a day, nothing is overdue."""
    dated = (
        (Rule(OVERDUE, "warning", lambda subject: documents.overdue_review(subject.course, today)),) if today else ()
    )
    subject = Subject(course, cache)
    in_texts = cache.beside(len(course.study), _found, _OF_TEXTS, subject)
    return sorted([*_found((*_OTHERS, *dated), subject), *in_texts()])


def _found(rules: Iterable[Rule], subject: Subject) -> list[Diagnostic]:
    return [
        Diagnostic(position, message, rule.name, rule.severity)
        for rule in rules
        for position, message in rule.findings(subject)
    ]
