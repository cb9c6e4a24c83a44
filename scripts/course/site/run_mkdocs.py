"""Run the site engine: `python -m course.site.run_mkdocs build …` is `mkdocs build …` in less time.

A build makes hundreds of thousands of objects that stay. The cyclic garbage collector would look through all of them
each time it runs, which is a third of the time of a large course. The process ends when its input does, that is with the
program that started it.
"""

import gc
import os
import runpy
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from course.errors import refusal

_GRACE = 3


@contextmanager
def collector_off() -> Iterator[None]:
    """Disable the cyclic garbage collector within the block, which is the rest of this process."""
    gc.disable()
    try:
        yield
    finally:
        # Otherwise the interpreter looks for cycles once more before it exits.
        gc.freeze()


def end_with_input() -> None:
    """End this process as soon as its standard input ends: as Ctrl+C does, which tidies up, else at once."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    main_thread = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main_thread:
        signal.pthread_kill(main_thread, signal.SIGINT)
        time.sleep(_GRACE)
    os._exit(0)


def main() -> None:
    """Run MkDocs with the arguments of this process; say in Chinese what the system refused."""
    threading.Thread(target=end_with_input, daemon=True).start()
    try:
        with nullcontext() if "serve" in sys.argv else collector_off():
            runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except KeyboardInterrupt:
        # The engine answers it once it is loaded; until then, whoever started this says what is to be said.
        sys.exit(1)
    except OSError as error:
        sys.exit(str(refusal(error)))


if __name__ == "__main__":
    main()
