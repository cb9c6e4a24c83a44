"""`course.yml`: which course this is, what it calls things, the outline of its source, and the learning paths."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from course.load.shapes import Shape
from course.model.bank import LONGEST_LINE, Kind, Line, Strict, Title
from course.model.colour import READABLE, WHITE, contrast
from course.model.course import (
    COLOUR_PATTERN,
    WORD_PATTERN,
    CourseId,
    Group,
    Heading,
    Identity,
    LearningPath,
    Mix,
    Source,
    Step,
)
from course.model.exam import QuestionType
from course.model.unit import PLAIN_PATTERN
from course.text.diagnostics import Diagnostic, Key
from course.text.yaml_reader import Document, read

RoleId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,29}$")]
# These become part of pages and of the player's texts.
Word: TypeAlias = Annotated[str, StringConstraints(pattern=WORD_PATTERN)]

Label: TypeAlias = Annotated[str, StringConstraints(max_length=LONGEST_LINE, pattern=PLAIN_PATTERN)]


def _readable(colour: str) -> str:
    """Refuse a colour on which white text, or which on white paper, could not be read."""
    if contrast(colour, WHITE) < READABLE:
        raise PydanticCustomError("pale_colour", "too pale")
    return colour


Colour: TypeAlias = Annotated[str, StringConstraints(pattern=COLOUR_PATTERN), AfterValidator(_readable)]
Percent: TypeAlias = Annotated[int, Field(ge=0, le=100)]
Level: TypeAlias = Literal["remember", "understand", "apply"]


@dataclass(frozen=True, slots=True)
class CourseHead:
    """What `course.yml` says; a file that cannot be read says nothing."""

    identity: Identity | None = None
    about: str = ""
    source: Source = field(default_factory=Source)
    roles: Mapping[str, str] = field(default_factory=dict)
    group: Group = field(default_factory=Group)
    outline: tuple[Heading, ...] = ()
    sections: tuple[str, ...] = ()
    mix: Mix | None = None
    phrases: tuple[str, ...] = ()
    paths: tuple[LearningPath, ...] = ()
    colour: str | None = None


class _SourceShape(Strict):
    name: Word = Field(default="原文", description="课程里怎样称呼它，如 意见、条例、办法")
    year: int | None = Field(default=None, ge=1900, le=2200, description="哪一年的")
    publish: bool = Field(default=False, description="站点上可不可以显示它的原句")


class _RoleShape(Strict):
    id: RoleId = Field(description="角色的名字，写在 data-for 里，小写字母、数字和短横线")
    label: Label = Field(max_length=20, description="显示给读者的名称")


class _GroupShape(Strict):
    name: Word = Field(description="一起学习的集体叫什么，如 部门、班组")
    head: Word = Field(description="谁带大家学、汇总成绩")
    staff: Word = Field(description="题目有错告诉谁")


class _HeadingShape(Strict):
    label: Label = Field(description="这一处的标号，如 二、（三）、1、第十二条；从外到里连起来就是出处")
    title: Title = Field(description="这一处的简称")
    parts: tuple["_HeadingShape", ...] = Field(default=(), description="它下面的各处")


class _PageShape(Strict):
    sections: tuple[Label, ...] = Field(default=(), max_length=12, description="每个学习页都要有的各节的标题")


class _MixShape(Strict):
    types: dict[QuestionType, Percent] = Field(default_factory=dict, description="各题型的百分比")
    difficulty: dict[Level, Percent] = Field(default_factory=dict, description="各难度的百分比")
    kinds: dict[Kind, Percent] = Field(default_factory=dict, description="考决定、诊断、理解、事实、字句的题的百分比")


class _PathShape(Strict):
    title: Title = Field(description="路线名称，如 十分钟")
    about: Title = Field(description="适合谁、学完知道什么，一句话")
    minutes: int | None = Field(default=None, ge=1, le=10_000, description="不超过多少分钟，整门课不用写")
    steps: tuple[Line, ...] = Field(min_length=1, description="依次读什么：学习页的路径，或路径后面加 # 和要求的编号")


class CourseFile(Strict):
    """What `course.yml` may hold."""

    id: CourseId = Field(description="课程的编号，小写字母、数字和短横线，定下以后不再改")
    title: Title = Field(description="课程名称")
    about: Title | None = Field(default=None, description="这门课是什么，一句话")
    source: _SourceShape = Field(default=_SourceShape(), description="课程讲的是哪份文件")
    roles: tuple[_RoleShape, ...] = Field(default=(), max_length=20, description="要求对谁提出，照显示的次序")
    group: _GroupShape | None = Field(default=None, description="一起学习的集体")
    outline: tuple[_HeadingShape, ...] = Field(description="文件的提纲，一层套一层")
    page: _PageShape = Field(default=_PageShape(), description="学习页的样子")
    mix: _MixShape | None = Field(default=None, description="题型和难度大致各占多少")
    phrases: tuple[Line, ...] = Field(
        default=(), max_length=200, description="固定说法，里面的“绝对”“一切”等词不算说死"
    )
    paths: tuple[_PathShape, ...] = Field(default=(), description="学习路线；“整门课”不用写")
    colour: Colour | None = Field(default=None, description="主色，写成 #1f5f8b 这样")


_COURSE: Shape[CourseFile] = Shape(CourseFile)
_MOVED = "copy 现在写在 local/unit.yml 里。请把这一行移到那里"
# Difficulties as blueprints name them, too.
_LEVELS: Mapping[str, int] = {"remember": 1, "understand": 2, "apply": 3}


def read_head(text: str, path: str) -> tuple[CourseHead | None, list[Diagnostic]]:
    """Read `course.yml`; return None and all problems if it has errors."""
    document, found = read(text, path)
    shape, problems = _COURSE.fit(document.value, document)
    found += _with_remedies(problems, document)
    if shape is None:
        return None, found
    head = CourseHead(
        identity=Identity(shape.id, shape.title),
        about=shape.about or "",
        source=Source(shape.source.name, shape.source.year, shape.source.publish),
        roles={role.id: role.label for role in shape.roles},
        group=Group(shape.group.name, shape.group.head, shape.group.staff) if shape.group else Group(),
        outline=tuple(_headings(shape.outline, document, ("outline",), ())),
        sections=shape.page.sections,
        mix=_mix(shape.mix),
        phrases=shape.phrases,
        paths=tuple(_path(item, document, index) for index, item in enumerate(shape.paths)),
        colour=shape.colour,
    )
    return head, found


def _with_remedies(problems: Sequence[Diagnostic], document: Document) -> list[Diagnostic]:
    """Return the problems of the file; a `copy`, which earlier versions had here, is to be moved.

    If it was deleted instead, the records of the copy would be mixed with those of the real site.
    """
    if not isinstance(document.value, dict) or "copy" not in document.value:
        return list(problems)
    moved = document.layout.place_key("copy")
    return [replace(one, message=_MOVED) if one.position == moved else one for one in problems]


def _headings(
    shapes: Sequence[_HeadingShape], document: Document, keys: tuple[Key, ...], parents: tuple[str, ...]
) -> Iterator[Heading]:
    """Yield the places of an outline in reading order."""
    before = parents[-1] if parents else ""
    for index, item in enumerate(shapes):
        at, locator = (*keys, index), before + item.label
        yield Heading(locator, item.title, document.place(*at, "label"), parents)
        yield from _headings(item.parts, document, (*at, "parts"), (*parents, locator))


def _mix(shape: _MixShape | None) -> Mix | None:
    if shape is None:
        return None
    return Mix(
        {str(name): share for name, share in shape.types.items()},
        {_LEVELS[name]: share for name, share in shape.difficulty.items()},
        shape.kinds,
    )


def _path(shape: _PathShape, document: Document, index: int) -> LearningPath:
    return LearningPath(
        title=shape.title,
        about=shape.about,
        minutes=shape.minutes,
        steps=tuple(
            Step(target, document.place("paths", index, "steps", number)) for number, target in enumerate(shape.steps)
        ),
        position=document.place("paths", index),
    )
