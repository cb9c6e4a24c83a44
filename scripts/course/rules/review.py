"""A review says who looked at what and when, and holds for the answers that were looked at."""

from collections.abc import Collection

from course.model.bank import BankFile, LocalReviews, Question, Reviewed
from course.model.course import Course
from course.model.review import reviews_of, standing
from course.rules.registry import Findings, collect, collect_of_banks
from course.rules.texts import named
from course.text.near import nearest

_REMEDY = "请运行 ./course approve 来写，不要手写"


def review_record(bank: BankFile) -> Findings:
    """A bank or question that was reviewed or approved must say by whom, when and for which answers."""
    if bank.head and (problem := _problem(bank.head, bank.head.answer_versions)):
        yield bank.place("status" if bank.head.status else "title"), f"这个题库{problem}。{_REMEDY}"
    for index, question in zip(bank.indexes, bank.questions, strict=True):
        if problem := _problem(question, question.answer_version):
            key = "status" if question.status else "id"
            yield bank.place("questions", index, key), f"这道题{problem}。{_REMEDY}"


def local_review(course: Course) -> Findings:
    """A review of the unit must be whole, and of a bank or a question that there is, or that there was."""
    if course.review_places is None or not course.knows_all_of("quizzes/", "local/"):
        return
    banks = {bank.name: bank for bank in course.whole.banks}
    reviews = next((bank.local_reviews for bank in banks.values() if bank.local_reviews), LocalReviews())
    known = {question.id or "" for question in course.whole.written_questions()}
    gone = {name for ids in (course.ids, course.local_ids) for name, _ in ids.withdrawn}
    for name, whole in reviews.banks.items():
        problem = _misnamed("题库", name, banks) or _remedied(whole, whole.answer_versions)
        if problem:
            yield course.review_places("banks", name), problem
    for name, review in reviews.questions.items():
        problem = _misnamed("题号", name, known | gone) or _remedied(review, review.answer_version)
        if problem:
            yield course.review_places("questions", name), problem


def _remedied(review: Reviewed, versions: object) -> str:
    problem = _problem(review, versions)
    return f"这里{problem}。{_REMEDY}" if problem else ""


def _misnamed(what: str, name: str, known: Collection[str]) -> str:
    return "" if name in known else f"没有这个{what}：{name}{nearest(name, known) or '。'}请照题库改正，或删去这一条"


def _problem(review: Reviewed, versions: object) -> str:
    if review.status in {"reviewed", "approved"}:
        stated = {"审核人": review.reviewer, "审核日期": review.reviewed_on, "审核时的答案版本": versions}
        missing = "、".join(name for name, value in stated.items() if not value)
        return f"写了 status: {review.status}，却没有写{missing}" if missing else ""
    if review.status is None and (review.reviewer or review.reviewed_on or versions):
        return "有审核记录，却没有写 status"
    return ""


def changed_since_review(bank: BankFile) -> Findings:
    """A question whose answers changed after its review, or that came later, is a draft until it is reviewed."""
    for index, question in zip(bank.indexes, bank.questions, strict=True):
        if _incomplete(bank, question):
            continue
        match standing(bank, question).cause:
            case "changed":
                stated = f"{named(question)}审核以后改过题目或答案，已经变回草稿"
            case "added":
                stated = f"{named(question)}是题库审核以后加的，现在是草稿"
            case _:
                continue
        yield (
            bank.place("questions", index),
            f"{stated}，发布时不放进去。请重新审核，再运行 ./course approve {bank.name} --by 审核人",
        )


def _incomplete(bank: BankFile, question: Question) -> bool:
    """Return whether the review that holds for a question has faults of its own, from which everything else follows."""
    review, seen = next(((one, seen) for one, seen in reviews_of(bank, question) if one.status), (question, None))
    return bool(_problem(review, seen or getattr(review, "answer_versions", None)))


RULES = (
    *collect(local_review),
    *collect_of_banks(review_record),
    *collect_of_banks(changed_since_review, severity="warning"),
)
