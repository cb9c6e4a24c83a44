"""Questions and their texts as HTML for other platforms. Our own readers know the pieces by their classes."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from course.formats.export_types import ExportItem, Loss, simpler
from course.model import inline
from course.model.bank import BLANK, MatchPart

# The sign of a blank stays whole: the writer of the question puts the gap in its place.
_ALONE = re.compile(r"\\|\$(?=\$)|\[(?=\[)|\{(?=\{(?!\}\}))")
_SOUND = re.compile(r"\[(?=sound:|\$|latex|anki:)", re.IGNORECASE)


def html(text: str) -> str:
    """Return a bank text as HTML without line ends: stress and code stay, links become their text."""
    return "".join(_run(run) for run in inline.parse(text.strip()))


def escaped(text: str) -> str:
    """Return a text that has no markup of ours, such as an accepted answer, as HTML."""
    return _inert(text)


def _run(run: inline.Run) -> str:
    match run:
        case str():
            return _inert(run)
        case inline.Strong():
            return f"<strong>{_inert(run.text)}</strong>"
        case inline.Code():
            return f"<code>{_inert(run.text)}</code>"
        case inline.Link():
            return _inert(run.text)


def _inert(text: str) -> str:
    marked = _ALONE.sub("\x00\\g<0>\x01", text)
    marked = _SOUND.sub("\x02", marked)
    safe = escape(marked).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br/>")
    return safe.replace("\x00", "<span>").replace("\x01", "</span>").replace("\x02", "&#91;")


MATERIAL, CASE_STEM, STEM = "course-material", "course-case-stem", "course-stem"
OWN, COMMON = "course-part-explanation", "course-case-explanation"
GAP = "course-gap"
FIXED = "course-fixed"
REFERENCE = "course-reference"

_LONGEST_NAME = 60
_PLAIN_PARTNERS = simpler("右项里的加粗、代码样式变成普通文字")

GAP_HTML = f'<span class="{GAP}">_____</span>'
"""A blank as readers see it where the platform asks for the answer below the question."""


def name_of(item: ExportItem) -> str:
    """Return a name by which staff find a question in a list: its id and how it begins."""
    words = " ".join(inline.plain(item.body.stem).replace(BLANK, "____").split())
    return f"{item.id} {words}"[:_LONGEST_NAME]


def category_path(*names: str) -> str:
    """Return the path of a category as Moodle writes it; a slash inside a name is doubled."""
    return "/".join(("$course$/top", *(" ".join(name.split()).replace("/", "//") for name in names)))


def partner_losses(items: Iterable[ExportItem]) -> Iterator[Loss]:
    """Yield what is lost where platforms offer partners in a menu, which shows no styles."""
    for item in items:
        if isinstance(item.body, MatchPart):
            partners = (*(pair.right for pair in item.body.pairs), *item.body.distractors)
            if any(not isinstance(run, str) for text in partners for run in inline.parse(text)):
                yield Loss(item.id, "match", _PLAIN_PARTNERS)


def stem_html(item: ExportItem, stem: str) -> str:
    """Return the stem, which is HTML already, below the situation that it belongs to."""
    if item.case is None:
        return f"<p>{stem}</p>"
    return (
        f'<div class="{MATERIAL}">{html(item.case.material)}</div>'
        f'<div class="{CASE_STEM}">{html(item.case.stem)}</div><div class="{STEM}">{stem}</div>'
    )


def explanation_html(item: ExportItem) -> str:
    """Return what explains the answer: of a part its own explanation, then that of the case."""
    if item.case is None:
        return f"<p>{html(item.question.explanation)}</p>"
    own = f'<div class="{OWN}">{html(item.explanation)}</div>' if item.explanation else ""
    return f'{own}<div class="{COMMON}">{html(item.question.explanation)}</div>'


def list_html(items: Iterable[str], *, numbers: str = "", kind: str = "") -> str:
    """Return a list of items that are HTML already: labelled `A`, `B`, … or `1`, `2`, …, or not at all."""
    inside = "".join(f"<li>{item}</li>" for item in items)
    name = f' class="{kind}"' if kind else ""
    return f'<ol{name} type="{numbers}">{inside}</ol>' if numbers else f"<ul{name}>{inside}</ul>"


def paragraph_html(text: str) -> str:
    """Return a paragraph of a text that is HTML already."""
    return f"<p>{text}</p>"


def option_html(text: str, *, fixed: bool) -> str:
    """Return an option; one that keeps its place is marked for our readers."""
    return f'<span class="{FIXED}">{html(text)}</span>' if fixed else html(text)
