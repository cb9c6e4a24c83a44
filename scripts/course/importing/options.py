"""What the person who imports says beside the file, and the rules by which an import is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

ImportRule: TypeAlias = Literal[
    "answer-contradiction",
    "changed-since-export",
    "explanation-contradiction",
    "no-bank",
    "no-page",
    "rank-taken",
    "same-id-twice",
    "unknown-bank",
    "unknown-id",
    "unknown-point",
    "unsafe-edit",
    "withdraw-unknown",
]

OF_ALL: frozenset[ImportRule] = frozenset(("no-bank", "no-page"))
"""The rules about what is said once for the whole file: such a problem stands at a question, and is none of its own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the person decides about one question of the file.

    `fields` take the place of the file's, with the names that a bank has; None removes a field. Whatever a reader found
    wrong with the question is settled by them: they are checked like any others. `bank` is a path or a name.
    """

    leave_out: bool = False
    fields: Mapping[str, object] = field(default_factory=dict)
    bank: str | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What holds for questions that do not say it themselves: bank (path), points, difficulty.

    A bank that does not exist is made with the `title` and for the `page`, which may be left to the file. Points are
    ids, ids of requirements or titles. With `withdraw`, questions that were exported and are no longer in the file go.
    `decisions` are about single questions, by their place in the file (`ImportedQuestion.place`).
    """

    bank: str | None = None
    points: tuple[str, ...] = ()
    difficulty: int | None = None
    withdraw: bool = False
    title: str = ""
    page: str = ""
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def names_in(text: str) -> tuple[str, ...]:
    """Return the ids in a text, whatever separates them."""
    return tuple(name for name in re.split(r"[\s,，、;；]+", text) if name)
