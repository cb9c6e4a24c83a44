"""Whether what the commands need is installed, as locked: whatever is not is one line that says what to run.

An entry point imports this before anything of the course, since the first missing package would end it right there.
Only the standard library is used.
"""

import importlib.util
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
OLDEST_PYTHON = (3, 11)
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\n\\]*)", re.MULTILINE)
# Where a package is imported by another name than it is installed by.
_MODULES = {
    "ghp-import": "ghp_import",
    "mkdocs-material": "material",
    "mkdocs-material-extensions": "materialx",
    "pymdown-extensions": "pymdownx",
    "python-dateutil": "dateutil",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "pyyaml-env-tag": "yaml_env_tag",
}
_REMEDY = "请先运行 make install（没有 make 的，运行 python scripts/install.py），再用 make 的命令，或用 .venv 里的 Python 运行"


def locked(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield name and version of each package of a lock, and whether every machine needs it."""
    for match in _LOCKED.finditer(text):
        yield match[1], match[2], ";" not in match[3]


def unfit(text: str) -> list[str]:
    """Return what of a lock is missing or of another version, in words such as “pyyaml（没有安装）”."""
    return [
        f"{name}（{lack}）" for name, wanted, always in locked(text) if (lack := _lack(name, wanted, always=always))
    ]


def module_of(name: str) -> str:
    """Return the name by which a package is imported."""
    return _MODULES.get(name, name.replace("-", "_"))


def _lack(name: str, wanted: str, *, always: bool) -> str:
    try:
        found = version(name)
    except PackageNotFoundError:
        return "没有安装" if always else ""
    if found != wanted:
        return f"要 {wanted}，现在是 {found}"
    return "" if importlib.util.find_spec(module_of(name)) else "装得不完整"


def _require() -> None:
    """End the program with one line if it cannot run here."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"需要 Python 3.11 或更新的版本，现在是 {found}。请安装后再运行 python scripts/install.py")
    lacks = unfit(LOCK.read_text(encoding="utf-8")) if LOCK.is_file() else []
    if lacks:
        shown = "、".join(lacks[:5]) + (f" 等 {len(lacks)} 个" if len(lacks) > 5 else "")
        sys.exit(f"依赖的程序包不齐：{shown}。{_REMEDY}。")
    sys.excepthook = _told


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say of a package that is there and cannot be used what to do; leave everything else to Python."""
    if isinstance(error, ImportError):
        print(f"依赖的程序包不能用：{error.name or error}。{_REMEDY}。", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


_require()
