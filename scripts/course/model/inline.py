"""The tiny inline markup of bank texts: `**strong**`, `` `code` `` and `[text](page.md#id)`; all else is text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_MARKUP = re.compile(r"\*\*(?P<strong>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<label>[^\[\]]+)\]\((?P<target>[^()\s]+)\)")


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


Run: TypeAlias = str | Strong | Code | Link


def parse(text: str) -> tuple[Run, ...]:
    """Cut a text into runs. Markup that does not close is text, so every string is valid."""
    return tuple(_runs(text))


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
            yield Link(match["label"], match["target"])
    if end < len(text):
        yield text[end:]


def plain(text: str) -> str:
    """Return a text without its markup, as a reader would see it."""
    return "".join(run if isinstance(run, str) else run.text for run in parse(text))


def links(text: str) -> Iterator[Link]:
    """Yield the links of a text."""
    return (run for run in parse(text) if isinstance(run, Link))
