"""Days as people write them in YAML: 2027-03-31."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

DAY_PATTERN = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def _of_the_calendar(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("no_such_day", "no such day", {"pattern": DAY_PATTERN}) from None
    return text


Day = Annotated[str, StringConstraints(pattern=DAY_PATTERN), AfterValidator(_of_the_calendar)]
"""A day of the calendar as in ISO 8601, as text: in this form days sort in order of time."""
