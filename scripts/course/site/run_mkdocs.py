"""Run the site engine: `python -m course.site.run_mkdocs build …` is `mkdocs build …` in less time.

The process ends when its input does, that is with the program that started it. `python -m course.site.run_mkdocs --wait`
loads what a build needs, and takes the arguments as a line of JSON from its input.
"""

import importlib
import json
import runpy
import sys
import threading
from contextlib import nullcontext

from course.collector import collector_off
from course.errors import refusal
from course.lifeline import end_with_input

WAIT = "--wait"
"""The argument with which the others come later."""


def _awaited() -> list[str]:
    """Load the engine with what it loads later, and return the arguments that come then; end if none come."""
    for name in ("mkdocs.commands.build", "course.site.mkdocs_plugin"):
        importlib.import_module(name)
    line = sys.stdin.buffer.readline()
    return list(json.loads(line)) if line else sys.exit()


def main() -> None:
    """Run MkDocs with the arguments of this process; say in Chinese what the system refused."""
    try:
        with nullcontext() if "serve" in sys.argv else collector_off():
            if sys.argv[1:] == [WAIT]:
                sys.argv[1:] = _awaited()
            threading.Thread(target=end_with_input, daemon=True).start()
            runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        # The engine answers it once it is loaded; until then, the process that started this says what is to be said.
        sys.exit(1)
    except OSError as error:
        sys.exit(str(refusal(error)))


if __name__ == "__main__":
    main()
