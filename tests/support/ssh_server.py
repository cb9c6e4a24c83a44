"""A real sshd on this machine alone, with keys made for one test run."""

import getpass
import os
import shlex
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from course.environment import find_program
from support.polling import met
from support.servers import free_port

PATIENCE = 30


@contextmanager
def ssh_server(folder: Path) -> Iterator[tuple[str, str]]:
    """Run a server on a free port; give `user@host` and the command that logs in there."""
    server = find_program("sshd")
    assert server, "python3 scripts/install.py --test brings it"
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "allowed").write_bytes((folder / "user.pub").read_bytes())
    programs = folder / "bin"
    programs.mkdir()
    # There is no power cut here, and waiting for the disks of a busy machine takes seconds.
    (programs / "sync").write_text("#!/bin/sh\n")
    (programs / "sync").chmod(0o755)
    port = free_port()
    settings = {
        "ListenAddress": "127.0.0.1",
        "Port": str(port),
        "HostKey": f'"{folder / "host"}"',
        "AuthorizedKeysFile": f'"{folder / "allowed"}"',
        "PidFile": "none",
        "StrictModes": "no",
        "UsePAM": "no",
        "PasswordAuthentication": "no",
        "MaxStartups": "50",
        # What this user's shell does when it starts is no part of the test.
        "SetEnv": f'HOME="{folder}" PATH="{programs}:{os.environ["PATH"]}"',
    }
    (folder / "settings").write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    if getpass.getuser() == "root":
        # Debian makes it when the service starts, and this is not the service.
        Path("/run/sshd").mkdir(exist_ok=True)
    log = folder / "log"
    process = subprocess.Popen([server, "-D", "-f", folder / "settings", "-E", log])
    try:
        wait_for(port, process, log)
        options = ("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "IdentitiesOnly=yes")
        command = ["ssh", "-F", "none", "-p", str(port), "-i", str(folder / "user")]
        yield (
            f"{getpass.getuser()}@127.0.0.1",
            shlex.join([*command, *(part for name in options for part in ("-o", name))]),
        )
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", port)) == 0

    met(lambda: answers() or process.poll() is not None, PATIENCE)
    if process.poll() is not None or not answers():
        raise AssertionError(log.read_text() if log.exists() else "sshd does not start")
