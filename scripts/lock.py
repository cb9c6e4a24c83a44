"""Lock the dependencies of pyproject.toml and package.json with hashes, without download addresses."""

import subprocess
import sys

from install import ROOT, find_node, npm

UV = [
    sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip
LOCKS = (
    ["pyproject.toml", "--output-file", "requirements.txt"],
    ["pyproject.toml", "--group", "dev", "--constraint", "requirements.txt", "--output-file", "requirements-dev.txt"],
    ["--group", "node", "--output-file", "requirements-node.txt"],
)


def main() -> int:
    upgrade = sys.argv[1:]
    commands = [[*UV, *lock, *upgrade] for lock in LOCKS]
    commands.append([*npm(find_node()), "install", "--package-lock-only"])
    return int(any(subprocess.run(command, cwd=ROOT, check=False).returncode for command in commands))


if __name__ == "__main__":
    sys.exit(main())
