"""Record a review of a bank or of some of its questions: the unit's among its own files, the course's in the bank itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course.check import inspect_whole
from course.edit.local_reviews import has_own_review, reviews_file
from course.edit.local_reviews import with_review as with_local_review
from course.edit.review import Review, with_review
from course.files import BYTE_ORDER_MARK, content_of
from course.journal import write_together
from course.load.banks import read_bank
from course.load.unit import LOCAL_REVIEWS
from course.model.bank import LONGEST_LINE, BankFile, LocalReviews, Question
from course.model.course import Course
from course.model.review import STATUS_LABELS, standing
from course.text.diagnostics import Diagnostic, Position

_REVIEW_RULES = frozenset({"review-record", "local-review"})
"""What an approval sets right by itself."""


@dataclass(frozen=True, slots=True)
class Approved:
    """What stands in the way (then nothing was written), or the bank, the file that changed, and the ids that the review covers.

    `changed` are those among them with unreviewed answers, `kept` those with a review of their own,
    which a review of the whole bank does not touch.
    """

    obstacles: tuple[Diagnostic, ...] = ()
    refusal: str = ""
    bank: BankFile | None = None
    path: str = ""
    covered: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A course, and what the file of the unit's reviews held just before it was loaded."""

    course: Course
    reviews: bytes | None


def approve(
    root: Path, name: str, review: Review, questions: tuple[str, ...] = (), *, in_course: bool = True
) -> Approved:
    """Record a review of the bank `name` (its short name, or its path) or of some of its questions; write nothing in doubt.

    It is the course's with `in_course`, otherwise the unit's.
    """
    reviews = content_of(root / LOCAL_REVIEWS)
    outcome = inspect_whole(root)
    obstacles = tuple(
        found for found in outcome.diagnostics if found.severity == "error" and found.rule not in _REVIEW_RULES
    )
    if obstacles:
        return Approved(obstacles)
    bank = _bank(outcome.course, name)
    if bank is None:
        known = "、".join(bank.name for bank in outcome.course.banks)
        return Approved(
            refusal=f"没有“{name}”这个题库。" + (f"请写成其中一个：{known}" if known else "课程里还没有题库")
        )
    if bank.is_empty:
        return Approved(refusal=f"题库 {bank.name} 里还没有题，不用审核")
    if in_course and bank.is_local:
        return Approved(refusal=f"{bank.name} 是本单位自己的题库，审核记在 local 里。请去掉 --course")
    if not review.reviewer.strip() and review.status != "draft":
        return Approved(refusal="没有写审核人。请加上 --by 审核人的姓名")
    if len(review.reviewer) > LONGEST_LINE:
        return Approved(refusal=f"审核人的姓名超过 {LONGEST_LINE} 个字。请写短些")
    unknown = [one for one in questions if one not in bank.named]
    if unknown:
        return Approved(refusal=f"题库 {bank.name} 里没有这些题号：{'、'.join(unknown)}。请照题库改正")
    if in_course:
        return _recorded(root, bank, review, questions)
    return _recorded_locally(root, _Loaded(outcome.course, reviews), bank, review, questions)


def _bank(course: Course, name: str) -> BankFile | None:
    return next((bank for bank in course.banks if name in {bank.name, bank.path, f"{bank.name}.yml"}), None)


def _recorded_locally(
    root: Path, loaded: _Loaded, bank: BankFile, review: Review, questions: tuple[str, ...]
) -> Approved:
    before, names = bank.local_reviews or LocalReviews(), frozenset(questions) or None
    own = [question for question in bank.questions if has_own_review(question, before)]
    covered = [
        question for question in bank.questions if (question not in own if names is None else question.id in names)
    ]
    text = reviews_file(with_local_review(loaded.course, before, bank, review, names))
    write_together(root, {LOCAL_REVIEWS: text}, _title(bank, review, covered), before={LOCAL_REVIEWS: loaded.reviews})
    return _approved(bank, LOCAL_REVIEWS, covered, [] if names else own)


def _title(bank: BankFile, review: Review, covered: Sequence[Question]) -> str:
    by = f"，{review.reviewer}" if review.reviewer.strip() else ""
    return f"审核 {bank.name}：{len(covered)} 道题记为“{STATUS_LABELS[review.status]}”{by}"


def _approved(bank: BankFile, path: str, covered: Sequence[Question], kept: Sequence[Question]) -> Approved:
    return Approved(
        bank=bank,
        path=path,
        covered=tuple(question.id or "" for question in covered),
        changed=tuple(
            question.id or "" for question in covered if standing(bank, question).cause in {"changed", "added"}
        ),
        kept=tuple(question.id or "" for question in kept),
    )


def _recorded(root: Path, bank: BankFile, review: Review, questions: tuple[str, ...]) -> Approved:
    # Bytes, not text: the file keeps its own line ends and its byte order mark.
    content = (root / bank.path).read_bytes()
    before = content.decode()
    mark = BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else ""
    names = frozenset(questions) or None
    after = with_review(before.removeprefix(mark), bank, review, names)
    again, found = read_bank(after.replace("\r\n", "\n"), bank.path)
    if found or not _holds(bank, again, review, names):
        message = (
            f"这个文件的写法特别，没法替您改。请把题库改写成每个字段一行的样子，再运行 ./course approve（{bank.name}）"
        )
        return Approved((Diagnostic(Position(bank.path), message, "review-record"),))
    covered = [question for question in bank.questions if _covered(question, names)]
    write_together(root, {bank.path: mark + after}, _title(bank, review, covered), before={bank.path: content})
    return _approved(bank, bank.path, covered, [] if names else [one for one in bank.questions if one.status])


def _covered(question: Question, names: frozenset[str] | None) -> bool:
    return question.status is None if names is None else question.id in names


def _holds(before: BankFile, after: BankFile, review: Review, names: frozenset[str] | None) -> bool:
    """Return whether a bank is what it was, except for the requested review."""
    same = (before.title, before.page) == (after.title, after.page) and _bare(before) == _bare(after)
    return same and all(
        standing(after, question).status == review.status
        for question, old in zip(after.questions, before.questions, strict=True)
        if _covered(old, names)
    )


def _bare(bank: BankFile) -> list[Question]:
    fields = {"status": None, "reviewer": None, "reviewed_on": None, "answer_version": None}
    return [question.model_copy(update=fields) for question in bank.questions]
