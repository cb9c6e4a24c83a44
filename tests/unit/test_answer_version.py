"""The answer version changes with what decides right and wrong, and with nothing else."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from course.model.bank import Bank, Question, answer_version
from support.generated_banks import questions

adapter: TypeAdapter[Bank] = TypeAdapter(Bank)


def changed(question: Question, change: dict[str, Any]) -> Question:
    """Return the question with some fields given anew; the model judges it as it would a file."""
    record = {**question.model_dump(mode="json", exclude_none=True), **change}
    bank = {"title": "甲", "page": "study/a.md", "questions": [record]}
    return adapter.validate_json(json.dumps(bank)).questions[0]


def lessons_changed(value: Any) -> Any:
    """Return dumped data with every lesson and every fixed place changed."""
    if isinstance(value, dict):
        kept = {key: lessons_changed(item) for key, item in value.items()}
        if "merit" in kept:
            kept |= {"effect": "另一件事", "merit": "fair"}
        elif "outcome" in kept:
            kept |= {"text": "另一种结果", "debrief": "另一段复盘"}
        elif "text" in kept and "choices" not in kept:
            kept |= {"why": "另一句话", "fixed": not kept.get("fixed")}
        if "explanation" in kept:
            kept["explanation"] = "另一段解析"
        return kept
    if isinstance(value, list):
        return [lessons_changed(item) for item in value]
    return value


@given(questions())
def test_lessons_points_difficulty_and_id_do_not_count(question: Question) -> None:
    record = lessons_changed(question.model_dump(mode="json", exclude_none=True))
    other = {"id": "other-1", "points": ["r9-9-9-z"], "difficulty": question.level % 3 + 1}
    assert answer_version(changed(question, record | other)) == answer_version(question)


@given(questions(), st.data())
def test_whatever_decides_right_and_wrong_counts(question: Question, data: st.DataObject) -> None:
    record = question.model_dump(mode="json", exclude_none=True)
    changes = list(deciding_changes(record))
    change = data.draw(st.sampled_from(changes))
    assert answer_version(changed(question, change)) != answer_version(question)


def deciding_changes(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return changes of single fields after which an old answer may be judged otherwise."""
    found: list[dict[str, Any]] = [{"stem": record["stem"] + "？"}]
    if "options" in record:
        first, *rest = record["options"]
        found += [
            {"options": [{**first, "text": first["text"] + "。"}, *rest]},
            {"options": [{**first, "correct": not first["correct"]}, *rest]},
            {"options": [*rest, first]},
        ]
    if "answer" in record:
        found.append({"answer": not record["answer"]})
    if "answers" in record:
        found.append({"answers": [[*record["answers"][0], "另一个"], *record["answers"][1:]]})
    for name in ("items", "reference"):
        if name in record:
            found.append({name: [*record[name][1:], record[name][0] + "。"]})
    if "pairs" in record:
        first, *rest = record["pairs"]
        found += [
            {"pairs": [{**first, "right": first["right"] + "。"}, *rest]},
            {"distractors": [*record.get("distractors", []), "多余"]},
        ]
    if "steps" in record:
        found += scenario_changes(record)
    if "material" in record:
        found.append({"material": record["material"] + "。"})
        part, *rest = record["questions"]
        found += [{"questions": [{**part, **inner}, *rest]} for inner in deciding_changes(part)]
    return found


def scenario_changes(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name, step = next(iter(record["steps"].items()))
    first, *others = step["choices"]
    for other in (
        {**step, "text": step["text"] + "。"},
        {**step, "choices": [*others, first]},
        {**step, "choices": [{**first, "text": first["text"] + "。"}, *others]},
        {**step, "choices": [{**first, "go": "elsewhere"}, *others]},
    ):
        yield {"steps": {**record["steps"], name: other}}
    end, found = next(iter(record["ends"].items()))
    outcome = "poor" if found["outcome"] == "good" else "good"
    yield {"ends": {**record["ends"], end: {**found, "outcome": outcome}}}
    yield {"start": "elsewhere"}


@given(questions())
def test_it_is_twelve_hexadecimal_digits_and_always_the_same(question: Question) -> None:
    version = answer_version(question)
    assert len(version) == 12
    assert int(version, 16) >= 0
    assert answer_version(changed(question, {})) == version
