"""What the course leaves to the unit: each such term, where it is used, and whether the unit has described it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from course.coverage.counts import asked_terms, term_ids
from course.model.course import Course
from course.model.glossary import Term
from course.model.study import StudyPage
from course.model.unit import LocalDocument, LocalTerm, left_to_unit, local_documents, local_meanings


@dataclass(frozen=True, slots=True)
class LeftTerm:
    """A term that is left to the unit, the study pages that use it, how many questions ask it, and what the unit says."""

    term: Term
    pages: tuple[StudyPage, ...]
    questions: int
    local: LocalTerm | None
    documents: tuple[LocalDocument, ...]

    @property
    def is_filled(self) -> bool:
        """Whether the unit says what holds, or in which document it stands."""
        return bool(self.local or self.documents)


def left_terms(course: Course) -> Sequence[LeftTerm]:
    """Return every term that is left to the unit, in the order of the glossary."""
    known, meanings = term_ids(course), local_meanings(course.unit, course.terms)
    asked = Counter(name for _, question in course.questions() for name in set(asked_terms(question, known)))
    return tuple(
        LeftTerm(
            term=term,
            pages=tuple(study for study in course.study if term.id in study.page.terms),
            questions=asked[term.id],
            local=meanings.get(term.id),
            documents=local_documents(course.unit, term),
        )
        for term in left_to_unit(course.terms)
    )
