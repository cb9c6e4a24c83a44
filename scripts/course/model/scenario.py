"""Ways through a scenario: where choices lead, and which way is the best.

The player has the same in `player/src/core/scenario.ts`; both are held to `tests/cases/scenario.yml`.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from course.model.bank import Merit, ScenarioBody
from course.model.responses import index_of

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


def longest(body: ScenarioBody) -> int:
    """Return through how many steps the longest way leads, of a scenario without loops."""
    lengths: dict[str, int] = {}
    # Each round counts ways that are one step longer.
    for _ in body.steps:
        lengths = {
            name: 1 + max(lengths.get(choice.go, 0) for choice in step.choices) for name, step in body.steps.items()
        }
    return lengths[body.start]


def place_names(body: ScenarioBody) -> dict[str, str]:
    """Return what readers call each step and each end, by its name in the bank."""
    return {
        **{name: f"第 {number} 步" for number, name in enumerate(body.steps, 1)},
        **{name: f"结局 {number}" for number, name in enumerate(body.ends, 1)},
    }


def best_way_text(body: ScenarioBody, shown: Callable[[str], Sequence[int]] | None = None) -> str:
    """Return the best way as numbers of steps, each with the letter of the choice made there.

    `shown` returns the indexes of a step's choices in the order shown; that of the bank without it.
    """
    chosen = best(body)
    way = walk(body, chosen)
    numbers = {name: number for number, name in enumerate(body.steps, 1)}
    return "→".join(
        f"{numbers[step]}{ascii_uppercase[shown(step).index(choice) if shown else choice]}"
        for step, choice in zip(way.steps if way else (), chosen, strict=True)
    )


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
