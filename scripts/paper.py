"""Make papers in Word: the paper itself, its answer sheet and its key, as the number gives them on screen."""

import argparse
import secrets
import sys
from pathlib import Path

import installed
from course.model.review import without_drafts
from course.office.libreoffice import OfficeError
from course.office.output import OutputError, write_output
from course.office.paper_request import left_out, listed, make, read_request
from opened import opened

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="生成 Word 试卷、答题卡和答案，题目和字母与同一卷号在屏幕上的一样。")
    parser.add_argument("numbers", nargs="*", help="卷号，可以写几个；不写就随机取", metavar="卷号")
    parser.add_argument("--exam", default="", help="组卷方案，如 standard；卷号写全了可以不写")
    parser.add_argument("--variants", default="", help="卷名，如 A,B，依次对应各个卷号")
    parser.add_argument("--output", type=Path, default=ROOT / "dist/papers", help="放在哪个文件夹，默认 dist/papers")
    parser.add_argument("--seal", action="store_true", help="加密封线，姓名写在线外")
    parser.add_argument("--pdf", action="store_true", help="再各生成一份 PDF，要装有 LibreOffice")
    parser.add_argument("--drafts", action="store_true", help="也用草稿，试卷就和发布的站点不一样")
    parser.add_argument("--force", action="store_true", help="换掉同名的旧文件")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    outcome = opened(options.root, "课程有错误，没有生成试卷。请先改好上面的错误。", options.output)
    if outcome is None:
        return 1
    course = outcome.course if options.drafts else without_drafts(outcome.course)
    numbers, labels = listed(" ".join(options.numbers)), listed(options.variants)
    asked, refusals = read_request(course, options.exam, numbers, labels, lambda: secrets.randbits(32))
    for refusal in refusals:
        print(f"{refusal.place}：{refusal.message} [{refusal.rule}]", file=sys.stderr)
    if refusals:
        return 1
    files: dict[Path, bytes] = {}
    for one in asked:
        made = make(course, one, sealed=options.seal)
        print(made.about, flush=True)
        files |= {options.output / name: content for name, content in made.files.items()}
    for line in () if options.drafts else left_out(outcome.course):
        print(line)
    try:
        for line in write_output(files, pdf=options.pdf, force=options.force):
            print(line, flush=True)
    except (OutputError, OfficeError, OSError) as reason:
        print(f"没有全部完成：{reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
