"""Check that the locked packages are installed; name what is missing and what to run.

`course` asks this before it imports anything else, since the first missing package would end it with a traceback.
Only the standard library is used.
"""

import importlib.util
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from course.environment import PROGRAM

LOCK = PROGRAM / "requirements.txt"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)([^\n\\]*)", re.MULTILINE)
_VERSION = re.compile(r"^Version: *(\S+)", re.MULTILINE)
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
_REMEDY = (
    "请先运行 python3 scripts/install.py（Windows：python scripts\\install.py），再用 ./course（Windows：course）运行"
)


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
        metadata = distribution(name).read_text("METADATA") or ""
    except PackageNotFoundError:
        return "没有安装" if always else ""
    # importlib's own `version` parses everything that the package says of itself.
    stated = _VERSION.search(metadata)
    found = stated[1] if stated else ""
    if found != wanted:
        return f"要 {wanted}，现在是 {found}"
    return "" if importlib.util.find_spec(module_of(name)) else "装得不完整"


def lack() -> str | None:
    """Return one line that says which locked packages are missing and what to run, or None."""
    lacks = unfit(LOCK.read_text(encoding="utf-8")) if LOCK.is_file() else []
    if not lacks:
        return None
    shown = "、".join(lacks[:5]) + (f" 等 {len(lacks)} 个" if len(lacks) > 5 else "")
    return f"依赖的程序包不齐：{shown}。{_REMEDY}。"


def unusable(error: ImportError) -> str:
    """Return one line about a package that is there and cannot be imported."""
    return f"依赖的程序包不能用：{error.name or error}。{_REMEDY}。"
