"""A second process works ahead, where there is a second processor: on what this one will ask for later.

It is a copy of this process, so it knows everything that the work needs and changes nothing here; only results come back.
Whatever goes wrong there costs time and nothing else: what did not come back is worked out when it is asked for, and
fails then as it would have.
"""

import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from typing import IO, Generic, NoReturn, TypeVar

from course.memory import Remembered

_Result = TypeVar("_Result")
# With fewer works the copy takes longer than they do.
_FEWEST = 8


def work_ahead(known: Remembered[_Result], works: Mapping[Hashable, Callable[[], _Result]]) -> None:
    """Begin those of `works`, by their keys, that are not `known`, which waits for them when it is asked.

    The results are copies: what they hold is equal to what they were worked out from, and not the same object.
    """
    keys = known.missing(works)
    known.expect(keys, Ahead([works[key] for key in keys]))


class Ahead(Generic[_Result]):
    """The results of several works, which begin at once; all of them are there together, or none is."""

    def __init__(self, works: Sequence[Callable[[], _Result]]) -> None:
        self._child = 0
        self._results: Sequence[_Result] | None = None
        if len(works) >= _FEWEST and _possible():
            # No room for a file or a process is no reason to stop: this process can do the work.
            with suppress(OSError):
                self._begin(works)

    def _begin(self, works: Sequence[Callable[[], _Result]]) -> None:
        # A file and not a pipe, which holds little: the other process would wait until somebody reads.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when the results are there
        try:
            self._child = os.fork()
        except OSError:
            self._file.close()
            raise
        if not self._child:
            _work(works, self._file)

    def results(self) -> Sequence[_Result] | None:
        """Return the results in the order of the works, once they are there; None if there are none to wait for."""
        if self._child:
            try:
                if self._waited() == 0:
                    self._file.seek(0)
                    self._results = pickle.load(self._file)  # noqa: S301 -- a copy of this process wrote it, where nobody else can
            finally:
                self._file.close()
        return self._results

    def abandon(self) -> None:
        """Stop the work, if nobody has waited for it."""
        if self._child:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            self._waited()
            self._file.close()

    def _waited(self) -> int | None:
        """Return how the other process ended; None where the system does not tell."""
        child, self._child = self._child, 0
        try:
            return os.waitpid(child, 0)[1]
        except ChildProcessError:
            return None


def _possible() -> bool:
    """Tell whether a copy of this process can be made, and would have a processor of its own."""
    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    # What other threads hold at this moment, the copy would wait for in vain.
    return hasattr(os, "fork") and threading.active_count() == 1 and processors > 1


def _work(works: Sequence[Callable[[], object]], file: IO[bytes]) -> NoReturn:
    """Be the other process: nothing that it does is seen but what it writes into the file."""
    done = 1
    try:
        pickle.dump([work() for work in works], file, pickle.HIGHEST_PROTOCOL)
        file.flush()
        done = 0
    finally:
        os._exit(done)
