"""Report on how good the questions are: item-writing rules, guessing by shape, members' answers."""

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path

import installed
from course.files import write_text
from course.quality.records import MissingError, read_files
from opened import opened

try:
    from course.quality.console import github_lines, json_lines, text_lines
    from course.quality.page import page
    from course.quality.report import assess
except ModuleNotFoundError as missing:
    sys.exit(f"缺少统计工具 {missing.name}。请先运行：python scripts/install.py --quality")

ROOT = installed.ROOT
FORMATS = {"text": text_lines, "json": json_lines, "github": github_lines}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="检查题目写得好不好：出题规则、只看样子能不能猜中、学员作答统计。")
    parser.add_argument("records", nargs="*", type=Path, help="学员导出的记录或成绩单，也可以是放它们的文件夹")
    parser.add_argument("--format", choices=FORMATS, default="text", help="打印的格式：文字、JSON 或 GitHub 批注")
    parser.add_argument("--output", type=Path, help="另存一份网页报告，如 dist/quality.html")
    parser.add_argument("--force", action="store_true", help="报告文件已有时也写")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    if options.output and options.output.exists() and not options.force:
        print(f"{options.output} 已经有了，没有改动。换一个文件名，或加上 --force。", file=sys.stderr)
        return 1
    outcome = opened(options.root, "请先改好上面的错误，再运行 make quality。", options.output)
    if outcome is None:
        return 1
    try:
        records = read_files(options.records, time.time() * 1000) if options.records else None
        report = assess(outcome.course, records, lambda line: print(line, file=sys.stderr, flush=True))
        if options.output:
            write_text(options.output, page(report, f"{datetime.now().astimezone():%Y-%m-%d}"))
    except (MissingError, OSError) as reason:
        print(f"报告没有做成：{reason}", file=sys.stderr)
        return 1
    for line in FORMATS[options.format](report):
        print(line)
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main())
