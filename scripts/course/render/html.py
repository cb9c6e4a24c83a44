"""Inline texts of banks as HTML, with everything that is not our own markup escaped."""

from html import escape

from course.model import inline


def text(value: str) -> str:
    """Return a bank text as HTML on one line.

    One line, because a line that begins with the snippet mark would be acted on by the site engine.
    """
    return "".join(_run(run) for run in inline.parse(value.rstrip("\r\n")))


def _run(run: inline.Run) -> str:
    match run:
        case str():
            return _plain(run)
        case inline.Strong():
            return f"<strong>{_plain(run.text)}</strong>"
        case inline.Code():
            return f"<code>{_plain(run.text)}</code>"
        case inline.Link():
            # Generated pages lie one folder below the root, like the study pages that embed them.
            return f'<a href="../{escape(address(run.target))}">{_plain(run.text)}</a>'


def _plain(value: str) -> str:
    # A tab as it stands would be made into spaces on the way through Markdown.
    return escape(value).replace("\r", "").replace("\n", "<br>").replace("\t", "&#9;")


def address(path: str) -> str:
    """Return the address, relative to the site's root, of a Markdown path below docs/ with optional `#id`."""
    page, mark, name = path.partition("#")
    return f"{page.removesuffix('.md')}.html{mark}{name}" if page.endswith(".md") else path
