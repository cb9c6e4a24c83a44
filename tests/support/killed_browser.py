"""A browser process of its own on a profile folder, and its end without a word of warning."""

import os
import select
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Playwright

from course.environment import find_browser

PATIENCE = 20


def started(playwright: Playwright, profile: Path) -> BrowserContext:
    """Start a browser on a profile folder, which outlasts it."""
    return playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=find_browser(),
        args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP study.test 127.0.0.1"],
    )


def kill(profile: Path) -> None:
    """Kill every process of the browser that uses this profile folder, and wait until all are gone."""
    found = subprocess.run(["pgrep", "-f", f"user-data-dir={profile}"], check=True, capture_output=True, text=True)
    handles = []
    for number in found.stdout.split():
        with suppress(ProcessLookupError):
            handles.append(os.pidfd_open(int(number)))
    for handle in handles:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
    for handle in handles:
        # A handle becomes readable when its process has ended.
        ended, _, _ = select.select([handle], [], [], PATIENCE)
        os.close(handle)
        assert ended, "a killed process does not end"
    # Left behind by a dead process; the browser would take it for a living one on another machine.
    for lock in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
        (profile / lock).unlink(missing_ok=True)
