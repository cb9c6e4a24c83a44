"""The questions of the shared cases: in the player's form there, as a bank holds them here."""

import json
from typing import Annotated, Any

import yaml
from pydantic import Field, TypeAdapter

from course.model.bank import BLANK, Body
from support.sample_course import CASES

Json = dict[str, Any]
TABLE = yaml.safe_load((CASES / "grade.yml").read_text(encoding="utf-8"))
BODIES: TypeAdapter[Body] = TypeAdapter(Annotated[Body, Field(discriminator="type")])


def record(question: Json) -> Json:
    """Return a question of the player's data as a bank would hold it."""
    head: Json = {name: question[name] for name in ("type", "stem") if name in question}
    match question["type"]:
        case "single" | "multiple":
            right = question["key"] if isinstance(question["key"], list) else [question["key"]]
            options = [{**option, "correct": place in right} for place, option in enumerate(question["options"])]
            return {**head, "options": options}
        case "truefalse":
            return {**head, "answer": question["key"]}
        case "blank":
            return {**head, "stem": BLANK.join(question["parts"]), "answers": question["answers"]}
        case "match":
            left, right = question["left"], question["right"]
            pairs = [{"left": one, "right": other} for one, other in zip(left, right, strict=False)]
            return {**head, "pairs": pairs, "distractors": right[len(left) :]}
        case "case":
            parts = [record(part) for part in question["parts"]]
            return {**head, "material": question["material"], "questions": parts}
        case "order":
            return {**head, "items": question["items"]}
        case "scenario":
            return {**question}
        case _:
            return {**head, "reference": question["reference"]}


def body(question: Json) -> Body:
    # By way of JSON, from which the strict models take lists for tuples.
    return BODIES.validate_json(json.dumps(record(question)))
