"""Questions that come as fields, from a workbook of ours or another platform, cleaned as pasted text is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from string import ascii_uppercase
from typing import cast

from course.formats.bodies import BLANKS
from course.formats.cleaning import stem_head
from course.formats.draft import Draft
from course.formats.import_types import ImportProblem, Inference

_OF_DRAFTS = frozenset({"single", "multiple", "truefalse", "blank", "short"})
_Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The fields of a question without what is no part of its texts; what was done, and what is not certain."""

    fields: _Fields
    inferences: tuple[Inference, ...] = ()
    problems: tuple[ImportProblem, ...] = ()


def cleaned(fields: _Fields, place_of: Callable[[str], str]) -> Cleaned:
    """Return the fields of a question as a draft makes them; `place_of` returns where a field stands."""
    if fields["type"] == "case":
        return _case(fields, place_of)
    if fields["type"] not in _OF_DRAFTS or not _is_whole(fields):
        return _without_head(fields, place_of)
    draft = Draft(str(fields["type"]), None, str(fields["stem"]), place_of("stem"))
    for index, (letter, option) in enumerate(zip(ascii_uppercase, _options(fields), strict=False)):
        draft.add_option(letter, str(option["text"]), place_of(f"options.{index}.text"))
    for path, text in _answers(fields):
        draft.add_field("reference" if fields["type"] == "short" else "answer", text, place_of(path))
    read = draft.incoming().fields
    body = {name: read[name] for name in ("type", "stem", "answer", "answers", "reference") if name in read}
    if not fields.get("difficulty") and "difficulty" in read:
        body["difficulty"] = read["difficulty"]
    if "options" in read:
        body["options"] = [
            {**{name: value for name, value in old.items() if name != "correct"}, **new}
            for old, new in zip(_options(fields), cast("list[_Fields]", read["options"]), strict=True)
        ]
    return Cleaned({**fields, **body}, tuple(draft.inferences), tuple(draft.problems))


def _is_whole(fields: _Fields) -> bool:
    """Return whether a question has as many answers as it must; the check of the banks says best what is missing."""
    match fields["type"]:
        case "blank":
            answers = cast("list[list[str]]", fields.get("answers", []))
            return len(BLANKS.findall(str(fields["stem"]))) == len(answers)
        case "short":
            return bool(fields.get("reference"))
        case _:
            return True


def _options(fields: _Fields) -> list[_Fields]:
    return cast("list[_Fields]", fields.get("options", []))


def _answers(fields: _Fields) -> Iterator[tuple[str, str]]:
    """Yield the answers of a question as people write them, each with the path of its field."""
    match fields["type"]:
        case "truefalse":
            yield "answer", "对" if fields["answer"] else "错"
        case "blank":
            answers = cast("list[list[str]]", fields["answers"])
            yield "answers", "；".join("|".join(accepted) for accepted in answers)
        case "short":
            yield from (
                (f"reference.{index}", text) for index, text in enumerate(cast("list[str]", fields["reference"]))
            )
        case _:
            right = (
                letter for letter, one in zip(ascii_uppercase, _options(fields), strict=False) if one.get("correct")
            )
            yield "options", "".join(right)


def _case(fields: _Fields, place_of: Callable[[str], str]) -> Cleaned:
    whole = _without_head(fields, place_of)
    parts = [
        cleaned(part, partial(_place_in_part, place_of, index))
        for index, part in enumerate(cast("list[_Fields]", fields.get("questions", [])))
    ]
    return Cleaned(
        {**whole.fields, **({"questions": [part.fields for part in parts]} if parts else {})},
        (*whole.inferences, *(one for part in parts for one in part.inferences)),
        tuple(one for part in parts for one in part.problems),
    )


def _place_in_part(place_of: Callable[[str], str], index: int, path: str) -> str:
    return place_of(f"questions.{index}.{path}")


def _without_head(fields: _Fields, place_of: Callable[[str], str]) -> Cleaned:
    head = stem_head(str(fields["stem"]))
    if not head.removed:
        return Cleaned(fields)
    removed = Inference(place_of("stem"), f"去掉了题干开头的“{' '.join(head.removed)}”", "corrected")
    return Cleaned({**fields, "stem": head.text}, (removed,))
