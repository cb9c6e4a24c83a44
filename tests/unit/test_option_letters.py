"""Options named by letters: found where that is certain, and kept true when the options are shuffled."""

import time
from typing import Any

import pytest
import yaml

from course.formats.import_types import ImportedQuestion
from course.importing.option_order import fit_for_shuffling
from course.model.option_letters import is_combination, letter_mentions
from support.measured import additions
from support.sample_course import CASES

TEXTS: list[dict[str, Any]] = yaml.safe_load((CASES / "option_letters.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TEXTS, ids=[case["text"] for case in TEXTS])
def test_letters_that_name_options_are_found(case: dict[str, Any]) -> None:
    text = case["text"]
    found = letter_mentions(text, case.get("others", ""))
    assert [[text[one.start : one.end], one.letters, *(["right"] if one.is_verdict else [])] for one in found] == case[
        "mentions"
    ]


@pytest.mark.parametrize("text", ["A和B", "AB都对", "A、C", "ＡＢ"])
def test_an_option_can_be_nothing_but_letters_of_others(text: str) -> None:
    assert is_combination(text)


@pytest.mark.parametrize("text", ["A", "A单位", "甲和乙", "AB角制度", "A级和B级"])
def test_an_option_that_has_letters_is_no_combination(text: str) -> None:
    assert not is_combination(text)


def question(explanation: str, *options: str, right: int = 0, **fields: object) -> ImportedQuestion:
    listed = [{"text": text, **({"correct": True} if index == right else {})} for index, text in enumerate(options)]
    return ImportedQuestion(
        {"type": "single", "stem": "什么时候通知？", "options": listed, "explanation": explanation, **fields},
        "第 1 行",
        {"explanation": "第 5 行"},
    )


def fixed(incoming: ImportedQuestion) -> list[bool]:
    options = incoming.fields["options"]
    assert isinstance(options, list)
    return [bool(option.get("fixed")) for option in options]


def test_letters_become_the_words_of_the_options() -> None:
    fit, problems = fit_for_shuffling(question("来得及，故选A；B项晚了。", "会前“三天”。", "会后"))
    assert problems == ()
    assert fit.fields["explanation"] == "来得及，故选“会前‘三天’”；“会后”晚了。"
    assert fixed(fit) == [False, False]
    (note,) = fit.inferences
    assert (note.place, note.kind) == ("第 5 行", "corrected")
    assert note.message == "解析里的字母换成选项的文字：A 改成“会前‘三天’”，B项 改成“会后”"


@pytest.mark.parametrize(
    "explanation",
    [
        "A来得及，B来不及。", "第一个选项来得及。", "故选A，E项晚了。", f"{'很' * 1990}，故选A。", "第一项正确，第二项错误。", "前两项都对。",
        "最后一项错误。", "选项一正确。", "第2个选项晚了。", "首项正确。", "a正确，b错误。", "第二个晚了，第一个正确。", "①正确，②错误。", "应选a。",
    ],
)  # fmt: skip
def test_letters_that_are_not_certain_keep_the_options_in_order(explanation: str) -> None:
    fit, problems = fit_for_shuffling(question(explanation, "会前三天通知所有人", "会后"))
    assert problems == ()
    assert fit.fields["explanation"] == explanation
    assert fixed(fit) == [True, True]
    assert [note.kind for note in fit.inferences] == ["inferred"]


def test_a_lesson_of_an_option_is_rewritten_too() -> None:
    incoming = question("来得及。", "会前", "会后")
    options = [{"text": "会前", "correct": True}, {"text": "会后", "why": "A项才来得及"}]
    fit, _ = fit_for_shuffling(ImportedQuestion({**incoming.fields, "options": options}, "第 1 行"))
    assert fit.fields["options"] == [options[0], {"text": "会后", "why": "“会前”才来得及"}]


def test_an_explanation_that_gives_another_answer_is_a_contradiction() -> None:
    _, problems = fit_for_shuffling(question("来得及，故选B。", "会前", "会后"))
    (problem,) = problems
    assert (problem.place, problem.rule) == ("第 5 行", "explanation-contradiction")
    assert problem.message == "解析里说答案是 B，答案却是 A。请核对，改正其中一个"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("会前", "会上", "以上都对"), [False, False, True]),
        (("以上都对", "会前", "会上"), [True, True, True]),
        (("会前", "会上", "A和B"), [True, True, True]),
        (("会前", "会上", "会后"), [False, False, False]),
        (("会前", "会上", "选项A和B", "会后"), [True, True, True, True]),
        (("会前", "会上", "A或B"), [True, True, True]),
        (("会前", "会上", "以上三项"), [True, True, True]),
        (("会前", "会上", "上述两者"), [True, True, True]),
        (("会前", "全部", "会上"), [True, True, True]),
        (("会前", "会上", "除上述以外"), [True, True, True]),
        (("会前", "会上", "①②"), [True, True, True]),
        (("会前", "会上", "1和2"), [True, True, True]),
        (("会前", "会上", "第一种和第二种"), [True, True, True]),
        (("会前", "会上", "前两项都对"), [False, False, True]),
        (("会前", "会上", "会后", "前两项都对"), [True, True, True, True]),
        (("会前", "会上", "两者都是"), [True, True, True]),
        (("以上级通知为准", "三项", "1/2"), [False, False, False]),
    ],
)
def test_options_about_the_others_keep_their_place(options: tuple[str, ...], expected: list[bool]) -> None:
    fit, _ = fit_for_shuffling(question("来得及。", *options))
    assert fixed(fit) == expected
    assert bool(fit.inferences) == any(expected)


def test_signs_of_statements_in_the_stem_are_no_names_of_options() -> None:
    incoming = question("来得及。", "①", "②", "①②", stem="①会前；②会后。哪些来得及？")
    assert fit_for_shuffling(incoming) == (incoming, ())


@pytest.mark.parametrize(
    "explanation", ["提前三个月通知。", "见第三条第一项。", "第一个月就要通知。", "前两个项目已经完成。"]
)
def test_an_explanation_that_counts_something_else_is_let_be(explanation: str) -> None:
    incoming = question(explanation, "会前", "会后")
    assert fit_for_shuffling(incoming) == (incoming, ())


def test_a_question_that_keeps_its_order_is_let_be() -> None:
    options = [{"text": "会前", "correct": True, "fixed": True}, {"text": "会后", "fixed": True}]
    incoming = ImportedQuestion({**question("故选A。", "会前", "会后").fields, "options": options}, "第 1 行")
    assert fit_for_shuffling(incoming) == (incoming, ())


@pytest.mark.parametrize(
    ("answer", "explanation", "expected"),
    [
        ("错", "来不及，故选B。", "来不及，故选“错误”。"),
        ("对", "正确答案是A。", "正确答案是“正确”。"),
        ("对", "来得及，故选B。", "来得及，故选B。"),
        ("对", "B项目除外。", "B项目除外。"),
    ],
)
def test_the_letters_of_a_statement_become_right_and_wrong(answer: str, explanation: str, expected: str) -> None:
    fields = {"type": "truefalse", "stem": "会前通知。", "answer": answer == "对", "explanation": explanation}
    fit, problems = fit_for_shuffling(ImportedQuestion(fields, "第 1 行"))
    assert problems == ()
    assert fit.fields["explanation"] == expected


def test_a_long_explanation_of_letters_is_looked_through_once() -> None:
    begun = time.process_time()
    fit_for_shuffling(question("a、" * 9_900, "会前", "会后"))
    used = time.process_time() - begun
    # Some hundredths of a second; where each letter begins a search to the end, hundreds of times that.
    assert used < 1 or additions(used) < 20
