"""Run the site engine: `python -m course.site.run_mkdocs build …` is `mkdocs build …` in less time.

A build makes hundreds of thousands of objects that stay. The cyclic garbage collector would look through all of them
each time it runs, which is a third of the time of a large course.
"""

import gc
import runpy
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


def main() -> None:
    """Run MkDocs with the arguments of this process."""
    with collector_off():
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
