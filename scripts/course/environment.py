"""What the environment says: today's date."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day for rules that look at the calendar: told from outside, or that of the clock.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the variable that tells it.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return (datetime.fromtimestamp(int(told), UTC) if told.isdigit() else datetime.now(UTC).astimezone()).date()
