"""The kit for machines without internet: what it says of itself, and whether it fits this machine and project.

Read by the installer before any package is there, so only the standard library may be used.
"""

import hashlib
import json
import platform
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from course.errors import CourseError

FOLDER = "offline-kit"
DESCRIPTION = "kit.json"
WHEELS = "wheels"
PACKAGES = "npm"
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--loglevel=error")
"""The npm arguments that fetch exactly the lock; what packages would run on being installed does not run."""

LOCKS_OF_USERS = ("requirements.txt", "requirements-quality.txt")
NPM_LOCK = "package-lock.json"
LOCKS = (*LOCKS_OF_USERS, "requirements-node.txt", NPM_LOCK)
"""Those of users, and those of who changes the player."""
_FORMAT = 1
# One name for what systems call differently.
_ARCHITECTURES = {"amd64": "x86_64", "x64": "x86_64", "arm64": "aarch64"}
_SYSTEMS = {"darwin": "macos"}


class UnfitError(CourseError):
    """Why a kit cannot be used here; the message says how to go on."""


@dataclass(frozen=True)
class Machine:
    """What packages are made for: `linux`, `x86_64`, `3.11`."""

    system: str
    architecture: str
    python: str

    @property
    def name(self) -> str:
        return f"{self.system}-{self.architecture}-py{self.python}"


@dataclass(frozen=True)
class Kit:
    """A kit that lies unpacked in a folder; `locks` has the hashes of the locks whose packages it holds.

    npm finds packages only under the address they came from.
    """

    folder: Path
    machine: Machine
    registry: str
    locks: Mapping[str, str]

    @property
    def wheels(self) -> Path:
        return self.folder / WHEELS

    @property
    def packages(self) -> Path:
        return self.folder / PACKAGES


def this_machine() -> Machine:
    major, minor, _ = platform.python_version_tuple()
    return Machine(system_name(platform.system()), architecture_name(platform.machine()), f"{major}.{minor}")


def system_name(name: str) -> str:
    return _SYSTEMS.get(name.lower(), name.lower())


def architecture_name(name: str) -> str:
    return _ARCHITECTURES.get(name.lower(), name.lower())


def lock_hashes(root: Path, names: Iterable[str] = LOCKS) -> dict[str, str]:
    """Return the hashes of these locks; line ends do not count, which copying may change."""
    return {
        name: hashlib.sha256((root / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for name in names
        if (root / name).is_file()
    }


def describe(machine: Machine, registry: str, root: Path, names: Iterable[str] = LOCKS) -> str:
    """Return the description of a kit with the packages of these locks."""
    fields = {"format": _FORMAT, **asdict(machine), "registry": registry, "locks": lock_hashes(root, names)}
    return json.dumps(fields, indent=1) + "\n"


def open_kit(place: Path, scratch: Path) -> Kit:
    """Return the kit in a folder or an archive, which is unpacked into `scratch`."""
    folder = place
    if place.is_file():
        _unpack(place, scratch)
        folder = scratch / FOLDER
    try:
        fields = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        if fields["format"] != _FORMAT:
            raise UnfitError(f"{place} 是另一版本的程序做的离线安装包。请用本项目的 ./course kit 重新做一个")
        machine = Machine(fields["system"], fields["architecture"], fields["python"])
        return Kit(folder, machine, fields["registry"], fields["locks"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UnfitError(
            f"{place} 不是完好的离线安装包，可能没有拷完。请重新拷贝 dist 文件夹里的 offline-kit-….tar.gz"
        ) from None


def check_fit(kit: Kit, machine: Machine, root: Path) -> None:
    """Refuse a kit for another machine, another Python, or another state of the project."""
    for reason in _misfits(kit, machine, lock_hashes(root, kit.locks)):
        raise UnfitError(reason)


def _misfits(kit: Kit, machine: Machine, locks: Mapping[str, str]) -> Iterator[str]:
    made, here = kit.machine, machine
    if (made.system, made.architecture) != (here.system, here.architecture):
        yield (
            f"这个离线安装包是给 {made.system}（{made.architecture}）做的，这台电脑是 {here.system}（{here.architecture}）。"
            "请在同样系统的电脑上重新做一个"
        )
    if made.python != here.python:
        yield (
            f"这个离线安装包是给 Python {made.python} 做的，这台电脑是 Python {here.python}。"
            f"请用 Python {made.python} 运行安装，或重新做一个：./course kit --python {here.python}"
        )
    if dict(kit.locks) != dict(locks):
        yield (
            "离线安装包与这一版项目不相配。请在同一版项目里运行 ./course kit 重新做一个；"
            f"这台电脑能上网的，删去 {FOLDER} 文件夹，再安装"
        )


def _unpack(archive: Path, scratch: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as packed:
            for member in packed.getmembers():
                parts = Path(member.name).parts
                if parts[:1] != (FOLDER,) or ".." in parts or not (member.isfile() or member.isdir()):
                    raise UnfitError(f"{archive} 里有不该有的文件“{member.name}”。请重新做一个离线安装包")
            # Early versions of Python 3.11 lack it.
            packed.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
            packed.extractall(scratch)  # noqa: S202 -- every name was looked at
    except (tarfile.TarError, EOFError, OSError):
        raise UnfitError(f"{archive} 打不开，可能没有拷完，或磁盘满了。请重新拷贝") from None
