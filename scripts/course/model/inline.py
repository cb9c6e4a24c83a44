"""The tiny inline markup of bank texts: `**strong**`, `` `code` ``, `[text](page.md#id)`; all else is text.

A link may have a title, `[text](page.md#id "title")`: what the generator says of a term where it is used.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

_MARKUP = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<label>[^\[\]]+)\]"
    r"\((?P<target>[^()\s]+)(?: \"(?P<title>[^\"]*)\")?\)"
)


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that is stressed, for instance the “不” of a negative stem."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text shown letter by letter, for instance a file name."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to `target`, a page below docs/ with an optional `#id`, as the writer put it."""

    text: str
    target: str
    title: str = ""


Run: TypeAlias = str | Strong | Code | Link


def parse(text: str) -> tuple[Run, ...]:
    """Cut a text into runs. Markup that does not close is text, so every string is valid."""
    # Most texts have no markup, and a large course has hundreds of thousands of them.
    if "**" in text or "`" in text or "](" in text:
        return tuple(_runs(text))
    return (text,) if text else ()


def _runs(text: str) -> Iterator[Run]:
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        end = match.end()
        if match["strong"] is not None:
            yield Strong(match["strong"])
        elif match["code"] is not None:
            yield Code(match["code"])
        else:
            yield Link(match["label"], match["target"], match["title"] or "")
    if end < len(text):
        yield text[end:]


def markup(runs: Iterable[Run]) -> str:
    """Return the text that `parse` cuts into these runs."""
    return "".join(_markup(run) for run in runs)


def _markup(run: Run) -> str:
    match run:
        case str():
            return run
        case Strong():
            return f"**{run.text}**"
        case Code():
            return f"`{run.text}`"
        case Link():
            title = f' "{run.title}"' if run.title else ""
            return f"[{run.text}]({run.target}{title})"


def plain(text: str) -> str:
    """Return a text without its markup, as a reader would see it."""
    return "".join(run if isinstance(run, str) else run.text for run in parse(text))


def links(text: str) -> Iterator[Link]:
    """Yield the links of a text."""
    return (run for run in parse(text) if isinstance(run, Link))
