"""Questions as pasted text, in one of the ways in which people, other programs and chatbots write them."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from course.model.bank import BLANK
from support.layout_files import WrittenFile, word_file
from support.layout_questions import GAP, KINDS, LETTERS, Asked, with_explanations

_NUMBERS = (
    "{}. ", "{}.", "{}、", "{}．", "{}) ", "（{}）", "({}) ", "第{}题 ", "第{}题：", "第 {} 题. ", "{}．　", "【{}】", "**{}.** ", "{}：", "{}）", "{}，",
)  # fmt: skip
_OPTION_MARKS = (
    "{}. ", "{}.", "{}、", "{}．", "{}) ", "（{}）", "({}) ", "{}: ", "{}：", "{} ", "- {}. ", "**{}.** ", "[{}] ", "{}.　", "{}）", "○ ", "□",
)  # fmt: skip
_ANSWER_LABELS = (
    "答案：", "答案:", "【答案】", "正确答案：", "参考答案：", "答案 ", "[答案]", "**答案：** ", "【参考答案】", "标准答案：", "答：", "【正确答案】：", "答案是：", "**正确答案**：",
    "- 答案：", "> 答案：",
)  # fmt: skip
_LESSON_LABELS = (
    "解析：",
    "【解析】",
    "答案解析：",
    "解析:",
    "**解析：** ",
    "试题解析：",
    "【答案解析】",
    "> 解析：",
    "[解析]",
    "【解析】：",
)
_KIND_NAMES = {
    "single": ("单项选择题", "单选题", "单选"), "multiple": ("多项选择题", "多选题", "多选"), "truefalse": ("判断题", "是非题", "判断"),
    "blank": ("填空题", "填空"), "short": ("简答题", "问答题", "简答"),
}  # fmt: skip
_HEADINGS = (
    "{number}、{name}", "{number}、{name}（每题 2 分，共 20 分）", "第{number}部分 {name}", "（{number}）{name}", "## {number}、{name}", "{name}", "【{name}】", "{name}：",
    "{number}.{name}", "**{number}、{name}**", "{number}、{name}(共{count}题)", "第{number}部分：{name}（{count}道）", "{arabic}. {name}", "### {name}", "{number}、 {name}:",
)  # fmt: skip
_TAGS = ("【{}】", "（{}）", "({}) ", "[{}]", "{}：", "【{}】（2分）", "（{}，易）", " [{}]", " [{}] (分值：2分)")
_ABOVE = (
    (), (), (), ("档案工作知识竞赛题库",), ("2024年档案借阅知识测试", "姓名：________  部门：________  得分：____"),
    ("以下是根据《借阅办法》生成的题目：",), ("好的，下面是为您出的题目，共分几种题型。", "---"), ("# 档案知识题库", ""), ("（考试时间：60分钟　满分：100分）",),
)  # fmt: skip
_BELOW = ((), (), (), (), ("希望对您有帮助！如需更多题目，请告诉我。",), ("（完）",), ("第 1 页 共 1 页",))
_TRUTHS = (
    ("√", "×"), ("对", "错"), ("正确", "错误"), ("T", "F"), ("Y", "N"), ("A", "B"), ("✓", "✗"), ("是", "否"), ("True", "False"), ("V", "X"), ("1", "0"), ("√", "X"), ("对。", "错。"),
)  # fmt: skip
_BETWEEN_LETTERS = ("", "", "", "、", ",", "，", " ", ";", "；", ", ", "|", "/")
_GAPS = ("____", "（　　）", "________", "( )", "（）", "______ ", "【　】", "（      ）")
_FIGURES = "一二三四五"


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How a text writes its questions.

    `kinds` says where their type stands: headings, tags, or nowhere. `answers` says where their answers stand: below a
    question, in the brackets of the stem, at the correct options, in a list behind each section, or in one at the end.
    """

    kinds: str
    answers: str
    number: str
    goes_on: bool
    heading: str
    tag: str
    bracket: str
    option: str
    options_in_line: str
    indent: str
    answer: str
    lesson: str
    lesson_in_line: bool
    between_letters: str
    truths: tuple[str, str]
    truth_options: bool
    between_answers: str
    gap: str
    space: str
    listed: str
    list_heading: str
    with_text: bool
    lower: bool
    wide: bool
    above: tuple[str, ...]
    below: tuple[str, ...]
    encoding: str
    line_end: str
    has_lessons: bool
    mark: str


def drawn_layout(chance: random.Random) -> TextLayout:
    """Return a layout in which a reader knows what is meant."""
    pick = chance.choice
    return TextLayout(
        kinds=pick(("headings", "headings", "headings", "tags", "none")),
        answers=pick(("below", "below", "below", "below", "stem", "stem", "options", "sections", "end")),
        number=pick(_NUMBERS), goes_on=chance.random() < 0.3, heading=pick(_HEADINGS), tag=pick(_TAGS),
        bracket=pick(("", "", "（　　）", "( )", "（ ）", "()", "（　　）。", "____", "【 】")),
        option=pick(_OPTION_MARKS), options_in_line=pick(("", "", "", "", "\t", "  ", "    ", " ", "pairs", "stem")),
        indent=pick(("", "", "", "  ", "\t", "　　")), answer=pick(_ANSWER_LABELS), lesson=pick(_LESSON_LABELS),
        lesson_in_line=chance.random() < 0.2, between_letters=pick(_BETWEEN_LETTERS), truths=pick(_TRUTHS),
        truth_options=chance.random() < 0.2, between_answers=pick(("；", "；", ";", "、", " ", "，")), gap=pick(_GAPS),
        space=pick(("", "\n", "\n", "\n\n")), listed=pick(("lines", "row", "ranges", "table")),
        list_heading=pick(("参考答案", "答案：", "参考答案及解析", "【参考答案】", "答案", "## 参考答案", "附：参考答案")),
        with_text=chance.random() < 0.08, lower=chance.random() < 0.05, wide=chance.random() < 0.08, above=pick(_ABOVE),
        below=pick(_BELOW), encoding=pick(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "docx")),
        line_end=pick(("\n", "\n", "\r\n")), has_lessons=chance.random() < 0.6,
        mark=pick(("（正确答案）", " √", "√", "（√）", "(正确答案)", "*", "【正确】")),
    )  # fmt: skip


def written_text(chance: random.Random, questions: Sequence[Asked]) -> WrittenFile:
    """Return questions as a text in a layout drawn at random."""
    layout = _fit(drawn_layout(chance))
    ordered = sorted(questions, key=lambda one: KINDS.index(one.kind)) if layout.kinds == "headings" else questions
    asked = with_explanations(ordered, written=layout.has_lessons)
    writer = _Writer(layout, asked)
    lines = list(writer.lines())
    text = layout.line_end.join(lines) + layout.line_end
    if layout.wide:
        text = re.sub(r"(?m)^[ \t]*(?:\d+|[A-J])(?=[.、．:：)）])", _widened, text)
    is_word = layout.encoding == "docx"
    content = word_file(text.splitlines()) if is_word else text.encode(layout.encoding, "replace")
    return WrittenFile("题库.docx" if is_word else "题库.txt", content, tuple(map(writer.expected, asked)), layout)


def _fit(layout: TextLayout) -> TextLayout:
    """Return a layout without what nobody writes: marks of Markdown within a line, spaces that separate two things."""
    if "{}" not in layout.option:
        # Boxes to tick have no letters that an answer could name.
        mark = "（正确答案）" if layout.mark == "*" else layout.mark
        layout = replace(layout, answers="options", options_in_line="", lower=False, mark=mark, truth_options=False)
    if layout.option.startswith("- ") and layout.options_in_line:
        layout = replace(layout, option="{}. ")
    if layout.lesson.startswith(">"):
        layout = replace(layout, lesson_in_line=False)
    if layout.mark == "*" and (layout.option.startswith("*") or layout.lower):
        layout = replace(layout, mark="√")
    if layout.answers == "stem" and layout.truths[0].endswith("。"):
        layout = replace(layout, truths=("对", "错"))
    if layout.answers in {"sections", "end"}:
        spaced = layout.listed in {"row", "ranges"}
        layout = replace(
            layout,
            with_text=layout.with_text and not spaced,
            lesson=layout.lesson.removeprefix("> "),
            between_letters="" if spaced else layout.between_letters,
        )
    return layout


def _widened(match: re.Match[str]) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in match[0])


class _Writer:
    """Writes the questions of one file."""

    def __init__(self, layout: TextLayout, asked: Sequence[Asked]) -> None:
        self.layout = layout
        self.asked = asked
        self.has_headings = layout.kinds == "headings"
        kinds = [kind for kind in KINDS if any(one.kind == kind for one in asked)]
        self.parts = (
            [[one for one in asked if one.kind == kind] for kind in kinds] if self.has_headings else [list(asked)]
        )
        self.first: list[int] = []
        number = 1
        for part in self.parts:
            self.first.append(number)
            number = number + len(part) if layout.goes_on else 1
        self.listed = layout.answers in {"sections", "end"}

    def lines(self) -> Iterator[str]:
        layout = self.layout
        yield from layout.above
        for index, part in enumerate(self.parts):
            if self.has_headings:
                yield self.heading(index, part[0].kind, len(part))
            for number, one in enumerate(part, self.first[index]):
                yield from self.question(number, one)
                yield from layout.space.split("\n")[1:]
            if layout.answers == "sections":
                yield from self.answer_list([index])
        if layout.answers == "end":
            yield from self.answer_list(range(len(self.parts)))
        yield from layout.below

    def heading(self, index: int, kind: str, count: int) -> str:
        name = _KIND_NAMES[kind][index % 2]
        return self.layout.heading.format(number=_FIGURES[index], arabic=index + 1, name=name, count=count)

    def question(self, number: int, one: Asked) -> Iterator[str]:
        layout = self.layout
        tag = layout.tag.format(_KIND_NAMES[one.kind][1]) if layout.kinds == "tags" else ""
        before, behind = ("", tag) if tag.startswith(" ") else (tag, "")
        head = f"{layout.number.format(number)}{before}{self.stem(one)}{behind}"
        options = list(self.options(one))
        if options and layout.options_in_line == "stem":
            yield f"{head} {' '.join(options)}"
        else:
            yield head
            yield from self.option_lines(options)
        yield from self.below(one)

    def option_lines(self, options: Sequence[str]) -> Iterator[str]:
        layout = self.layout
        between = {"pairs": "    "}.get(layout.options_in_line, layout.options_in_line)
        size = {"pairs": 2, "": 1}.get(layout.options_in_line, len(options) or 1)
        for start in range(0, len(options), size):
            yield layout.indent + between.join(options[start : start + size])

    def stem(self, one: Asked) -> str:
        text = one.stem.replace(BLANK, self.layout.gap)
        inside = self.layout.answers == "stem"
        if one.kind in {"single", "multiple"}:
            bracket = self.layout.bracket
            if inside:
                bracket = f"（{self.layout.between_letters.join(one.right)}）"
            return with_bracket(text, bracket)
        if one.kind == "truefalse":
            bracket = f"（{self.layout.truths[not one.truth]}）" if inside else self.layout.bracket
            return text + ("（　　）" if bracket in {"____", "【 】"} else bracket.rstrip("。"))
        return text

    def options(self, one: Asked) -> Iterator[str]:
        layout = self.layout
        texts = one.options
        if one.kind == "truefalse" and self.has_truth_options():
            texts = ("正确", "错误")
        for letter, text in zip(LETTERS, texts, strict=False):
            mark = layout.option.format(letter.lower() if layout.lower else letter)
            marked = layout.answers == "options" and letter in one.right
            if layout.mark == "*":
                yield f"{'*' if marked else ''}{mark}{text}"
            else:
                yield f"{mark}{text}{layout.mark if marked else ''}"

    def has_truth_options(self) -> bool:
        return self.layout.truth_options and self.layout.answers == "below"

    def below(self, one: Asked) -> Iterator[str]:
        layout = self.layout
        if self.listed:
            return
        in_stem = layout.answers == "stem" and one.kind in {"single", "multiple", "truefalse"}
        at_options = layout.answers == "options" and one.kind in {"single", "multiple"}
        lesson = f"{layout.lesson}{one.explanation}" if one.explanation else ""
        if in_stem or at_options:
            yield from [lesson] if lesson else []
        elif one.kind == "short":
            yield "参考要点："
            yield from (f"（{place}）{point}" for place, (point,) in enumerate(one.answers, 1))
            yield from [lesson] if lesson else []
        elif layout.lesson_in_line and lesson:
            yield f"{layout.answer}{self.answer(one)} {lesson}"
        else:
            yield f"{layout.answer}{self.answer(one)}"
            yield from [lesson] if lesson else []

    def answer(self, one: Asked) -> str:
        layout = self.layout
        match one.kind:
            case "truefalse":
                truths = ("A", "B") if self.has_truth_options() else layout.truths
                return truths[not one.truth]
            case "blank":
                return layout.between_answers.join(texts[0] for texts in one.answers)
            case "short":
                return "".join(f"（{place}）{point}" for place, (point,) in enumerate(one.answers, 1))
            case "single" if layout.with_text:
                return f"{one.right}. {one.options[LETTERS.index(one.right)]}"
            case _:
                return layout.between_letters.join(one.right)

    def answer_list(self, parts: Sequence[int]) -> Iterator[str]:
        layout = self.layout
        yield layout.list_heading
        for index in parts:
            part = self.parts[index]
            if self.has_headings and len(parts) > 1:
                yield self.heading(index, part[0].kind, len(part))
            numbered = list(enumerate(part, self.first[index]))
            in_words = any(one.kind in {"blank", "short"} for one in part)
            if layout.listed == "lines" or in_words or layout.has_lessons:
                for number, one in numbered:
                    lesson = f" {layout.lesson}{one.explanation}" if one.explanation else ""
                    yield f"{number}. {self.answer(one)}{lesson}"
            elif layout.listed == "row":
                yield "  ".join(f"{number}.{self.answer(one)}" for number, one in numbered)
            elif layout.listed == "table":
                yield "题号 " + " ".join(str(number) for number, _ in numbered)
                yield "答案 " + " ".join("".join(self.answer(one).split()) for _, one in numbered)
            else:
                between = " " if any(one.kind == "multiple" for one in part) else ""
                yield f"{numbered[0][0]}-{numbered[-1][0]}：{between.join(self.answer(one) for _, one in numbered)}"

    def expected(self, one: Asked) -> Asked:
        """Return what a reader must make of a question: of several ways to write a blank, the file has one."""
        answers = tuple((texts[0],) for texts in one.answers)
        return replace(one, answers=answers, stems=stems_with_gap(one))


def with_bracket(stem: str, bracket: str) -> str:
    """Return a stem with brackets for the answer: behind it, or before its last full stop."""
    if bracket.endswith("。"):
        return f"{stem.rstrip('。？')}{bracket}" if stem.endswith("。") else f"{stem}{bracket[:-1]}"
    return f"{stem}{bracket}"


def stems_with_gap(one: Asked) -> tuple[str, ...]:
    """Return the stems that are right too where brackets for the answer stood: with a gap in their place."""
    if one.kind not in {"single", "multiple"}:
        return ()
    return (f"{one.stem}{GAP}", f"{one.stem.rstrip('。')}{GAP}。", f"{one.stem.rstrip('。')}{GAP}")
