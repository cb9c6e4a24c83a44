"""The second course, about keeping archives, on which the program's tests run; the banks that they like to use."""

from course.load.course import load_course
from course.model.bank import TYPE_LABELS
from support.site_build import ARCHIVES

COURSE, _ = load_course(ARCHIVES)

BANK = next(bank for bank in COURSE.banks if {question.type for question in bank.questions} == set(TYPE_LABELS))
"""A bank with questions of every type."""

SMALL = min(COURSE.banks, key=lambda bank: len(bank.questions))
"""The bank that is gone through soonest."""
