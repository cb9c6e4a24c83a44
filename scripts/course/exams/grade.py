"""What an answer is worth: right, partly right or wrong, and what it earns in an exam.

The player has the same functions in `player/src/core/grade.ts` and `player/src/core/marks.ts`; both are held to
`tests/cases/grade.yml`.

A response is any value that JSON can hold, because it may come from another version, another program or an
editor. Its shape depends on the question's type: an option's index, a list of indexes, a bool, a list of texts,
a list of the parts' responses, the text and the covered points of a short answer, or the choices along a scenario;
indexes are those of the bank. What does not fit is no answer, which is wrong, never an error.

The accepted texts of a blank count as they stand: the caller widens them by the glossary's other names first,
as the player's data does.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, TypeAlias, assert_never

from course.model import bank
from course.model.exam import PartMarks
from course.model.normalise import is_blank, normalise
from course.model.responses import index_of, indexes_of, values_of
from course.model.scenario import outcome_of

Verdict: TypeAlias = Literal["right", "partial", "wrong"]


def grade(body: bank.Body, response: object) -> Verdict:
    """Return the verdict on an answer. What is no answer to this question is wrong."""
    if isinstance(body, bank.CaseBody):
        return _sum(_part_verdicts(body, response))
    if isinstance(body, bank.MultiplePart) and not set(indexes_of(response, len(body.options))) <= set(body.key):
        return "wrong"
    return _sum("right" if good else "wrong" for good in marks(body, response))


def marks(body: bank.Body, response: object) -> tuple[bool, ...]:
    """Return for each thing that counts whether it is right.

    These are the answer, the right options, the blanks, the places, the pairs, the parts or the reference points;
    of a scenario, that the end is not poor, and that it is good.
    A wrong option chosen beside right ones does not show here, only in `grade`.
    """
    match body:
        case bank.SinglePart():
            return (index_of(response, len(body.options)) in body.key,)
        case bank.MultiplePart():
            chosen = indexes_of(response, len(body.options))
            return tuple(index in chosen for index in body.key)
        case bank.TrueFalsePart():
            return (response is body.answer,)
        case bank.BlankPart():
            texts = values_of(response, len(body.answers))
            return tuple(_accepts(accepted, text) for accepted, text in zip(body.answers, texts, strict=True))
        case bank.OrderPart():
            order = values_of(indexes_of(response, len(body.items)), len(body.items))
            return tuple(index == place for place, index in enumerate(order))
        case bank.MatchPart():
            pairs = values_of(response, len(body.pairs))
            return tuple(index_of(value, len(body.pairs)) == place for place, value in enumerate(pairs))
        case bank.CaseBody():
            return tuple(verdict == "right" for verdict in _part_verdicts(body, response))
        case bank.ShortBody():
            covered = _covered(response, len(body.reference))
            return tuple(index in covered for index in range(len(body.reference)))
        case bank.ScenarioBody():
            outcome = outcome_of(body, response)
            return outcome in {"good", "fair"}, outcome == "good"
        case _:
            assert_never(body)


def full_halves(section_marks: int) -> int:
    """Return in half marks what a right answer earns where a question is worth `section_marks` marks."""
    return 2 * section_marks


def earned(body: bank.Body, response: object, section_marks: int, partly: PartMarks) -> int:
    """Return in half marks what an answer earns where a question is worth `section_marks` marks.

    In halves, so that half of an odd number is whole. A share is rounded down to the half mark, and counts what
    `marks` counts: of a case the parts that are right throughout.
    """
    verdict = grade(body, response)
    if verdict == "wrong":
        return 0
    if verdict == "right":
        return full_halves(section_marks)
    match partly:
        case "none":
            return 0
        case "half":
            return section_marks
        case "share":
            good = marks(body, response)
            return full_halves(section_marks) * sum(good) // len(good)
        case _:
            assert_never(partly)


def _part_verdicts(body: bank.CaseBody, response: object) -> tuple[Verdict, ...]:
    responses = values_of(response, len(body.questions))
    return tuple(grade(part, value) for part, value in zip(body.questions, responses, strict=True))


def _sum(verdicts: Iterable[Verdict]) -> Verdict:
    different = set(verdicts)
    if different <= {"right"}:
        return "right"
    return "wrong" if different == {"wrong"} else "partial"


def _accepts(accepted: Sequence[str], text: object) -> bool:
    given = normalise(text) if isinstance(text, str) else ""
    return given != "" and any(normalise(answer) == given for answer in accepted)


def _covered(response: object, count: int) -> tuple[int, ...]:
    """Return the reference points that a short answer covers; none where no text was written."""
    if not isinstance(response, Mapping):
        return ()
    text = response.get("text")
    if not isinstance(text, str) or is_blank(text):
        return ()
    return indexes_of(response.get("covered"), count)
