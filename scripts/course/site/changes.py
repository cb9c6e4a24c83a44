"""What changed in the questions since an earlier release, as a page for members."""

from collections.abc import Mapping
from dataclasses import dataclass

from course.model import inline
from course.model.bank import BLANK, Question
from course.model.changes import CHANGE_LABELS, ChangeKind, Changes, QuestionChange
from course.model.course import Course
from course.site.html import front
from course.templates import Templates

_LONGEST = 60
_ABOUT: dict[ChangeKind, str] = {
    "key": "以前的答案不对或不全。您在这些题上的旧记录已经作废，请再做一遍。",
    "wording": "题目的说法改了，答案没有变。您在这些题上的旧记录已经作废，请再做一遍。",
    "explanation": "题目和答案没有变，旧记录照样有效。",
    "added": "这一版新加的题。",
    "withdrawn": "这些题不再使用。",
    "held": "这些题正在修改，改好以后再放回来。",
}


@dataclass(frozen=True, slots=True)
class _Item:
    """One changed question; without a stem it cannot be looked at any more."""

    id: str
    bank: str
    title: str
    stem: str


@dataclass(frozen=True, slots=True)
class _Section:
    label: str
    about: str
    items: tuple[_Item, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class _Page:
    since: str
    day: str
    counts: str
    sections: tuple[_Section, ...]


def changes_page(course: Course, changes: Changes, templates: Templates) -> str:
    """Return the page."""
    titles = {bank.name: bank.title for bank in course.banks}
    kinds = [kind for kind in CHANGE_LABELS if changes.of(kind)]
    view = _Page(
        since=changes.since,
        day=f"{changes.day}",
        counts="，".join(f"{CHANGE_LABELS[kind]} {len(changes.of(kind))} 道" for kind in kinds),
        sections=tuple(_section(kind, changes.of(kind), titles) for kind in kinds),
    )
    return front("本次更正了哪些题", searched=False) + templates.render("changes", view)


def _section(kind: ChangeKind, found: tuple[QuestionChange, ...], titles: Mapping[str, str]) -> _Section:
    items = tuple(
        _Item(change.id, change.bank, titles.get(change.bank, change.bank), _stem(change.question)) for change in found
    )
    # New questions may be hundreds; what was corrected is what readers come for.
    return _Section(CHANGE_LABELS[kind], _ABOUT[kind], items, folded=kind == "added")


def _stem(question: Question | None) -> str:
    if question is None:
        return ""
    stem = " ".join(inline.plain(question.stem).replace(BLANK, "____").split())
    return stem if len(stem) <= _LONGEST else f"{stem[: _LONGEST - 1]}…"
