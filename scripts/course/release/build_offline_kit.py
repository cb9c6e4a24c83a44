"""Making the kit for machines without internet: fetch every package of the locks, and pack them as one file."""

import os
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from course.files import refuse_occupied
from course.release.offline_kit import (
    DESCRIPTION,
    FOLDER,
    LOCKS,
    LOCKS_OF_USERS,
    NPM_CI,
    NPM_LOCK,
    PACKAGES,
    WHEELS,
    Machine,
    describe,
)
from course.whole_folders import lent_folder

# What pip and npm call the systems that a kit can be made for on another one.
PLATFORMS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "linux-x86_64": (("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"), "linux", "x64"),
    "linux-aarch64": (("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"), "linux", "arm64"),
    "windows-x86_64": (("win_amd64",), "win32", "x64"),
    "macos-x86_64": (
        (
            "macosx_14_0_x86_64",
            "macosx_11_0_x86_64",
            "macosx_10_14_x86_64",
            "macosx_10_13_x86_64",
            "macosx_10_9_x86_64",
        ),
        "darwin",
        "x64",
    ),
    "macos-aarch64": (("macosx_14_0_arm64", "macosx_12_0_arm64", "macosx_11_0_arm64"), "darwin", "arm64"),
}
_FRONT_END = ("package.json", NPM_LOCK, ".npmrc")

_GUIDE = """离线安装包：{name}

给不能上网的电脑用：系统是 {system}（{architecture}），装有 Python {python}。
里面是本项目构建站点所需的全部软件包{more}，与项目的这一版配套；不含测试工具。

一、把项目文件夹和本压缩包拷到那台电脑。
二、在项目文件夹里运行（Windows 上把 python3 换成 python）：
    python3 scripts/install.py --offline 压缩包的位置
    或者把压缩包解开，把得到的 {folder} 文件夹放进项目文件夹，以后各个 make 命令会自动使用它。
三、安装完以后，运行 ./course build 生成站点。中途断了，再运行一次即可。

Linux 上若提示缺少 venv 组件，请先装系统的 python{python}-venv 软件包。
"""


def target_machine(platform: str | None, python: str | None, here: Machine) -> Machine:
    """Return the machine that a kit is for: this one, unless the options name another."""
    system, _, architecture = (platform or f"{here.system}-{here.architecture}").partition("-")
    return Machine(system, architecture, python or here.python)


def pip_arguments(lock: Path, wheels: Path, machine: Machine, here: Machine) -> list[str]:
    """Return the arguments with which pip fetches the packages of a lock: wheels only, for there is no compiler either."""
    arguments = ["download", "--quiet", "--require-hashes", "--no-deps", "--only-binary=:all:"]
    if machine != here:
        tags = PLATFORMS[f"{machine.system}-{machine.architecture}"][0]
        arguments += ["--implementation", "cp", "--python-version", machine.python]
        arguments += [part for tag in tags for part in ("--platform", tag)]
    return [*arguments, "--dest", str(wheels), "--requirement", str(lock)]


def npm_arguments(cache: Path, machine: Machine, here: Machine) -> list[str]:
    """Return the arguments with which npm fetches the packages of its lock into a separate cache."""
    arguments = [*NPM_CI, "--cache", str(cache)]
    if (machine.system, machine.architecture) != (here.system, here.architecture):
        _, system, processor = PLATFORMS[f"{machine.system}-{machine.architecture}"]
        arguments += [f"--os={system}", f"--cpu={processor}"]
    return arguments


def make_kit(  # noqa: PLR0913 -- two programs, two machines, two places
    root: Path,
    output: Path,
    *,
    pip: Callable[[Sequence[str]], None],
    npm: Callable[[Sequence[str], Path], str],
    machine: Machine,
    here: Machine,
    dev: bool = False,
    force: bool = False,
) -> Path:
    """Write the kit for a machine and return it. `npm` runs in a folder and returns its output.

    With `dev` it also holds what changing the player takes, which users do not need.
    Raises RefusedError if the kit exists, unless `force` is set.
    """
    archive = output / f"offline-kit-{machine.name}.tar.gz"
    # Dates within make every archive another one, and downloading takes minutes.
    refuse_occupied([] if force else [archive])
    with lent_folder(output / FOLDER) as folder:
        locks = LOCKS if dev else LOCKS_OF_USERS
        for name in locks:
            if name != NPM_LOCK:
                pip(pip_arguments(root / name, folder / WHEELS, machine, here))
        registry = _fetch_packages(root, folder / PACKAGES, npm, machine, here) if dev else ""
        (folder / DESCRIPTION).write_text(describe(machine, registry, root, locks), encoding="utf-8")
        guide = _GUIDE.format(
            name=machine.name,
            more="，也有改练习程序用的" if dev else "",
            system=machine.system,
            architecture=machine.architecture,
            python=machine.python,
            folder=FOLDER,
        )
        # The editor that comes with Windows takes a file without this mark for another encoding.
        (folder / "说明.txt").write_text(guide, encoding="utf-8-sig")
        return _pack(folder, archive)


def _fetch_packages(
    root: Path, cache: Path, npm: Callable[[Sequence[str], Path], str], machine: Machine, here: Machine
) -> str:
    """Fetch the packages of npm's lock into a cache; return the address they came from."""
    with _front_end(root) as project:
        npm(npm_arguments(cache, machine, here), project)
        registry = npm(["config", "get", "registry"], project).strip()
    for needless in ("_logs", "_update-notifier-last-checked"):
        shutil.rmtree(cache / needless, ignore_errors=True)
    return registry


@contextmanager
def _front_end(root: Path) -> Iterator[Path]:
    """Yield a folder with only the files that npm needs, so that no node_modules is touched."""
    with TemporaryDirectory() as name:
        for file in _FRONT_END:
            if (root / file).is_file():
                shutil.copy(root / file, name)
        yield Path(name)


def _pack(folder: Path, archive: Path) -> Path:
    part = folder.parent / archive.name
    with tarfile.open(part, "w:gz", compresslevel=1) as packed:
        packed.add(folder, folder.name)
    os.replace(part, archive)  # noqa: PTH105 -- whole or not at all
    return archive
