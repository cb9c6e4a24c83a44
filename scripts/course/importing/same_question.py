"""Whether two questions are the same, and whether they contradict each other: alike, but with another answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from course.formats.excel.layout import CARRIED
from course.formats.import_types import content_version
from course.model.bank import BLANK, Asked
from course.model.normalise import normalise, reading

Fields: TypeAlias = Mapping[str, object]
Answer: TypeAlias = bool | frozenset[str] | tuple[frozenset[str], ...]
Relation: TypeAlias = Literal["same", "contradiction", "other"]

_ASKS = CARRIED - set(Asked.model_fields)
"""What a question asks and what is right."""
_GAP = "◯"
"""Stands for a blank: a character that the folding of texts leaves alone."""


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question as it is compared: what it asks, folded, so that marks and widths do not count, and what is right."""

    asks: tuple[object, ...]
    answer: Answer

    def relation(self, other: "AskedText") -> Relation:
        """Return how two questions are related."""
        if self.asks != other.asks:
            return "other"
        if isinstance(self.answer, tuple) and isinstance(other.answer, tuple):
            # Of a blank, both may list other spellings of one answer.
            agrees = all(one & another for one, another in zip(self.answer, other.answer, strict=True))
        else:
            agrees = self.answer == other.answer
        return "same" if agrees else "contradiction"


def folded_stem(fields: Fields) -> str | None:
    """Return the stem as it is compared; None for a question without one. Questions that ask the same have the same."""
    stem = fields.get("stem")
    return normalise(stem.replace(BLANK, _GAP)) if isinstance(stem, str) else None


def asked_text(fields: Fields) -> AskedText | None:
    """Return a question as it is compared; None for one without a stem, or of a shape that no bank has."""
    asks = folded_stem(fields)
    if asks is None:
        return None
    match fields.get("type"):
        case "single" | "multiple":
            return _choice(asks, fields.get("options"))
        case "truefalse":
            answer = fields.get("answer")
            return AskedText(("truefalse", asks), answer) if isinstance(answer, bool) else None
        case "blank":
            return _blank(asks, fields.get("answers"))
        case _:
            return AskedText(("whole", content_version(fields, _ASKS)), frozenset())


def _choice(asks: str, options: object) -> AskedText | None:
    if not isinstance(options, list | tuple) or not all(isinstance(option, Mapping) for option in options):
        return None
    texts = {reading(str(option.get("text", ""))): bool(option.get("correct")) for option in options}
    right = frozenset(text for text, correct in texts.items() if correct)
    return AskedText(("choice", asks, frozenset(texts)), right)


def _blank(asks: str, answers: object) -> AskedText | None:
    if not isinstance(answers, list | tuple) or not all(isinstance(accepted, list | tuple) for accepted in answers):
        return None
    folded = tuple(frozenset(normalise(str(text)) for text in accepted) for accepted in answers)
    return AskedText(("blank", asks, len(folded)), folded)
