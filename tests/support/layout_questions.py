"""Questions to write in random layouts, and whether what was read of one is the question that was written."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course.load.course import load_course
from course.model import bank, inline

LETTERS = "ABCDEFGHIJ"
KINDS = ("single", "multiple", "truefalse", "blank", "short")
GAP = "____"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was written: what a reader must return, or refuse.

    `right` are the letters of the correct options, `answers` the accepted texts of each blank or the points of a
    reference. `stems` are further stems that are right, such as one with a gap where the answer stood.
    """

    kind: str
    stem: str
    options: tuple[str, ...] = ()
    right: str = ""
    truth: bool = False
    answers: tuple[tuple[str, ...], ...] = ()
    explanation: str = ""
    stems: tuple[str, ...] = ()

    def is_read_as(self, fields: Mapping[str, object]) -> bool:
        """Return whether the fields of a bank say the same."""
        return fields["type"] == self.kind and _same(self._said(), _read(fields)) and self._has_stem(fields)

    def _has_stem(self, fields: Mapping[str, object]) -> bool:
        return any(_folded(stem) == _folded(fields["stem"]) for stem in (self.stem, *self.stems))

    def _said(self) -> Mapping[str, object]:
        return {
            "options": [(text, letter in self.right) for letter, text in zip(LETTERS, self.options, strict=False)],
            "answer": self.truth if self.kind == "truefalse" else None,
            "answers": [list(texts) for texts in self.answers],
            "explanation": self.explanation,
        }


def _read(fields: Mapping[str, object]) -> Mapping[str, object]:
    options: Sequence[Mapping[str, object]] = fields.get("options", [])  # type: ignore[assignment]
    points: Sequence[str] = fields.get("reference", [])  # type: ignore[assignment]
    return {
        "options": [(option["text"], bool(option.get("correct"))) for option in options],
        "answer": fields.get("answer"),
        "answers": fields.get("answers", [[text] for text in points]),
        "explanation": fields.get("explanation", ""),
    }


def _same(one: object, other: object) -> bool:
    return _folded(one) == _folded(other)


_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


def _folded(value: object) -> object:
    """Return a value without what an import may correct: blanks, and half-width marks for full-width ones."""
    match value:
        case str():
            return re.sub(r"\s", "", value).translate(_WIDE)
        case Mapping():
            return {key: _folded(item) for key, item in value.items()}
        case list() | tuple():
            return [_folded(item) for item in value]
        case _:
            return value


def questions_of(root: Path) -> Iterator[Asked]:
    """Yield the questions of a course that foreign layouts can hold, without links and stress."""
    course, _ = load_course(root)
    for _, question in course.questions():
        asked = _asked(question)
        if asked and "\n" not in "".join((asked.stem, *asked.options, asked.explanation)):
            yield asked


def _asked(question: bank.Question) -> Asked | None:
    explanation = inline.plain(question.explanation)
    match question:
        case bank.Single() | bank.Multiple():
            right = "".join(LETTERS[index] for index in question.key)
            options = tuple(inline.plain(option.text) for option in question.options)
            return Asked(question.type, inline.plain(question.stem), options, right, explanation=explanation)
        case bank.TrueFalse():
            return Asked("truefalse", inline.plain(question.stem), truth=question.answer, explanation=explanation)
        case bank.Blank():
            return Asked("blank", inline.plain(question.stem), answers=question.answers, explanation=explanation)
        case bank.ShortAnswer():
            points = tuple((inline.plain(point),) for point in question.reference)
            return Asked("short", inline.plain(question.stem), answers=points, explanation=explanation)
        case _:
            return None


_OPTIONS = (
    ("①②", "①③", "②③④", "①②③④"), ("①和③", "②和④", "③和④", "④和①"), ("①", "②", "③", "④"), ("①登记；②归还", "①登记；②催还", "②归还；③催还", "①归还；③登记"), ("3年", "5年", "10年", "30年"),
    ("2", "3", "4", "5"), ("10%", "15.5%", "20%", "30%"), ("2018年3月", "2019年3月", "2020年1月1日", "2021年"), ("A4纸", "B5纸", "A3纸", "16开纸"),
    ("100元以下", "100元以上1000元以下", "1000—5000元", "5000元以上"), ("甲、乙", "乙、丙", "甲、丙", "甲、乙、丙"), ("登记", "登记、催还", "归还", "催还"),
    ("正确认识", "错误认识", "正确登记", "错误登记"), ("“先登记，后借出”", "“先借出，后登记”", "“边借边登记”", "“不登记”"),
    ("第1号柜", "第2号柜", "第3号柜", "第10号柜"), ("一", "二", "三", "四"), ("（一）登记", "（二）归还", "（三）催还", "（四）销毁"),
    ("PDF", "OFD", "DOCX", "JPG"), ("登记。", "归还。", "催还。", "销毁。"), ("对外公开", "错峰归还", "对内公开", "是否公开由馆长定"),
    ("档案室（含库房）", "办公室", "资料室（无窗）", "会议室"), ("1.5米", "2米", "2.5米", "3米"), ("08:30", "09:00", "13:30", "17:30"),
    ("略读", "无", "略", "精读"), ("3日内；逾期催还", "5日内；逾期催还", "7日内", "10日内"), ("以上都对", "登记", "归还", "催还"),
)  # fmt: skip
_STEMS = (
    "①②③④几步中，要两个人签字的是哪几步？", "①先登记；②再借出；③后清点；④最后归还。上面几步中，要两个人签字的是哪几步？", "2019年以来借出的卷宗，应当怎样清点？", "3日内没有归还的，应当怎样处理？",
    "“谁借出、谁催还”说的是谁？", "下列说法中，（按新办法）正确的是哪一项？", "库房温度高于24℃、湿度超过60%时，先做什么？", "《借阅办法》第10条规定的期限是多少？",
    "A4纸的卷宗放在哪里？", "借阅分为：（1）室内查阅；（2）外借；（3）复制。外借要经过谁批准？", "对“先登记，后借出”理解不对的是哪一项？", "1.5米以上的柜子由谁开？",
    "一、二、三号库房由谁看管？", "（示例）小周第1次借3卷，第2次借5卷，共借几卷？", "答案写在背面的登记卡怎样归档？", "判断一份材料是否归档，看什么？", "选择题答题卡属于哪一类材料？",
    "5.7万件档案中，电子档案应当存几套？", "第3题所说的登记簿由谁保管？", "下列哪一项不是归还时要做的事", "清点的顺序是", "馆长说：“先登记。”这句话对谁说？",
)  # fmt: skip
_EXPLANATIONS = (
    "", "见办法第十条。", "办法规定：“借出要登记。”", "1.登记；2.清点；3.签字。", "（1）先登记。（2）后借出。", "因为2019年修订时改过，答案随之不同。", "①登记在先；②清点在后。",
    "见《借阅办法》第3条（2019年修订）。", "正确的做法是登记。", "根据题意，登记是必须的；难度不大。", "登记、清点、签字；缺一不可！", "对借出的卷宗，A4纸的也要登记。",
)  # fmt: skip
_STATEMENTS = (
    "①登记、②清点两步可以合并。", "3日内归还的不用登记。", "2019年的卷宗都要在3日内归还（节假日顺延）。", "“先登记，后借出”是借阅的规矩。", "档案员的说法正确。",
    "库房湿度超过60%是错误的。", "登记簿分为：（1）借阅簿；（2）归还簿。", "电子档案不需要登记", "A4纸的卷宗放在第1号柜。", "这样做对不对，由馆长定。", "归还时不清点，也算归还。",
)  # fmt: skip
_FILL_INS = (
    ("借出的卷宗要在{{}}日内归还。", (("10", "十"),)), ("{{}}负责登记，{{}}负责清点。", (("档案员",), ("馆长",))), ("借出前先{{}}，归还时再{{}}、{{}}。", (("登记",), ("清点",), ("签字",))),
    ("《借阅办法》自{{}}年起施行", (("2019",),)), ("①{{}}；②{{}}。", (("登记",), ("归还",))), ("库房的温度是{{}}℃，湿度是{{}}。", (("14—24",), ("45%—60%",))),
)  # fmt: skip


def odd_question(chance: random.Random) -> Asked:
    """Return a question whose texts look like marks: they begin with figures, name letters, or hold brackets."""
    explanation = chance.choice(_EXPLANATIONS)
    kind = chance.choices(KINDS, (5, 4, 4, 3, 1))[0]
    match kind:
        case "truefalse":
            return Asked(kind, chance.choice(_STATEMENTS), truth=chance.random() < 0.5, explanation=explanation)
        case "blank":
            stem, answers = chance.choice(_FILL_INS)
            return Asked(kind, stem, answers=answers, explanation=explanation)
        case "short":
            points = chance.sample(("先登记，再借出", "2019年以前的先清点", "“谁借谁还”", "两个人签字"), 3)
            return Asked(kind, "怎样借阅档案？", answers=tuple((point,) for point in points), explanation=explanation)
        case _:
            options: tuple[str, ...] = chance.choice(_OPTIONS)[: chance.choice((3, 4, 4, 4))]
            count = 1 if kind == "single" else chance.randint(2, len(options))
            right = "".join(sorted(chance.sample(LETTERS[: len(options)], count)))
            return Asked(kind, chance.choice(_STEMS), options, right, explanation=explanation)


def drawn(chance: random.Random, pool: Sequence[Asked]) -> list[Asked]:
    """Return the questions of one file, no two with the same stem."""
    kinds = chance.sample(KINDS, chance.choice((1, 1, 2, 3, 5)))
    found: dict[str, Asked] = {}
    for _ in range(chance.randint(3, 9)):
        kind = chance.choice(kinds)
        one = odd_question(chance)
        if chance.random() < 0.6 or one.kind != kind:
            one = chance.choice([asked for asked in pool if asked.kind == kind])
        found.setdefault(one.stem, one)
    return list(found.values())


def with_explanations(questions: Sequence[Asked], *, written: bool) -> list[Asked]:
    """Return questions with their explanations, or without any."""
    return [one if written else replace(one, explanation="") for one in questions]
