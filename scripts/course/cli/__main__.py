"""What `course` and `python -m course.cli` start: a process for one command."""

import sys
from contextlib import nullcontext

from course.cli import main
from course.collector import collector_off

LASTING = frozenset(("desk", "serve"))
"""Commands that read a course again and again."""


def start() -> int:
    """Run the command that this process was started for, and return its status."""
    with nullcontext() if LASTING.intersection(sys.argv[1:2]) else collector_off():
        return main()


if __name__ == "__main__":
    sys.exit(start())
