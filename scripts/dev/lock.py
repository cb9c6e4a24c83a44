"""Lock the dependencies of pyproject.toml and package.json with hashes, without download addresses."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.environment import PROGRAM, find_node, npm

UV = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip
LOCKS = (
    ["pyproject.toml", "--output-file", "requirements.txt"],
    ["pyproject.toml", "--group", "dev", "--constraint", "requirements.txt", "--output-file", "requirements-dev.txt"],
    ["--group", "quality", "--constraint", "requirements-dev.txt", "--output-file", "requirements-quality.txt"],
    ["--group", "node", "--output-file", "requirements-node.txt"],
)


def main() -> int:
    commands = [[*UV, *lock, *sys.argv[1:]] for lock in LOCKS]
    failed = any(subprocess.run(command, cwd=PROGRAM, check=False).returncode for command in commands)
    return int(failed or not lock_packages())


def lock_packages() -> bool:
    """Lock the front-end packages where nothing is installed.

    Beside a node_modules, npm locks only what fits this machine, and another platform could not install.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in (".npmrc", "package.json"):
            shutil.copy(PROGRAM / file, folder)
        done = subprocess.run([*npm(find_node()), "install", "--package-lock-only"], cwd=folder, check=False)
        if done.returncode == 0:
            shutil.copy(folder / "package-lock.json", PROGRAM)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
