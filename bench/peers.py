"""The programs that we are compared with, installed from locks of their own below .cache, never beside ours."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".cache/bench"
PYTHON = CACHE / "venv/bin/python"
PACKAGES = CACHE / "node_modules"


def install_peers() -> None:
    """Install the peers once for each content of their locks."""
    _install("requirements.txt", _python)
    _install("package-lock.json", _node)


def _install(lock: str, how: Callable[[Path], None]) -> None:
    source = HERE / "peers" / lock
    stamp = CACHE / f"{lock}.installed"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    print(f"installing peers from {lock} …", file=sys.stderr, flush=True)
    how(source)
    stamp.write_text(digest, encoding="utf-8")


def _python(lock: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--clear", CACHE / "venv"], check=True)
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "-r", lock]
    subprocess.run(pip, check=True)


def _node(lock: Path) -> None:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(lock.parent / name, CACHE)
    shutil.copy(HERE.parent / ".npmrc", CACHE)
    # Their own scripts would fetch more from other hosts.
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=CACHE, check=True
    )


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files by path below a folder and return the folder."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
