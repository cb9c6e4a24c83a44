"""Question banks: one class per question type. The JSON Schema for editors derives from these classes.

A `…Part` is what decides a question of a basic type; on its own it can stand inside a case. A question
is a part together with its identity, the points it asks and its explanation.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from course.model.dates import Day
from course.text.diagnostics import Places

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"\S")]
LONGEST_LINE = 300
Line = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=r"\S")]
TITLE_PATTERN = r"^[^\n\r]*\S[^\n\r]*$"
Title = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=TITLE_PATTERN)]
"""A line that is one wherever it is shown: in menus, names of files, manifests and messages."""
Id = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=ID_PATTERN)]
# To Python `true` equals 1; as text it is none of the levels.
Difficulty: TypeAlias = Annotated[
    Literal[1, 2, 3], BeforeValidator(lambda value: str(value) if value is True else value)
]
Kind: TypeAlias = Literal["decide", "diagnose", "understand", "recall", "wording"]
Merit: TypeAlias = Literal["good", "fair", "poor"]
Status: TypeAlias = Literal["draft", "reviewed", "approved"]
VERSION_PATTERN = r"^[0-9a-f]{12}$"
Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN)]

BLANK = "{{}}"
"""Marks one blank in a stem."""
SEE_DEBRIEFS = "各种走法好在哪里、差在哪里，见复盘。"
"""The explanation of a scenario that has none of its own."""


class Strict(BaseModel):
    """A record whose fields are all known, keep their types and do not change."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Option(Strict):
    """One option; `why` is the lesson for those who chose it wrongly or missed it; `fixed` keeps its place."""

    text: Line = Field(description="选项文字")
    correct: bool = Field(default=False, description="正确选项写 true")
    why: Text | None = Field(default=None, description="为什么错（或为什么不该漏选），一句话")
    fixed: bool = Field(default=False, description="打乱选项时不移动")


class Pair(Strict):
    """One pair of a matching question."""

    left: Line = Field(description="左项")
    right: Line = Field(description="与左项对应的右项")


class Stem(Strict):
    """What every type has: the question put to the learner."""

    stem: Text = Field(description="题干，一句完整的问题")


class Part(Stem):
    """A question of a basic type; inside a case, its explanation may be left to the case's."""

    explanation: Text | None = Field(default=None, description="解析，可省略")


class Choice(Part):
    """Options to choose from."""

    options: tuple[Option, ...] = Field(min_length=2, max_length=10, description="选项，二至十个")

    @property
    def key(self) -> tuple[int, ...]:
        """Indexes of the correct options, ascending, counted from 0."""
        return tuple(index for index, option in enumerate(self.options) if option.correct)


class SinglePart(Choice):
    """Exactly one option is correct."""

    type: Literal["single"] = Field(description="单选")


class MultiplePart(Choice):
    """Two or more options are correct."""

    type: Literal["multiple"] = Field(description="多选")


class TrueFalsePart(Part):
    """A statement to judge."""

    type: Literal["truefalse"] = Field(description="判断")
    answer: bool = Field(description="对写 true，错写 false")


class BlankPart(Part):
    """A text with blanks; `answers` has the accepted texts of each blank in turn."""

    type: Literal["blank"] = Field(description="填空，题干中用 {{}} 表示空")
    answers: tuple[Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)], ...] = Field(
        min_length=1, max_length=10, description="每个空一张列表，列出可接受的答案"
    )


class OrderPart(Part):
    """Items to be put in order; written in the right order."""

    type: Literal["order"] = Field(description="排序")
    items: tuple[Line, ...] = Field(max_length=12, description="按正确顺序写，至少三项")


class MatchPart(Part):
    """Left items to be matched with right items; `distractors` are right items without a partner."""

    type: Literal["match"] = Field(description="连线")
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=12, description="对应的左右两项")
    distractors: tuple[Line, ...] = Field(default=(), max_length=6, description="多余的右项")


CasePart: TypeAlias = SinglePart | MultiplePart | TrueFalsePart | BlankPart | OrderPart | MatchPart


class CaseBody(Stem):
    """A situation with questions of basic types, answered and judged together."""

    type: Literal["case"] = Field(description="案例")
    material: Text = Field(description="情境")
    questions: tuple[Annotated[CasePart, Field(discriminator="type")], ...] = Field(
        min_length=1, max_length=8, description="围绕情境的小题"
    )


class ShortBody(Stem):
    """An open question; learners tick which reference points their answer covered."""

    type: Literal["short"] = Field(description="简答")
    reference: tuple[Text, ...] = Field(min_length=1, max_length=12, description="参考要点，由答题人对照自评")


class ScenarioChoice(Strict):
    """One choice of a step; `effect` is shown above what follows."""

    text: Line = Field(description="选择：这时可以怎样做")
    go: Id = Field(description="选了以后到哪里：另一步或者一个结局的名字")
    effect: Text | None = Field(default=None, description="选了以后发生了什么，一句话，显示在下一步上方，可不写")
    merit: Merit = Field(description="这样做：good 妥当，fair 勉强，poor 不妥；只在复盘里用")


class ScenarioStep(Strict):
    """A situation with the choices that it leaves."""

    text: Text = Field(description="这时的情形，不写评语")
    choices: tuple[ScenarioChoice, ...] = Field(min_length=2, max_length=4, description="二至四个选择")


class ScenarioEnd(Strict):
    """Where a way through a scenario ends."""

    outcome: Merit = Field(description="结局：good 好（答对），fair 尚可（部分对），poor 不好（答错）")
    text: Text = Field(description="结果怎样")
    debrief: Text = Field(description="复盘：好在哪里，差在哪里，怎样做更好")


class ScenarioBody(Stem):
    """A situation that goes on: every choice leads to a further step or to an end; the end reached is what counts."""

    type: Literal["scenario"] = Field(description="情景推演")
    start: Id = Field(description="第一步的名字")
    steps: dict[Id, ScenarioStep] = Field(min_length=1, max_length=12, description="各步，名字在冒号前面，最多十二步")
    ends: dict[Id, ScenarioEnd] = Field(min_length=2, max_length=12, description="各个结局，名字在冒号前面")


class Accepted(Strict):
    """A finding of `./course quality` that stands, with the reason for it."""

    rule: Line = Field(description="规则名，如 longest-key")
    reason: Line = Field(description="为什么这样写是对的，一句话")


class Reviewed(Strict):
    """How far something has been looked at, by whom and on which day."""

    status: Status | None = Field(
        default=None, description="审核状态：draft 草稿，reviewed 已审核，approved 已批准；由 ./course approve 写"
    )
    reviewer: Line | None = Field(default=None, description="审核人")
    reviewed_on: Day | None = Field(default=None, description="审核日期，如 2026-11-26")


class QuestionReview(Reviewed):
    """A review of one question that stands beside the banks."""

    answer_version: Version | None = Field(default=None, description="审核时的答案版本")


class BankReview(Reviewed):
    """A review of a whole bank that stands beside the banks."""

    answer_versions: dict[Id, Version] = Field(default_factory=dict, description="审核时各题的答案版本")


class LocalReviews(Strict):
    """The reviews of the unit: `local/reviews.yml`."""

    banks: dict[Id, BankReview] = Field(default_factory=dict, description="整个题库的审核，题库名在冒号前面")
    questions: dict[Id, QuestionReview] = Field(default_factory=dict, description="单独审核的题，题号在冒号前面")


class Asked(Reviewed):
    """Identity and place in the course, common to all questions."""

    id: Id | None = Field(default=None, description="永久题号；新题可不写，运行 ./course ids 自动补上")
    points: tuple[Line, ...] = Field(
        default=(), min_length=1, max_length=12, description="考查的要点编号，至少一个；没有写，这道题就是未完成的"
    )
    terms: tuple[Line, ...] = Field(default=(), max_length=12, description="考查的术语，如 [归档范围]，可不写")
    basis: tuple[Line, ...] = Field(
        default=(), max_length=6, description="所依据的公开文件，写成 [《文件名》（2022年）]，可不写"
    )
    apart: tuple[Id, ...] = Field(default=(), max_length=12, description="互相泄露答案、不能同卷的题号，可不写")
    answer_version: Version | None = Field(
        default=None, description="审核时的答案版本，由 ./course approve 写；答案一改，这道题就变回草稿"
    )
    difficulty: Difficulty | None = Field(
        default=None, description="难度：1 记忆，2 理解，3 应用；没有写，这道题就是未完成的"
    )
    kind: Kind | None = Field(
        default=None,
        description="考查什么：decide 决定怎么做，diagnose 找出哪里不对，understand 理解，recall 工作中要记住的，wording 字句",
    )
    explanation: Text = Field(default="", description="解析：为什么对，出处在哪里；没有写，这道题就是未完成的")
    accepted: tuple[Accepted, ...] = Field(
        default=(), max_length=12, description="说明理由后不再提示的 ./course quality 规则，可不写"
    )

    @property
    def missing(self) -> tuple[str, ...]:
        """What the question still lacks, in Chinese; it is unfinished while that is anything."""
        stated = {"要点": self.points, "难度": self.difficulty, "解析": self.explanation}
        return tuple(name for name, value in stated.items() if not value)

    @property
    def level(self) -> Difficulty:
        """The difficulty; while a question has none, the lowest, so that it can be previewed."""
        return self.difficulty or 1

    @cached_property
    def digest(self) -> str:
        """What `answer_version` returns; a large course needs it many times."""
        # What was left out does not count, so that a field added to the model later voids nothing.
        kept = self.model_dump(mode="json", include=_DECIDES, exclude_defaults=True)
        text = json.dumps(_without_lessons(kept), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        copied = super().model_copy(update=update, deep=deep)
        # A copy shares the cached digest, but may be another question.
        copied.__dict__.pop("digest", None)
        return copied


class Single(Asked, SinglePart):
    """A single choice question."""


class Multiple(Asked, MultiplePart):
    """A multiple choice question."""


class TrueFalse(Asked, TrueFalsePart):
    """A true or false question."""


class Blank(Asked, BlankPart):
    """A question with blanks."""


class Order(Asked, OrderPart):
    """An ordering question."""


class Match(Asked, MatchPart):
    """A matching question."""


class Case(CaseBody, Asked):
    """A case."""


class ShortAnswer(ShortBody, Asked):
    """A short answer question."""


class Scenario(ScenarioBody, Asked):
    """A scenario. Its debriefs explain it, and it always asks for decisions."""

    kind: Kind | None = Field(default="decide", description="情景推演考查的是 decide 决定怎么做，可不写")
    explanation: Text = Field(default=SEE_DEBRIEFS, description="补充的解析；各个结局已有复盘，可不写")


Question: TypeAlias = Single | Multiple | TrueFalse | Blank | Order | Match | Case | ShortAnswer | Scenario
Body: TypeAlias = CasePart | CaseBody | ShortBody | ScenarioBody

TYPE_LABELS = {
    "single": "单选",
    "multiple": "多选",
    "truefalse": "判断",
    "blank": "填空",
    "order": "排序",
    "match": "连线",
    "case": "案例",
    "short": "简答",
    "scenario": "情景推演",
}
OUTCOME_LABELS: dict[Merit, str] = {"good": "好", "fair": "尚可", "poor": "不好"}
MERIT_LABELS: dict[Merit, str] = {"good": "妥当", "fair": "勉强", "poor": "不妥"}
KIND_LABELS: dict[Kind, str] = {
    "decide": "决定",
    "diagnose": "诊断",
    "understand": "理解",
    "recall": "事实",
    "wording": "字句",
}
"""What answering takes, from acting to repeating: what to do now, what is wrong here, why; facts for work; words."""
DIFFICULTY_LABELS = {1: "记忆", 2: "理解", 3: "应用"}


LARGEST_BANK = 200
"""Questions in one bank at the most: one quiz page and one data file that a phone loads at once."""


class BankHead(Reviewed):
    """What a bank file says before its questions; its review holds for every question without one of its own."""

    title: Title = Field(description="题库名称")
    page: Line = Field(description="对应的学习页，写成 study/页名.md")
    answer_versions: dict[Id, Version] = Field(
        default_factory=dict, description="审核时各题的答案版本，由 ./course approve 写，不用手改"
    )
    accepted: tuple[Accepted, ...] = Field(
        default=(), max_length=12, description="对整个题库说明理由后不再提示的 ./course quality 规则，可不写"
    )


class Bank(BankHead):
    """One bank file."""

    questions: tuple[Annotated[Question, Field(discriminator="type")], ...] = Field(
        max_length=LARGEST_BANK,
        description="题目；还没有题的，后面空着",
        json_schema_extra={"type": ["array", "null"]},
    )


@dataclass(frozen=True, slots=True)
class BankFile:
    """A bank as read from a file, with what is needed to talk about its places.

    `indexes[i]` is the index that question i has in the file (questions that could not be read are missing
    from `questions`); `cited` and `named` are all points and ids that stand anywhere in the file, readable
    question or not; `whole` says whether every question could be read; `head` is missing where it could not be read.
    """

    path: str
    name: str
    title: str
    page: str
    questions: tuple[Question, ...]
    indexes: tuple[int, ...]
    cited: frozenset[str]
    named: frozenset[str]
    whole: bool
    place: Places
    head: BankHead | None = None
    local_reviews: LocalReviews | None = None
    """What the unit has reviewed, of all banks; None where it has no such file."""
    finished: tuple[Question, ...] = field(init=False, repr=False)
    """The questions that lack nothing: only these are counted, drawn, exported and released."""

    def __post_init__(self) -> None:
        finished = tuple(question for question in self.questions if not question.missing)
        object.__setattr__(self, "finished", finished)

    @property
    def is_empty(self) -> bool:
        """Whether the bank has no question yet, not even one that could not be read."""
        return self.whole and not self.questions

    @property
    def is_local(self) -> bool:
        """Whether the unit has written the bank for itself."""
        return self.path.startswith("local/")

    @property
    def shown_title(self) -> str:
        """The title as readers see it: the unit's own banks say so."""
        return marked_local(self.title) if self.is_local else self.title

    @property
    def unfinished(self) -> int:
        """How many questions still lack something."""
        return len(self.questions) - len(self.finished)

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """The findings of `./course quality` that stand in the whole bank."""
        return self.head.accepted if self.head else ()


LOCAL_PREFIX = "local-"
"""How the ids and names of what a unit writes for itself begin; nothing of a course begins like that."""


def marked_local(title: str) -> str:
    """Return a title of the unit's own with a note that it is."""
    return f"{title}（本单位）"


def bank_path(name: str) -> str:
    """Return the path of the bank with a name, whether there is one or not."""
    return f"{'local/' if name.startswith(LOCAL_PREFIX) else ''}quizzes/{name}.yml"


def answer_version(question: Question) -> str:
    """Return the answer version: 12 hexadecimal digits over what decides right and wrong.

    Type, stem, options and key count; explanation, `why`, points and difficulty do not, so that correcting
    them keeps a learner's record. Of a scenario, situations, choices, where they lead and outcomes count.
    """
    return question.digest


_DECIDES: dict[str, Any] = {
    **dict.fromkeys((
        "type", "stem", "options", "answer", "answers", "items", "pairs", "distractors", "material", "reference",
        "questions", "start", "steps",
    ), True),
    # Of an end, how it is judged; what is read there comes after all choices.
    "ends": {"__all__": {"outcome": True}},
}  # fmt: skip
_LESSONS = frozenset({"why", "explanation", "fixed", "effect", "merit", "debrief"})


def _without_lessons(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_lessons(item) for key, item in value.items() if key not in _LESSONS}
    if isinstance(value, list):
        return [_without_lessons(item) for item in value]
    return value
