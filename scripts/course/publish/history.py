"""The releases on a target: which came after which, which to go back to, which may go, what each carries."""

from collections.abc import Mapping
from dataclasses import dataclass

from course.errors import RefusedError
from course.release.manifest import Manifest

KEPT = 5
_WITHDRAWN = "-"


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A release as it lies on a target; without a manifest it is damaged."""

    name: str
    manifest: Manifest | None
    carried: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class History:
    """The releases on a target by name, and the order in which they went into service, the last one last.

    Rolling back withdraws all later releases: they stay, but only an explicit version returns to them.
    """

    placed: Mapping[str, PublishedRelease]
    served: tuple[str, ...]
    withdrawn: frozenset[str]
    current: PublishedRelease | None

    @property
    def held(self) -> Manifest | None:
        """The manifest of the current release; if that is damaged or gone, of the last one before it that is not."""
        before = (self.placed[name] for name in reversed(self.served) if name in self.placed)
        found = (placed.manifest for placed in (self.current, *before) if placed)
        return next(filter(None, found), None)

    @property
    def unserved(self) -> list[str]:
        """Names of releases that came here and never went into service, because a publish ended before that."""
        return sorted(set(self.placed) - set(self.served) - {self.current.name if self.current else ""})

    @property
    def surplus(self) -> list[str]:
        """Names of releases that are older than those to keep; never the current one."""
        current = self.current.name if self.current else ""
        others = [name for name in self.served if name in self.placed and name != current]
        return others[: max(0, len(others) - (KEPT - 1))]

    def order_with(self, name: str) -> str:
        """Return the order in which this release goes into service last."""
        return self._order([*(other for other in self.served if other != name), name], self.withdrawn - {name})

    def order_back_to(self, name: str) -> str:
        """Return the same order with all that came after this release withdrawn."""
        served = list(self.served if name in self.served else (name, *self.served))
        later = set(served[served.index(name) + 1 :])
        return self._order(served, (self.withdrawn | later) - {name})

    def _order(self, served: list[str], withdrawn: frozenset[str] | set[str]) -> str:
        there = [name for name in served if name in self.placed]
        return "".join(f"{_WITHDRAWN if name in withdrawn else ''}{name}\n" for name in there)

    def previous(self) -> PublishedRelease:
        """Return what was in service before the current release."""
        names = [name for name in self.served if name in self.placed]
        if self.current is None or self.current.name not in names:
            raise RefusedError("不知道现在用的是哪一版，退不回去。请用 --version 写明要退回的版本")
        before = [name for name in names[: names.index(self.current.name)] if name not in self.withdrawn]
        if not before:
            raise RefusedError("没有更早的版本可退")
        return self.placed[before[-1]]

    def named(self, version: str) -> PublishedRelease:
        """Return the release of this version, or of this folder's name; of several the last one in service."""
        found = [
            self.placed[name]
            for name in self.served
            if name in self.placed and version in {name, _version(self.placed[name])}
        ]
        if not found:
            there = "、".join(filter(None, map(_version, self.placed.values()))) or "还没有"
            raise RefusedError(f"没有 {version} 这一版。现有的版本：{there}")
        return found[-1]


def _version(placed: PublishedRelease) -> str:
    return placed.manifest.version if placed.manifest else ""


def read_history(order: str | None, placed: Mapping[str, PublishedRelease], current: str | None) -> History:
    """Put together what lies on a target. Should the order be lost, names stand in for it."""
    if order is None and current:
        order = "".join(f"{name}\n" for name in (*sorted(set(placed) - {current}), current))
    lines = (order or "").split()
    served = tuple(line.removeprefix(_WITHDRAWN) for line in lines)
    withdrawn = frozenset(line.removeprefix(_WITHDRAWN) for line in lines if line.startswith(_WITHDRAWN))
    return History(placed, served, withdrawn, placed.get(current or ""))


def owed(source: Manifest, into: Manifest) -> dict[str, str]:
    """Return the hashed files of one release that another one lacks: hash by path."""
    files = set(into.files)
    folders = {path[:at] for path in files for at, sign in enumerate(path) if sign == "/"}
    return {
        path: digest
        for path, digest in source.hashed.items()
        if path not in files | folders and not any(path[:at] in files for at, sign in enumerate(path) if sign == "/")
    }
