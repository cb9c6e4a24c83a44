"""What a section's questions earn, in words for those who answer and those who mark."""

from course.exams.grade import full_halves, marks
from course.model.bank import BlankPart, Body, CaseBody, MatchPart, MultiplePart, OrderPart, ShortBody
from course.model.exam import Section

_PARTLY = {
    "multiple": ("漏选不得分", "漏选得一半的分", "漏选按选对的比例得分"),
    "blank": ("全部填对才得分", "只填对一部分得一半的分", "按填对的比例得分"),
    "order": ("次序全对才得分", "只排对一部分得一半的分", "按位置排对的比例得分"),
    "match": ("全部对应正确才得分", "只对一部分得一半的分", "按答对的比例得分"),
    "case": ("各小题全对才得分", "只答对一部分得一半的分", "按答对的小题得分"),
    "short": ("要点答全才得分", "只答到一部分要点得一半的分", "按答到的要点得分"),
    "scenario": ("走到好的结局才得分", *["走到尚可的结局得一半的分"] * 2),
}
_WAYS = ("none", "half", "share")
_HOW = {
    "single": "每题只有一个正确选项，把它的字母写在括号里",
    "multiple": "每题至少有两个正确选项，把它们的字母都写在括号里",
    "truefalse": "说法正确的在括号里写“对”，错误的写“错”",
    "blank": "把答案写在横线上",
    "order": "把各项的字母按正确次序写在括号里",
    "match": "从右边选出对应的一项，把它的字母写在左边的括号里，每项只选一次",
    "case": "先读材料，再回答各小题",
    "short": "答要点，写在横线上",
    "scenario": "从第 1 步起，每步选一个做法，照它后面写的接着做，把各步和所选的字母依次写在括号里，如 1A→3B",
}


def points(halves: int) -> str:
    """Return so many half marks as people write them: 3 or 2.5."""
    return str(halves // 2) if halves % 2 == 0 else f"{halves / 2:.1f}"


def how(section: Section) -> str:
    """Return how a section is answered and marked, as sentences."""
    answering = f"{_HOW[section.type]}。"
    if section.type not in _PARTLY:
        return answering
    wrong = "，错选不得分" if section.type == "multiple" else ""
    cut = "，不足半分的舍去" if section.partly == "share" else ""
    return f"{answering}{_PARTLY[section.type][_WAYS.index(section.partly)]}{wrong}{cut}。"


def steps(body: Body, section: Section) -> str:
    """Return what an answer earns that is right in one, two, three … things, where the section gives shares.

    Nothing where a question has one thing only, or where the section has no shares.
    """
    count = len(marks(body, None))
    unit = _unit(body)
    if section.partly != "share" or count == 1 or not unit:
        return ""
    full = full_halves(section.marks)
    each = "，".join(f"{good} {unit} {points(full * good // count)} 分" for good in range(1, count + 1))
    return f"答对 {each}"


def _unit(body: Body) -> str:
    match body:
        case MultiplePart():
            return "项"
        case BlankPart():
            return "空"
        case OrderPart():
            return "个位置"
        case MatchPart():
            return "对"
        case CaseBody():
            return "小题"
        case ShortBody():
            return "个要点"
        case _:
            return ""
