"""审核: what waits to be read, beside the version approved before, and approval under one's name."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from course.desk.desk import Desk, this_desk
from course.desk.former_versions import former_versions
from course.desk.named_bank import named_bank
from course.desk.question_view import QuestionView, Viewing, viewing_of
from course.desk.remembered import remember, remembered
from course.edit.approve import Approved, approve
from course.edit.review import Review
from course.environment import today
from course.errors import RefusedError
from course.model.bank import LONGEST_LINE, BankFile, Question, Status
from course.model.course import Course
from course.model.review import STATUS_LABELS, Standing, reviews_of, standing
from course.text.diagnostics import format_text

_ON_PAGE = 20
_STATES = {
    "changed": "审核以后改过",
    "added": "审核以后新加",
    "said": "草稿",
    "none": "没有登记过审核",
    "passed": "审核过",
}
"""States of questions in the order in which they are worth reading."""

_WAITING = ("changed", "added", "said")


@dataclass(frozen=True, slots=True)
class BankRow:
    """A bank, how many of its finished questions are in which state, and how many are unfinished."""

    name: str
    title: str
    counts: Mapping[str, int]
    unfinished: int

    @property
    def waiting(self) -> int:
        """How many questions are held back until they are approved."""
        return sum(self.counts.get(state, 0) for state in _WAITING)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a question, and what it is (Chinese); without a view it has an error that makes it no question."""

    label: str
    view: QuestionView | None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question to read: as it is, as it was approved or as the reader saw it, and how it stands."""

    id: str
    number: int
    state: str
    now: Version
    before: Version | None
    lost: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person filled in; `whole` for the bank instead of the chosen questions."""

    by: str = ""
    status: Status = "approved"
    chosen: frozenset[str] = frozenset()
    whole: bool = False
    in_course: bool = False


@dataclass(frozen=True, slots=True)
class BankPage:
    """Questions of one bank, some to a page; `following` is the next bank with questions to read."""

    bank: BankFile
    following: BankRow | None
    counts: Mapping[str, int]
    which: str
    rows: tuple[QuestionRow, ...]
    page: int
    pages: int
    stamp: str
    wanted: Wanted
    problems: Mapping[str, str]
    states: Mapping[str, str]
    labels: Mapping[Status, str]

    @property
    def is_read(self) -> bool:
        """Whether every finished question of the bank is approved in its current version."""
        return not _unread(self.counts)


def pages() -> Blueprint:
    """Return the pages of the reviews."""
    area = Blueprint("reviews", __name__, url_prefix="/reviews")
    area.add_url_rule("/", "show", _show)
    area.add_url_rule("/<name>", "bank", _bank)
    area.add_url_rule("/<name>", "record", _record, methods=["POST"])
    return area


def _show() -> str:
    return render_template("reviews.html.j2", banks=_bank_rows(_course()), states=_STATES)


def _course() -> Course:
    return this_desk().course.outcome().course


def _bank_rows(course: Course) -> list[BankRow]:
    """Return the banks that have questions, those that hold most back first."""
    rows = [
        BankRow(bank.name, bank.shown_title, _counts(bank), bank.unfinished)
        for bank in course.banks
        if not bank.is_empty
    ]
    return sorted(rows, key=lambda row: -row.waiting)


def _unread(counts: Mapping[str, int]) -> int:
    """Return how many finished questions are not approved in their current version."""
    return sum(counts.get(state, 0) for state in (*_WAITING, "none"))


def _counts(bank: BankFile) -> Counter[str]:
    return Counter(state_of(standing(bank, question)) for question in bank.finished)


def state_of(found: Standing) -> str:
    """Return under which name of `_STATES` a question stands."""
    if found.status is None:
        return "none"
    return found.cause or "passed"


def _bank(name: str) -> str:
    return _page(
        named_bank(this_desk().course.outcome(), name), Wanted(by=remembered(this_desk().root, "reviewer")), {}
    )


def _page(bank: BankFile, wanted: Wanted, problems: Mapping[str, str], seen: Mapping[str, str] | None = None) -> str:
    """Return the page of a bank; `seen` are questions as they were when the person read them, and are not any more."""
    counts = _counts(bank)
    which = request.args.get("which", "")
    if which not in {*_STATES, "all", "waiting"}:
        which = _worth_reading(counts)
    found = [one for one in bank.finished if seen is None or one.id in seen]
    if seen is None:
        found = [one for one in found if _belongs(bank, one, which)]
    count = max(1, -(-len(found) // _ON_PAGE))
    page = min(max(1, request.args.get("page", 1, type=int)), count)
    rows = tuple(_rows(bank, found[(page - 1) * _ON_PAGE : page * _ON_PAGE], wanted, seen or {}))
    following = next((one for one in _bank_rows(_course()) if _unread(one.counts) and one.name != bank.name), None)
    view = BankPage(
        bank, following, counts, which, rows, page, count, _stamp(bank), wanted, problems, _STATES, STATUS_LABELS
    )
    return render_template("reviews-bank.html.j2", view=view)


def _worth_reading(counts: Mapping[str, int]) -> str:
    """Return the filter to start with: questions that wait for review, else those without one, else all."""
    if any(counts[state] for state in _WAITING):
        return "waiting"
    return "none" if counts["none"] else "all"


def _belongs(bank: BankFile, question: Question, which: str) -> bool:
    state = state_of(standing(bank, question))
    return which in {"all", state} or (which == "waiting" and state in _WAITING)


def _rows(
    bank: BankFile, questions: Sequence[Question], wanted: Wanted, seen: Mapping[str, str]
) -> Iterator[QuestionRow]:
    desk = this_desk()
    viewing = desk.course.derived(viewing_of)
    numbers = {question.id: number for number, question in enumerate(bank.questions, 1)}
    before = _before(desk, viewing, bank, questions)
    for question in questions:
        name, state = question.id or "", state_of(standing(bank, question))
        read = QuestionView(seen[name], Markup("")) if seen.get(name) else None
        former = Version("您刚才看的", read) if read else before.get(name)
        lost = state == "changed" and former is None
        now = Version("现在的", viewing.of_question(question))
        yield QuestionRow(name, numbers[question.id], state, now, former, lost, name in wanted.chosen)


def _before(desk: Desk, viewing: Viewing, bank: BankFile, questions: Sequence[Question]) -> dict[str, Version]:
    """Return the approved versions of those questions that changed since, as far as they can be found."""
    changed = {
        question.id or "": version
        for question in questions
        if standing(bank, question).cause == "changed" and (version := _approved_version(bank, question))
    }
    if not changed:
        return {}
    found = former_versions(desk.root, bank, changed, viewing)
    return {name: Version(f"审核时的（{one.source}）", one.view) for name, one in found.items()}


def _approved_version(bank: BankFile, question: Question) -> str | None:
    return next((version for review, version in reviews_of(bank, question) if review.status), None)


def _data(question: Question) -> str:
    """Return what a form names a question by: what members see of it."""
    view = this_desk().course.derived(viewing_of).of_question(question)
    return view.data if view else ""


def _stamp(bank: BankFile) -> str:
    """Return what stands for all questions of a bank: it changes with any of them."""
    texts = (question.model_dump_json() for question in bank.questions)
    return sha256("\n".join(texts).encode()).hexdigest()


def _record(name: str) -> str | Response | tuple[str, int]:
    wanted = _wanted()
    desk = this_desk()
    with desk.writing:
        bank = named_bank(desk.course.outcome(), name)
        problems = _problems(wanted)
        # First of all: every page that is shown again says that its questions are those that the person has seen.
        changed = _changed_meanwhile(bank, wanted)
        if changed is not None:
            problems["meanwhile"] = "、".join(changed) or "这个题库"
            return _page(bank, wanted, problems, changed or None), 409
        if problems:
            return _page(bank, wanted, problems), 422
        done = _approve(desk, bank, wanted)
    if done.bank is None:
        reasons = [done.refusal] if done.refusal else list(format_text(done.obstacles))
        raise RefusedError("\n".join(reasons))
    if wanted.by:
        remember(desk.root, "reviewer", wanted.by)
    done_as = f"{len(done.covered)} 道题记为“{STATUS_LABELS[wanted.status]}”"
    flash(f"{bank.shown_title}：{done_as}，写在 {done.path}。", "change")
    # To the other questions of the same kind, as long as any is left.
    is_left = _unread(_counts(named_bank(desk.course.outcome(), name)))
    where = request.args.to_dict() if is_left else {"which": "waiting"}
    return redirect(f"{url_for('reviews.bank', name=name)}?{urlencode(where)}")


def _wanted() -> Wanted:
    form = request.form
    status: Status | None = next((one for one in STATUS_LABELS if one == form.get("status")), None)
    return Wanted(
        by=form.get("by", "").strip(),
        status=status or "approved",
        chosen=frozenset(form.getlist("chosen")),
        whole=form.get("scope") == "bank",
        in_course=form.get("course") == "yes",
    )


def _problems(wanted: Wanted) -> dict[str, str]:
    """Return what is wrong with the form by its fields."""
    found = {}
    if wanted.status != "draft" and not wanted.by:
        found["by"] = "没有写审核人的姓名。请写上"
    if len(wanted.by) > LONGEST_LINE:
        found["by"] = f"审核人的姓名超过 {LONGEST_LINE} 个字。请写短些"
    if not wanted.whole and not wanted.chosen:
        found["chosen"] = "没有选题。请在题目前面打勾，或者选“整个题库”"
    return found


def _changed_meanwhile(bank: BankFile, wanted: Wanted) -> dict[str, str] | None:
    """Return what the person saw of the questions that are others now, by id; None if nothing changed.

    Of a whole bank only the questions on the page were seen: what changed may lie elsewhere.
    """
    now = {question.id: _data(question) for question in bank.questions}
    shown = {key.removeprefix("seen-"): text for key, text in request.form.items() if key.startswith("seen-")}
    if wanted.whole and request.form.get("stamp") == _stamp(bank):
        return None
    read = shown if wanted.whole else {name: shown.get(name, "") for name in sorted(wanted.chosen)}
    changed = {name: text for name, text in read.items() if now.get(name) != text}
    return changed if changed or wanted.whole else None


def _approve(desk: Desk, bank: BankFile, wanted: Wanted) -> Approved:
    review = Review(wanted.status, wanted.by, today().isoformat())
    names = () if wanted.whole else tuple(sorted(wanted.chosen))
    return approve(desk.root, bank.path, review, names, in_course=wanted.in_course and not bank.is_local)
