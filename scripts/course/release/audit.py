"""Ask the registries' own services whether a locked package has a known vulnerability; no answer is no pass."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.environment import MissingError, find_node, node_environment, npm

_NPM = ("audit", "--omit=dev", "--audit-level=low")
# Strict, so that a package of which the service knows nothing is no silent pass; nothing is installed for it.
_PYTHON = ("--strict", "--disable-pip", "--require-hashes", "--requirement", "requirements.txt")


@dataclass(frozen=True, slots=True)
class ServiceAnswer:
    """What one service answered: its report, or why it was not available."""

    title: str
    passed: bool = False
    report: str = ""
    unasked: str = ""


def audit(root: Path) -> Iterator[ServiceAnswer]:
    """Yield the answers of both services, whatever the first says."""
    yield _player(root, "浏览器里的程序包（npm audit）：")
    yield _python(root, "Python 程序包（pip-audit）：")


def _player(root: Path, title: str) -> ServiceAnswer:
    try:
        node = find_node()
    except MissingError as reason:
        return ServiceAnswer(title, unasked=str(reason))
    command, environment = [*npm(node), *_NPM], node_environment(node)
    done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)
    # npm ends with 1 for what it found, and for not having been able to ask.
    if done.returncode and "vulnerabilit" not in done.stdout:
        why = "软件源不提供漏洞查询，或者连不上。请在能连到 npm 官方源的电脑上再运行一次 ./course audit"
        return ServiceAnswer(title, unasked=why)
    return ServiceAnswer(title, done.returncode == 0, done.stdout.strip())


def _python(root: Path, title: str) -> ServiceAnswer:
    program = shutil.which("pip-audit")
    if program is None:
        reason = "没有找到 pip-audit。请装在项目以外（如 pipx install pip-audit），再运行一次 ./course audit"
        return ServiceAnswer(title, unasked=reason)
    done = subprocess.run([program, *_PYTHON], cwd=root, check=False, capture_output=True, text=True)
    output = (done.stdout + done.stderr).strip()
    if "vulnerabilit" not in output:
        reason = f"漏洞库没有答复（{output[-200:] or '没有说明'}）。请在能上网的电脑上再运行一次 ./course audit"
        return ServiceAnswer(title, unasked=" ".join(reason.split()))
    return ServiceAnswer(title, done.returncode == 0, output)
