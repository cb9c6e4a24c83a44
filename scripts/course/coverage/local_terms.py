"""What the course leaves to the unit: terms and places on study pages, where they are used, and whether they are filled."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from course.coverage.counts import asked_terms, term_ids
from course.model.course import Course
from course.model.glossary import Term
from course.model.study import StudyPage
from course.model.unit import (
    LocalDocument,
    LocalTerm,
    left_to_unit,
    local_documents,
    local_meanings,
    requirement_documents,
)


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


_LEFT = re.compile(r"本单位的?(?:文件|规定|制度)")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


@dataclass(frozen=True, slots=True)
class LeftPlace:
    """A sentence of a study page that leaves something to the unit's documents, and those that say they rule it.

    `section` is the title of the section, `id` its id.
    """

    page: StudyPage
    section: str
    id: str
    sentence: str
    documents: tuple[LocalDocument, ...]


def left_places(course: Course) -> Iterator[LeftPlace]:
    """Yield every sentence of the study pages that leaves something to the unit's documents, in reading order."""
    for study in course.study:
        for section in study.page.sections:
            documents = requirement_documents(course.unit, section.id)
            for sentence in _SENTENCE.findall(section.text):
                if _LEFT.search(sentence):
                    yield LeftPlace(study, section.title, section.id, sentence.strip(), documents)


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
