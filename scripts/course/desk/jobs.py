"""Long work: a command of `course` in a process of its own, whose lines a page shows and which can be stopped.

A process, because it can be stopped at any moment: every command leaves whole files behind, however it ends.
"""

import os
import re
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock, Thread
from typing import Literal, TypeAlias

from course.environment import PROGRAM
from course.lifeline import OF_DESK

_ADDRESS = re.compile(r"http://(127\.0\.0\.1):(\d+)[\w./~-]*", re.ASCII)

State: TypeAlias = Literal["running", "done", "failed", "stopped"]

_MOST_LINES = 1_000
_MOST_JOBS = 50
_PATIENCE = 10
"""Seconds that a command gets to end by itself once it is to stop."""

_ANSWER = 0.5
"""Seconds that a site on this computer gets to accept a connection."""


@dataclass(slots=True)
class Job:
    """One run of a command; `title` says in Chinese what it does, `onward` is the page to go to when it is done.

    `leads` says in Chinese what can be done on that page. A job that `opens` a site runs until it is stopped; it is the
    path of the page to open there, empty for the first one, and None for other commands.
    """

    id: str
    title: str
    onward: str
    opens: str | None = None
    leads: str = "继续"
    state: State = "running"
    lines: deque[str] = field(default_factory=lambda: deque(maxlen=_MOST_LINES))
    _process: "subprocess.Popen[str] | None" = None

    @property
    def address(self) -> str:
        """The address of the page that it has opened, once it answers; empty before, and for other commands."""
        found = None if self.opens is None else _ADDRESS.search("\n".join(self.lines))
        # A site is built after its address is printed.
        is_open = found is not None and _answers(found[1], int(found[2]))
        return f"{found[0].rstrip('/')}/{self.opens}" if found and is_open else ""

    def stop(self) -> None:
        """Stop the command, and wait until it has ended."""
        process = self._process
        if self.state != "running" or process is None:
            return
        self.state = "stopped"
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def run(self, command: Sequence[str], folder: Path) -> None:
        """Run the command to its end, and collect what it prints."""
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", OF_DESK: "1"}
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            # It ends when the desk does, also if that is killed.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        with self._process as process:
            for line in process.stdout or ():
                self.lines.append(line.rstrip("\n"))
        status = process.returncode
        if self.state == "running":
            self.state = "failed" if status else "done"


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), _ANSWER).close()
    except OSError:
        return False
    return True


class Jobs:
    """The commands that this desk has started, the latest ones."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = Lock()
        self._jobs: dict[str, Job] = {}

    def start(
        self, title: str, arguments: Sequence[str], onward: str, *, opens: str | None = None, leads: str = "继续"
    ) -> Job:
        """Start `course` with these arguments for the desk's folder, and return the job."""
        job = Job(token_urlsafe(9), title, onward, opens, leads)
        with self._lock:
            self._jobs[job.id] = job
            for old in [name for name, one in self._jobs.items() if one.state != "running"][:-_MOST_JOBS]:
                del self._jobs[old]
        # Before the arguments: what stands behind `--` is none of the options.
        name, *others = arguments
        command = [sys.executable, "-m", "course.cli", name, "--root", str(self._root), *others]
        Thread(target=job.run, args=(command, PROGRAM), daemon=True).start()
        return job

    def find(self, name: str) -> Job | None:
        """Return the job of an id, None if there is none."""
        return self._jobs.get(name)

    def running(self) -> list[Job]:
        """Return the jobs that have not ended."""
        return [job for job in list(self._jobs.values()) if job.state == "running"]

    def stop_all(self) -> None:
        """Stop whatever is still running."""
        for job in self.running():
            job.stop()
