"""Run the site engine as a program of its own: build strictly, or serve with live reload."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

HOST = "127.0.0.1"


def build(site: Path, epoch: int | None = None, *, root: Path, more: Mapping[str, str] | None = None) -> bool:
    """Build the site strictly into a folder, as of a moment in seconds since 1970; return whether that worked.

    `more` are variables of the environment for our hook.
    """
    command = [
        sys.executable,
        "-m",
        "course.site.run_mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(site.absolute()),
    ]
    moment = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
    environment = {**_quiet(), **moment, **(more or {})}
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode == 0


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
