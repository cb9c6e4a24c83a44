"""The shapes of what the player loads; `player/src/core/data.ts` is generated from them."""

from typing import Literal, NamedTuple, NotRequired, TypeAlias

# Those of the standard library are too old for pydantic on Python 3.11.
from typing_extensions import TypeAliasType, TypedDict

from course.model.exam import PartMarks, QuestionType

Difficulty: TypeAlias = Literal[1, 2, 3]
Merit = TypeAliasType("Merit", Literal["good", "fair", "poor"])


class Link(TypedDict):
    """A link; `href` is relative to the site's root, `title` is its tooltip."""

    text: str
    href: str
    title: NotRequired[str]


class Strong(TypedDict):
    strong: str


class Code(TypedDict):
    code: str


Inline = TypeAliasType("Inline", str | Strong | Code | Link)
Text = TypeAliasType("Text", str | list[Inline])


class Option(TypedDict):
    text: Text
    why: NotRequired[Text]
    """Why choosing it, or missing it, is wrong."""
    fixed: NotRequired[Literal[True]]
    """Keeps its position when options are shuffled."""


class Single(TypedDict):
    type: Literal["single"]
    stem: Text
    options: list[Option]
    key: int


class Multiple(TypedDict):
    type: Literal["multiple"]
    stem: Text
    options: list[Option]
    key: list[int]


class TrueFalse(TypedDict):
    type: Literal["truefalse"]
    stem: Text
    key: bool


class Blank(TypedDict):
    type: Literal["blank"]
    parts: list[Text]
    """The stem split at its blanks: one more than there are blanks."""
    answers: list[list[str]]
    """The accepted answers of each blank; the first one is shown."""


class Order(TypedDict):
    type: Literal["order"]
    stem: Text
    items: list[Text]
    """In the correct order."""


class Match(TypedDict):
    type: Literal["match"]
    stem: Text
    left: list[Text]
    right: list[Text]
    """`right[i]` matches `left[i]`; the rest matches nothing."""


BasicBody = TypeAliasType("BasicBody", Single | Multiple | TrueFalse | Blank | Order | Match)


class Explained(TypedDict):
    explanation: Text


class SinglePart(Single, Explained): ...


class MultiplePart(Multiple, Explained): ...


class TrueFalsePart(TrueFalse, Explained): ...


class BlankPart(Blank, Explained): ...


class OrderPart(Order, Explained): ...


class MatchPart(Match, Explained): ...


Part = TypeAliasType("Part", SinglePart | MultiplePart | TrueFalsePart | BlankPart | OrderPart | MatchPart)


class Case(TypedDict):
    type: Literal["case"]
    stem: Text
    material: Text
    parts: list[Part]


class Short(TypedDict):
    type: Literal["short"]
    stem: Text
    reference: list[Text]
    """The points of a good answer; the learner ticks those they covered."""


class ScenarioChoice(TypedDict):
    text: Text
    go: str
    """The step or end that follows."""
    effect: NotRequired[Text]
    """What came of it, shown above what follows."""
    merit: Merit


class ScenarioStep(TypedDict):
    text: Text
    choices: list[ScenarioChoice]


class ScenarioEnd(TypedDict):
    outcome: Merit
    text: Text
    debrief: Text


class Scenario(TypedDict):
    type: Literal["scenario"]
    stem: Text
    start: str
    """The name of the first step; no step has the name of an end."""
    steps: dict[str, ScenarioStep]
    ends: dict[str, ScenarioEnd]


Body = TypeAliasType("Body", BasicBody | Case | Short | Scenario)


class Identified(Explained):
    id: str
    version: str
    """The answer version: a hash over everything that decides right and wrong. A change voids earlier answers."""
    points: list[str]
    difficulty: Difficulty


class SingleQuestion(Single, Identified): ...


class MultipleQuestion(Multiple, Identified): ...


class TrueFalseQuestion(TrueFalse, Identified): ...


class BlankQuestion(Blank, Identified): ...


class OrderQuestion(Order, Identified): ...


class MatchQuestion(Match, Identified): ...


class CaseQuestion(Case, Identified): ...


class ShortQuestion(Short, Identified): ...


class ScenarioQuestion(Scenario, Identified): ...


Question = TypeAliasType(
    "Question",
    SingleQuestion
    | MultipleQuestion
    | TrueFalseQuestion
    | BlankQuestion
    | OrderQuestion
    | MatchQuestion
    | CaseQuestion
    | ShortQuestion
    | ScenarioQuestion,
)


class PointPlace(TypedDict):
    label: str
    requirement: str
    href: str


class RequirementPlace(TypedDict):
    title: str
    href: str


class Shard(TypedDict):
    """The data of one bank."""

    format: Literal[1]
    course: str
    """The course version, for reports to the staff."""
    bank: str
    title: str
    page: str
    questions: list[Question]
    points: dict[str, PointPlace]
    requirements: dict[str, RequirementPlace]


class Bank(TypedDict):
    title: str
    page: str


class Requirement(TypedDict):
    id: str
    title: str
    points: list[str]


class StudyPage(TypedDict):
    path: str
    """Below the site's root."""
    title: str
    minutes: int
    requirements: list[Requirement]


class Section(TypedDict):
    title: str
    type: QuestionType
    kinds: NotRequired[list[str]]
    """The kinds of questions to draw; all of them without it."""
    count: int
    marks: int
    partly: PartMarks
    """The marks for a partly correct answer: none, half of them, or its share."""


class Exam(TypedDict):
    """An exam's blueprint; its name begins every paper number."""

    name: str
    title: str
    about: str
    minutes: int
    passing: int
    pages: list[str]
    """Study pages to draw from; empty for all."""
    choosePage: bool
    """The learner chooses one study page to draw from."""
    shares: list[int] | None
    """Percentages by difficulty; null if they do not matter."""
    sections: list[Section]


class QuestionRow(NamedTuple):
    """A question in the index; `apart` are questions that may not be on the same paper, `kind` may be empty."""

    id: str
    type: QuestionType
    points: list[str]
    difficulty: Difficulty
    version: str
    bank: str
    apart: list[str]
    kind: str


class LearningPath(TypedDict):
    title: str
    steps: list[str]
    """Study pages, or requirements as page and `#id`, below the site's root."""


class Index(TypedDict):
    """Everything about the course except the text of its questions."""

    format: Literal[2]
    course: str
    banks: dict[str, Bank]
    pages: list[StudyPage]
    """In reading order."""
    paths: list[LearningPath]
    exams: list[Exam]
    questions: list[QuestionRow]
