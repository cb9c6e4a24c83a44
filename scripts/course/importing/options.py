"""What the person who imports says beside the file, and the rules by which an import is refused."""

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

ImportRule: TypeAlias = Literal[
    "changed-since-export",
    "no-bank",
    "no-difficulty",
    "no-page",
    "no-points",
    "rank-taken",
    "same-id-twice",
    "same-question",
    "unknown-bank",
    "unknown-id",
    "unknown-point",
    "unsafe-edit",
    "withdraw-unknown",
]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What holds for questions that do not say it themselves: bank (path), points, difficulty.

    A bank that does not exist is made with the `title` and for the `page`, which may be left to the file. Points are ids, ids of requirements or titles. With `withdraw`, questions that were exported and are no longer in the file go.
    """

    bank: str | None = None
    points: tuple[str, ...] = ()
    difficulty: int | None = None
    withdraw: bool = False
    title: str = ""
    page: str = ""


def names_in(text: str) -> tuple[str, ...]:
    """Return the ids in a text, whatever separates them."""
    return tuple(name for name in re.split(r"[\s,，、;；]+", text) if name)
