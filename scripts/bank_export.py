"""Write banks as a workbook for Excel, WPS or LibreOffice."""

import argparse
import sys
from pathlib import Path

import installed
from course.files import finish, write_bytes
from course.formats.excel.write import write_workbook
from course.links import LinkError
from opened import opened

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="把题库导出成一张 Excel 表，改好以后用 bank_import.py 导入。")
    parser.add_argument("--bank", default="", help="只导出一个题库，如 quizzes/vehicle.yml；不写就导出全部")
    parser.add_argument("--output", type=Path, help="写到哪里，默认 dist/题库.xlsx")
    parser.add_argument("--force", action="store_true", help="已有同名文件时覆盖")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    target = options.output or options.root / "dist" / f"{Path(options.bank).stem or '题库'}.xlsx"
    try:
        finish(options.root)
    except LinkError as reason:
        return _refuse(str(reason))
    refusal = "请先改好上面的错误，再导出。新题没有题号的，先运行 make ids。"
    outcome = opened(options.root, refusal, target)
    if outcome is None:
        return 1
    path = Path(options.bank).as_posix()
    banks = [bank for bank in outcome.course.banks if not options.bank or path in {bank.path, bank.name}]
    if not banks:
        return _refuse(f"没有题库 {options.bank}。可用：{'、'.join(bank.path for bank in outcome.course.banks)}。")
    if target.exists() and not options.force:
        return _refuse(f"{_near(target)} 已经有了。里面可能有还没有导入的改动；确实要覆盖，加上 FORCE=1（--force）。")
    try:
        write_bytes(
            target, write_workbook(outcome.course, banks, lambda count: print(f"已写 {count} 道题", flush=True))
        )
    except OSError as reason:
        return _refuse(f"{_near(target)} 写不进去：{reason.strerror}。文件正开着的话，请先关上。")
    print(f"已导出到 {_near(target)}。先看里面的工作表“说明”；改好、保存、关上以后，再导入它（make bank-import）。")
    return 0


def _near(target: Path) -> str:
    """Return a path as short as it can be said from where the person is."""
    whole = target.resolve()
    return str(whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
