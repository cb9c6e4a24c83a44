"""What the generator adds to a study page: what it holds, at its beginning; its terms and where to go on, at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from course.model.bank import BankFile
from course.model.course import Course
from course.model.glossary import Term
from course.model.sentences import Sentence
from course.model.study import Requirement, StudyPage
from course.site.paths import path_rows
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Row:
    requirement: Requirement
    roles: str


@dataclass(frozen=True, slots=True)
class _Opening:
    study: StudyPage
    unfinished: bool
    has_bank: bool
    points: int
    questions: int
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Closing:
    terms: tuple[Term, ...]
    banks: tuple[BankFile, ...]
    following: StudyPage | None
    path_rows: Markup


def opening(course: Course, study: StudyPage, templates: Templates) -> str:
    """Return what stands at the beginning of a study page."""
    view = _Opening(
        study,
        unfinished=study.page.path in course.unfinished,
        has_bank=bool(course.banks_of(study)),
        points=sum(len(requirement.points) for requirement in study.requirements),
        questions=sum(len(bank.finished) for bank in course.banks_of(study)),
        rows=tuple(
            _Row(requirement, "、".join(course.roles[role] for role in requirement.roles))
            for requirement in study.requirements
        ),
    )
    return templates.render("opening", view)


def published_sentences(course: Course, requirement: Requirement) -> tuple[Sentence, ...]:
    """Return the sentences of the source that a requirement comes from; none if the course does not publish them."""
    return course.sentences_of(requirement) if course.source.publish else ()


def originals(course: Course, requirement: Requirement, templates: Templates) -> str:
    """Return the block that shows the sentences that a requirement comes from; nothing without any."""
    found = published_sentences(course, requirement)
    return templates.render("originals", found) if found else ""


def closing(course: Course, study: StudyPage, following: StudyPage | None, templates: Templates) -> str:
    """Return what stands at the end of a study page: Markdown with headings of its own."""
    terms = {term.id: term for term in course.terms}
    used = tuple(terms[name] for name in study.page.terms)
    rows = Markup(path_rows(course, study.page.path, templates))  # noqa: S704 -- escaped by the template
    return templates.render("closing", _Closing(used, course.banks_of(study), following, rows)) + _definitions(used)


def _definitions(terms: Sequence[Term]) -> str:
    """Return the link definitions that let the page write a term as `[归档范围]`, its meaning as the title."""
    return "".join(
        f'[{name}]: ../glossary.md#{term.id} "{term.meaning.replace(chr(34), "”")}"\n'
        for term in terms
        for name in term.names
    )
