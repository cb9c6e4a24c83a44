"""Take questions from a workbook or a text into the banks: show what would change, ask, then write all or nothing."""

import argparse
import sys
from pathlib import Path

from course.diagnostics import format_text
from course.importing.applying import apply
from course.importing.preparing import prepare
from course.importing.receiving import receive
from course.importing.telling import preview, refusal_lines
from course.importing.wishes import Wishes
from course.publish import finish

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="把表格或文字里的题目导入题库。先列出改动，确认以后才写入。")
    parser.add_argument("file", type=Path, help="要导入的文件：.xlsx、.docx、.txt")
    parser.add_argument("--bank", help="没有写明题库的题放进哪个，如 quizzes/vehicle.yml")
    parser.add_argument("--points", default="", help="没有写明要点的新题考查哪些要点，几个编号用逗号隔开")
    parser.add_argument("--difficulty", type=int, choices=(1, 2, 3), help="没有写明难度的新题：1 记忆，2 理解，3 应用")
    parser.add_argument("--withdraw", action="store_true", help="导出时有、表里已经没有的题，停用")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接写入")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    if unfinished := finish(options.root):
        print(f"上一次导入没有写完，已经接着写完：{'、'.join(unfinished)}")
    brought = receive(options.file)
    wishes = Wishes(options.bank, tuple(options.points.replace(",", " ").split()), options.difficulty, options.withdraw)
    prepared = prepare(options.root, brought, wishes, lambda step: print(step, flush=True))
    for line in (*format_text(prepared.obstacles), *refusal_lines(prepared.refusals)):
        print(line)
    if prepared.refused:
        where = "课程现在就有上面的错误，请先改好" if prepared.obstacles else "请按上面的提示改好文件"
        return _stop(f"共 {len(prepared.obstacles) + len(prepared.refusals)} 处。{where}，再导入一次。题库没有改动。")
    for line in preview(prepared, brought):
        print(line)
    if not prepared.files:
        print("没有要写入的改动。")
        return 0
    if not options.yes and not _agreed():
        return _stop("没有写入，题库没有改动。")
    try:
        changed = apply(options.root, prepared)
    except OSError as reason:
        return _stop(f"写不进去：{reason.filename} {reason.strerror}。题库没有改动。")
    if changed:
        return _stop(f"在您确认的时候，{'、'.join(changed)} 被别的程序改过。题库没有改动，请再导入一次。")
    print(f"已写入：{'、'.join(prepared.files)}")
    print("".join(f"新题号：{name}\n" for name in prepared.given) + "运行 make serve 看看效果。")
    return 0


def _agreed() -> bool:
    print("写入以上改动，请输入 是，再按回车；不写入，直接按回车：", end="", flush=True)
    return sys.stdin.readline().strip() in {"是", "y", "Y", "yes"}


def _stop(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
