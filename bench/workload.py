"""Courses of any size for measuring, the same for the same numbers: study pages, a glossary and banks, no rule broken.

What is asked is kept apart from how a product writes it, so that peers are given the very same pages and questions.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

QUESTIONS_TO_A_PAGE = 100
REQUIREMENTS = 6
POINTS = 6
# Of a hundred questions: the mix that the shipped course has.
TYPES = {
    "single": 40, "multiple": 22, "truefalse": 14, "blank": 8, "case": 6, "match": 4, "order": 3, "short": 3,
}  # fmt: skip
LEVELS = (1, 2, 1, 2, 3)

WHO = [
    "本科室",
    "科室主任",
    "科室委员",
    "馆小组长",
    "馆务干事",
    "普通员工",
    "预备员工",
    "档案总室",
    "联络员",
    "保管委员",
    "宣传委员",
    "保密委员",
]
WHEN = [
    "月初",
    "月底",
    "每季度",
    "年初",
    "年底",
    "会前",
    "会上",
    "会后",
    "当天",
    "三天内",
    "一周内",
    "收到材料后",
    "换届以前",
    "谈话之前",
    "走访途中",
]
ACT = [
    "拟定",
    "核对",
    "登记",
    "讨论",
    "通报",
    "回访",
    "补齐",
    "公示",
    "汇总",
    "抽查",
    "答复",
    "整理",
    "宣读",
    "归档",
    "讲解",
    "征求",
    "分送",
    "说明",
]
WHAT = [
    "学习计划",
    "会议记录",
    "意见清单",
    "谈话提纲",
    "考勤名册",
    "整改台账",
    "经费收据",
    "发言材料",
    "走访日志",
    "评议结果",
    "内训讲稿",
    "活动方案",
    "任务分工",
    "群众建议",
    "教育资料",
    "检查情况",
    "表决票数",
    "总结报告",
]
HOW = [
    "逐条写明责任人",
    "留下本人签字",
    "说清完成时间",
    "不用别人代办",
    "先听各方意见",
    "和上次的对照着看",
    "发现缺漏当场补上",
    "结果让大家看得见",
    "难办的写明原因",
    "不许只报数字",
    "交给两个人核对",
    "把做法讲给新来的同志听",
]


@dataclass(frozen=True, slots=True)
class Point:
    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Requirement:
    id: str
    title: str
    text: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as all products know it; `options` with the indexes of the right ones, or what its type needs."""

    id: str
    type: str
    point: Point
    level: int
    stem: str
    explanation: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StudyPage:
    name: str
    title: str
    intro: str
    requirements: tuple[Requirement, ...]
    questions: tuple[Question, ...] = field(default=())


class Words:
    """Chinese sentences that do not repeat, from a pool of a few words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 -- a workload is no secret
        self._told: set[str] = set()

    def sentence(self) -> str:
        for _ in range(1000):
            choose = self._random.choice
            found = f"{choose(WHO)}{choose(WHEN)}{choose(ACT)}{choose(WHAT)}，{choose(HOW)}"
            if found not in self._told:
                self._told.add(found)
                return found
        # The pools hold half a million sentences; further ones are told apart by a number.
        return f"{found}（第 {len(self._told)} 次）"

    def phrases(self, count: int) -> tuple[str, ...]:
        pairs = {f"{act}{what}" for act in ACT for what in WHAT}
        return tuple(self._random.sample(sorted(pairs), count))

    def index(self, count: int) -> int:
        return self._random.randrange(count)

    def indexes(self, count: int, most: int) -> tuple[int, ...]:
        return tuple(sorted(self._random.sample(range(most), count)))

    def mixed(self, shares: dict[str, int]) -> list[str]:
        kinds = [kind for kind, share in shares.items() for _ in range(share)]
        self._random.shuffle(kinds)
        return kinds


def pages(count: int, questions: int, seed: int = 1) -> Iterator[StudyPage]:
    """Yield `count` study pages that share `questions` questions evenly."""
    words = Words(seed)
    for number in range(1, count + 1):
        share = questions * number // count - questions * (number - 1) // count
        yield page(words, number, share)


def page(words: Words, number: int, questions: int) -> StudyPage:
    name = f"part-{number:04}"
    requirements = tuple(_requirement(words, f"r{number}-{one}") for one in range(1, REQUIREMENTS + 1))
    points = [point for requirement in requirements for point in requirement.points]
    types = words.mixed(TYPES)
    asked = tuple(
        _question(words, f"{name}-{one:03}", types[one % 100], points[one % len(points)], _level(one, len(points)))
        for one in range(questions)
    )
    return StudyPage(name, f"第 {number} 部分", f"{words.sentence()}。{words.sentence()}。", requirements, asked)


def _level(number: int, points: int) -> int:
    """Every point is asked at several levels, and every requirement at the highest."""
    return LEVELS[(number + number // points) % len(LEVELS)]


def _requirement(words: Words, name: str) -> Requirement:
    points = tuple(
        Point(f"{name}-{chr(97 + one)}", words.phrases(1)[0], f"{words.sentence()}。{words.sentence()}。")
        for one in range(POINTS)
    )
    text = "\n\n".join("".join(f"{words.sentence()}。" for _ in range(3)) for _ in range(2))
    return Requirement(name, f"{words.phrases(1)[0]}（{name[1:]}）", text, points)


def _question(words: Words, name: str, kind: str, point: Point, level: int) -> Question:
    stem, explanation = words.sentence(), f"{words.sentence()}。"
    match kind:
        case "single":
            options = words.phrases(4)
            return Question(
                name, kind, point, level, f"{stem}，接下来最应当做的是什么？", explanation, options, (words.index(4),)
            )
        case "multiple":
            options, right = words.phrases(5), words.indexes(2 + words.index(3), 5)
            return Question(name, kind, point, level, f"{stem}，下面哪些做法合适？", explanation, options, right)
        case "truefalse":
            return Question(name, kind, point, level, f"{stem}。", explanation, right=(words.index(2),))
        case "blank":
            answer, other = words.phrases(2)
            return Question(name, kind, point, level, f"{stem}，然后要{{{{}}}}。", explanation, (answer, other))
        case "order":
            return Question(name, kind, point, level, f"{stem}，请排出先后。", explanation, words.phrases(4))
        case "match":
            return Question(
                name,
                kind,
                point,
                level,
                f"{stem}，请把两边对应起来。",
                explanation,
                words.phrases(4),
                more=words.phrases(4),
            )
        case "case":
            told = "".join(f"{words.sentence()}。" for _ in range(3))
            return Question(
                name,
                kind,
                point,
                level,
                f"{stem}，哪里没有做到？",
                explanation,
                words.phrases(3),
                (1,),
                (told, words.sentence()),
            )
        case _:
            return Question(name, kind, point, level, f"{stem}，你会怎么做？", explanation, words.phrases(3))
