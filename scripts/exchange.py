"""Export the bank for another platform: dist/exchange/."""

import argparse
import sys
import time
from pathlib import Path

import installed
from build import build
from course.formats.export import ExportError, export, select
from course.formats.exporters import EXPORTERS, overview
from course.formats.loss_report import summary
from course.release.build_options import to_environment
from opened import opened

ROOT = installed.ROOT
SITE = ".cache/exchange-site"


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.list or options.format is None:
        print("\n".join(overview()))
        return 0
    output = options.output or options.root / "dist/exchange"
    outcome = opened(options.root, "请先改好上面的错误，再导出。没有写文件。", output)
    if outcome is None:
        return 1
    form, site = EXPORTERS[options.format], (options.root / SITE).absolute()
    try:
        selection = select(outcome.course, options.bank, int(time.time()), site=site, drafts=options.drafts)
        print(f"正在导出 {sum(1 for _ in selection.questions())} 道题，题目多时要等一会儿……", flush=True)
        more = {} if options.drafts else to_environment(None)
        if form.takes_site and not build(site, root=options.root, more=more):
            return 1
        done = export(selection, form, output, force=options.force)
    except (ExportError, OSError) as reason:
        print(f"没有导出：{reason}", file=sys.stderr)
        return 1
    print(f"已导出 {done.exported.count} 道题：{done.file}")
    print("\n".join([*summary(done.exported.losses, done.drafts), f"逐题的清单在 {done.notes}"]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="把题库导出成别的平台能收的文件。")
    parser.add_argument("--format", choices=EXPORTERS, help="格式")
    parser.add_argument("--bank", default="", help="只导出一个题库，写它的文件名，如 vehicle；不写就是全部")
    parser.add_argument("--output", type=Path, help="写到哪个文件或文件夹，默认 dist/exchange")
    parser.add_argument("--drafts", action="store_true", help="草稿也导出；不写就留下，和发布一样")
    parser.add_argument("--force", action="store_true", help="覆盖已经有的文件")
    parser.add_argument("--list", action="store_true", help="列出各种格式，和每种能带走什么")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    return parser


if __name__ == "__main__":
    sys.exit(main())
