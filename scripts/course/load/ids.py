"""The list of published ids."""

import re
from collections.abc import Iterator

from pydantic import Field

from course.load.shapes import Shape
from course.model.bank import Id, Strict
from course.model.course import KnownIds, KnownQuestion
from course.text.diagnostics import Diagnostic, Position
from course.text.yaml_reader import Document, deceptive, read

MOST_SIGNS_OF_IDS = 2_000_000
"""The list has a line for each of up to 50,000 questions, withdrawn ones included."""

_ID = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_LONGEST_ID = 80
_QUESTION = re.compile(rf"  ({_ID}): \{{type: ({_ID}), points: \[((?:{_ID}(?:, {_ID})*)?)\]\}}")
_NAME = re.compile(rf"  - ({_ID})")
_SECTIONS = {"questions:": "questions", "requirements:": "requirements", "withdrawn:": "withdrawn", "withdrawn: []": ""}
# Without quotes these are no text to YAML.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


class _Known(Strict):
    type: Id = Field(description="题型")
    points: tuple[Id, ...] = Field(description="发布时考查的要点")


class Ids(Strict):
    """What a list of ids holds."""

    questions: dict[Id, _Known] = Field(default_factory=dict, description="发布过的题")
    requirements: tuple[Id, ...] = Field(default=(), description="发布过的要求和要点")
    withdrawn: tuple[Id, ...] = Field(default=(), description="停用的编号")


_IDS: Shape[Ids] = Shape(Ids)


def read_ids(text: str, path: str) -> tuple[KnownIds, list[Diagnostic]]:
    """Read the list of published ids."""
    as_written = _as_written(text, path)
    if as_written:
        return as_written, list(deceptive(text, path))
    document, found = read(text, path, most_signs=MOST_SIGNS_OF_IDS)
    ids, problems = _IDS.fit(document.value or {}, document)
    if ids is None:
        return KnownIds(path=path), [*found, *problems]
    return KnownIds(
        questions=tuple(
            KnownQuestion(name, known.type, known.points, document.layout.place_key("questions", name))
            for name, known in ids.questions.items()
        ),
        register=_placed(ids.requirements, document, "requirements"),
        withdrawn=_placed(ids.withdrawn, document, "withdrawn"),
        path=path,
    ), found


def _placed(names: tuple[str, ...], document: Document, key: str) -> tuple[tuple[str, Position], ...]:
    return tuple((name, document.place(key, index)) for index, name in enumerate(names))


def _as_written(text: str, path: str) -> KnownIds | None:
    """Return a list that stands as `./course ids` writes it, None for any other.

    Nearly every list is of that kind, and YAML takes a second for the ids of 20,000 questions.
    """
    questions: list[KnownQuestion] = []
    names: dict[str, list[tuple[str, Position]]] = {"requirements": [], "withdrawn": []}
    seen: list[str] = []
    section = ""
    for number, line in _lines(text):
        if line in _SECTIONS and line not in seen:
            section = _SECTIONS[line]
            seen.append(line)
        elif section == "questions" and (known := _QUESTION.fullmatch(line)):
            points = tuple(known[3].split(", ")) if known[3] else ()
            questions.append(KnownQuestion(known[1], known[2], points, Position(path, number, 3)))
        elif section in names and (name := _NAME.fullmatch(line)):
            names[section].append((name[1], Position(path, number, 5)))
        else:
            return None
    ids = KnownIds(tuple(questions), tuple(names["requirements"]), tuple(names["withdrawn"]), path)
    return ids if _certain(ids, seen) else None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines below the opening comment with their numbers."""
    lines = text.removesuffix("\n").split("\n")
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return ((at + 1, lines[at]) for at in range(head, len(lines)))


def _certain(ids: KnownIds, sections: list[str]) -> bool:
    """Return whether YAML would read the same: all sections are there, no id occurs twice or is a word of YAML."""
    questions = [known.id for known in ids.questions]
    all_ids = [*questions, *(name for name, _ in (*ids.register, *ids.withdrawn))]
    all_ids += [name for known in ids.questions for name in (known.type, *known.points)]
    return (
        [line.partition(":")[0] for line in sections] == ["questions", "requirements", "withdrawn"]
        and len(set(questions)) == len(questions)
        and not _WORDS & set(all_ids)
        and all(len(name) <= _LONGEST_ID for name in all_ids)
        and (sections[-1] == "withdrawn: []" or bool(ids.withdrawn))
    )
