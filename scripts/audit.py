"""Ask the registries' own services whether a locked package has a known vulnerability; say so where nobody answers."""

import argparse
import shutil
import subprocess
import sys

from install import MissingError, find_node, node_environment, npm
from installed import LOCK, ROOT

NPM = ("audit", "--omit=dev", "--audit-level=low")
# Strict, so that a package of which the service knows nothing is no silent pass; nothing is installed for it.
PYTHON = ("--strict", "--disable-pip", "--require-hashes", "--requirement", str(LOCK))


def main(arguments: list[str] | None = None) -> int:
    argparse.ArgumentParser(description="查锁定的依赖有没有公开的漏洞；查不成就算失败，并说明原因。").parse_args(
        arguments
    )
    # Both are asked, whatever the first says.
    return int(not all([_player(), _python()]))


def _player() -> bool:
    print("浏览器里的程序包（npm audit）：", flush=True)
    try:
        node = find_node()
    except MissingError as reason:
        return _unasked(str(reason))
    command, environment = [*npm(node), *NPM], node_environment(node)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    # npm ends with 1 for what it found, and for not having been able to ask.
    if done.returncode and "vulnerabilit" not in done.stdout:
        return _unasked("软件源不提供漏洞查询，或者连不上。请在能连到 npm 官方源的电脑上再运行一次 make audit")
    print(done.stdout.strip(), flush=True)
    return done.returncode == 0


def _python() -> bool:
    print("Python 程序包（pip-audit）：", flush=True)
    program = shutil.which("pip-audit")
    if program is None:
        return _unasked("没有找到 pip-audit。请装在项目以外（如 pipx install pip-audit），再运行一次 make audit")
    done = subprocess.run([program, *PYTHON], cwd=ROOT, check=False, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip()
    if "vulnerabilit" not in said:
        return _unasked(f"漏洞库没有答复（{said[-200:] or '没有说明'}）。请在能上网的电脑上再运行一次 make audit")
    print(said, flush=True)
    return done.returncode == 0


def _unasked(reason: str) -> bool:
    print(f"没有查成，这不等于没有漏洞：{' '.join(reason.split())}", file=sys.stderr, flush=True)
    return False


if __name__ == "__main__":
    sys.exit(main())
