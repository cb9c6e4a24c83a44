"""Terms: set phrases of the speech, what they mean and on what document the meaning rests."""

from dataclasses import dataclass

from course.diagnostics import Position

LOCAL = "本单位文件"
"""The basis of a term whose meaning only the reader's own unit can tell."""


@dataclass(frozen=True, slots=True)
class Term:
    """One glossary entry; `meaning` is its first paragraph as plain text."""

    id: str
    name: str
    meaning: str
    aliases: tuple[str, ...]
    locators: tuple[str, ...]
    basis: str
    position: Position

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its variants."""
        return (self.name, *self.aliases)
