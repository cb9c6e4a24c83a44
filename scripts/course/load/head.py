"""`course.yml`: which course this is, the outline of the speech, and the learning paths."""

from dataclasses import dataclass

from pydantic import Field

from course.load.shapes import Shape
from course.model.bank import Line, Strict
from course.model.course import CopyName, CourseId, Heading, Identity, LearningPath, Step
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import Document, read


@dataclass(frozen=True, slots=True)
class Head:
    """What `course.yml` says; a file that cannot be read says nothing."""

    identity: Identity | None = None
    about: str = ""
    outline: tuple[Heading, ...] = ()
    paths: tuple[LearningPath, ...] = ()


class _HeadingShape(Strict):
    locator: Line = Field(description="出处，如 二（三）1")
    title: Line = Field(description="这一处的简称")


class _PathShape(Strict):
    title: Line = Field(description="路线名称，如 十分钟")
    about: Line = Field(description="适合谁、学完知道什么，一句话")
    minutes: int | None = Field(default=None, ge=1, le=10_000, description="不超过多少分钟，整门课不用写")
    steps: tuple[Line, ...] = Field(min_length=1, description="依次读什么：study/vehicle.md 或 study/vehicle.md#r2-3-1")


class _CourseShape(Strict):
    id: CourseId = Field(description="课程的编号，如 jiguan-dangjian，定下以后不再改")
    title: Line = Field(description="课程名称")
    about: Line | None = Field(default=None, description="这门课是什么，一句话")
    # A field cannot be named `copy`: models have a method of that name.
    copy_name: CopyName | None = Field(default=None, alias="copy", description="试用的副本叫什么")
    outline: tuple[_HeadingShape, ...] = Field(description="讲话的提纲")
    paths: tuple[_PathShape, ...] = Field(default=(), description="学习路线")


_COURSE: Shape[_CourseShape] = Shape(_CourseShape)


def read_head(text: str, path: str) -> tuple[Head | None, list[Diagnostic]]:
    """Read `course.yml`; return None and all problems if it has errors."""
    document, found = read(text, path)
    shape, problems = _COURSE.fit(document.value, document)
    found += problems
    if shape is None:
        return None, found
    outline = tuple(
        Heading(item.locator, item.title, document.place("outline", index, "locator"))
        for index, item in enumerate(shape.outline)
    )
    paths = tuple(_path(item, document, index) for index, item in enumerate(shape.paths))
    return Head(Identity(shape.id, shape.title, shape.copy_name or ""), shape.about or "", outline, paths), found


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
