"""Runs a publish in a child process that dies, without a chance to clean up, before its n-th step on a target.

A step is whatever the interpreter reports to an audit hook: a file opened or renamed, a folder made, a program
started. The publisher knows nothing of this.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

from course import cli

STEPS = frozenset(
    ("open", "os.rename", "os.link", "os.symlink", "os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.chmod")
)
PROGRAM = "subprocess.Popen"
COMMANDS_IMPORT = (
    "course.cli.run",
    "course.desk.app",
    "course.importing.run",
    "course.publish.publish",
    "course.release.release",
    "support.desk_actions",
)
"""What commands import only when they run, most of the time of a short one."""


def dies(
    step: int, arguments: list[str], target: Path | None = None, delay: float = 0, *, writing: bool = False
) -> bool:
    """Run a publish that is killed at a step (`delay` seconds after it began); return whether it reached the step.

    Steps are operations on files below `target`, with `writing` only those that change something; or programs started
    if there is none.
    """
    return dies_in(partial(cli.main, arguments), step, target, delay, writing=writing)


def dies_in(
    action: Callable[[], object], step: int, target: Path | None = None, delay: float = 0, *, writing: bool = False
) -> bool:
    """Run a function as `dies` runs a publish; it must be one of an importable module."""
    # A server of forks: single-threaded, so forking is safe, and everything is imported once.
    context: ForkServerContext = get_context("forkserver")
    context.set_forkserver_preload(["support.killing", *COMMANDS_IMPORT])
    child = context.Process(target=_run, args=(action, step, target and str(target), delay, writing))
    child.start()
    child.join(120)
    assert child.exitcode in {0, -signal.SIGKILL}, child.exitcode
    return child.exitcode != 0


def _run(action: Callable[[], object], step: int, target: str | None, delay: float, writing: bool) -> None:  # noqa: FBT001 -- handed on
    sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 -- for this process's life
    # There is no power cut here, and on a busy machine it takes seconds.
    os.sync = lambda: None
    sys.addaudithook(_killer(step, target, delay, writing=writing))
    # Leaving at once spares the interpreter's own way out, which is no part of the publish.
    action()
    os._exit(0)


def _killer(step: int, target: str | None, delay: float, *, writing: bool) -> Callable[[str, tuple[object, ...]], None]:
    left = step

    def hook(event: str, told: tuple[object, ...]) -> None:
        nonlocal left
        if event not in ({PROGRAM} if target is None else STEPS):
            return
        if target is not None and not any(target in str(part) for part in told):
            return
        if writing and event == "open" and not _writes(told):
            return
        left -= 1
        if left == 0 and delay:
            threading.Timer(delay, os.kill, (os.getpid(), signal.SIGKILL)).start()
        elif left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def _writes(opened: tuple[object, ...]) -> bool:
    flags = opened[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
