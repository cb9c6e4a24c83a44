"""Remove everything that was generated or installed."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MADE = (
    ".cache", ".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv",
    "docs/assets/player", "docs/duties", "docs/quizzes", "docs/reports", "generated", "node_modules", "site",
)  # fmt: skip


def main() -> int:
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    print("已删去生成的文件和安装的工具。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
