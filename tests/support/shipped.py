"""The course that ships, and the banks that tests like to use."""

from course.load.course import load_course
from course.model.bank import TYPE_LABELS
from support.site_build import ROOT

COURSE, _ = load_course(ROOT)

BANK = next(
    bank for bank in COURSE.banks if {question.type for question in bank.questions} >= set(TYPE_LABELS) - {"scenario"}
)
"""A bank with questions of every type that is answered at once; scenarios have tests of their own."""

SMALL = min(COURSE.banks, key=lambda bank: len(bank.questions))
"""The bank that is gone through soonest."""
