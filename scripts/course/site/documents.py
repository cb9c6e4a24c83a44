"""The register of documents as a page: what the glossary and the questions rest on, and what rests on each."""

from collections.abc import Iterable
from html import escape

from course.coverage.counts import term_ids
from course.model.bank import Question
from course.model.course import Course
from course.model.documents import PublicDocument, basis_citations
from course.model.glossary import Term
from course.model.normalise import normalise
from course.site.html import front

_UNVERIFIED = "未核实"
_HEADS = ("文件", "制定或发布", "版本", "效力", "核对期限", "以它为依据的")


def documents_page(course: Course) -> str:
    """Return the page on all registered documents, in the order of the register."""
    terms = {entry.document.shown: list[Term]() for entry in course.documents.entries}
    questions = {entry.document.shown: list[Question]() for entry in course.documents.entries}
    for term in course.terms:
        for document in _found(course, [term.basis]):
            terms[document.shown].append(term)
    for question, documents in _by_question(course):
        for document in documents:
            questions[document.shown].append(question)
    rows = "".join(
        _row(course, entry.document, terms[entry.document.shown], questions[entry.document.shown])
        for entry in course.documents.entries
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in _HEADS)
    return (
        f"{front('依据的文件', searched=True)}"
        '<div class="course course-report course-wide">\n<h1>依据的文件</h1>\n'
        f"<p>术语的释义和题目所依据的公开文件，共 {len(course.documents.entries)} 份，登记在 documents.yml 里。"
        "讲话里没有展开、由各单位自己规定的，依据写“本单位文件”，不在这里。</p>\n"
        '<div class="course-scroll" tabindex="0" role="region" aria-label="文件登记表">'
        f'<table class="course-matrix course-register"><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n'
        "</div>\n"
    )


def _by_question(course: Course) -> Iterable[tuple[Question, list[PublicDocument]]]:
    """Yield each question with the documents it rests on, by its own basis or by that of a term it asks."""
    known, terms = term_ids(course), {term.id: term for term in course.terms}
    for _, question in course.questions():
        asked = [terms[known[name]] for name in map(normalise, question.terms) if name in known]
        yield question, _found(course, [*question.basis, *(term.basis for term in asked)])


def _found(course: Course, bases: Iterable[str]) -> list[PublicDocument]:
    found = (course.documents.find(citation) for basis in bases for citation in basis_citations(basis))
    return list({document.shown: document for document in found if document}.values())


def _row(course: Course, document: PublicDocument, terms: list[Term], questions: list[Question]) -> str:
    also = f"<small>又称：{_text('、'.join(document.also))}</small>" if document.also else ""
    note = f"<small>{_text(document.note)}</small>" if document.note else ""
    successor = course.documents.successor(document)
    followed = f"<small>现在是{_text(successor.shown)}</small>" if successor else ""
    links = "、".join(f'<a href="../glossary.html#{escape(term.id)}">{escape(term.name)}</a>' for term in terms)
    resting = "；".join(part for part in (links, f"{len(questions)} 道题" if questions else "") if part)
    return (
        f'<tr><th scope="row">《{_text(document.title)}》{also}{note}</th><td>{_text(document.issuer)}</td>'
        f'<td class="course-whole">{document.edition}年</td><td>{document.validity or _UNVERIFIED}{followed}</td>'
        f'<td class="course-whole">{document.review_by or "—"}</td>'
        f"<td>{resting or '—'}</td></tr>\n"
    )


def _text(written: str) -> str:
    # Names of documents have no markup of ours; `text` would read some into them.
    return escape(" ".join(written.split()))
