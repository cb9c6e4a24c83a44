"""Give every question an id and record all ids."""

import argparse
import sys
from pathlib import Path

import installed
from course.edit.assign_ids import identify
from course.text.diagnostics import format_text

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="给没有题号的题目补上题号，并登记全部编号。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    done = identify(options.root)
    for line in format_text(done.obstacles):
        print(line)
    if done.obstacles:
        print("请先改好上面的错误，再运行 make ids。题库没有改动。", file=sys.stderr)
        return 1
    for name in done.given:
        print(f"新题号：{name}")
    print("编号已登记在 quizzes/ids.yml。" if done.recorded else "编号都已登记，没有变化。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
