"""Results that stay valid between two builds, and a second process that works ahead."""

import atexit
import gc
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any, ClassVar, Generic, NoReturn, Protocol, TypeVar
from weakref import WeakSet

# Python looks for cycles once more before it ends, which takes longer than reading a large course did.
atexit.register(gc.freeze)

_Result = TypeVar("_Result")
_One = TypeVar("_One")
_Made_co = TypeVar("_Made_co", covariant=True)
_latest: list[list[Any]] = []


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


class Begun(Protocol[_Made_co]):
    """Work that somebody else has begun."""

    def results(self) -> Sequence[_Made_co] | None:
        """Return the results, once they are there; None if there will be none."""

    def abandon(self) -> None:
        """Stop: nobody will ask."""


class Remembered(Generic[_Result]):
    """Results of a function by what they follow from; those that a whole run did not ask for are forgotten.

    A server works the same course out again after each edit, and nearly all of it is as it was.
    """

    _all: "ClassVar[WeakSet[Remembered[Any]]]" = WeakSet()  # noqa: RUF012 -- it is one for all; ClassVar says so

    def __init__(self) -> None:
        self._now: dict[Hashable, _Result] = {}
        self._before: dict[Hashable, _Result] = {}
        self._ahead: dict[Hashable, tuple[tuple[Hashable, ...], Begun[_Result]]] = {}
        Remembered._all.add(self)

    def get(self, key: Hashable, work: Callable[[], _Result]) -> _Result:
        """Return the result under `key`; `work` is done if neither this run nor the one before asked for it."""
        if key not in self._now:
            if key in self._ahead:
                self._collect(*self._ahead[key])
            elif key in self._before:
                self._now[key] = self._before[key]
        if key not in self._now:
            self._now[key] = work()
        return self._now[key]

    def missing(self, keys: Iterable[Hashable]) -> tuple[Hashable, ...]:
        """Return those keys whose results would have to be worked out."""
        return tuple(key for key in keys if not any(key in one for one in (self._now, self._before, self._ahead)))

    def expect(self, keys: tuple[Hashable, ...], begun: Begun[_Result]) -> None:
        """Let `get` wait for the results of `begun` under these keys, in their order, and work out what does not come."""
        self._ahead |= dict.fromkeys(keys, (keys, begun))

    def _collect(self, keys: tuple[Hashable, ...], begun: Begun[_Result]) -> None:
        for key in keys:
            self._ahead.pop(key, None)
        self._now |= dict(zip(keys, begun.results() or (), strict=False))

    @staticmethod
    def turn() -> None:
        """Begin a new run."""
        for one in tuple(Remembered._all):
            one._turn()  # noqa: SLF001 -- its own kind

    @staticmethod
    def forget() -> None:
        """Give up everything, and what `latest` knows as well: no run follows, and its memory is wanted for other things."""
        for _ in range(2):
            Remembered.turn()
        for known in _latest:
            known.clear()

    @staticmethod
    def stop() -> None:
        """Stop what was begun and nobody has asked for."""
        for one in tuple(Remembered._all):
            one._stop()  # noqa: SLF001 -- its own kind

    def _stop(self) -> None:
        for _, begun in self._ahead.values():
            begun.abandon()
        self._ahead = {}

    def _turn(self) -> None:
        self._stop()
        self._before, self._now = self._now, {}


class Same:
    """Stands for an object itself in a key: equal to another only if that is about the very same object."""

    __slots__ = ("_object",)

    def __init__(self, thing: object) -> None:
        # Kept, so that no other object can get its place in memory.
        self._object = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._object is self._object

    def __hash__(self) -> int:
        return id(self._object)


def latest(work: Callable[[_One], _Result]) -> Callable[[_One], _Result]:
    """Let a function remember its latest result, for as long as it is asked about the very same object."""
    known: list[tuple[_One, _Result]] = []
    _latest.append(known)

    def asked(thing: _One) -> _Result:
        if not known or known[0][0] is not thing:
            known[:] = [(thing, work(thing))]
        return known[0][1]

    asked.__doc__ = work.__doc__
    return asked


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
