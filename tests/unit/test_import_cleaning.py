"""What stands around stems, options and answers in foreign files: taken out where it is no part of the text, and only there."""

import pytest

from course.formats.answers import BlankAnswers, blank_answers, letters_by_text, letters_of, truth_of
from course.formats.cleaning import (
    Trimmed,
    hidden_question,
    option_mark,
    stated_answer,
    stem_head,
    stem_tail,
    without_letters,
)
from course.text.chinese_marks import corrected_marks, without_spaces_at_marks

HEADS = {
    "组长讲一课": Trimmed("组长讲一课"),
    "1. 组长讲一课": Trimmed("组长讲一课", ("1.",), number=1),
    "第12题：组长讲一课": Trimmed("组长讲一课", ("第12题：",), number=12),
    "（3）组长讲一课": Trimmed("组长讲一课", ("（3）",), number=3),
    "1.5 倍是多少": Trimmed("1.5 倍是多少"),
    "3、5、7 月各讲一次": Trimmed("3、5、7 月各讲一次"),
    "2026年讲几次": Trimmed("2026年讲几次"),
    "单选题：组长讲一课": Trimmed("组长讲一课", ("单选题：",), kind="single"),
    "(多选题, 10.0分) 组长讲一课": Trimmed("组长讲一课", ("(多选题, 10.0分)",), kind="multiple"),
    "【判断】（易）（2分）组长讲一课": Trimmed(
        "组长讲一课", ("【判断】", "（易）", "（2分）"), kind="truefalse", level=1
    ),
    "【难度：中】组长讲一课": Trimmed("组长讲一课", ("【难度：中】",), level=2),
    "判断下列说法": Trimmed("判断下列说法"),
    "（示例）某库房": Trimmed("（示例）某库房"),
}
TAILS = {
    "组长讲一课。": Trimmed("组长讲一课。"),
    "组长讲一课。P89": Trimmed("组长讲一课。", ("P89",)),
    "组长讲一课（见教材第 12 页）。": Trimmed("组长讲一课。", ("（见教材第 12 页）",)),
    "组长讲一课（P12-13）": Trimmed("组长讲一课", ("（P12-13）",)),
    "组长讲一课？（难）（本题2分）": Trimmed("组长讲一课？", ("（本题2分）", "（难）"), level=3),
    "下列内容在第89页": Trimmed("下列内容在第89页"),
    "采用 MP3": Trimmed("采用 MP3"),
}
MARKS = {
    "按进度（正确答案）": Trimmed("按进度", ("正确答案",), correct=True),
    "按进度 √": Trimmed("按进度", ("√",), correct=True),
    "√ 按进度": Trimmed("按进度", ("√",), correct=True),
    "按进度（×）": Trimmed("按进度", ("×",), correct=False),
    "√": Trimmed("√"),
    "正确": Trimmed("正确"),
    "做法正确": Trimmed("做法正确"),
}
STATED = {
    "书记怎样讲？（正确答案：B）": Trimmed("书记怎样讲？", ("（正确答案：B）",), answers=("B",)),
    "年底补 答案：A、B": Trimmed("年底补", ("答案：A、B",), answers=("A、B",)),
    "年底补【答案】√": Trimmed("年底补", ("【答案】√",), answers=("√",)),
    "公布答案：按时": Trimmed("公布答案：按时"),
}


@pytest.mark.parametrize("text", HEADS)
def test_numbers_and_tags_before_a_stem(text: str) -> None:
    assert stem_head(text) == HEADS[text]


@pytest.mark.parametrize("text", TAILS)
def test_pages_and_scores_behind_a_stem(text: str) -> None:
    assert stem_tail(text) == TAILS[text]


@pytest.mark.parametrize("text", MARKS)
def test_marks_of_right_and_wrong_at_an_option(text: str) -> None:
    assert option_mark(text) == MARKS[text]


@pytest.mark.parametrize("text", STATED)
def test_an_answer_behind_a_text(text: str) -> None:
    assert stated_answer(text) == STATED[text]


@pytest.mark.parametrize(
    ("options", "bare"),
    [
        (["A.甲", "B、乙", "C乙"], None),
        (["A.甲", "B、乙"], ["甲", "乙"]),
        (["B.甲", "A.乙"], None),
        (["A、B 两类", "C、D 两类"], None),
        (["A.甲"], None),
    ],
)
def test_letters_that_all_options_have(options: list[str], bare: list[str] | None) -> None:
    assert without_letters(options) == bare


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("按进度完成。（√） 3. 换人也算完成。（×）", "3. 换人也算完成。（×"),
        ("按进度 2. 目标是什么？（ ）", "2. 目标是什么？（ ）"),
        ("分三步：1. 学习 2. 讨论 3. 落实", None),
        ("提高 1.5 倍（ ）", None),
        ("条例第 2、3 条规定（ ）", None),
    ],
)
def test_a_question_hidden_in_another(text: str, hidden: str | None) -> None:
    assert hidden_question(text) == hidden


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("B", "B"), ("ＡＣ", "AC"), ("a、b", "AB"), ("A,B；C", "ABC"), ("（B）", "B"), ("【B】", "B"), ("选B", "B"), ("选项 B。", "B"),
        ("B项", "B"), ("A和C", "AC"), ("A|B", "AB"), (":A", "A"), ("按进度", None), ("B 按进度", None), ("", None), ("AB型", None),
    ],
)  # fmt: skip
def test_letters_of_an_answer(text: str, letters: str | None) -> None:
    assert letters_of(text) == letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("B:按进度;", "B"), ("按进度。", "B"), ("A：看忙闲；B：按进度", "AB"), ("看忙闲;按进度", "AB"), ("A:按进度", None), ("年底", None),
        ("B", None),
    ],
)  # fmt: skip
def test_answers_that_repeat_the_options(text: str, letters: str | None) -> None:
    assert letters_by_text(text, ["看忙闲", "按进度"]) == letters


@pytest.mark.parametrize(
    ("text", "truth"),
    [("√", True), ("（对）", True), ("正确。", True), ("T", True), ("×", False), ("错误", False), ("Ｆ", False), ("x", False), ("否", False), ("A", None), ("大概", None)],
)  # fmt: skip
def test_truths(text: str, truth: bool | None) -> None:  # noqa: FBT001 -- a value to compare with
    assert truth_of(text) is truth


@pytest.mark.parametrize(
    ("text", "count", "answers"),
    [
        ("库房", 1, BlankAnswers((("库房",),))),
        ("库房。", 1, BlankAnswers((("库房",),), ("去掉了答案末尾的标点",))),
        ("库房 | 总库房", 1, BlankAnswers((("库房", "总库房"),))),
        ("说，再议", 1, BlankAnswers((("说，再议",),))),
        ("1.5", 1, BlankAnswers((("1.5",),))),
        ("km/h", 1, BlankAnswers((("km/h",),))),
        ("1.库房 2.活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("（1）库房；（2）活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("①库房②活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("库房、活力", 2, BlankAnswers((("库房",), ("活力",)))),
        ("库房 活力", 2, BlankAnswers((("库房",), ("活力",)))),
        ("第一空：库房；第二空：活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("空1：库房 空2：活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("（第1空）库房；（第2空）活力", 2, BlankAnswers((("库房",), ("活力",)), ("去掉了答案前面的编号",))),
        ("第1空：库房", 1, BlankAnswers((("库房",),), ("去掉了答案前面的编号",))),
        ("警告或者罚款 | 警告或者罚款", 1, BlankAnswers((("警告或者罚款",),))),
        ("或许", 1, BlankAnswers((("或许",),))),
        ("1/2", 1, BlankAnswers((("1/2",),))),
        ("①③", 1, BlankAnswers((("①③",),))),
    ],
)
def test_answers_to_blanks(text: str, count: int, answers: BlankAnswers) -> None:
    assert blank_answers(text, count) == answers


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("库房；总库房", 1),
        ("1.库房 2.活力", 1),
        ("库房", 2),
        ("库房；活力；人", 2),
        ("库房/总库房", 1),
        ("库房（或总库房）", 1),
        ("库房||活力", 1),
        ("库房或总库房", 1),
        ("库房，或者总库房", 1),
        ("库房（总库房也可）", 1),
        ("库房、总库房均可", 1),
        ("50%/百分之五十", 1),
        ("5/五", 1),
        ("50%/0.5", 1),
        ("库房（意思相近即可）", 1),
        ("（言之有理即可）", 1),
        ("库房；活力（顺序可换）", 2),
        ("库房；活力（不分先后）", 2),
        ("略", 1),
        ("（见解析）", 1),
        ("库房；略", 2),
        ("库房 （2）活力", 2),
        ("库房 ②活力", 2),
        ("第二空：库房；第一空：活力", 2),
    ],
)
def test_answers_to_blanks_that_can_mean_two_things(text: str, count: int) -> None:
    read = blank_answers(text, count)
    assert read.unclear
    assert not read.texts


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("讲一课,应当怎样?", "讲一课，应当怎样？"),
        ('看"忙闲"', "看“忙闲”"),
        ("按进度(排定的)", "按进度（排定的）"),
        ("按进度(A类)讲", "按进度（A类）讲"),
        ("解析:按进度.", "解析：按进度。"),
        ("比为 1:2, see (a).", "比为 1:2, see (a)."),
        ("每年1,000元", "每年1,000元"),
        ('5" 屏', '5" 屏'),
    ],
)
def test_half_width_marks_in_chinese(text: str, corrected: str) -> None:
    assert corrected_marks(text) == corrected


def test_spaces_beside_chinese_marks() -> None:
    assert without_spaces_at_marks("书记 讲一课 2 次， 《甲 乙》 。") == "书记 讲一课 2 次，《甲 乙》。"
