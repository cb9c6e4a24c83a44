"""Run the site engine as a program of its own: build an assembled course strictly, or serve a project with live reload."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from course.errors import RefusedError
from course.site.engine_settings import SETTINGS
from course.site.finished_page import check_pages
from course.site.run_mkdocs import WAIT
from course.whole_folders import lent_folder, swap_in

HOST = "127.0.0.1"
_PORTS = 100

Engine: TypeAlias = subprocess.Popen[bytes]
"""The engine as a process."""

# Every site has one of these files, and hardly any other folder.
_OURS = ("404.html", "library.css")


def build(folder: Path, site: Path, epoch: int | None = None, engine: Engine | None = None) -> None:
    """Build what is assembled in `folder` into the folder `site`.

    The site is built beside its place and then moved there, so that it is whole or not there. `epoch` (seconds since
    1970) is the moment that it is built as of. `engine` was started before (`waiting_engine`). Raises RefusedError, and
    leaves `site` as it is, if the engine fails, if a page has what no page must have, or if `site` holds something else
    than a site.
    """
    with replaced(site) as made:
        with nullcontext(engine) if engine else waiting_engine(epoch) as waiting:
            _run(folder, made, waiting)
        check_pages(made)


@contextmanager
def waiting_engine(epoch: int | None = None) -> Iterator[Engine]:
    """Start an engine that loads its modules, half a second's work, and then waits for what `build` has to build.

    It ends with the block, whether it has built anything or not.
    """
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    with _started([WAIT], environment=moment) as engine:
        try:
            yield engine
        finally:
            engine.kill()


@contextmanager
def replaced(site: Path) -> Iterator[Path]:
    """Lend an empty folder, and put it in the place of `site` when the block ends without an exception.

    Raises RefusedError if `site` holds something else than a site.
    """
    _refuse_others(site)
    with lent_folder(site) as made:
        yield made
        _make_readable(made)
        swap_in(made, site)


def _run(folder: Path, made: Path, engine: Engine) -> None:
    options = ["--strict", "--quiet", "--config-file", str(folder / SETTINGS), "--site-dir", str(made.absolute())]
    # An engine that could not start has said so, and takes nothing any more.
    if engine.stdin:
        with suppress(OSError):
            os.write(engine.stdin.fileno(), f"{json.dumps(['build', *options])}\n".encode())
    if engine.wait():
        raise RefusedError("站点没有构建成功。请按上面的提示改正")


def _started(
    arguments: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] = MappingProxyType({})
) -> Engine:
    """Start the engine in a folder. It ends when its input does: however this process ends, nothing stays behind."""
    # Material prints a banner about an engine that this project does not use; it is not for our users.
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "true", **environment}
    # A character that a console lacks is no error.
    variables["PYTHONIOENCODING"] = variables.get("PYTHONIOENCODING", "").partition(":")[0] + ":backslashreplace"
    command = [sys.executable, "-m", "course.site.run_mkdocs", *arguments]
    # Ctrl+C reaches this process only.
    return subprocess.Popen(command, cwd=folder, env=variables, stdin=subprocess.PIPE, start_new_session=True)


def _refuse_others(site: Path) -> None:
    if site.exists() and not site.is_dir():
        raise RefusedError(f"{site} 是一个文件。请换一个文件夹")
    if site.is_dir() and any(site.iterdir()) and not any((site / name).is_file() for name in _OURS):
        raise RefusedError(f"{site} 里有别的东西，放站点会把它们删去。请换一个文件夹，或先清空它")
    if any(site.glob("*/releases")):
        raise RefusedError(f"{site} 里的课程是一门一门发布的，放站点会把各版都删去。请换一个文件夹，或加上 --version")


def _make_readable(folder: Path) -> None:
    """Let a web server read a folder, whatever this user's settings are."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def serve(root: Path, port: int) -> int:
    """Serve the site until Ctrl+C and return the engine's status.

    Raises RefusedError if the project lacks the settings with which the engine starts.
    """
    if not (root / SETTINGS).is_file():
        raise RefusedError(f"{root} 里没有 {SETTINGS}，站点引擎从它开始。请从程序的文件夹里复制一份过来")
    # Named, because the option's default is lost with some versions of the library that reads it.
    with _started(["serve", "--livereload", "--dev-addr", f"{HOST}:{port}"], root) as engine:
        try:
            return engine.wait()
        except KeyboardInterrupt:
            return 0


def free_port(first: int) -> int:
    """Return a port that no program listens on, `first` or one of those after it."""
    ports = range(first, min(first + _PORTS, 65536))
    free = next((port for port in ports if not is_taken(port)), None)
    if free is None:
        raise RefusedError(f"端口 {ports[0]} 到 {ports[-1]} 都已被占用。请用 --port 写明一个别的端口")
    return free


def is_taken(port: int) -> bool:
    """Return whether a program listens on a port of this machine."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
