"""Record who has looked at a bank or at some of its questions, so that a release knows what is ready."""

import argparse
import sys
from pathlib import Path

import installed
from course.edit.approve import Approved, approve
from course.edit.review import Review
from course.environment import today
from course.model.review import STATUS_LABELS
from course.text.diagnostics import format_text

ROOT = installed.ROOT


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="登记题库或其中几道题的审核情况，写在题库文件里。")
    parser.add_argument("bank", nargs="?", default="", help="题库的名称，如 vehicle")
    parser.add_argument("--by", default="", help="审核人的姓名")
    parser.add_argument("--status", choices=STATUS_LABELS, default="approved", help="默认 approved（已批准）")
    parser.add_argument("--questions", nargs="+", default=[], metavar="题号", help="只登记这几道题")
    parser.add_argument("--root", type=Path, default=ROOT, help="项目文件夹")
    options = parser.parse_args(arguments)
    if options.bank == "":
        print("没有写题库。请写成 make approve BANK=vehicle BY=审核人的姓名", file=sys.stderr)
        return 1
    review = Review(options.status, options.by, today().isoformat())
    done = approve(options.root, options.bank, review, tuple(options.questions))
    for line in format_text(done.obstacles):
        print(line)
    if done.bank is None:
        print(done.refusal or "请先改好上面的错误，再登记。题库没有改动。", file=sys.stderr)
        return 1
    report(done, review)
    return 0


def report(done: Approved, review: Review) -> None:
    by = f"，{review.reviewer}，{review.day}" if review.status != "draft" else ""
    print(f"{done.bank.path if done.bank else ''}：{len(done.given)} 道题记为“{STATUS_LABELS[review.status]}”{by}")
    if done.changed:
        print(f"其中上次审核以后改过或新加的：{'、'.join(done.changed)}")
    if done.kept:
        print(f'自己写着审核状态、没有动的：{"、".join(done.kept)}。要登记它们，请写 QUESTIONS="题号 题号"')


if __name__ == "__main__":
    sys.exit(main())
