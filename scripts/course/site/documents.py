"""The register of documents as a page: what the glossary and the questions rest on, and what rests on each."""

from collections.abc import Iterable
from dataclasses import dataclass

from course.coverage.counts import term_ids
from course.model.bank import Question
from course.model.course import Course
from course.model.documents import PublicDocument, basis_citations
from course.model.glossary import Term
from course.model.normalise import normalise
from course.site.html import front
from course.templates import Templates


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    also: str
    note: str
    issuer: str
    edition: str
    validity: str
    successor: str
    review_by: str
    checked: str
    terms: tuple[Term, ...]
    questions: int


@dataclass(frozen=True, slots=True)
class _Page:
    rows: tuple[_Row, ...]


def documents_page(course: Course, templates: Templates) -> str:
    """Return the page on all registered documents, in the order of the register."""
    terms = {entry.document.shown: list[Term]() for entry in course.documents.entries}
    questions = {entry.document.shown: list[Question]() for entry in course.documents.entries}
    for term in course.terms:
        for document in _found(course, [term.basis]):
            terms[document.shown].append(term)
    for question, documents in _by_question(course):
        for document in documents:
            questions[document.shown].append(question)
    rows = tuple(
        _row(course, entry.document, tuple(terms[entry.document.shown]), len(questions[entry.document.shown]))
        for entry in course.documents.entries
    )
    return front("依据的文件", searched=True) + templates.render("documents", _Page(rows))


def _by_question(course: Course) -> Iterable[tuple[Question, list[PublicDocument]]]:
    """Yield each question with the documents it rests on, by its own basis or by that of a term it asks."""
    known, terms = term_ids(course), {term.id: term for term in course.terms}
    for _, question in course.questions():
        asked = [terms[known[name]] for name in map(normalise, question.terms) if name in known]
        yield question, _found(course, [*question.basis, *(term.basis for term in asked)])


def _found(course: Course, bases: Iterable[str]) -> list[PublicDocument]:
    found = (course.documents.find(citation) for basis in bases for citation in basis_citations(basis))
    return list({document.shown: document for document in found if document}.values())


def _row(course: Course, document: PublicDocument, terms: tuple[Term, ...], questions: int) -> _Row:
    successor = course.documents.successor(document)
    return _Row(
        title=_one_line(document.title),
        also=_one_line("、".join(document.also)),
        note=_one_line(document.note or ""),
        issuer=_one_line(document.issuer),
        edition=f"{document.edition}",
        validity=document.validity or "",
        successor=_one_line(successor.shown) if successor else "",
        review_by=f"{document.review_by or ''}",
        checked=f"{document.checked_on}核对：{_one_line(document.checked_by or '')}" if document.checked_on else "",
        terms=terms,
        questions=questions,
    )


def _one_line(written: str) -> str:
    return " ".join(written.split())
