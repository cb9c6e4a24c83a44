"""The cyclic garbage collector, off for a process that reads or builds a course once and ends.

A course is hundreds of thousands of objects that stay. The collector would look through all of them each time it runs,
which is a quarter of the time of a large course.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Disable the cyclic garbage collector within the block, which is the rest of this process."""
    gc.disable()
    try:
        yield
    finally:
        # Otherwise the interpreter looks for cycles once more before it exits.
        gc.freeze()
        gc.enable()
