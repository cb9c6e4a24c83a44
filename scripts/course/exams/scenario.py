"""Ways through a scenario: where choices lead, and which way is the best.

The player has the same in `player/src/core/scenario.ts`; both are held to `tests/cases/scenario.yml`.
"""

from collections import deque
from dataclasses import dataclass

from course.exams.responses import index_of
from course.model.bank import Merit, ScenarioBody

_RANK: dict[Merit, int] = {"good": 0, "fair": 1, "poor": 2}


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps that choices lead through, by name, and the end that they reach."""

    steps: tuple[str, ...]
    end: str


def walk(body: ScenarioBody, response: object) -> Walk | None:
    """Return the way that a list of choices takes from the start, if its last choice, and no earlier one, ends it."""
    if not isinstance(response, list | tuple):
        return None
    place = body.start
    passed: list[str] = []
    for value in response:
        step = body.steps.get(place)
        choice = index_of(value, len(step.choices)) if step else None
        if step is None or choice is None:
            return None
        passed.append(place)
        place = step.choices[choice].go
    return Walk(tuple(passed), place) if place in body.ends else None


def outcome_of(body: ScenarioBody, response: object) -> Merit | None:
    """Return how good the end is that a response reaches; None for what is no response."""
    way = walk(body, response)
    return body.ends[way.end].outcome if way else None


def best(body: ScenarioBody) -> tuple[int, ...]:
    """Return the choices of the best way: always the best choice, if it ends well; else the shortest way that does.

    Of choices that are alike, the first. Nothing if no way ends well.
    """
    chosen = _always_best(body)
    return chosen if outcome_of(body, chosen) == "good" else _shortest(body)


def _always_best(body: ScenarioBody) -> tuple[int, ...]:
    place = body.start
    chosen: list[int] = []
    # As many choices as there are steps at the most: one more would be a loop.
    while (step := body.steps.get(place)) and len(chosen) < len(body.steps):
        merits = [_RANK[choice.merit] for choice in step.choices]
        index = merits.index(min(merits))
        chosen.append(index)
        place = step.choices[index].go
    return tuple(chosen)


def _shortest(body: ScenarioBody) -> tuple[int, ...]:
    waiting: deque[tuple[str, tuple[int, ...]]] = deque([(body.start, ())])
    seen = {body.start}
    while waiting:
        place, chosen = waiting.popleft()
        if place in body.ends and body.ends[place].outcome == "good":
            return chosen
        step = body.steps.get(place)
        for index, choice in enumerate(step.choices if step else ()):
            if choice.go not in seen:
                seen.add(choice.go)
                waiting.append((choice.go, (*chosen, index)))
    return ()
