"""Results of pure functions, reused from one build to the next while a course is served."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, TypeVar, TypeVarTuple

from course.second_process import beside

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")


class NoCache:
    """Computes every result anew. For commands, which build once."""

    def call(self, function: Callable[[*_Arguments], _Result], *arguments: *_Arguments) -> _Result:
        """Return `function(*arguments)`."""
        return function(*arguments)

    def beside(
        self, pages: int, function: Callable[[*_Arguments], _Result], *arguments: *_Arguments
    ) -> Callable[[], _Result]:
        """Run a part of the work on a course of so many pages in a second process where that pays.

        Returns what waits for the result of `function(*arguments)`.
        """
        return beside(pages, function, *arguments)


NO_CACHE = NoCache()


class BuildCache(NoCache):
    """Keeps each result that this build or the one before used.

    A function must be pure. Strings and sets of strings count by value, tuples by their elements, and every other
    argument is equal to itself only: to compare parsed pages and banks by value would take longer than to build them.
    """

    def __init__(self) -> None:
        # The arguments stay with the result, so that no other object can take over their ids.
        self._now: dict[Hashable, tuple[object, Any]] = {}
        self._before: dict[Hashable, tuple[object, Any]] = {}

    def next_build(self) -> None:
        """Begin a new build, and drop what the last one did not ask for."""
        self._before, self._now = self._now, {}

    def call(self, function: Callable[[*_Arguments], _Result], *arguments: *_Arguments) -> _Result:
        """Return `function(*arguments)`, computed unless it is known."""
        key = (function, _key(arguments))
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else (arguments, function(*arguments))
        result: _Result = self._now[key][1]
        return result

    def beside(
        self,
        pages: int,  # noqa: ARG002 -- the same call for both
        function: Callable[[*_Arguments], _Result],
        *arguments: *_Arguments,
    ) -> Callable[[], _Result]:
        """Run a part of the work in this process, which keeps the results, and has threads that serve."""
        return partial(function, *arguments)


def _key(argument: object) -> Hashable:
    match argument:
        case str() | frozenset():
            return argument
        case tuple():
            return tuple(_key(element) for element in argument)
        case _:
            return id(argument)
