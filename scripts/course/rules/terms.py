"""Terms are explained where they are used, and every meaning says what it rests on."""

import re
from collections.abc import Iterator

from course.coverage.counts import term_ids
from course.model.course import Course
from course.model.glossary import LOCAL, Term
from course.model.normalise import normalise
from course.rules.registry import Findings, collect, collect_derived
from course.rules.subject import Subject
from course.text.diagnostics import Position

_PUBLIC = re.compile(r".{2,}（[0-9]{4}年）.*")
_SHORTEST_CERTAIN = 3
_SHORTEST_VARIANT = 2
_QUOTED = re.compile(r"“[^“”]*”")


def term_without_meaning(course: Course) -> Findings:
    """A term must have an id and a meaning."""
    for term in course.terms:
        if not term.id.startswith("term-"):
            yield term.position, f"术语“{term.name}”缺少编号。请在标题后写 {{ #term-… }}"
        if not term.meaning:
            yield term.position, f"术语“{term.name}”没有释义。请在标题下面写一段话"


def term_without_basis(course: Course) -> Findings:
    """A meaning must rest on a public document with its year, or be left to the reader's own unit."""
    for term in course.terms:
        if term.basis != LOCAL and not _PUBLIC.fullmatch(term.basis):
            yield (
                term.position,
                f"术语“{term.name}”的依据要写明公开文件和年份，如“依据：《文件名》（2018年）”，由本单位规定的写“依据：{LOCAL}”",
            )


def term_locator(course: Course) -> Findings:
    """A term must say where it stands in the source."""
    if not course.knows_all_of("course.yml"):
        return
    known = {heading.locator for heading in course.outline}
    for term in course.terms:
        unknown = [locator for locator in term.locators if locator not in known]
        if not term.locators:
            yield term.position, f"术语“{term.name}”没有写出处。请加一行“- 出处：{course.example.locator}”"
        elif unknown:
            yield (
                term.position,
                f"术语“{term.name}”的出处“{'、'.join(unknown)}”不在 course.yml 的提纲里，请照提纲的写法改",
            )


def duplicate_term(course: Course) -> Findings:
    """A name or variant may belong to one term only."""
    owners: dict[str, Term] = {}
    for term in course.terms:
        for name in term.names:
            owner = owners.setdefault(normalise(name), term)
            if owner is not term:
                yield term.position, f"“{name}”已经是术语“{owner.name}”的名称或别名，请删去一处"


def unknown_term(course: Course) -> Findings:
    """A name in square brackets on a study page must be a term, or readers see the brackets."""
    if not course.knows_all_of("docs/glossary.md"):
        return
    for study in course.study:
        for bracket in study.page.brackets:
            yield (
                bracket.position,
                f"术语表里没有“{bracket.target}”。请在 docs/glossary.md 中加上，或去掉方括号",
            )


def term_unlinked(course: Course) -> Findings:
    """A term must be linked in every requirement that uses it, so that its meaning is at hand there."""
    for study in course.study:
        for section in study.page.sections:
            if not section.is_requirement:
                continue
            for term in _unlinked(section.text, section.terms, course.terms):
                yield (
                    section.position,
                    f"“{section.title}”一节用到术语“{term.name}”，请在第一次出现处写成 [{term.name}]",
                )


def _unlinked(text: str, linked: frozenset[str], terms: tuple[Term, ...]) -> list[Term]:
    # Longest names first, so that a short term inside a longer one does not count as used.
    rest, found = text, []
    for term in sorted(terms, key=lambda term: -len(term.name)):
        if len(term.name) >= _SHORTEST_CERTAIN and term.name in rest:
            rest = rest.replace(term.name, "\n")
            if term.id not in linked:
                found.append(term)
    return found


def unused_term(course: Course) -> Findings:
    """A term must be linked on some study page: the glossary explains the speech, nothing else."""
    if not course.knows_all_of("docs/"):
        return
    used = {name for study in course.study for name in study.page.terms}
    for term in course.terms:
        if term.id not in used:
            yield term.position, f"没有一个学习页用到术语“{term.name}”。请在用到的地方写成 [{term.name}]，用不着就删去"


def unknown_question_term(course: Course) -> Findings:
    """A question may only name terms of the glossary."""
    if not course.knows_all_of("docs/glossary.md"):
        return
    known = term_ids(course)
    for bank in course.banks:
        for index, question in zip(bank.indexes, bank.questions, strict=True):
            for number, name in enumerate(question.terms):
                if normalise(name) not in known:
                    yield (
                        bank.place("questions", index, "terms", number),
                        f"术语表里没有“{name}”。请改成 docs/glossary.md 里的名称，或先在那里加上",
                    )


def term_spelling(subject: Subject) -> Findings:
    """A term has one spelling outside quotation marks and accepted answers; short forms are part of the name."""
    course = subject.course
    if not course.knows_all_of("docs/glossary.md"):
        return
    owned = {term.name for term in course.terms}
    variants = [
        (alias, term)
        for term in course.terms
        for alias in term.aliases
        if len(alias) >= _SHORTEST_VARIANT and alias not in term.name and term.name not in alias and alias not in owned
    ]
    names = sorted((name for term in course.terms for name in (term.name, *term.aliases)), key=len, reverse=True)
    for text, position in _prose(subject, [alias for alias, _ in variants]):
        # Longest first, so that a variant that is part of a longer name is not matched by itself.
        written = set(_names_in(_QUOTED.sub("\n", text), names))
        for alias, term in variants:
            if alias in written:
                yield position, f"这里写作“{alias}”，术语表里的名称是“{term.name}”。请统一成后者"


def _names_in(text: str, names: list[str]) -> list[str]:
    found = []
    for name in names:
        if name in text:
            found.append(name)
            text = text.replace(name, "\n")
    return found


def _prose(subject: Subject, words: list[str]) -> Iterator[tuple[str, Position]]:
    """Yield every text in which one of some words stands."""
    for study in subject.course.study:
        for section in study.page.sections:
            yield section.text, section.position
    banks = subject.corpus
    if not any(word in banks.text for word in words):
        return
    for one in banks.parts:
        if "answers" not in one.keys and any(word in one.text for word in words):
            yield one.prose, one.place()


RULES = collect(
    term_without_meaning,
    term_without_basis,
    term_locator,
    duplicate_term,
    unknown_term,
    term_unlinked,
    unused_term,
    unknown_question_term,
) + collect_derived(term_spelling)
