"""Sheets and columns of a workbook. Writer and reader both go by this table, so that neither can know more.

A column's key says what it holds: a field common to all questions, or one of the numbered things of which a type is
made: `content.1` (option, item, left side, accepted texts, reference point), `side.1` (what goes with it: the lesson
of an option, the right side), `extra.1` (right sides without a partner).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from course.model import bank

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT, WRONG = "对", "错"
WITHDRAWN = "停用"
DIFFICULTIES = {f"{level} {label}": level for level, label in bank.DIFFICULTY_LABELS.items()}
HELP, BANKS, POINTS, RECORD = "说明", "题库", "要点", "导出记录"
PARTS = "案例小题"
PART_TYPES = {bank.TYPE_LABELS[name]: name for name in ("single", "multiple", "truefalse", "blank", "order", "match")}
CASE_NAMES = "案例名"
PLACES = "情景各步"
SCENARIO_NAMES = "情景名"
OUTCOMES = {label: name for name, label in bank.OUTCOME_LABELS.items()}
MERITS = {label: name for name, label in bank.MERIT_LABELS.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, its heading, its width in characters, and the hint for the person who fills it in.

    `choices` are offered in a drop-down; `listed` names the sheet or column that they come from instead. A `strict`
    list takes nothing else. A `locked` column is not for people to write in; a `number` is not a text.
    """

    key: str
    heading: str
    width: int
    hint: str
    choices: tuple[str, ...] = ()
    listed: str = ""
    strict: bool = True
    locked: bool = False
    number: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, the question type that it holds (None for what belongs to a case or scenario), its columns."""

    name: str
    type: str | None
    columns: tuple[Column, ...]


def most(model: type[BaseModel], name: str) -> int:
    """Return how many entries a list of the model may have."""
    field: FieldInfo = model.model_fields[name]
    return int(next(limit.max_length for limit in field.metadata if hasattr(limit, "max_length")))


_ID = Column("id", "题号", 24, "题号由程序编。新题请留空。", locked=True)
_BANK = Column(
    "bank",
    "题库",
    24,
    "这道题放进哪个题库，从列表里选。要新建本单位的题库，写“local-名称 标题”。",
    listed=BANKS,
    strict=False,
)
_RANK = Column("rank", "顺序", 6, "在题库里排第几。新题留空就排在最后；要插在第 3 题后面，填 3.5。", number=True)
_POINT = Column("points.first", "要点", 30, "主要考查的要点，从列表里选；全部要点见工作表“要点”。", listed=POINTS)
_POINTS = Column("points.others", "其他要点", 12, "还涉及的要点，只写编号，几个编号用顿号隔开。没有就留空。")
_TERMS = Column(
    "terms", "术语", 16, "考查的术语，照术语表里的正名写，几个术语各占一行（按 Alt+回车换行）。没有就留空。"
)
_DIFFICULTY = Column("difficulty", "难度", 8, "从列表里选。", choices=tuple(DIFFICULTIES))
_STEM = Column("stem", "题干", 50, "一句完整的问题。")
_EXPLANATION = Column("explanation", "解析", 50, "为什么对，出处在哪里，一到三句。")
_APART = Column("apart", "不同卷", 16, "互相泄露答案、不能放进同一份试卷的题号，几个用顿号隔开。没有就留空。")
_BASIS = Column("basis", "依据", 24, "所依据的公开文件，照文件登记里的名称写，几个文件各占一行。没有就留空。")
_WITHDRAWN = Column("withdrawn", "停用", 6, "要停用这道题，就选“停用”。停用的题号不再用。", choices=(WITHDRAWN,))
_FIXED = Column("fixed", "不打乱", 8, "打乱选项时位置不动的选项，写字母。没有就留空。")
_ANSWER = Column("answer", "答案", 8, "")
_LESSON = "选了它的人错在哪里，一句话。可以留空。"


def _numbered(count: int, key: str, heading: str, width: int, hint: str) -> Iterator[Column]:
    """Yield columns that are numbered in their headings, by {0}, or lettered, by {1}."""
    for number in range(1, count + 1):
        letter = LETTERS[number - 1]
        yield Column(f"{key}.{number}", heading.format(number, letter), width, hint.format(number, letter))


def _choice(answer: str) -> tuple[Column, ...]:
    count = most(bank.Choice, "options")
    return (
        *_numbered(count, "content", "选项{1}", 24, "选项文字，前面不写“{1}.”。用不着的选项留空。"),
        replace(_ANSWER, hint=answer),
        *_numbered(count, "side", "选项{1}的说明", 24, _LESSON),
        _FIXED,
    )


_TRUE_FALSE = (replace(_ANSWER, hint="题干说得对不对。", choices=(RIGHT, WRONG)),)
_ACCEPTED = "第 {0} 个空的答案。可以有几种写法，各占一行（按 Alt+回车换行）。"
_BLANK = tuple(_numbered(most(bank.BlankPart, "answers"), "content", "第{0}空", 16, _ACCEPTED))
_ORDER = tuple(_numbered(most(bank.OrderPart, "items"), "content", "第{0}项", 20, "按正确的先后写。至少三项。"))
_MATCH = (
    *(
        column
        for number in range(1, most(bank.MatchPart, "pairs") + 1)
        for column in (
            Column(f"content.{number}", f"左{number}", 18, "左项。"),
            Column(f"side.{number}", f"右{number}", 18, f"与“左{number}”对应的右项。"),
        )
    ),
    *_numbered(most(bank.MatchPart, "distractors"), "extra", "多余右项{0}", 14, "没有左项与它对应的右项。可以留空。"),
)
_SHORT = tuple(
    _numbered(most(bank.ShortBody, "reference"), "content", "参考要点{0}", 28, "答题人对照着自评，一格一条。")
)
_CASE_NAME = Column("case", CASE_NAMES, 24, f"给这个案例起个名字，与工作表“{PARTS}”里写的一样。已有的案例用题号。")
_CASE = (Column("material", "情境", 60, "案例的情境，写明“（示例）”。小题写在工作表“" + PARTS + "”里。"),)
_SCENARIO_NAME = Column(
    "case", SCENARIO_NAMES, 24, f"给这个情景起个名字，与工作表“{PLACES}”里写的一样。已有的情景用题号。"
)
_SCENARIO = (Column("start", "第一步", 14, f"从哪一步开始，写工作表“{PLACES}”里的步名。"),)
_PLACE = (
    Column("case", SCENARIO_NAMES, 24, "这一步属于哪个情景，从列表里选。", listed=SCENARIO_NAMES),
    Column("number", "序号", 6, "排在第几。", number=True),
    Column("name", "步名", 14, "这一步或者这个结局的名字，小写字母、数字和短横线，如 alarm。"),
    Column("outcome", "结局", 8, "是结局的，选好、尚可或不好；是步骤的留空。", choices=tuple(OUTCOMES)),
    Column("text", "情形或结果", 50, "步骤写这时的情形，结局写结果怎样。"),
    Column("debrief", "复盘", 50, "结局填：好在哪里，差在哪里，怎样做更好。步骤留空。"),
    *(
        column
        for number in range(1, most(bank.ScenarioStep, "choices") + 1)
        for column in (
            Column(f"content.{number}", f"做法{LETTERS[number - 1]}", 24, "可以怎样做。用不着的留空，结局都留空。"),
            Column(f"go.{number}", f"做法{LETTERS[number - 1]}到", 14, "选了以后到哪里：另一步或者一个结局的步名。"),
            Column(f"side.{number}", f"做法{LETTERS[number - 1]}的后果", 24, "选了以后发生了什么，一句话。可以留空。"),
            Column(f"merit.{number}", f"做法{LETTERS[number - 1]}怎样", 8, "从列表里选。", choices=tuple(MERITS)),
        )
    ),
)
_PART = (
    Column("case", CASE_NAMES, 24, "这道小题属于哪个案例，从列表里选。", listed=CASE_NAMES),
    Column("number", "小题", 6, "第几道小题。", number=True),
    Column("type", "题型", 8, "从列表里选。", choices=tuple(PART_TYPES)),
    _STEM,
    *(
        column
        for number in range(1, most(bank.OrderPart, "items") + 1)
        for column in (
            Column(
                f"content.{number}", f"内容{number}", 20,
                f"单选、多选：选项{LETTERS[number - 1]}；填空：第 {number} 个空的答案；排序：第 {number} 项；连线：左{number}。",
            ),
            Column(f"side.{number}", f"配套{number}", 20, f"单选、多选：选项{LETTERS[number - 1]}的说明；连线：右{number}。"),
        )
    ),
    replace(_ANSWER, hint="单选、多选写字母，如 B 或 ACD；判断写对或错；其他题型留空。"),
    _FIXED,
    *_numbered(most(bank.MatchPart, "distractors"), "extra", "多余右项{0}", 14, "只用于连线。可以留空。"),
    replace(_EXPLANATION, hint="这道小题的解析。可以留空，写在案例的解析里。"),
)  # fmt: skip

_BODIES = {
    "single": _choice("正确选项的字母，一个，如 B。"),
    "multiple": _choice("正确选项的字母，两个以上，如 ACD。"),
    "truefalse": _TRUE_FALSE,
    "blank": _BLANK,
    "order": _ORDER,
    "match": _MATCH,
    "case": _CASE,
    "short": _SHORT,
    "scenario": _SCENARIO,
}
_NAMES = {"case": (_CASE_NAME,), "scenario": (_SCENARIO_NAME,)}
_STEMS = {
    "truefalse": "一句可以判断对错的话。",
    "blank": "题干里每个空写成 {{}}。",
    "case": "案例的题目，几个字。",
    "scenario": "情景的题目，几个字。",
}


def _sheet(kind: str) -> Sheet:
    stem = replace(_STEM, hint=_STEMS.get(kind, _STEM.hint))
    columns = (
        _ID, *_NAMES.get(kind, ()), _BANK, _RANK, _POINT, _POINTS, _TERMS, _DIFFICULTY, stem, *_BODIES[kind], _EXPLANATION, _APART,
        _BASIS, _WITHDRAWN,
    )  # fmt: skip
    return Sheet(sheet_name(kind), kind, columns)


def sheet_name(kind: str) -> str:
    """Return the name of the sheet that holds a question type."""
    return f"{bank.TYPE_LABELS[kind]}题"


QUESTION_SHEETS = tuple(_sheet(kind) for kind in bank.TYPE_LABELS)
PART_SHEET = Sheet(PARTS, None, _PART)
PLACE_SHEET = Sheet(PLACES, None, _PLACE)
SHEETS = (*QUESTION_SHEETS, PART_SHEET, PLACE_SHEET)
ADDED_LATER = frozenset({sheet_name("scenario"), PLACES})
"""Sheets that workbooks of earlier versions do not have."""
_ASKED = frozenset({"id", "points", "terms", "basis", "apart", "difficulty", "explanation"})
CARRIED = frozenset(
    (_ASKED & set(bank.Asked.model_fields))
    | {
        "type", "stem", "options", "answer", "answers", "items", "pairs", "distractors", "material", "questions",
        "reference", "start", "steps", "ends",
    }
)  # fmt: skip
"""The fields of a question that a workbook can hold."""


_HOW: tuple[tuple[str, str], ...] = (
    ("改题", "直接改格子里的文字，题号不改。改解析、说明、要点、难度，不影响学员的记录；改题干、选项、答案，学员在这道题上的旧记录会作废。"),
    ("加题", "在对应题型的工作表最下面接着写一行，题号留空，写入时自动编。顺序留空就排在题库的最后；要插在第 3 题后面，顺序填 3.5。"),
    ("换题库、换顺序", "改“题库”或“顺序”一格。只在表里上下拖动行、排序、筛选，都不改变题目的顺序。"),
    ("停用一道题", "在“停用”一格选“停用”。只删去一行，题目不会停用，除非导入时写明 --withdraw。"),
    ("写完以后", "保存，再导入：./course import 这个文件。导入前会列出全部改动，输入“是”以后才写入；有一处不妥，整个文件都不写入，并说明是哪个工作表、哪一行、哪一列。"),
    ("格子里只放文字", "不用公式，不合并单元格，不插入图片。以 = + - @ 开头的文字照原样写，不会变成公式。从别处粘贴时，选“只保留文本”或“值”。"),
    ("一格里写几项", "“术语”“依据”和填空题的各种写法，一行一项，换行按 Alt+回车。“其他要点”“不同卷”用顿号隔开。"),
    ("可以用的标记", "**加粗**、`代码`、[文字](study/页名.md#编号)。其他符号都按原样显示。"),
    ("锁住的格子", "题号和第一行锁住了，没有密码。确实要动，在“审阅”里撤销工作表保护。工作表和列都不要改名、删除；列的先后可以换。"),
)  # fmt: skip

_EXAMPLES: tuple[tuple[str, str], ...] = (
    (sheet_name("single"), "题干：会议记录应当什么时候整理？｜选项A：当天｜选项B：年底一起补｜答案：A｜选项B的说明：隔久了就记不清谁说过什么"),
    (sheet_name("multiple"), "题干：下列哪些属于会前准备？｜选项A：定好议题｜选项B：备好材料｜选项C：举手表决｜答案：AB"),
    (sheet_name("truefalse"), "题干：材料到会场再发也不迟。｜答案：错"),
    (sheet_name("blank"), "题干：开会以前先定好{{}}，再备好{{}}。｜第1空：议题（换行）会议议题｜第2空：材料"),
    (sheet_name("order"), "题干：请排出先后。｜第1项：宣布议题｜第2项：逐人发言｜第3项：举手表决"),
    (sheet_name("match"), "题干：把事情和时间对应起来。｜左1：发材料｜右1：会前｜左2：发言｜右2：会上｜多余右项1：会后"),
    (sheet_name("case"), f"案例名：没有记录的会｜题干：没有记录的会｜情境：（示例）某部门……。小题写在“{PARTS}”里"),
    (PARTS, "案例名：没有记录的会｜小题：1｜题型：判断｜题干：凭印象补写也算记录。｜答案：错"),
    (sheet_name("scenario"), f"情景名：漏雨的库房｜题干：漏雨的库房｜第一步：rain。各步和结局写在“{PLACES}”里"),
    (PLACES, "情景名：漏雨的库房｜序号：1｜步名：rain｜情形：（示例）夜里库房漏雨……｜做法A：先移走档案｜做法A到：dry｜做法A怎样：妥当"),
    (sheet_name("short"), "题干：你怎样准备一次会议？｜参考要点1：提前定下议题｜参考要点2：提前发材料"),
)  # fmt: skip


def help_rows() -> Iterator[Sequence[str]]:
    """Yield the rows of the sheet: how to work with the workbook, an example of each type, and every column."""
    yield "我想……", "做法"
    yield from _HOW
    yield from (("", ""), ("题型", "例子（竖线隔开各列）"))
    yield from _EXAMPLES
    yield from (("", ""), ("列", f"填什么（选中格子时也会提示；要点的编号见工作表“{POINTS}”）"))
    seen: set[str] = set()
    for sheet in SHEETS:
        for column in sheet.columns:
            name = column.heading if column.hint else ""
            if name and name not in seen and not column.key.endswith(tuple(f".{number}" for number in range(2, 13))):
                seen.add(name)
                yield name, column.hint
