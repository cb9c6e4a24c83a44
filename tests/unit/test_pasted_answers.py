"""Answers in pasted text: taken where it is certain what they are, refused with their question where they can be something else."""

from typing import Any

import pytest

from course.formats.text.read import read_text


def read(text: str) -> dict[str, Any]:
    """Return the fields of the one question of a text without problems."""
    imported = read_text(text.encode(), "题.txt")
    assert imported.problems == ()
    (question,) = imported.questions
    return dict(question.fields)


def refused(text: str) -> set[str]:
    """Return the rules by which the one question of a text is refused."""
    imported = read_text(text.encode(), "题.txt")
    assert imported.questions == ()
    return {problem.rule for problem in imported.problems}


@pytest.mark.parametrize(
    "stem",
    [
        "甲。（√）（×）", "甲（对）。（错）", "甲。（√）或（×）", "甲。（√）/（×）", "甲。√ ×", "甲（√）。×", "甲（T）（F）", "甲（1）（0）",
        "（√）（×）甲。", "甲。（√）（√）",
    ],
)  # fmt: skip
def test_two_marks_of_right_and_wrong_are_refused(stem: str) -> None:
    assert refused(f"一、判断题\n1. {stem}") == {"answer-unclear"}


@pytest.mark.parametrize(
    "offer", ["（√/×）", "（对/错）", "（√ ×）", "（√或×）", "（ 正确、错误 ）", "[×/√]", "（√×）"]
)
def test_brackets_that_offer_right_and_wrong_are_an_empty_place(offer: str) -> None:
    assert read(f"一、判断题\n1. 甲。{offer}\n答案：错") == {"type": "truefalse", "stem": "甲。", "answer": False}
    assert read(f"一、判断题\n1. 甲{offer}。（×）") == {"type": "truefalse", "stem": "甲。", "answer": False}
    assert refused(f"一、判断题\n1. 甲。{offer}") == {"answer-missing"}


@pytest.mark.parametrize("stem", ["打了（√）才算数。", "一律打（√）。", "一律打√。", "丁级（A）。", "写明对错。"])
def test_a_mark_that_the_sentence_speaks_of_stays(stem: str) -> None:
    assert read(f"一、判断题\n1. {stem}（×）") == {"type": "truefalse", "stem": stem, "answer": False}


@pytest.mark.parametrize(
    "answer",
    [
        "答案：（1）登记（3分）；（2）归还。（2分）", "答案：\n①登记（2分）\n②归还。（3分）", "答案：（1）登记\n（2）归还。",
        "参考要点：登记\n（2）归还。", "答案要点：\n（1）登记。\n评分标准：每点2分。", "评分要点：①登记 ②归还。", "参考答案要点：（1）登记（2）归还。",
    ],
)  # fmt: skip
def test_points_of_a_reference_keep_neither_numbers_nor_scores(answer: str) -> None:
    points = read(f"一、简答题\n1. 甲？\n{answer}")["reference"]
    assert points == ["登记", "归还。"] or (points == ["登记。"] and "评分标准" in answer)


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("答案：登记。评分标准：每点2分", "answer-unclear"),
        ("答案：登记。\n评分标准：\n（1）每点2分", "line-not-understood"),
    ],
)
def test_how_to_score_is_no_point(answer: str, rule: str) -> None:
    assert refused(f"一、简答题\n1. 甲？\n{answer}") == {rule}


@pytest.mark.parametrize(
    "mark",
    [
        "m<sup>2</sup>", "<p>乙</p>", "<u>乙</u>", '<span style="x">乙</span>', "<img src='a.png'>", r"$\frac{1}{2}$", "$x^2$", r"\(x^2\)", r"\(a+b\)",
        r"\[x=1\]", r"\sqrt{2}",
    ],
)  # fmt: skip
def test_code_of_web_pages_and_formulae_is_refused(mark: str) -> None:
    assert refused(f"一、判断题\n1. 甲{mark}乙。（√）") == {"web-markup"}
    assert refused(f"一、判断题\n1. 甲。（√）\n解析：{mark}") == {"web-markup"}
    assert refused(f"一、单选题\n1. 甲？（A）\nA. {mark}\nB. 丙") == {"web-markup"}


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("&lt;5&gt;的 A&amp;B", "<5>的 A&B"), ("甲&ldquo;乙&rdquo;", "甲“乙”"), ("a<b 且 c>d", "a<b 且 c>d"), ("$5 到 $6", "$5 到 $6"),
        (r"\(A\)类", "(A)类"), (r"C:\temp", r"C:\temp"),
    ],
)  # fmt: skip
def test_signs_of_web_pages_that_are_letters_are_read(written: str, stem: str) -> None:
    assert read(f"一、判断题\n1. 甲 {written}。（√）")["stem"] == f"甲 {stem}。"


OPTIONS = "A. 一\nB. 二\nC. 三"


@pytest.mark.parametrize(
    ("stem", "answer", "kept"),
    [
        ("依第3条（b）项应当（　）。", "A", "依第3条（b）项应当____。"),
        ("甲（A）类应当怎样？", "B", "甲（A）类应当怎样？"),
        ("甲（a）款和（b）款有什么不同？", "C", "甲（a）款和（b）款有什么不同？"),
        ("由（ A ）批准，由（　）监销。", "", "由____批准，由____监销。"),
        ("依据第（ A ）条。", "", "依据第____条。"),
        ("分为（A）类。", "A", "分为____类。"),
    ],
)
def test_brackets_of_a_name_are_no_answer(stem: str, answer: str, kept: str) -> None:
    said = f"\n答案：{answer}" if answer else ""
    assert read(f"一、单选题\n1. {stem}\n{OPTIONS}{said}")["stem"] == kept


@pytest.mark.parametrize(
    "stem",
    [
        "甲（A）类应当怎样？",
        "丁级（A）是（ ）",
        "乙是（B）。C",
        "甲是（B），乙是（　）。",
        "甲是（B）？C",
        "（A）类由（B）管。",
    ],
)
def test_letters_in_a_stem_that_are_two_things_are_refused(stem: str) -> None:
    assert refused(f"一、单选题\n1. {stem}\n{OPTIONS}") == {"answer-unclear"}


def test_a_small_letter_within_a_sentence_is_an_answer_with_a_note() -> None:
    imported = read_text(f"一、单选题\n1. 丙（b）是丁。\n{OPTIONS}".encode(), "题.txt")
    (question,) = imported.questions
    assert [one.message for one in question.inferences] == ["题干括号里的“b”按答案读"]


def test_a_question_before_a_number_that_does_not_follow_is_not_certain() -> None:
    imported = read_text("一、判断题\n1. 甲。（√）\n解析：一。\n3. 乙。（√）\n4. 丙。（×）".encode(), "题.txt")
    assert [question.fields["stem"] for question in imported.questions] == ["丙。"]
    assert [question.fields["stem"] for question in imported.unclear] == ["甲。", "乙。"]


@pytest.mark.parametrize("line", ["以上都不对", "以上都对。", "都不是", "全部", "以上三项都是", "前两项都对"])
def test_an_option_about_the_others_without_its_letter_is_refused(line: str) -> None:
    assert refused(f"一、单选题\n1. 甲？（A）\nA. 一\nB. 二号\n{line}") == {"line-not-understood"}


@pytest.mark.parametrize("line", ["D. A、B都对", "D.  A、B都对", "D、A、B都对"])
def test_an_option_that_begins_with_letters_of_others_is_one_option(line: str) -> None:
    options = read(f"一、单选题\n1. 甲？（D）\n{OPTIONS}\n{line}")["options"]
    assert [option["text"] for option in options] == ["一", "二", "三", "A、B都对"]


@pytest.mark.parametrize(
    ("answer", "letters"), [("全选", "ABC"), ("A-C", "ABC"), ("b～c", "BC"), ("AB （P23）", "AB"), ("A到B", "AB")]
)
def test_answers_that_name_letters_by_a_rule(answer: str, letters: str) -> None:
    imported = read_text(f"一、多选题\n1. 甲？\n{OPTIONS}\n答案：{answer}".encode(), "题.txt")
    (question,) = imported.questions
    options: Any = question.fields["options"]
    assert [bool(option.get("correct")) for option in options] == [letter in letters for letter in "ABC"]
    assert [one.message for one in question.inferences] == [f"答案“{answer}”按 {letters} 读"]


def test_a_sign_that_can_be_a_statement_or_an_option_is_refused_by_name() -> None:
    (problem,) = read_text(f"一、单选题\n1. 甲？\n{OPTIONS}\n答案：②".encode(), "题.txt").problems
    assert problem.message == "答案“②”是序号，不知道是第几个选项，还是题干里的。请只写选项的字母，如 B 或 ACD"


@pytest.mark.parametrize(
    "text", ["甲。（×）改正：10年。", "甲。\n答案：（×）改正：10年。", "甲。\n答案：错，改正：10年。"]
)
def test_what_would_be_right_is_the_explanation_of_a_wrong_statement(text: str) -> None:
    assert read(f"一、判断题\n1. {text}") == {
        "type": "truefalse", "stem": "甲。", "answer": False, "explanation": "改正：10年。",
    }  # fmt: skip


def test_a_statement_about_a_correction_is_whole() -> None:
    assert read("一、判断题\n1. 这个数错误，应为10年。（√）")["stem"] == "这个数错误，应为10年。"


@pytest.mark.parametrize("gap", ["﹍﹍", "[填空1]", "【填空1】", "〔　〕", "﹏﹏﹏"])
def test_all_signs_of_a_blank_are_one(gap: str) -> None:
    assert read(f"一、填空题\n1. 甲{gap}乙。\n答案：一")["stem"] == "甲{{}}乙。"


@pytest.mark.parametrize("line", ["(A)一(B)二(C)三(D)四", "A一 B二 C三 D四", "（A）一（B）二"])
def test_options_glued_to_their_letters_are_refused_at_their_line(line: str) -> None:
    first, *_ = read_text(f"一、单选题\n1. 甲？\n{line}\n答案：A".encode(), "题.txt").problems
    assert (first.place, first.rule) == ("第 3 行", "options-run-together")
    assert "请在字母后加“.”，每个选项另起一行" in first.message


def test_answers_behind_the_number_of_their_heading_go_to_its_questions() -> None:
    asked = f"一、单选题\n1. 甲？\n{OPTIONS}\n2. 乙？\n{OPTIONS}\n二、判断题\n1. 丙。\n2. 丁。\n参考答案\n"
    imported = read_text(f"{asked}一、1-2 AB\n二、1-2 √×".encode(), "题.txt")
    assert imported.problems == ()
    assert [question.fields.get("answer") for question in imported.questions] == [None, None, True, False]
    rules = {one.rule for one in read_text(f"{asked}三、1-2 AB\n二、1-2 √×".encode(), "题.txt").problems}
    assert rules == {"answer-missing", "answer-without-question"}


@pytest.mark.parametrize(
    "answer", ["第一空间", "第1个空格", "可交换债券", "可互换性", "10L/分", "2mg/升", "50%/年", "https://www.nlc.cn"]
)
def test_answers_that_only_begin_or_end_like_a_label_or_a_remark_are_whole(answer: str) -> None:
    assert read(f"一、填空题\n1. 写（　）。\n答案：{answer}")["answers"] == [[answer]]


@pytest.mark.parametrize(
    ("stem", "kept"),
    [
        ("实现（B）目标。", "实现____目标。"), ("组织（B）项目评审。", "组织____项目评审。"), ("规定了（B）条原则。", "规定了____条原则。"),
        ("最多可借（B）条。", "最多可借____条。"), ("采取（B）类措施。", "采取____类措施。"), ("由（B）号开头。", "由____号开头。"),
    ],
)  # fmt: skip
def test_letters_where_a_word_goes_are_answers(stem: str, kept: str) -> None:
    question = read(f"一、单选题\n1. {stem}\nA. 一\nB. 二")
    assert (question["stem"], [one.get("correct", False) for one in question["options"]]) == (kept, [False, True])


def test_a_letter_of_a_name_beside_another_answer_is_noted() -> None:
    (question,) = read_text("一、单选题\n1. 分为甲（A）类等。\nA. 一\nB. 二\n答案：B".encode(), "题.txt").questions
    assert question.fields["stem"] == "分为甲（A）类等。"
    assert any("按名称的一部分读" in one.message for one in question.inferences)
