"""Run what must hold: style, types, arrows, and the tests of both languages; all of it, or the fast or slow part."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from course.environment import PROGRAM, MissingError, find_browser, find_node, node_environment, npm
from dev.oldest_browser import oldest_browser_tests

PARALLEL = ("--numprocesses=auto", "--dist=worksteal")
# These start a server or a browser.
NOT_FAST = ("tests/unit/test_publishing_by_ssh.py",)
ARROWS = "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"


def main() -> int:
    parser = argparse.ArgumentParser(description="检查写法、类型、模块方向，跑两种语言的测试。")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--fast", action="store_true", help="不用浏览器和服务器的")
    part.add_argument("--slow", action="store_true", help="只跑耗时的，和最旧的浏览器里的")
    options = parser.parse_args()
    try:
        steps = slow_steps() if options.slow else steps_of(fast=options.fast)
        environment = surroundings("" if options.fast else find_browser())
    except (MissingError, subprocess.CalledProcessError) as reason:
        print(f"测试不能开始：{reason}", file=sys.stderr)
        return 1
    failed = [name for name, (command, more) in steps.items() if not _run(name, command, {**environment, **more})]
    if failed:
        print(f"没有通过：{'、'.join(failed)}", file=sys.stderr)
    return int(bool(failed))


Steps = dict[str, tuple[list[str], dict[str, str]]]


def steps_of(*, fast: bool) -> Steps:
    """Return the steps of every day by their name, each with variables of its own."""
    node_npm = npm(find_node())
    where = ["tests/unit", *(f"--ignore={name}" for name in NOT_FAST)] if fast else []
    commands = {
        "Python 写法": _python("-m", "ruff", "check", "."),
        "Python 排版": _python("-m", "ruff", "format", "--check", "."),
        "Python 类型": _python("-m", "mypy"),
        "模块方向": _python("-c", ARROWS),
        "练习程序写法": [*node_npm, "run", "--silent", "lint"],
        "练习程序类型": [*node_npm, "run", "--silent", "types"],
        "练习程序测试": [*node_npm, "test", "--silent"],
        "Python 测试" if fast else "Python 与浏览器测试": _python("-m", "pytest", *PARALLEL, "-m", "not slow", *where),
    }
    return {name: (command, {}) for name, command in commands.items()}


def slow_steps() -> Steps:
    """Return the steps that take long."""
    return {
        "耗时的测试": (_python("-m", "pytest", *PARALLEL, "-m", "slow"), {}),
        "最旧的浏览器": oldest_browser_tests(print),
    }


def surroundings(browser: str) -> dict[str, str]:
    """Return the environment for tests: this Node.js first, this browser, no banners."""
    node = node_environment(find_node())
    path = os.pathsep.join((str(Path(sys.executable).parent), node["PATH"]))
    return {**node, "PATH": path, "CHROMIUM": browser, "NO_MKDOCS_2_WARNING": "true"}


def _python(*arguments: str) -> list[str]:
    # Not the tools' own scripts: those name the Python of the folder in which they were installed.
    return [sys.executable, *arguments]


def _run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one step, its output straight to the terminal; return whether it passed."""
    print(f"── {name}", flush=True)
    started = time.perf_counter()
    status = subprocess.run(command, cwd=PROGRAM, env=environment, check=False).returncode
    print(f"   {'通过' if status == 0 else '未通过'}，{time.perf_counter() - started:.1f} 秒", flush=True)
    return status == 0


if __name__ == "__main__":
    sys.exit(main())
