"""The programs that we are compared with, installed from locks of their own below .cache, never beside ours."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / ".cache/bench"
PYTHON = CACHE / "venv/bin/python"
PACKAGES = CACHE / "node_modules"
QUIZ = CACHE / "fullmark/bin/quiz"
"""fullmark's command; missing where no Python is new enough for it."""
NEWER = ("python3.13", "python3.14")


def install_peers() -> None:
    """Install the peers once for each content of their locks."""
    _install("requirements.txt", _python)
    _install("package-lock.json", _node)
    if newer := newer_python():
        _install("fullmark.txt", lambda lock: _environment(Path(newer), QUIZ.parents[1], lock))


def newer_python() -> str | None:
    """Return a Python that fullmark runs on: on the path, or below pyenv's folder."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    places = [shutil.which(name) for name in NEWER]
    places += [str(place) for name in NEWER for place in sorted(pyenv.glob(f"*/bin/{name}"))]
    return next((place for place in places if place and _runs(place)), None)


def _runs(python: str) -> bool:
    # pyenv puts a command on the path for versions that are not switched on, too.
    return subprocess.run([python, "-c", "import venv"], check=False, capture_output=True).returncode == 0


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
    _environment(Path(sys.executable), CACHE / "venv", lock)


def _environment(python: Path, folder: Path, lock: Path) -> None:
    subprocess.run([python, "-m", "venv", "--clear", folder], check=True)
    pip: list[str | Path] = [folder / "bin/python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "-r", lock], check=True)


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
