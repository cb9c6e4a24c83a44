"""The course for a command that makes something of it: whole and without errors, or not at all."""

import sys
from pathlib import Path

from course.diagnostics import errors, format_text
from course.generate import Outcome, inspect


def opened(root: Path, refusal: str) -> Outcome | None:
    """Return the checked course below `root`; if it has errors, print them and the refusal, and return None."""
    outcome = inspect(root)
    if not outcome.failed:
        return outcome
    for line in format_text(errors(outcome.diagnostics)):
        print(line)
    print(refusal, file=sys.stderr)
    return None
