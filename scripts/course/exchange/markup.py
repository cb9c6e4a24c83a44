r"""Bank texts as HTML for other platforms. Text stays text there, whatever it looks like.

Besides markup there is what platforms do with plain letters: MathJax, which Moodle and Anki run over a page, takes
what stands between `\(` and `\)` or `$$` for formulas, and a formula can hold a link with a script; Anki plays
`[sound:…]`; Moodle's filters know `{{…}}` and `[[…]]`. So the letters that begin such a thing stand in an element of
their own, or as a reference, which readers of HTML undo and those filters do not see as one.
"""

import re
from html import escape

from course.model import inline

# The sign of a blank stays whole: whoever writes the question puts the gap in its place.
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
