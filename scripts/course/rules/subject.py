"""What rules look at: a course, and what several of them derive from it, computed once per check."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from course.build_cache import NO_CACHE, NoCache
from course.coverage.counts import Coverage, coverage
from course.model.course import Course
from course.model.released import ExamSupply, exam_supply
from course.rules.texts import BankText, Corpus, texts_of


@dataclass(frozen=True)
class Subject:
    """A course under check."""

    course: Course
    cache: NoCache = NO_CACHE

    @cached_property
    def texts(self) -> tuple[BankText, ...]:
        """Every text that readers see of the banks."""
        return tuple(chain.from_iterable(self.cache.call(texts_of, bank) for bank in self.course.banks))

    @cached_property
    def corpus(self) -> Corpus:
        """The prose of all banks."""
        return Corpus(self.texts)

    @cached_property
    def coverage(self) -> Coverage:
        """What the questions ask, and how often."""
        return coverage(self.course)

    @cached_property
    def exam_supply(self) -> ExamSupply:
        """What the blueprints can take of the questions."""
        return exam_supply(self.course)
