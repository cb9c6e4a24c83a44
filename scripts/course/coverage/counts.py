"""What the questions cover, and how often: the counts behind the rules on breadth and the table of `./course check`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from course.model.bank import Kind, Question
from course.model.course import Course
from course.model.normalise import normalise


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a course's questions are spread.

    `kinds` has the pairs (type, difficulty) of the questions on each point; `first` counts for each point the
    questions that name it first, that is, are mainly about it; `terms` has the ids of the terms in questions.
    `asks` counts questions by what they ask for (`kind`, None where it is not said); `decided` are the points of
    those that ask for a decision.
    """

    types: Counter[str]
    levels: Counter[int]
    kinds: dict[str, frozenset[tuple[str, int]]]
    first: Counter[str]
    terms: frozenset[str]
    asks: Counter[Kind | None]
    decided: frozenset[str]


def coverage(course: Course) -> Coverage:
    """Count what the course's readable questions ask."""
    questions = [question for _, question in course.questions()]
    known = term_ids(course)
    kinds: dict[str, set[tuple[str, int]]] = {}
    for question in questions:
        for point in question.points:
            kinds.setdefault(point, set()).add((question.type, question.level))
    return Coverage(
        types=Counter(question.type for question in questions),
        levels=Counter(question.level for question in questions),
        kinds={point: frozenset(found) for point, found in kinds.items()},
        first=Counter(question.points[0] for question in questions),
        terms=frozenset(name for question in questions for name in asked_terms(question, known)),
        asks=Counter(question.kind for question in questions),
        decided=frozenset(point for question in questions if question.kind == "decide" for point in question.points),
    )


def term_ids(course: Course) -> dict[str, str]:
    """Return the id of the term that each name and variant belongs to, by the name's normal form."""
    return {normalise(name): term.id for term in course.terms for name in term.names}


def asked_terms(question: Question, known: dict[str, str]) -> Iterable[str]:
    """Yield the ids of the terms that a question asks; names that are no term are left out."""
    return (known[name] for name in map(normalise, question.terms) if name in known)
