"""A target that is a folder of this machine, or looks like one."""

import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from course.errors import RefusedError


class Folder:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._releases = root / "releases"

    @property
    def label(self) -> str:
        return str(self._root)

    def prepare(self) -> None:
        if not self._root.parent.is_dir():
            raise RefusedError(f"没有 {self._root.parent} 这个文件夹，请先建好，或检查目标是不是写错了")
        _make(self._root)
        _make(self._releases)

    def entries(self) -> frozenset[str]:
        return frozenset(place.name for place in self._releases.iterdir()) if self._releases.is_dir() else frozenset()

    def current(self) -> str | None:
        place = self._root / "current"
        if not os.path.lexists(place):
            return None
        try:
            # Reads junctions of Windows too.
            return Path(os.readlink(place)).name  # noqa: PTH115
        except OSError:
            raise RefusedError(
                f"{place} 是普通文件夹，不是本程序建的链接，所以没有动它。请把它移到别处，再发布一次"
            ) from None

    def read(self, paths: Iterable[str]) -> list[str | None]:
        return [_text(self._releases / path) for path in paths]

    def write(self, path: str, text: str) -> None:
        with self._part() as part:
            part.write_bytes(text.encode())
            part.chmod(0o644)
            part.replace(self._releases / path)

    def claim(self, path: str, text: str) -> bool:
        with self._part() as part:
            part.write_bytes(text.encode())
            try:
                # A link is made whole or not at all, and never over what is there.
                (self._releases / path).hardlink_to(part)
            except FileExistsError:
                return False
            except OSError:
                return self._claim_without_links(path, text)
        return True

    def _claim_without_links(self, path: str, text: str) -> bool:
        """Do it in two steps, as some file systems allow no better; dying between them leaves an empty file."""
        try:
            with (self._releases / path).open("xb") as file:
                file.write(text.encode())
        except FileExistsError:
            return False
        return True

    def age(self, path: str) -> float:
        return time.time() - (self._releases / path).stat().st_mtime

    def renew(self, path: str, text: str) -> bool:
        same = _text(self._releases / path) == text
        if same:
            os.utime(self._releases / path)
        return same

    def upload(self, site: Path, name: str, like: str | None) -> None:
        del like  # nothing has to travel
        for file in (site, *sorted(site.rglob("*"))):
            target = self._releases / name / file.relative_to(site)
            if file.is_dir():
                _make(target)
            else:
                shutil.copy2(file, target)

    def wrong(self, name: str, sums: Mapping[str, str]) -> list[str]:
        return [path for path, digest in sums.items() if _digest(self._releases / name / path) != digest]

    def move(self, old: str, new: str) -> None:
        (self._releases / old).rename(self._releases / new)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            target = self._releases / name
            if target.is_dir() and not target.is_symlink():
                shutil.rmtree(target)
            else:
                target.unlink(missing_ok=True)

    def lend(self, source: str, into: str, paths: Iterable[str]) -> None:
        for path in paths:
            file, target = self._releases / source / path, self._releases / into / path
            if target.exists():
                continue
            for folder in reversed(target.relative_to(self._releases).parents[:-2]):
                _make(self._releases / folder)
            try:
                target.hardlink_to(file)
            except OSError:
                # Not every file system has links.
                with self._part() as part:
                    shutil.copy2(file, part)
                    part.replace(target)

    def drop(self, name: str, paths: Iterable[str]) -> None:
        for path in paths:
            (self._releases / name / path).unlink(missing_ok=True)

    def switch(self, name: str) -> None:
        if hasattr(os, "sync"):
            # What is about to be served has to outlast a power cut.
            os.sync()
        with self._part() as part:
            try:
                part.symlink_to(Path("releases") / name, target_is_directory=True)
                part.replace(self._root / "current")
            except OSError as error:
                raise RefusedError(self._by_hand(name)) from error

    def _by_hand(self, name: str) -> str:
        """Say what a person can do where links are refused, as Windows does to most users."""
        return (
            f"新版已放好并核对，但系统不让建立或替换链接 {self._root / 'current'}，没有切换。"
            "请用管理员身份再运行一次；在 Windows 上也可以打开“开发人员模式”后再运行，"
            f"或者用管理员命令提示符运行：cd /d {self._root}，再运行：rmdir current & mklink /J current releases\\{name}"
        )

    @contextmanager
    def _part(self) -> Iterator[Path]:
        """Give a name beside the releases for what is being made, and clean up after it."""
        part = self._releases / f".part-{secrets.token_hex(4)}"
        try:
            yield part
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir()
        # A web server must be able to read it, whatever this user's settings are.
        folder.chmod(0o755)


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode(errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return file_digest(content, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return ""
