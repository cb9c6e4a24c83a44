"""The course of a folder as its files are now, without loading it again for every page."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TypeAlias, TypeVar, TypeVarTuple

from course.build_cache import BuildCache
from course.check import Outcome, inspect_whole
from course.environment import today
from course.files import content_of
from course.model.bank import BankFile

_SOURCES = (
    ".course/interrupted.json",
    "course.yml",
    "docs",
    "documents.yml",
    "local",
    "quizzes",
    "source.txt",
    "trace.yml",
)
_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")
_Stamp: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Trial:
    """The course with some texts in the place of files, and what its files were then."""

    stamp: _Stamp
    texts: Mapping[str, str]
    outcome: Outcome


class LiveCourse:
    """The checked course below a folder; it is loaded again when a file of it has another time or size.

    Several threads may ask at once: one loads, the others wait.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._cache = BuildCache()
        self._stamp: _Stamp | None = None
        self._outcome: Outcome | None = None
        self._tried: _Trial | None = None

    def outcome(self) -> Outcome:
        """Return the course as its files have it, with the questions that the unit has withdrawn, and its diagnostics."""
        with self._lock:
            stamp = tuple(_stamps(self._root))
            if self._outcome is None or stamp != self._stamp:
                self._outcome = self._known(stamp) or self._checked()
                self._stamp = stamp
            return self._outcome

    def _checked(self, texts: Mapping[str, str] | None = None) -> Outcome:
        # Every check drops what the one before did not use, or a desk that is open for days would fill the memory.
        self._cache.next_build()
        return inspect_whole(self._root, texts, day=today(), cache=self._cache)

    def _known(self, stamp: _Stamp) -> Outcome | None:
        """Return what the last trial found, if its texts are what was written since, and nothing else."""
        tried, self._tried = self._tried, None
        if tried is None:
            return None
        paths = {str(self._root / path) for path in tried.texts}
        same = _without(stamp, paths) == _without(tried.stamp, paths)
        written = same and all(content_of(self._root / path) == text.encode() for path, text in tried.texts.items())
        return tried.outcome if written else None

    def outcome_with(self, texts: Mapping[str, str]) -> Outcome:
        """Return the course as it would be with these texts (by path) in the place of files."""
        if not texts:
            return self.outcome()
        with self._lock:
            stamp = tuple(_stamps(self._root))
            if self._tried is None or (self._tried.stamp, self._tried.texts) != (stamp, texts):
                self._tried = _Trial(stamp, dict(texts), self._checked(texts))
            return self._tried.outcome

    def of_bank(self, function: Callable[[BankFile], _Result], bank: BankFile) -> _Result:
        """Return what a pure function makes of one bank; computed again only once that bank is another."""
        with self._lock:
            return self._cache.call(function, bank)

    def derived(self, function: Callable[[Outcome, *_Arguments], _Result], *arguments: *_Arguments) -> _Result:
        """Return what a pure function makes of the course; computed once for each state of the files."""
        outcome = self.outcome()
        with self._lock:
            return self._cache.call(function, outcome, *arguments)


def _without(stamp: _Stamp, paths: set[str]) -> _Stamp:
    return tuple(one for one in stamp if one[0] not in paths)


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, time of change in nanoseconds and size of every file that a course can be read from."""
    for name in _SOURCES:
        top = root / name
        for path in (top, *sorted(top.rglob("*"))):
            # It may be gone by now.
            if path.is_file():
                about = path.stat()
                yield str(path), about.st_mtime_ns, about.st_size
