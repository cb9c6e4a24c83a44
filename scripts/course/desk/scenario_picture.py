"""A scenario as a picture: its steps and ends in rows from the start on, and a line for every choice.

It shows unfinished scenarios too: choices that lead nowhere yet have no line, and what nothing leads to stands below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from course.desk.question_form import Form
from course.model.bank import OUTCOME_LABELS

_WIDTH, _HEIGHT = 190, 64
"""Of a box, in units of the picture."""
_BESIDE, _BELOW = 26, 54
"""Between two boxes of a row, and between two rows."""
_LONGEST = 11
"""Characters of a text that fit into a box."""


@dataclass(frozen=True, slots=True)
class Box:
    """A step or an end; `look` is step, start, lost (nothing leads to it), or the outcome of an end."""

    title: str
    text: str
    look: str
    x: int
    y: int
    width: int = _WIDTH
    height: int = _HEIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """A choice: from where to where, with its letter at a place near its beginning."""

    letter: str
    x1: int
    y1: int
    x2: int
    y2: int
    is_back: bool

    @property
    def path(self) -> str:
        """Return the line as the data of an SVG path; one that leads back swings out to the side."""
        if self.is_back:
            out = max(self.x1, self.x2) + _WIDTH
            return f"M{self.x1},{self.y1} C{out},{self.y1 + 40} {out},{self.y2 - 40} {self.x2},{self.y2}"
        middle = (self.y1 + self.y2) // 2
        return f"M{self.x1},{self.y1} C{self.x1},{middle} {self.x2},{middle} {self.x2},{self.y2}"


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and lines with the size of the whole; `ways` says the same in words, a line for each step."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    ways: tuple[str, ...]
    width: int
    height: int


def picture_of(form: Form) -> Picture | None:
    """Return the picture of a scenario as its form has it; None for another type."""
    if form["type"] != "scenario":
        return None
    steps: Sequence[Form] = form["steps"]
    names = _names(form)
    levels = _levels(steps, form.get("start", ""), names)
    places = _places(levels)
    boxes = tuple(_boxes(form, names, places))
    lines = tuple(line for step in steps for line in _lines(step, places, levels))
    width = max((box.x + box.width for box in boxes), default=0) + _BESIDE
    height = max((box.y + box.height for box in boxes), default=0) + _BESIDE
    return Picture(boxes, lines, tuple(_ways(steps, names)), width, height)


def _names(form: Form) -> dict[str, str]:
    """Return what readers call each step and end, by its name."""
    return {
        **{row["name"]: f"第 {number} 步" for number, row in enumerate(form["steps"], 1)},
        **{row["name"]: f"结局 {number}" for number, row in enumerate(form["ends"], 1)},
    }


def _levels(steps: Sequence[Form], start: str, names: Mapping[str, str]) -> dict[str, int]:
    """Return the row of every place: as far below the start as its longest way; what nothing leads to comes last."""
    follows = {row["name"]: [one.get("go") for one in row["choices"] if one.get("go") in names] for row in steps}
    levels = {start: 0} if start in follows else {}
    # Each round goes one step further; a loop would go on for ever.
    for _ in steps:
        for name, targets in follows.items():
            for target in targets if name in levels else ():
                if target != start and not _reaches(follows, target, name):
                    levels[target] = max(levels.get(target, 0), levels[name] + 1)
                elif target not in levels:
                    levels[target] = levels[name] + 1
    last = max(levels.values(), default=-1) + 1
    return {name: levels.get(name, last) for name in names}


def _reaches(follows: Mapping[str, Sequence[str]], name: str, wanted: str) -> bool:
    seen, waiting = {name}, [name]
    while waiting:
        place = waiting.pop()
        if place == wanted:
            return True
        new = set(follows.get(place, ())) - seen
        seen |= new
        waiting += new
    return False


def _places(levels: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return the upper left corner of every place, each row in the middle."""
    rows: dict[int, list[str]] = {}
    for name, level in levels.items():
        rows.setdefault(level, []).append(name)
    widest = max(map(len, rows.values()), default=0)
    return {
        name: (
            _BESIDE + (widest - len(row)) * (_WIDTH + _BESIDE) // 2 + at * (_WIDTH + _BESIDE),
            _BESIDE + number * (_HEIGHT + _BELOW),
        )
        for number, level in enumerate(sorted(rows))
        for row in (rows[level],)
        for at, name in enumerate(row)
    }


def _boxes(form: Form, names: Mapping[str, str], places: Mapping[str, tuple[int, int]]) -> Iterator[Box]:
    reached = {one.get("go") for row in form["steps"] for one in row["choices"]} | {form.get("start")}
    for row in form["steps"]:
        look = "start" if row["name"] == form.get("start") else "step" if row["name"] in reached else "lost"
        yield Box(names[row["name"]], _short(row.get("text", "")), look, *places[row["name"]])
    for row in form["ends"]:
        outcome = row.get("outcome", "")
        label = OUTCOME_LABELS.get(outcome, "")
        title = names[row["name"]] + (f"（{label}）" if label else "")
        look = outcome if label and row["name"] in reached else "lost"
        yield Box(title, _short(row.get("text", "")), look, *places[row["name"]])


def _lines(step: Form, places: Mapping[str, tuple[int, int]], levels: Mapping[str, int]) -> Iterator[Line]:
    x, y = places[step["name"]]
    choices = step["choices"]
    for number, choice in enumerate(choices):
        target = choice.get("go")
        if target in places:
            to_x, to_y = places[target]
            begin = x + _WIDTH * (number + 1) // (len(choices) + 1)
            is_back = levels[target] <= levels[step["name"]]
            yield Line(_letter(number), begin, y + _HEIGHT, to_x + _WIDTH // 2, to_y, is_back)


def _ways(steps: Sequence[Form], names: Mapping[str, str]) -> Iterator[str]:
    for row in steps:
        choices = (
            f"{_letter(number)} 到{names.get(choice.get('go', ''), '（还没有选）')}"
            for number, choice in enumerate(row["choices"])
        )
        yield f"{names[row['name']]}：{'，'.join(choices)}"


def _letter(number: int) -> str:
    return ascii_uppercase[number % len(ascii_uppercase)]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
