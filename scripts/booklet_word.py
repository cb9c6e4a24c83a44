"""Write the whole course as one Word file: dist/booklet.docx."""

import argparse
import sys
from pathlib import Path

import installed
from course.office.libreoffice import OfficeError, word_booklet
from course.office.output import OutputError, write_output
from opened import opened

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="把整门课写成一个 Word 文件，有目录、标题和页码，没有题目和答案。")
    parser.add_argument(
        "--output", type=Path, default=ROOT / "dist/booklet.docx", help="写到哪里，默认 dist/booklet.docx"
    )
    parser.add_argument("--pdf", action="store_true", help="再生成一份 PDF，要装有 LibreOffice")
    parser.add_argument("--force", action="store_true", help="换掉同名的旧文件")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    outcome = opened(options.root, "课程有错误，没有生成读本。请先改好上面的错误。", options.output)
    if outcome is None:
        return 1
    print("正在排版，目录要排两遍，请稍等。", flush=True)
    try:
        content, lack = word_booklet(outcome.course)
        for line in write_output({options.output: content}, pdf=options.pdf, force=options.force):
            print(line, flush=True)
    except (OutputError, OfficeError, OSError) as reason:
        print(f"没有全部完成：{reason}", file=sys.stderr)
        return 1
    if lack:
        print(f"目录里还没有页码：{lack}。用 Word 打开时，询问是否更新域，选“是”；用 WPS 打开后右击目录，选“更新域”。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
