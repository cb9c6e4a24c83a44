"""What Python's collector of cycles need not do while a course is read."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks for cycles once more before it ends, which takes longer than reading a large course did.
atexit.register(gc.freeze)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no cycles be collected while the block runs.

    Reading makes hundreds of thousands of objects that stay, and the collector would look through all of them each time
    it runs: half the time of a large course. What is given up is freed all the same when its last user is gone.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
