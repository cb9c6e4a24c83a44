"""A morning in Beijing: the clock of tests whose outcome depends on the day."""

from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
"""A Monday."""
