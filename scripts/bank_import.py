"""Take questions from a workbook or a text into the banks: show what would change, ask, then write all or nothing."""

import argparse
import sys
from functools import partial
from pathlib import Path

import installed
from course.formats.importers import IMPORTERS
from course.importing.options import ImportOptions, names_in
from course.importing.run import run_import
from course.links import LinkError

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="把表格或文字里的题目导入题库。先列出改动，确认以后才写入。")
    parser.add_argument("file", type=Path, help=f"要导入的文件：{'、'.join(IMPORTERS)}")
    parser.add_argument("--bank", help="没有写明题库的题放进哪个，如 quizzes/vehicle.yml")
    parser.add_argument("--points", default="", help="没有写明要点的新题考查哪些要点，几个编号用逗号隔开")
    parser.add_argument("--difficulty", type=int, choices=(1, 2, 3), help="没有写明难度的新题：1 记忆，2 理解，3 应用")
    parser.add_argument("--withdraw", action="store_true", help="导出时有、表里已经没有的题，停用")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接写入")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    bank = Path(options.bank).as_posix() if options.bank else None
    wishes = ImportOptions(bank, names_in(options.points), options.difficulty, options.withdraw)
    agreed = (lambda: True) if options.yes else _agreed
    try:
        stopped = run_import(options.root, options.file, wishes, partial(print, flush=True), agreed)
    except LinkError as reason:
        stopped = str(reason)
    if stopped:
        print(stopped, file=sys.stderr)
    return int(stopped is not None)


def _agreed() -> bool:
    print("写入以上改动，请输入 是，再按回车；不写入，直接按回车：", end="", flush=True)
    return sys.stdin.readline().strip() in {"是", "y", "Y", "yes"}


if __name__ == "__main__":
    sys.exit(main())
