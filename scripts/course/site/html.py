"""What every generated page is made of: templates, front matter, addresses, and inline texts of banks as HTML."""

import json
from html import escape
from pathlib import Path

from markupsafe import Markup

from course.model import inline
from course.model.bank import BLANK
from course.model.course import Group, Source
from course.templates import Templates


def site_templates(source: str = Source().name, group: str = Group().name, unit: str = "") -> Templates:
    """Return the templates of all generated pages of a course, by what it calls its source and its group, and its unit.

    In them `text | inline` is a bank text as HTML, `html | blanks(gap)` shows its blanks as `gap`, and
    `path | address` is the address of a Markdown path.
    """
    return Templates(
        Path(__file__).with_name("templates"),
        {"inline": text, "blanks": _blanks, "address": address},
        {"source": source, "group": group, "unit": unit},
    )


def text(value: str) -> Markup:
    """Return a bank text as HTML on one line.

    One line, so that no line of it can be taken for Markdown, or for the end of the block that it stands in.
    """
    return Markup("".join(map(_run, inline.parse(value.rstrip("\r\n")))))  # noqa: S704 -- each run is escaped


def _blanks(html: Markup, gap: Markup) -> Markup:
    return html.replace(BLANK, gap)


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
            title = f' title="{escape(run.title)}"' if run.title else ""
            return f'<a href="../{escape(address(run.target))}"{title}>{_plain(run.text)}</a>'


def _plain(value: str) -> str:
    # A tab as it stands would be made into spaces on the way through Markdown.
    return escape(value).replace("\r", "").replace("\n", "<br>").replace("\t", "&#9;")


def address(path: str) -> str:
    """Return the address, relative to the site's root, of a Markdown path below docs/ with optional `#id`."""
    page, mark, name = path.partition("#")
    return f"{page.removesuffix('.md')}.html{mark}{name}" if page.endswith(".md") else path


def front(title: str, *, searched: bool, bank: str | None = None) -> str:
    """Return the front matter of a generated page; pages with questions on them must not be searched.

    `bank` names the one that the page asks: its data comes with the page (theme/overrides/main.html).
    """
    # A JSON string is a YAML string. The theme puts titles into its pages as they are.
    quoted = json.dumps(escape(title, quote=False), ensure_ascii=False)
    hidden = "" if searched else "search:\n  exclude: true\n"
    asked = f"bank: {json.dumps(bank, ensure_ascii=False)}\n" if bank else ""
    return f"---\ntitle: {quoted}\n{asked}{hidden}hide:\n  - navigation\n  - toc\n---\n\n"
