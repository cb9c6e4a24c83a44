"""In which order a paper shows options, items and partners, and so by which letters its key goes.

The player has the same in `player/src/view/option-order.ts`; both are held to `tests/cases/lettering.yml`.
"""

from string import ascii_uppercase
from typing import assert_never

from course.exams.shuffle import disorder, seed_for, shuffle
from course.model import bank, inline
from course.model.scenario import best_way_text

TRUE, FALSE = "对", "错"


def seed_on(number: str, question: str) -> int:
    """Return the seed by which a question is shuffled on the paper with this number, on screen and in print."""
    return seed_for(seed_for(0, number), question)


def seed_of_part(seed: int, place: int) -> int:
    """Return the seed of a case's part, counted from 0, from the seed of the case."""
    return seed_for(seed, str(place))


def shown_options(body: bank.Choice, seed: int) -> list[int]:
    """Return the indexes of the options in the order shown; the first is A."""
    fixed = [index for index, option in enumerate(body.options) if option.fixed]
    return shuffle(seed, len(body.options), fixed)


def shown_items(body: bank.OrderPart, seed: int) -> list[int]:
    """Return the indexes of the items to be put in order, in the order shown."""
    return disorder(seed, len(body.items))


def shown_partners(body: bank.MatchPart, seed: int) -> list[int]:
    """Return the indexes of what `partners` gives, in the order shown."""
    return shuffle(seed, len(partners(body)))


def shown_choices(body: bank.ScenarioBody, step: str, seed: int) -> list[int]:
    """Return the indexes of the choices of a step in the order shown; the first is A."""
    return shuffle(seed_for(seed, step), len(body.steps[step].choices))


def partners(body: bank.MatchPart) -> tuple[str, ...]:
    """Return everything that stands on the right: the partner of each left item in turn, then the distractors."""
    return (*(pair.right for pair in body.pairs), *body.distractors)


def letter(place: int) -> str:
    """Return the letter of a place counted from 0; no question has more than 26 things to letter."""
    return ascii_uppercase[place]


def key_text(body: bank.Body, seed: int) -> str:
    """Return the key in as few characters as can be, for marking many papers.

    Letters where things are lettered, the first accepted text of each blank, the reference points of a short answer,
    the best way through a scenario.
    """
    match body:
        case bank.SinglePart() | bank.MultiplePart():
            return "".join(sorted(_letters(shown_options(body, seed), body.key)))
        case bank.TrueFalsePart():
            return TRUE if body.answer else FALSE
        case bank.BlankPart():
            return "；".join(accepted[0] for accepted in body.answers)
        case bank.OrderPart():
            return "".join(_letters(shown_items(body, seed), range(len(body.items))))
        case bank.MatchPart():
            found = _letters(shown_partners(body, seed), range(len(body.pairs)))
            return "，".join(f"{place}{one}" for place, one in enumerate(found, 1))
        case bank.CaseBody():
            parts = (key_text(part, seed_of_part(seed, place)) for place, part in enumerate(body.questions))
            return "　".join(f"（{place}）{text}" for place, text in enumerate(parts, 1))
        case bank.ShortBody():
            return "；".join(inline.plain(point) for point in body.reference)
        case bank.ScenarioBody():
            return best_way_text(body, lambda step: shown_choices(body, step, seed))
        case _:
            assert_never(body)


def _letters(order: list[int], things: range | tuple[int, ...]) -> list[str]:
    """Return the letter under which each thing stands in an order."""
    return [letter(order.index(thing)) for thing in things]
