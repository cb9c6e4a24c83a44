"""What changed in the questions since an earlier release, as a page for members."""

from html import escape

from course.model import inline
from course.model.bank import BLANK
from course.model.changes import CHANGE_LABELS, Change, ChangeKind, Changes
from course.model.course import Course
from course.site.html import front

_LONGEST = 60
_ABOUT: dict[ChangeKind, str] = {
    "key": "以前的答案不对或不全。您在这些题上的旧记录已经作废，请再做一遍。",
    "wording": "题目的说法改了，答案没有变。您在这些题上的旧记录已经作废，请再做一遍。",
    "explanation": "题目和答案没有变，旧记录照样有效。",
    "added": "这一版新加的题。",
    "withdrawn": "这些题不再使用。",
    "held": "这些题正在修改，改好以后再放回来。",
}


def changes_page(course: Course, changes: Changes) -> str:
    """Return the page."""
    titles = {bank.name: bank.title for bank in course.banks}
    counts = "，".join(
        f"{label} {len(found)} 道" for kind, label in CHANGE_LABELS.items() if (found := changes.of(kind))
    )
    sections = "".join(_section(kind, changes.of(kind), titles) for kind in CHANGE_LABELS)
    return (
        f"{front('本次更正了哪些题', searched=False)}"
        '<div class="course" data-search-exclude>\n<h1>本次更正了哪些题</h1>\n'
        f'<p class="course-meta">与 {escape(changes.since)} 版（{changes.day}）相比：{counts or "题目没有变化"}。</p>\n'
        f"{sections}</div>\n"
    )


def _section(kind: ChangeKind, found: tuple[Change, ...], titles: dict[str, str]) -> str:
    if not found:
        return ""
    items = "".join(f"<li>{_item(change, titles.get(change.bank, change.bank))}</li>\n" for change in found)
    listed = f"<ul>\n{items}</ul>"
    # New questions may be hundreds; what was corrected is what readers come for.
    folded = f"<details><summary>看这 {len(found)} 道题</summary>{listed}</details>" if kind == "added" else listed
    return f"<section><h2>{CHANGE_LABELS[kind]}（{len(found)} 道）</h2>\n<p>{_ABOUT[kind]}</p>{folded}</section>\n"


def _item(change: Change, bank: str) -> str:
    about = f"<small>{escape(bank)}，{escape(change.id)}</small>"
    if change.question is None:
        return f"{escape(change.id)}<small>{escape(bank)}</small>"
    stem = " ".join(inline.plain(change.question.stem).replace(BLANK, "____").split())
    short = stem if len(stem) <= _LONGEST else f"{stem[: _LONGEST - 1]}…"
    return f'<a href="../quizzes/{escape(change.bank)}.html#{escape(change.id)}">{escape(short)}</a>{about}'
