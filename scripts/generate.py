"""Check the course and write the generated pages."""

import argparse
import sys
from pathlib import Path

import installed
from course.diagnostics import format_text
from course.generate import generate, today

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="检查课程，并生成自测页、自测片段和练习数据。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    outcome = generate(options.root, day=today())
    for line in format_text(outcome.diagnostics):
        print(line)
    if outcome.failed:
        print("课程有错误，没有生成任何文件，原有页面保持不变。", file=sys.stderr)
        return 1
    done = outcome.published
    print(f"已生成：写入 {len(done.written)} 个文件，删除 {len(done.removed)} 个，{done.unchanged} 个没有变化。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
