"""How a question that stands alone is put into HTML, with classes by which our own readers know the pieces again.

Moodle keeps classes and shows nothing of them, so a file that was changed there still comes back whole.
"""

from collections.abc import Iterable, Iterator

from course.exchange.markup import html
from course.exchange.outgoing import Item, Loss, simpler
from course.model import inline
from course.model.bank import BLANK, MatchPart

MATERIAL, CASE_STEM, STEM = "course-material", "course-case-stem", "course-stem"
OWN, COMMON = "course-part-explanation", "course-case-explanation"
GAP = "course-gap"
FIXED = "course-fixed"
REFERENCE = "course-reference"

_LONGEST_NAME = 60
_PLAIN_PARTNERS = simpler("右项里的加粗、代码样式变成普通文字")

GAP_HTML = f'<span class="{GAP}">_____</span>'
"""A blank as readers see it where the platform asks for the answer below the question."""


def name_of(item: Item) -> str:
    """Return a name by which staff find a question in a list: its id and how it begins."""
    words = " ".join(inline.plain(item.body.stem).replace(BLANK, "____").split())
    return f"{item.id} {words}"[:_LONGEST_NAME]


def category_path(*names: str) -> str:
    """Return the path of a category as Moodle writes it; a slash inside a name is doubled."""
    return "/".join(("$course$/top", *(" ".join(name.split()).replace("/", "//") for name in names)))


def partner_losses(items: Iterable[Item]) -> Iterator[Loss]:
    """Yield what is lost where platforms offer partners in a menu, which shows no styles."""
    for item in items:
        if isinstance(item.body, MatchPart):
            partners = (*(pair.right for pair in item.body.pairs), *item.body.distractors)
            if any(not isinstance(run, str) for text in partners for run in inline.parse(text)):
                yield Loss(item.id, "match", _PLAIN_PARTNERS)


def stem_html(item: Item, stem: str) -> str:
    """Return the stem, which is HTML already, below the situation that it belongs to."""
    if item.case is None:
        return f"<p>{stem}</p>"
    return (
        f'<div class="{MATERIAL}">{html(item.case.material)}</div>'
        f'<div class="{CASE_STEM}">{html(item.case.stem)}</div><div class="{STEM}">{stem}</div>'
    )


def explanation_html(item: Item) -> str:
    """Return what explains the answer: of a part its own explanation, then that of the case."""
    if item.case is None:
        return f"<p>{html(item.question.explanation)}</p>"
    own = f'<div class="{OWN}">{html(item.explanation)}</div>' if item.explanation else ""
    return f'{own}<div class="{COMMON}">{html(item.question.explanation)}</div>'


def option_html(text: str, *, fixed: bool) -> str:
    """Return an option; one that keeps its place is marked for our readers."""
    return f'<span class="{FIXED}">{html(text)}</span>' if fixed else html(text)
