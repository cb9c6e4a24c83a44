"""The course for a command that makes something of it: whole and without errors, or not at all."""

import sys
from pathlib import Path

from course.check import Outcome, inspect
from course.links import LinkError, refuse_links_above
from course.text.diagnostics import errors, format_text


def opened(root: Path, refusal: str, output: Path | None) -> Outcome | None:
    """Return the checked course below `root`; if it has errors, print them and the refusal, and return None.

    `output` is where a command will write, if it will: it must not lie behind a link in the project.
    """
    try:
        refuse_links_above(root, *filter(None, [output]))
    except LinkError as reason:
        print(f"没有写文件：{reason}", file=sys.stderr)
        return None
    outcome = inspect(root)
    if not outcome.failed:
        return outcome
    for line in format_text(errors(outcome.diagnostics)):
        print(line)
    print(refusal, file=sys.stderr)
    return None
