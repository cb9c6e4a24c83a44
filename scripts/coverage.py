"""Show what the questions leave out, and keep it as a workbook."""

import argparse
import sys
from pathlib import Path

import installed
from course.coverage.gaps import Survey, survey
from course.coverage.text import exam_lines, gap_lines
from course.coverage.workbook import coverage_workbook
from course.exams.overlap import Repeats, repeats
from course.files import write_bytes
from course.model.course import Course
from opened import opened

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="列出题目没有覆盖到的地方，并存成 Excel 表格。")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    parser.add_argument("--output", type=Path, default=None, help="表格存在哪里，默认 dist/coverage.xlsx")
    parser.add_argument("--strict", action="store_true", help="有缺口就算失败")
    parser.add_argument("--force", action="store_true", help="表格已经有了，也覆盖")
    options = parser.parse_args(arguments)
    path = options.output or options.root / "dist/coverage.xlsx"
    outcome = opened(options.root, "课程有错误，请先改好。没有生成表格。", path)
    if outcome is None:
        return 1
    found = survey(outcome.course)
    drawn = measured(outcome.course, found)
    print("\n".join([*exam_lines(found, drawn), *gap_lines(found)]))
    content = coverage_workbook(found, drawn)
    if path.exists() and path.read_bytes() != content and not options.force:
        print(f"{path} 已经有了，内容不一样，没有覆盖。确实要覆盖，加上 FORCE=1", file=sys.stderr)
        return 1
    write_bytes(path, content)
    print(f"表格：{path}")
    return int(options.strict and bool(found.gaps))


def measured(course: Course, found: Survey) -> dict[str, Repeats]:
    """Draw papers of every blueprint; that takes the longest, so it says how far it is."""
    result: dict[str, Repeats] = {}
    for number, fill in enumerate(found.exams, start=1):
        if sys.stderr.isatty():
            print(f"\r抽卷量重复：{number}/{len(found.exams)} …", end="", file=sys.stderr, flush=True)
        result[fill.title] = repeats(course, fill)
    if sys.stderr.isatty():
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    return result


if __name__ == "__main__":
    sys.exit(main())
