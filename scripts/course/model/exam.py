"""Exams: blueprints from which papers are drawn."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import Field

from course.model.bank import KIND_LABELS, TYPE_LABELS, Kind, Line, Strict, Title, marked_local
from course.text.diagnostics import Places

QuestionType: TypeAlias = Literal[
    "single", "multiple", "truefalse", "blank", "order", "match", "case", "short", "scenario"
]
PartMarks: TypeAlias = Literal["none", "half", "share"]


class Section(Strict):
    """A part of the paper: questions of one type, and maybe of some kinds only, each for the same marks."""

    title: Title = Field(description="大题名称，如 一、单项选择题")
    type: QuestionType = Field(description="题型")
    kinds: tuple[Kind, ...] = Field(
        default=(), description="只出考查这些的题，如 [decide, diagnose]，题目的 kind 要写明；不写就不管考查什么"
    )
    count: int = Field(ge=1, le=200, description="题数")
    marks: int = Field(ge=1, le=100, description="每题几分")
    partly: PartMarks = Field(default="none", description="部分正确给多少分：none 不给，half 一半，share 按比例")

    def asks(self, type_: str, kind: Kind | None) -> bool:
        """Return whether a question of this type and kind can stand in this part."""
        return type_ == self.type and (not self.kinds or kind in self.kinds)

    def competes(self, other: "Section") -> bool:
        """Return whether a question could stand in this part as well as in the other."""
        either = not self.kinds or not other.kinds or not set(self.kinds).isdisjoint(other.kinds)
        return self.type == other.type and either

    @property
    def label(self) -> str:
        """What its questions are called."""
        kinds = "、".join(KIND_LABELS[kind] for kind in self.kinds)
        return f"{f'考{kinds}的' if kinds else ''}{TYPE_LABELS[self.type]}题"


class DifficultyMix(Strict):
    """Shares of the three difficulties in percent of the paper; together 100."""

    remember: int = Field(ge=0, le=100, description="记忆题的百分比")
    understand: int = Field(ge=0, le=100, description="理解题的百分比")
    apply: int = Field(ge=0, le=100, description="应用题的百分比")

    @property
    def shares(self) -> tuple[int, int, int]:
        """The shares of difficulty 1, 2 and 3."""
        return self.remember, self.understand, self.apply


class Exam(Strict):
    """One blueprint file."""

    title: Title = Field(description="组卷方案的名称，如 标准卷")
    about: Title = Field(description="适合什么时候用，一句话")
    minutes: int = Field(ge=1, le=1_000, description="考试时间，分钟")
    # Not named `pass`: that is a word of Python.
    passing: int = Field(ge=1, le=10_000, description="及格分")
    pages: tuple[Line, ...] = Field(default=(), description="只从这些学习页出题，写成 [study/页名.md]；不写就是全部")
    choose_page: bool = Field(default=False, description="由考生选一个学习页出题，写 true")
    difficulty: DifficultyMix | None = Field(default=None, description="难度比例；不写就不管难度")
    sections: tuple[Section, ...] = Field(min_length=1, max_length=20, description="大题，依次")

    def required(self, number: int) -> int:
        """Return how many questions a section takes, with all that earlier ones may take before it from the same."""
        section = self.sections[number]
        return section.count + sum(one.count for one in self.sections[:number] if one.competes(section))

    @property
    def full_marks(self) -> int:
        """Marks of a paper on which everything is right."""
        return sum(section.count * section.marks for section in self.sections)


@dataclass(frozen=True, slots=True)
class ExamFile:
    """A blueprint as read from a file; `name` is the file's, and begins every paper number."""

    path: str
    name: str
    exam: Exam
    place: Places
    replaced_passing: int | None = None
    """The blueprint's own pass mark, where the unit's stands in its place."""

    @property
    def has_local_passing(self) -> bool:
        """Whether the pass mark is the unit's, in place of the blueprint's."""
        return self.replaced_passing is not None

    @property
    def is_local(self) -> bool:
        """Whether the unit has written the blueprint for itself."""
        return self.path.startswith("local/")

    @property
    def shown_title(self) -> str:
        """The title as readers see it: the unit's own blueprints say so."""
        return marked_local(self.exam.title) if self.is_local else self.exam.title
