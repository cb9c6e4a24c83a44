"""Run the browser tests in the oldest Chromium that the player promises."""

import os
import subprocess
import sys

from install import ROOT, MissingError, find_node, node_environment

sys.path.insert(0, str(ROOT / "tests"))

from support.old_browser import BROWSER, DRIVER, install_browser

# Booklets are printed by whoever makes the course, not by whoever learns. axe-core judges what is in a page, which is
# the same everywhere, and is itself not made for old browsers.
TESTS = (
    "tests/browser", "--ignore=tests/browser/test_booklet.py", "-k", "not test_axe", "-m", "not slow and not younger",
    "--numprocesses=auto", "--dist=worksteal",
)  # fmt: skip


def main() -> int:
    try:
        install_browser(print)
    except (MissingError, subprocess.CalledProcessError) as reason:
        print(f"最旧的浏览器没有装好：{reason}", file=sys.stderr)
        return 1
    environment = {
        **node_environment(find_node()),
        # Before the packages of the project, so that its Playwright is the one that is found.
        "PYTHONPATH": os.pathsep.join((str(DRIVER), str(ROOT / "scripts"))),
        "CHROMIUM": str(BROWSER),
        "NO_MKDOCS_2_WARNING": "true",
    }
    command = [sys.executable, "-m", "pytest", *TESTS, *sys.argv[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
