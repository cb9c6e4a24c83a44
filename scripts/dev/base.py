"""Make the course that ships its own base: run as `python -m dev.base` after the course was changed.

A folder in which a unit edits the course keeps the base that it came with.
"""

from course.edit.base import BASE, keep_base
from course.environment import PROGRAM


def main() -> int:
    print(f"{BASE}：{'已更新' if keep_base(PROGRAM) else '没有变化'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
