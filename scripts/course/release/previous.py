"""What an earlier release recorded of its questions, read from its manifest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from course.model.bank import Id
from course.model.changes import Record
from course.model.course import CourseId
from course.release.contents import VERSION
from course.release.refused import RefusedError

_DIGEST = "[0-9a-f]{12}"
_RECORD = Annotated[str, Field(pattern=rf"^[a-z][a-z0-9-]* {_DIGEST} {_DIGEST} {_DIGEST}$")]


class _Told(BaseModel):
    """A manifest as far as its questions go; those of the first releases say nothing of them."""

    version: Annotated[str, Field(pattern=f"^{VERSION}$")]
    id: CourseId | None = None
    date: AwareDatetime
    questions: dict[Id, _RECORD] | None = None


@dataclass(frozen=True, slots=True)
class Previous:
    """An earlier release: its version, its day (ISO 8601, UTC), its questions by id, and its course if it says so."""

    version: str
    day: str
    questions: Mapping[str, Record]
    course: str | None = None


def told(record: Record) -> str:
    """Return a question's record as it stands in a manifest, on one line."""
    return f"{record.bank} {record.answer} {record.key} {record.text}"


def read_previous(content: bytes) -> Previous:
    """Read a manifest. Raises RefusedError if it is none, or if it does not say what its questions were."""
    try:
        found = _Told.model_validate_json(content)
    except ValidationError as error:
        raise RefusedError("上一版的清单读不出来。请用 make release 生成的 manifest.json 文件") from error
    if found.questions is None:
        raise RefusedError(
            f"{found.version} 版的清单里没有记录题目，比不出更正了哪些题。请去掉 SINCE，从这一版起就有记录"
        )
    return Previous(
        found.version,
        found.date.date().isoformat(),
        {name: Record(*line.split(" ")) for name, line in found.questions.items()},
        found.id,
    )
