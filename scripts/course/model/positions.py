"""Every question together with the place it stands at, those inside cases included."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from course.model.bank import BankFile, Body, CaseBody, Question
from course.model.course import Course
from course.text.diagnostics import Key, Position


class Placed(NamedTuple):
    """A question, or a question inside a case, and the keys that lead to it in its bank.

    `question` is the one with the identity: the question itself, or the case that `body` is part of.
    """

    bank: BankFile
    question: Question
    body: Body
    keys: tuple[Key, ...]

    def place(self, *keys: Key) -> Position:
        """Return the place of what stands under `keys` inside the body."""
        return self.bank.place(*self.keys, *keys)


def bodies(course: Course) -> Iterator[Placed]:
    """Yield every question, each case followed by its own questions, in the order of files and lines."""
    return chain.from_iterable(map(bodies_of, course.banks))


def bodies_of(bank: BankFile) -> Iterator[Placed]:
    """Yield the questions of one bank in the same way."""
    for index, question in zip(bank.indexes, bank.questions, strict=True):
        yield Placed(bank, question, question, ("questions", index))
        if isinstance(question, CaseBody):
            for number, part in enumerate(question.questions):
                yield Placed(bank, question, part, ("questions", index, "questions", number))
