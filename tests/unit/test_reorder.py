"""Banks are edited question by question: what is named says what it should, all else keeps its very letters."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.edit.reorder import Slot, document_of, rearranged, taken_out, with_slots
from course.load.banks import read_bank
from course.model.bank import Bank, Question
from course.text.yaml_reader import read
from support.examples import examples
from support.generated_banks import banks, yaml_text
from support.generated_banks import questions as any_question

HEAD = "title: 补充题\npage: study/meeting.md\nquestions:\n"
NEW = {
    "type": "truefalse",
    "points": ["r1-1-1-a"],
    "difficulty": 1,
    "stem": "新题。",
    "answer": True,
    "explanation": "新。",
}
NEW_TEXT = "type: truefalse\n    points: [r1-1-1-a]\n    difficulty: 1\n    stem: 新题。\n    answer: true\n    explanation: 新。\n"
BRACES = "{type: truefalse, points: [r1-1-1-a], difficulty: 1, stem: 新题。, answer: true, explanation: 新。}"


def edited(text: str, slots: Sequence[Slot]) -> str:
    document, found = read(text.replace("\r\n", "\n"), "quizzes/extra.yml")
    assert found == []
    return rearranged(text, document, slots)


def fields(question: Question) -> dict[str, object]:
    return question.model_dump(mode="json", exclude_unset=True)


@settings(max_examples=examples(15))
@given(
    data=st.data(),
    bank=banks(),
    flow=st.sampled_from([True, False, None]),
    width=st.sampled_from([20, 80, 4096]),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_new_order_with_any_rewriting_reads_back_as_asked(
    *, data: st.DataObject, bank: Bank, flow: bool | None, width: int, line_end: str
) -> None:
    text = yaml_text(bank, flow=flow, width=width, unicode=True)
    present, _ = read_bank(text, "quizzes/extra.yml")
    wanted: list[Question] = []
    slots: list[Slot] = []
    order = data.draw(st.permutations(range(len(bank.questions))))
    for index in order[data.draw(st.integers(0, len(order) - 1)) :]:
        rewritten = data.draw(st.none() | any_question())
        wanted.append(rewritten or present.questions[index])
        slots.append(Slot(index, fields(rewritten) if rewritten else None))
    for place in data.draw(st.lists(st.integers(0, len(slots)), max_size=2)):
        question = data.draw(any_question())
        wanted.insert(place, question)
        slots.insert(place, Slot(None, fields(question)))
    after = edited(text.replace("\n", line_end), slots)
    again, found = read_bank(after.replace("\r\n", "\n"), "quizzes/extra.yml")
    assert found == []
    assert list(again.questions) == wanted
    assert again.title == bank.title


@settings(max_examples=examples(15))
@given(bank=banks(), flow=st.sampled_from([True, False, None]), line_end=st.sampled_from(["\n", "\r\n"]))
def test_nothing_asked_is_nothing_changed(*, bank: Bank, flow: bool | None, line_end: str) -> None:
    text = yaml_text(bank, flow=flow, width=80, unicode=False).replace("\n", line_end)
    assert edited(text, [Slot(index) for index in range(len(bank.questions))]) == text


ITEMS = {
    "a field behind the dash": "  - stem: 甲 # 一\n    points: [a]\n",
    "a field below the dash": "  -\n    stem: 乙\n",
    "comments below the dash": "  - # 丙\n    # 丙二\n    stem: 丙\n",
    "braces": "  - {stem: 丁} # 四\n",
    "a literal block": "  - stem: |\n      戊\n      己\n",
    "a literal block that keeps blank lines": "  - stem: |+\n      庚\n\n\n",
}
GAPS = ["  # 第一节\n", "", "\n  # 第二节\n", "\n", "  # 第三节\n\n", "", "# 完\n"]


def joined(items: Sequence[str]) -> str:
    return HEAD + "".join(gap + item for gap, item in zip(GAPS, [*items, ""], strict=True))


@pytest.mark.parametrize("index", range(len(ITEMS)), ids=list(ITEMS))
def test_a_question_goes_and_every_comment_around_it_stays(index: int) -> None:
    items = list(ITEMS.values())
    without = [*items[:index], "", *items[index + 1 :]]
    assert edited(joined(items), [Slot(other) for other in range(len(items)) if other != index]) == joined(without)


@pytest.mark.parametrize("index", range(len(ITEMS)), ids=list(ITEMS))
def test_a_new_question_stands_directly_below_the_one_it_follows(index: int) -> None:
    items = list(ITEMS.values())
    slots = [Slot(other) for other in range(len(items))]
    slots.insert(index + 1, Slot(None, NEW))
    longer = [item + ("  - " + NEW_TEXT if other == index else "") for other, item in enumerate(items)]
    assert edited(joined(items), slots) == joined(longer)


def test_a_moved_question_takes_its_text_along_and_leaves_the_headings() -> None:
    items = list(ITEMS.values())
    moved = ["", items[1], items[2], items[3] + items[0], items[4], items[5]]
    assert edited(joined(items), [Slot(index) for index in (1, 2, 3, 0, 4, 5)]) == joined(moved)


def test_a_new_question_in_brackets_is_written_in_braces() -> None:
    text = "{title: 补充, page: x, questions: [{stem: 甲}, # 注\n  {stem: 乙}]}\n"
    slots = [Slot(0), Slot(1), Slot(None, NEW)]
    assert (
        edited(text, slots) == f"{{title: 补充, page: x, questions: [{{stem: 甲}}, # 注\n  {{stem: 乙}}, {BRACES}]}}\n"
    )
    assert edited(text, [Slot(1)]) == "{title: 补充, page: x, questions: [{stem: 乙}]}\n"


@pytest.mark.parametrize("empty", [" []", "   [ ]", " [\n]", ""])
def test_a_bank_without_questions_gets_its_first_one_below_the_name(empty: str) -> None:
    text = f"title: 补充\npage: x\nquestions:{empty}\n"
    assert edited(text, [Slot(None, NEW)]) == f"title: 补充\npage: x\nquestions:\n  - {NEW_TEXT}"
    assert edited(text, []) == text


def test_a_bank_without_a_line_end_at_its_end_gets_one_before_the_new_question() -> None:
    assert edited(f"{HEAD}  - stem: 甲", [Slot(0), Slot(None, NEW)]) == f"{HEAD}  - stem: 甲\n  - {NEW_TEXT}"


MOVING = [*ITEMS.values(), "  # 为什么留着这道题\n  - stem: 辛\n    # 待查\n    points: [a]\n"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("dash", [0, 2, 6])
@pytest.mark.parametrize("index", range(len(MOVING)))
def test_a_question_moves_to_another_bank_with_its_comments(index: int, dash: int, line_end: str) -> None:
    source = HEAD + "".join(MOVING)
    target = f"title: 甲\nquestions:\n{' ' * dash}- stem: 壬\n# 完\n".replace("\n", line_end)
    rest, lines = taken_out(source, "quizzes/extra.yml", index)
    new = with_slots(target, "quizzes/other.yml", [Slot(0), Slot(None, {"stem": "不用"}, lines)])
    assert rest == source.replace(MOVING[index], "")
    assert stems(rest) == [stem for at, stem in enumerate(stems(source)) if at != index]
    assert stems(new) == ["壬", stems(source)[index]]
    shift = " " * max(0, dash - 2)
    moved = [line[max(0, 2 - dash) :] for line in MOVING[index].splitlines()]
    written = "".join(f"{shift}{line}".rstrip() + line_end for line in moved)
    assert written in new
    assert new.replace(written, "") == target


def stems(text: str) -> list[object]:
    value = document_of(text, "quizzes/extra.yml").value
    assert isinstance(value, dict)
    questions = value["questions"]
    assert isinstance(questions, tuple)
    return [question["stem"] for question in questions if isinstance(question, dict)]


def test_a_question_in_brackets_moves_without_lines() -> None:
    text = "{title: 补充, page: x, questions: [{stem: 甲}, {stem: 乙}]}\n"
    assert taken_out(text, "quizzes/extra.yml", 0) == ("{title: 补充, page: x, questions: [{stem: 乙}]}\n", ())
