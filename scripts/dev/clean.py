"""Remove everything that was generated or installed; runs on a bare Python as `python3 -m dev.clean` in scripts/."""

import shutil
import sys

from course.environment import PROGRAM
from course.links import is_link

MADE = (
    ".cache", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv",
    "build", "node_modules", "site",
)  # fmt: skip


def main() -> int:
    for place in (*(PROGRAM / name for name in MADE), *PROGRAM.glob("scripts/*.egg-info")):
        if is_link(place):
            # The link goes, and what it leads to stays.
            place.unlink()
        else:
            shutil.rmtree(place, ignore_errors=True)
    print("已删去生成的文件和安装的工具。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
