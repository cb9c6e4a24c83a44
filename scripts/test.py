"""Run everything that must hold: style, types, arrows, and the tests of both languages."""

import os
import subprocess
import sys
import time
from pathlib import Path

from install import BIN, ROOT, find_browser, find_node, node_environment, npm


def main() -> int:
    node = find_node()
    environment = {
        **node_environment(node),
        "PATH": os.pathsep.join((str(BIN), node_environment(node)["PATH"])),
        "PYTHONPATH": str(ROOT / "scripts"),
        "CHROMIUM": find_browser(),
        "NO_MKDOCS_2_WARNING": "true",
    }
    steps = {
        "Python 写法": ["ruff", "check", "."],
        "Python 排版": ["ruff", "format", "--check", "."],
        "Python 类型": ["mypy"],
        "模块方向": ["lint-imports", "--no-logo"],
        "练习程序写法": [*npm(node), "run", "--silent", "lint"],
        "练习程序类型": [*npm(node), "run", "--silent", "types"],
        "练习程序测试": [*npm(node), "test", "--silent"],
        "Python 与浏览器测试": [
            sys.executable,
            "-m",
            "pytest",
            "--numprocesses=auto",
            "--dist=worksteal",
            # A later -m takes the place of this one.
            "-m",
            "not slow",
            *sys.argv[1:],
        ],
    }
    failed = [name for name, command in steps.items() if not _run(name, command, environment)]
    if failed:
        print(f"没有通过：{'、'.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one step, its output straight to the terminal; tell whether it passed."""
    print(f"── {name}", flush=True)
    started = time.perf_counter()
    tool = BIN / Path(command[0]).name
    program = str(tool) if tool.exists() else command[0]
    status = subprocess.run([program, *command[1:]], cwd=ROOT, env=environment, check=False).returncode
    print(f"   {'通过' if status == 0 else '未通过'}，{time.perf_counter() - started:.1f} 秒", flush=True)
    return status == 0


if __name__ == "__main__":
    sys.exit(main())
