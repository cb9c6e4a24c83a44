"""What a run keeps: objects that the collector of cycles need not look through, and results not to be worked out again."""

import atexit
import gc
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, Protocol, TypeVar
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
