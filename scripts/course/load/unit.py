"""The folder `local`: what the unit that uses a course writes for itself. All of it is optional."""

from typing import Annotated, TypeAlias

from pydantic import Field, StringConstraints

from course.load.files import Files
from course.load.shapes import Shape
from course.model.bank import Strict
from course.model.unit import PLAIN_PATTERN, Unit
from course.text.diagnostics import Diagnostic
from course.text.yaml_reader import read

UNIT = "local/unit.yml"

Name: TypeAlias = Annotated[str, StringConstraints(max_length=40, pattern=PLAIN_PATTERN)]
Contact: TypeAlias = Annotated[str, StringConstraints(max_length=100, pattern=PLAIN_PATTERN)]


class UnitFile(Strict):
    """What `local/unit.yml` may hold."""

    name: Name | None = Field(default=None, description="本单位的全称，显示在页脚、首页、责任清单和试卷上")
    short: Name | None = Field(default=None, description="本单位的简称")
    contact: Contact | None = Field(default=None, description="内容有错、有疑问找谁，如 机关党委办公室，内线 1234")
    branches: tuple[Name, ...] = Field(default=(), max_length=500, description="一起学习的各个集体的名称，如各支部")


_UNIT: Shape[UnitFile] = Shape(UnitFile)


def read_unit(files: Files) -> Unit:
    """Read the folder of the unit; a project without one has a unit that says nothing."""
    head = _head(files)
    return Unit(name=head.name or "", short=head.short or "", contact=head.contact or "", branches=head.branches)


def _head(files: Files) -> UnitFile:
    text = files.text(UNIT) if files.has(UNIT) else None
    if text is None:
        return UnitFile()
    head, found = read_unit_file(text, UNIT)
    files.found += found
    if head is None:
        files.unreadable.add(UNIT)
    return head or UnitFile()


def read_unit_file(text: str, path: str) -> tuple[UnitFile | None, list[Diagnostic]]:
    """Read `local/unit.yml`; return None and all problems if it has errors."""
    document, found = read(text, path)
    if found or document.value is None:
        return (None if found else UnitFile()), found
    return _UNIT.fit(document.value, document)
