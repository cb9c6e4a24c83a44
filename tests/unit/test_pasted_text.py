"""Pasted questions: what is certain is read as it was meant, anything else is refused at its line."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import cli
from course.check import inspect
from course.edit.question_yaml import question_lines
from course.formats.text.read import read_text
from course.importing.preview import problem_lines

WHOLE = """\
一、单项选择题（每题2分，共4分）
1．主任讲内训应当怎样完成？（ B ）
A．看业务忙不忙　　B．按排定的进度
C．年底一并补上\tD．请人代讲
解析：答案：B 是规定的原话。
难度：2
要点：r1-1-1-a、r1-1-1-b
术语：三会一训；月末清点
依据：《甲》（2018年）

2、下列说法正确的是（　　）。
A.甲
B.乙
C.以上都对
【答案】Ｃ  难度：理解 要点：r1-1-1-a
【解析】因为。
选项A的说明：甲不对。
不打乱：C
二、多项选择题
1. 哪些属于会前准备？
A、定好议题
B、备好材料
C、举手表决
答案：A、B
三、判断题
（×）1. 材料到会场再发也不迟。
2. 要提前定好议题（√）。
3. 讲完就行。
答案：错误
四、填空题
1. 开好（　　），先定好____再开。
答案：三会一训；议题 | 会议议题
2. 先{{}}后表决。
答案：说，再议
五、简答题
1. 怎样准备会议？
参考要点：
（1）定议题
②发材料
2. 为什么？
答：因为。
""".replace("答：因为。", "答案：因为。")

READ = """\
type: single
points: ["r1-1-1-a、r1-1-1-b"]
terms: [三会一训, 月末清点]
basis: [《甲》（2018年）]
difficulty: 2
stem: 主任讲内训应当怎样完成？
options:
  - {text: 看业务忙不忙}
  - {text: 按排定的进度, correct: true}
  - {text: 年底一并补上}
  - {text: 请人代讲}
explanation: 答案：B 是规定的原话。

type: single
points: [r1-1-1-a]
difficulty: 2
stem: 下列说法正确的是____。
options:
  - {text: 甲, why: 甲不对。}
  - {text: 乙}
  - {text: 以上都对, correct: true, fixed: true}
explanation: 因为。

type: multiple
stem: 哪些属于会前准备？
options:
  - {text: 定好议题, correct: true}
  - {text: 备好材料, correct: true}
  - {text: 举手表决}

type: truefalse
stem: 材料到会场再发也不迟。
answer: false

type: truefalse
stem: 要提前定好议题。
answer: true

type: truefalse
stem: 讲完就行。
answer: false

type: blank
stem: 开好{{}}，先定好{{}}再开。
answers:
  - [三会一训]
  - [议题, 会议议题]

type: blank
stem: 先{{}}后表决。
answers:
  - [说，再议]

type: short
stem: 怎样准备会议？
reference:
  - 定议题
  - 发材料

type: short
stem: 为什么？
reference:
  - 因为。
"""


def shown(text: str) -> str:
    """Return the questions of a pasted text as a bank would write them."""
    imported = read_text(text.encode(), "题.txt")
    assert imported.problems == ()
    return "\n\n".join("\n".join(question_lines(question.fields)) for question in imported.questions) + "\n"


def test_the_common_forms_are_read() -> None:
    assert shown(WHOLE) == READ


def test_a_line_end_of_windows_and_a_mark_change_nothing() -> None:
    content = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_text(content, "题.txt").questions == read_text(WHOLE.encode(), "题.txt").questions


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_the_encodings_of_older_windows_are_read(encoding: str) -> None:
    imported = read_text(WHOLE.encode(encoding), "题.txt")
    assert imported.questions == read_text(WHOLE.encode(), "题.txt").questions
    assert bool(imported.notes) == (encoding == "gb18030")


def test_every_question_and_field_knows_its_line() -> None:
    question = read_text(WHOLE.encode(), "题.txt").questions[1]
    assert (question.place, question.place_of("options.1.text")) == ("第 11 行", "第 13 行")
    assert (question.place_of("explanation"), question.place_of("difficulty")) == ("第 16 行", "第 15 行")
    assert question.place_of("terms") == "第 11 行"


QUESTIONS = """\
一、单项选择题
1. 甲？
A. 一
B. 二
2. 乙？
A. 一
B. 二
二、多选题
3. 丙？
A. 一
B. 二
C. 三
三、判断题
4. 丁。
5. 戊。
四、填空题
6. 己（　）庚（　）。
"""
LISTS = {
    "by heading, in one line each": "参考答案\n一、单选题\n1. A  2. B\n二、多选题\n3. ABC\n三、判断题\n4. √ 5. ×\n四、填空题\n6. 甲；乙\n",
    "by range": "答案：\n单选题 \n1-2 AB\n多选题\n3-3：ABC\n判断题：\n4～5：√×\n填空题\n6、甲 乙\n",
    "by numbers that run on": "【参考答案】\n1.A；2.B；3.ABC\n4.对 5.错\n6. 甲、乙\n",
    "by heading, all in one line": "参考答案\n一、单选题 1.A 2.B\n二、多选题：3.ABC\n三、判断题 4.√ 5.×\n四、填空题 6.甲；乙\n",
    "by the number of the heading": "参考答案\n一、1-2 AB\n二、3.ABC\n三、4-5 √×\n四、6.甲；乙\n",
    "with explanations": "答案及解析\n1. A 解析：因为一。\n2. B\n解析：因为二。\n3.【答案】ABC\n4. 正确\n5. 错误\n6. 甲；乙\n",
}


@pytest.mark.parametrize("form", LISTS)
def test_a_list_of_answers_at_the_end_answers_the_questions_before_it(form: str) -> None:
    text = shown(QUESTIONS + LISTS[form])
    keys = [line.strip() for line in text.splitlines() if "correct" in line or "answer:" in line or "- [" in line]
    assert keys == [
        "- {text: 一, correct: true}", "- {text: 二, correct: true}", "- {text: 一, correct: true}",
        "- {text: 二, correct: true}", "- {text: 三, correct: true}", "answer: true", "answer: false", "- [甲]", "- [乙]",
    ]  # fmt: skip
    assert text.count("explanation:") == (2 if form == "with explanations" else 0)


REFUSED: Mapping[str, tuple[str, list[str]]] = {
    "no heading, and nothing that shows the type": (
        "1. 甲。\n解析：一。",
        [
            ("第 1 行：看不出这是什么题型。请在前面加一行标题，如“一、单项选择题”，或在题干前写【单选】；"
            "也可能是选项或答案没有读到 [type-not-given]")
        ],
    ),
    "options below a statement": (
        "一、判断题\n1. 甲。\nA. 一\nB. 二\n答案：对",
        [
            "第 3 行：只有单选题、多选题才有选项。请核对大题的标题 [field-not-used]",
            "第 4 行：只有单选题、多选题才有选项。请核对大题的标题 [field-not-used]",
        ],
    ),
    "a kind that nobody writes alike": (
        "一、连线题\n1. 甲\n随便什么\n二、判断题\n1. 乙。（√）",
        [
            ("第 1 行：不认识大题“连线”，或者这种题没有通用的写法，读不准。请用 ./course export excel 导出的表来写。"
            "粘贴的文字可用：单选题、多选题、判断题、填空题、简答题 [unknown-section]")
        ],
    ),
    "a kind that goes on from step to step": (
        "一、情景推演题\n1. 甲\n二、判断题\n1. 乙。（√）",
        [
            ("第 1 行：不认识大题“情景推演”，或者这种题没有通用的写法，读不准。请用 ./course export excel 导出的表来写。"
            "粘贴的文字可用：单选题、多选题、判断题、填空题、简答题 [unknown-section]")
        ],
    ),
    "a number that is missing": (
        "一、判断题\n1. 甲。（√）\n3. 乙。（√）",
        ["第 3 行：这里应当是第 2 题，却写着 3。请核对编号；如果是上一题的文字，请并到上一行 [number-order]"],
    ),
    "an option without its letter in turn": (
        "一、单选题\n1. 甲？\nA. 一\nC. 三\n答案：A",
        ["第 4 行：选项 C 的位置不对，这里应当是选项 B。请核对选项的字母 [option-order]"],
    ),
    "no answer": (
        "一、单选题\n1. 甲？\nA. 一\nB. 二",
        ["第 2 行：没有答案。请另起一行写“答案：B”，或在题干的括号里写字母 [answer-missing]"],
    ),
    "two answers that differ": (
        "一、单选题\n1. 甲（A）？\nA. 一\nB. 二\n答案：B",
        ["第 5 行：这里的答案与第 2 行的不一样，请核对 [answer-differs]"],
    ),
    "an answer and a list that differ": (
        "一、判断题\n1. 甲。（√）\n答案\n1. ×",
        ["第 4 行：这里的答案与第 2 行的不一样，请核对 [answer-differs]"],
    ),
    "several letters for a single choice": (
        "一、单选题\n1. 甲？\nA. 一\nB. 二\n答案：AB",
        ["第 5 行：单选题只能有一个答案。确有几个正确的，请移到多选题 [answer-unclear]"],
    ),
    "a letter without its option": (
        "一、单选题\n1. 甲？\nA. 一\nB. 二\n答案：C",
        ["第 5 行：答案“C”与选项对不上：字母重复，或没有这个选项 [answer-unclear]"],
    ),
    "an answer in words": (
        "一、单选题\n1. 甲？\nA. 一\nB. 二\n答案：选第一个",
        ["第 5 行：看不懂答案“选第一个”，请只写选项的字母，如 B 或 ACD [answer-unclear]"],
    ),
    "brackets within a statement": (
        "一、判断题\n1. 甲（　）乙。\n答案：对",
        ["第 2 行：判断题的括号要放在句末，里面写 √ 或 ×；或者另起一行写“答案：对” [answer-unclear]"],
    ),
    "no blank": (
        "一、填空题\n1. 开好三会一训。\n答案：三会一训",
        ["第 2 行：题干里没有读到空。请把空写成（　　）或 ____，答案另起一行 [blank-missing]"],
    ),
    "fewer answers than blanks": (
        "一、填空题\n1. 甲（　）乙（　）丙（　）。\n答案：一；二、三",
        ["第 3 行：题干里有 3 个空，答案分不成 3 份。请用分号隔开，一个空一个 [answer-unclear]"],
    ),
    "a difficulty that nobody knows": (
        "一、判断题\n1. 甲。（√）\n难度：高深",
        ["第 3 行：看不懂难度“高深”，请写其中一个：1（记忆）、2（理解）、3（应用） [difficulty-unclear]"],
    ),
    "a field twice": (
        "一、判断题\n1. 甲。（√）\n解析：一。\n解析：二。",
        ["第 4 行：同一道题里写了两次，不知道用哪一个。请只留一个 [field-twice]"],
    ),
    "an answer to nothing": (
        "一、判断题\n1. 甲。（√）\n答案\n1. √ 2. ×",
        [
            ("第 4 行：前面没有、或者不止一个第 2 题，不知道这是谁的答案。"
            "请在答案前也写上大题的标题 [answer-without-question]")
        ],
    ),
    "numbers that begin anew, and a list without headings": (
        "一、判断题\n1. 甲。\n二、单选题\n1. 乙？\nA. 一\nB. 二\n参考答案\n1. √",
        [
            "第 8 行：前面没有、或者不止一个第 1 题，不知道这是谁的答案。请在答案前也写上大题的标题 [answer-without-question]",
            "第 2 行：没有答案。请在句末写（√）或（×），或者另起一行写“答案：对” [answer-missing]",
            "第 4 行：没有答案。请另起一行写“答案：B”，或在题干的括号里写字母 [answer-missing]",
        ],
    ),
    "a number that can be a figure": (
        "一、判断题\n1. 借阅要先登记。（√）\n2.5天内归还。",
        [
            "第 3 行：“2.5天内归还。”可以是第 2 题，也可以是上一行的数字。是题目的，请在编号的点后面空一格 [number-order]",
        ],
    ),
    "a range that does not fit": (
        "一、判断题\n1. 甲。（√）\n2. 乙。（√）\n答案\n1-2 √",
        ["第 5 行：看不懂这一行是哪几题的答案。请一行写一题，如“1. B”“2. 对”；不是答案的文字请删去 [line-not-understood]"],
    ),
    "nothing": (
        "\n　\n",
        ["文件“题.txt”：里面没有题目。每道题要以“1.”开头，前面有“一、单项选择题”这样的标题 [no-question]"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_certain_is_refused_at_its_line(case: str) -> None:
    text, expected = REFUSED[case]
    assert list(problem_lines(read_text(text.encode(), "题.txt").problems)) == expected


def test_bytes_that_are_no_text_are_refused() -> None:
    (refusal,) = read_text(b"\xff\xff\x00\x81", "题.txt").problems
    assert (refusal.rule, refusal.place) == ("text-encoding", "文件“题.txt”")


PIECES = st.sampled_from([
    "一、单选题", "二、判断题", "三、填空题", "四、简答题", "答案", "1. 甲？", "2. 乙（A）。", "1. 丙（　）丁。", "A. 一", "B. 二 C. 三",
    "答案：A", "答案：√ 解析：因为", "解析：", "难度：9", "要点：", "（1）点", "1-3 ABC", "1. A 2. B", "选项A的说明：错", "不打乱：Z", "（√）3. 对。", "__",
    "1", "（）", "A", "答案：；", "参考要点：", "。",
])  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=8), max_size=12))
def test_no_text_ends_in_an_exception(lines: list[str]) -> None:
    imported = read_text("\n".join(lines).encode(errors="replace"), "题.txt")
    assert imported.problems or imported.questions


def test_a_text_is_imported_with_what_it_does_not_say(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "题.txt"
    file.write_text("一、判断题\n1. 议题要先定（√）。\n解析：先定。\n", encoding="utf-8")
    run = [str(file), "--root", str(root), "--yes"]
    assert cli.main(["import", *run]) == 1
    assert (
        "第 2 行：没有写放进哪个题库。请写明，可用：quizzes/meeting.yml、quizzes/minutes.yml [no-bank]"
        in capsys.readouterr().out
    )
    assert cli.main(["import", *run, "--bank", "meeting", "--points", "r1-1-1-a，r1-1-1-b", "--difficulty", "1"]) == 0
    text = (root / "quizzes/meeting.yml").read_text(encoding="utf-8")
    assert text.endswith(
        dedent("""\
          - id: meeting-009
            type: truefalse
            points: [r1-1-1-a, r1-1-1-b]
            difficulty: 1
            stem: 议题要先定。
            answer: true
            explanation: 先定。
        """)
        .replace("\n", "\n  ")
        .removesuffix("  ")
        .replace("- id", "  - id", 1)
    )
    assert inspect(root).diagnostics == ()


def test_what_the_check_says_is_told_at_the_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = root / "题.txt"
    file.write_text("一、单选题\n1. 甲？\nA. 三会一训\nB. 3会1训\n答案：A\n要点：r9-9-9\n难度：1\n", encoding="utf-8")
    assert cli.main(["import", str(file), "--root", str(root), "--bank", "meeting", "--yes"]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.endswith("]")]
    assert sorted(lines) == [
        "第 4 行：第 2 项与第 1 项“三会一训”相同，答题人无法区分。请改写其中一项 [identical-options]",
        "第 6 行：没有要点“r9-9-9”。相近的有：定好议题（r1-1-1-a）、备好材料（r1-1-1-b）、人人发言（r1-1-2-a） [unknown-point]",
    ]


@pytest.mark.parametrize(
    ("named", "points"),
    [
        ("定好议题", ["r1-1-1-a"]),
        ("r1-1-2-a、定好议题", ["r1-1-2-a", "r1-1-1-a"]),
        ("r1-1-1", ["r1-1-1-a", "r1-1-1-b"]),
        ("人人发言 r1-1-1-a", ["r1-1-2-a", "r1-1-1-a"]),
    ],
)
def test_a_point_is_named_by_its_id_its_requirement_or_its_title(root: Path, named: str, points: list[str]) -> None:
    file = root / "题.txt"
    file.write_text(f"一、判断题\n1. 议题提前定。（√）\n要点：{named}\n难度：1\n解析：是。\n", encoding="utf-8")
    assert cli.main(["import", str(file), "--root", str(root), "--bank", "meeting", "--yes"]) == 0
    (new,) = [question for question in inspect(root).course.written_questions() if question.stem == "议题提前定。"]
    assert list(new.points) == points


def test_a_topic_that_is_no_point_leaves_the_question_unfinished_with_the_nearest_points(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "题.txt"
    file.write_text("一、判断题\n1. 甲。（√）\n要点：定好议案\n难度：1\n解析：是。\n", encoding="utf-8")
    assert cli.main(["import", str(file), "--root", str(root), "--bank", "meeting", "--yes"]) == 0
    shown = capsys.readouterr().out
    assert "没有采用，第 3 行：“定好议案”对不上哪一个要点，这道题的要点先空着" in shown
    assert "还没有要点的 1 道：" in shown
    assert "：定好议题（r1-1-1-a）" in shown
    (new,) = [question for question in inspect(root).course.written_questions() if question.stem == "甲。"]
    assert new.missing == ("要点",)
