"""What the heading of a column says: which part of a question the column holds."""

import re
import unicodedata

STEM, OPTIONS, ANSWER, TYPE = "stem", "options", "answer", "type"
NUMBER, DIFFICULTY, POINTS, BANK = "number", "difficulty", "points", "bank"
MEDIA, IGNORED = "media", "ignored"
OPTION, LESSON, PART, REFERENCE = "option.", "lesson.", "part.", "reference."
"""Beginnings of roles that have a number, counted from 1: an option, what is said of it, a blank's answer, a reference point."""

_SYNONYMS = {
    STEM: """
        题干 题目 试题 问题 题面 题目内容 试题内容 题干内容 问题内容 试题题干 题目题干 大题题干 题目描述 问题描述 题目名称
        试题名称 考题 考题内容 题文 试题正文 题目正文 QUESTION STEM QUESTIONTEXT
    """,
    "weak-stem": "内容 标题 描述 正文",
    OPTIONS: """
        选项 全部选项 备选项 备选答案 候选答案 候选项 选项内容 答案选项 选择项 可选项 选项列表 选项信息 OPTIONS CHOICES
    """,
    ANSWER: """
        答案 正确答案 参考答案 标准答案 正确选项 试题答案 题目答案 答案内容 正确答案H 正解 考题答案 填空答案 判断答案
        ANSWER KEY CORRECTANSWER
    """,
    "explanation": """
        解析 试题解析 答案解析 题目解析 习题解析 答案说明 解释 解答 答题解析 解题思路 讲解 详解 试题分析 题目分析 分析
        答案详解 考题解析 EXPLANATION ANALYSIS
    """,
    TYPE: "题型 题目类型 试题类型 考题类型 题类 问题类型 试题题型 题目题型 类型 TYPE QUESTIONTYPE",
    NUMBER: "序号 题号 编号 题目编号 试题编号 题目序号 试题序号 号 NO NO. ID",
    DIFFICULTY: "难度 难易度 难易程度 难度等级 难度级别 题目难度 试题难度 考题难度 DIFFICULTY LEVEL",
    POINTS: "要点 知识点 考点 考查点 考察点 考核点 考查要点 所属知识点 关联知识点 知识点名称",
    BANK: "题库 所属题库 题库名称",
    "terms": "术语",
    "basis": "依据",
    "fixed": "不打乱",
    MEDIA: """
        图片 题目图片 试题图片 题干图片 选项图片 附件 音频 视频 题目附件 试题附件 多媒体 图片地址 图片链接 IMAGE
    """,
    IGNORED: """
        选项数 选项个数 选项数量 答案数 答案个数 空数 填空数 填空个数 我的答案 用户答案 考生答案 学员答案 学生答案
        你的答案 您的答案 选项是否乱序 选项乱序 答案是否有序 答案是否区分顺序 答案是否区分大小写 答题时间
    """,
}  # fmt: skip
_ROLES = {name: role for role, names in _SYNONYMS.items() for name in names.split()}
WEAK_STEM = "weak-stem"
"""The role of headings that mean the stem only where no better one does."""

_FIGURES = "一二三四五六七八九十"
_SIGN = r"([A-Z]|[1-9][0-9]?|[一二三四五六七八九十])"
_NUMBERED = {
    LESSON: (rf"(?:选项)?{_SIGN}(?:选项)?的?(?:说明|解析|反馈)", rf"选项(?:说明|解析|反馈){_SIGN}"),
    OPTION: (
        rf"(?:备选|候选|可选)?(?:选项|备选项|备选|答案选项|备选答案|候选答案|候选项|选择项|OPTION|CHOICE)[(\[_-]?{_SIGN}[)\]]?(?:内容)?",
        r"([A-Z])(?:选项|项|答案)?",
        r"答案([A-Z])",
        rf"第{_SIGN}个?选项",
    ),
    PART: (rf"(?:答案|正确答案|填空答案|填空|空){_SIGN}(?:答案)?", rf"第{_SIGN}个?空(?:的?答案)?"),
    REFERENCE: (rf"(?:参考要点|得分点|采分点){_SIGN}",),
}
_PATTERNS = tuple((role, re.compile(pattern)) for role, patterns in _NUMBERED.items() for pattern in patterns)
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|\{[^{}]*\}|<[^<>]*>")
_CONTENT = re.compile(r"题干|选项|答案|第.空|小题|^(?:内容|正文|描述)$")
_MOST = 26
LONGEST = 40
"""Characters of a heading; a longer text is none."""


def role_of(heading: str) -> str | None:
    """Return the role of a column; None if its heading is not known."""
    plain = _plain(heading)
    if not plain or len(heading) > LONGEST:
        return None
    for text in dict.fromkeys((plain, _REMARK.sub("", plain).strip("*:.,;"))):
        if text in _ROLES:
            return _ROLES[text]
        for role, pattern in _PATTERNS:
            if (match := pattern.fullmatch(text)) and (number := _number(match[1])) <= _MOST:
                return f"{role}{number}"
    return None


def holds_content(heading: str) -> bool:
    """Return whether an unknown heading speaks of what makes a question, so that its column must not be left out."""
    return bool(_CONTENT.search(_plain(heading)))


def _plain(heading: str) -> str:
    text = unicodedata.normalize("NFKC", heading).upper()
    return re.sub(r"\s+", "", text).strip("*★☆:：、,，。")


def _number(sign: str) -> int:
    if sign.isdecimal():
        return int(sign)
    return _FIGURES.index(sign) + 1 if sign in _FIGURES else ord(sign) - ord("A") + 1
