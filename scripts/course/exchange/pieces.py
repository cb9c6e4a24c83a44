"""How a question that stands alone is put into HTML, with classes by which our own readers know the pieces again.

Moodle keeps classes and shows nothing of them, so a file that was changed there still comes back whole.
"""

from course.exchange.markup import html
from course.exchange.outgoing import Item
from course.model import inline
from course.model.bank import BLANK

MATERIAL, CASE_STEM, STEM = "course-material", "course-case-stem", "course-stem"
OWN, COMMON = "course-part-explanation", "course-case-explanation"
GAP = "course-gap"
FIXED = "course-fixed"

_LONGEST_NAME = 60

GAP_HTML = f'<span class="{GAP}">_____</span>'
"""A blank as readers see it where the platform asks for the answer below the question."""


def name_of(item: Item) -> str:
    """Return a name by which staff find a question in a list: its id and how it begins."""
    words = " ".join(inline.plain(item.body.stem).replace(BLANK, "____").split())
    return f"{item.id} {words}"[:_LONGEST_NAME]


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
