"""Random changes of two banks on both sides: what one side left alone is as the other has it, and nothing is lost."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from course.edit.merge_banks import merge_banks
from course.edit.reorder import Fields, Slot, document_of, with_slots
from course.load.course import load_course
from support.sample_course import COURSE

BANKS = ("quizzes/meeting.yml", "quizzes/minutes.yml")
Texts = Mapping[str, str]


def questions(texts: Texts) -> dict[str, tuple[str, Fields]]:
    """Return bank and fields of each question by id; every id occurs once."""
    found = [(str(one["id"]), (path, one)) for path, text in texts.items() for one in items(path, text)]
    assert len(dict(found)) == len(found)
    return dict(found)


def items(path: str, text: str) -> list[Fields]:
    value = document_of(text, path).value
    assert isinstance(value, dict)
    listed = value["questions"]
    assert isinstance(listed, tuple)
    return [one for one in listed if isinstance(one, dict)]


def changed(texts: Texts, chance: random.Random, side: str) -> dict[str, str]:
    """Return the banks with up to five questions withdrawn, changed, moved or added."""
    texts = dict(texts)
    for _ in range(chance.randint(0, 5)):
        path, other = chance.sample(BANKS, 2)
        slots = [Slot(index) for index in range(len(items(path, texts[path])))]
        if len(slots) < 2:
            continue
        at = chance.randrange(len(slots))
        fields = items(path, texts[path])[at]
        match chance.choice(("withdraw", "change", "move", "swap", "add")):
            case "withdraw":
                del slots[at]
            case "change":
                field = chance.choice(("stem", "explanation"))
                slots[at] = Slot(at, {**fields, field: f"{fields.get(field, '')}{side}"})
            case "move":
                del slots[at]
                there = [*map(Slot, range(len(items(other, texts[other])))), Slot(None, fields)]
                texts[other] = with_slots(texts[other], other, there)
            case "swap":
                slots.append(slots.pop(at))
            case _:
                name = chance.choice((f"added-{at}", f"added-{side}-{chance.randrange(100)}"))
                if name not in questions(texts):
                    slots.insert(at, Slot(None, {**fields, "id": name, "explanation": side}))
        texts[path] = with_slots(texts[path], path, slots)
    return texts


@pytest.mark.parametrize("seed", range(40))
def test_random_changes_of_both_sides_are_merged_by_question(seed: int) -> None:
    base = {path: (COURSE / path).read_text(encoding="utf-8") for path in BANKS}
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    ours, theirs = changed(base, chance, "ours"), changed(base, chance, "theirs")
    merged, undecided = merge_banks(base, ours, theirs)
    before, own, other, found = map(questions, (base, ours, theirs, merged))
    for name in before | own | other:
        left, right = own.get(name), other.get(name)
        if left == before.get(name):
            assert found.get(name) == right
        elif right == before.get(name):
            assert found.get(name) == left
        else:
            assert name in found or any(name in one.place for one in undecided)
    assert merge_banks(base, base, theirs) == (theirs, [])
    assert merge_banks(base, ours, base) == (ours, [])


def test_the_banks_of_the_sample_are_those_of_the_course() -> None:
    assert {bank.path for bank in load_course(Path(COURSE))[0].banks} == set(BANKS)
