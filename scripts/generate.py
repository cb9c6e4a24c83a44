"""Check the course and write the generated pages."""

import argparse
import sys
from pathlib import Path

import installed
from course.environment import today
from course.links import LinkError
from course.site.up_to_date import fresh, sources
from course.text.diagnostics import format_text

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="检查课程，并生成自测页、自测片段和练习数据。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    known = fresh(options.root, sources(options.root, today()))
    if known:
        print(*format_text(known.diagnostics), sep="\n", end="\n" if known.diagnostics else "")
        print(_told(0, 0, known.files))
        return 0
    return _generate(options.root)


def _generate(root: Path) -> int:
    # Takes longer to import than to find out that there is nothing to do.
    from course.site.generate import generate  # noqa: PLC0415

    try:
        outcome = generate(root, day=today())
    except LinkError as reason:
        print(f"没有生成任何文件：{reason}", file=sys.stderr)
        return 1
    for line in format_text(outcome.diagnostics):
        print(line)
    if outcome.failed:
        print("课程有错误，没有生成任何文件，原有页面保持不变。", file=sys.stderr)
        return 1
    done = outcome.published
    print(_told(len(done.written), len(done.removed), done.unchanged))
    return 0


def _told(written: int, removed: int, unchanged: int) -> str:
    return f"已生成：写入 {written} 个文件，删除 {removed} 个，{unchanged} 个没有变化。"


if __name__ == "__main__":
    sys.exit(main())
