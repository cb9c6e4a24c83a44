"""Waiting for processes and files, which announce nothing: the condition is checked again and again."""

import time
from collections.abc import Callable

STEP = 0.05


def met(condition: Callable[[], bool], patience: float) -> bool:
    """Return whether a condition comes true within `patience` seconds."""
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() >= until:
            return False
        time.sleep(STEP)
    return True
