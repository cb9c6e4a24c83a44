"""Print the whole course as one PDF: dist/booklet.pdf."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

import installed
from build import main as build
from course.files import write_bytes
from course.links import refuse_links_above
from course.office.browser_pdf import PrintingError, print_booklet
from install import MissingError, find_browser

ROOT = installed.ROOT
SITE = ROOT / ".cache/booklet-site"
TARGET = ROOT / "dist/booklet.pdf"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="把整门课印成一本 PDF，有封面、目录、页码和书签。")
    parser.add_argument("--site", type=Path, default=None, help="已经构建好的站点；不写就先构建一个")
    parser.add_argument("--output", type=Path, default=TARGET, help="写到哪里，默认 dist/booklet.pdf")
    options = parser.parse_args(arguments)
    try:
        refuse_links_above(ROOT, SITE, options.output)
        browser = find_browser()
        if options.site is None and build(["--output", str(SITE)]):
            return 1
        page = (options.site or SITE).resolve() / "booklet.html"
        print("正在打印，要印两遍，请稍等。", flush=True)
        write_bytes(options.output, print_booklet(browser, page, _today()))
    except (MissingError, PrintingError, OSError) as reason:
        print(f"打印本没有印成：{reason}", file=sys.stderr)
        return 1
    print(f"打印本已生成：{options.output}")
    return 0


def _today() -> str:
    day = datetime.now().astimezone()
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


if __name__ == "__main__":
    sys.exit(main())
