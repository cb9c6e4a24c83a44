"""How questions leave a course: drafts, unfinished and withdrawn ones all leave in the same way."""

from dataclasses import replace

from course.build_cache import NO_CACHE, NoCache
from course.model.bank import BankFile, Question
from course.model.course import Course, KnownIds


def without(course: Course, questions: frozenset[str], cache: NoCache = NO_CACHE) -> Course:
    """Return the course without the questions that have these ids: none of them is shown, named, counted or missed."""
    if not questions:
        return course
    banks = (cache.call(_without_questions, bank, questions) for bank in course.banks)
    return replace(
        course,
        banks=tuple(bank for bank in banks if not bank.is_empty),
        ids=_without_known(course.ids, questions),
        local_ids=_without_known(course.local_ids, questions),
    )


def without_withdrawn(course: Course, cache: NoCache = NO_CACHE) -> Course:
    """Return the course as the unit uses it: without the questions that it has withdrawn."""
    return without(course, frozenset(name for name, _ in course.local_ids.withdrawn), cache)


def _without_known(ids: KnownIds, left_out: frozenset[str]) -> KnownIds:
    return replace(ids, questions=tuple(known for known in ids.questions if known.id not in left_out))


def _without_questions(bank: BankFile, left_out: frozenset[str]) -> BankFile:
    if left_out.isdisjoint(name for question in bank.questions for name in (question.id, *question.apart)):
        return bank
    kept = [
        (index, question)
        for index, question in zip(bank.indexes, bank.questions, strict=True)
        if question.id not in left_out
    ]
    questions = tuple(_apart(question, left_out) for _, question in kept)
    cited = bank.cited if not bank.whole else frozenset(point for question in questions for point in question.points)
    return replace(
        bank,
        questions=questions,
        indexes=tuple(index for index, _ in kept),
        cited=cited,
        named=bank.named - left_out,
    )


def _apart(question: Question, left_out: frozenset[str]) -> Question:
    if left_out.isdisjoint(question.apart):
        return question
    return question.model_copy(update={"apart": tuple(name for name in question.apart if name not in left_out)})
