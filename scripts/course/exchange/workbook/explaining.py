"""The sheet that explains the others."""

from collections.abc import Iterator, Sequence

from course.exchange.workbook import layout
from course.exchange.workbook.layout import PARTS, POINTS, sheet_name

_HOW: tuple[tuple[str, str], ...] = (
    ("改题", "直接改格子里的文字，题号不改。改解析、说明、要点、难度，不影响学员的记录；改题干、选项、答案，学员在这道题上的旧记录会作废。"),
    ("加题", "在对应题型的工作表最下面接着写一行，题号留空，写入时自动编。顺序留空就排在题库的最后；要插在第 3 题后面，顺序填 3.5。"),
    ("换题库、换顺序", "改“题库”或“顺序”一格。只在表里上下拖动行、排序、筛选，都不改变题目的顺序。"),
    ("停用一道题", "在“停用”一格选“停用”。只删去一行，题目不会停用，除非导入时写明 WITHDRAW=1。"),
    ("写完以后", "保存，再导入：make bank-import FILE=这个文件。导入前会列出全部改动，输入“是”以后才写入；有一处不妥，整个文件都不写入，并说明是哪个工作表、哪一行、哪一列。"),
    ("格子里只放文字", "不用公式，不合并单元格，不插入图片。以 = + - @ 开头的文字照原样写，不会变成公式。从别处粘贴时，选“只保留文本”或“值”。"),
    ("一格里写几项", "“术语”“依据”和填空题的各种写法，一行一项，换行按 Alt+回车。“其他要点”“不同卷”用顿号隔开。"),
    ("可以用的标记", "**加粗**、`代码`、[文字](study/页名.md#编号)。其他符号都按原样显示。"),
    ("锁住的格子", "题号和第一行锁住了，没有密码。确实要动，在“审阅”里撤销工作表保护。工作表和列都不要改名、删除；列的先后可以换。"),
)  # fmt: skip

_EXAMPLES: tuple[tuple[str, str], ...] = (
    (sheet_name("single"), "题干：书记讲党课应当怎样完成？｜选项A：按排定的进度｜选项B：看业务忙不忙｜答案：A｜选项B的说明：讲话没有给业务忙留例外"),
    (sheet_name("multiple"), "题干：下列哪些属于会前准备？｜选项A：定好议题｜选项B：备好材料｜选项C：举手表决｜答案：AB"),
    (sheet_name("truefalse"), "题干：材料到会场再发也不迟。｜答案：错"),
    (sheet_name("blank"), "题干：开会以前先定好{{}}，再备好{{}}。｜第1空：议题（换行）会议议题｜第2空：材料"),
    (sheet_name("order"), "题干：请排出先后。｜第1项：宣布议题｜第2项：逐人发言｜第3项：举手表决"),
    (sheet_name("match"), "题干：把事情和时间对应起来。｜左1：发材料｜右1：会前｜左2：发言｜右2：会上｜多余右项1：会后"),
    (sheet_name("case"), f"案例名：推迟的党课｜题干：推迟的党课｜情境：（示例）某支部……。小题写在“{PARTS}”里"),
    (PARTS, "案例名：推迟的党课｜小题：1｜题型：判断｜题干：换人来讲也算完成。｜答案：错"),
    (sheet_name("short"), "题干：你怎样准备一次支部会议？｜参考要点1：提前定下议题｜参考要点2：提前发材料"),
)  # fmt: skip


def help_rows() -> Iterator[Sequence[str]]:
    """Yield the rows of the sheet: how to work with the workbook, an example of each type, and every column."""
    yield "我想……", "做法"
    yield from _HOW
    yield from (("", ""), ("题型", "例子（竖线隔开各列）"))
    yield from _EXAMPLES
    yield from (("", ""), ("列", f"填什么（选中格子时也会提示；要点的编号见工作表“{POINTS}”）"))
    seen: set[str] = set()
    for sheet in layout.SHEETS:
        for column in sheet.columns:
            name = column.heading if column.hint else ""
            if name and name not in seen and not column.key.endswith(tuple(f".{number}" for number in range(2, 13))):
                seen.add(name)
                yield name, column.hint
