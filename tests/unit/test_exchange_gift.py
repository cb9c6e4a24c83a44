"""GIFT as somebody else's reader takes it, and what our own reader refuses."""

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from course.environment import find_node
from course.formats.gift.read import read_gift
from course.formats.gift.write import export_gift
from course.model.bank import Bank
from support.archives import COURSE
from support.examples import examples
from support.exchanged import bank_file, selection, written
from support.generated_banks import banks
from support.site_build import ROOT

READER = Path(__file__).resolve().parents[1] / "support/read_gift.mjs"
KINDS = {"single": "MC", "multiple": "MC", "truefalse": "TF", "blank": "Short", "match": "Matching", "short": "Essay"}
# This reader undoes the backslash in a partner no further than half-way.
HALFWAY = {"&&058;": ":", "&&035;": "#", "&&061;": "=", "&&123;": "{", "&&125;": "}", "&&126;": "~", "&&092;": "\\"}


def foreign(content: bytes) -> list[dict[str, Any]]:
    """Return the questions that gift-pegjs finds."""
    command = [str(find_node()), str(READER)]
    done = subprocess.run(command, input=content, capture_output=True, check=True, cwd=ROOT)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [one for one in found if one["type"] != "Category"]


def seen(markup: str) -> str:
    """Return what a reader of HTML sees, white space aside."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def key(question: dict[str, Any]) -> Any:
    """Return what this reader takes for right."""
    match question["type"]:
        case "MC":
            return [
                seen(one["text"]["text"]) for one in question["choices"] if one["isCorrect"] or (one["weight"] or 0) > 0
            ]
        case "TF":
            return question["isTrue"]
        case "Short":
            return [one["text"]["text"].replace("\\*", "*") for one in question["choices"]]
        case "Matching":
            pairs = question["matchPairs"]
            return [(seen(one["subquestion"]["text"]), seen(unhalved(one["subanswer"]))) for one in pairs]
        case _:
            return None


def unhalved(text: str) -> str:
    for code, sign in HALFWAY.items():
        text = text.replace(code, sign)
    return text


def plain(text: str) -> str:
    return seen(html.escape(re.sub(r"\*\*|`", "", text)))


def meant(body: Any) -> Any:
    match body.type:
        case "single" | "multiple":
            return [plain(one.text) for one in body.options if one.correct]
        case "truefalse":
            return body.answer
        case "blank":
            return [" ".join(text.split()) for text in body.answers[0]]
        case "match":
            return [
                *((plain(one.left), plain(one.right)) for one in body.pairs),
                *(("", plain(text)) for text in body.distractors),
            ]
        case _:
            return None


def test_somebody_elses_reader_finds_every_question_of_the_second_course_with_its_key() -> None:
    exported = export_gift(selection(*COURSE.banks))
    found = {one["id"]: one for one in foreign(exported.content)}
    assert len(found) == exported.count
    questions: dict[str, Any] = {question.id: question for _, question in COURSE.questions() if question.id}
    parts = {
        f"{name}-{number}": part
        for name, question in questions.items()
        if question.type == "case"
        for number, part in enumerate(question.questions, start=1)
    }
    bodies = {**questions, **parts}
    assert {name: KINDS[bodies[name].type] for name in found} == {name: one["type"] for name, one in found.items()}
    assert {name: meant(bodies[name]) for name in found} == {name: key(one) for name, one in found.items()}
    for name, one in found.items():
        source = questions[name if name in questions else name.rpartition("-")[0]]
        assert [f"要点：{point}" for point in source.points] == [tag for tag in one["tags"] if tag.startswith("要点")]
        assert seen(source.explanation) in seen(one["globalFeedback"]["text"])


@settings(max_examples=examples(6))
@given(bank=banks(most=5))
def test_somebody_elses_reader_finds_as_many_questions_whatever_the_texts_are(bank: Bank) -> None:
    exported = export_gift(selection(bank_file(bank)))
    assume(exported.count > 0)
    assert len(foreign(exported.content)) == exported.count


@pytest.mark.parametrize(
    ("text", "message", "rule"),
    [
        ("题干{=甲 =乙 ~丙}", "单选题要恰好一个选项用 =，其余用 ~，不写正的分值", "incoming-answer"),
        ("题干{~%30%甲 ~%30%乙 ~丙}", "多选题各个正确选项的分值加起来要是 100", "incoming-answer"),
        ("题干{#3:1}", "这是数值题，题库里没有。请改成填空题", "incoming-type"),
        ("一段话。", "这是一段说明，不是题目。请删去，或把它写进案例的情境", "incoming-type"),
        ("题干{=甲 ~乙", "花括号要恰好一对。文字里的花括号前面要加反斜线", "incoming-file"),
        ("题干{=甲 ~乙}{=丙 ~丁}", "花括号要恰好一对。文字里的花括号前面要加反斜线", "incoming-file"),
        ("::没完{=甲 ~乙}", "题目名称没有用 :: 结束", "incoming-file"),
        ("题干{=%50%甲 =乙}", "填空题的每个答案都要得 100%、不带反馈。请改过来", "incoming-answer"),
        ("题干{=甲*}", "答案里的 * 在原平台代表任意文字，题库里没有。请写出具体的答案", "incoming-markup"),
        ("题干{T#不对}", "判断题的答案带有反馈，题库里没有地方放。请移到 #### 后面，它会成为解析", "incoming-field"),
        ("题干{=甲 -> 乙 =丙}", "连线题的每一项都要写成 =左项 -> 右项", "incoming-answer"),
        ("[html]<img src\\=x>{=甲 ~乙}", "文字里有图片，题库里写不下。请在原平台去掉后再导出", "incoming-markup"),
        (
            "[markdown]题干{=甲 ~乙}",
            "这里的文字是 markdown 格式，不能准确转换。请改成 [html] 或 [plain]",
            "incoming-markup",
        ),
        ("____和____{=甲}", "题干里不止一处像空格。请只留一处下划线", "incoming-markup"),
    ],
)
def test_what_is_not_certain_is_refused_with_its_line(text: str, message: str, rule: str) -> None:
    imported = read_gift(f"// 说明\n\n好题{{T}}\n\n// [id:x]\n{text}\n".encode(), "题.txt")
    assert [(one.place, one.message, one.rule) for one in imported.problems] == [("第 6 行", message, rule)]
    assert [one.fields["stem"] for one in imported.questions] == ["好题"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("首都是{~上海 =北京#对 ~广州}吗", {"type": "single", "stem": "首都是_____吗"}),
        ("首都是{=北京 =Beijing}。", {"type": "blank", "stem": "首都是{{}}。", "answers": [["北京", "Beijing"]]}),
        ("首都是？{北京}", {"type": "blank", "stem": "首都是？{{}}", "answers": [["北京"]]}),
        ("1 < 2{TRUE####因为\\: 如此}", {"type": "truefalse", "stem": "1 < 2", "answer": True, "explanation": "因为: 如此"}),
        ("谈谈。{}", {"type": "short", "stem": "谈谈。"}),
        ("配{=甲 -> 一 =乙 -> 二 = -> 三}", {"type": "match", "pairs": [{"left": "甲", "right": "一"}, {"left": "乙", "right": "二"}], "distractors": ["三"]}),
    ],
)  # fmt: skip
def test_files_of_others_are_read_as_moodle_reads_them(text: str, fields: dict[str, object]) -> None:
    imported = read_gift(text.encode("utf-8-sig"), "题.txt")
    assert imported.problems == ()
    (one,) = imported.questions
    assert fields.items() <= one.fields.items()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("题干{T}".encode("gb18030"), "题.txt 不是 UTF-8 编码。请用记事本打开，另存为 UTF-8"),
        (b"a\n\nb\x01{T}", "题.txt 第 3 行有看不见的控制字符。请删去"),
        (b" " * 20_000_001, "题.txt 超过 20 MB。请分成几个文件"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(data: bytes, message: str) -> None:
    imported = read_gift(data, "题.txt")
    assert [one.message for one in imported.problems] == [message]
    assert imported.questions == ()


def test_a_question_whose_letters_mean_something_in_gift_stays_a_question() -> None:
    nasty = "{=甲 ~乙} ::名:: // 注 #反馈 -> \\n $CATEGORY: %50%"
    question = {
        "type": "single",
        "stem": nasty,
        "options": [{"text": f"%100%{nasty}", "correct": True}, {"text": "[html]" + nasty}, {"text": "= 三"}],
    }
    (found,) = foreign(export_gift(selection(written(question))).content)
    assert seen(found["stem"]["text"]) == seen(html.escape(nasty))
    assert [seen(one["text"]["text"]) for one in found["choices"]] == [
        seen(html.escape(text)) for text in (f"%100%{nasty}", f"[html]{nasty}", "= 三")
    ]


def test_what_gift_has_no_way_to_say_stays_behind_and_is_named() -> None:
    several: dict[str, object] = {"type": "blank", "stem": "{{}}和{{}}", "answers": [["甲"], ["乙"]]}
    arrow: dict[str, object] = {"type": "blank", "stem": "{{}}", "answers": [["甲->乙"]]}
    order: dict[str, object] = {"type": "order", "stem": "排", "items": ["一", "二", "三"]}
    reasons = [export_gift(selection(written(one))).losses[-1] for one in (several, arrow, order)]
    assert [loss.carried.how for loss in reasons] == [
        "GIFT 一道题只能有一个空",
        "答案里有“->”，GIFT 会当作连线题",
        "GIFT 没有排序题",
    ]
    assert all(loss.drops_question for loss in reasons)
