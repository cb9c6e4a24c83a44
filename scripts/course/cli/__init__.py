"""The `course` command: each subcommand parses, calls one function, prints and returns a status."""

import io
import os
import sys
from typing import TextIO

from course import requirements
from course.errors import refusal


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 is success, 1 anything that the user has to put right."""
    output, given = sys.stdout, sys.argv[1:] if arguments is None else arguments
    for stream in (output, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Consoles outside China and those of Windows lack characters; what is printed then is not the character.
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdin, io.TextIOWrapper):
        # What is entered in another encoding than the console's is no answer to anything.
        sys.stdin.reconfigure(errors="replace")
    lack = requirements.lack()
    if lack:
        print(lack, file=sys.stderr)
        return 1
    try:
        from course.cli.run import run

        return _flushed(output, run(given))
    except KeyboardInterrupt:
        # Loading the program takes a moment, in which nothing of it can answer yet.
        print("已中断。", file=sys.stderr)
        return 1
    except ImportError as error:
        print(requirements.unusable(error), file=sys.stderr)
        return 1


def _flushed(output: TextIO, status: int) -> int:
    """Write out what was printed, and return the status; a reader that went away or a full disk makes it a failure."""
    try:
        print(end="", flush=True, file=output)
    except OSError as error:
        # The rest would be tried, and fail, once more on the way out.
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, output.fileno())
        os.close(nowhere)
        if status == 0:
            print(refusal(error), file=sys.stderr)
        return status or 1
    return status
