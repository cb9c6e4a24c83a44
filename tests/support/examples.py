"""How many generated examples a test tries: a few every day, which differ from run to run, and many in `make fuzz`."""

import os

_TIMES = int(os.environ.get("COURSE_FUZZ_EXAMPLES", "1"))


def examples(every_day: int) -> int:
    """Return how many examples a test that tries so many every day tries in this run."""
    return every_day * _TIMES
