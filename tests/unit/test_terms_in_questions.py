"""Terms are explained where a question uses them, once, and never so that the answer is told."""

from typing import Any

import pytest

from course.model import inline
from course.model.bank import Bank, Question
from course.model.glossary import Term
from course.site.term_links import Explainer
from course.text.diagnostics import Position

NOWHERE = Position("docs/glossary.md")


def term(name: str, meaning: str, *aliases: str) -> Term:
    return Term(f"term-{name}", name, meaning, aliases, ("一",), "本单位文件", NOWHERE)


LESSON = term("内训", "给员工讲的课。")
MEETING = term("三会一训", '三种会和"内训"的合称。', "3会1训")
GROUP = term("馆小组", "科室下面的小组。")
EXPLAINER = Explainer([LESSON, MEETING, GROUP])


def question(**fields: Any) -> Question:
    whole = {"id": "a-1", "points": ["r1-1-a"], "difficulty": 1, "explanation": "解析。", **fields}
    return Bank.model_validate({"title": "甲", "page": "study/a.md", "questions": (_tuples(whole),)}).questions[0]


def _tuples(value: Any) -> Any:
    """The strict models take tuples only."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def linked(text: str) -> list[str]:
    return [link.text for link in inline.links(text)]


def test_a_term_is_linked_at_its_first_use_only_with_its_meaning() -> None:
    shown = EXPLAINER.explained(question(type="truefalse", stem="馆小组讲内训，内训要备好。", answer=True))
    assert list(inline.links(shown.stem)) == [
        inline.Link("馆小组", "glossary.md#term-馆小组", "科室下面的小组。"),
        inline.Link("内训", "glossary.md#term-内训", "给员工讲的课。"),
    ]
    assert inline.plain(shown.stem) == "馆小组讲内训，内训要备好。"


def test_the_longer_name_wins_and_its_quotation_marks_do_no_harm() -> None:
    shown = EXPLAINER.explained(question(type="truefalse", stem="三会一训。", answer=True))
    assert list(inline.links(shown.stem)) == [
        inline.Link("三会一训", "glossary.md#term-三会一训", "三种会和”内训”的合称。")
    ]


def test_the_explanation_does_not_repeat_what_the_stem_has_explained() -> None:
    shown = EXPLAINER.explained(question(type="truefalse", stem="内训。", answer=True, explanation="内训和馆小组。"))
    assert linked(shown.explanation) == ["馆小组"]


def test_a_term_that_is_asked_is_explained_after_the_answer_only() -> None:
    shown = EXPLAINER.explained(
        question(type="truefalse", terms=["3会1训"], stem="三会一训。", answer=True, explanation="三会一训。")
    )
    assert linked(shown.stem) == []
    assert linked(shown.explanation) == ["三会一训"]


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "single", "options": [{"text": "**小组**", "correct": True}, {"text": "大组"}]},
        {"type": "blank", "stem": "馆小组是{{}}。", "answers": [["大组", "小 组"]]},
        {
            "type": "case",
            "material": "馆小组开会。",
            "questions": [{"type": "blank", "stem": "馆小组是{{}}。", "answers": [["小组"]]}],
        },
    ],
    ids=["option", "blank", "case"],
)
def test_a_term_whose_meaning_says_the_key_is_not_explained_before_the_answer(fields: dict[str, Any]) -> None:
    shown = EXPLAINER.explained(question(**{"stem": "馆小组是什么？", **fields}))
    assert linked(shown.stem) == []
    if shown.type == "case":
        assert linked(shown.material) == []
        assert linked(shown.questions[0].stem) == []


def test_in_a_case_the_material_comes_first() -> None:
    parts = [{"type": "truefalse", "stem": "馆小组讲内训。", "answer": True}]
    shown = EXPLAINER.explained(question(type="case", stem="馆小组", material="某馆小组开会。", questions=parts))
    assert shown.type == "case"
    assert linked(shown.material) == ["馆小组"]
    assert linked(shown.stem) == []
    assert linked(shown.questions[0].stem) == ["内训"]


def test_what_the_writer_marked_up_stays_as_it_is() -> None:
    stem = "**内训**、`馆小组`、[内训](study/a.md)"
    shown = EXPLAINER.explained(question(type="truefalse", stem=stem, answer=True))
    assert shown.stem == stem


def test_a_course_without_terms_changes_nothing() -> None:
    plain = question(type="truefalse", stem="内训。", answer=True)
    assert Explainer([]).explained(plain) == plain
