"""The lines at the head of a page: which fields there are, for the program and for the site's theme.

The theme puts what they say into its pages as it is, and knows fields that load styles, run templates or send the reader
away; so a page can have these fields only, and the engine reads them as `course/site/assemble.py` writes them.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from course.load.shapes import Shape
from course.model.bank import Line, Strict
from course.model.unit import PLAIN_PATTERN
from course.text.near import nearest

_ENGINE_FIELDS = ("description", "icon", "hide", "status", "search")


def _known_icon(name: str) -> str:
    """Refuse an icon that the theme does not have: it would look for the file."""
    theme = find_spec("material")
    folder = Path(theme.origin or "").parent / "templates/.icons" if theme else Path()
    if ".." in name or not (folder / f"{name}.svg").is_file():
        names = (file.relative_to(folder).as_posix().removesuffix(".svg") for file in folder.rglob("*.svg"))
        raise PydanticCustomError("no_such_icon", "no such icon", {"near": nearest(name, names)})
    return name


Plain: TypeAlias = Annotated[str, StringConstraints(max_length=300, pattern=PLAIN_PATTERN)]
Icon: TypeAlias = Annotated[Line, AfterValidator(_known_icon)]
Part: TypeAlias = Literal["navigation", "toc", "footer", "path", "tags", "feedback"]


class _SearchFront(Strict):
    exclude: bool = Field(default=False, description="搜索时找不找这一页")


class PageFront(Strict):
    """Front matter of any page that people write."""

    title: Line | None = Field(default=None, description="页面标题")
    description: Plain | None = Field(default=None, description="这一页讲什么，一句话")
    icon: Icon | None = Field(default=None, description="菜单里的图标，如 material/note")
    hide: tuple[Part, ...] = Field(default=(), max_length=6, description="这一页不显示的部分，如 navigation、toc")
    status: Literal["new", "deprecated"] | None = Field(default=None, description="菜单里的记号")
    search: _SearchFront | None = Field(default=None, description="{exclude: true} 表示不让人搜到这一页")

    def for_engine(self) -> dict[str, object]:
        """Return what the engine is to know, the title excepted."""
        return self.model_dump(include=set(_ENGINE_FIELDS), exclude_defaults=True, mode="json")


class StudyFront(PageFront):
    """Front matter of a study page."""

    title: Line = Field(description="页面标题")
    locator: Line = Field(description="出处，照 course.yml 提纲里的写法")
    goals: tuple[Line, ...] = Field(min_length=1, max_length=8, description="学习目标，一至八条")


PAGE_FRONT: Shape[PageFront] = Shape(PageFront)
STUDY_FRONT: Shape[StudyFront] = Shape(StudyFront)
