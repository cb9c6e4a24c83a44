"""Questions for another platform: in the form it knows, with what it cannot carry listed for each question.

Every format declares what becomes of each type of question and of each field (`Carries`). From that alone follow
what is left out, what is simplified and what the list for staff says, so that these can never disagree.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Literal, TypeAlias

from course.model.bank import TYPE_LABELS, BankFile, Body, Case, Choice, Question
from course.model.course import Identity
from course.model.exam import QuestionType
from course.model.inline import Code, Link, Strong, parse

FieldName: TypeAlias = Literal[
    "explanation", "why", "points", "terms", "difficulty", "kind", "basis", "apart", "fixed", "stress", "link", "review"
]
Feature: TypeAlias = QuestionType | FieldName

FIELD_LABELS: Mapping[FieldName, str] = {
    "explanation": "解析",
    "why": "选项说明",
    "points": "要点编号",
    "terms": "术语",
    "difficulty": "难度",
    "kind": "考查什么",
    "basis": "依据文件",
    "apart": "不同卷的题号",
    "fixed": "选项固定位置",
    "stress": "加粗和代码样式",
    "link": "文中链接",
    "review": "审核记录",
}
LABELS: Mapping[str, str] = TYPE_LABELS | dict(FIELD_LABELS.items())
"""Every feature in Chinese: types of question first, then fields."""


class Degree(Enum):
    """How much of something arrives; the value is what staff read."""

    WHOLE = "完整"
    SIMPLER = "简化"
    NOT = "不带"


@dataclass(frozen=True, slots=True)
class Carried:
    """What becomes of a feature in a format; `how` says it in Chinese, a clause without full stop."""

    degree: Degree
    how: str = ""


WHOLE = Carried(Degree.WHOLE)


def simpler(how: str) -> Carried:
    """Return that something arrives, but as `how` says."""
    return Carried(Degree.SIMPLER, how)


def left_out(how: str) -> Carried:
    """Return that something does not arrive, for the reason that `how` says."""
    return Carried(Degree.NOT, how)


STAYS = left_out("留在题库里")
"""What is for those only who keep the bank."""


Carries: TypeAlias = Mapping[Feature, Carried]
_ORDER: tuple[Feature, ...] = (
    "single", "multiple", "truefalse", "blank", "order", "match", "case", "short", "scenario",
    "explanation", "why", "points", "terms", "difficulty", "kind", "basis", "apart", "fixed", "stress", "link", "review",
)  # fmt: skip
EVERYTHING: Carries = {**dict.fromkeys(_ORDER, WHOLE), "review": STAYS}
"""A format that carries all that a learner sees; others override what they cannot."""
AS_TEXT = simpler("变成普通文字")
TAKEN_APART = simpler("拆成几道小题，每道都带上情境，分别计分")
LITERAL = "按字面比对，只是不分大小写；全角半角、书名号、数字写法不同都会判错"


def place_as(how: str) -> Carries:
    """Return the features that say where a question belongs, all simplified in the same way."""
    return dict.fromkeys(("points", "terms", "difficulty", "kind", "basis"), simpler(how))


@dataclass(frozen=True, slots=True)
class Loss:
    """What does not arrive as it is: of which question (id, of a part with its number), what, and what becomes of it."""

    question: str
    feature: Feature
    carried: Carried

    @property
    def drops_question(self) -> bool:
        """Return whether the whole question is left out."""
        return self.carried.degree is Degree.NOT and self.feature in TYPE_LABELS


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One question as other platforms know questions: standing alone, for most of them of a basic type.

    `question` is where it comes from, and has points, terms and difficulty; `bank` is the bank's name. A part of a
    case has the case's id with its `number`, counted from 1, and an explanation of its own or none.
    """

    id: str
    body: Body
    question: Question
    explanation: str | None
    bank: str
    case: Case | None = None
    number: int = 0


def whole_items(bank: BankFile) -> Iterator[ExportItem]:
    """Yield the questions of a bank as they are, cases included."""
    for question in bank.questions:
        yield ExportItem(question.id or "", question, question, question.explanation, bank.name)


def single_items(bank: BankFile) -> Iterator[ExportItem]:
    """Yield the questions of a bank, each case as its parts."""
    for item in whole_items(bank):
        if isinstance(item.body, Case):
            for number, part in enumerate(item.body.questions, start=1):
                name = f"{item.id}-{number}"
                yield ExportItem(name, part, item.question, part.explanation, item.bank, item.body, number)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be exported: some banks of a course; `name` is the first part of file names."""

    name: str
    title: str
    banks: tuple[BankFile, ...]
    made: int
    """When, in seconds since 1970, for formats whose readers ask which of two copies is newer."""
    bank: str | None = None
    """The name of the one bank, None for all of them."""
    site: Path | None = None
    """The built site, for formats that take it along."""
    drafts: tuple[str, ...] = ()
    """Ids of questions that stay behind because they are drafts; the banks do not hold them."""
    unfinished: tuple[str, ...] = ()
    """Ids of questions that stay behind because something is missing, or because their page is unfinished."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All names of each term, as `names_of` returns them: what blanks accept on the site besides their own answers."""
    identity: Identity | None = None
    """Which course this is, for formats that keep readers' records."""

    def questions(self) -> Iterator[Question]:
        """Yield every question, bank by bank."""
        return (question for bank in self.banks for question in bank.questions)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A file, how many questions it holds (parts of cases counted where cases were split), and what was lost."""

    content: bytes
    count: int
    losses: tuple[Loss, ...]


def sort_out(items: Iterable[ExportItem], carries: Carries) -> tuple[tuple[ExportItem, ...], tuple[Loss, ...]]:
    """Return the items that a format can carry, and what it loses of these and of the others."""
    included: list[ExportItem] = []
    lost: list[Loss] = []
    for item in items:
        losses = [
            Loss(item.id, feature, carries[feature])
            for feature in features(item)
            if carries[feature].degree is not Degree.WHOLE
        ]
        dropped = [loss for loss in losses if loss.drops_question]
        # Of a question that stays behind nothing else matters.
        lost += dropped[:1] or losses
        if not dropped:
            included.append(item)
    return tuple(included), tuple(lost)


def features(item: ExportItem) -> Iterator[Feature]:
    """Yield what a question makes use of, each once, in the order of `LABELS`."""
    used = set(_features(item))
    return (feature for feature in _ORDER if feature in used)


def _features(item: ExportItem) -> Iterator[Feature]:
    yield from ("points", "difficulty")
    yield item.body.type
    if item.case:
        yield "case"
    parts = item.body.questions if isinstance(item.body, Case) else (item.body,)
    for part in parts:
        yield part.type
        if isinstance(part, Choice):
            if any(option.why for option in part.options):
                yield "why"
            if any(option.fixed for option in part.options):
                yield "fixed"
    if item.explanation or item.question.explanation:
        yield "explanation"
    if item.question.terms:
        yield "terms"
    if item.question.kind:
        yield "kind"
    if item.question.basis:
        yield "basis"
    if item.question.apart:
        yield "apart"
    if item.question.status or item.question.accepted:
        yield "review"
    for run in (run for text in texts(item) for run in parse(text)):
        if isinstance(run, Strong | Code):
            yield "stress"
        elif isinstance(run, Link):
            yield "link"


def texts(item: ExportItem) -> Iterator[str]:
    """Yield every text of a question that may have inline markup."""
    yield from _strings(item.body.model_dump(exclude={"id", "points", "terms", "apart", "type"}))
    yield item.question.explanation
    if item.case:
        yield from (item.case.material, item.case.stem)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in _strings(inner))
