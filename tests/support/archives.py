"""The second course, about keeping archives, on which the program's tests run; the banks that they like to use."""

from course.load.course import load_course
from course.model.bank import TYPE_LABELS, Scenario
from support.site_build import ARCHIVES

COURSE, _ = load_course(ARCHIVES)

_AT_ONCE = set(TYPE_LABELS) - {"scenario"}
BANK = next(bank for bank in COURSE.banks if {question.type for question in bank.questions} == _AT_ONCE)
"""A bank with questions of every type that is answered at once: a scenario goes on from step to step."""

SCENARIO = next(question for _, question in COURSE.questions() if isinstance(question, Scenario))

SMALL = min(COURSE.banks, key=lambda bank: len(bank.questions))
"""The bank that is gone through soonest."""
