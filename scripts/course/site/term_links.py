"""Terms explain themselves where a question uses them, unless that would give its answer away."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from course.coverage.counts import asked_terms
from course.model import inline
from course.model.bank import BlankPart, Case, Choice, Question, Scenario
from course.model.glossary import Term
from course.model.normalise import normalise

_SHORTEST = 2
_NOTHING: frozenset[str] = frozenset()


class Explainer:
    """The glossary, ready to be put into many texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = {term.name: term for term in terms}
        self._known = {normalise(name): term.id for term in terms for name in term.names}
        self._meanings = {term.id: normalise(term.meaning) for term in terms}
        # Longest first: a short name inside a longer one is not that term.
        names = sorted((name for name in self._terms if len(name) >= _SHORTEST), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def explained(self, question: Question) -> Question:
        """Return a question whose texts link each term at its first use, the meaning as the link's title.

        What is read before answering (material and stems) leaves out the terms that the question asks and
        those whose meaning says what the key says; the explanation, read afterwards, leaves out none.
        """
        telling = self._telling(question)
        linked: set[str] = set()
        changes: dict[str, Any] = {}
        if isinstance(question, Case):
            changes["material"] = self.linked(question.material, linked, telling)
        changes["stem"] = self.linked(question.stem, linked, telling)
        if isinstance(question, Case):
            changes["questions"] = tuple(
                part.model_copy(update={"stem": self.linked(part.stem, linked, telling)}) for part in question.questions
            )
        if isinstance(question, Scenario):
            changes |= self._scenario(question, linked, telling)
        changes["explanation"] = self.linked(question.explanation, linked)
        return question.model_copy(update=changes)

    def _scenario(self, question: Scenario, linked: set[str], telling: AbstractSet[str]) -> dict[str, Any]:
        """Return steps and ends with terms linked; what is read at an end comes after all choices."""
        steps = {
            name: step.model_copy(update={"text": self.linked(step.text, linked, telling)})
            for name, step in question.steps.items()
        }
        ends = {
            name: end.model_copy(update={"debrief": self.linked(end.debrief, linked)})
            for name, end in question.ends.items()
        }
        return {"steps": steps, "ends": ends}

    def _telling(self, question: Question) -> AbstractSet[str]:
        """Return the ids of the terms whose meaning must not be seen before the question is answered."""
        keys = {key for text in _keys(question) if len(key := normalise(text)) >= _SHORTEST}
        return {
            *asked_terms(question, self._known),
            *(name for name, meaning in self._meanings.items() if any(key in meaning for key in keys)),
        }

    def linked(self, text: str, linked: set[str], left_out: AbstractSet[str] = _NOTHING) -> str:
        """Return a text with its terms linked that are not in `linked` yet, and add their ids there."""
        if not self._names.search(text):
            return text
        pieces = (piece for run in inline.parse(text) for piece in self._pieces(run, linked, left_out))
        return inline.markup(pieces)

    def _pieces(self, run: inline.Run, linked: set[str], left_out: AbstractSet[str]) -> Iterator[inline.Run]:
        # Inside stressed text, code and links of the writer's own nothing is added.
        if not isinstance(run, str):
            yield run
            return
        end = 0
        for match in self._names.finditer(run):
            term = self._terms[match[0]]
            if term.id in linked or term.id in left_out:
                continue
            linked.add(term.id)
            yield run[end : match.start()]
            yield inline.Link(match[0], f"glossary.md#{term.id}", term.meaning.replace('"', "”"))
            end = match.end()
        yield run[end:]


def _keys(question: Question) -> Iterator[str]:
    parts: Iterable[object] = question.questions if isinstance(question, Case) else (question,)
    for part in parts:
        match part:
            case Choice():
                yield from (inline.plain(option.text) for option in part.options if option.correct)
            case BlankPart():
                yield from (answer for accepted in part.answers for answer in accepted)
            case _:
                pass
