"""The `course` command: each subcommand parses, calls one function, prints and returns a status."""

import sys

from course import requirements


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 is success, 1 anything that the user has to put right."""
    lack = requirements.lack()
    if lack:
        print(lack, file=sys.stderr)
        return 1
    try:
        from course.cli.run import run

        return run(arguments)
    except ImportError as error:
        print(requirements.unusable(error), file=sys.stderr)
        return 1
