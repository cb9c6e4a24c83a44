"""Messages of the check and of commands in the words of the desk: what to press there, not what to write into a file.

The messages themselves speak to people who edit files: where a field of the form or a button of the desk does the same,
the desk names that.
"""

import re
from dataclasses import replace

from course.formats.import_types import ImportProblem
from course.importing.recheck import LABELS

FIELDS = {
    **LABELS,
    "about": "适合什么时候用", "branches": "一起学习的集体", "choose_page": "由考生选学习页", "contact": "联系人",
    "copy": "副本的名称", "correct": "正确的选项", "count": "题数", "day": "印发的日期", "file": "文件本身", "id": "题号",
    "kind": "考查什么", "kinds": "考查什么", "logo": "页首的图标", "marks": "每题几分", "minutes": "考试时间", "name": "名称",
    "note": "备注", "number": "文号", "page": "学习页", "pages": "学习页", "partly": "部分正确", "pass_marks": "及格分",
    "passing": "及格分", "records": "成绩单交给谁", "requirements": "要求", "sections": "大题", "short": "简称",
    "status": "状态", "title": "名称",
}  # fmt: skip
"""Fields of files by what the forms of the desk call them."""

_AGAIN = "到“审核”里重新登记"
_PHRASES = (
    # What is written into a question.
    (
        r"(?<=请)只给一个选项写 correct: true；确有几个正确的，把 ?(?:type|题型) ?改为 multiple",
        "只选一个正确的；确有几个正确的，换成多选题",
    ),
    (
        r"(?<=请)给正确的选项都写上 correct: true；只有一个正确的，把 ?(?:type|题型) ?改为 single",
        "把正确的选项都勾上；只有一个正确的，换成单选题",
    ),
    (r"给每个选项写上 fixed: true", "给每个选项勾上“打乱时不动”"),
    (r"给做得对的那个结局写 outcome: good", "把做得对的那个结局改成“好”"),
    (r"各个结局的 ?(?:outcome|结局) ?都一样", "各个结局都算一样的"),
    (r"让某个选择的 ?(?:go|到) ?指向它", "让某个做法的“选了到哪里”选它"),
    (r"(?:merit|做法怎样) ?不是 good 的选择", "不是“妥当”的做法"),
    (r"，(?:go |到)不知道到哪里。请给其中一个改名", "，分不清到哪里。请删去其中一个，重新加"),
    (r"（type: blank）|（difficulty: 3）", ""),
    (r"(?:answers |答案)给了 (\d+) 组答案", r"答案给了 \1 组"),
    (r"写 terms: \[(.+?)\]", r"把\1写进“考查的术语”"),
    (r"kind: decide 的题", "考查“决定”的题"),
    (r"题目可以写在 ?(?:basis |依据)里", "题目可以写在“所依据的文件”里"),
    (r"这里没有 ?(\w+?) ?这个字段.*", r"有不认识的内容（\1）。是题目里的，打开那道题，保存一次就去掉"),
    (r"缺少字段 ?(?:type|题型)（题型），请补上.*", "没有选题型。请选一个"),
    (r"缺少字段 ?(?:questions|题目)（题目），请补上", "还没有题目。请在“题目”里写新题，或者导入"),
    (r"缺少字段 ?(\w+)(?:（.*?）)?，请补上", lambda found: f"没有写{label(found[1])}。请补上"),
    (r"这里没有(“.*?”)这种题型.*", r"没有\1这种题型。请重新选题型"),
    (r"。请填写，用不着就删去；以 # 开头的文字要放进英文双引号里", "。请填写"),
    (r"应当是一张列表：写成.*|应当由“字段: 内容”组成.*|应当是一段文字，不能是列表或字段", "的写法读不出来。请重新填写"),
    (r"应当是文字，这里被读成了(数字|“是/否”)。.*", r"是文字，却被读成了\1。请看一看，再保存一次"),
    (r"只能写 true 或 false，不加引号", "读不出来。请重新选"),
    (r"应当是整数，不加引号", "要写整数"),
    (r"只能写其中一个：.*", "读不出来。请重新选"),
    # Banks, blueprints, the unit.
    (r"请在 questions: 下面写，", "请在“题目”里写新题，或者导入，"),
    (r"请新建 (\S+?)，前三行写.*?下面写题，", r"请编写课程的人新建 \1；本单位自己的，导入时选“新建本单位的题库”。"),
    (r"在大题里用 kinds 写明考查什么", "在大题的“考查什么”里勾选"),
    (r"写了 pages，又让考生自己选学习页。请删去其中一个", "又选了学习页，又让考生自己选。请只选一样"),
    (r"(没有学习页 \S+?)。请写成 .*? 这样的路径", r"\1。请重新选学习页"),
    (
        r"从 withdrawn 里删去(?:一|几)个题号，或在 local/quizzes 里补题",
        "在“最近的改动”里撤销停用，或者补一道本单位的题",
    ),
    (
        r"local/files 里没有 (.+?)。请把文件放进去，或照那里的名字改正；没有电子版的删去 file",
        r"附件里没有 \1。请在“附件”里放进去，或者重新选",
    ),
    (
        r"local/files 里没有 (.+?)。请把图片放进去，或照那里的名字改正",
        r"附件里没有 \1。请在“附件”里放一张图片，或者重新选",
    ),
    (r"要写成 local/files 里一张图片的文件名，.*", "不是附件里的图片。请重新选"),
    (r"在 documents.yml 里登记(?:这一版)?", "请编写课程的人登记"),
    (r"确实停用的，把它移到 withdrawn 下面；还没有发布过的，删去这一行", "不用了的，请编写课程的人把它登记为停用"),
    (
        r"在导出以后，\S+ 里也改过：那里现在(.*)，表里(.*)。两边的改动无法都保留，请重新导出，在新的表里再改一次",
        r"在您打开以后被别人改过：现在\1，您\2。要用您写的，再按一次“保存”；要用现在的，照它改好，再按“保存”",
    ),
    # Commands of which the desk has a page or a button.
    (r"重新审核，再运行 ./course approve \S+ --by 审核人", _AGAIN),
    (r"是由 ./course approve 写的，请不要手改。删去它，再运行一次 ./course approve", f"被改动过。请{_AGAIN}"),
    (r"运行 ./course approve 来写，不要手写", _AGAIN),
    (r"写了 status: (?:reviewed|approved|draft)，却没有写", "记着审核过，却没有记"),
    (r"却没有写 status", "却没有记状态"),
    (r"运行 ./course ids 自动补上(?:（题库 \S+）)?", "在“题目”里按“编题号”"),
    (r"运行 ./course ids，并保存 \S+?/ids.yml", "打开一道题，保存一次，就登记好了"),
    (
        r"接着写完：./course finish；撤销，改回原来的样子：./course undo",
        "请到“最近的改动”里接着写完，或者改回原来的样子",
    ),
    (
        r"请运行 ./course undo：别的文件改回原来的样子，这些不动",
        "请到“最近的改动”里按“改回原来的样子”：别的文件改回去，这些不动",
    ),
    (r"列出全部要点：./course points", "要点列在每道题的表格里"),
    (r"，再运行 ./course confirm \S+", "，再请编写课程的人登记核对过了"),
    (r"，见 ./course check 或维护台的“概况”", "，见“概况”"),
    (r"选草稿也放进去（--drafts）", "勾选“草稿也放进去”"),
    (r"或者改 --exam", "或者重新选组卷方案"),
    (r"导入时写 --title 标题，或", "题库选“新建本单位的题库”，写上标题，或"),
    (r"请照这些改 --page：", "请在“新题库对应的学习页”里选："),
    (r"导入时用 --page 写明是哪一页", "在“新题库对应的学习页”里选一页"),
    (r"导入时写 --page，可用：.*", "在“新题库对应的学习页”里选"),
    (r"导入时用 --points、--difficulty 写明", "在“都照这样”里选要点和难度"),
    (r"用 ./course export excel 导出的表来写", "在“题目”里写新题"),
    (r"，或用 ./course export excel 导出的表", ""),
    (r"请写进 ./course export excel 导出的表", "请在“题目”里写新题"),
    (r"，或用 --archive 写明发布包", ""),
    (r"(?:先)?运行 ./course release 1.2.0|用 ./course release 生成的发布包", "在“发布”里做发布包"),
    (r"换一个文件名或文件夹；确定要换掉，加上 --force", "换一个名称；确定要换掉，勾选“换掉”"),
)
_REPLACED = tuple((re.compile(pattern), to) for pattern, to in _PHRASES)
_OF_IMPORTS = {"unknown-bank": "文件里写的题库，课程里没有。请点“改”，选放进哪个题库。"}
"""What stands in the place of an import's message, by its rule."""
_FIRST_WORD = re.compile(r"^([a-z_]+) ?(?=[\u3400-\u9fff])")


def label(field: str) -> str:
    """Return what the forms of the desk call a field of a file."""
    return FIELDS.get(field, field)


def worded(message: str) -> str:
    """Return a message as the desk says it."""
    for pattern, to in _REPLACED:
        message = pattern.sub(to, message)
    return _FIRST_WORD.sub(lambda found: label(found[1]) if found[1] in FIELDS else found[0], message)


def worded_problem(problem: ImportProblem) -> ImportProblem:
    """Return a problem of an import as its pages show it, with the line of the file; `worded` comes after that."""
    message = _OF_IMPORTS.get(problem.rule, problem.message)
    return replace(problem, message=f"“{problem.line}”：{message}" if problem.line else message)
