"""Check the course: print every problem, or a table of what the course holds."""

import argparse
import sys
import time
from pathlib import Path

import installed
from course.check import inspect
from course.coverage.text import summary
from course.environment import today
from course.text.diagnostics import errors, format_github, format_json, format_text

ROOT = installed.ROOT
FORMATS = {"text": format_text, "json": format_json, "github": format_github}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="检查学习页和题库，列出全部问题；没有问题时列出课程概况。")
    parser.add_argument("--format", choices=FORMATS, default="text", help="诊断的格式：文字、JSON 或 GitHub 批注")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    outcome = inspect(options.root, day=today())
    for line in FORMATS[options.format](outcome.diagnostics):
        print(line)
    if options.format == "text":
        if outcome.failed:
            print(f"共 {len(errors(outcome.diagnostics))} 处错误。改好后再运行一次 make check。", file=sys.stderr)
        else:
            print(summary(outcome.course, time.perf_counter() - started))
            if outcome.diagnostics:
                print(f"共 {len(outcome.diagnostics)} 处提醒。不妨碍生成，有空时请改好。", file=sys.stderr)
    return int(outcome.failed)


if __name__ == "__main__":
    sys.exit(main())
