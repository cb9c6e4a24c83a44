"""Questions as tables of other programs, in one of the many ways of naming and filling their columns."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from course.model.bank import BLANK
from support.layout_files import ENDINGS, Sheet, WrittenFile, file_of
from support.layout_questions import KINDS, LETTERS, Asked, with_explanations
from support.layout_texts import stems_with_gap, with_bracket

_STEMS = (
    "题干",
    "题目",
    "试题",
    "题目内容",
    "试题内容",
    "问题",
    "题干（必填）",
    "试题题干",
    "*题目",
    "考题内容",
    "内容",
    "题 目",
    "题目名称",
    "Question",
)
_ANSWERS = (
    "答案",
    "正确答案",
    "参考答案",
    "标准答案",
    "答 案",
    "正确选项",
    "答案（必填）",
    "试题答案",
    "正确答案*",
    "Answer",
    "正解",
)
_LESSONS = ("解析", "试题解析", "答案解析", "题目解析", "解释", "解析（选填）", "详解", "答案说明", "Explanation")
_TYPES = ("题型", "题目类型", "试题类型", "类型", "题型（必填）", "Type", "题类")
_OPTION_HEADINGS = (
    ("选项A", "选项B", "选项C", "选项D", "选项E", "选项F"), ("A", "B", "C", "D", "E", "F"), ("A选项", "B选项", "C选项", "D选项", "E选项", "F选项"),
    ("选项1", "选项2", "选项3", "选项4", "选项5", "选项6"), ("备选答案A", "备选答案B", "备选答案C", "备选答案D", "备选答案E", "备选答案F"),
    ("选项一", "选项二", "选项三", "选项四", "选项五", "选项六"), ("选项 A", "选项 B", "选项 C", "选项 D", "选项 E", "选项 F"),
    ("答案A", "答案B", "答案C", "答案D", "答案E", "答案F"), ("A项", "B项", "C项", "D项", "E项", "F项"), ("Ａ", "Ｂ", "Ｃ", "Ｄ", "Ｅ", "Ｆ"),
    ("选项（A）", "选项（B）", "选项（C）", "选项（D）", "选项（E）", "选项（F）"), ("OptionA", "OptionB", "OptionC", "OptionD", "OptionE", "OptionF"),
    ("a", "b", "c", "d", "e", "f"), ("候选项1", "候选项2", "候选项3", "候选项4", "候选项5", "候选项6"),
)  # fmt: skip
_OPTIONS_HEADINGS = ("选项", "选项内容", "备选答案", "全部选项", "选项（用|分隔）", "备选项", "候选答案")
_BESIDE = (
    ("序号", "{number}"), ("题号", "{number}"), ("分值", "2"), ("备注", ""), ("备注", "重点"), ("章节", "第一章"), ("难度", "易"), ("难度", "中等"), ("难度", "3"),
    ("出题人", "王芳"), ("知识点", "档案借阅"), ("标签", "借阅,归还"), ("来源", "《借阅办法》"), ("创建时间", "2024-03-01"), ("编号", "DA{number:03}"), ("选项个数", "{options}"),
    ("No.", "{number}"), ("部门", "办公室"), ("是否必答", "是"), ("图片", ""), ("状态", "启用"), ("难度", "★★"), ("使用次数", "0"), ("分数", "2.0"),
)  # fmt: skip
_KIND_WORDS = {
    "single": ("单选题", "单选", "单项选择题", "single", "单选题（1分）"), "multiple": ("多选题", "多选", "多项选择题", "multiple", "多选题（2分）"),
    "truefalse": ("判断题", "判断", "是非题", "truefalse", "判断题（1分）"), "blank": ("填空题", "填空", "填空题", "fill", "填空题（2分）"),
    "short": ("简答题", "简答", "问答题", "简答题", "简答题（5分）"),
}  # fmt: skip
_TRUTHS = (
    ("对", "错"), ("正确", "错误"), ("√", "×"), ("T", "F"), ("Y", "N"), ("1", "0"), ("A", "B"), ("是", "否"), ("TRUE", "FALSE"), ("对。", "错。"), ("✓", "✗"), ("V", "X"), ("√ ", "× "),
)  # fmt: skip
_BETWEEN_LETTERS = ("", "", "", ",", "，", "、", ";", "|", " ", "；", "/", ", ", "\n")
_TITLES = (
    (), (), (), ("档案知识竞赛题库",), ("2024年档案借阅知识题库", ""), ("题库导入模板", "说明：带*的为必填项，每行一题，请勿修改表头"), ("单位：档案室", "", "填表人：王芳"),
)  # fmt: skip
_SHEETS = ("Sheet1", "题库", "工作表1", "2024年题库", "试题", "考试题")


@dataclass(frozen=True, slots=True)
class TableLayout:
    """How a table writes its questions.

    `kinds` says where their type stands: a column, the name of each sheet, a row between the others, a tag before the
    stem, or nowhere. `options` says where the options stand: columns, one cell, or the cell of the stem; `choice` how
    the answer names them. Of a `shape` other than rows, headings stand in two rows, or a question takes several rows.
    """

    kinds: str
    kind_word: int
    heading: Mapping[str, str]
    option_headings: tuple[str, ...]
    options: str
    between_options: str
    letters: str
    between_letters: str
    shape: str
    choice: str
    truths: tuple[str, str]
    truth_options: str
    between_answers: str
    gap: str
    bracket: str
    number: str
    beside: tuple[tuple[str, str], ...]
    order: int
    titles: tuple[str, ...]
    has_lessons: bool
    filler: str
    file: str
    sheet: str
    blank_rows: bool
    answers_in_stem: bool
    merged_kinds: bool
    numbers_as_numbers: bool


def drawn_layout(chance: random.Random) -> TableLayout:
    """Return a layout in which a reader knows what is meant."""
    pick = chance.choice
    headings = {
        "stem": pick(_STEMS), "answer": pick(_ANSWERS), "lesson": pick(_LESSONS), "type": pick(_TYPES), "options": pick(_OPTIONS_HEADINGS),
    }  # fmt: skip
    beside = {name: (name, text) for name, text in chance.sample(_BESIDE, chance.randint(0, 4))}
    return TableLayout(
        kinds=pick(("column", "column", "column", "column", "sheets", "rows", "tags", "none")), kind_word=chance.randrange(5),
        heading=headings, option_headings=pick(_OPTION_HEADINGS), options=pick(("columns", "columns", "columns", "cell", "cell", "stem")),
        between_options=pick(("\n", "\n", "|", "$;$", ";", "；", "  ", "@@", "||", " ", "┋", "###", "、", "")),
        letters=pick(("", "", "{}.", "{}、", "{}. ", "{}：", "（{}）", "{}．", "{})")), between_letters=pick(_BETWEEN_LETTERS),
        shape=pick(("rows",) * 12 + ("two heads", "upright", "option rows")), choice=pick(("letters",) * 10 + ("figures", "texts", "both")), truths=pick(_TRUTHS), truth_options=pick(("", "", "", "正确错误", "对错", "filler")),
        between_answers=pick(("；", ";", "|", "\n", "、", "，", "||", "##", "/", "$;$", " ")), gap=pick(("____", "（　　）", "（）", "______", "( )", "{{}}", "___")),
        bracket=pick(("", "", "", "（　　）", "()", "（ ）", "（　　）。")), number=pick(("", "", "", "{}.", "{}、", "{}．", "第{}题 ", "（{}）", "{}. ", "{}）")),
        beside=tuple(beside.values()), order=chance.randrange(1 << 30), titles=pick(_TITLES), has_lessons=chance.random() < 0.7,
        filler=pick(("", "", "", "/", "-", "无")), file=pick(("xlsx", "xlsx", "xlsx", "xlsx", "csv", "gbk", "tab", "semicolon", "markdown", "utf-8", "docx")), sheet=pick(_SHEETS),
        blank_rows=chance.random() < 0.15, answers_in_stem=chance.random() < 0.06, merged_kinds=chance.random() < 0.1, numbers_as_numbers=chance.random() < 0.3,
    )  # fmt: skip


def written_table(chance: random.Random, questions: Sequence[Asked]) -> WrittenFile:
    """Return questions as a table in a layout drawn at random."""
    layout = _fit(drawn_layout(chance), questions)
    by_kind = layout.kinds in {"sheets", "rows"} or layout.merged_kinds
    ordered = sorted(questions, key=lambda one: KINDS.index(one.kind)) if by_kind else list(questions)
    asked = with_explanations(ordered, written=layout.has_lessons)
    writer = _Writer(layout, asked)
    content = file_of(layout.file, list(writer.sheets()), figures=layout.numbers_as_numbers)
    return WrittenFile(f"题库.{ENDINGS.get(layout.file, 'csv')}", content, tuple(map(writer.expected, asked)), layout)


def _fit(layout: TableLayout, questions: Sequence[Asked]) -> TableLayout:
    """Return a layout without what nobody writes or could read."""
    for fit in (_fit_shape, _fit_file, _fit_options):
        layout = fit(layout)
    kinds = {one.kind for one in questions}
    texts = "".join(text for one in questions for text in one.options)
    answers = "".join(text for one in questions if len(one.answers) > 1 for texts in one.answers for text in texts)
    if layout.between_options.strip() and layout.between_options in texts:
        layout = replace(layout, between_options="\n")
    if layout.between_answers in answers:
        layout = replace(layout, between_answers="；")
    if layout.choice == "texts" and (any(sign in texts for sign in ";；") or layout.truths[0] in {"A", "1"}):
        layout = replace(layout, choice="letters")
    if layout.kinds == "none" and (kinds & {"blank", "short"} or layout.truths[0] in {"A", "1"}):
        layout = replace(layout, kinds="column")
    return layout


def _fit_shape(layout: TableLayout) -> TableLayout:
    """A question that takes several rows has cells for its options and its type."""
    if layout.kinds == "tags" and layout.kind_word > 2:
        layout = replace(layout, kind_word=0)
    if layout.shape != "rows":
        layout = replace(layout, kinds="column", blank_rows=False, merged_kinds=False, titles=(), beside=())
        layout = replace(layout, options="cell" if layout.shape == "option rows" else "columns")
    if layout.shape in {"two heads", "upright"} and layout.file != "docx":
        layout = replace(layout, file="xlsx")
    if layout.shape == "option rows":
        layout = replace(layout, file="xlsx", letters=layout.letters or "{}.", between_options="\n")
    return layout


def _fit_file(layout: TableLayout) -> TableLayout:
    """Only workbooks have several sheets and merged cells; in Markdown a cell has one line and no bars."""
    if layout.file != "xlsx":
        kinds = "rows" if layout.kinds == "sheets" else layout.kinds
        layout = replace(layout, kinds=kinds, merged_kinds=False, blank_rows=False)
    if layout.file in {"markdown", "docx"}:
        kinds = "column" if layout.kinds == "rows" else layout.kinds
        layout = replace(layout, kinds=kinds, titles=())
    if layout.file == "markdown":
        layout = replace(
            layout,
            heading={**layout.heading, "options": layout.heading["options"].split("（")[0]},
            between_options=" ",
            between_answers="；",
            between_letters=layout.between_letters.strip("|\n"),
            letters=layout.letters or "{}. ",
        )
    return layout


def _fit_options(layout: TableLayout) -> TableLayout:
    """Options without letters need a sign between them that no text has."""
    if layout.options == "stem":
        between = layout.between_options if layout.between_options.isspace() else "\n"
        layout = replace(layout, choice="letters", between_options=between, letters=layout.letters or "{}. ")
    if layout.between_options.strip() in {"", ";", "；", "、"} and layout.between_options != "\n":
        layout = replace(layout, letters=layout.letters or "{}.")
    return layout


class _Writer:
    """Writes the questions of one table."""

    def __init__(self, layout: TableLayout, asked: Sequence[Asked]) -> None:
        self.layout = layout
        self.asked = asked
        self.most = max((len(one.options) for one in asked), default=0)
        if layout.truth_options and any(one.kind == "truefalse" for one in asked):
            self.most = max(self.most, 2)
        self.columns = list(self._columns())
        random.Random(layout.order).shuffle(self.columns)  # noqa: S311 -- no secret hangs on it
        if layout.order % 3:
            self.columns.sort(key=self._place)

    def _columns(self) -> Iterator[str]:
        layout = self.layout
        yield from ("stem", "answer")
        if layout.kinds == "column":
            yield "type"
        if layout.has_lessons:
            yield "lesson"
        if self.most and layout.options == "columns":
            yield from (f"option {index}" for index in range(self.most))
        if self.most and layout.options == "cell":
            yield "options"
        yield from (f"beside {index}" for index in range(len(layout.beside)))

    def _place(self, column: str) -> int:
        order = ("type", "stem", "option", "answer", "lesson", "beside")
        return next(place for place, name in enumerate(order) if column.startswith(name))

    def headings(self) -> list[str]:
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: str) -> str:
        name, _, index = column.partition(" ")
        if name == "option":
            return self.layout.option_headings[int(index)]
        return self.layout.beside[int(index)][0] if name == "beside" else self.layout.heading[name]

    def heads(self) -> Iterator[list[str]]:
        """Yield the row of headings, or two: one for all options above one for each."""
        headings = self.headings()
        if self.layout.shape == "two heads" and sum(column.startswith("option") for column in self.columns) > 1:
            first = next(place for place, column in enumerate(self.columns) if column.startswith("option"))
            yield [
                "选项" if place == first else "" if column.startswith("option") else heading
                for place, (column, heading) in enumerate(zip(self.columns, headings, strict=True))
            ]
            headings = [
                "ABCDEFGHIJ"[int(column.partition(" ")[2])] if column.startswith("option") else ""
                for column in self.columns
            ]
        yield headings

    def row(self, number: int, one: Asked) -> list[str]:
        return [self._cell(column, number, one) for column in self.columns]

    def _cell(self, column: str, number: int, one: Asked) -> str:
        name, _, index = column.partition(" ")
        match name:
            case "stem":
                return self._stem(number, one)
            case "answer":
                return self._answer(one)
            case "type":
                return _KIND_WORDS[one.kind][self.layout.kind_word]
            case "lesson":
                return one.explanation
            case "options":
                return self._joined(one)
            case "option":
                texts = self._texts(one)
                return texts[int(index)] if int(index) < len(texts) else self._filler(one)
            case _:
                return self.layout.beside[int(index)][1].format(number=number, options=len(one.options))

    def _filler(self, one: Asked) -> str:
        return (
            ""
            if one.kind in {"blank", "short"} and self.layout.filler == "无"
            else self.layout.filler.replace("无", "")
        )

    def _texts(self, one: Asked) -> list[str]:
        """Return the options as their columns have them."""
        texts: Sequence[str] = one.options
        if one.kind == "truefalse":
            texts = {"正确错误": ("正确", "错误"), "对错": ("对", "错")}.get(self.layout.truth_options, ())
        return [self.layout.letters.format(letter) + text for letter, text in zip(LETTERS, texts, strict=False)]

    def _joined(self, one: Asked) -> str:
        return self.layout.between_options.join(self._texts(one))

    def _stem(self, number: int, one: Asked) -> str:
        layout = self.layout
        text = one.stem.replace(BLANK, layout.gap)
        if one.kind in {"single", "multiple"}:
            text = with_bracket(text, f"（{one.right}）" if layout.answers_in_stem else layout.bracket)
        elif one.kind == "truefalse" and layout.bracket:
            text += layout.bracket.rstrip("。")
        if layout.options == "stem" and one.kind in {"single", "multiple"}:
            text = f"{text}{layout.between_options}{self._joined(one)}"
        tag = f"【{_KIND_WORDS[one.kind][layout.kind_word]}】" if layout.kinds == "tags" else ""
        return f"{layout.number.format(number)}{tag}{text}"

    def _answer(self, one: Asked) -> str:
        layout = self.layout
        match one.kind:
            case "truefalse":
                letters = layout.truth_options in {"正确错误", "对错"} and layout.options != "stem"
                return (("A", "B") if letters else layout.truths)[not one.truth]
            case "blank":
                return layout.between_answers.join(texts[0] for texts in one.answers)
            case "short":
                lines = [point for (point,) in one.answers]
                return "\n".join(
                    f"（{place}）{text}" if layout.order % 2 or layout.file == "markdown" else text
                    for place, text in enumerate(lines, 1)
                )
            case _:
                return self._choice(one)

    def _choice(self, one: Asked) -> str:
        texts = [one.options[LETTERS.index(letter)] for letter in one.right]
        match self.layout.choice:
            case "figures":
                return ",".join(str(LETTERS.index(letter) + 1) for letter in one.right)
            case "texts":
                return "；".join(texts)
            case "both" if len(texts) == 1:
                return f"{one.right}.{texts[0]}"
            case _:
                return self.layout.between_letters.join(one.right)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets of the file."""
        layout = self.layout
        if layout.kinds != "sheets":
            yield self._sheet(layout.sheet, self.asked)
            return
        for kind in dict.fromkeys(one.kind for one in self.asked):
            name = _KIND_WORDS[kind][layout.kind_word % 3]
            yield self._sheet(name, [one for one in self.asked if one.kind == kind])

    def _sheet(self, name: str, asked: Sequence[Asked]) -> Sheet:
        rows = list(
            {"upright": self._upright, "option rows": self._option_rows}.get(self.layout.shape, self._rows)(asked)
        )
        return Sheet(name, rows, tuple(self._merged(rows)))

    def _merged(self, rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, int, int, int]]:
        layout = self.layout
        if layout.titles and layout.order % 2:
            yield 1, 1, 1, len(self.columns)
        if layout.merged_kinds and "type" in self.columns:
            column = self.columns.index("type")
            starts = [
                number
                for number, row in enumerate(rows, 1)
                if number > len(layout.titles) + 1 and row[column : column + 1] != [""]
            ]
            ends = [*(start - 1 for start in starts[1:]), len(rows)]
            yield from (
                (start, column + 1, end, column + 1) for start, end in zip(starts, ends, strict=True) if end > start
            )

    def _upright(self, asked: Sequence[Asked]) -> Iterator[list[str]]:
        """Yield a row with a label and a text for each cell of a question."""
        columns = sorted(self.columns, key=lambda column: column != "stem")
        for number, one in enumerate(asked, 1):
            cells = ((column, self._cell(column, number, one)) for column in columns)
            yield from ([self._heading(column), text] for column, text in cells if text)

    def _option_rows(self, asked: Sequence[Asked]) -> Iterator[list[str]]:
        """Yield rows of which those below the first of a question have nothing but another option."""
        yield self.headings()
        column = self.columns.index("options") if "options" in self.columns else None
        for number, one in enumerate(asked, 1):
            row, texts = self.row(number, one), self._texts(one)
            if column is None or not texts:
                yield row
                continue
            yield [*row[:column], texts[0], *row[column + 1 :]]
            yield from (["" for _ in range(column)] + [text] for text in texts[1:])

    def _rows(self, asked: Sequence[Asked]) -> Iterator[list[str]]:
        layout = self.layout
        yield from ([title] for title in layout.titles)
        yield from self.heads()
        kind = ""
        for number, one in enumerate(asked, 1):
            if layout.kinds == "rows" and one.kind != kind:
                kind = one.kind
                yield [f"{'一二三四五'[KINDS.index(kind)]}、{_KIND_WORDS[kind][layout.kind_word % 3]}"]
            row = self.row(number, one)
            if layout.merged_kinds and "type" in self.columns and one.kind == kind:
                row[self.columns.index("type")] = ""
            kind = one.kind
            yield row
            if layout.blank_rows:
                yield []

    def expected(self, one: Asked) -> Asked:
        """Return what a reader must make of a question: of several ways to write a blank, the file has one."""
        answers = tuple((texts[0],) for texts in one.answers)
        return replace(one, answers=answers, stems=stems_with_gap(one))
