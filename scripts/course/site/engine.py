"""Run the site engine as a program of its own: build an assembled course strictly, or serve a project with live reload."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.errors import RefusedError
from course.site.engine_settings import SETTINGS
from course.site.finished_page import check_pages

HOST = "127.0.0.1"
# Every site has one of these files, and hardly any other folder.
_OURS = ("404.html", "library.css")


def build(folder: Path, site: Path, epoch: int | None = None) -> None:
    """Build what is assembled in `folder` into the folder `site`.

    The site is built beside its place and then moved there, so that it is whole or not there. `epoch` (seconds since
    1970) is the moment that it is built as of. Raises RefusedError, and leaves
    `site` as it is, if the engine fails, if a page has what no page must have, or if `site` holds something else than
    a site.
    """
    with replaced(site) as made:
        _run(folder, made, epoch)
        check_pages(made)


@contextmanager
def replaced(site: Path) -> Iterator[Path]:
    """Lend an empty folder beside `site`, and put it in the place of that when the block ends without an exception.

    Raises RefusedError if `site` holds something else than a site.
    """
    _refuse_others(site)
    site.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=site.parent, prefix=f".{site.name}.", suffix=".part"))
    try:
        yield made
        _swap_in(made, site)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _run(folder: Path, made: Path, epoch: int | None) -> None:
    options = ["--strict", "--quiet", "--config-file", str(folder / SETTINGS), "--site-dir", str(made.absolute())]
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    command = [sys.executable, "-m", "course.site.run_mkdocs", "build", *options]
    if subprocess.run(command, env={**_quiet(), **moment}, check=False).returncode:
        raise RefusedError("站点没有构建成功。请按上面的提示改正")


def _refuse_others(site: Path) -> None:
    if site.exists() and not site.is_dir():
        raise RefusedError(f"{site} 是一个文件。请换一个文件夹")
    if site.is_dir() and any(site.iterdir()) and not any((site / name).is_file() for name in _OURS):
        raise RefusedError(f"{site} 里有别的东西，放站点会把它们删去。请换一个文件夹，或先清空它")
    if any(site.glob("*/releases")):
        raise RefusedError(f"{site} 里的课程是一门一门发布的，放站点会把各版都删去。请换一个文件夹，或加上 --version")


def _swap_in(made: Path, site: Path) -> None:
    """Put a folder in the place of another."""
    # mkdtemp makes folders for their owner only; a web server must be able to read this one.
    made.chmod(0o755)
    before = made.with_suffix(".old")
    if site.exists():
        site.rename(before)
    made.rename(site)
    shutil.rmtree(before, ignore_errors=True)


def serve(root: Path, port: int) -> int:
    """Serve the site until Ctrl+C and return the engine's status."""
    # Named, because the option's default is lost with some versions of the library that reads it.
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}"]
    try:
        return subprocess.run(command, cwd=root, env=_quiet(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def is_taken(port: int) -> bool:
    """Return whether a program listens on a port already."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def _quiet() -> dict[str, str]:
    # Material prints a banner about an engine that this project does not use; it is not for our users.
    return {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
