"""Whatever is cited is in the register of documents, and the edition that is cited is the one in force."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from course.coverage.counts import term_ids
from course.model.bank import BankFile, Question
from course.model.course import Course
from course.model.documents import OUTDATED, Citation, Listed, PublicDocument, basis_citations, citations
from course.model.glossary import LOCAL
from course.model.normalise import normalise
from course.rules.registry import Findings, collect, collect_derived
from course.rules.subject import Subject
from course.rules.texts import BankText
from course.text.diagnostics import Key, Position
from course.text.yaml_reader import position_in

_LEFT_OUT = ("glossary.md", "maintain/", "local/")
"""The glossary is looked at term by term; pages for staff name documents as examples; a unit cites its own."""

_REMEDY = "请对照新的规定核对内容，再改引用"


@dataclass(frozen=True, slots=True)
class _Cited:
    """Who cites what, and where."""

    who: str
    citation: Citation
    at: Callable[[], Position]

    @property
    def position(self) -> Position:
        """Looked up only for what has to be reported."""
        return self.at()


def _known(position: Position) -> Position:
    return position


def unknown_document(subject: Subject) -> Findings:
    """Every basis, and every document that a text names with its year, must be in the register."""
    course = subject.course
    if not course.knows_all_of("documents.yml"):
        return
    for cited in _all_cited(subject):
        if cited.citation.year is not None and course.documents.find(cited.citation) is None:
            yield cited.position, _unknown(course, cited)
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for number, basis in enumerate(question.basis):
                if not any(cited.year for cited in basis_citations(basis)):
                    yield (
                        bank.place("questions", index, "basis", number),
                        f"依据“{basis}”看不出是哪一年的哪份文件。请写成《文件名》（2018年）的样子",
                    )


def _unknown(course: Course, cited: _Cited) -> str:
    years = "、".join(f"{one.edition}年" for one in course.documents.editions(cited.citation.name))
    message = f"{cited.who}写的{cited.citation.shown}不在文件登记表里"
    if years:
        return f"{message}，登记的是{years}的版本。请核对年份，或在 documents.yml 里登记这一版"
    return f"{message}。请在 documents.yml 里登记，或照登记表改正文件名"


def outdated_document(subject: Subject) -> Findings:
    """What rests on an edition that is no longer in force must be looked at again: page, term or question."""
    course = subject.course
    outdated = {entry.document.shown for entry in course.documents.entries if entry.document.validity in OUTDATED}
    if not outdated:
        return
    found = [
        (cited.position, _outdated_message(course, cited, document))
        for cited in _all_cited(subject)
        if (document := _outdated(course, cited))
    ]
    yield from dict.fromkeys([*found, *_through_terms(course)])


def _outdated(course: Course, cited: _Cited) -> PublicDocument | None:
    """Return the outdated edition that is cited, or may be where no year is stated."""
    if cited.citation.year is not None:
        editions = [course.documents.find(cited.citation)]
    else:
        editions = [*course.documents.editions(cited.citation.name)]
    return next((one for one in editions if one and one.validity in OUTDATED), None)


def _outdated_message(course: Course, cited: _Cited, document: PublicDocument) -> str:
    if cited.citation.year is not None:
        return f"{cited.who}引用的{_fate(course, document)}{_REMEDY}"
    return (
        f"{cited.who}提到{cited.citation.shown}，没有写年份，{_fate(course, document)}"
        "请对照新的规定核对内容；核对过的写上年份，题目可以写在 basis 里"
    )


def _fate(course: Course, document: PublicDocument) -> str:
    successor = course.documents.successor(document)
    now = f"，现在是{successor.shown}" if successor else ""
    return f"{document.shown}{document.validity}{now}。"


def _through_terms(course: Course) -> Findings:
    """Yield the questions and sections that use a term whose basis is outdated."""
    fates = {
        term.id: f"术语“{term.name}”所依据的{_fate(course, document)}{_REMEDY}"
        for term in course.terms
        for citation in basis_citations(term.basis)
        if (document := course.documents.find(citation)) and document.validity in OUTDATED
    }
    known = term_ids(course)
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for number, name in enumerate(question.terms):
                if fate := fates.get(known.get(normalise(name), "")):
                    yield bank.place("questions", index, "terms", number), f"题目 {question.id or ''} 考到的{fate}"
    for study in course.study:
        for section in study.page.sections:
            for name in sorted(section.terms & fates.keys()):
                yield section.position, f"“{section.title}”一节用到的{fates[name]}"


def document_register(course: Course) -> Findings:
    """The register must say of each edition once what became of it, and of one in force when to look again."""
    seen: set[tuple[str, int]] = set()
    for entry in course.documents.entries:
        document = entry.document
        names = {(normalise(name), document.edition) for name in document.names}
        if names & seen:
            yield entry.place("title"), f"{document.shown}登记了两次，或者它的别名属于另一份文件。请删去一处"
        seen |= names
        if document.validity == "现行" and document.review_by is None:
            yield entry.place("title"), f"{document.shown}是现行文件，请写上 review_by：最迟哪一天再核对一次"
        yield from _check(entry)
        yield from _succession(course, entry)


def _check(entry: Listed) -> Findings:
    document = entry.document
    if document.checked_on and not document.checked_by:
        yield entry.place("checked_on"), f"{document.shown}写了核对的日期，请在 checked_by 里写明对照的是哪里的文本"
    if document.checked_by and not document.checked_on:
        yield entry.place("checked_by"), f"{document.shown}写了对照的文本，请在 checked_on 里写明哪一天核对的"
    if document.checked_on and document.review_by and document.review_by <= document.checked_on:
        yield entry.place("review_by"), f"{document.shown}再核对的日期要晚于 checked_on。请把 review_by 往后改"


def _succession(course: Course, entry: Listed) -> Findings:
    document = entry.document
    if document.successor is None:
        if document.validity == "已修订":
            yield entry.place("title"), f"{document.shown}已修订，请在 successor 里写明现在是哪一份文件"
        return
    if document.validity not in OUTDATED:
        yield (
            entry.place("successor"),
            f"{document.shown}写了取代它的文件，validity 就要写“已修订”或“已废止”；没有被取代的，请删去 successor",
        )
    if course.documents.successor(document) is None:
        yield (
            entry.place("successor"),
            f"取代它的文件“{document.successor}”不在登记表里。请写成《文件名》（2024年）的样子，并登记那一份",
        )
    elif document in _followers(course, document):
        yield entry.place("successor"), f"{document.shown}的取代关系绕了一圈，又回到它自己。请改正 successor"


def _followers(course: Course, document: PublicDocument) -> list[PublicDocument]:
    found: list[PublicDocument] = []
    following = course.documents.successor(document)
    while following and following not in found:
        found.append(following)
        following = course.documents.successor(following)
    return found


def overdue_review(course: Course, today: date) -> Findings:
    """A document in force must be looked up again before its day has passed."""
    for entry in course.documents.entries:
        document = entry.document
        if document.review_by and document.review_by < today.isoformat() and document.validity not in OUTDATED:
            yield (
                entry.place("review_by"),
                (
                    f"{document.shown}应当在 {document.review_by} 以前再核对一次。"
                    "请查它是不是仍然现行：是的改 review_by，不是的改 validity 和 successor"
                ),
            )


def _all_cited(subject: Subject) -> Iterator[_Cited]:
    course = subject.course
    for term in course.terms:
        if term.basis != LOCAL:
            for citation in basis_citations(term.basis):
                yield _Cited(f"术语“{term.name}”", citation, partial(_known, term.position))
        mentioned, source = list(citations(term.meaning)), list(citations(term.meaning + term.basis))
        for citation in _needing_a_look(mentioned, source):
            yield _Cited(f"术语“{term.name}”", citation, partial(_known, term.position))
    mentions = _mentions(subject)
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            yield from _by_question(bank, index, question, mentions.get((bank.path, index), []))
    for page in course.pages:
        if page.path.startswith(_LEFT_OUT):
            continue
        found = list(citations(page.prose))
        for one in _needing_a_look(found, found):
            yield _Cited("本页", one, partial(position_in, page.prose, page.position.path, one.offset))


def _mentions(subject: Subject) -> dict[tuple[str, Key], list[tuple[Citation, BankText]]]:
    """Return what the texts of questions cite, by the path of the bank and the index of the question."""
    found: dict[tuple[str, Key], list[tuple[Citation, BankText]]] = {}
    for source in subject.texts:
        if "《" in source.text and source.keys[0] == "questions":
            mentioned = [(one, source) for one in citations(source.text)]
            found.setdefault((source.bank.path, source.keys[1]), []).extend(mentioned)
    return found


def _by_question(
    bank: BankFile, index: int, question: Question, mentioned: list[tuple[Citation, BankText]]
) -> Iterator[_Cited]:
    who = f"题目 {question.id or ''} "
    stated = [
        (one, partial(bank.place, "questions", index, "basis", number))
        for number, basis in enumerate(question.basis)
        for one in basis_citations(basis)
    ]
    all_of_it = [one for one, _ in (*stated, *mentioned)]
    places: list[tuple[Citation, Callable[[], Position]]] = [
        *stated,
        *((one, source.place) for one, source in mentioned),
    ]
    for one, place in places:
        if one in _needing_a_look([one], all_of_it):
            yield _Cited(who, one, place)


def _needing_a_look(found: list[Citation], around: list[Citation]) -> list[Citation]:
    """Return the citations without those that leave the year open where another one nearby tells it."""
    source = {normalise(one.name) for one in around if one.year}
    return [one for one in found if one.year or normalise(one.name) not in source]


RULES = (
    *collect_derived(unknown_document),
    *collect(document_register),
    *collect_derived(outdated_document, severity="warning"),
)
