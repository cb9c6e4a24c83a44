"""End this process with the one that started it, however that one ends: its standard input is a pipe from there."""

import os
import signal
import threading
import time

OF_DESK = "COURSE_ENDS_WITH_INPUT"
"""The environment variable with which a command is started that is to end with its input."""

_GRACE = 3


def end_with_input(source: int = 0) -> None:
    """End this process as soon as the file descriptor ends: as Ctrl+C does, which tidies up, else at once."""
    while os.read(source, 1):
        pass
    main_thread = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main_thread:
        signal.pthread_kill(main_thread, signal.SIGINT)
        time.sleep(_GRACE)
    os._exit(0)


def watch_input() -> None:
    """End this process with its standard input from now on; what it runs reads nothing from there."""
    source = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    threading.Thread(target=end_with_input, args=(source,), daemon=True).start()
