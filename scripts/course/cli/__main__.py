"""What `course` and `python -m course.cli` start: a process for one command."""

import os
import sys
from contextlib import nullcontext

from course.cli import main
from course.collector import collector_off
from course.lifeline import OF_DESK, watch_input

LASTING = frozenset(("desk", "serve"))
"""Commands that read a course again and again."""


def start() -> int:
    """Run the command that this process was started for, and return its status."""
    if os.environ.pop(OF_DESK, ""):
        watch_input()
    with nullcontext() if LASTING.intersection(sys.argv[1:2]) else collector_off():
        return main()


if __name__ == "__main__":
    sys.exit(start())
